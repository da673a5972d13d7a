//! The record of a story: what `dateline code` prints, one JSON object per story.
//!
//! In: nothing. Out: plain data types with serde and JSON Schema derives; every other crate speaks in them. No logic lives here.
//!
//! **Offsets** ([`Span`]) are half-open `[start, end)` pairs that count Unicode code points of [`Story::text`], as the W3C Web
//! Annotation `TextPositionSelector` does.

mod delivery;
mod event;
mod meaning;
mod story;

pub use delivery::{Delivered, DeliveredStory, Delivery, FromFeed, Signal};
pub use event::{Engine, Event, Mode, PloverCode, Quad, Reason, Status, Uncoded};
pub use meaning::{
    Addressee, Bound, Casualty, Cue, Entity, EntityKind, Manner, Mention, MentionKind, Quantity, Source, Statement, Time,
    TimeType,
};
pub use story::{Dateline, Part, PartKind, Span, Story};

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Everything that was read out of one story.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Record {
    /// The story itself and where its parts stand.
    pub story: Story,
    /// Sentences in text order.
    pub sentences: Vec<Span>,
    /// People, organizations, countries, places and groups, each once.
    pub entities: Vec<Entity>,
    /// TIMEX3 expressions in text order.
    pub times: Vec<Time>,
    /// Numbers of things, money, percentages and measures in text order.
    pub quantities: Vec<Quantity>,
    /// Who said what.
    pub statements: Vec<Statement>,
    /// Who did what to whom.
    pub events: Vec<Event>,
    /// Why a sentence gave no event.
    pub uncoded: Vec<Uncoded>,
    /// What made this record.
    pub engine: Engine,
}
