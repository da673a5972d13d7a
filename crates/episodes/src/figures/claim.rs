//! Quantities of a record as figures: what is counted, by whom, said when.

use record::{Casualty, Quantity, Record, Span, Statement};
use serde::{Deserialize, Serialize};

use super::Count;
use crate::actor::{ActorKey, actor_key};

/// Who stands behind a figure.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Claimant {
    /// A speaker known across stories.
    Actor(ActorKey),
    /// A speaker that only this story can tell, by its name or description there.
    Described(String),
    /// The newsroom's own voice.
    Outlet(String),
}

/// One count in one story.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Figure {
    /// Id of the story.
    pub story: String,
    /// Id of the quantity in that story's record.
    pub quantity: String,
    /// The words, as offsets into the story's text.
    pub span: Span,
    /// What was stated.
    pub count: Count,
    /// Code of the measure or money, else lemma of the thing counted.
    pub unit: Option<String>,
    /// What befell the people counted.
    pub casualty: Option<Casualty>,
    /// Whose they are.
    pub holder: Option<ActorKey>,
    /// PLOVER type of the act that the quantity belongs to.
    pub act: Option<String>,
    /// Who says so.
    pub claimant: Claimant,
    /// Day of saying, else of publication, `2025-07-09`.
    pub day: Option<String>,
}

/// The figures of a record in text order.
pub fn figures(record: &Record) -> Vec<Figure> {
    record.quantities.iter().map(|quantity| figure(record, quantity)).collect()
}

fn figure(record: &Record, quantity: &Quantity) -> Figure {
    let key = |id: &str| record.entities.iter().find(|entity| entity.id == id).and_then(actor_key);
    let said = innermost(record, quantity.span);
    Figure {
        story: record.story.id.clone(),
        quantity: quantity.id.clone(),
        span: quantity.span,
        count: Count { value: quantity.value, upper: quantity.upper, bound: quantity.bound },
        unit: quantity.unit_code.clone().or_else(|| quantity.unit.clone()),
        casualty: quantity.casualty,
        holder: quantity.holder.as_deref().and_then(key),
        act: record.events.iter().find(|event| event.quantities.contains(&quantity.id)).map(|event| event.kind.clone()),
        claimant: claimant(record, said),
        day: day(record, said),
    }
}

/// The day on which something is said, else of publication, `2025-07-09`.
pub(crate) fn day(record: &Record, said: Option<&Statement>) -> Option<String> {
    said.and_then(|said| day_said(record, said)).or_else(|| published_day(record))
}

/// The innermost statement whose content holds the words.
pub(crate) fn innermost(record: &Record, span: Span) -> Option<&Statement> {
    let holding = |statement: &Statement| {
        let around = statement.content.iter().find(|content| content.start <= span.start && span.end <= content.end);
        around.map(|content| content.end - content.start)
    };
    let told = record.statements.iter().filter(|statement| !statement.negated);
    told.filter_map(|statement| Some((holding(statement)?, statement))).min_by_key(|(length, _)| *length).map(|(_, said)| said)
}

fn claimant(record: &Record, said: Option<&Statement>) -> Claimant {
    let Some(said) = said else { return Claimant::Outlet(record.story.source.clone().unwrap_or_default()) };
    let speaker = said.source.entity.as_ref().and_then(|id| record.entities.iter().find(|entity| entity.id == *id));
    match (speaker.and_then(actor_key), speaker) {
        (Some(key), _) => Claimant::Actor(key),
        (None, Some(speaker)) => Claimant::Described(speaker.name.clone()),
        (None, None) => Claimant::Described(words(&record.story.text, &said.source.spans)),
    }
}

fn words(text: &str, spans: &[Span]) -> String {
    let piece = |span: &Span| text.chars().skip(span.start).take(span.end.saturating_sub(span.start)).collect::<String>();
    spans.iter().map(piece).collect::<Vec<_>>().join(" ")
}

fn day_said(record: &Record, said: &Statement) -> Option<String> {
    let id = said.time.as_ref()?;
    let time = record.times.iter().find(|time| time.id == *id)?;
    time.begin.clone().filter(|begin| time.end.as_ref() == Some(begin))
}

fn published_day(record: &Record) -> Option<String> {
    record.story.published.as_ref()?.get(..10).map(Into::into)
}
