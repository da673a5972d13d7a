//! Rows back to records, exactly; and which stories there are.

mod lists;
mod record;

pub(crate) use self::record::delivered;

use rusqlite::params_from_iter;

use crate::{Problem, Store, StoryKey, names::Named};

/// Which stories are wanted; everything by default.
#[derive(Debug, Clone, Default)]
pub struct Filter {
    /// Also versions that were superseded, and withdrawals.
    pub all_versions: bool,
    /// The id that the source gave.
    pub id: Option<String>,
    /// The publisher.
    pub source: Option<String>,
    /// Published on or after this day.
    pub from: Option<String>,
    /// Published on or before this day.
    pub to: Option<String>,
    /// Coded by anything but this engine.
    pub not_coded_by: Option<::record::Engine>,
}

impl Store {
    /// Keys of the stories that the filter lets through, in the order in which they came.
    pub fn stories(&self, filter: &Filter) -> Result<Vec<StoryKey>, Problem> {
        let mut conditions = vec!["1"];
        let mut values: Vec<&str> = Vec::new();
        if !filter.all_versions {
            conditions.push("stands");
        }
        for (condition, value) in [("id = ?", &filter.id), ("source = ?", &filter.source), ("published >= ?", &filter.from)] {
            if let Some(value) = value {
                conditions.push(condition);
                values.push(value);
            }
        }
        if let Some(to) = &filter.to {
            conditions.push("substr(published, 1, length(?)) <= ?");
            values.extend([to.as_str(), to]);
        }
        if let Some(engine) = &filter.not_coded_by {
            conditions.push("engine NOT IN (SELECT engine FROM engines WHERE version = ? AND models = ? AND lexicon = ?)");
            values.extend([engine.version.as_str(), &engine.models, &engine.lexicon]);
        }
        let sql = format!("SELECT story FROM stories WHERE {} ORDER BY story", conditions.join(" AND "));
        let keys = || -> rusqlite::Result<Vec<StoryKey>> {
            self.connection.prepare_cached(&sql)?.query_map(params_from_iter(&values), |row| row.get(0))?.collect()
        };
        keys().map_err(|e| self.problem(e))
    }
}

/// Why a row is no part of a record.
#[derive(Debug)]
pub(crate) enum Fault {
    Sqlite(rusqlite::Error),
    Row { table: &'static str, what: String },
}

impl From<rusqlite::Error> for Fault {
    fn from(error: rusqlite::Error) -> Self {
        Self::Sqlite(error)
    }
}

/// The member of a closed list that stands in a column.
pub(crate) fn named<T: Named>(table: &'static str, name: &str) -> Result<T, Fault> {
    T::named(name).ok_or_else(|| {
        let known: Vec<_> = T::ALL.iter().map(|(_, name)| *name).collect();
        Fault::Row { table, what: format!("{name:?} is no {}; expected {}", T::LIST, known.join(", ")) }
    })
}
