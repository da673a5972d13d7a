//! From read text to records: times, quantities, entities, places, statements, events.
//!
//! In: a story and its [`Analysis`]. Out: a [`Record`]. No I/O happens here, and no story makes it fail.

pub mod actors;
mod entities;
mod fold;
pub mod places;

use language::{Analysis, CodePoints};
use record::{Record, Story};

/// Makes the record of a story.
pub fn code(mut story: Story, analysis: &Analysis, points: &CodePoints, engine: record::Engine) -> Record {
    let entities = entities::find(&mut story, analysis, points);
    Record {
        sentences: analysis.sentences.iter().map(|s| points.span(&s.span)).collect(),
        entities,
        times: Vec::new(),
        quantities: Vec::new(),
        statements: Vec::new(),
        events: Vec::new(),
        uncoded: Vec::new(),
        engine,
        story,
    }
}
