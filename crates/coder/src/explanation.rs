//! How each part of a record came about, in words for a person.
//!
//! In: what was found in a story. Out: an [`Explanation`]: for every record, by its id, the rule or model that made it and each step of its
//! resolution.

use std::collections::BTreeMap;

use language::{Analysis, Sentence};

use crate::Coding;
use crate::entities::{Field, Origin};
use crate::times::TimeMention;

/// Steps by the id of the record that they made: `t1`, `e4`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Explanation {
    steps: BTreeMap<String, Vec<String>>,
}

impl Explanation {
    /// The steps behind a record, in order.
    pub fn steps(&self, id: &str) -> &[String] {
        self.steps.get(id).map_or(&[], Vec::as_slice)
    }

    fn add(&mut self, letter: char, index: usize, steps: Vec<String>) {
        self.steps.insert(format!("{letter}{}", index + 1), steps);
    }
}

pub(crate) fn of(coding: &Coding, analysis: &Analysis, text: &str) -> Explanation {
    let mut out = Explanation::default();
    for (index, time) in coding.times.iter().enumerate() {
        out.add('t', index, time_steps(time));
    }
    for (index, quantity) in coding.quantities.iter().enumerate() {
        let mut steps = vec![format!("rule {}", quantity.rule)];
        if let Some(casualty) = quantity.casualty {
            steps.push(format!("words beside it say {}", format!("{casualty:?}").to_lowercase()));
        }
        out.add('q', index, steps);
    }
    for (index, statement) in coding.statements.iter().enumerate() {
        out.add('s', index, statement.why.iter().map(ToString::to_string).collect());
    }
    for (index, event) in coding.events.list.iter().enumerate() {
        out.add('v', index, event.why.clone());
    }
    for entity in 0..coding.entities.len() {
        out.add('e', entity, entity_steps(coding, entity, analysis, text));
    }
    out
}

fn time_steps(time: &TimeMention) -> Vec<String> {
    let mut steps = vec![format!("rule {}", time.trace.rule)];
    if let Some(anchor) = &time.trace.anchor {
        steps.push(format!("counted from {anchor}"));
    }
    if let Some(open) = time.trace.open {
        steps.push(format!("left open: {open}"));
    }
    steps
}

fn entity_steps(coding: &Coding, entity: usize, analysis: &Analysis, text: &str) -> Vec<String> {
    let words = |sentence: &Sentence, tokens: &std::ops::Range<usize>| {
        let span = sentence.tokens[tokens.start].span.start..sentence.tokens[tokens.end - 1].span.end;
        text[span].split_whitespace().collect::<Vec<_>>().join(" ")
    };
    let mut steps: Vec<String> = coding
        .entities
        .steps(entity)
        .iter()
        .map(|step| {
            let field = match step.field {
                Field::Kind => "kind",
                Field::Country => "country",
                Field::Sectors => "sectors",
                Field::Role => "role",
                Field::Place => "place",
            };
            let origin = match &step.origin {
                Origin::Words { sentence, tokens } => format!("the words \"{}\"", words(&analysis.sentences[*sentence], tokens)),
                Origin::Table(table) => (*table).to_string(),
                Origin::Reader => "the reader".to_string(),
                Origin::Story => "the rest of the story".to_string(),
            };
            format!("{field} {}: from {origin}", step.value)
        })
        .collect();
    for mention in coding.entities.mentions().iter().filter(|m| m.entity == entity) {
        let sentence = &analysis.sentences[mention.sentence];
        steps.push(format!("sentence {}, \"{}\": {}", mention.sentence + 1, words(sentence, &mention.tokens), mention.why));
    }
    steps
}
