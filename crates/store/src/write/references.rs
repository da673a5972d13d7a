//! Every id that a record refers to, resolved to the key that its row will have; a reference to nothing is found before a row is written.

use record::Record;
use rustc_hash::FxHashMap;

use super::keys::Keys;

/// Keys by the ids of a record.
#[derive(Debug)]
pub(crate) struct References<'record> {
    entities: FxHashMap<&'record str, i64>,
    times: FxHashMap<&'record str, i64>,
    quantities: FxHashMap<&'record str, i64>,
    statements: FxHashMap<&'record str, i64>,
    events: FxHashMap<&'record str, i64>,
}

impl<'record> References<'record> {
    /// Numbers what a record holds from the next free keys on; says which reference leads nowhere.
    pub(crate) fn of(record: &'record Record, keys: &Keys) -> Result<Self, String> {
        let found = Self {
            entities: number("entity", record.entities.iter().map(|e| &e.id), keys.entity)?,
            times: number("time", record.times.iter().map(|t| &t.id), keys.time)?,
            quantities: number("quantity", record.quantities.iter().map(|q| &q.id), keys.quantity)?,
            statements: number("statement", record.statements.iter().map(|s| &s.id), keys.statement)?,
            events: number("event", record.events.iter().map(|e| &e.id), keys.event)?,
        };
        found.check(record)?;
        Ok(found)
    }

    pub(crate) fn entity(&self, id: &str) -> i64 {
        self.entities[id]
    }

    pub(crate) fn entity_of(&self, id: &Option<String>) -> Option<i64> {
        id.as_ref().map(|id| self.entities[id.as_str()])
    }

    pub(crate) fn time_of(&self, id: &Option<String>) -> Option<i64> {
        id.as_ref().map(|id| self.times[id.as_str()])
    }

    pub(crate) fn event_of(&self, id: &Option<String>) -> Option<i64> {
        id.as_ref().map(|id| self.events[id.as_str()])
    }

    pub(crate) fn quantity(&self, id: &str) -> i64 {
        self.quantities[id]
    }

    pub(crate) fn statement(&self, id: &str) -> i64 {
        self.statements[id]
    }

    fn check(&self, record: &Record) -> Result<(), String> {
        let known = |whose: &str, id: &str, list: &FxHashMap<&str, i64>, what: &str| {
            if list.contains_key(id) {
                Ok(())
            } else {
                Err(format!("{whose} refers to {what} {id}, which the record does not hold"))
            }
        };
        let sentence = |whose: &str, index: usize| {
            if index < record.sentences.len() {
                Ok(())
            } else {
                Err(format!("{whose} stands in sentence {index}, but the record has {}", record.sentences.len()))
            }
        };
        if let Some(place) = record.story.dateline.as_ref().and_then(|d| d.place.as_ref()) {
            known("the dateline", place, &self.entities, "entity")?;
        }
        for quantity in &record.quantities {
            if let Some(id) = &quantity.holder {
                known(&quantity.id, id, &self.entities, "entity")?;
            }
        }
        for statement in &record.statements {
            let addressee = statement.addressee.as_ref().and_then(|a| a.entity.as_ref());
            for id in statement.source.entity.iter().chain(&statement.place).chain(addressee) {
                known(&statement.id, id, &self.entities, "entity")?;
            }
            if let Some(id) = &statement.time {
                known(&statement.id, id, &self.times, "time")?;
            }
        }
        for event in &record.events {
            for id in event.actors.iter().chain(&event.recipients).chain(&event.place) {
                known(&event.id, id, &self.entities, "entity")?;
            }
            if let Some(id) = &event.time {
                known(&event.id, id, &self.times, "time")?;
            }
            for id in &event.quantities {
                known(&event.id, id, &self.quantities, "quantity")?;
            }
            for id in &event.attributed_to {
                known(&event.id, id, &self.statements, "statement")?;
            }
            if let Some(id) = &event.same_as {
                known(&event.id, id, &self.events, "event")?;
            }
            sentence(&event.id, event.sentence)?;
            for (what, number) in [("score", event.score), ("confidence", event.confidence)] {
                if !number.is_finite() {
                    return Err(format!("the {what} of {} is {number}, which is no number", event.id));
                }
            }
        }
        record.uncoded.iter().try_for_each(|uncoded| sentence("a sentence without an event", uncoded.sentence))
    }
}

fn number<'record>(
    what: &str,
    ids: impl Iterator<Item = &'record String>,
    first: i64,
) -> Result<FxHashMap<&'record str, i64>, String> {
    let mut keys = FxHashMap::default();
    for (id, key) in ids.zip(first..) {
        if keys.insert(id.as_str(), key).is_some() {
            return Err(format!("two have the id of {what} {id}"));
        }
    }
    Ok(keys)
}
