//! One actor and one recipient of an event: what the three foreign shapes have a row for.

use std::hash::Hash;

use record::{Delivered, Entity, Event, PartKind, Span};
use sha2::{Digest, Sha256};

/// An event between two parties, one of which may be missing.
pub(super) struct Pair<'a> {
    pub(super) delivered: &'a Delivered,
    pub(super) event: &'a Event,
    pub(super) actor: Option<&'a Entity>,
    pub(super) recipient: Option<&'a Entity>,
    /// Number of the pair within the event.
    number: usize,
}

/// Every actor with every recipient; with one side empty, the other alone. None where both are empty.
///
/// PLOVER lists all who meet as actors. In a shape of dyads (`mutual`) each of them then has every other for a recipient, as CAMEO codes it.
pub(super) fn pairs<'a>(delivered: &'a Delivered, event: &'a Event, mutual: bool) -> Vec<Pair<'a>> {
    let side = |ids: &'a [String]| -> Vec<&'a Entity> { ids.iter().filter_map(|id| entity(delivered, Some(id))).collect() };
    let (actors, recipients) = (side(&event.actors), side(&event.recipients));
    let mut found: Vec<(Option<&Entity>, Option<&Entity>)> = Vec::new();
    match (actors.as_slice(), recipients.as_slice()) {
        (all @ [_, _, ..], []) if mutual => {
            for &one in all {
                found.extend(all.iter().filter(|other| other.id != one.id).map(|&other| (Some(one), Some(other))));
            }
        }
        (actors, []) => found.extend(actors.iter().map(|&one| (Some(one), None))),
        ([], recipients) => found.extend(recipients.iter().map(|&one| (None, Some(one)))),
        (actors, recipients) => {
            for &one in actors {
                found.extend(recipients.iter().map(|&other| (Some(one), Some(other))));
            }
        }
    }
    let pair = |(number, (actor, recipient))| Pair { delivered, event, actor, recipient, number };
    found.into_iter().enumerate().map(pair).collect()
}

pub(super) fn entity<'a>(delivered: &'a Delivered, id: Option<&str>) -> Option<&'a Entity> {
    delivered.record.entities.iter().find(|e| Some(e.id.as_str()) == id)
}

/// The words of a span.
pub(super) fn words(delivered: &Delivered, span: Span) -> String {
    delivered.record.story.text.chars().skip(span.start).take(span.end.saturating_sub(span.start)).collect()
}

impl<'a> Pair<'a> {
    /// What makes two rows of a story one: the happening, its parties and its codes.
    pub(super) fn key(&self) -> impl Eq + Hash + use<'a> {
        let id = |party: Option<&'a Entity>| party.map(|p| p.id.as_str());
        let (event, plover) = (self.event, &self.event.plover);
        (first(event), id(self.actor), id(self.recipient), event.cameo.as_str(), plover.kind.as_str(), plover.mode.as_deref())
    }

    /// How much of when and where this telling knows.
    pub(super) fn fullness(&self) -> u8 {
        u8::from(self.event.begin.is_some()) + u8::from(self.place().is_some())
    }

    /// The events of the story that tell this happening.
    pub(super) fn tellings(&self) -> impl Iterator<Item = &'a Event> {
        let happening = first(self.event);
        self.delivered.record.events.iter().filter(move |event| first(event) == happening)
    }

    /// Whether the headline, or the first sentence of the first paragraph, tells the happening.
    pub(super) fn is_in_headline_or_lead(&self) -> bool {
        let record = &self.delivered.record;
        let first_part = |kind| record.story.parts.iter().find(|p| p.kind == kind).map(|p| p.span);
        let lead = first_part(PartKind::Paragraph).and_then(|first| record.sentences.iter().position(|s| s.end > first.start));
        let in_headline = |sentence: usize| {
            let (headline, sentence) = (first_part(PartKind::Headline), record.sentences.get(sentence));
            headline
                .zip(sentence)
                .is_some_and(|(headline, sentence)| sentence.start >= headline.start && sentence.end <= headline.end)
        };
        self.tellings().any(|event| Some(event.sentence) == lead || in_headline(event.sentence))
    }

    /// POLECAT's form of an id: what stands before the first `_` names the story.
    pub(super) fn polecat_id(&self) -> String {
        format!("{}_{}_{}", self.story_id(), self.event.id, self.number)
    }

    /// A positive 63-bit number made of the ids of story, event and pair: the same in every run.
    pub(super) fn id(&self) -> String {
        number(&[&self.delivered.record.story.id, &self.event.id, &self.number.to_string()])
    }

    /// The same for the story alone.
    pub(super) fn story_id(&self) -> String {
        number(&[&self.delivered.record.story.id])
    }

    /// The event's first day, else that of publication: `2025-07-11`, or nothing.
    pub(super) fn day(&self) -> &str {
        let published = || self.published();
        self.event.begin.as_deref().and_then(|d| d.get(..10)).filter(|d| is_day(d)).unwrap_or_else(published)
    }

    pub(super) fn published(&self) -> &str {
        self.delivered.record.story.published.as_deref().and_then(|d| d.get(..10)).filter(|d| is_day(d)).unwrap_or_default()
    }

    pub(super) fn place(&self) -> Option<&'a Entity> {
        entity(self.delivered, self.event.place.as_deref())
    }
}

/// The id of the event that first told this happening.
fn first(event: &Event) -> &str {
    event.same_as.as_deref().unwrap_or(&event.id)
}

fn is_day(text: &str) -> bool {
    text.parse::<jiff::civil::Date>().is_ok()
}

fn number(parts: &[&str]) -> String {
    let digest = Sha256::digest(parts.join("\u{1f}").as_bytes());
    let mut eight = [0; 8];
    eight.copy_from_slice(&digest[..8]);
    (u64::from_be_bytes(eight) >> 1).to_string()
}
