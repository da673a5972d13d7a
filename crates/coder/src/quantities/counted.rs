//! The thing that a number counts, and its lemma.
//!
//! In: the atoms, and where a number ends. Out: the noun that heads what follows: by the tree where there is one, else by the
//! shape of the words up to the next small word.

use std::ops::Range;

use language::{Sentence, Upos};

use super::tables::tables;
use crate::atoms::{Atoms, Kind};

/// The most words between a number and its noun.
const REACH: usize = 9;

/// Endings of adjectives, for text without tags.
const ADJECTIVES: [&str; 8] = ["al", "ar", "ous", "ive", "ic", "able", "ible", "ful"];

/// A counted thing.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Thing {
    pub(crate) lemma: String,
    /// Atoms of its words, from the first modifier to the head.
    pub(crate) atoms: Range<usize>,
    pub(crate) head: usize,
}

/// The noun that the number before `i` counts. `one`: the number is one, and the noun in the singular.
pub(crate) fn thing(atoms: &Atoms, number: usize, i: usize, one: bool) -> Option<Thing> {
    if !atoms.together(number, i) {
        return None;
    }
    let tables = tables();
    let mut at = i;
    // "four-cylinder", "three of the men", "six more"
    if atoms.is_mark(at, '-') && !atoms.spaced(at) {
        at += 1;
        let noun = atoms.is_word(at) && atoms.together(number, at) && !tables.stops.contains(atoms.lower(at));
        return noun.then(|| Thing { lemma: lemma(atoms, at), atoms: at..at + 1, head: at });
    }
    while tables.modifiers.contains(atoms.lower(at)) && atoms.together(number, at) {
        // "600 of the", "two of them": past the article; "12 more were" counts nothing that is said.
        at += 1;
    }
    // "26 of 33 drones"
    if at > i
        && let Some(whole) =
            crate::numerals::cardinal(atoms, at).filter(|_| atoms.lower(at - 1) == "of" && atoms.together(number, at))
    {
        at = whole.end;
    }
    // "eight million 250ml bottles"
    if let Some(size) = crate::numerals::cardinal(atoms, at).filter(|n| n.digits && at == i && atoms.together(number, n.end))
        && let Some(measure) = super::units::unit(atoms, at, size.end)
    {
        at = measure.atoms.end;
    }
    if let Some(head) = by_tree(atoms, number, at).filter(|&head| one || plural(atoms.lower(head))) {
        return Some(Thing { lemma: lemma(atoms, head), atoms: at.min(head)..head + 1, head });
    }
    by_shape(atoms, number, at, one)
}

/// The governor of the number, where the tags say that it is a noun after it.
fn by_tree(atoms: &Atoms, number: usize, from: usize) -> Option<usize> {
    let (sentence, token) = atoms.token(number)?;
    if token.upos == Upos::X {
        return None;
    }
    let index = index_of(sentence, token.span.start)?;
    let head = token.head.filter(|h| *h > index && token.deprel.starts_with("nummod"))?;
    let noun = sentence.tokens.get(head)?;
    if !matches!(noun.upos, Upos::Noun | Upos::Propn | Upos::Sym | Upos::Adj) {
        return None;
    }
    let found = (from..from + 12)
        .find(|&k| atoms.get(k).is_some_and(|a| a.start >= noun.span.start) && atoms.is_word(k) && atoms.together(number, k))?;
    // A comma or a colon between them: the tree joins what the words do not.
    let joined = |k: usize| atoms.is_word(k) || atoms.is_number(k) || matches!(atoms.raw(k), "-" | "." | "'" | "’" | "&" | "\"");
    (from..found).all(joined).then_some(found)
}

fn index_of(sentence: &Sentence, start: usize) -> Option<usize> {
    sentence.tokens.iter().position(|t| t.span.start == start)
}

fn by_shape(atoms: &Atoms, number: usize, from: usize, one: bool) -> Option<Thing> {
    let tables = tables();
    let mut head = None;
    let mut end = from;
    let tagged = atoms.token(number).is_some_and(|(_, t)| t.upos != Upos::X);
    while end < from + REACH && atoms.together(number, end) {
        match atoms.get(end).map(|a| a.kind) {
            Some(Kind::Word) => {
                let lower = atoms.lower(end);
                let joined = atoms.is_mark(end + 1, '-') && !atoms.spaced(end + 1);
                if tables.stops.contains(lower) && !joined || end > from && verb(atoms, end) {
                    break;
                }
                if !tagged || atoms.token(end).is_some_and(|(_, t)| matches!(t.upos, Upos::Noun | Upos::Propn)) {
                    head = Some(end);
                }
                // The first plural heads the phrase, unless another noun follows it at once under tags.
                if !one && plural(lower) && !tagged {
                    break;
                }
            }
            Some(Kind::Mark('-')) if !atoms.spaced(end) => {}
            // "U.S. troops", "J.P. Morgan's shares"
            Some(Kind::Mark('.')) if !atoms.spaced(end) && atoms.raw(end - 1).len() == 1 && atoms.capital(end - 1) => {}
            _ => break,
        }
        end += 1;
    }
    let head = head?;
    if !one && !plural(atoms.lower(head)) {
        // Nothing in the plural is nothing that is counted: "fell 200 after".
        return None;
    }
    if one && !tagged {
        // Without tags the first word that is no adjective.
        let adjective = |k: &usize| ADJECTIVES.iter().any(|ending| atoms.lower(*k).ends_with(ending)) || atoms.is_mark(*k, '-');
        let head = (from..=head).find(|k| !adjective(k)).filter(|&k| atoms.is_word(k) && !plural(atoms.lower(k)))?;
        return Some(Thing { lemma: lemma(atoms, head), atoms: from..head + 1, head });
    }
    Some(Thing { lemma: lemma(atoms, head), atoms: from..head + 1, head })
}

fn verb(atoms: &Atoms, i: usize) -> bool {
    match atoms.token(i) {
        Some((_, token)) if token.upos != Upos::X => {
            matches!(token.upos, Upos::Verb | Upos::Aux | Upos::Adp | Upos::Sconj | Upos::Pron | Upos::Adv)
        }
        _ => false,
    }
}

fn plural(lower: &str) -> bool {
    tables().lemmas.contains_key(lower)
        || lower.len() > 4
            && (lower.ends_with("men") && !lower.ends_with("imen") && !lower.ends_with("umen") || lower.ends_with("children"))
        || lower.len() > 2 && lower.ends_with('s') && !lower.ends_with("ss") && !lower.ends_with("us") && !lower.ends_with("is")
}

/// The dictionary form of the noun at `i`, by its ending: this is closer than a tagger's guess at an unknown noun.
pub(crate) fn lemma(atoms: &Atoms, i: usize) -> String {
    singular(&atoms.raw(i).to_lowercase())
}

/// A noun in the singular, by its ending.
fn singular(lower: &str) -> String {
    let tables = tables();
    if let Some(lemma) = tables.lemmas.get(lower) {
        return lemma.clone();
    }
    // "fishermen", "grandchildren", "spokeswomen"
    for (ending, one) in [("men", "man"), ("children", "child")] {
        if let Some(stem) = lower.strip_suffix(ending).filter(|s| s.len() > 2) {
            return format!("{stem}{one}");
        }
    }
    if lower.len() < 4 || !lower.ends_with('s') || ["ss", "us", "is"].iter().any(|e| lower.ends_with(e)) {
        return lower.to_string();
    }
    if let Some(stem) = lower.strip_suffix("ies") {
        return format!("{stem}y");
    }
    if ["sses", "shes", "ches", "xes", "zzes"].iter().any(|e| lower.ends_with(e)) {
        return lower[..lower.len() - 2].to_string();
    }
    lower[..lower.len() - 1].to_string()
}

#[cfg(test)]
mod tests {
    use super::singular;

    #[test]
    fn nouns_lose_their_plural() {
        for (many, one) in [
            ("soldiers", "soldier"),
            ("countries", "country"),
            ("churches", "church"),
            ("losses", "loss"),
            ("fishermen", "fisherman"),
            ("people", "people"),
            ("buses", "bus"),
            ("houses", "house"),
            ("aircraft", "aircraft"),
            ("crisis", "crisis"),
        ] {
            assert_eq!(singular(many), one);
        }
    }
}
