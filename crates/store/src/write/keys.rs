//! Integer keys: a batch is alone in writing, so it counts them itself and every reference is known before its row is written.

use record::Engine;
use rusqlite::Connection;

/// The next free key of each table.
#[derive(Debug)]
pub(crate) struct Keys {
    story: i64,
    pub(crate) entity: i64,
    pub(crate) time: i64,
    pub(crate) quantity: i64,
    pub(crate) statement: i64,
    pub(crate) event: i64,
    /// The engine of the last record.
    pub(crate) engine: Option<(Engine, i64)>,
}

impl Keys {
    pub(crate) fn read(connection: &Connection) -> rusqlite::Result<Self> {
        let next = |table: &str, key: &str| {
            connection
                .prepare_cached(&format!("SELECT coalesce(max({key}), 0) + 1 FROM {table}"))?
                .query_row([], |row| row.get::<_, i64>(0))
        };
        Ok(Self {
            story: next("stories", "story")?,
            entity: next("entities", "entity")?,
            time: next("times", "time")?,
            quantity: next("quantities", "quantity")?,
            statement: next("statements", "statement")?,
            event: next("events", "event")?,
            engine: None,
        })
    }

    pub(crate) fn next_story(&mut self) -> i64 {
        self.story += 1;
        self.story - 1
    }
}
