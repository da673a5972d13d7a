//! What a selection is made of: its most frequent values, field by field, as a reader narrows by them.

use rustc_hash::FxHashMap;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{
    NO_MODE, NONE, QUADS, STATUSES, Selection,
    set::Set,
    tally::{Tally, first},
};

/// A value with the number of events that have it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Facet {
    /// The value: what the parameter of the field's name takes.
    pub value: String,
    /// What else tells it apart: an actor's code.
    pub code: Option<String>,
    /// Events.
    pub events: u64,
}

/// The most frequent values of each field, the most frequent first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Facets {
    /// Stories that tell the events.
    pub stories: u64,
    /// PLOVER types.
    pub types: Vec<Facet>,
    /// PLOVER modes.
    pub modes: Vec<Facet>,
    /// Whether it happened.
    pub statuses: Vec<Facet>,
    /// Quad classes.
    pub quads: Vec<Facet>,
    /// Who acts.
    pub actors: Vec<Facet>,
    /// Whom it is done to.
    pub recipients: Vec<Facet>,
    /// Where, as countries.
    pub countries: Vec<Facet>,
    /// Publishers.
    pub sources: Vec<Facet>,
}

impl Selection<'_> {
    /// At most `most` values of each field.
    pub fn facets(&self, most: usize) -> Facets {
        let columns = self.columns;
        let (mut kinds, mut modes) = (Tally::<u64>::below(256), Tally::<u64>::below(columns.modes.len()));
        let (mut statuses, mut quads) = (Tally::<u64>::below(STATUSES.len()), Tally::<u64>::below(QUADS.len()));
        let (mut actors, mut recipients) =
            (Tally::<u64>::below(columns.parties.len()), Tally::<u64>::below(columns.parties.len()));
        let (mut places, mut sources) = (Tally::<u64>::below(columns.places.len()), Tally::<u64>::below(columns.sources.len()));
        let mut stories = Set::default();
        for row in self.rows() {
            *kinds.of(row.kind.into()) += 1;
            *statuses.of(row.status.into()) += 1;
            *quads.of(row.quad.into()) += 1;
            if row.mode != NO_MODE {
                *modes.of(row.mode.into()) += 1;
            }
            if row.place != NONE {
                *places.of(row.place) += 1;
            }
            if row.source != NONE {
                *sources.of(row.source) += 1;
            }
            columns.actors(row).iter().for_each(|party| *actors.of(*party) += 1);
            columns.recipients(row).iter().for_each(|party| *recipients.of(*party) += 1);
            stories.insert(row.story as usize);
        }
        let mut by_country: FxHashMap<&str, u64> = FxHashMap::default();
        for (place, events) in places.sums() {
            if let Some(country) = &columns.places.values()[*place as usize].country {
                *by_country.entry(country).or_default() += events;
            }
        }
        let countries = by_country.into_iter().map(|(country, events)| Facet { value: country.to_owned(), code: None, events });
        let plain = |value: &String| (value.clone(), None);
        let listed = |value: &&str| ((*value).to_owned(), None);
        let party = |party: &super::Party| (party.name.clone(), party.code.clone());
        Facets {
            stories: stories.len(),
            types: top(columns.kinds.values(), &kinds, most, plain),
            modes: top(columns.modes.values(), &modes, most, plain),
            statuses: top(&STATUSES, &statuses, most, listed),
            quads: top(&QUADS.map(|(name, _)| name), &quads, most, listed),
            actors: top(columns.parties.values(), &actors, most, party),
            recipients: top(columns.parties.values(), &recipients, most, party),
            countries: in_order(countries.collect(), most),
            sources: top(columns.sources.values(), &sources, most, plain),
        }
    }
}

fn top<T>(values: &[T], counts: &Tally<u64>, most: usize, name: impl Fn(&T) -> (String, Option<String>)) -> Vec<Facet> {
    let mut found = counts.sums().to_vec();
    // Ties at the edge are told apart by the order of the dictionary before names are looked at.
    first(&mut found, most, |a, b| b.1.cmp(&a.1).then(a.0.cmp(&b.0)));
    let named = found.into_iter().map(|(at, events)| {
        let (value, code) = name(&values[at as usize]);
        Facet { value, code, events }
    });
    in_order(named.collect(), most)
}

fn in_order(mut facets: Vec<Facet>, most: usize) -> Vec<Facet> {
    first(&mut facets, most, |a, b| b.events.cmp(&a.events).then_with(|| (&a.value, &a.code).cmp(&(&b.value, &b.code))));
    facets
}
