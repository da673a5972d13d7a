//! What a selection is made of: its most frequent values, field by field, as a reader narrows by them.

use rustc_hash::FxHashSet;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{NO_MODE, NONE, QUADS, STATUSES, Selection};

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
        let mut kinds = vec![0; 256];
        let mut modes = vec![0; columns.modes.len()];
        let (mut statuses, mut quads) = (vec![0; STATUSES.len()], vec![0; QUADS.len()]);
        let (mut actors, mut recipients) = (vec![0; columns.parties.len()], vec![0; columns.parties.len()]);
        let (mut places, mut sources) = (vec![0; columns.places.len()], vec![0; columns.sources.len()]);
        let mut stories = FxHashSet::default();
        for row in self.rows() {
            kinds[row.kind as usize] += 1;
            statuses[row.status as usize] += 1;
            quads[row.quad as usize] += 1;
            if row.mode != NO_MODE {
                modes[row.mode as usize] += 1;
            }
            if row.place != NONE {
                places[row.place as usize] += 1;
            }
            if row.source != NONE {
                sources[row.source as usize] += 1;
            }
            columns.actors(row).iter().for_each(|party| actors[*party as usize] += 1);
            columns.recipients(row).iter().for_each(|party| recipients[*party as usize] += 1);
            stories.insert(row.story);
        }
        let mut countries = super::Dictionary::default();
        let mut by_country = Vec::new();
        for (place, events) in columns.places.values().iter().zip(places).filter(|(_, events)| *events > 0) {
            if let Some(country) = &place.country {
                let number = countries.number(country.clone()) as usize;
                by_country.resize(by_country.len().max(number + 1), 0);
                by_country[number] += events;
            }
        }
        let plain = |value: &String| (value.clone(), None);
        let listed = |value: &&str| ((*value).to_owned(), None);
        let party = |party: &super::Party| (party.name.clone(), party.code.clone());
        Facets {
            stories: stories.len() as u64,
            types: top(columns.kinds.values(), &kinds, most, plain),
            modes: top(columns.modes.values(), &modes, most, plain),
            statuses: top(&STATUSES, &statuses, most, listed),
            quads: top(&QUADS.map(|(name, _)| name), &quads, most, listed),
            actors: top(columns.parties.values(), &actors, most, party),
            recipients: top(columns.parties.values(), &recipients, most, party),
            countries: top(countries.values(), &by_country, most, plain),
            sources: top(columns.sources.values(), &sources, most, plain),
        }
    }
}

fn top<T>(values: &[T], counts: &[u64], most: usize, name: impl Fn(&T) -> (String, Option<String>)) -> Vec<Facet> {
    let mut found: Vec<usize> = (0..values.len()).filter(|at| counts[*at] > 0).collect();
    let order = |a: &usize, b: &usize| counts[*b].cmp(&counts[*a]).then(a.cmp(b));
    // Ties at the edge are told apart by the order of the dictionary before names are looked at.
    if found.len() > most {
        found.select_nth_unstable_by(most, order);
        found.truncate(most);
    }
    let mut facets: Vec<Facet> = found
        .into_iter()
        .map(|at| {
            let (value, code) = name(&values[at]);
            Facet { value, code, events: counts[at] }
        })
        .collect();
    facets.sort_by(|a, b| b.events.cmp(&a.events).then_with(|| (&a.value, &a.code).cmp(&(&b.value, &b.code))));
    facets
}
