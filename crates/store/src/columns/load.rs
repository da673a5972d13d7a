//! From the file into columns, and what has come since.

use rusqlite::{Connection, Row as Sql};

use super::{Columns, NO_MODE, NONE, Party, Place, QUADS, Row, STATUSES, number};
use crate::{Problem, Store};

/// How much of the file is in the columns.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Seen {
    story: i64,
    pub(super) event: i64,
    entity: i64,
    /// Stories of each engine among those seen: coding anew changes them.
    engines: Vec<(i64, i64)>,
}

/// Entities by key, from the first that is new.
struct Known {
    first: i64,
    party: Vec<u32>,
    place: Vec<u32>,
}

impl Columns {
    /// Reads all events that stand.
    pub fn load(store: &Store) -> Result<Self, Problem> {
        let mut columns = Self::default();
        columns.add(&store.connection).map_err(|e| store.problem(e))?;
        Ok(columns)
    }

    /// The columns with what came since they were read, without what was superseded; nothing where nothing changed. Where stories were coded anew
    /// everything is read again.
    ///
    /// Rows that another program changes in place are not noticed.
    pub fn refreshed(&self, store: &Store) -> Result<Option<Self>, Problem> {
        let connection = &store.connection;
        let refresh = || -> rusqlite::Result<Option<Self>> {
            if engines(connection, self.seen.story)? != self.seen.engines {
                let mut columns = Self::default();
                columns.add(connection)?;
                return Ok(Some(columns));
            }
            let last: i64 = connection.query_row("SELECT coalesce(max(story), 0) FROM stories", [], |row| row.get(0))?;
            if last == self.seen.story {
                return Ok(None);
            }
            let superseded = connection
                .prepare_cached("SELECT story FROM stories WHERE superseded_by > ?")?
                .query_map([self.seen.story], |row| row.get::<_, i64>(0))?
                .collect::<rusqlite::Result<rustc_hash::FxHashSet<i64>>>()?;
            let mut columns = Self {
                rows: self
                    .rows
                    .iter()
                    .filter(|row| !superseded.contains(&self.stories.values()[row.story as usize]))
                    .copied()
                    .collect(),
                parties_of: self.parties_of.clone(),
                kinds: self.kinds.clone(),
                modes: self.modes.clone(),
                sources: self.sources.clone(),
                stories: self.stories.clone(),
                parties: self.parties.clone(),
                places: self.places.clone(),
                called: self.called.clone(),
                seen: self.seen.clone(),
                ..Self::default()
            };
            columns.add(connection)?;
            Ok(Some(columns))
        };
        refresh().map_err(|e| store.problem(e))
    }

    /// Adds what the file has beyond what was seen.
    fn add(&mut self, connection: &Connection) -> rusqlite::Result<()> {
        let known = self.entities(connection)?;
        let sources = self.stories(connection)?;
        let first = self.rows.len();
        let sql = "SELECT event, story, day, type, mode, status, quad, score, confidence, same_as IS NOT NULL, place
                   FROM events WHERE event > ? AND stands ORDER BY event";
        let mut events = connection.prepare(sql)?;
        let mut rows = events.query([self.seen.event])?;
        let mut lists = [
            List::of(connection, "SELECT event, entity FROM event_actors WHERE event > ? ORDER BY event, position")?,
            List::of(connection, "SELECT event, entity FROM event_recipients WHERE event > ? ORDER BY event, position")?,
            List::of(
                connection,
                "SELECT l.event, t.source FROM event_attributed_to l CROSS JOIN statements t USING (statement)
                 WHERE l.event > ? AND t.source IS NOT NULL ORDER BY l.event, l.position",
            )?,
        ];
        let [actors, recipients, claimants] = &mut lists;
        let mut lists = [actors.rows(self.seen.event)?, recipients.rows(self.seen.event)?, claimants.rows(self.seen.event)?];
        let first_story = self.seen.story + 1;
        while let Some(row) = rows.next()? {
            let mut read = self.row(row, &known, |story| {
                usize::try_from(story - first_story).ok().and_then(|at| sources.get(at)).copied().unwrap_or(NONE)
            })?;
            for (list, length) in lists.iter_mut().zip([&mut read.actors, &mut read.recipients, &mut read.claimants]) {
                list.of_event(read.event, |entity| {
                    if *length < u8::MAX
                        && let Some(party) = known.party(entity)
                    {
                        self.parties_of.push(party);
                        *length += 1;
                    }
                })?;
            }
            self.rows.push(read);
        }
        drop(lists);
        let newest = self.rows[first..].last().map_or(self.seen.event, |row| row.event);
        self.rows.sort_by_key(|row| (row.day, row.event));
        self.index = super::index::Index::of(self);
        let story: i64 = connection.query_row("SELECT coalesce(max(story), 0) FROM stories", [], |row| row.get(0))?;
        let event: i64 = connection.query_row("SELECT coalesce(max(event), 0) FROM events", [], |row| row.get(0))?;
        let entity: i64 = connection.query_row("SELECT coalesce(max(entity), 0) FROM entities", [], |row| row.get(0))?;
        self.seen = super::load::Seen { story, event: event.max(newest), entity, engines: engines(connection, story)? };
        Ok(())
    }

    fn row(&mut self, row: &Sql<'_>, known: &Known, source: impl Fn(i64) -> u32) -> rusqlite::Result<Row> {
        let story = row.get(1)?;
        let text =
            |column: usize| -> rusqlite::Result<Option<&str>> { Ok(row.get_ref(column)?.as_str_or_null().unwrap_or_default()) };
        let listed =
            |name: Option<&str>, mut known: std::slice::Iter<'_, &str>| known.position(|one| Some(*one) == name).unwrap_or(0);
        let kind = text(3)?.unwrap_or_default();
        let mode = text(4)?;
        Ok(Row {
            event: row.get(0)?,
            story: self.stories.number(story),
            day: number(text(2)?),
            parties: self.parties_of.len() as u32,
            place: row.get::<_, Option<i64>>(10)?.and_then(|entity| known.place(entity)).unwrap_or(NONE),
            source: source(story),
            score: row.get(7)?,
            confidence: row.get(8)?,
            mode: mode.map_or(NO_MODE, |mode| self.modes.number_of(mode).min(u32::from(NO_MODE - 1)) as u16),
            kind: self.kinds.number_of(kind).min(u32::from(u8::MAX)) as u8,
            status: listed(text(5)?, STATUSES.iter()) as u8,
            quad: listed(text(6)?, QUADS.map(|(name, _)| name).iter()) as u8,
            told_before: row.get(9)?,
            actors: 0,
            recipients: 0,
            claimants: 0,
        })
    }

    fn entities(&mut self, connection: &Connection) -> rusqlite::Result<Known> {
        let first = self.seen.entity + 1;
        let mut known = Known { first, party: Vec::new(), place: Vec::new() };
        // Most entities take no part in an event, and their names are not kept.
        let mut select = connection.prepare(
            "SELECT entity, name, code, country, admin1, latitude, longitude, actor,
                    EXISTS (SELECT 1 FROM events e WHERE e.place = n.entity),
                    EXISTS (SELECT 1 FROM event_actors a WHERE a.entity = n.entity)
                    OR EXISTS (SELECT 1 FROM event_recipients r WHERE r.entity = n.entity)
                    OR EXISTS (SELECT 1 FROM statements t WHERE t.source = n.entity)
             FROM entities n WHERE entity >= ? ORDER BY entity",
        )?;
        let mut rows = select.query([first])?;
        while let Some(row) = rows.next()? {
            let at = (row.get::<_, i64>(0)? - first) as usize;
            known.party.resize(at, NONE);
            known.place.resize(at, NONE);
            let (is_place, is_party): (bool, bool) = (row.get(8)?, row.get(9)?);
            if !is_place && !is_party {
                continue;
            }
            let (name, country): (String, Option<String>) = (row.get(1)?, row.get(3)?);
            let tenthousandth = |degrees: f64| (degrees * 10_000.0).round() as i32;
            let point = row.get::<_, Option<f64>>(5)?.map(tenthousandth).zip(row.get::<_, Option<f64>>(6)?.map(tenthousandth));
            known.place.push(if is_place {
                self.place(Place { name: name.clone(), country: country.clone(), admin1: row.get(4)?, point })
            } else {
                NONE
            });
            known.party.push(if is_party {
                self.party(Party { name, code: row.get(2)?, actor: row.get(7)?, country })
            } else {
                NONE
            });
        }
        Ok(known)
    }

    fn party(&mut self, party: Party) -> u32 {
        let number = self.parties.number(party);
        if let Some(party) = self.parties.values().get(self.called.parties()) {
            self.called.party(party);
        }
        number
    }

    fn place(&mut self, place: Place) -> u32 {
        let number = self.places.number(place);
        if let Some(place) = self.places.values().get(self.called.places()) {
            self.called.place(place);
        }
        number
    }

    /// Publisher of each story that is new.
    fn stories(&mut self, connection: &Connection) -> rusqlite::Result<Vec<u32>> {
        let mut select = connection.prepare("SELECT story, source FROM stories WHERE story > ? ORDER BY story")?;
        let mut rows = select.query([self.seen.story])?;
        let mut sources = Vec::new();
        while let Some(row) = rows.next()? {
            sources.resize((row.get::<_, i64>(0)? - self.seen.story - 1) as usize, NONE);
            sources.push(row.get::<_, Option<String>>(1)?.map_or(NONE, |source| self.sources.number(source)));
        }
        Ok(sources)
    }
}

impl Known {
    fn party(&self, entity: i64) -> Option<u32> {
        self.at(&self.party, entity)
    }

    fn place(&self, entity: i64) -> Option<u32> {
        self.at(&self.place, entity)
    }

    fn at(&self, numbers: &[u32], entity: i64) -> Option<u32> {
        usize::try_from(entity - self.first).ok().and_then(|at| numbers.get(at)).copied().filter(|number| *number != NONE)
    }
}

fn engines(connection: &Connection, until: i64) -> rusqlite::Result<Vec<(i64, i64)>> {
    connection
        .prepare_cached("SELECT engine, count(*) FROM stories WHERE story <= ? GROUP BY engine ORDER BY engine")?
        .query_map([until], |row| Ok((row.get(0)?, row.get(1)?)))?
        .collect()
}

/// A list of things of events, read alongside the events in the order of their keys.
struct List<'c>(rusqlite::Statement<'c>);

struct ListRows<'s> {
    rows: rusqlite::Rows<'s>,
    ahead: Option<(i64, i64)>,
}

impl<'c> List<'c> {
    fn of(connection: &'c Connection, sql: &str) -> rusqlite::Result<Self> {
        connection.prepare(sql).map(Self)
    }

    fn rows(&mut self, after: i64) -> rusqlite::Result<ListRows<'_>> {
        let mut rows = ListRows { rows: self.0.query([after])?, ahead: None };
        rows.step()?;
        Ok(rows)
    }
}

impl ListRows<'_> {
    fn step(&mut self) -> rusqlite::Result<()> {
        self.ahead = self.rows.next()?.map(|row| Ok::<_, rusqlite::Error>((row.get(0)?, row.get(1)?))).transpose()?;
        Ok(())
    }

    /// Hands out what belongs to the event; events are asked for in the order of their keys.
    fn of_event(&mut self, event: i64, mut take: impl FnMut(i64)) -> rusqlite::Result<()> {
        while let Some((of, entity)) = self.ahead.filter(|(of, _)| *of <= event) {
            if of == event {
                take(entity);
            }
            self.step()?;
        }
        Ok(())
    }
}
