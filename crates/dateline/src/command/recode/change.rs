//! What another engine changed. In: each story's record before and after. Out: counts by table, events by type, examples.
//!
//! An event stays the same event where the same words say the same type of act; it changed where anything else about it did. Ids
//! may shift from one engine to the next and count for nothing: entities are compared by name and code.

use std::{collections::BTreeMap, fmt};

use record::{Event, Record};

/// Everything seen so far.
#[derive(Debug, Default)]
pub(super) struct Change {
    stories: usize,
    changed: usize,
    tables: [(&'static str, usize, usize); 8],
    types: BTreeMap<String, OfType>,
    examples: Vec<String>,
    wanted: usize,
}

#[derive(Debug, Default, Clone, Copy)]
struct OfType {
    before: usize,
    after: usize,
    gained: usize,
    lost: usize,
    changed: usize,
}

impl Change {
    /// Keeps the first `examples` differences to show.
    pub(super) fn new(examples: usize) -> Self {
        Self { wanted: examples, ..Self::default() }
    }

    /// How many stories were compared.
    pub(super) fn stories(&self) -> usize {
        self.stories
    }

    /// Compares one story's records.
    pub(super) fn add(&mut self, before: &Record, after: &Record) {
        self.stories += 1;
        let counts = |r: &Record| {
            let mentions = r.entities.iter().map(|e| e.mentions.len()).sum();
            [
                r.sentences.len(),
                r.entities.len(),
                mentions,
                r.times.len(),
                r.quantities.len(),
                r.statements.len(),
                r.events.len(),
                r.uncoded.len(),
            ]
        };
        let names = ["sentences", "entities", "mentions", "times", "quantities", "statements", "events", "uncoded"];
        for (table, (name, (before, after))) in
            self.tables.iter_mut().zip(names.into_iter().zip(counts(before).into_iter().zip(counts(after))))
        {
            *table = (name, table.1 + before, table.2 + after);
        }
        let mut same = before.entities == after.entities && before.times == after.times && before.quantities == after.quantities;
        same &= before.statements == after.statements && before.uncoded == after.uncoded && before.sentences == after.sentences;
        same &= before.events == after.events;
        self.changed += usize::from(!same);
        self.events(before, after);
    }

    fn events(&mut self, before: &Record, after: &Record) {
        let mut left: Vec<&Event> = after.events.iter().collect();
        for event in &before.events {
            self.types.entry(event.kind.clone()).or_default().before += 1;
            let there = left.iter().position(|other| other.anchor == event.anchor && other.kind == event.kind);
            let of_type = self.types.entry(event.kind.clone()).or_default();
            match there {
                None => {
                    of_type.lost += 1;
                    self.example('-', before, event);
                }
                Some(at) => {
                    let now = left.remove(at);
                    if said(before, event) != said(after, now) || event.confidence != now.confidence {
                        of_type.changed += 1;
                        self.example('<', before, event);
                        self.example('>', after, now);
                    }
                }
            }
        }
        for event in &after.events {
            self.types.entry(event.kind.clone()).or_default().after += 1;
        }
        for event in left {
            self.types.entry(event.kind.clone()).or_default().gained += 1;
            self.example('+', after, event);
        }
    }

    fn example(&mut self, sign: char, record: &Record, event: &Event) {
        // A changed event takes two lines and is not cut in half.
        if self.examples.len() < self.wanted || sign == '>' && self.examples.last().is_some_and(|last| last.starts_with('<')) {
            self.examples.push(format!("{sign} {}: {}; confidence {}", record.story.id, said(record, event), event.confidence));
        }
    }
}

/// An event in words that do not depend on ids.
fn said(record: &Record, event: &Event) -> String {
    let entity = |id: &String| {
        let found = record.entities.iter().find(|entity| entity.id == *id);
        found.map_or_else(|| id.clone(), |e| format!("{} ({})", e.name, e.code.as_deref().unwrap_or("?")))
    };
    let all = |ids: &[String]| match ids {
        [] => "nobody named".to_owned(),
        ids => ids.iter().map(entity).collect::<Vec<_>>().join(" and "),
    };
    let words: String =
        record.story.text.chars().skip(event.anchor.start).take(event.anchor.end.saturating_sub(event.anchor.start)).collect();
    let mode = event.mode.as_deref().map(|mode| format!(" {mode}")).unwrap_or_default();
    let status = serde_json::to_value(event.status).ok().and_then(|word| word.as_str().map(str::to_owned)).unwrap_or_default();
    let day = |day: &Option<String>| day.clone().unwrap_or_else(|| "?".into());
    let voice = if event.attributed_to.is_empty() { "" } else { ", attributed" };
    let place = event.place.as_ref().map(|id| format!(", in {}", entity(id))).unwrap_or_default();
    format!(
        "\"{words}\" {}{mode} {status}: {} → {}, CAMEO {}, {} to {}{place}{voice}",
        event.kind,
        all(&event.actors),
        all(&event.recipients),
        event.cameo,
        day(&event.begin),
        day(&event.end)
    )
}

impl fmt::Display for Change {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{} of them have another record now\n", self.changed)?;
        writeln!(f, "{:<14}{:>10}{:>10}{:>10}", "", "before", "after", "more")?;
        for (name, before, after) in &self.tables {
            writeln!(f, "{name:<14}{before:>10}{after:>10}{:>+10}", *after as i64 - *before as i64)?;
        }
        writeln!(f, "\n{:<14}{:>10}{:>10}{:>10}{:>10}{:>10}", "events", "before", "after", "gained", "lost", "changed")?;
        for (kind, n) in &self.types {
            writeln!(f, "{kind:<14}{:>10}{:>10}{:>10}{:>10}{:>10}", n.before, n.after, n.gained, n.lost, n.changed)?;
        }
        if !self.examples.is_empty() {
            writeln!(f, "\n+ gained, - lost, < before and > after a change")?;
        }
        self.examples.iter().try_for_each(|line| writeln!(f, "{line}"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn record() -> Record {
        serde_json::from_str(include_str!("../../../tests/records/visit.json")).expect("a record")
    }

    fn sums(change: &Change) -> [usize; 3] {
        change.types.values().fold([0; 3], |[g, l, c], n| [g + n.gained, l + n.lost, c + n.changed])
    }

    #[test]
    fn events_are_gained_lost_and_changed() {
        type Edit = fn(&mut Record);
        let cases: &[(&str, Edit, [usize; 3])] = &[
            ("nothing", |_| {}, [0, 0, 0]),
            ("one lost", |r| drop(r.events.remove(0)), [0, 1, 0]),
            ("another type", |r| r.events[0].kind = "AID".into(), [1, 1, 0]),
            ("another status", |r| r.events[0].status = record::Status::Denied, [0, 0, 1]),
            ("another id alone", |r| r.events[0].id = "v99".into(), [0, 0, 0]),
            ("another country", |r| r.entities[1].country = Some("DNK".into()), [0, 0, 0]),
        ];
        for (name, edit, expected) in cases {
            let mut after = record();
            edit(&mut after);
            let mut change = Change::new(100);
            change.add(&record(), &after);
            assert_eq!(sums(&change), *expected, "{name}");
            assert_eq!(change.examples.is_empty(), *expected == [0, 0, 0], "{name}");
        }
    }

    #[test]
    fn an_actor_of_another_name_changes_its_events() {
        let mut after = record();
        let actor = after.events[0].actors[0].clone();
        let its = after.events.iter().filter(|event| event.actors.contains(&actor) || event.recipients.contains(&actor)).count();
        after.entities.iter_mut().filter(|entity| entity.id == actor).for_each(|entity| entity.name.push('x'));
        let mut change = Change::new(0);
        change.add(&record(), &after);
        assert_eq!(sums(&change), [0, 0, its]);
    }

    #[test]
    fn examples_end_with_a_whole_pair() {
        let mut after = record();
        for event in &mut after.events {
            event.status = record::Status::Denied;
        }
        let mut change = Change::new(1);
        change.add(&record(), &after);
        assert_eq!(change.examples.len(), 2, "{change}");
    }
}
