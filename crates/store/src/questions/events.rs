//! Who did what to whom: events by day, party, act, status, place, source, claimant and words.

use std::io;

use rusqlite::{params_from_iter, types::Value as Sql};

use super::{
    Words,
    conditions::{Conditions, is_entity, is_place},
    limit,
};
use crate::{Answer, Problem, Store};

/// Which events are wanted; everything that stands by default. Of the values of one list any will do, and every list must be met.
///
/// A party (`actor`, `recipient`, `either`, `claimant`) is an ISO 3166-1 alpha-3 code, the beginning of an actor code (`RUSGOV`), or words
/// of a name.
#[derive(Debug, Clone, Default)]
pub struct EventFilter {
    /// Begins on or after this day; a month or a year will do.
    pub from: Option<String>,
    /// Begins on or before this day.
    pub to: Option<String>,
    /// Who acts.
    pub actor: Vec<String>,
    /// Whom it is done to.
    pub recipient: Vec<String>,
    /// Who acts or whom it is done to.
    pub either: Vec<String>,
    /// PLOVER types of the act.
    pub kind: Vec<String>,
    /// PLOVER modes of the act.
    pub mode: Vec<String>,
    /// Whether it happened.
    pub status: Vec<String>,
    /// Quad classes.
    pub quad: Vec<String>,
    /// Names of places, or of the region that they lie in.
    pub place: Vec<String>,
    /// ISO 3166-1 alpha-3 codes of the country where it happened.
    pub country: Vec<String>,
    /// Publishers.
    pub source: Vec<String>,
    /// Words of the story.
    pub text: Option<Words>,
    /// Least confidence.
    pub min_confidence: Option<f64>,
    /// Who says so.
    pub claimant: Vec<String>,
    /// Leave out what the same story told further up.
    pub told_once: bool,
    /// At most so many rows.
    pub limit: Option<usize>,
    /// Which come first.
    pub order: Order,
}

/// The order of events.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Order {
    /// By day, those without one last.
    #[default]
    Day,
    /// By day, the latest first; those without one last.
    Latest,
    /// The surest first.
    Confidence,
}

/// How much of each event is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Detail {
    /// A few columns to read side by side.
    Short,
    /// The columns of the view `events_flat`.
    Full,
}

const SHORT: &str = "f.day, coalesce(f.actors, '?') || coalesce(' → ' || f.recipients, '') AS who,
    f.type || coalesce(' ' || f.mode, '') AS act, f.status, f.plover_type AS plover, f.cameo, f.place, f.claimants, f.confidence,
    replace(f.sentence, char(10), ' ') AS words, f.source, f.story_id AS story";
const FULL: &str = "f.day, f.begin, f.end, f.actors, f.actor_codes, f.recipients, f.recipient_codes, f.type, f.mode, f.status,
    f.plover_type, f.plover_mode, f.cameo, f.quad, f.score, f.contexts, f.place, f.place_country, f.place_admin1, f.latitude,
    f.longitude, f.quantities, f.claimants, f.confidence, f.told_before, f.anchor, f.sentence, f.story_id, f.id, f.source, f.published,
    f.headline, f.url";

impl Store {
    /// The events that the filter lets through, a row each.
    ///
    /// # Errors
    /// The inner result is the answer's own failure to write.
    pub fn events(&self, filter: &EventFilter, detail: Detail, answer: &mut dyn Answer) -> Result<io::Result<()>, Problem> {
        let (conditions, mut values) = conditions(filter).finish();
        values.push(limit(filter.limit));
        let order = match filter.order {
            Order::Day => "day NULLS LAST, event",
            Order::Latest => "day DESC, event DESC",
            Order::Confidence => "confidence DESC, event",
        };
        let columns = if detail == Detail::Short { SHORT } else { FULL };
        // Which events, before anything is looked up about them.
        let sql = format!(
            "SELECT {columns} FROM (SELECT e.event, e.day, e.confidence FROM events e WHERE {conditions} ORDER BY {order} LIMIT ?) c
             CROSS JOIN events_flat f ON f.event = c.event ORDER BY {}",
            order.split(", ").map(|key| format!("c.{key}")).collect::<Vec<_>>().join(", ")
        );
        self.answer(&sql, params_from_iter(values), answer)
    }
}

fn conditions(filter: &EventFilter) -> Conditions {
    let mut all = Conditions::default();
    all.add("e.stands = 1", []);
    all.between("e.day", filter.from.as_deref(), filter.to.as_deref());
    all.one_of("e.type", &filter.kind);
    all.one_of("e.mode", &filter.mode);
    all.one_of("e.status", &filter.status);
    all.one_of("e.quad", &filter.quad);
    all.parties(&["event_actors"], &filter.actor);
    all.parties(&["event_recipients"], &filter.recipient);
    all.parties(&["event_actors", "event_recipients"], &filter.either);
    if !filter.country.is_empty() {
        let marks = vec!["?"; filter.country.len()].join(", ");
        all.add(
            format!("e.place IN (SELECT entity FROM entities WHERE country IN ({marks}))"),
            filter.country.iter().cloned().map(Sql::from),
        );
    }
    one_place(&mut all, &filter.place);
    if !filter.source.is_empty() {
        let marks = vec!["?"; filter.source.len()].join(", ");
        all.add(
            format!("e.story IN (SELECT story FROM stories WHERE source IN ({marks}))"),
            filter.source.iter().cloned().map(Sql::from),
        );
    }
    if let Some(words) = &filter.text {
        all.add(
            "e.story IN (SELECT rowid FROM stories_search WHERE stories_search MATCH ?)",
            [words.as_match().to_owned().into()],
        );
    }
    if let Some(least) = filter.min_confidence {
        all.add("e.confidence >= ?", [least.into()]);
    }
    for_claimants(&mut all, &filter.claimant);
    if filter.told_once {
        all.add("e.same_as IS NULL", []);
    }
    all
}

fn one_place(all: &mut Conditions, places: &[String]) {
    if places.is_empty() {
        return;
    }
    let (conditions, values): (Vec<String>, Vec<Vec<Sql>>) = places.iter().map(|place| is_place(place)).unzip();
    all.add(
        format!("e.place IN (SELECT n.entity FROM entities n WHERE {})", conditions.join(" OR ")),
        values.into_iter().flatten(),
    );
}

fn for_claimants(all: &mut Conditions, claimants: &[String]) {
    if claimants.is_empty() {
        return;
    }
    let (conditions, values): (Vec<String>, Vec<Vec<Sql>>) = claimants.iter().map(|claimant| is_entity(claimant)).unzip();
    all.add(
        format!(
            "e.event IN (SELECT l.event FROM entities n CROSS JOIN statements t ON t.source = n.entity
                         CROSS JOIN event_attributed_to l USING (statement) WHERE {})",
            conditions.join(" OR ")
        ),
        values.into_iter().flatten(),
    );
}
