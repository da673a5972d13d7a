//! Which way a weekday, a month or a date without a year points.
//!
//! In: where the expression stands. Out: future, past or unknown, from the verb that governs it: by the tree where there is one,
//! else by the nearest word that shows a tense (`lexicon/times/direction.toml`).

use std::ops::Range;

use language::{Sentence, Upos};

use super::words::tables;
use crate::atoms::Atoms;

/// Where a time without a year or a week points.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Direction {
    Past,
    Future,
    Unknown,
}

/// How far a tense word may stand from the expression, in atoms.
const REACH: usize = 25;

/// The direction of the expression that covers `range`.
pub(crate) fn direction(atoms: &Atoms, range: &Range<usize>) -> Direction {
    // The word beside it decides: "until", "since", "effective"; a small word may stand between ("expected in").
    if let Some(previous) = atoms.before(range.start) {
        // "set for Monday", "planned for May": what a past verb is for lies ahead.
        if atoms.lower(previous) == "for"
            && let Some(verb) = atoms.before(previous)
            && atoms.token(verb).is_some_and(|(sentence, word)| {
                matches!(word.xpos, "VBN" | "VBD")
                    && !sentence.tokens.iter().any(|t| t.span.end <= word.span.start && &*t.form == "had")
            })
        {
            return Direction::Future;
        }
        let small = matches!(atoms.lower(previous), "in" | "on" | "for");
        let beside = if small { atoms.before(previous) } else { Some(previous) };
        if let Some(found) = beside.and_then(|i| shown(atoms, i)) {
            return found;
        }
    }
    if let Some(found) = by_tree(atoms, range.start) {
        return found;
    }
    let mut at = range.start;
    for _ in 0..REACH {
        let Some(previous) = atoms.before(at) else { break };
        if let Some(found) = shown(atoms, previous) {
            return found;
        }
        at = previous;
    }
    for at in range.end..range.end + REACH {
        if !atoms.together(range.start, at) {
            break;
        }
        if let Some(found) = shown(atoms, at) {
            return found;
        }
    }
    Direction::Unknown
}

/// The direction that one word shows.
fn shown(atoms: &Atoms, i: usize) -> Option<Direction> {
    if !atoms.is_word(i) {
        return None;
    }
    let lower = atoms.lower(i);
    match tables().word(lower).map_or(0, |w| w.direction) {
        // "had been due to expire"
        1 if lower.len() > 2
            && (1..=2).any(|back| i >= back && atoms.together(i, i - back) && atoms.lower(i - back) == "had") =>
        {
            return Some(Direction::Past);
        }
        1 => return Some(Direction::Future),
        -1 => return Some(Direction::Past),
        _ => {}
    }
    // "is to resume", "are to meet"
    if lower == "to" && atoms.before(i).is_some_and(|p| matches!(atoms.lower(p), "is" | "are")) {
        return Some(Direction::Future);
    }
    // "'ll"
    if lower == "ll" && i > 0 && atoms.is_mark(i - 1, '\'') {
        return Some(Direction::Future);
    }
    (lower.len() > 4 && lower.ends_with("ed") && !lower.ends_with("eed") && !atoms.capital(i)).then_some(Direction::Past)
}

/// From the nearest verb above the expression's word and its auxiliaries; none where no verb is tagged.
fn by_tree(atoms: &Atoms, i: usize) -> Option<Direction> {
    let (sentence, token) = atoms.token(i)?;
    let mut at = token.head?;
    for _ in 0..sentence.tokens.len() {
        let word = sentence.tokens.get(at)?;
        if matches!(word.upos, Upos::Verb | Upos::Aux) {
            return tense(sentence, at);
        }
        at = word.head?;
    }
    None
}

/// The tense of a verb where its form and auxiliaries are clear; present and infinitive forms leave it open.
fn tense(sentence: &Sentence, verb: usize) -> Option<Direction> {
    let word = sentence.tokens.get(verb)?;
    let sense = |form: &str| tables().word(&form.to_lowercase()).map_or(0, |w| w.direction);
    let helpers = || sentence.tokens.iter().filter(|t| t.head == Some(verb) && t.deprel.starts_with("aux"));
    if helpers().any(|t| sense(&t.form) == 1) {
        return Some(Direction::Future);
    }
    let had = helpers().any(|t| t.form.eq_ignore_ascii_case("had"));
    if sense(&word.form) == 1 && !had {
        return Some(Direction::Future);
    }
    let past = word.xpos == "VBD" || word.xpos == "VBN" && helpers().any(|t| sense(&t.form) == -1);
    past.then_some(Direction::Past)
}
