//! From read text to records: times, quantities, entities, places, statements, events.
//!
//! In: a story and its [`Analysis`]. Out: a [`Record`]. No I/O happens here, and no story makes it fail.

pub mod actors;
mod atoms;
mod entities;
pub mod events;
mod fold;
mod lexicon;
mod numerals;
pub mod places;
pub mod quantities;
pub mod times;

use language::{Analysis, CodePoints};
use record::{Record, Story};

use atoms::Atoms;
use quantities::UnitNames;

/// Makes the record of a story.
pub fn code(mut story: Story, analysis: &Analysis, points: &CodePoints, engine: record::Engine) -> Record {
    let entities = entities::find(&story, analysis, points);
    if let (Some(dateline), Some(place)) = (&mut story.dateline, entities.dateline()) {
        dateline.place = Some(entities.id(place).to_string());
    }
    let atoms = Atoms::new(&story.text, analysis);
    let times = times::read(&atoms, story.published.as_deref());
    let quantities = quantities::read(&atoms, &times);
    Record {
        sentences: analysis.sentences.iter().map(|s| points.span(&s.span)).collect(),
        entities: entities.records(analysis, points),
        times: times.iter().enumerate().map(|(i, t)| t.record(format!("t{}", i + 1), points)).collect(),
        // A length of time is a time, and not once more a quantity.
        quantities: quantities
            .iter()
            .filter(|q| !q.duration)
            .enumerate()
            .map(|(i, q)| q.record(format!("q{}", i + 1), points, UnitNames::Codes))
            .collect(),
        statements: Vec::new(),
        events: Vec::new(),
        uncoded: Vec::new(),
        engine,
        story,
    }
}
