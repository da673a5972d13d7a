//! The descriptions of a sentence: noun phrases whose noun a table knows as an actor.
//!
//! In: a noun. Out: a [`Phrase`]: its words, what they say of country, sectors and role, and whether it is definite. A title without an
//! article ("as president") and a noun that is mostly no actor ("customs") are none, unless they act.

use std::ops::Range;

use language::Upos;
use record::EntityKind;

use super::described::{from_description, phrase_end};
use super::draft::{Draftsman, Known, Said};
use super::kinds;
use super::trace::Origin;
use super::words;
use crate::actors::Words;
use crate::tree::base;

/// Most words after the head that belong to a description.
const LONGEST_TAIL: usize = 8;

/// A description in a sentence.
pub(super) struct Phrase {
    pub(super) tokens: Range<usize>,
    pub(super) noun: usize,
    pub(super) definite: bool,
    /// Without an article in a headline, where none need stand.
    pub(super) headline: bool,
    /// Nothing before the noun but an article or a number.
    pub(super) plain: bool,
    /// Of two entities: "the two leaders", "both sides".
    pub(super) two: bool,
    pub(super) lemma: String,
    /// Words before the noun that tell which: "air" of "the Ruritanian air force".
    pub(super) modifiers: Vec<String>,
    pub(super) plural: bool,
    /// What it says, and the kind of entity.
    pub(super) said: Option<(Said, EntityKind)>,
    /// The organization whose name stands before the noun: "the Fjordwire news agency".
    pub(super) named: Option<usize>,
}

/// The description headed by a noun, if a table knows the noun.
pub(super) fn phrase(story: &Draftsman<'_>, sentence: usize, noun: usize) -> Option<Phrase> {
    let tree = &story.trees[sentence];
    let token = &tree.tokens[noun];
    let modifier = matches!(base(token.deprel), "compound" | "flat" | "fixed" | "goeswith" | "amod" | "case" | "cc" | "mark")
        || matches!(token.deprel, "nmod:desc" | "nmod:unmarked" | "obl:unmarked");
    let noun_like = matches!(token.upos, Upos::Noun | Upos::Propn) || token.upos == Upos::Adj && token.xpos == "NNS";
    if modifier || !noun_like {
        return None;
    }
    let lemma = token.lemma.to_lowercase();
    let start = start(story, sentence, noun);
    let end = phrase_end(tree.tokens, noun, tree.subtree_end(noun).min(noun + 1 + LONGEST_TAIL)).max(noun + 1);
    let forms = tree.forms(start..end);
    let all = Words::new(&forms);
    let origin = Origin::Words { sentence, tokens: start..end };
    let description = story.tables.describe(&all).filter(|description| description.head + start == noun);
    let plural = matches!(token.xpos, "NNS" | "NNPS");
    let collective = words::sets().collectives.contains(&lemma);
    let said = description.map(|description| {
        let many = description.plural || plural || collective;
        let kind = match description.kind {
            EntityKind::Person if many => EntityKind::People,
            EntityKind::People if !many => EntityKind::Person,
            kind => kind,
        };
        (from_description(description, origin), kind)
    });
    if said.is_none() && kinds::of(&lemma).is_none() {
        return None;
    }
    let modifies = |child: &usize| matches!(base(tree.tokens[*child].deprel), "amod" | "compound");
    let determiner = |child: usize| base(tree.tokens[child].deprel) == "det" || tree.tokens[child].deprel == "nmod:poss";
    let bare = !tree.children(noun).any(|child| determiner(child) || base(tree.tokens[child].deprel) == "nummod");
    let plain = tree.children(noun).all(|child| child > noun || !modifies(&child) && base(tree.tokens[child].deprel) != "nmod");
    // "the third president", "another group": one that was not spoken of.
    let other = tree.children(noun).any(|child| {
        tree.tokens[child].feats.contains("NumType=Ord")
            || tree.tokens[child].xpos == "JJS"
            || words::sets().others.contains(&tree.lemma(child).to_lowercase())
    });
    let article = tree.children(noun).any(|child| match base(tree.tokens[child].deprel) {
        "det" => matches!(&*tree.tokens[child].lemma, "the" | "this" | "that" | "these" | "those" | "both"),
        "nmod" => tree.tokens[child].deprel == "nmod:poss",
        _ => false,
    });
    let definite = article && !other;
    let country = said.as_ref().is_some_and(|(said, _): &(Said, EntityKind)| said.code.country.is_some());
    let acts = base(token.deprel) == "nsubj";
    let headline = bare && !plural && story.analysis.sentences[sentence].span.end <= story.headline_end;
    if let Some((_, kind)) = &said {
        // "agreements on customs", "a vaccination campaign": an actor only where it acts or is told apart.
        let abstraction = [&lemma, &token.form.to_lowercase()].into_iter().any(|word| words::sets().abstractions.contains(word));
        let told_apart = country || acts || (definite && plain);
        if abstraction && !told_apart {
            return None;
        }
        // "as president", "for vice president": an office and nobody in it.
        let as_office = tree.preposition(noun) == Some("as") && !plural;
        if *kind == EntityKind::Person && !headline && (as_office || bare && !acts && !country) {
            return None;
        }
    }
    let counted = tree.children(noun).any(|child| matches!(&*tree.tokens[child].lemma, "two" | "both" | "2"));
    let modifiers = tree
        .children(noun)
        .filter(|child| *child < noun && modifies(child) && !is_country(story, sentence, *child))
        .map(|child| tree.form(child).to_lowercase())
        .collect();
    Some(Phrase {
        tokens: start..noun + 1,
        noun,
        definite,
        headline,
        plain,
        two: plural && counted && definite,
        lemma,
        modifiers,
        plural,
        named: named(story, sentence, noun, said.as_ref()),
        said,
    })
}

fn is_country(story: &Draftsman<'_>, sentence: usize, token: usize) -> bool {
    story.named[sentence].get(&token).is_some_and(|&m| story.drafts[story.mentions[m].entity].kind == EntityKind::Country)
}

/// The first word of the description.
fn start(story: &Draftsman<'_>, sentence: usize, noun: usize) -> usize {
    let tree = &story.trees[sentence];
    let mut start = tree.left_edge(noun);
    // "to help the army oust rebel forces", misread: a bare verb is no part of a description.
    let verb = |at: &usize| tree.tokens[*at].upos == Upos::Verb && matches!(tree.tokens[*at].xpos, "VB" | "VBP" | "VBZ" | "VBD");
    if let Some(verb) = (start..noun).rev().find(verb) {
        start = verb + 1;
    }
    // A person inside who is no possessor ends the phrase: "Brandt ministers".
    let person = |at: &usize| {
        story.named[sentence].get(at).is_some_and(|&m| {
            let mention = &story.mentions[m];
            story.drafts[mention.entity].kind == EntityKind::Person && tree.possessive_mark(mention.head).is_none()
        })
    };
    if let Some(person) = (start..noun).rev().find(person) {
        start = person + 1;
    }
    start
}

/// "the Fjordwire news agency" is Fjordwire, and "the Northern Front group" the Front.
fn named(story: &Draftsman<'_>, sentence: usize, noun: usize, said: Option<&(Said, EntityKind)>) -> Option<usize> {
    let tree = &story.trees[sentence];
    let kind = said.map(|(_, kind)| *kind);
    if !matches!(kind, None | Some(EntityKind::Organization | EntityKind::ArmedGroup)) || tree.tokens[noun].xpos != "NN" {
        return None;
    }
    let entity =
        tree.children(noun).filter(|&child| child < noun && tree.tokens[child].deprel == "compound").find_map(|child| {
            let mention = &story.mentions[*story.named[sentence].get(&child)?];
            let organization = matches!(story.drafts[mention.entity].kind, EntityKind::Organization | EntityKind::ArmedGroup);
            organization.then_some(mention.entity)
        })?;
    let draft = &story.drafts[entity];
    let sectors: &[&str] = match draft.known {
        Some(Known::Organization(organization)) => &organization.code.sectors,
        Some(Known::Seat(_)) => return None,
        _ => &[],
    };
    let same = match said.and_then(|(said, _)| said.code.sectors.first()) {
        Some(sector) => sectors.contains(sector) || sectors.is_empty() && kinds::of(tree.lemma(noun)).is_some(),
        None => kinds::of(tree.lemma(noun)).is_some(),
    };
    same.then_some(entity)
}

/// The words of a description without article, number and possessor.
pub(super) fn name_of(story: &Draftsman<'_>, sentence: usize, phrase: &Phrase) -> String {
    let tree = &story.trees[sentence];
    let mut start = phrase.tokens.start;
    while start < phrase.noun
        && (matches!(tree.tokens[start].upos, Upos::Det | Upos::Num | Upos::Pron | Upos::Adv | Upos::Adp | Upos::Sym)
            || tree.tokens[start].upos == Upos::Punct
            || tree.tokens[start].xpos == "JJR"
            || tree.tokens[start].xpos == "JJS" && tree.form(start) != "top")
    {
        start += 1;
    }
    story.shown(sentence, start..phrase.tokens.end)
}
