//! What the place of a name in its sentence says of its kind: "in Roxton" is a place, "Roxton said" is not.

use std::ops::Range;

use language::Upos;

use super::draft::Draftsman;
use super::words;
use crate::tree::base;

/// What a mention is likely to be by its syntax.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Evidence {
    Place,
    Person,
    Nothing,
}

/// The evidence of one mention.
pub(super) fn of(story: &Draftsman<'_>, sentence: usize, tokens: &Range<usize>) -> Evidence {
    let tree = &story.trees[sentence];
    let head = tree.head_of(tokens);
    let token = &tree.tokens[head];
    if let Some(before) = tokens.start.checked_sub(1)
        && words::is_honorific(&tree.form(before).to_lowercase())
    {
        return Evidence::Person;
    }
    let governor = token.head.map(|governor| (governor, tree.lemma(governor).to_lowercase()));
    match (base(token.deprel), governor) {
        ("nsubj", Some((_, verb))) if words::sets().speech.contains(&verb) => Evidence::Person,
        ("obl" | "nmod", _)
            if matches!(tree.preposition(head), Some("in" | "near" | "outside" | "around" | "throughout" | "across")) =>
        {
            Evidence::Place
        }
        ("compound" | "nmod", Some((governor, noun)))
            if governor > head && tree.tokens[governor].upos == Upos::Noun && words::sets().local.contains(&noun) =>
        {
            Evidence::Place
        }
        ("compound", Some((governor, noun))) if governor > head && words::sets().areas.contains(&noun) => Evidence::Place,
        _ => Evidence::Nothing,
    }
}
