//! The tables under `lexicon/quantities/`: units, money, bounds, casualties, small words.
//!
//! In: nothing. Out: [`Tables`], read once, with every wording cut as the text is cut.

use std::collections::{HashMap, HashSet};
use std::sync::OnceLock;

use record::Bound;
use serde::Deserialize;

use super::Casualty;
use crate::atoms::words_of;
use crate::lexicon::read;

/// A unit of measure or of money.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct UnitRow {
    /// UCUM or ISO 4217.
    pub(crate) code: String,
    pub(crate) name: String,
    pub(crate) time: bool,
    pub(crate) money: bool,
}

/// Wordings by their first word (or, for bounds, their last): the longest first.
type Wordings<T> = HashMap<String, Vec<(Vec<String>, T)>>;

pub(crate) struct Tables {
    pub(crate) units: Vec<UnitRow>,
    /// Written forms in lower case.
    pub(crate) unit_words: Wordings<usize>,
    /// Written forms as they stand: "kW", "°C".
    pub(crate) unit_marks: Wordings<usize>,
    /// Signs before a number of money.
    pub(crate) signs: Wordings<usize>,
    /// Adjectives that tell currencies of one word apart: adjective and unit word.
    pub(crate) told_apart: HashMap<(String, String), usize>,
    pub(crate) adjectives: HashSet<String>,
    /// Country letters after an amount: "$76 US".
    pub(crate) money_after: HashMap<String, usize>,
    pub(crate) bounds_before: Wordings<Bound>,
    pub(crate) bounds_after: Wordings<Bound>,
    pub(crate) casualties: HashMap<String, Casualty>,
    pub(crate) stops: HashSet<String>,
    pub(crate) labels: HashSet<String>,
    pub(crate) streets: HashSet<String>,
    pub(crate) modifiers: HashSet<String>,
    pub(crate) rates: HashSet<String>,
    pub(crate) scores: HashSet<String>,
    pub(crate) prefixes: HashSet<String>,
    pub(crate) lemmas: HashMap<String, String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Units {
    unit: Vec<UnitEntry>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct UnitEntry {
    code: String,
    name: String,
    #[serde(default)]
    words: Vec<String>,
    #[serde(default)]
    marks: Vec<String>,
    #[serde(default)]
    time: bool,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Currencies {
    currency: Vec<CurrencyEntry>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct CurrencyEntry {
    code: String,
    name: String,
    #[serde(default)]
    signs: Vec<String>,
    #[serde(default)]
    words: Vec<String>,
    #[serde(default)]
    of: Vec<String>,
    #[serde(default)]
    after: Vec<String>,
    #[serde(default)]
    hundredths: bool,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Bounds {
    before: HashMap<Bound, Vec<String>>,
    after: HashMap<Bound, Vec<String>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SmallWords {
    stops: HashSet<String>,
    labels: HashSet<String>,
    streets: HashSet<String>,
    modifiers: HashSet<String>,
    rates: HashSet<String>,
    scores: HashSet<String>,
    prefixes: HashSet<String>,
    lemmas: HashMap<String, String>,
}

/// The tables, read once.
pub(crate) fn tables() -> &'static Tables {
    static TABLES: OnceLock<Tables> = OnceLock::new();
    TABLES.get_or_init(load)
}

macro_rules! table {
    ($file:literal) => {
        read(concat!("quantities/", $file), include_str!(concat!("../../../../lexicon/quantities/", $file)))
    };
}

fn add<T>(wordings: &mut Wordings<T>, words: Vec<String>, last: bool, value: T) {
    let key = if last { words.last() } else { words.first() };
    if let Some(key) = key.cloned() {
        wordings.entry(key).or_default().push((words, value));
    }
}

fn sort<T>(wordings: &mut Wordings<T>) {
    for list in wordings.values_mut() {
        list.sort_by(|(a, _), (b, _)| b.len().cmp(&a.len()).then_with(|| a.cmp(b)));
    }
}

fn load() -> Tables {
    let units: Units = table!("units.toml");
    let currencies: Currencies = table!("currencies.toml");
    let bounds: Bounds = table!("bounds.toml");
    let casualties: HashMap<Casualty, Vec<String>> = table!("casualties.toml");
    let small: SmallWords = table!("words.toml");

    let mut rows = Vec::new();
    let (mut unit_words, mut unit_marks, mut signs) = (Wordings::new(), Wordings::new(), Wordings::new());
    let (mut told_apart, mut adjectives, mut money_after) = (HashMap::new(), HashSet::new(), HashMap::new());
    for entry in units.unit {
        for word in &entry.words {
            add(&mut unit_words, words_of(word), false, rows.len());
        }
        for mark in &entry.marks {
            add(&mut unit_marks, exact_words_of(mark), false, rows.len());
        }
        rows.push(UnitRow { code: entry.code, name: entry.name, time: entry.time, money: false });
    }
    for entry in currencies.currency {
        for sign in &entry.signs {
            add(&mut signs, exact_words_of(sign), false, rows.len());
            // "1,200€", "20 USD": the sign may follow; a single letter may not.
            if sign.len() > 1 && sign != "yen" {
                add(&mut unit_marks, exact_words_of(sign), false, rows.len());
            }
        }
        if !entry.hundredths {
            add(&mut unit_marks, vec![entry.code.to_lowercase()], false, rows.len());
        }
        for word in entry.words {
            // The first currency of a word is the one meant without an adjective.
            if !unit_words.contains_key(&word) || entry.of.is_empty() {
                add(&mut unit_words, vec![word.clone()], false, rows.len());
            }
            for adjective in &entry.of {
                adjectives.insert(adjective.clone());
                told_apart.insert((adjective.clone(), word.clone()), rows.len());
            }
        }
        for mark in entry.after {
            money_after.insert(mark, rows.len());
        }
        rows.push(UnitRow { code: entry.code, name: entry.name, time: false, money: true });
    }
    let (mut bounds_before, mut bounds_after) = (Wordings::new(), Wordings::new());
    for (bound, wordings) in bounds.before {
        wordings.iter().for_each(|w| add(&mut bounds_before, words_of(w), true, bound));
    }
    for (bound, wordings) in bounds.after {
        wordings.iter().for_each(|w| add(&mut bounds_after, words_of(w), false, bound));
    }
    for wordings in [&mut unit_words, &mut unit_marks, &mut signs] {
        sort(wordings);
    }
    sort(&mut bounds_before);
    sort(&mut bounds_after);
    let casualties = casualties.into_iter().flat_map(|(kind, words)| words.into_iter().map(move |w| (w, kind))).collect();
    Tables {
        units: rows,
        unit_words,
        unit_marks,
        signs,
        told_apart,
        adjectives,
        money_after,
        bounds_before,
        bounds_after,
        casualties,
        stops: small.stops,
        labels: small.labels,
        streets: small.streets,
        modifiers: small.modifiers,
        rates: small.rates,
        scores: small.scores,
        prefixes: small.prefixes,
        lemmas: small.lemmas,
    }
}

fn exact_words_of(wording: &str) -> Vec<String> {
    crate::atoms::pieces_of(wording)
}
