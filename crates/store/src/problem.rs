//! What can go wrong with a file of records, and how to mend it.

use std::path::{Path, PathBuf};

use rusqlite::ErrorCode;

/// A failure of the store; its text names the file, what was expected and the cure.
#[derive(Debug, thiserror::Error)]
pub enum Problem {
    /// Nothing is there to read.
    #[error("{}: no such file; make it with `dateline ingest PATH… --db {}`", .0.display(), .0.display())]
    Missing(PathBuf),
    /// The file is something else.
    #[error("{}: not a SQLite database; give the path of a file that `dateline ingest` made, or a new one", .0.display())]
    NoDatabase(PathBuf),
    /// A database of another program.
    #[error("{}: a SQLite database, but not one of dateline; give the path of a file that `dateline ingest` made, or a new one", .0.display())]
    Foreign(PathBuf),
    /// Made by a later version of the program.
    #[error(
        "{}: its schema is version {found}, this program knows up to {known}; update dateline to open it (nothing was changed)",
        path.display()
    )]
    Newer {
        /// The file.
        path: PathBuf,
        /// Its version.
        found: i64,
        /// The newest version that is known here.
        known: i64,
    },
    /// Made by an earlier version, and only opened for reading.
    #[error("{}: its schema is version {found}, this program reads version {known}; any `dateline ingest … --db {}` brings it up to date", path.display(), path.display())]
    Older {
        /// The file.
        path: PathBuf,
        /// Its version.
        found: i64,
        /// The version that is needed.
        known: i64,
    },
    /// The disk is full.
    #[error("{}: the disk is full; what was committed is safe: make room and run the same command again", .0.display())]
    Full(PathBuf),
    /// The file or its folder cannot be written.
    #[error("{}: cannot be written: {reason}; check the rights of the file and of its folder, where SQLite keeps two files beside it", path.display())]
    ReadOnly {
        /// The file.
        path: PathBuf,
        /// What the system said.
        reason: String,
    },
    /// The file cannot be opened.
    #[error("{}: cannot be opened: {reason}; check that the folder exists and that you may read and write there", path.display())]
    CannotOpen {
        /// The file.
        path: PathBuf,
        /// What the system said.
        reason: String,
    },
    /// Somebody else writes.
    #[error("{}: another program is writing to it; wait for it to end, or end it (reading is possible meanwhile)", .0.display())]
    Busy(PathBuf),
    /// A page is damaged.
    #[error("{}: damaged: {reason}; keep the file, save what is readable with `sqlite3 {} .recover | sqlite3 rescued.db`, or ingest the stories anew into a new file", path.display(), path.display())]
    Damaged {
        /// The file.
        path: PathBuf,
        /// What is wrong.
        reason: String,
    },
    /// A record that contradicts itself.
    #[error("story {story}: {what}; the record cannot be stored as it is: code the story again")]
    Unsound {
        /// The story's id.
        story: String,
        /// What is wrong.
        what: String,
    },
    /// A batch that a problem has undone is used further.
    #[error("{}: the batch was undone by an earlier problem; nothing of it was stored: begin a new one", .0.display())]
    Undone(PathBuf),
    /// No story of that key or id.
    #[error("no story {0} in the file")]
    NoStory(String),
    /// No episode of that id.
    #[error("no episode {0} in the file; `dateline episodes` lists them with their ids")]
    NoEpisode(String),
    /// The beginning of the ids of several episodes.
    #[error("several episodes begin with {0}; give more of the id")]
    ManyEpisodes(String),
    /// A row that no record can hold.
    #[error("{table} of story {story}: {what}; the row was changed by another program: mend it, or ingest the story anew")]
    BadRow {
        /// The table.
        table: &'static str,
        /// Key of the story.
        story: i64,
        /// What is wrong.
        what: String,
    },
    /// A query took too long.
    #[error(
        "the query took longer than {0} s and was stopped; narrow it (a day, a type, LIMIT), or give it longer with --timeout"
    )]
    TooLong(f64),
    /// A query that SQLite does not understand.
    #[error("the query cannot be run: {0}")]
    Query(String),
    /// A query that would change something.
    #[error("the query would do more than read: {0}; only SELECT, WITH, VALUES and EXPLAIN are run here")]
    WouldWrite(String),
    /// Anything else that SQLite says.
    #[error("{}: {error}", path.display())]
    Sqlite {
        /// The file.
        path: PathBuf,
        /// What SQLite said.
        error: rusqlite::Error,
    },
}

impl Problem {
    /// Whether the file or its disk is at fault, so that no further story can be stored either.
    pub fn is_of_the_file(&self) -> bool {
        !matches!(
            self,
            Self::Unsound { .. } | Self::NoStory(_) | Self::BadRow { .. } | Self::NoEpisode(_) | Self::ManyEpisodes(_)
        )
    }

    /// Whether the time of a query was up.
    pub fn is_too_long(&self) -> bool {
        let interrupted = |error: &rusqlite::Error| error.sqlite_error_code() == Some(ErrorCode::OperationInterrupted);
        matches!(self, Self::TooLong(_)) || matches!(self, Self::Sqlite { error, .. } if interrupted(error))
    }

    /// Tells what SQLite's error means for this file.
    pub(crate) fn of(path: &Path, error: rusqlite::Error) -> Self {
        let path = path.to_owned();
        let Some(code) = error.sqlite_error_code() else { return Self::Sqlite { path, error } };
        let reason = error.to_string();
        match code {
            ErrorCode::NotADatabase => Self::NoDatabase(path),
            ErrorCode::DiskFull => Self::Full(path),
            ErrorCode::ReadOnly | ErrorCode::PermissionDenied => Self::ReadOnly { path, reason },
            ErrorCode::CannotOpen => Self::CannotOpen { path, reason },
            ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked => Self::Busy(path),
            ErrorCode::DatabaseCorrupt => Self::Damaged { path, reason },
            _ => Self::Sqlite { path, error },
        }
    }
}
