//! The schema's versions: what a new file gets, and how an older one is brought up to date.
//!
//! A change to the tables is a new step at the end of [`STEPS`] (`schema/N.sql`), never a change to an older one. Views hold no data: they
//! are made anew whenever a step has run.

use std::path::Path;

use rusqlite::{Connection, TransactionBehavior};

use crate::Problem;

/// `application_id` of the files: "dtln".
pub(crate) const APPLICATION: i64 = 0x6474_6C6E;

/// Each brings a file from the version that is its index to the next one.
const STEPS: &[&str] = &[include_str!("schema/1.sql")];
const VIEWS: &str = include_str!("schema/views.sql");

/// The version that this program reads and writes.
pub(crate) const VERSION: i64 = STEPS.len() as i64;

/// Version of the file; 0 for an empty one. A database of another program and a newer file are refused.
pub(crate) fn version(connection: &Connection, path: &Path) -> Result<i64, Problem> {
    let pragma = |name| connection.pragma_query_value(None, name, |row| row.get::<_, i64>(0)).map_err(|e| Problem::of(path, e));
    let (application, found) = (pragma("application_id")?, pragma("user_version")?);
    if application == 0 && found == 0 {
        let tables: i64 =
            connection.query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get(0)).map_err(|e| Problem::of(path, e))?;
        return if tables == 0 { Ok(0) } else { Err(Problem::Foreign(path.to_owned())) };
    }
    if application != APPLICATION {
        return Err(Problem::Foreign(path.to_owned()));
    }
    if found > VERSION {
        return Err(Problem::Newer { path: path.to_owned(), found, known: VERSION });
    }
    Ok(found)
}

/// Brings the file to this program's version, all or nothing.
pub(crate) fn bring_up_to_date(connection: &mut Connection, path: &Path) -> Result<(), Problem> {
    if version(connection, path)? == VERSION {
        return Ok(());
    }
    let problem = |e| Problem::of(path, e);
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate).map_err(problem)?;
    // Asked again: another process may have been faster.
    let found = version(&transaction, path)?;
    if found == VERSION {
        return Ok(());
    }
    for step in &STEPS[found as usize..] {
        transaction.execute_batch(step).map_err(problem)?;
    }
    transaction.execute_batch(VIEWS).map_err(problem)?;
    transaction.pragma_update(None, "application_id", APPLICATION).map_err(problem)?;
    transaction.pragma_update(None, "user_version", VERSION).map_err(problem)?;
    transaction.commit().map_err(problem)
}
