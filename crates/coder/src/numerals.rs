//! Numbers as news writes them: digits, words, and both.
//!
//! In: [`Atoms`] and where to look. Out: a [`Numeral`] with its value and the atoms it covers. Words come from
//! `lexicon/quantities/numbers.toml`.

use std::collections::HashMap;
use std::sync::OnceLock;

use serde::Deserialize;

use crate::atoms::{Atoms, Kind};

/// A number that was read.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Numeral {
    pub(crate) value: f64,
    /// One past its last atom.
    pub(crate) end: usize,
    /// Written with digits at its start.
    pub(crate) digits: bool,
    /// The last magnitude word or mark, as a factor; 1 where there is none.
    pub(crate) magnitude: f64,
}

/// The number words.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct NumberWords {
    pub(crate) cardinals: HashMap<String, f64>,
    pub(crate) ordinals: HashMap<String, u32>,
    pub(crate) magnitudes: HashMap<String, f64>,
    pub(crate) magnitude_marks: HashMap<String, f64>,
    pub(crate) collectives: HashMap<String, f64>,
    pub(crate) plurals: HashMap<String, f64>,
    pub(crate) fractions: HashMap<String, f64>,
    pub(crate) glyphs: HashMap<char, f64>,
}

/// The table, read once. A fault in it is found by the tests, which read it too.
pub(crate) fn number_words() -> &'static NumberWords {
    static TABLE: OnceLock<NumberWords> = OnceLock::new();
    TABLE
        .get_or_init(|| crate::lexicon::read("quantities/numbers.toml", include_str!("../../../lexicon/quantities/numbers.toml")))
}

/// Value of an atom of digits; none where it is beyond what a double can hold.
pub(crate) fn digits(written: &str) -> Option<f64> {
    let value: f64 = if written.contains(',') { written.replace(',', "").parse() } else { written.parse() }.ok()?;
    value.is_finite().then_some(value)
}

/// The cardinal number that starts at `i`, the longest.
pub(crate) fn cardinal(atoms: &Atoms, i: usize) -> Option<Numeral> {
    match atoms.get(i)?.kind {
        Kind::Number => in_digits(atoms, i),
        Kind::Word => in_words(atoms, i),
        Kind::Mark(mark) => {
            let value = *number_words().glyphs.get(&mark)?;
            Some(Numeral { value, end: i + 1, digits: true, magnitude: 1.0 })
        }
        Kind::Code => None,
    }
}

fn in_digits(atoms: &Atoms, i: usize) -> Option<Numeral> {
    let words = number_words();
    let mut value = digits(atoms.raw(i))?;
    let mut end = i + 1;
    // "2 1/2", "1/2", "2½", "2-1/2"
    let whole = value.fract() == 0.0;
    if whole && let Some((part, after)) = fraction_in_digits(atoms, i) {
        return Some(Numeral { value: part, end: after, digits: true, magnitude: 1.0 });
    }
    if whole {
        let next = if atoms.is_mark(end, '-') && !atoms.spaced(end) && !atoms.spaced(end + 1) { end + 1 } else { end };
        if atoms.together(i, next)
            && let Some((part, after)) = fraction_in_digits(atoms, next)
            && part < 1.0
        {
            value += part;
            end = after;
        } else if let Some(Kind::Mark(mark)) = atoms.get(end).map(|a| a.kind)
            && atoms.together(i, end)
            && let Some(part) = words.glyphs.get(&mark)
        {
            value += part;
            end += 1;
        }
    }
    // "1.2 million", "4.2b", "$2-million"
    let mut magnitude = 1.0;
    let hyphen = atoms.is_mark(end, '-') && !atoms.spaced(end) && !atoms.spaced(end + 1);
    let at = end + usize::from(hyphen);
    if atoms.together(i, at) {
        if let Some(factor) = words.magnitudes.get(atoms.lower(at)) {
            magnitude = *factor;
            end = at + 1;
            // "30 hundred million" is not written, "2 thousand million" is.
            if let Some(more) = words.magnitudes.get(atoms.lower(end))
                && atoms.together(i, end)
                && *more > 100.0
            {
                magnitude *= more;
                end += 1;
            }
        } else if !hyphen && let Some(factor) = words.magnitude_marks.get(atoms.lower(at)) {
            // "8 B people" and "8bn"; a spaced single letter in lower case is a word ("10 m", "5 k").
            let short = atoms.raw(at).len() == 1;
            if !atoms.spaced(at) || !short || atoms.capital(at) && factor > &1e6 {
                magnitude = *factor;
                end = at + 1;
            }
        }
    }
    value *= magnitude;
    value.is_finite().then_some(Numeral { value, end, digits: true, magnitude })
}

/// "1/2", "1⁄32": a fraction whose parts are whole and small.
fn fraction_in_digits(atoms: &Atoms, i: usize) -> Option<(f64, usize)> {
    let slash = atoms.is_mark(i + 1, '/') || atoms.is_mark(i + 1, '⁄');
    if !slash
        || atoms.spaced(i + 1)
        || atoms.spaced(i + 2)
        || !atoms.is_number(i)
        || !atoms.is_number(i + 2)
        || atoms.is_mark(i + 3, '/')
    {
        return None;
    }
    let (over, under) = (digits(atoms.raw(i))?, digits(atoms.raw(i + 2))?);
    let simple = over.fract() == 0.0 && under.fract() == 0.0 && over >= 1.0 && over < under && under <= 256.0;
    simple.then_some((over / under, i + 3))
}

/// "two hundred and five thousand", "twenty-four", "half a million" is left to the caller.
fn in_words(atoms: &Atoms, i: usize) -> Option<Numeral> {
    let words = number_words();
    let mut total = 0.0;
    let mut group: Option<f64> = None;
    let mut at = i;
    let mut end = i;
    let mut magnitude = 1.0;
    // "a hundred", "a million"; "a" alone is no number.
    if matches!(atoms.lower(i), "a" | "an") {
        let hundreds = words.magnitudes.contains_key(atoms.lower(i + 1)) && atoms.together(i, i + 1);
        if !hundreds {
            return None;
        }
        group = Some(1.0);
        at = i + 1;
    }
    loop {
        if !atoms.together(i, at) {
            break;
        }
        let word = atoms.lower(at);
        if let Some(&value) = words.cardinals.get(word) {
            match group {
                None => group = Some(value),
                // "twenty four", "two hundred five"; "nineteen ninety" is two numbers.
                Some(g)
                    if value > 0.0 && (g % 100.0 == 0.0 && g > 0.0 || g % 10.0 == 0.0 && g % 100.0 >= 20.0 && value < 10.0) =>
                {
                    group = Some(g + value);
                }
                Some(_) => break,
            }
            at += 1;
            end = at;
        } else if let (Some(&factor), Some(g)) = (words.magnitudes.get(word), group) {
            magnitude = factor;
            if factor == 100.0 {
                group = Some(g * factor);
            } else {
                total += g * factor;
                group = Some(0.0);
            }
            at += 1;
            end = at;
        } else if let (Some(&factor), true) = (words.magnitudes.get(word), total > 0.0 && group == Some(0.0)) {
            total *= factor;
            at += 1;
            end = at;
        } else if atoms.is_mark(at, '-') && !atoms.spaced(at) && !atoms.spaced(at + 1) && end > i {
            let next = atoms.lower(at + 1);
            let tens = group.is_some_and(|g| g % 10.0 == 0.0 && g % 100.0 >= 20.0);
            let unit = words.cardinals.get(next).is_some_and(|v| (1.0..10.0).contains(v));
            if !(tens && unit || words.magnitudes.contains_key(next)) {
                break;
            }
            at += 1;
        } else if word == "and" && end > i && group.is_some_and(|g| g >= 100.0 || g == 0.0 && total > 0.0) {
            // "two hundred and five", not "two hundred and two thousand men".
            if !words.cardinals.get(atoms.lower(at + 1)).is_some_and(|v| *v > 0.0) || magnitude >= 1e6 {
                break;
            }
            at += 1;
        } else {
            break;
        }
    }
    if end == i {
        return None;
    }
    let value = total + group.unwrap_or(0.0);
    value.is_finite().then_some(Numeral { value, end, digits: false, magnitude })
}

/// The ordinal number that starts at `i`: "third", "21st", "twenty-first".
pub(crate) fn ordinal(atoms: &Atoms, i: usize) -> Option<(u32, usize)> {
    let words = number_words();
    if atoms.is_number(i) {
        let suffix = atoms.lower(i + 1);
        if atoms.spaced(i + 1) || !matches!(suffix, "st" | "nd" | "rd" | "th") {
            return None;
        }
        return Some((atoms.raw(i).replace(',', "").parse().ok()?, i + 2));
    }
    if !atoms.is_word(i) {
        return None;
    }
    if let Some(&value) = words.ordinals.get(atoms.lower(i)) {
        return Some((value, i + 1));
    }
    let tens = *words.cardinals.get(atoms.lower(i))?;
    if tens < 20.0 {
        return None;
    }
    let hyphen = atoms.is_mark(i + 1, '-');
    let unit = *words.ordinals.get(atoms.lower(i + 1 + usize::from(hyphen)))?;
    (unit < 10).then_some((tens as u32 + unit, i + 2 + usize::from(hyphen)))
}
