//! The lists of a story's things, read in one go each and handed out thing by thing.

use rusqlite::{Connection, Row};

use super::Fault;

/// Rows of a list under the keys of the things that they belong to, in the order of both.
#[derive(Debug)]
pub(super) struct Lists<T> {
    rows: std::iter::Peekable<std::vec::IntoIter<(i64, T)>>,
}

impl<T> Lists<T> {
    /// Runs a query whose first column is the key of the thing; ordered by it and by position.
    pub(super) fn read(
        connection: &Connection,
        sql: &str,
        story: i64,
        read: impl Fn(&Row<'_>) -> Result<T, Fault>,
    ) -> Result<Self, Fault> {
        let mut statement = connection.prepare_cached(sql)?;
        let mut rows = statement.query([story])?;
        let mut all = Vec::new();
        while let Some(row) = rows.next()? {
            all.push((row.get(0)?, read(row)?));
        }
        Ok(Self { rows: all.into_iter().peekable() })
    }

    /// The list of the thing with this key; things are asked for in the order of their keys.
    pub(super) fn of(&mut self, key: i64) -> Vec<T> {
        let mut list = Vec::new();
        while let Some((_, item)) = self.rows.next_if(|(of, _)| *of == key) {
            list.push(item);
        }
        list
    }
}
