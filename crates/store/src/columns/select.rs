//! Which events a filter lets through: the same as `Store::events` says, told from the columns.

use std::sync::Arc;

use rustc_hash::FxHashSet;

use super::{Columns, Party, Place, QUADS, Row, STATUSES, index::Lists, set::Set};
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

/// A list of a filter.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Part {
    Kind,
    Mode,
    Status,
    Quad,
    Actor,
    Recipient,
    Either,
    Claimant,
    Place,
    Country,
    Source,
}

impl Columns {
    /// The events that the filter lets through; its limit and order are not looked at. Words are looked up in the file.
    pub fn select(&self, store: &Store, filter: &EventFilter) -> Result<Selection<'_>, Problem> {
        let dated = filter.from.is_some() || filter.to.is_some();
        let first = bound(filter.from.as_deref(), '0').unwrap_or(u32::from(dated));
        let last = bound(filter.to.as_deref(), '9').unwrap_or(u32::MAX);
        let from = self.rows.partition_point(|row| row.day < first);
        let to = self.rows.partition_point(|row| row.day <= last).max(from);
        let sets = self.sets(store, filter)?;
        let least = filter.min_confidence.map(|least| least as f32);
        let lets_through = |at: &u32| {
            let row = || &self.rows[*at as usize];
            least.is_none_or(|least| row().confidence >= least) && !(filter.told_once && row().told_before)
        };
        let rows = if sets.is_empty() {
            (from as u32..to as u32).filter(lets_through).collect()
        } else {
            Set::common(&sets, from, to).map(|at| at as u32).filter(lets_through).collect()
        };
        Ok(Selection { columns: self, rows })
    }

    /// The rows of each list that the filter has: an event must be in every one of them.
    fn sets(&self, store: &Store, filter: &EventFilter) -> Result<Vec<Arc<Set>>, Problem> {
        let index = &self.index;
        let mut sets = Vec::new();
        let mut add = |part: Part, wanted: &[String], lists: &[&Lists], values: &dyn Fn() -> Result<Set, Problem>| {
            let make = || {
                let values = values()?;
                let mut rows = Set::default();
                lists.iter().for_each(|list| list.gather(&values, &mut rows));
                Ok(rows)
            };
            sets.extend(self.remembered.get(part, wanted, make)?);
            Ok::<(), Problem>(())
        };
        let mut named = |part: Part, wanted: &[String], list: &Lists, names: &[String]| {
            add(part, wanted, &[list], &|| Ok(Set::of(names, |name| wanted.contains(name))))
        };
        named(Part::Kind, &filter.kind, &index.kinds, self.kinds.values())?;
        named(Part::Mode, &filter.mode, &index.modes, self.modes.values())?;
        named(Part::Status, &filter.status, &index.statuses, &STATUSES.map(str::to_owned))?;
        named(Part::Quad, &filter.quad, &index.quads, &QUADS.map(|(name, _)| name.to_owned()))?;
        named(Part::Source, &filter.source, &index.sources, self.sources.values())?;
        let mut parties = |part: Part, wanted: &[String], lists: &[&Lists]| {
            add(part, wanted, lists, &|| Ok(all(store, wanted)?.iter().flat_map(|wanted| self.parties_of(wanted)).collect()))
        };
        parties(Part::Actor, &filter.actor, &[&index.actors])?;
        parties(Part::Recipient, &filter.recipient, &[&index.recipients])?;
        parties(Part::Either, &filter.either, &[&index.actors, &index.recipients])?;
        parties(Part::Claimant, &filter.claimant, &[&index.claimants])?;
        add(Part::Place, &filter.place, &[&index.places], &|| {
            Ok(all(store, &filter.place)?.iter().flat_map(|wanted| self.places_of(wanted)).collect())
        })?;
        let in_country = |country| {
            let is = move |number: &u32| self.places.values()[*number as usize].country.as_ref() == Some(country);
            self.called.place_countries.of(country).filter(is)
        };
        add(Part::Country, &filter.country, &[&index.places], &|| Ok(filter.country.iter().flat_map(in_country).collect()))?;
        if let Some(words) = &filter.text {
            let stories = store.stories_with(words)?.iter().filter_map(|key| self.stories.known(key)).collect();
            let mut rows = Set::default();
            index.stories.gather(&stories, &mut rows);
            sets.push(Arc::new(rows));
        }
        Ok(sets)
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
