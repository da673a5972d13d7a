//! What grouping needs of a story. In: a record. Out: its actors, acts, places, days, figures, weighted terms and shingles.

use std::collections::{BTreeMap, BTreeSet};
use std::hash::{Hash, Hasher};

use jiff::civil::Date;
use record::{Casualty, EntityKind, MentionKind, PartKind, Record, Span, Status, Story};
use rustc_hash::FxHasher;
use serde::{Deserialize, Serialize};

use crate::background::{Background, terms};
use crate::vector::Vector;

/// Words of a shingle. Five tell a copied passage from a common phrase.
const SHINGLE: usize = 5;
/// Paragraphs that count as the lead.
const LEAD: usize = 3;
/// What a term of the headline, of the lead and of a name weighs beside one of the body.
const HEADLINE_WEIGHT: f64 = 3.0;
const LEAD_WEIGHT: f64 = 1.0;
const NAME_WEIGHT: f64 = 1.0;

/// A compact account of a story, which can be kept in place of its record.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Digest {
    /// Id of the story.
    pub story: String,
    /// Its source.
    pub source: Option<String>,
    /// Day of publication, `2025-07-09`; `None` where the record gives none.
    pub day: Option<String>,
    /// Its headline.
    pub headline: Option<String>,
    /// The chain of versions it belongs to, where its source says.
    pub chain: Option<String>,
    /// Names of people, organizations and groups.
    pub actors: BTreeSet<String>,
    /// PLOVER types of what occurred or goes on.
    pub acts: BTreeSet<String>,
    /// Names of places and countries.
    pub places: BTreeSet<String>,
    /// Days on which what it reports happened.
    pub days: BTreeSet<String>,
    /// What it counts.
    pub figures: Vec<Figure>,
    /// Its terms, weighted by where they stand and how rare they are.
    pub terms: Vector,
    /// Hashes of every five words in a row, sorted.
    pub shingles: Vec<u64>,
}

/// A number of something.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Figure {
    /// The number.
    pub value: f64,
    /// What is counted.
    pub unit: String,
    /// What befell those counted.
    pub casualty: Option<Casualty>,
}

impl Digest {
    /// The digest of a record. `chain` is that of its delivery, if there is one.
    pub fn of(record: &Record, chain: Option<&str>, background: &Background) -> Self {
        let story = &record.story;
        let named = || record.entities.iter().filter(|e| e.mentions.iter().any(|m| m.kind == MentionKind::Name));
        let place = |kind| matches!(kind, EntityKind::Country | EntityKind::Place | EntityKind::Facility);
        let names = |places: bool| named().filter(|e| place(e.kind) == places).map(|e| e.name.clone()).collect();
        let happened = || record.events.iter().filter(|e| matches!(e.status, Status::Occurred | Status::Ongoing));
        Self {
            story: story.id.clone(),
            source: story.source.clone(),
            day: story.published.as_ref().and_then(|p| p.get(..10)).filter(|day| day.parse::<Date>().is_ok()).map(str::to_owned),
            headline: story.headline.clone(),
            chain: chain.map(str::to_owned),
            actors: names(false),
            acts: happened().map(|e| e.kind.clone()).collect(),
            places: names(true),
            days: happened().filter(|e| e.begin == e.end).filter_map(|e| e.begin.clone()).collect(),
            figures: record.quantities.iter().filter_map(figure).collect(),
            terms: weighted(record, background),
            shingles: shingles(body(story)),
        }
    }
}

fn figure(quantity: &record::Quantity) -> Option<Figure> {
    let unit = quantity.unit.clone().or_else(|| quantity.casualty.map(|_| "person".to_owned()))?;
    Some(Figure { value: quantity.value?, unit, casualty: quantity.casualty })
}

fn weighted(record: &Record, background: &Background) -> Vector {
    let mut counts: BTreeMap<String, u32> = BTreeMap::new();
    for term in terms(&record.story.text) {
        *counts.entry(term).or_default() += 1;
    }
    let mut weights: BTreeMap<String, f64> = counts.into_iter().map(|(term, n)| (term, 1.0 + f64::from(n).ln())).collect();
    let mut raise = |text: &str, by: f64| {
        for term in terms(text).into_iter().collect::<BTreeSet<_>>() {
            *weights.entry(term).or_default() += by;
        }
    };
    raise(record.story.headline.as_deref().unwrap_or_default(), HEADLINE_WEIGHT);
    let paragraphs = record.story.parts.iter().filter(|p| p.kind == PartKind::Paragraph).take(LEAD);
    raise(&paragraphs.map(|p| words(&record.story.text, p.span)).collect::<Vec<_>>().join(" "), LEAD_WEIGHT);
    for entity in &record.entities {
        if entity.mentions.iter().any(|m| m.kind == MentionKind::Name) {
            raise(&entity.name, NAME_WEIGHT);
        }
    }
    for (term, weight) in &mut weights {
        *weight *= background.weight(term);
    }
    Vector::unit(weights)
}

fn words(text: &str, span: Span) -> String {
    text.chars().skip(span.start).take(span.end.saturating_sub(span.start)).collect()
}

/// The text without its headline: a copy often runs under another one.
fn body(story: &Story) -> &str {
    let headline = story.parts.iter().filter(|part| part.kind == PartKind::Headline).map(|part| part.span.end).max().unwrap_or(0);
    let from = story.text.char_indices().nth(headline).map_or(story.text.len(), |(at, _)| at);
    &story.text[from..]
}

/// The hashes of every five terms in a row, sorted, each once.
pub(crate) fn shingles(text: &str) -> Vec<u64> {
    let hash = |window: &[String]| {
        let mut hasher = FxHasher::default();
        window.hash(&mut hasher);
        hasher.finish()
    };
    let hashes: BTreeSet<u64> = terms(text).windows(SHINGLE).map(hash).collect();
    hashes.into_iter().collect()
}
