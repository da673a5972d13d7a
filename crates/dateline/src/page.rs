//! A story's record as a page of text for a person: the words of each part and the reason for it.
//!
//! In: a record and its explanation. Out: every sentence with what was found in it, then the entities with each mention.

use std::fmt::Write as _;

use coder::explanation::Explanation;
use record::{Entity, Event, Record, Span};

/// A story's records for a person to read: every sentence with what was found in it, then the entities with each mention.
pub fn explanation_page(record: &Record, explanation: &Explanation) -> String {
    let characters: Vec<char> = record.story.text.chars().collect();
    let page = Page { record, explanation, characters };
    let mut out = String::new();
    let story = &record.story;
    _ = writeln!(out, "{}  {}", story.published.as_deref().unwrap_or("no day of publication"), story.id);
    if let Some(dateline) = &story.dateline {
        _ = writeln!(out, "dateline {}{}", dateline.text, page.named(dateline.place.as_ref()));
    }
    for (index, sentence) in record.sentences.iter().enumerate() {
        _ = writeln!(out, "\n{} | {}", index + 1, page.words(*sentence));
        for item in page.items(*sentence) {
            page.write(&mut out, "    ", &item);
        }
        if let Some(uncoded) = record.uncoded.iter().find(|u| u.sentence == index) {
            _ = writeln!(out, "    no event: {}", plain(&uncoded.reason).replace('_', " "));
        }
    }
    _ = writeln!(out, "\nentities");
    for entity in &record.entities {
        page.write(&mut out, "  ", &page.entity(entity));
    }
    out
}

/// A record in one line, and its id.
struct Item<'r> {
    id: &'r str,
    line: String,
}

struct Page<'r> {
    record: &'r Record,
    explanation: &'r Explanation,
    characters: Vec<char>,
}

impl<'r> Page<'r> {
    /// The words of a span on one line.
    fn words(&self, span: Span) -> String {
        let words: String = self.characters[span.start..span.end].iter().collect();
        words.split_whitespace().collect::<Vec<_>>().join(" ")
    }

    fn all_words(&self, spans: &[Span]) -> String {
        spans.iter().map(|span| format!("\"{}\"", self.words(*span))).collect::<Vec<_>>().join(" … ")
    }

    /// An entity by id, as ` = e4 Ana Brandt`; nothing where there is none.
    fn named(&self, id: Option<&String>) -> String {
        let entity = id.and_then(|id| self.record.entities.iter().find(|e| e.id == *id));
        entity.map_or(String::new(), |e| {
            let code = e.code.as_ref().map_or(String::new(), |code| format!(", {code}"));
            format!(" = {} {}{code}", e.id, e.name)
        })
    }

    fn write(&self, out: &mut String, indent: &str, item: &Item<'_>) {
        _ = writeln!(out, "{indent}{:<4} {}", item.id, item.line);
        for step in self.explanation.steps(item.id) {
            _ = writeln!(out, "{indent}       · {step}");
        }
    }

    /// Several entities by id.
    fn parties(&self, ids: &[String]) -> String {
        let names: Vec<String> = ids.iter().map(|id| self.named(Some(id)).trim_start_matches(" = ").to_string()).collect();
        if names.is_empty() { "nobody named".to_string() } else { names.join(" and ") }
    }

    fn event(&self, event: &'r Event) -> Item<'r> {
        let act = |kind: &str, mode: &Option<record::Mode>| match mode {
            Some(mode) => format!("{kind} {}", plain(mode)),
            None => kind.to_string(),
        };
        let mut line = format!(
            "\"{}\" {} {}: {} → {}; codes as {}, CAMEO {}, {}, score {}",
            self.words(event.anchor),
            act(&event.kind, &event.mode),
            plain(&event.status),
            self.parties(&event.actors),
            self.parties(&event.recipients),
            act(&event.plover.kind, &event.plover.mode),
            event.cameo,
            plain(&event.quad).replace('_', " "),
            event.score,
        );
        for (label, values) in
            [("contexts", &event.contexts), ("quantities", &event.quantities), ("attributed to", &event.attributed_to)]
        {
            if !values.is_empty() {
                _ = write!(line, "; {label} {}", values.join(", "));
            }
        }
        if let (Some(begin), Some(end)) = (&event.begin, &event.end) {
            _ = write!(line, "; {begin} to {end}");
        }
        if event.place.is_some() {
            _ = write!(line, "; place{}", self.named(event.place.as_ref()));
        }
        if let Some(same) = &event.same_as {
            _ = write!(line, "; the same as {same}");
        }
        _ = write!(line, "; confidence {:.2}", event.confidence);
        Item { id: &event.id, line }
    }

    /// Times, quantities, statements and events that begin in a sentence, in text order.
    fn items(&self, sentence: Span) -> Vec<Item<'r>> {
        let here = |span: &Span| sentence.start <= span.start && span.start < sentence.end;
        let mut items: Vec<(usize, Item<'r>)> = Vec::new();
        for time in self.record.times.iter().filter(|t| here(&t.span)) {
            let value = time.value.as_deref().unwrap_or("value unknown");
            let days = match (&time.begin, &time.end) {
                (Some(begin), Some(end)) => format!(", {begin} to {end}"),
                _ => String::new(),
            };
            let kind = plain(&time.kind);
            items.push((
                time.span.start,
                Item { id: &time.id, line: format!("\"{}\" {kind} {value}{days}", self.words(time.span)) },
            ));
        }
        for quantity in self.record.quantities.iter().filter(|q| here(&q.span)) {
            let number = |n: Option<f64>| n.map(|n| format!(" {n}")).unwrap_or_default();
            let line = format!(
                "\"{}\" {}{}{}{}{}{}",
                self.words(quantity.span),
                plain(&quantity.bound),
                number(quantity.value),
                number(quantity.upper),
                quantity.unit.as_ref().map_or(String::new(), |unit| format!(" {unit}")),
                quantity.casualty.map_or(String::new(), |casualty| format!(", {}", plain(&casualty))),
                self.named(quantity.holder.as_ref()),
            );
            items.push((quantity.span.start, Item { id: &quantity.id, line }));
        }
        for statement in &self.record.statements {
            let Some(at) = statement.cue.spans.first().filter(|span| here(span)) else { continue };
            let mut line = match statement.source.spans.as_slice() {
                [] => "somebody unnamed".to_string(),
                spans => self.all_words(spans),
            };
            line += &self.named(statement.source.entity.as_ref());
            _ = write!(
                line,
                " {} {}{}",
                plain(&statement.manner),
                if statement.negated { "not " } else { "" },
                self.all_words(&statement.cue.spans)
            );
            if let Some(addressee) = &statement.addressee {
                _ = write!(line, " to {}{}", self.all_words(&addressee.spans), self.named(addressee.entity.as_ref()));
            }
            if let Some(time) = &statement.time {
                _ = write!(line, ", at {time}");
            }
            if statement.place.is_some() {
                _ = write!(line, ", place{}", self.named(statement.place.as_ref()));
            }
            _ = write!(line, ": {}", self.all_words(&statement.content));
            items.push((at.start, Item { id: &statement.id, line }));
        }
        let events = self.record.events.iter().filter(|e| here(&e.anchor));
        items.extend(events.map(|event| (event.anchor.start, self.event(event))));
        items.sort_by_key(|(at, _)| *at);
        items.into_iter().map(|(_, item)| item).collect()
    }

    fn entity(&self, entity: &'r Entity) -> Item<'r> {
        let mut line = format!("{}, {}", entity.name, plain(&entity.kind));
        for (label, value) in [("country", &entity.country), ("role", &entity.role), ("code", &entity.code)] {
            if let Some(value) = value {
                _ = write!(line, ", {label} {value}");
            }
        }
        if let (Some(latitude), Some(longitude)) = (entity.latitude, entity.longitude) {
            _ = write!(line, ", at {latitude:.2} {longitude:.2}");
            if let Some(geonames) = entity.geonames {
                _ = write!(line, " (GeoNames {geonames})");
            }
        }
        Item { id: &entity.id, line }
    }
}

/// A value as the record writes it, without its quotation marks.
fn plain(value: &impl serde::Serialize) -> String {
    serde_json::to_value(value).ok().and_then(|v| v.as_str().map(str::to_owned)).unwrap_or_default()
}
