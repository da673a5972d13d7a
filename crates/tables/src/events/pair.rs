//! One actor and one recipient of an event: what the three foreign shapes have a row for.

use record::{Delivered, Entity, Event, Span};
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
pub(super) fn pairs<'a>(delivered: &'a Delivered, event: &'a Event) -> Vec<Pair<'a>> {
    let side = |ids: &'a [String]| -> Vec<Option<&'a Entity>> {
        let found: Vec<_> = ids.iter().filter_map(|id| entity(delivered, Some(id))).map(Some).collect();
        if found.is_empty() { vec![None] } else { found }
    };
    let recipients = side(&event.recipients);
    let mut out = Vec::new();
    for actor in side(&event.actors) {
        for &recipient in &recipients {
            if actor.is_some() || recipient.is_some() {
                out.push(Pair { delivered, event, actor, recipient, number: out.len() });
            }
        }
    }
    out
}

pub(super) fn entity<'a>(delivered: &'a Delivered, id: Option<&str>) -> Option<&'a Entity> {
    delivered.record.entities.iter().find(|e| Some(e.id.as_str()) == id)
}

/// The words of a span.
pub(super) fn words(delivered: &Delivered, span: Span) -> String {
    delivered.record.story.text.chars().skip(span.start).take(span.end.saturating_sub(span.start)).collect()
}

impl Pair<'_> {
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

    pub(super) fn place(&self) -> Option<&Entity> {
        entity(self.delivered, self.event.place.as_deref())
    }
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
