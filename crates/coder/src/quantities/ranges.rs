//! Two numbers that are one quantity: "5 to 7 percent", "$62 and $68 per share", "four to five thousand".
//!
//! In: the first number. Out: the second one, or that both belong to a score, a phone number or a time.

use super::Unit;
use super::exclusions::{bound_after, joined, run_end};
use super::reader::{Figure, Reader};

/// What follows the first number.
pub(super) enum Continuation {
    /// The upper end of a range.
    With(Figure),
    /// Neither number is a quantity; one past them.
    Reject(usize),
    /// Nothing.
    None,
}

impl Reader<'_, '_> {
    /// What follows the first number of a range.
    pub(super) fn range(&self, first: &Figure) -> Continuation {
        let atoms = self.atoms;
        if first.rule == "fraction" {
            return Continuation::None;
        }
        let end = first.atoms.end;
        if !atoms.together(first.at, end) {
            return Continuation::None;
        }
        let tight = atoms.is_mark(end, '-') && !atoms.spaced(end) && !atoms.spaced(end + 1);
        let dash = atoms.is_mark(end, '-') && atoms.spaced(end) == atoms.spaced(end + 1);
        let word = atoms.lower(end);
        let led = |cue: &str| atoms.before(first.atoms.start).is_some_and(|p| self.cue_before(p, cue));
        // "0-to-60-mph"
        let hyphened = tight && atoms.lower(end + 1) == "to" && atoms.is_mark(end + 2, '-');
        let joint = if hyphened {
            end + 3
        } else if word == "up" && atoms.lower(end + 1) == "to" && led("from") {
            end + 2
        } else if dash || matches!(word, "to" | "through") || word == "and" && led("between") {
            end + 1
        } else {
            return Continuation::None;
        };
        let joint = if atoms.lower(joint) == "about" { joint + 1 } else { joint };
        if !atoms.together(first.at, joint) {
            return Continuation::None;
        }
        let Some(second) = self.figure(joint).filter(|s| s.value.is_finite()) else { return Continuation::None };
        if dash && (first.number.digits != second.number.digits || joint != second.atoms.start) {
            return Continuation::None;
        }
        if dash && !hyphened {
            let unit_follows = first.unit.is_some() || second.unit.is_some() || self.counted(&second).is_some();
            if first.unit.is_some() != second.unit.is_some() && first.unit.is_some() {
                return Continuation::None;
            }
            if joined(atoms, first.at, &first.number, &second.number, unit_follows) {
                return if tight { Continuation::Reject(run_end(atoms, second.at)) } else { Continuation::None };
            }
            return Continuation::With(second);
        }
        // A number of a time ends no range: "from 12 to 14 July".
        let ahead = self.times.get(self.times.partition_point(|t| t.end <= second.at));
        if ahead.is_some_and(|t| t.start < second.number.end) && !second.unit.as_ref().is_some_and(|u| u.time) {
            // "between 3 and 5 p.m."
            return if first.unit.is_none() { Continuation::Reject(first.number.end) } else { Continuation::None };
        }
        let same = match (&first.unit, &second.unit) {
            (Some(a), Some(b)) => base(&a.unit) == base(&b.unit),
            (None, Some(_)) | (None, None) => true,
            (Some(_), None) => led("from") || led("between"),
        };
        let from = led("from") || led("between") || led("aged") || led("ages") || hyphened || word == "and";
        if !same || bound_after(atoms, &second.number, second.at, second.unit.is_some()) {
            return Continuation::None;
        }
        // "rose to", "5 to 3": without "from" only a rising pair is a range.
        let rising = scaled(first, &second) < second.value;
        if from
            || rising
                && (first.unit.is_none() && self.counted(&second).is_some()
                    || first.unit.is_none() && second.unit.is_some()
                    || first.unit.is_some())
        {
            return Continuation::With(second);
        }
        Continuation::None
    }

    /// The cue stands at `p`, or before the bound words at `p`.
    pub(super) fn cue_before(&self, p: usize, cue: &str) -> bool {
        let atoms = self.atoms;
        atoms.lower(p) == cue
            || matches!(atoms.lower(p), "about" | "around" | "approximately" | "roughly" | "somewhere" | "the" | "a")
                && atoms.before(p).is_some_and(|q| atoms.lower(q) == cue)
    }
}

/// A unit without its rate: the rate of "$62 and $68 per share" is both numbers'.
fn base(unit: &Unit) -> &str {
    match unit {
        Unit::Thing(lemma) => lemma,
        Unit::Measure { code, .. } if code.starts_with(|c: char| c.is_ascii_uppercase()) => {
            code.split_once('/').map_or(code, |(over, _)| over)
        }
        Unit::Measure { code, .. } => code,
    }
}

/// The lower end of a range, in the magnitude of the upper: "four to five thousand".
pub(super) fn scaled(first: &Figure, second: &Figure) -> f64 {
    let raised = first.value * second.number.magnitude;
    let bare = first.number.magnitude == 1.0 && second.number.magnitude >= 1e3 && first.value.abs() < 1000.0;
    if bare && raised < second.value { raised } else { first.value }
}
