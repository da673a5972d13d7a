//! Words that bound a number, and words that say what befell the people counted.
//!
//! In: the atoms of a quantity. Out: the bound and where its words stand; the kind of casualty.

use record::Bound;

use crate::atoms::Kind;

use super::Casualty;
use super::reader::Reader;
use super::tables::tables;

impl Reader<'_, '_> {
    /// Words before the number that bound it: where they start, and how.
    pub(super) fn bound_before(&self, start: usize) -> (usize, Option<Bound>) {
        let atoms = self.atoms;
        let (mut at, mut bound) = (start, None);
        // "about 600", "only about 600", "at least some 600": the words nearest the number come first, an outer bound wins over "some".
        for _ in 0..2 {
            let Some(previous) = atoms.before(at) else { break };
            let tight = atoms.is_mark(previous, '-') && !atoms.spaced(previous) && !atoms.spaced(at);
            let Some(list) = tables().bounds_before.get(if tight { "-" } else { atoms.lower(previous) }) else { break };
            let matched = list.iter().find_map(|(words, found)| {
                let from = (previous + 1).checked_sub(words.len())?;
                atoms
                    .matches(from, words.iter().map(String::as_str))
                    .filter(|end| *end == previous + 1 && atoms.together(from, start))?;
                Some((from, *found))
            });
            let Some((from, found)) = matched else { break };
            bound = Some(match (bound, found) {
                (Some(inner), Bound::About) => inner,
                _ => found,
            });
            at = from;
        }
        (at, bound)
    }

    /// Words after the number, or after its unit: "10 or more", "30 years or so", "100+".
    pub(super) fn bound_after(&self, number_end: usize, end: usize) -> (usize, Option<Bound>) {
        let atoms = self.atoms;
        for at in [number_end, end] {
            if !atoms.together(number_end.saturating_sub(1), at) {
                continue;
            }
            let Some(list) = tables().bounds_after.get(atoms.lower(at)) else { continue };
            for (words, bound) in list {
                if let Some(after) = atoms.matches(at, words.iter().map(String::as_str))
                    && (atoms.is_word(at) || !atoms.spaced(at))
                {
                    return (after, Some(*bound));
                }
            }
        }
        (end, None)
    }

    /// What befell the people: the verb before the number, else the words after the thing.
    pub(super) fn casualty(&self, start: usize, end: usize) -> Option<Casualty> {
        let atoms = self.atoms;
        let word = |i: usize| tables().casualties.get(atoms.lower(i)).copied();
        let mut at = start;
        for _ in 0..2 {
            let Some(previous) = atoms.before(at).filter(|p| atoms.is_word(*p)) else { break };
            if let Some(found) = word(previous) {
                return Some(found);
            }
            at = previous;
        }
        if let Some(found) = (start..end).rev().find_map(word) {
            return Some(found);
        }
        for i in end..end + 8 {
            if !atoms.together(start, i)
                || matches!(atoms.get(i).map(|a| a.kind), Some(Kind::Mark(',' | ';' | '.' | ':') | Kind::Number))
            {
                break;
            }
            if let Some(found) = word(i) {
                return Some(found);
            }
            if matches!(atoms.lower(i), "and" | "but" | "while") {
                break;
            }
        }
        None
    }
}
