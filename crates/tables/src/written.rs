//! Rows as they are written: the record's own types, with the columns that tables add.
//!
//! Serialised straight into columns; fields that a table has no column for (the mentions of an entity) are passed over there.

use record::{Delivered, Delivery, Engine, Event, Span, Time};
use serde::Serialize;

/// A row with what it opens with.
#[derive(Serialize)]
pub(crate) struct Keyed<'a, T> {
    pub(crate) record: usize,
    pub(crate) story: &'a str,
    #[serde(flatten)]
    pub(crate) item: T,
}

#[derive(Serialize)]
pub(crate) struct Story<'a> {
    #[serde(flatten)]
    story: &'a record::Story,
    published_day: Option<&'a str>,
    engine: &'a Engine,
    delivery: &'a Delivery,
}

impl<'a> Story<'a> {
    pub(crate) fn of(delivered: &'a Delivered) -> Self {
        let story = &delivered.record.story;
        let published_day = day(story.published.as_ref());
        Self { story, published_day, engine: &delivered.record.engine, delivery: &delivered.delivery }
    }
}

#[derive(Serialize)]
pub(crate) struct Sentence {
    pub(crate) span: Span,
}

#[derive(Serialize)]
pub(crate) struct Mention<'a> {
    entity: &'a str,
    #[serde(flatten)]
    mention: record::Mention,
}

impl<'a> Mention<'a> {
    pub(crate) fn of(entity: &'a record::Entity) -> impl Iterator<Item = Self> {
        entity.mentions.iter().map(|&mention| Self { entity: &entity.id, mention })
    }
}

/// What has a first and a last day, with both as days.
#[derive(Serialize)]
pub(crate) struct Dated<'a, T> {
    #[serde(flatten)]
    item: &'a T,
    begin_day: Option<&'a str>,
    end_day: Option<&'a str>,
}

impl<'a> Dated<'a, Time> {
    pub(crate) fn time(item: &'a Time) -> Self {
        Self { item, begin_day: day(item.begin.as_ref()), end_day: day(item.end.as_ref()) }
    }
}

impl<'a> Dated<'a, Event> {
    pub(crate) fn event(item: &'a Event) -> Self {
        Self { item, begin_day: day(item.begin.as_ref()), end_day: day(item.end.as_ref()) }
    }
}

/// A story with everything in it.
#[derive(Serialize)]
pub(crate) struct Nested<'a> {
    #[serde(flatten)]
    story: Story<'a>,
    sentences: &'a [Span],
    entities: &'a [record::Entity],
    times: Vec<Dated<'a, Time>>,
    quantities: &'a [record::Quantity],
    statements: &'a [record::Statement],
    events: Vec<Dated<'a, Event>>,
    uncoded: &'a [record::Uncoded],
}

impl<'a> Nested<'a> {
    pub(crate) fn of(delivered: &'a Delivered) -> Self {
        let record = &delivered.record;
        Self {
            story: Story::of(delivered),
            sentences: &record.sentences,
            entities: &record.entities,
            times: record.times.iter().map(Dated::time).collect(),
            quantities: &record.quantities,
            statements: &record.statements,
            events: record.events.iter().map(Dated::event).collect(),
            uncoded: &record.uncoded,
        }
    }
}

/// The calendar day that a text opens with, if it is one.
fn day(text: Option<&String>) -> Option<&str> {
    text?.get(..10).filter(|day| day.parse::<jiff::civil::Date>().is_ok())
}
