//! Numbers that are no quantities: years, clock times, scores, versions, phone numbers, addresses, labels, names with numbers.
//!
//! In: the atoms, and a number that was read. Out: true where it must be left alone.

use super::tables::tables;
use crate::atoms::{Atoms, Kind};
use crate::numerals::Numeral;

/// One past the tight run of atoms around `i`: what a rejected number is part of.
pub(crate) fn run_end(atoms: &Atoms, i: usize) -> usize {
    let mut end = i + 1;
    while end < atoms.len() && !atoms.spaced(end) && atoms.together(i, end) {
        end += 1;
    }
    end
}

/// True where what stands tight before the number makes it part of a name, a time or a code.
pub(crate) fn bound_before(atoms: &Atoms, i: usize) -> bool {
    let Some(previous) = atoms.before(i).filter(|_| !atoms.spaced(i)) else { return false };
    match atoms.get(previous).map(|a| a.kind) {
        Some(Kind::Word | Kind::Number | Kind::Code) => true,
        Some(Kind::Mark('-')) => match atoms.before(previous) {
            // "Su-35", "COVID-19"; "sub-7", "minus-130" and dashes between words are not.
            Some(word) if !atoms.spaced(previous) && atoms.is_word(word) => {
                !tables().prefixes.contains(atoms.lower(word)) && !matches!(atoms.lower(word), "to" | "and")
            }
            Some(number) if !atoms.spaced(previous) => atoms.is_number(number),
            _ => false,
        },
        Some(Kind::Mark(mark)) => matches!(mark, '#' | '.' | ':' | '/' | '@' | '_' | '\'' | '&' | '=' | '*' | '\\'),
        None => false,
    }
}

/// True where what follows the number makes it a clock time, a score, a version, a date or a name.
pub(crate) fn bound_after(atoms: &Atoms, number: &Numeral, start: usize, unit_follows: bool) -> bool {
    let end = number.end;
    if !atoms.together(start, end) || atoms.spaced(end) {
        return false;
    }
    let figure_after = |k: usize| {
        atoms.together(start, k)
            && !atoms.spaced(k)
            && (atoms.is_number(k) || matches!(atoms.get(k).map(|a| a.kind), Some(Kind::Code)))
    };
    match atoms.get(end).map(|a| a.kind) {
        // "3D", "49ers", "1990s": letters that are no unit.
        Some(Kind::Word) => !unit_follows && number.digits,
        Some(Kind::Mark(':' | '/' | '_' | '\'' | '@' | '*' | '=' | ',' | '.')) => figure_after(end + 1),
        _ => false,
    }
}

/// "555-1234", "9-2", "2014-15": numbers joined by hyphens that are no range.
pub(crate) fn joined(atoms: &Atoms, start: usize, first: &Numeral, second: &Numeral, unit_follows: bool) -> bool {
    // A third part: phone numbers, codes.
    let more = atoms.is_mark(second.end, '-')
        && !atoms.spaced(second.end)
        && atoms.is_number(second.end + 1)
        && !atoms.spaced(second.end + 1);
    if more || tables().scores.contains(atoms.lower(second.end)) && atoms.together(start, second.end) {
        return true;
    }
    first.value >= second.value && second.magnitude == 1.0 || !unit_follows
}

/// A label or a name before the number: "Flight 370", "Boeing 747", "No. 1".
pub(crate) fn labelled(atoms: &Atoms, start: usize, number: &Numeral, thing_follows: bool) -> bool {
    let tables = tables();
    if !number.digits || number.magnitude > 1.0 || number.end != start + 1 {
        return false;
    }
    let Some(mut previous) = atoms.before(start) else {
        // "1. Wash your hands": the number of a list.
        return matches!(atoms.raw(start + 1), "." | ")")
            && !atoms.spaced(start + 1)
            && atoms.spaced(start + 2)
            && atoms.together(start, start + 2);
    };
    if atoms.is_mark(previous, '.') && !atoms.spaced(previous) {
        let Some(word) = atoms.before(previous) else { return false };
        if !matches!(atoms.lower(word), "no" | "nos" | "vol" | "sec" | "art" | "pg" | "fig" | "ch") {
            return false;
        }
        previous = word;
    }
    if atoms.is_word(previous) && tables.labels.contains(atoms.lower(previous)) && (atoms.capital(previous) || !thing_follows) {
        return true;
    }
    let end = number.end;
    // "(4)", "Lee, 54, said": a shirt's number, an age.
    if atoms.is_mark(previous, '(') && atoms.is_mark(end, ')') {
        return true;
    }
    let named = atoms.is_mark(previous, ',') && atoms.before(previous).is_some_and(|p| atoms.capital(p));
    if named && !thing_follows && atoms.is_mark(end, ',') && !atoms.spaced(end) {
        return true;
    }
    let raw = atoms.raw(start);
    let plain = !raw.contains([',', '.']);
    if plain && !thing_follows && atoms.together(start, end) && atoms.spaced(end) && atoms.is_word(end) && atoms.capital(end) {
        return true;
    }
    if !plain || !atoms.is_word(previous) {
        return false;
    }
    // "the Orion 12 Mini": a capital on both sides.
    if atoms.capital(previous) && !atoms.opens(previous) && atoms.together(start, end) && atoms.is_word(end) && atoms.capital(end)
    {
        return true;
    }
    // A capital before and no counted thing after: part of a name.
    let capital = atoms.capital(previous) && !atoms.opens(previous) && !tables.stops.contains(atoms.lower(previous));
    capital && !thing_follows
}

/// "123 Random Street", "PA 23456", "90049 ZIP Code".
pub(crate) fn address(atoms: &Atoms, start: usize, number: &Numeral) -> bool {
    if !number.digits || number.magnitude > 1.0 {
        return false;
    }
    for at in number.end..number.end + 4 {
        let numbered = atoms.is_number(at) && atoms.lower(at + 1) == "st";
        if !atoms.together(start, at) || !(atoms.capital(at) || numbered || matches!(atoms.lower(at), "st" | "th" | "nd" | "rd"))
        {
            return false;
        }
        if atoms.capital(at) && tables().streets.contains(atoms.lower(at)) && at > number.end || atoms.raw(at) == "ZIP" {
            return true;
        }
    }
    false
}
