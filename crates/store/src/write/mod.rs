//! Storing records: one transaction a batch, each story once, later versions over earlier ones.
//!
//! In: [`Delivered`] records and what could not be read. Out: rows, and for each record what became of it ([`Put`]).

mod actors;
mod keys;
mod references;
mod rows;
mod versions;

use std::time::{SystemTime, UNIX_EPOCH};

use record::{Delivered, Delivery, Engine, Story};
use rusqlite::{OptionalExtension, params};

pub(crate) use self::actors::name_actors;
use self::{keys::Keys, references::References};
use crate::{Problem, Store, StoryKey, episodes};

/// What became of a record.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Put {
    /// It is new.
    Stored(StoryKey),
    /// It is a new version: what stood before of its chain is kept, and superseded.
    Replaced(StoryKey),
    /// The story was there, coded by another engine: its rows are those of this record now.
    Recoded(StoryKey),
    /// The story was there, coded by the same engine. Nothing was written.
    AlreadyThere(StoryKey),
}

impl Put {
    /// Key of the story.
    pub fn story(self) -> StoryKey {
        match self {
            Self::Stored(key) | Self::Replaced(key) | Self::Recoded(key) | Self::AlreadyThere(key) => key,
        }
    }
}

/// Something that an ingest did not store, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal {
    /// Could not be read (`true`), or is no English story with a text (`false`).
    pub rejected: bool,
    /// File, place, and what was expected.
    pub message: String,
}

/// One batch: everything that it puts is stored when it commits, nothing if it is dropped before.
#[derive(Debug)]
pub struct Writer<'store> {
    store: &'store mut Store,
    keys: Keys,
    now: i64,
    open: bool,
}

impl Store {
    /// Begins a batch; waits a few seconds for another program's.
    pub fn writer(&mut self) -> Result<Writer<'_>, Problem> {
        self.connection.execute_batch("BEGIN IMMEDIATE").map_err(|e| self.problem(e))?;
        let keys = match Keys::read(&self.connection) {
            Ok(keys) => keys,
            Err(error) => {
                let _ = self.connection.execute_batch("ROLLBACK");
                return Err(self.problem(error));
            }
        };
        let now = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs() as i64);
        Ok(Writer { store: self, keys, now, open: true })
    }

    /// The story, if it is stored already as coded by this engine: coding it again would give what is there.
    pub fn holds(&self, story: &Story, delivery: &Delivery, engine: &Engine) -> Result<Option<StoryKey>, Problem> {
        let same = versions::same(&self.connection, story, delivery).map_err(|e| self.problem(e))?;
        let Some(key) = same else { return Ok(None) };
        let by: (String, String, String) = self
            .connection
            .prepare_cached(
                "SELECT e.version, e.models, e.lexicon FROM stories s JOIN engines e USING (engine) WHERE s.story = ?",
            )
            .and_then(|mut by| by.query_row([key], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?))))
            .map_err(|e| self.problem(e))?;
        let same_engine = (by.0 == engine.version) && (by.1 == engine.models) && (by.2 == engine.lexicon);
        Ok(same_engine.then_some(key))
    }
}

impl Writer<'_> {
    /// Stores a record. A record that contradicts itself is refused and leaves nothing behind; the batch goes on.
    ///
    /// # Errors
    /// After [`Problem::Unsound`] the batch goes on. After any other problem it is undone, for half a record must not last.
    pub fn put(&mut self, delivered: &Delivered) -> Result<Put, Problem> {
        let references = References::of(&delivered.record, &self.keys)
            .map_err(|what| Problem::Unsound { story: delivered.record.story.id.clone(), what })?;
        if !self.open {
            return Err(Problem::Undone(self.store.path.clone()));
        }
        self.put_sound(delivered, &references).map_err(|error| {
            self.undo();
            self.store.problem(error)
        })
    }

    fn put_sound(&mut self, delivered: &Delivered, references: &References<'_>) -> rusqlite::Result<Put> {
        let (story, delivery) = (&delivered.record.story, &delivered.delivery);
        let engine = self.engine(&delivered.record.engine)?;
        if let Some(key) = versions::same(&self.store.connection, story, delivery)? {
            let by: i64 = self
                .store
                .connection
                .prepare_cached("SELECT engine FROM stories WHERE story = ?")?
                .query_row([key], |row| row.get(0))?;
            if by == engine {
                return Ok(Put::AlreadyThere(key));
            }
            rows::remove(&self.store.connection, key)?;
            rows::update_story(&self.store.connection, key, engine, delivered, references)?;
            let stands = versions::stands(&self.store.connection, key)?;
            rows::insert(&self.store.connection, &mut self.keys, key, stands, delivered, references)?;
            if stands {
                episodes::remove(&self.store.connection, key)?;
                episodes::insert(&self.store.connection, key, delivered)?;
            }
            return Ok(Put::Recoded(key));
        }
        let key = self.keys.next_story();
        let earlier = versions::supersede(&self.store.connection, story, delivery, key)?;
        rows::insert_story(&self.store.connection, key, engine, self.now, delivered, references)?;
        let stands = delivery.signal != record::Signal::Withdraw;
        rows::insert(&self.store.connection, &mut self.keys, key, stands, delivered, references)?;
        rows::insert_search(&self.store.connection, key, story)?;
        if stands {
            episodes::insert(&self.store.connection, key, delivered)?;
        }
        Ok(if earlier { Put::Replaced(key) } else { Put::Stored(key) })
    }

    /// Keeps what could not be stored, once.
    pub fn refuse(&mut self, refusal: &Refusal) -> Result<(), Problem> {
        if !self.open {
            return Err(Problem::Undone(self.store.path.clone()));
        }
        let kind = if refusal.rejected { "rejected" } else { "passed_over" };
        self.store
            .connection
            .prepare_cached("INSERT INTO refusals (kind, message, stored) VALUES (?, ?, ?) ON CONFLICT (message) DO NOTHING")
            .and_then(|mut insert| insert.execute(params![kind, refusal.message, self.now]))
            .map(drop)
            .map_err(|e| self.store.problem(e))
    }

    /// Makes the batch last.
    pub fn commit(mut self) -> Result<(), Problem> {
        if !self.open {
            return Err(Problem::Undone(self.store.path.clone()));
        }
        self.store.connection.execute_batch("COMMIT").map_err(|e| self.store.problem(e))?;
        self.open = false;
        Ok(())
    }

    /// Key of the engine; a new one gets a row.
    fn engine(&mut self, engine: &Engine) -> rusqlite::Result<i64> {
        if let Some((known, key)) = &self.keys.engine
            && known == engine
        {
            return Ok(*key);
        }
        let connection = &self.store.connection;
        let of = params![engine.version, engine.models, engine.lexicon];
        let found: Option<i64> = connection
            .prepare_cached("SELECT engine FROM engines WHERE version = ? AND models = ? AND lexicon = ?")?
            .query_row(of, |row| row.get(0))
            .optional()?;
        let key = match found {
            Some(key) => key,
            None => {
                connection.prepare_cached("INSERT INTO engines (version, models, lexicon) VALUES (?, ?, ?)")?.execute(of)?;
                connection.last_insert_rowid()
            }
        };
        self.keys.engine = Some((engine.clone(), key));
        Ok(key)
    }
}

impl Writer<'_> {
    fn undo(&mut self) {
        if self.open {
            // SQLite may have rolled back by itself, as on a full disk; then there is nothing left to undo.
            let _ = self.store.connection.execute_batch("ROLLBACK");
            self.open = false;
        }
    }
}

impl Drop for Writer<'_> {
    fn drop(&mut self) {
        self.undo();
    }
}
