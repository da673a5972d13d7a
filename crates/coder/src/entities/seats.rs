//! Whether a capital, a seat or a demonym stands for the state, by its syntax.

use std::ops::Range;

use language::Upos;

use super::words;
use crate::actors::Tables;
use crate::actors::metonym::{self, Reading, Relation};
use crate::tree::{Tree, base};

/// The place or the institution: what the mention headed by `head` means.
pub(super) fn reading(tables: &Tables, tree: &Tree<'_>, head: usize, town: bool) -> Reading {
    let token = &tree.tokens[head];
    let governor = token.head;
    let relation = base(token.deprel);
    let possessive = tree.possessive_mark(head).is_some();
    if town
        && let Some(governor) = governor
        && (matches!(relation, "compound" | "amod") || relation == "nmod" && (possessive || token.deprel == "nmod:desc"))
    {
        let noun = tree.lemma(governor).to_lowercase();
        let sets = words::sets();
        if sets.institutional.contains(&noun) {
            return Reading::Institution;
        }
        if !possessive || sets.local.contains(&noun) || tree.tokens[governor].upos == Upos::Propn {
            return Reading::Place;
        }
    }
    // "has become one of its main allies", "is a partner": what only a state can be.
    if town
        && relation == "nsubj"
        && let Some(governor) = governor
    {
        let told = tree.child(governor, "xcomp").unwrap_or(governor);
        let noun =
            tree.child(told, "nmod").filter(|_| tree.tokens[told].upos == Upos::Num || tree.lemma(told) == "one").unwrap_or(told);
        if words::sets().institutional.contains(&tree.lemma(noun).to_lowercase()) {
            return Reading::Institution;
        }
    }
    // "Kyiv: we will not yield" in a headline.
    if town && governor.is_none() && head == 0 && tree.len() > 3 && tree.form(1) == ":" {
        return Reading::Institution;
    }
    // A conjunct plays the part of the first: "Washington and Beijing agreed".
    let first = if relation == "conj" { tree.first_conjunct(head) } else { head };
    let token = &tree.tokens[first];
    let governor = token.head;
    let deprel = if possessive { "nmod:poss" } else { token.deprel };
    let preposition = if possessive { None } else { tree.preposition(head).or_else(|| tree.preposition(first)) };
    metonym::reading(
        tables,
        &Relation {
            deprel,
            preposition,
            governor: governor.map_or("", |governor| tree.lemma(governor)),
            governor_is_verb: governor.is_some_and(|governor| tree.is_predicate(governor)),
        },
        town,
    )
}

/// "the French", "three Danes", "Iraqis voted": people, and not the adjective.
pub(super) fn is_people(tree: &Tree<'_>, range: &Range<usize>) -> bool {
    let head = tree.head_of(range);
    let token = &tree.tokens[head];
    if head + 1 < range.start || head >= range.end {
        return false;
    }
    let modifier =
        matches!(base(token.deprel), "amod" | "compound" | "flat") || matches!(token.deprel, "nmod:desc" | "nmod:unmarked");
    let counted = tree.children(head).any(|child| matches!(base(tree.tokens[child].deprel), "det" | "nummod" | "amod"));
    let plural = matches!(token.xpos, "NNS" | "NNPS");
    !modifier && matches!(token.upos, Upos::Noun | Upos::Propn | Upos::Adj) && (plural || counted)
}

/// "Russian attack", "the Danish government": the adjective speaks of the country; "in Russian" and "he is Danish" do not.
pub(super) fn stands_for_country(tree: &Tree<'_>, range: &Range<usize>) -> bool {
    let token = &tree.tokens[tree.head_of(range)];
    let language = token.head.is_some_and(|governor| words::sets().languages.contains(&tree.lemma(governor).to_lowercase()));
    !language && matches!(base(token.deprel), "amod" | "compound" | "nmod" | "flat" | "conj")
}
