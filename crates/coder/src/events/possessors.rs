//! Whose act a possessive pronoun means: "Oslo backed Bergen during its war on Molde", where Bergen attacks Molde elsewhere in the story.
//!
//! In: the events of a story with its entities. Out: those whose actor is a possessive pronoun get the actor that does the same to the same
//! recipient elsewhere, if the sentence speaks of it and the likeliest antecedent does nothing of the kind; and the pronouns to read anew.

use super::lexicon::Lexicon;
use super::story::{Event, is_fact};
use crate::entities::Entities;

/// Events before and after that are looked at.
const WINDOW: usize = 60;

/// A pronoun, by its sentence and word, and the entity that it means after all.
pub(crate) type Reread = (usize, usize, usize);

/// Gives acts of a possessive pronoun the actor that the story names for them.
pub(super) fn reread(lexicon: &Lexicon, entities: &Entities, events: &mut [Event]) -> Vec<Reread> {
    let mut out = Vec::new();
    for at in 0..events.len() {
        let Some(pronoun) = events[at].owner else { continue };
        let (from, to) = (at.saturating_sub(WINDOW), (at + WINDOW + 1).min(events.len()));
        let elsewhere: Vec<usize> = (from..to)
            .filter(|&other| {
                other != at && events[other].owner.is_none() && alike(lexicon, entities, &events[other], &events[at])
            })
            .flat_map(|other| events[other].actors.iter().copied())
            .collect();
        let does = |entity: usize| elsewhere.iter().any(|&actor| one_side(entities, actor, entity));
        if elsewhere.is_empty() || events[at].actors.iter().any(|&actor| does(actor)) {
            continue;
        }
        let sentence = events[at].sentence;
        let before = entities.mentions_in(sentence).iter().filter(|m| m.head < pronoun).map(|m| m.entity);
        let mut candidates: Vec<usize> =
            before.filter(|&entity| does(entity) && !events[at].recipients.contains(&entity)).collect();
        candidates.sort_unstable();
        candidates.dedup();
        if let [actor] = candidates[..] {
            events[at].actors = vec![actor];
            events[at].why.push("the actor that does the same to the same elsewhere in the story".into());
            out.push((sentence, pronoun, actor));
        }
    }
    out
}

/// The same act on the same recipient, as a fact.
fn alike(lexicon: &Lexicon, entities: &Entities, one: &Event, two: &Event) -> bool {
    let kind = |event: &Event| lexicon.acts[event.act].kind;
    let same = one.recipients.iter().any(|&a| two.recipients.iter().any(|&b| one_side(entities, a, b)));
    kind(one) == kind(two) && is_fact(one.outcome.status) && same
}

/// The same entity, or both the same state's government.
fn one_side(entities: &Entities, one: usize, two: usize) -> bool {
    one == two
        || entities.is_government(one)
            && entities.is_government(two)
            && entities.country(one).is_some()
            && entities.country(one) == entities.country(two)
}
