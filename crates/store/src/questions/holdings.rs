//! What the file holds: how much, from which publishers, of which days, made by which engines, and what was refused.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{Problem, Store};

/// How much of each thing the file holds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Totals {
    /// Stories that stand.
    pub stories: u32,
    /// Stories of every version.
    pub versions: u32,
    /// Events that stand.
    pub events: u32,
    /// Statements, of every version.
    pub statements: u32,
    /// Quantities, of every version.
    pub quantities: u32,
    /// Episodes.
    pub episodes: u32,
    /// What could not be read.
    pub rejected: u32,
    /// What could be read and was no English news story.
    pub passed_over: u32,
    /// Every story that stands is in its episode.
    pub grouped: bool,
}

/// A publisher with its stories.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct SourceRow {
    /// The publisher; `null`: stories that name none.
    pub source: Option<String>,
    /// Stories of every version.
    pub stories: u32,
    /// Publication of the first one.
    pub first: Option<String>,
    /// Publication of the last one.
    pub last: Option<String>,
}

/// A day, month or year with its stories.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct CoverageRow {
    /// The day; `null`: stories without one.
    pub day: Option<String>,
    /// Stories of every version.
    pub stories: u32,
    /// Publishers among them.
    pub sources: u32,
}

/// An engine with the stories that it coded.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct EngineRow {
    /// The engine.
    pub engine: record::Engine,
    /// Stories of every version.
    pub stories: u32,
}

/// Something that was not stored, and why.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct RefusalRow {
    /// Its key: later ones are greater.
    pub refusal: i64,
    /// `rejected`: it could not be read; `passed_over`: it is no English story with a text.
    pub kind: String,
    /// What it is, where it stands, and what was expected.
    pub message: String,
}

impl Store {
    /// How much the file holds.
    pub fn totals(&self) -> Result<Totals, Problem> {
        let grouped = self.is_grouped()?;
        // Every story that stands has a digest, or waits for one; the stories themselves are as large as their texts.
        let sql = "SELECT (SELECT count(*) FROM digests) + (SELECT count(*) FROM undigested), (SELECT count(*) FROM stories),
                          (SELECT count(*) FROM events INDEXED BY events_by_day WHERE stands), (SELECT count(*) FROM statements),
                          (SELECT count(*) FROM quantities), (SELECT count(*) FROM episodes),
                          (SELECT count(*) FROM refusals WHERE kind = 'rejected'), (SELECT count(*) FROM refusals WHERE kind = 'passed_over')";
        self.connection
            .query_row(sql, [], |row| {
                Ok(Totals {
                    stories: row.get(0)?,
                    versions: row.get(1)?,
                    events: row.get(2)?,
                    statements: row.get(3)?,
                    quantities: row.get(4)?,
                    episodes: row.get(5)?,
                    rejected: row.get(6)?,
                    passed_over: row.get(7)?,
                    grouped,
                })
            })
            .map_err(|e| self.problem(e))
    }

    /// Publishers, those with the most stories first.
    pub fn source_rows(&self, limit: usize) -> Result<Vec<SourceRow>, Problem> {
        let sql =
            "SELECT source, count(*), min(published), max(published) FROM stories GROUP BY source ORDER BY 2 DESC, 1 LIMIT ?";
        let read = || -> rusqlite::Result<Vec<SourceRow>> {
            self.connection
                .prepare_cached(sql)?
                .query_map([limit as i64], |row| {
                    Ok(SourceRow { source: row.get(0)?, stories: row.get(1)?, first: row.get(2)?, last: row.get(3)? })
                })?
                .collect()
        };
        read().map_err(|e| self.problem(e))
    }

    /// Stories by day of publication, in order; `letters` of the day are looked at: 10 for days, 7 for months, 4 for years.
    pub fn coverage(&self, letters: u8) -> Result<Vec<CoverageRow>, Problem> {
        let sql =
            "SELECT substr(published, 1, ?) AS day, count(*), count(DISTINCT source) FROM stories INDEXED BY stories_by_source
                   GROUP BY day ORDER BY day NULLS LAST";
        let read = || -> rusqlite::Result<Vec<CoverageRow>> {
            self.connection
                .prepare_cached(sql)?
                .query_map([letters], |row| Ok(CoverageRow { day: row.get(0)?, stories: row.get(1)?, sources: row.get(2)? }))?
                .collect()
        };
        read().map_err(|e| self.problem(e))
    }

    /// The engines that coded the stories.
    pub fn engine_rows(&self) -> Result<Vec<EngineRow>, Problem> {
        let sql = "SELECT e.version, e.models, e.lexicon, (SELECT count(*) FROM stories s WHERE s.engine = e.engine) FROM engines e ORDER BY e.engine";
        let read = || -> rusqlite::Result<Vec<EngineRow>> {
            self.connection
                .prepare_cached(sql)?
                .query_map([], |row| {
                    let engine = record::Engine { version: row.get(0)?, models: row.get(1)?, lexicon: row.get(2)? };
                    Ok(EngineRow { engine, stories: row.get(3)? })
                })?
                .collect()
        };
        read().map_err(|e| self.problem(e))
    }

    /// What was not stored, the latest first; `before` is the key of the last one of the list before.
    pub fn refusal_rows(&self, before: Option<i64>, limit: usize) -> Result<Vec<RefusalRow>, Problem> {
        let sql = "SELECT refusal, kind, message FROM refusals WHERE refusal < ? ORDER BY refusal DESC LIMIT ?";
        let read = || -> rusqlite::Result<Vec<RefusalRow>> {
            self.connection
                .prepare_cached(sql)?
                .query_map((before.unwrap_or(i64::MAX), limit as i64), |row| {
                    Ok(RefusalRow { refusal: row.get(0)?, kind: row.get(1)?, message: row.get(2)? })
                })?
                .collect()
        };
        read().map_err(|e| self.problem(e))
    }
}
