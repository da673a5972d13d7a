//! Parts of a whole: "half of", "two-thirds", "one in five", "half a million".
//!
//! In: where to look. Out: a [`Figure`] whose value is the share, or the product with a magnitude.

use crate::numerals::{Numeral, cardinal, number_words};

use super::reader::{Figure, Reader};
use super::units::{Found, unit};

impl Reader<'_, '_> {
    /// "half of", "a third", "two-thirds", "one in five", "half a million".
    pub(super) fn fraction(&self, i: usize) -> Option<Figure> {
        let atoms = self.atoms;
        let words = number_words();
        let build = |value: f64, end: usize, unit: Option<Found>| {
            let number = Numeral { value, end, digits: false, magnitude: 1.0 };
            let last = unit.as_ref().map_or(end, |u| u.atoms.end);
            Figure { value, number, atoms: i..last, at: i, unit, rule: "fraction" }
        };
        let lower = atoms.lower(i);
        if lower == "half" {
            // "the second half of the season"
            let before = atoms.before(i).map_or("", |p| atoms.lower(p));
            if words.ordinals.contains_key(before) || matches!(before, "last" | "other" | "final" | "latter" | "better") {
                return None;
            }
            let article = usize::from(matches!(atoms.lower(i + 1), "a" | "an"));
            let next = i + 1 + article;
            if let Some(factor) = words.magnitudes.get(atoms.lower(next)).filter(|_| atoms.together(i, next)) {
                return Some(build(factor / 2.0, next + 1, unit(atoms, i, next + 1)));
            }
            if article == 1 && atoms.lower(next) == "dozen" {
                return Some(build(6.0, next + 1, None));
            }
            let of = atoms.lower(i + 1) == "of" || matches!(atoms.lower(i + 1), "the" | "its" | "their" | "those" | "all");
            return (of && atoms.together(i, i + 1)).then(|| build(0.5, i + 1, None));
        }
        let (over, after) = if matches!(lower, "a" | "one") {
            (1.0, i + 1)
        } else {
            let number = words.cardinals.get(lower).copied().filter(|n| (2.0..20.0).contains(n))?;
            (number, i + 1)
        };
        let hyphen = usize::from(atoms.is_mark(after, '-') && !atoms.spaced(after));
        let part = after + hyphen;
        // "one in five", "one out of three"
        if hyphen == 0 && atoms.together(i, after + 1) && lower != "a" {
            let out_of = atoms.matches(after, ["out", "of"]).or_else(|| atoms.matches(after, ["in"]).filter(|_| over == 1.0));
            if let Some(under_at) = out_of
                && let Some(under) = cardinal(atoms, under_at)
                && under.value > over
                && under.value <= 1000.0
                && unit(atoms, i, under.end).is_none()
                && atoms.together(i, under.end - 1)
            {
                return Some(build(over / under.value, under.end, None));
            }
        }
        let under = *words.fractions.get(atoms.lower(part)).filter(|_| atoms.together(i, part))?;
        let plural = atoms.lower(part).ends_with('s') || atoms.lower(part) == "halves";
        if plural != (over > 1.0) {
            return None;
        }
        // "a second quarter", "a third time", "a quarter-final": only a share takes "of" or a hyphen, or ends its phrase.
        let next = part + 1;
        let magnitude = words.magnitudes.get(atoms.lower(next)).filter(|_| atoms.together(i, next));
        if let Some(factor) = magnitude {
            return Some(build(over / under * factor, next + 1, unit(atoms, i, next + 1)));
        }
        let of = atoms.lower(next) == "of" && atoms.together(i, next);
        let compound = atoms.is_mark(next, '-') && !atoms.spaced(next);
        let ends = !atoms.together(i, next) || !atoms.is_word(next) && !compound;
        let quarter = under == 4.0 && !of && over == 1.0 && hyphen == 0;
        let share = of || hyphen == 1 || plural || ends;
        // "a half." may be of time; "a third." is a share.
        let doubtful = ends && lower == "a" && !of && under != 3.0;
        if !share || quarter || doubtful {
            return None;
        }
        Some(build(over / under, next, None))
    }
}
