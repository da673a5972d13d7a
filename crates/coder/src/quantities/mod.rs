//! Quantities of a story: numbers of things, money, percentages and measures.
//!
//! In: a text, its [`Analysis`] and its times. Out: [`QuantityMention`]s in text order: the number with its bound (`reader`, `figures`, `fractions`, `ranges`, `bounds`), the unit
//! (`units`, `counted`), and what befell the people counted. What only looks like a quantity — years, scores, versions, phone
//! numbers, names with numbers — is left alone (`exclusions`). Knowledge is in `lexicon/quantities/`.

mod bounds;
mod counted;
mod exclusions;
mod figures;
mod fractions;
mod ranges;
mod reader;
mod tables;
mod units;

use std::ops::Range;

use language::{Analysis, CodePoints};
use record::Bound;
pub use record::Casualty;

use crate::atoms::Atoms;
use crate::times::TimeMention;

/// A number and what it counts or measures.
#[derive(Debug, Clone, PartialEq)]
pub struct QuantityMention {
    /// Bytes: bound words, number and unit.
    pub span: Range<usize>,
    /// The number, or the lower end of a range; none for "dozens".
    pub value: Option<f64>,
    /// Upper end of a range.
    pub upper: Option<f64>,
    /// How the value bounds the truth.
    pub bound: Bound,
    /// What is counted or measured.
    pub unit: Option<Unit>,
    /// Bytes of the words of the unit.
    pub unit_span: Option<Range<usize>>,
    /// Index of the sentence.
    pub sentence: usize,
    /// Index in the sentence of the token that heads the unit.
    pub head: Option<usize>,
    /// Tokens between the number and the head: "Danish" in "40 Danish engineers".
    pub modifiers: Range<usize>,
    /// What befell the people counted.
    pub casualty: Option<Casualty>,
    /// A length of time, which is also a time.
    pub duration: bool,
    /// Name of the rule, for explanations.
    pub rule: &'static str,
}

/// A unit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Unit {
    /// Lemma of the thing counted.
    Thing(String),
    /// A measure or money: its code (UCUM, ISO 4217) and its English name.
    Measure {
        /// "USD", "km/h", "%".
        code: String,
        /// "dollar", "kilometre per hour", "percentage".
        name: String,
    },
}

impl QuantityMention {
    /// The record's form; the holder is left open.
    pub fn record(&self, id: String, points: &CodePoints) -> record::Quantity {
        record::Quantity {
            id,
            span: points.span(&self.span),
            value: self.value,
            upper: self.upper,
            bound: self.bound,
            unit: self.unit.as_ref().map(|unit| match unit {
                Unit::Thing(name) | Unit::Measure { name, .. } => name.clone(),
            }),
            unit_code: self.unit.as_ref().and_then(|unit| match unit {
                Unit::Thing(_) => None,
                Unit::Measure { code, .. } => Some(code.clone()),
            }),
            unit_span: self.unit_span.as_ref().map(|s| points.span(s)),
            holder: None,
            casualty: self.casualty,
        }
    }
}

/// All quantities of a text, lengths of time among them (marked by [`QuantityMention::duration`]). `times` are the text's times, in
/// text order: numbers inside them are not read again.
pub fn quantities(text: &str, analysis: &Analysis, times: &[TimeMention]) -> Vec<QuantityMention> {
    read(&Atoms::new(text, analysis), times)
}

pub(crate) fn read(atoms: &Atoms, times: &[TimeMention]) -> Vec<QuantityMention> {
    reader::Reader::new(atoms, times).read()
}

/// True for a word in lower case that is a unit of measure or of money.
pub(crate) fn is_unit(word: &str) -> bool {
    let tables = tables::tables();
    tables.unit_words.get(word).is_some_and(|list| list.iter().any(|(_, unit)| !tables.units[*unit].time))
}
