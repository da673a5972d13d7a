//! Which events a filter lets through: the same as `Store::events` says, told from the columns.

use rustc_hash::FxHashSet;

use super::{Columns, NO_MODE, NONE, Party, Place, QUADS, Row, STATUSES, set::Set};
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
    kinds: Option<Set>,
    modes: Option<Set>,
    statuses: Option<Set>,
    quads: Option<Set>,
    actors: Option<Set>,
    recipients: Option<Set>,
    either: Option<Set>,
    claimants: Option<Set>,
    places: Option<Set>,
    countries: Option<Set>,
    sources: Option<Set>,
    stories: Option<Set>,
    least: f32,
    told_once: bool,
}

impl Columns {
    /// The events that the filter lets through; its limit and order are not looked at. Words are looked up in the file.
    pub fn select(&self, store: &Store, filter: &EventFilter) -> Result<Selection<'_>, Problem> {
        let dated = filter.from.is_some() || filter.to.is_some();
        let first = bound(filter.from.as_deref(), '0').unwrap_or(u32::from(dated));
        let last = bound(filter.to.as_deref(), '9').unwrap_or(u32::MAX);
        let from = self.rows.partition_point(|row| row.day < first);
        let to = self.rows.partition_point(|row| row.day <= last).max(from);
        let ready = self.ready(store, filter)?;
        let let_through = (from..to).filter(|at| self.lets_through(&ready, &self.rows[*at])).map(|at| at as u32);
        Ok(Selection { columns: self, rows: let_through.collect() })
    }

    fn ready(&self, store: &Store, filter: &EventFilter) -> Result<Ready, Problem> {
        let named =
            |names: &[String], wanted: &[String]| (!wanted.is_empty()).then(|| Set::of(names, |name| wanted.contains(name)));
        let listed = |names: &[&str], wanted: &[String]| {
            (!wanted.is_empty()).then(|| Set::of(names, |name| wanted.iter().any(|wanted| wanted == name)))
        };
        let parties = |wanted: &[String]| -> Result<Option<Set>, Problem> {
            let wanted = all(store, wanted)?;
            Ok((!wanted.is_empty()).then(|| Set::of(self.parties.values(), |party| wanted.iter().any(|wanted| wanted.is(party)))))
        };
        let places = all(store, &filter.place)?;
        let places = (!places.is_empty())
            .then(|| Set::of(self.places.values(), |place| places.iter().any(|wanted| wanted.is_place(place))));
        let countries = (!filter.country.is_empty()).then(|| {
            Set::of(self.places.values(), |place| place.country.as_ref().is_some_and(|country| filter.country.contains(country)))
        });
        let stories = filter.text.as_ref().map(|words| store.stories_with(words)).transpose()?.map(|keys| {
            let mut set = Set::default();
            keys.into_iter().filter_map(|key| usize::try_from(key).ok()).for_each(|key| set.insert(key));
            set
        });
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

    fn lets_through(&self, ready: &Ready, row: &Row) -> bool {
        let is = |set: &Option<Set>, number: usize| set.as_ref().is_none_or(|set| set.has(number));
        let is_known = |set: &Option<Set>, number: u32| set.as_ref().is_none_or(|set| number != NONE && set.has(number as usize));
        let any = |set: &Option<Set>, numbers: &[u32]| set.as_ref().is_none_or(|set| set.has_any(numbers));
        row.confidence >= ready.least
            && !(ready.told_once && row.told_before)
            && is(&ready.kinds, row.kind.into())
            && is(&ready.statuses, row.status.into())
            && is(&ready.quads, row.quad.into())
            && ready.modes.as_ref().is_none_or(|set| row.mode != NO_MODE && set.has(row.mode.into()))
            && is_known(&ready.sources, row.source)
            && is_known(&ready.places, row.place)
            && is_known(&ready.countries, row.place)
            && ready.stories.as_ref().is_none_or(|set| usize::try_from(row.story).is_ok_and(|story| set.has(story)))
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
            country: questions::is_country(text),
            code: questions::is_code(text),
            key: text.contains(':'),
            names: store.names_with(text)?.into_iter().map(|name| name.to_ascii_lowercase()).collect(),
        })
    }

    pub(super) fn is(&self, party: &Party) -> bool {
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
