//! Pronouns: "he", "its", "they", "who", and "I" inside a quotation.
//!
//! In: the story with its names, descriptions and quotations. Out: pronouns as mentions of the entity that they most likely stand for.
//! Method: antecedents of the right number, kind and gender in the sentence and those before it, weighed by distance, part of speech
//! in the sentence, parallel part and how much the story speaks of them (Lappin & Leass 1994), after the bindings that syntax
//! forbids. Nouns that are no entity compete, and where one wins the pronoun stays open.

use std::collections::VecDeque;

use language::{Token, Upos};
use record::{EntityKind, MentionKind};

use super::draft::{Draftsman, Gender};
use super::quotations::Quotations;
use super::trace::Why;
use super::words;
use crate::tree::{Tree, base};

/// Sentences that an antecedent may be away.
const FARTHEST: usize = 4;
/// Most antecedents that are weighed.
const MOST: usize = 48;

/// What a pronoun says of its antecedent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Form {
    Person(Option<Gender>),
    Thing,
    Plural,
    Speaker,
    Relative { person: bool },
}

/// Something that a pronoun may stand for.
#[derive(Debug, Clone)]
struct Seen {
    sentence: usize,
    head: usize,
    /// None for a noun that is no entity.
    entity: Option<usize>,
    kind: Option<EntityKind>,
    plural: bool,
    gender: Option<Gender>,
    rank: f64,
    deprel: &'static str,
    pronoun: bool,
    speaks: bool,
}

/// Resolves the pronouns of the story.
pub(super) fn resolve(story: &mut Draftsman<'_>, quotations: &Quotations) {
    let named = story.mentions.len();
    let mut counts = vec![0u32; story.drafts.len()];
    let mut recent: VecDeque<Seen> = VecDeque::new();
    let mut next = 0;
    for sentence in 0..story.trees.len() {
        let mut here: Vec<Seen> = Vec::new();
        let begin = next;
        while next < named && story.mentions[next].sentence == sentence {
            next += 1;
        }
        let tokens = story.trees[sentence].tokens;
        let mut heads: Vec<Option<usize>> = vec![None; tokens.len()];
        let mut covered = vec![false; tokens.len()];
        for at in begin..next {
            let mention = &story.mentions[at];
            if heads[mention.head].is_none() {
                heads[mention.head] = Some(at);
            }
            covered[mention.phrase.clone()].fill(true);
        }
        for token in 0..tokens.len() {
            if let Some(at) = heads[token] {
                let entity = story.mentions[at].entity;
                here.push(seen(story, sentence, token, Some(entity)));
                counts[entity] += 1;
            } else if !covered[token] && is_noun_phrase(&tokens[token]) {
                here.push(seen(story, sentence, token, None));
            }
        }
        // A pronoun sees what stands before it, and what follows only from a clause in front of its own.
        for (token, word) in tokens.iter().enumerate() {
            let Some(form) = form_of(word) else { continue };
            let found = match form {
                Form::Relative { person } => {
                    relative(story, sentence, token, person, &here).map(|entity| (entity, Why::Relative))
                }
                Form::Speaker => None,
                _ => antecedent(story, quotations, sentence, token, form, &here, &recent, &counts),
            };
            let Some((entity, why)) = found else { continue };
            story.mention(sentence, token..token + 1, entity, MentionKind::Pronoun, why);
            counts[entity] += 1;
            if let Form::Person(Some(gender)) = form
                && story.drafts[entity].gender.is_none()
            {
                story.drafts[entity].gender = Some(gender);
            }
            if why != Why::Relative {
                let mut one = seen(story, sentence, token, Some(entity));
                one.pronoun = true;
                let at = here.partition_point(|seen| seen.head < token);
                here.insert(at, one);
            }
        }
        recent.extend(here);
        while recent.len() > MOST && recent.front().is_some_and(|seen| seen.sentence != sentence)
            || recent.front().is_some_and(|seen| sentence + 1 - seen.sentence > FARTHEST)
        {
            recent.pop_front();
        }
    }
    speakers(story, quotations);
}

/// "I", "we" and "my" inside quotations.
fn speakers(story: &mut Draftsman<'_>, quotations: &Quotations) {
    story.sort();
    for sentence in 0..story.trees.len() {
        let tokens = story.trees[sentence].tokens;
        for (token, word) in tokens.iter().enumerate() {
            let Some(Form::Speaker) = form_of(word) else { continue };
            let Some(entity) = quotations
                .around(sentence, token)
                .and_then(|quotation| quotations.speaker(quotation))
                .and_then(|(other, head)| story.entity_at(other, head))
            else {
                continue;
            };
            story.mention(sentence, token..token + 1, entity, MentionKind::Pronoun, Why::Speaker);
        }
    }
    story.sort();
}

fn form_of(token: &Token) -> Option<Form> {
    if !matches!(token.upos, Upos::Pron | Upos::Det) || base(token.deprel) == "expl" {
        return None;
    }
    let lower = token.form.to_ascii_lowercase();
    Some(match lower.as_str() {
        "he" | "him" | "his" | "himself" => Form::Person(Some(Gender::Male)),
        "she" | "her" | "hers" | "herself" => Form::Person(Some(Gender::Female)),
        "it" | "its" | "itself" => Form::Thing,
        "they" | "them" | "their" | "theirs" | "themselves" => Form::Plural,
        "i" | "me" | "my" | "mine" | "myself" | "we" | "us" | "our" | "ours" | "ourselves" => Form::Speaker,
        "who" | "whom" | "whose" if token.feats.contains("PronType=Rel") => Form::Relative { person: true },
        "which" | "that" if token.feats.contains("PronType=Rel") => Form::Relative { person: false },
        _ => return None,
    })
}

fn is_noun_phrase(token: &Token) -> bool {
    matches!(token.upos, Upos::Noun | Upos::Propn)
        && !matches!(base(token.deprel), "compound" | "flat" | "fixed" | "amod" | "goeswith")
        && !matches!(token.deprel, "nmod:unmarked" | "obl:unmarked" | "nmod:desc")
}

fn seen(story: &Draftsman<'_>, sentence: usize, head: usize, entity: Option<usize>) -> Seen {
    let tree = &story.trees[sentence];
    let token = &tree.tokens[head];
    let draft = entity.map(|entity| &story.drafts[entity]);
    let first = tree.first_conjunct(head);
    let deprel = if base(token.deprel) == "conj" || base(token.deprel) == "appos" {
        let above = if base(token.deprel) == "appos" { token.head.unwrap_or(first) } else { first };
        tree.tokens[above].deprel
    } else {
        token.deprel
    };
    let rank = match base(deprel) {
        // The subject of the main clause before that of a clause inside.
        "nsubj" if tree.tokens[first].head.is_some_and(|verb| tree.tokens[tree.first_conjunct(verb)].head.is_some()) => 2.6,
        "nsubj" => 3.0,
        "obj" | "iobj" => 1.4,
        "root" => 1.5,
        "obl" => 0.9,
        "nmod" if deprel == "nmod:poss" => 1.0,
        "nmod" => 0.5,
        "amod" | "compound" => 0.2,
        _ => 0.5,
    };
    let governor = tree.tokens[first].head;
    Seen {
        sentence,
        head,
        entity,
        kind: draft.map(|draft| draft.kind),
        plural: draft.map_or(matches!(token.xpos, "NNS" | "NNPS"), |draft| draft.plural),
        gender: draft.and_then(|draft| draft.gender),
        rank,
        deprel,
        pronoun: false,
        speaks: base(deprel) == "nsubj" && governor.is_some_and(|governor| words::sets().speech.contains(tree.lemma(governor))),
    }
}

/// The noun that a relative clause hangs on.
fn relative(story: &Draftsman<'_>, sentence: usize, token: usize, person: bool, here: &[Seen]) -> Option<usize> {
    let tree = &story.trees[sentence];
    let mut at = token;
    for _ in 0..tree.len() {
        let head = tree.tokens[at].head?;
        if tree.tokens[at].deprel == "acl:relcl" {
            let seen = here.iter().find(|seen| seen.head == head)?;
            let entity = seen.entity?;
            let kind = story.drafts[entity].kind;
            let fits = if person { kind != EntityKind::Place } else { true };
            return fits.then_some(entity);
        }
        at = head;
    }
    None
}

#[allow(clippy::too_many_arguments)]
fn antecedent(
    story: &Draftsman<'_>,
    quotations: &Quotations,
    sentence: usize,
    token: usize,
    form: Form,
    here: &[Seen],
    recent: &VecDeque<Seen>,
    counts: &[u32],
) -> Option<(usize, Why)> {
    let tree = &story.trees[sentence];
    let quoted = quotations.around(sentence, token);
    let speaker =
        quoted.and_then(|quotation| quotations.speaker(quotation)).and_then(|(other, head)| story.entity_at(other, head));
    let governor = governing(tree, token);
    let own = base(tree.tokens[token].deprel);
    let possessive = tree.tokens[token].deprel == "nmod:poss";
    // "He said Brandt would come": he is not Brandt, whose name stands below him.
    let named_below = |entity: Option<usize>| {
        own == "nsubj"
            && entity.is_some()
            && governor.is_some_and(|verb| {
                here.iter()
                    .any(|seen| seen.entity == entity && !seen.pronoun && seen.head > token && tree.is_under(seen.head, verb))
            })
    };
    let mut best: Option<(f64, Option<usize>, Why)> = None;
    let mut weigh = |score: f64, entity: Option<usize>, why: Why| {
        if best.is_none_or(|(most, ..)| score > most) {
            best = Some((score, entity, why));
        }
    };
    for seen in here {
        let Some(fit) = fits(form, seen) else { continue };
        let before = seen.head < token;
        if !before && (seen.pronoun || !cataphoric(tree, token, seen)) {
            continue;
        }
        if !possessive && bound(tree, token, governor, seen) || encloses(tree, token, seen) {
            continue;
        }
        let mut score = fit + seen.rank - 0.01 * (token.abs_diff(seen.head) as f64);
        if !before {
            score -= 1.0;
        }
        // "X said he would": the subject of the verb that the clause hangs on.
        if before && commands(tree, seen.head, token) && base(seen.deprel) == "nsubj" {
            score += 1.5;
        }
        score += common(seen, own, counts, speaker, form);
        weigh(score, seen.entity, if before { Why::Pronoun } else { Why::Cataphora });
    }
    for seen in recent.iter().rev() {
        let Some(fit) = fits(form, seen).filter(|_| !named_below(seen.entity)) else { continue };
        let away = (sentence - seen.sentence) as f64;
        let mut score = fit + seen.rank - 1.3 * away + 0.004 * seen.head as f64;
        score += common(seen, own, counts, speaker, form);
        // After a quotation, "he said" is who spoke before.
        if own == "nsubj" && seen.speaks && governor.is_some_and(|verb| words::sets().speech.contains(tree.lemma(verb))) {
            score += 1.4;
        }
        weigh(score, seen.entity, Why::Pronoun);
    }
    let (score, entity, why) = best?;
    let least = if matches!(form, Form::Person(_)) { -3.0 } else { 0.5 };
    (score >= least).then_some(())?;
    entity.map(|entity| (entity, why))
}

/// What does not depend on the distance.
fn common(seen: &Seen, own: &str, counts: &[u32], speaker: Option<usize>, form: Form) -> f64 {
    let mut score = 0.0;
    if base(seen.deprel) == own {
        score += 0.6;
    }
    if let Some(entity) = seen.entity {
        score += 0.35 * f64::from(counts[entity]).ln_1p();
        if speaker == Some(entity) && !matches!(form, Form::Speaker) {
            // Who speaks says "I" of himself.
            score -= 3.0;
        }
    }
    if seen.pronoun {
        score += 0.8;
    }
    score
}

/// Whether number, kind and gender agree: how well, or none.
fn fits(form: Form, seen: &Seen) -> Option<f64> {
    let Some(kind) = seen.kind else {
        // Nouns that are no entity: things and plurals.
        return match form {
            Form::Thing if !seen.plural => Some(0.0),
            Form::Plural if seen.plural => Some(0.0),
            _ => None,
        };
    };
    match form {
        Form::Person(gender) => match (kind, seen.gender) {
            (EntityKind::Person, Some(other)) => (gender == Some(other) && !seen.plural).then_some(1.0),
            (EntityKind::Person, None) => (!seen.plural).then_some(0.0),
            _ => None,
        },
        Form::Thing => match kind {
            EntityKind::Country | EntityKind::Organization => (!seen.plural).then_some(1.0),
            EntityKind::ArmedGroup | EntityKind::Facility | EntityKind::Other => (!seen.plural).then_some(0.6),
            EntityKind::Place => (!seen.plural).then_some(0.0),
            EntityKind::Person | EntityKind::People => None,
        },
        Form::Plural => match kind {
            EntityKind::People => Some(1.5),
            EntityKind::ArmedGroup => Some(0.8),
            EntityKind::Organization => Some(0.0),
            _ => seen.plural.then_some(1.0),
        },
        Form::Speaker | Form::Relative { .. } => None,
    }
}

/// The predicate that the pronoun is an argument of.
fn governing(tree: &Tree<'_>, token: usize) -> Option<usize> {
    tree.tokens[token].head.filter(|_| matches!(base(tree.tokens[token].deprel), "nsubj" | "obj" | "iobj" | "obl"))
}

/// Two arguments of one predicate are two, unless the pronoun is reflexive.
fn bound(tree: &Tree<'_>, token: usize, governor: Option<usize>, seen: &Seen) -> bool {
    let reflexive =
        tree.form(token).to_ascii_lowercase().ends_with("self") || tree.form(token).to_ascii_lowercase().ends_with("selves");
    if reflexive {
        return false;
    }
    governor.is_some_and(|verb| {
        let head = tree.first_conjunct(seen.head);
        tree.tokens[head].head == Some(verb) && matches!(base(tree.tokens[head].deprel), "nsubj" | "obj" | "iobj" | "obl")
            || tree.subject(verb) == Some(head)
    })
}

/// "his brother John": a phrase does not stand for a pronoun inside it.
fn encloses(tree: &Tree<'_>, token: usize, seen: &Seen) -> bool {
    seen.head > token && tree.is_under(token, seen.head)
        || tree.tokens[token].head == Some(seen.head) && tree.tokens[token].deprel == "nmod:poss"
}

/// A later name may be meant from a clause or phrase before the subject: "In her speech, X said".
fn cataphoric(tree: &Tree<'_>, token: usize, seen: &Seen) -> bool {
    base(seen.deprel) == "nsubj"
        && tree.tokens[seen.head].head.is_some_and(|verb| {
            tree.is_under(token, verb)
                && tree.tokens[token].head != Some(verb)
                && seen.head > token
                && !tree.is_under(token, seen.head)
                && branch(tree, token, verb).is_some_and(|top| matches!(base(tree.tokens[top].deprel), "advcl" | "obl"))
        })
}

/// The word right under `above` on the way to `at`.
fn branch(tree: &Tree<'_>, mut at: usize, above: usize) -> Option<usize> {
    for _ in 0..tree.len() {
        let head = tree.tokens[at].head?;
        if head == above {
            return Some(at);
        }
        at = head;
    }
    None
}

/// The subject's clause contains the pronoun's.
fn commands(tree: &Tree<'_>, subject: usize, token: usize) -> bool {
    let subject = tree.first_conjunct(subject);
    tree.tokens[subject].head.is_some_and(|verb| tree.is_under(token, verb))
}
