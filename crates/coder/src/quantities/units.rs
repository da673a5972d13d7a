//! Units after a number, and signs of money before one.
//!
//! In: the atoms, and where a number ends. Out: the unit, its atoms, and whether it measures time. Rates ("$2 a share", "barrels per
//! day") are one unit.

use std::ops::Range;

use super::Unit;
use super::counted::lemma;
use super::tables::{Tables, tables};
use crate::atoms::Atoms;

/// A unit that was read.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Found {
    pub(crate) unit: Unit,
    pub(crate) atoms: Range<usize>,
    pub(crate) time: bool,
    pub(crate) money: bool,
}

/// A sign of money that starts at `i`: its row, and one past it.
pub(crate) fn sign(atoms: &Atoms, i: usize) -> Option<(usize, usize)> {
    let list = tables().signs.get(atoms.raw(i))?;
    list.iter().find_map(|(words, row)| {
        let end = i + words.len();
        let fits = words.iter().zip(i..end).all(|(w, k)| atoms.raw(k) == w) && atoms.together(i, end);
        // Letters must not be the end of a longer name, nor a word in plain text far from its number.
        let letters = words.iter().all(|w| w.chars().all(char::is_alphabetic));
        let clear = !letters || words[0].len() > 1 || !atoms.spaced(end);
        (fits && clear && (atoms.spaced(i) || i == 0 || !atoms.is_word(i - 1) || !letters)).then_some((*row, end))
    })
}

/// The unit straight after a number that ends before `i`.
pub(crate) fn unit(atoms: &Atoms, last: usize, i: usize) -> Option<Found> {
    let tables = tables();
    if !atoms.together(last, i) {
        return None;
    }
    let hyphen = atoms.is_mark(i, '-') && !atoms.spaced(i) && !atoms.spaced(i + 1);
    let at = i + usize::from(hyphen);
    let bracket = matches!(atoms.raw(at), "(" | "[") && atoms.is_word(at + 1) && matches!(atoms.raw(at + 2), ")" | "]");
    let at = at + usize::from(bracket);
    let (row, end) = named(atoms, last, at, tables)?;
    // "10 US dollars", "7.5 million Danish crowns"
    let found =
        Found { unit: measure(tables, row), atoms: at..end, time: tables.units[row].time, money: tables.units[row].money };
    Some(rate(atoms, found))
}

fn measure(tables: &Tables, row: usize) -> Unit {
    Unit::Measure { code: tables.units[row].code.clone(), name: tables.units[row].name.clone() }
}

/// A unit word or mark at `at`: its row, and one past it.
fn named(atoms: &Atoms, last: usize, at: usize, tables: &Tables) -> Option<(usize, usize)> {
    // "Danish crowns", "New Zealand dollars", "us dollar"
    let mut noun = at;
    let mut adjective = None;
    for _ in 0..3 {
        let lower = atoms.lower(noun);
        if tables.adjectives.contains(lower) {
            adjective = Some(lower);
        } else if !(matches!(lower, "new" | "hong" | "sri" | "south" | "saudi") || adjective.is_none() && lower == "u") {
            break;
        }
        noun += 1;
    }
    if let Some(adjective) = adjective
        && atoms.together(last, noun)
        && let Some(&row) = tables.told_apart.get(&(adjective.to_string(), atoms.lower(noun).to_string()))
    {
        return Some((row, noun + 1));
    }
    let tight = !atoms.spaced(at);
    let mut found: Option<(usize, usize)> = None;
    if let Some(list) = tables.unit_marks.get(atoms.raw(at)) {
        for (words, row) in list {
            let end = at + words.len();
            if !words.iter().zip(at..end).all(|(w, k)| atoms.raw(k) == w) || !atoms.together(last, end - 1) {
                continue;
            }
            let letters = words[0].chars().all(char::is_alphabetic);
            let glued = end < atoms.len()
                && atoms.together(last, end)
                && !atoms.spaced(end)
                && (atoms.is_word(end) || atoms.is_number(end));
            if glued && letters {
                continue;
            }
            // A single letter away from its number is a unit only before a stop or a small word.
            let single = words.len() == 1 && words[0].chars().count() == 1 && letters;
            let closed = !atoms.together(last, end) || !atoms.is_word(end) || tables.stops.contains(atoms.lower(end));
            if single && !tight && !(closed || words[0] == "C") {
                continue;
            }
            found = Some((*row, end));
            break;
        }
    }
    for (words, row) in tables.unit_words.get(atoms.lower(at)).map_or(&[][..], Vec::as_slice) {
        let Some(end) = atoms.matches(at, words.iter().map(String::as_str)) else { continue };
        if !atoms.together(last, end - 1) || end < atoms.len() && atoms.is_word(end) && !atoms.spaced(end) {
            continue;
        }
        // "80 m.p.h." is longer than "80 m".
        if found.is_none_or(|(_, marked)| end > marked) {
            found = Some((*row, end));
        }
        break;
    }
    found
}

/// Adds "per share", "a day", "/cm", "-a-share".
pub(crate) fn rate(atoms: &Atoms, found: Found) -> Found {
    let tables = tables();
    let end = found.atoms.end;
    if !atoms.together(found.atoms.start, end) {
        return found;
    }
    let hyphen = usize::from(atoms.is_mark(end, '-') && !atoms.spaced(end));
    let (at, article) = match atoms.lower(end + hyphen) {
        "per" => (end + hyphen + 1, false),
        "a" | "an" => (end + hyphen + 1, true),
        "/" if !atoms.spaced(end) => (end + 1, false),
        "each" | "every" if hyphen == 0 => (end + 1, true),
        _ => return found,
    };
    let at = at + usize::from(atoms.is_mark(at, '-') && !atoms.spaced(at));
    if !atoms.together(found.atoms.start, at) {
        return found;
    }
    let (code, name, after) = match named(atoms, found.atoms.start, at, tables) {
        Some((row, after)) if !tables.units[row].money => (tables.units[row].code.clone(), tables.units[row].name.clone(), after),
        _ if atoms.is_word(at)
            && !tables.stops.contains(atoms.lower(at))
            && (!article || tables.rates.contains(atoms.lower(at))) =>
        {
            let lemma = lemma(atoms, at);
            (format!("{{{lemma}}}"), lemma, at + 1)
        }
        _ => return found,
    };
    let unit = match found.unit {
        Unit::Measure { code: over, name: base } => {
            Unit::Measure { code: format!("{over}/{code}"), name: format!("{base} per {name}") }
        }
        thing => thing,
    };
    Found { unit, atoms: found.atoms.start..after, time: false, money: found.money }
}

/// Money from a sign before the number, with country letters or a rate after it: "$76 US a barrel".
pub(crate) fn money(atoms: &Atoms, row: usize, sign: Range<usize>, end: usize) -> Found {
    let tables = tables();
    let mut row = row;
    let mut end = end;
    if tables.units[row].code == "USD" && atoms.together(sign.start, end) {
        let letters = if atoms.matches(end, ["u", ".", "s", "."]).is_some() { 4 } else { 1 };
        if letters == 4 {
            end += 4;
        } else if let Some(&other) = tables.money_after.get(atoms.raw(end)) {
            (row, end) = (other, end + 1);
        }
    }
    let found = Found { unit: measure(tables, row), atoms: sign.start..end, time: false, money: true };
    rate(atoms, found)
}
