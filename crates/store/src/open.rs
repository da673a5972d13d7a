//! Opening a file of records, for writing or only for reading.

use std::{
    path::{Path, PathBuf},
    time::Duration,
};

use rusqlite::{Connection, OpenFlags, config::DbConfig};

use crate::{Problem, episodes::Session, schema};

/// How long a second program waits for the first one's write to end before it gives up.
const PATIENCE: Duration = Duration::from_secs(5);

/// A file of records.
#[derive(Debug)]
pub struct Store {
    pub(crate) connection: Connection,
    pub(crate) path: PathBuf,
    pub(crate) session: Option<Session>,
}

/// What every connection is given.
fn prepare(connection: &Connection) -> rusqlite::Result<()> {
    connection.pragma_update(None, "cache_size", -131_072)?;
    connection.set_prepared_statement_cache_capacity(128);
    // A plan is made once for a statement, whatever its values: SQLite would make it anew for every value where it knows how values are spread.
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true).map(drop)
}

impl Store {
    /// Opens the file for writing; makes it if it is not there, and brings an older one up to date.
    pub fn create_or_open(path: impl AsRef<Path>) -> Result<Self, Problem> {
        let path = path.as_ref();
        let problem = |e| Problem::of(path, e);
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let mut connection = Connection::open_with_flags(path, flags).map_err(problem)?;
        connection.busy_timeout(PATIENCE).map_err(problem)?;
        // Before anything is changed: is it ours?
        schema::version(&connection, path)?;
        if connection.is_readonly("main").map_err(problem)? {
            return Err(Problem::ReadOnly { path: path.to_owned(), reason: "it is read-only".into() });
        }
        // Readers go on while one writes. With the log a commit is safe against a kill at once and against a power cut in order.
        connection.pragma_update(None, "journal_mode", "WAL").map_err(problem)?;
        connection.pragma_update(None, "synchronous", "NORMAL").map_err(problem)?;
        prepare(&connection).map_err(problem)?;
        // A page that many stories of a batch touch goes from the log into the file once, not once every few stories.
        connection.pragma_update(None, "wal_autocheckpoint", 16_000).map_err(problem)?;
        connection.pragma_update(None, "temp_store", "MEMORY").map_err(problem)?;
        // The writer resolves every reference before it writes a row; SQLite would look each one up a second time.
        connection.pragma_update(None, "foreign_keys", false).map_err(problem)?;
        schema::bring_up_to_date(&mut connection, path)?;
        Ok(Self { connection, path: path.to_owned(), session: None })
    }

    /// Opens the file for reading alone, also while another program writes to it.
    pub fn open_read_only(path: impl AsRef<Path>) -> Result<Self, Problem> {
        let path = path.as_ref();
        let problem = |e| Problem::of(path, e);
        if !path.exists() {
            return Err(Problem::Missing(path.to_owned()));
        }
        let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let mut connection = Connection::open_with_flags(path, flags).map_err(problem)?;
        connection.busy_timeout(PATIENCE).map_err(problem)?;
        let found = match schema::version(&connection, path) {
            // SQLite keeps an index of the log beside the file. Where it cannot make one and there is no log, nobody can be writing.
            Err(Problem::CannotOpen { .. } | Problem::ReadOnly { .. }) if !beside(path, "-wal").exists() => {
                let uri = format!("file:{}?immutable=1", escaped(path));
                connection = Connection::open_with_flags(uri, flags | OpenFlags::SQLITE_OPEN_URI).map_err(problem)?;
                schema::version(&connection, path)?
            }
            other => other?,
        };
        if found < schema::VERSION {
            return Err(Problem::Older { path: path.to_owned(), found, known: schema::VERSION });
        }
        connection.pragma_update(None, "query_only", true).map_err(problem)?;
        prepare(&connection).map_err(problem)?;
        Ok(Self { connection, path: path.to_owned(), session: None })
    }

    /// Looks at how the values of each index are spread, so that questions take the right one; a second at most, and only after growth.
    fn optimize(&self) -> rusqlite::Result<()> {
        if self.connection.is_readonly("main")? {
            return Ok(());
        }
        // Another writer is not waited for.
        self.connection.busy_timeout(Duration::ZERO)?;
        self.connection.execute_batch("PRAGMA analysis_limit = 1000; PRAGMA optimize = 0x10002")
    }

    /// The file's path.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// The connection, for queries of one's own.
    pub fn connection(&self) -> &Connection {
        &self.connection
    }

    /// What an error of SQLite's means for this file.
    pub fn problem(&self, error: rusqlite::Error) -> Problem {
        Problem::of(&self.path, error)
    }
}

/// The file that SQLite keeps beside this one.
fn beside(path: &Path, ending: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(ending);
    name.into()
}

/// The path as a URI has it.
fn escaped(path: &Path) -> String {
    path.to_string_lossy().replace('%', "%25").replace('?', "%3F").replace('#', "%23")
}

impl Drop for Store {
    fn drop(&mut self) {
        // Nothing is lost without it: the next program that ends in peace does it.
        let _ = self.optimize();
    }
}
