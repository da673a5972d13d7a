//! Which values the file holds: so that one that it lacks can be named beside those that it has.

use rusqlite::params_from_iter;

use super::conditions::{is_entity, is_place};
use crate::{Problem, Store};

/// What a value may name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Known {
    /// A party: a country, the beginning of an actor code, or words of a name.
    Party,
    /// A place or its region.
    Place,
    /// The country of an event's place.
    Country,
    /// A publisher.
    Source,
}

impl Store {
    /// Whether the file holds anything of this name.
    pub fn knows(&self, kind: Known, value: &str) -> Result<bool, Problem> {
        let (condition, values) = match kind {
            Known::Party => {
                let (condition, values) = is_entity(value);
                (format!("SELECT 1 FROM entities n WHERE {condition}"), values)
            }
            Known::Place => {
                let (condition, values) = is_place(value);
                (format!("SELECT 1 FROM entities n WHERE {condition}"), values)
            }
            Known::Country => ("SELECT 1 FROM entities WHERE country = ?".into(), vec![value.to_owned().into()]),
            Known::Source => ("SELECT 1 FROM stories WHERE source = ?".into(), vec![value.to_owned().into()]),
        };
        self.connection
            .query_row(&format!("SELECT EXISTS ({condition})"), params_from_iter(values), |row| row.get(0))
            .map_err(|e| self.problem(e))
    }

    /// The most frequent values, at most `limit`.
    pub fn examples(&self, kind: Known, limit: usize) -> Result<Vec<String>, Problem> {
        let sql = match kind {
            Known::Party => {
                "SELECT n.name || coalesce(' (' || n.code || ')', '') FROM event_actors a JOIN entities n USING (entity)
                 GROUP BY 1 ORDER BY count(*) DESC, 1 LIMIT ?"
            }
            Known::Place => {
                "SELECT n.name FROM events e JOIN entities n ON n.entity = e.place GROUP BY 1 ORDER BY count(*) DESC, 1 LIMIT ?"
            }
            Known::Country => {
                "SELECT n.country FROM events e JOIN entities n ON n.entity = e.place WHERE n.country IS NOT NULL
                 GROUP BY 1 ORDER BY count(*) DESC, 1 LIMIT ?"
            }
            Known::Source => "SELECT source FROM stories WHERE source IS NOT NULL GROUP BY 1 ORDER BY count(*) DESC, 1 LIMIT ?",
        };
        let examples = || -> rusqlite::Result<Vec<String>> {
            self.connection.prepare(sql)?.query_map([limit as i64], |row| row.get(0))?.collect()
        };
        examples().map_err(|e| self.problem(e))
    }

    /// The code of a country by the name that the stories give it, where it is not a code already.
    pub fn country_code(&self, country: &str) -> Result<Option<String>, Problem> {
        let code = || -> rusqlite::Result<Option<String>> {
            self.connection
                .prepare("SELECT country FROM entities WHERE name = ? COLLATE NOCASE AND kind = 'country' AND country IS NOT NULL LIMIT 1")?
                .query_map([country], |row| row.get(0))?
                .next()
                .transpose()
        };
        code().map_err(|e| self.problem(e))
    }
}
