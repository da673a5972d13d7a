//! Which events a filter lets through: the same as `Store::events` says, told from the columns.

use std::sync::Arc;

use rustc_hash::FxHashSet;

use super::{Columns, NO_MODE, NONE, Party, Place, QUADS, Row, STATUSES, index::Lists, remembered::Named, set::Set};
use crate::{EventFilter, Problem, Store, questions};

/// Events of some columns, by day and key.
#[derive(Debug)]
pub struct Selection<'c> {
    pub(super) columns: &'c Columns,
    /// Places in `columns.rows`, ascending.
    pub(super) rows: Vec<u32>,
}

impl<'c> Selection<'c> {
    /// How many there are.
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    pub(super) fn rows(&self) -> impl DoubleEndedIterator<Item = &'c Row> + '_ {
        self.rows.iter().map(|at| &self.columns.rows[*at as usize])
    }
}

/// A filter made ready: sets of numbers instead of names.
struct Ready {
    kinds: Option<Arc<Set>>,
    modes: Option<Arc<Set>>,
    statuses: Option<Arc<Set>>,
    quads: Option<Arc<Set>>,
    actors: Option<Arc<Set>>,
    recipients: Option<Arc<Set>>,
    either: Option<Arc<Set>>,
    claimants: Option<Arc<Set>>,
    places: Option<Arc<Set>>,
    countries: Option<Arc<Set>>,
    sources: Option<Arc<Set>>,
    stories: Option<Arc<Set>>,
    least: f32,
    told_once: bool,
}

impl Ready {
    /// Whether nothing is left of it that a row has to be looked at for.
    fn is_met(&self) -> bool {
        let sets = [
            &self.kinds,
            &self.modes,
            &self.statuses,
            &self.quads,
            &self.actors,
            &self.recipients,
            &self.either,
            &self.claimants,
            &self.places,
            &self.countries,
            &self.sources,
            &self.stories,
        ];
        !self.told_once && self.least == f32::NEG_INFINITY && sets.into_iter().all(Option::is_none)
    }
}

impl Columns {
    /// The events that the filter lets through; its limit and order are not looked at. Words are looked up in the file.
    pub fn select(&self, store: &Store, filter: &EventFilter) -> Result<Selection<'_>, Problem> {
        let dated = filter.from.is_some() || filter.to.is_some();
        let first = bound(filter.from.as_deref(), '0').unwrap_or(u32::from(dated));
        let last = bound(filter.to.as_deref(), '9').unwrap_or(u32::MAX);
        let from = self.rows.partition_point(|row| row.day < first);
        let to = self.rows.partition_point(|row| row.day <= last).max(from);
        let mut ready = self.ready(store, filter)?;
        let candidates = self.candidates(&mut ready, to - from);
        let met = ready.is_met();
        let lets_through = |at: &usize| met || self.lets_through(&ready, &self.rows[*at]);
        let rows = match candidates {
            Some(rows) => rows.numbers_in(from, to).filter(lets_through).map(|at| at as u32).collect(),
            None => (from..to).filter(lets_through).map(|at| at as u32).collect(),
        };
        Ok(Selection { columns: self, rows })
    }

    /// The rows that the narrowest parts of the filter leave, where these are much fewer than those of the days asked for; these parts are then
    /// met and taken out of it.
    fn candidates(&self, ready: &mut Ready, days: usize) -> Option<Set> {
        let index = &self.index;
        let parts: [(&mut Option<Arc<Set>>, &[&Lists]); 9] = [
            (&mut ready.kinds, &[&index.kinds]),
            (&mut ready.actors, &[&index.actors]),
            (&mut ready.recipients, &[&index.recipients]),
            (&mut ready.either, &[&index.actors, &index.recipients]),
            (&mut ready.claimants, &[&index.claimants]),
            (&mut ready.places, &[&index.places]),
            (&mut ready.countries, &[&index.places]),
            (&mut ready.sources, &[&index.sources]),
            (&mut ready.stories, &[&index.stories]),
        ];
        let mut narrow: Vec<_> = parts
            .into_iter()
            .filter_map(|(set, lists)| {
                let number: usize = lists.iter().map(|list| set.as_deref().map_or(0, |set| list.number(set))).sum();
                (set.is_some() && number < days / 2).then_some((number, set, lists))
            })
            .collect();
        let shortest = narrow.iter().map(|(number, _, _)| *number).min()?;
        // A list much longer than the shortest costs more to gather than looking at the rows that it would leave out.
        narrow.retain(|(number, _, _)| *number <= shortest.saturating_mul(8));
        let gathered = narrow.into_iter().filter_map(|(_, set, lists)| {
            let set = set.take()?;
            let mut rows = Set::default();
            lists.iter().for_each(|list| list.gather(&set, &mut rows));
            Some(rows)
        });
        gathered.reduce(|rows, other| rows.and(&other))
    }

    fn ready(&self, store: &Store, filter: &EventFilter) -> Result<Ready, Problem> {
        let named = |names: &[String], wanted: &[String]| {
            (!wanted.is_empty()).then(|| Arc::new(Set::of(names, |name| wanted.contains(name))))
        };
        let listed = |names: &[&str], wanted: &[String]| {
            (!wanted.is_empty()).then(|| Arc::new(Set::of(names, |name| wanted.iter().any(|wanted| wanted == name))))
        };
        let parties = |wanted: &[String]| {
            let make = || Ok(all(store, wanted)?.iter().flat_map(|wanted| self.parties_of(wanted)).collect());
            self.remembered.get(Named::Parties, wanted, make)
        };
        let places = self.remembered.get(Named::Places, &filter.place, || {
            Ok(all(store, &filter.place)?.iter().flat_map(|wanted| self.places_of(wanted)).collect())
        })?;
        let in_country = |country| {
            let is = move |number: &u32| self.places.values()[*number as usize].country.as_ref() == Some(country);
            self.called.place_countries.of(country).filter(is)
        };
        let make = || Ok(filter.country.iter().flat_map(in_country).collect());
        let countries = self.remembered.get(Named::Countries, &filter.country, make)?;
        let stories = filter.text.as_ref().map(|words| store.stories_with(words)).transpose()?;
        let stories = stories.map(|keys| Arc::new(keys.iter().filter_map(|key| self.stories.known(key)).collect()));
        Ok(Ready {
            kinds: named(self.kinds.values(), &filter.kind),
            modes: named(self.modes.values(), &filter.mode),
            statuses: listed(&STATUSES, &filter.status),
            quads: listed(&QUADS.map(|(name, _)| name), &filter.quad),
            actors: parties(&filter.actor)?,
            recipients: parties(&filter.recipient)?,
            either: parties(&filter.either)?,
            claimants: parties(&filter.claimant)?,
            places,
            countries,
            sources: named(self.sources.values(), &filter.source),
            stories,
            least: filter.min_confidence.map_or(f32::NEG_INFINITY, |least| least as f32),
            told_once: filter.told_once,
        })
    }

    /// The parties that are meant.
    pub(super) fn parties_of<'a>(&'a self, wanted: &'a Wanted<'_>) -> impl Iterator<Item = u32> + 'a {
        let (called, text) = (&self.called, wanted.text);
        let countries = wanted.country.then(|| called.countries.of(text)).into_iter().flatten();
        let codes = called.distinct_codes.values().iter().filter(move |code| wanted.code && code.starts_with(text));
        let codes = codes.flat_map(|code| called.codes.of(code));
        let actors = wanted.key.then(|| called.actors.of(text)).into_iter().flatten();
        let names = wanted.names.iter().flat_map(|name| called.names.of(name));
        let any = countries.chain(codes).chain(actors).chain(names);
        any.filter(|number| wanted.is(&self.parties.values()[*number as usize]))
    }

    /// The places that are meant.
    fn places_of<'a>(&'a self, wanted: &'a Wanted<'_>) -> impl Iterator<Item = u32> + 'a {
        let names = wanted.names.iter().flat_map(|name| self.called.place_names.of(name));
        let regions = self.called.place_regions.of(&wanted.lower);
        names.chain(regions).filter(|number| wanted.is_place(&self.places.values()[*number as usize]))
    }

    fn lets_through(&self, ready: &Ready, row: &Row) -> bool {
        let is = |set: &Option<Arc<Set>>, number: usize| set.as_ref().is_none_or(|set| set.has(number));
        let is_known =
            |set: &Option<Arc<Set>>, number: u32| set.as_ref().is_none_or(|set| number != NONE && set.has(number as usize));
        let any = |set: &Option<Arc<Set>>, numbers: &[u32]| set.as_ref().is_none_or(|set| set.has_any(numbers));
        row.confidence >= ready.least
            && !(ready.told_once && row.told_before)
            && is(&ready.kinds, row.kind.into())
            && is(&ready.statuses, row.status.into())
            && is(&ready.quads, row.quad.into())
            && ready.modes.as_ref().is_none_or(|set| row.mode != NO_MODE && set.has(row.mode.into()))
            && is_known(&ready.sources, row.source)
            && is_known(&ready.places, row.place)
            && is_known(&ready.countries, row.place)
            && ready.stories.as_ref().is_none_or(|set| set.has(row.story as usize))
            && any(&ready.actors, self.actors(row))
            && any(&ready.recipients, self.recipients(row))
            && ready.either.as_ref().is_none_or(|set| set.has_any(self.actors(row)) || set.has_any(self.recipients(row)))
            && any(&ready.claimants, self.claimants(row))
    }
}

/// The first or last day of a year, a month or a day, as a number: what is missing is all noughts or all nines.
fn bound(day: Option<&str>, fill: char) -> Option<u32> {
    let mut digits: String = day?.chars().filter(char::is_ascii_digit).take(8).collect();
    digits.extend(std::iter::repeat_n(fill, 8 - digits.len()));
    digits.parse().ok()
}

/// A party or place as a user names it.
pub(super) struct Wanted<'t> {
    text: &'t str,
    lower: String,
    country: bool,
    code: bool,
    key: bool,
    /// Names that hold the text as words in a row, in lower case as the file's own NOCASE has it.
    names: FxHashSet<String>,
}

impl<'t> Wanted<'t> {
    pub(super) fn new(store: &Store, text: &'t str) -> Result<Self, Problem> {
        Ok(Self {
            text,
            lower: text.to_ascii_lowercase(),
            country: questions::is_country(text),
            code: questions::is_code(text),
            key: text.contains(':'),
            names: store.names_with(text)?.into_iter().map(|name| name.to_ascii_lowercase()).collect(),
        })
    }

    fn is(&self, party: &Party) -> bool {
        (self.country && party.country.as_deref() == Some(self.text))
            || (self.code && party.code.as_deref().is_some_and(|code| code.starts_with(self.text)))
            || (self.key && party.actor.as_deref() == Some(self.text))
            || self.is_called(&party.name)
    }

    fn is_place(&self, place: &Place) -> bool {
        self.is_called(&place.name) || place.admin1.as_ref().is_some_and(|admin1| admin1.eq_ignore_ascii_case(self.text))
    }

    fn is_called(&self, name: &str) -> bool {
        !self.names.is_empty() && self.names.contains(&name.to_ascii_lowercase())
    }
}

/// All that a list names.
fn all<'t>(store: &Store, wanted: &'t [String]) -> Result<Vec<Wanted<'t>>, Problem> {
    wanted.iter().map(|wanted| Wanted::new(store, wanted)).collect()
}
