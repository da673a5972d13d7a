//! Episodes kept up to date. In: digests. Out: the episodes that [`episodes::Grouper`] makes of them, day after day.
//!
//! What stands of the days before a day does not depend on that day or later ones, so episodes are right up to the first day that a story came to
//! or left (`grouping.dirty_from`), and only that day and those after it are grouped again. The outcome is the same in any order of arrival.

use std::collections::BTreeSet;
use std::time::{Duration, Instant};

use episodes::{Episode, Grouper, Settings};
use jiff::{ToSpan, civil::Date};
use rusqlite::params;

use super::{Kept, digests, tables};
use crate::{Problem, Store, read::Fault};

/// How digests and episodes are made. A change to either, or to what decides, is a new number: files are then grouped anew.
const METHOD: i64 = 1;

/// How long one transaction of a long grouping lasts: what a kill costs, and how long another writer waits.
const SLICE: Duration = Duration::from_secs(2);

/// What grouping did.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Grouped {
    /// Stories that were put into episodes, new ones and those of the days after them.
    pub stories: u64,
    /// Whether everything is grouped; if not, the time was up.
    pub complete: bool,
}

/// A grouper kept between two calls: the days before `day` are settled in it.
pub(crate) struct Session {
    grouper: Grouper,
    day: String,
    /// What SQLite counts up when another program changes the file.
    version: i64,
}

impl std::fmt::Debug for Session {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "Session before {}", self.day)
    }
}

impl Store {
    /// Groups what came, changed or went since the last time. With a `limit`, stops soon after it, and leaves it to a later call where
    /// the settled episodes would have to be read from the file first.
    pub fn group(&mut self, limit: Option<Duration>) -> Result<Grouped, Problem> {
        let end = limit.map(|limit| Instant::now() + limit);
        let mut grouped = Grouped::default();
        loop {
            let slice = Instant::now() + SLICE;
            let until = end.map_or(slice, |end| end.min(slice));
            self.connection.execute_batch("BEGIN IMMEDIATE").map_err(|e| self.problem(e))?;
            let outcome = self.slice(until, end.is_some(), &mut grouped.stories).and_then(|more| {
                self.connection.execute_batch("COMMIT")?;
                Ok(more)
            });
            match outcome {
                Ok(More::No) => return Ok(Grouped { complete: true, ..grouped }),
                Ok(More::Later) => return Ok(grouped),
                Ok(More::Yes) if end.is_some_and(|end| Instant::now() >= end) => return Ok(grouped),
                Ok(More::Yes) => {}
                Err(fault) => {
                    // What the session holds may be ahead of the file.
                    self.session = None;
                    let _ = self.connection.execute_batch("ROLLBACK");
                    return Err(match fault {
                        Fault::Sqlite(error) => self.problem(error),
                        Fault::Row { table, what } => Problem::BadRow { table, story: 0, what },
                    });
                }
            }
        }
    }

    /// Whether every story that stands is in its episode, as this version of the program makes them.
    pub fn is_grouped(&self) -> Result<bool, Problem> {
        let sql = "SELECT method = ? AND dirty_from IS NULL AND NOT EXISTS (SELECT 1 FROM undigested)
                          AND NOT EXISTS (SELECT 1 FROM digests WHERE day IS NULL AND story NOT IN (SELECT story FROM episode_members))
                   FROM grouping";
        self.connection.query_row(sql, [METHOD], |row| row.get(0)).map_err(|e| self.problem(e))
    }

    /// Forgets all episodes and makes them again from the digests.
    pub fn regroup(&mut self) -> Result<Grouped, Problem> {
        self.session = None;
        let forget = "BEGIN IMMEDIATE;
            DELETE FROM episode_reasons; DELETE FROM episode_members; DELETE FROM episodes;
            UPDATE grouping SET dirty_from = (SELECT min(day) FROM digests);
            COMMIT";
        self.connection.execute_batch(forget).map_err(|error| {
            let _ = self.connection.execute_batch("ROLLBACK");
            self.problem(error)
        })?;
        self.group(None)
    }

    /// One transaction's worth.
    fn slice(&mut self, until: Instant, limited: bool, stories: &mut u64) -> Result<More, Fault> {
        self.change_method()?;
        if !self.digest_all(until)? {
            return Ok(More::Yes);
        }
        *stories += self.undated()?;
        let dirty: Option<String> = self.connection.query_row("SELECT dirty_from FROM grouping", [], |row| row.get(0))?;
        let Some(dirty) = dirty else { return Ok(More::No) };
        let Some((mut grouper, start)) = self.grouper_before(&dirty, limited)? else { return Ok(More::Later) };
        self.rewind(&grouper, &start)?;
        let mut day = tables::first_day_from(&self.connection, &start)?;
        let version = self.data_version()?;
        // An episode that grows day after day is told once, as it stands at the end of the transaction.
        let mut grown: BTreeSet<String> = BTreeSet::new();
        while let Some(today) = day {
            day = tables::first_day_after(&self.connection, &today)?;
            // Stories of the last day may still come: it is grouped again from what was settled before it.
            let before = day.is_none().then(|| grouper.clone());
            let digests = tables::of_day(&self.connection, &today)?;
            *stories += digests.len() as u64;
            for digest in digests {
                grouper.add(digest);
            }
            grown.extend(grouper.settle());
            let Some(next) = &day else {
                self.write_all(&grouper.settled(grown.iter().map(String::as_str)))?;
                self.session = before.map(|before| Session { grouper: before, day: today, version });
                break;
            };
            if Instant::now() >= until {
                self.write_all(&grouper.settled(grown.iter().map(String::as_str)))?;
                self.connection.execute("UPDATE grouping SET dirty_from = ?", [next])?;
                self.session = Some(Session { grouper, day: next.clone(), version });
                return Ok(More::Yes);
            }
        }
        self.connection.execute("UPDATE grouping SET dirty_from = NULL", [])?;
        Ok(More::No)
    }

    /// Where another version of the program made the digests, all of them are to be made again.
    fn change_method(&mut self) -> Result<(), Fault> {
        let method: i64 = self.connection.query_row("SELECT method FROM grouping", [], |row| row.get(0))?;
        if method != METHOD {
            self.session = None;
            self.connection.execute_batch(
                "DELETE FROM episode_reasons; DELETE FROM episode_members; DELETE FROM episodes; DELETE FROM near_duplicates;
                 DELETE FROM digest_shingles; DELETE FROM digests; DELETE FROM undigested;
                 INSERT INTO undigested SELECT story FROM stories WHERE stands;
                 UPDATE grouping SET dirty_from = NULL",
            )?;
            self.connection.execute("UPDATE grouping SET method = ?", [METHOD])?;
        }
        Ok(())
    }

    /// Makes the digests that lack, from records; false if the time was up first.
    fn digest_all(&mut self, until: Instant) -> Result<bool, Fault> {
        loop {
            let some: Vec<i64> = self
                .connection
                .prepare_cached("SELECT story FROM undigested ORDER BY story LIMIT 64")?
                .query_map([], |row| row.get(0))?
                .collect::<Result<_, _>>()?;
            if some.is_empty() {
                return Ok(true);
            }
            for story in some {
                self.connection.prepare_cached("DELETE FROM undigested WHERE story = ?")?.execute([story])?;
                match crate::read::delivered(&self.connection, story) {
                    Ok(Some(delivered)) => digests::insert(&self.connection, story, &Kept::of(&delivered)?)?,
                    Ok(None) => {}
                    // One bad story stops no other; it is named where an ingest names what it could not store.
                    Err(Fault::Row { table, what }) => {
                        let message = Problem::BadRow { table, story, what }.to_string();
                        self.connection
                            .prepare_cached(
                                "INSERT INTO refusals (kind, message, stored) VALUES ('rejected', ?, unixepoch())
                                 ON CONFLICT (message) DO NOTHING",
                            )?
                            .execute([message])?;
                    }
                    Err(fault) => return Err(fault),
                }
            }
            if Instant::now() >= until {
                return Ok(false);
            }
        }
    }

    /// A story without a day is an episode of its own.
    fn undated(&mut self) -> Result<u64, Fault> {
        let lone = tables::undated(&self.connection)?;
        self.connection.execute(
            "DELETE FROM episodes WHERE first_day IS NULL AND episode NOT IN (SELECT episode FROM episode_members)",
            [],
        )?;
        let count = lone.len() as u64;
        let mut grouper = Grouper::new(Settings::default());
        for digest in lone {
            grouper.add(digest);
        }
        self.write_all(&grouper.episodes())?;
        Ok(count)
    }

    /// A grouper that has settled all days before the one returned, which is `dirty` or earlier; none if it would have to be read.
    fn grouper_before(&mut self, dirty: &str, limited: bool) -> Result<Option<(Grouper, String)>, Fault> {
        let version = self.data_version()?;
        if let Some(session) = self.session.take_if(|session| session.version != version || session.day.as_str() > dirty) {
            drop(session);
        }
        if let Some(session) = &self.session {
            return Ok(Some((session.grouper.clone(), session.day.clone())));
        }
        let settings = Settings::default();
        let since = dirty.parse::<Date>().ok().and_then(|day| day.checked_sub(settings.window.days()).ok());
        let since = since.map_or_else(String::new, |day| day.to_string());
        let any: bool = self.connection.query_row(
            "SELECT EXISTS (SELECT 1 FROM episode_members WHERE day >= ? AND day < ?)",
            params![since, dirty],
            |row| row.get(0),
        )?;
        if any && limited {
            return Ok(None);
        }
        let grouper = Grouper::resumed(settings, tables::before(&self.connection, dirty, &since)?);
        Ok(Some((grouper, dirty.to_owned())))
    }

    /// Puts the tables back to what they were before this day.
    fn rewind(&mut self, grouper: &Grouper, day: &str) -> Result<(), Fault> {
        let touched: Vec<String> = self
            .connection
            .prepare_cached("SELECT episode FROM episodes WHERE last_day >= ?")?
            .query_map([day], |row| row.get(0))?
            .collect::<Result<_, _>>()?;
        for sql in [
            "DELETE FROM episode_reasons WHERE story IN (SELECT story FROM episode_members WHERE day >= ?)",
            "DELETE FROM episode_members WHERE day >= ?",
            "DELETE FROM episodes WHERE last_day >= ?",
        ] {
            self.connection.prepare_cached(sql)?.execute([day])?;
        }
        let told = grouper.settled(touched.iter().map(String::as_str));
        self.write_all(&told)
    }

    fn write_all(&self, episodes: &[Episode]) -> Result<(), Fault> {
        episodes.iter().try_for_each(|episode| tables::write(&self.connection, episode)).map_err(Fault::from)
    }

    fn data_version(&self) -> Result<i64, Fault> {
        Ok(self.connection.pragma_query_value(None, "data_version", |row| row.get(0))?)
    }
}

/// Whether there is more to do.
enum More {
    No,
    Yes,
    /// Not within a limit.
    Later,
}
