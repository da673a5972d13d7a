//! From read text to records: times, quantities, entities, places, statements, events.
//!
//! In: a story and its [`Analysis`]. Out: a [`Record`]. No I/O happens here, and no story makes it fail.

pub mod actors;
mod atoms;
mod entities;
pub mod events;
pub mod explanation;
mod fold;
mod lexicon;
mod numerals;
pub mod places;
pub mod quantities;
mod statements;
pub mod times;
mod tree;

use language::{Analysis, CodePoints};
use record::{Record, Story, Uncoded};

use atoms::Atoms;
use entities::Entities;
use events::Events;
use quantities::QuantityMention;
use statements::Statement;
use times::TimeMention;

/// What was found in a story, before it takes the record's form.
struct Coding {
    entities: Entities,
    times: Vec<TimeMention>,
    quantities: Vec<QuantityMention>,
    statements: Vec<Statement>,
    events: Events,
}

impl Coding {
    fn of(story: &Story, analysis: &Analysis, points: &CodePoints) -> Self {
        let mut entities = entities::find(story, analysis, points);
        let atoms = Atoms::new(&story.text, analysis);
        let times = times::read(&atoms, story.published.as_deref());
        let mut quantities = quantities::read(&atoms, &times);
        // A length of time is a time, and not once more a quantity; without a day of publication no time can be told, and it is only that.
        let dated = story.published.as_deref().and_then(times::publication_day).is_some();
        quantities.retain(|q| !(q.duration && dated));
        let statements = statements::find(story, analysis, points, &entities, &times);
        let known = events::Known { entities: &entities, times: &times, quantities: &quantities, statements: &statements };
        let events = events::find(story, analysis, points, &known);
        for &(sentence, token, entity) in &events.reread {
            entities.reread(sentence, token, entity);
        }
        Self { entities, times, quantities, statements, events }
    }

    fn record(&self, mut story: Story, analysis: &Analysis, points: &CodePoints, engine: record::Engine) -> Record {
        if let (Some(dateline), Some(place)) = (&mut story.dateline, self.entities.dateline()) {
            dateline.place = Some(self.entities.id(place).to_string());
        }
        let numbered = |letter: char, index: usize| format!("{letter}{}", index + 1);
        Record {
            sentences: analysis.sentences.iter().map(|s| points.span(&s.span)).collect(),
            entities: self.entities.records(analysis, points),
            times: self.times.iter().enumerate().map(|(i, t)| t.record(numbered('t', i), points)).collect(),
            quantities: self
                .quantities
                .iter()
                .enumerate()
                .map(|(i, q)| record::Quantity {
                    holder: entities::holder(&self.entities, analysis, q).map(|entity| self.entities.id(entity).to_string()),
                    ..q.record(numbered('q', i), points)
                })
                .collect(),
            statements: self
                .statements
                .iter()
                .enumerate()
                .map(|(i, s)| s.record(numbered('s', i), analysis, points, &self.entities))
                .collect(),
            events: self
                .events
                .list
                .iter()
                .enumerate()
                .map(|(i, e)| e.record(numbered('v', i), points, &self.entities))
                .collect(),
            uncoded: self.events.uncoded.iter().map(|&(sentence, reason)| Uncoded { sentence, reason }).collect(),
            engine,
            story,
        }
    }
}

/// Makes the record of a story.
pub fn code(story: Story, analysis: &Analysis, points: &CodePoints, engine: record::Engine) -> Record {
    Coding::of(&story, analysis, points).record(story, analysis, points, engine)
}

/// Makes the record of a story, and says how each part of it came about.
pub fn explain(
    story: Story,
    analysis: &Analysis,
    points: &CodePoints,
    engine: record::Engine,
) -> (Record, explanation::Explanation) {
    let coding = Coding::of(&story, analysis, points);
    let explanation = explanation::of(&coding, analysis, &story.text);
    (coding.record(story, analysis, points, engine), explanation)
}
