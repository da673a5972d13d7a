//! What the words beside a name say of it: "Russian ministry spokeswoman Ana Brandt", "Ana Brandt, the prime minister of Ruritania,",
//! "Ruritania's defence minister, Ana Brandt".
//!
//! In: the story with its names. Out: country, sectors and role from the words ([`Said`]); descriptions in apposition become mentions.

use std::ops::Range;

use language::{Token, Upos};
use record::{EntityKind, MentionKind};

use super::draft::{Draft, Draftsman, Known, Said};
use super::gender;
use super::trace::{Origin, Why};
use super::words;
use crate::actors::{Code, CountryForm, Description, Item, Words};
use crate::tree::base;

/// Longest description in words.
const LONGEST: usize = 14;

/// Reads the words beside every name.
pub(super) fn describe(story: &mut Draftsman<'_>) {
    for at in 0..story.mentions.len() {
        let mention = &story.mentions[at];
        if mention.kind != MentionKind::Name {
            continue;
        }
        let kind = story.drafts[mention.entity].kind;
        if matches!(kind, EntityKind::Country | EntityKind::Place | EntityKind::People) {
            continue;
        }
        if kind != EntityKind::Person
            && story.drafts[mention.entity].known.is_none()
            && story.drafts[mention.entity].said.is_empty()
        {
            own_name(story, at);
        }
        before(story, at);
        if kind == EntityKind::Person || story.drafts[story.mentions[at].entity].known.is_none() {
            beside(story, at);
        }
    }
}

/// What the name of an unknown organization says: "Ruritanian Air Force".
fn own_name(story: &mut Draftsman<'_>, at: usize) {
    let mention = &story.mentions[at];
    let (entity, sentence, range) = (mention.entity, mention.sentence, mention.tokens.clone());
    let forms = story.trees[sentence].forms(range.clone());
    let all = Words::new(&forms);
    let Some((said, _)) = said(story, &all, sentence, &range) else { return };
    // "Samara Observer" is no observer.
    if said.role.is_some() {
        return;
    }
    let kind = story.tables.describe(&all).map(|description| description.kind);
    let draft = &mut story.drafts[entity];
    if let Some(kind) = kind.filter(|kind| *kind == EntityKind::ArmedGroup && draft.kind == EntityKind::Organization) {
        draft.kind = kind;
    }
    draft.said.push(Said { role: None, ..said });
}

/// Titles and other words that run up to the name.
fn before(story: &mut Draftsman<'_>, at: usize) {
    let mention = &story.mentions[at];
    let (sentence, start, entity) = (mention.sentence, mention.tokens.start, mention.entity);
    let tree = &story.trees[sentence];
    let person = story.drafts[entity].kind == EntityKind::Person;
    let mut edge = start;
    while edge > 0 && start - edge < LONGEST {
        let token = &tree.tokens[edge - 1];
        let other = story.named[sentence].get(&(edge - 1)).map(|&m| &story.mentions[m]);
        if other.is_some_and(|other| story.drafts[other.entity].kind == EntityKind::Person) {
            break;
        }
        let fits = match token.upos {
            Upos::Adj | Upos::Noun | Upos::Propn | Upos::Part => token.xpos != "TO",
            Upos::Num => token.deprel == "nummod",
            Upos::Verb => token.deprel == "amod",
            Upos::Punct => &*token.form == "-",
            Upos::Adp => {
                matches!(&*token.lemma, "of" | "to")
                    && edge >= 2
                    && (tree.is_under(edge - 1, mention.head) || tree.is_under(mention.head, edge - 2))
                    && person
            }
            Upos::Adv => token.deprel == "advmod" && tree.is_under(edge - 1, mention.head),
            Upos::Det => {
                edge -= 1;
                // "Ruritania's the" is no phrase; an article begins one.
                break;
            }
            _ => false,
        };
        // "On Monday President X": a word that belongs to the verb is no part of the title.
        if !fits
            || token.deprel == "obl:unmarked"
            || edge < start && base(token.deprel) == "obl" && !tree.is_under(mention.head, edge - 1)
        {
            break;
        }
        edge -= 1;
    }
    if edge == start {
        return;
    }
    let range = edge..start;
    let forms = tree.forms(range.clone());
    for form in &forms {
        if let Some(gender) = gender::of_word(form) {
            story.drafts[entity].gender = Some(gender);
        }
    }
    let all = Words::new(&forms);
    let said = said(story, &all, sentence, &range);
    if let Some((said, plural)) = said {
        story.mentions[at].phrase.start = edge;
        if plural {
            spread(story, at, &said);
        }
        story.drafts[entity].said.push(said);
    }
}

/// "Presidents X and Y": each is one.
fn spread(story: &mut Draftsman<'_>, at: usize, said: &Said) {
    let (sentence, head) = (story.mentions[at].sentence, story.mentions[at].head);
    for other in at + 1..story.mentions.len().min(at + 8) {
        let mention = &story.mentions[other];
        if mention.sentence != sentence {
            break;
        }
        let tree = &story.trees[sentence];
        if tree.tokens[mention.head].deprel == "conj"
            && tree.first_conjunct(mention.head) == head
            && story.drafts[mention.entity].kind == EntityKind::Person
        {
            let entity = mention.entity;
            let code = Code { country: None, ..said.code.clone() };
            story.drafts[entity].said.push(Said { code, ..said.clone() });
        }
    }
}

/// Country, sectors and role of a phrase; the country alone if it says no more.
fn said(story: &Draftsman<'_>, all: &Words<'_>, sentence: usize, range: &Range<usize>) -> Option<(Said, bool)> {
    let origin = Origin::Words { sentence, tokens: range.clone() };
    if let Some(description) = story.tables.describe(all) {
        let plural = description.plural;
        return Some((from_description(description, origin), plural));
    }
    let country = story.tables.find_all(all).into_iter().flat_map(|found| found.items).find_map(|item| match item {
        Item::Country(country, form) if form != CountryForm::Capital => Some(country.code()),
        _ => None,
    })?;
    Some((Said { code: country, role: None, origin }, false))
}

pub(super) fn from_description(description: Description<'_>, origin: Origin) -> Said {
    let role = description.role.filter(|role| !words::sets().not_roles.contains(role.rsplit(' ').next().unwrap_or(role)));
    Said { code: description.code, role, origin }
}

/// Appositions on either side and what is said of the name with "is".
fn beside(story: &mut Draftsman<'_>, at: usize) {
    let mention = &story.mentions[at];
    let (sentence, head, end) = (mention.sentence, mention.head, mention.tokens.end);
    let tree = &story.trees[sentence];
    let person = story.drafts[mention.entity].kind == EntityKind::Person;
    let mut ranges: Vec<(Range<usize>, usize)> = Vec::new();
    for child in tree.children(head).filter(|&child| child >= end && tree.tokens[child].deprel == "appos") {
        ranges.push((tree.left_edge(child)..phrase_end(tree.tokens, child, tree.subtree_end(child)), child));
    }
    let token = &tree.tokens[head];
    if let Some(governor) = token.head {
        if token.deprel == "appos" && governor < head {
            ranges.push((tree.left_edge(governor)..phrase_end(tree.tokens, governor, head), governor));
        }
        if token.deprel == "nsubj" && tree.child(governor, "cop").is_some() && tree.tokens[governor].upos == Upos::Noun {
            ranges.push((tree.left_edge(governor)..phrase_end(tree.tokens, governor, tree.subtree_end(governor)), governor));
        }
    }
    // "Ana Brandt of Ruritania"
    let home = tree.children(head).find(|&child| child >= end && matches!(tree.preposition(child), Some("of" | "from")));
    if let Some(home) = home
        && let Some(&other) = story.named[sentence].get(&home)
        && person
    {
        let country = match &story.drafts[story.mentions[other].entity] {
            Draft { known: Some(Known::Country(country)), kind: EntityKind::Country, .. } => Some(country.sovereign),
            Draft { place: Some(place), kind: EntityKind::Place, .. } => place.country,
            _ => None,
        };
        if let Some(country) = country {
            let origin = Origin::Words { sentence, tokens: home..home + 1 };
            let entity = mention.entity;
            story.drafts[entity].said.push(Said { code: Code { country: Some(country), ..Code::default() }, role: None, origin });
        }
    }
    let tree = &story.trees[sentence];
    if ranges.is_empty() && end + 1 < tree.len() && tree.form(end) == "," {
        // The tree may have the apposition elsewhere: a phrase between commas that begins as a noun phrase does.
        let start = end + 1;
        let stop = phrase_end(tree.tokens, start, (start + LONGEST).min(tree.len()));
        let closed = stop == tree.len() || matches!(tree.form(stop), "," | "." | "—" | "–" | ")");
        let opens = matches!(tree.tokens[start].upos, Upos::Det | Upos::Adj | Upos::Noun)
            || story.named[sentence]
                .get(&start)
                .is_some_and(|&m| story.drafts[story.mentions[m].entity].kind != EntityKind::Person);
        if closed && opens && stop > start {
            let inner = tree.head_of(&(start..stop));
            ranges.push((start..stop, inner));
        }
    }
    for (range, noun) in ranges {
        if range.is_empty() || range.len() > LONGEST + 8 {
            continue;
        }
        // Another person inside is no part of it, unless as its possessor: "Brandt's spokesman".
        let people = range.clone().any(|token| {
            story.named[sentence].get(&token).is_some_and(|&m| {
                let other = &story.mentions[m];
                story.drafts[other.entity].kind == EntityKind::Person
                    && story.trees[sentence].possessive_mark(other.head).is_none()
            })
        });
        let forms = story.trees[sentence].forms(range.clone());
        let all = Words::new(&forms);
        let Some(description) =
            story.tables.describe(&all).filter(|d| !people && (d.head + range.start == noun || d.role.is_some()))
        else {
            continue;
        };
        let entity = story.mentions[at].entity;
        let person = story.drafts[entity].kind == EntityKind::Person;
        if description.plural || person != (description.kind == EntityKind::Person) {
            continue;
        }
        let noun = range.start + description.head;
        if let Some(gender) = gender::of_word(story.trees[sentence].form(noun)) {
            story.drafts[entity].gender = Some(gender);
        }
        let edge = story.trees[sentence].left_edge(noun).max(range.start);
        let said = from_description(description, Origin::Words { sentence, tokens: range });
        story.drafts[entity].said.push(said);
        if story.named[sentence].contains_key(&noun) {
            continue;
        }
        story.mention(sentence, edge..noun + 1, entity, MentionKind::Nominal, Why::Apposition);
    }
}

/// Where a phrase with the noun `head` ends: before a mark, a verb, a relative pronoun.
pub(super) fn phrase_end(tokens: &[Token], head: usize, most: usize) -> usize {
    (head + 1..most)
        .find(|&at| {
            let token = &tokens[at];
            match token.upos {
                Upos::Punct => !matches!(&*token.form, "-" | "." | "'" | "’") || &*token.form == "." && token.deprel == "punct",
                Upos::Verb | Upos::Aux | Upos::Sconj => token.deprel != "amod",
                Upos::Pron => matches!(token.xpos, "WP" | "WDT" | "WP$" | "PRP"),
                Upos::Part => token.xpos == "TO",
                _ => false,
            }
        })
        .unwrap_or(most)
}
