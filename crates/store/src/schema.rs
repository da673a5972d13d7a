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
const STEPS: &[&str] = &[include_str!("schema/1.sql"), include_str!("schema/2.sql"), include_str!("schema/3.sql")];
/// The step that made room for the keys of actors, which SQL cannot make.
const ACTORS: i64 = 3;
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
    climb(&transaction, found, STEPS).map_err(problem)?;
    if (1..ACTORS).contains(&found) {
        crate::write::name_actors(&transaction).map_err(problem)?;
    }
    transaction.commit().map_err(problem)
}

/// Runs the steps that the file has not seen.
fn climb(connection: &Connection, found: i64, steps: &[&str]) -> rusqlite::Result<()> {
    let steps = &steps[found as usize..];
    if steps.is_empty() {
        return Ok(());
    }
    for step in steps {
        connection.execute_batch(step)?;
    }
    connection.execute_batch(VIEWS)?;
    connection.pragma_update(None, "application_id", APPLICATION)?;
    connection.pragma_update(None, "user_version", found + steps.len() as i64)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A file of version 1 keeps its rows under a later step, and the step runs once.
    #[test]
    fn an_older_file_is_brought_up_to_date_and_keeps_its_rows() {
        let connection = Connection::open_in_memory().unwrap();
        climb(&connection, 0, &STEPS[..1]).unwrap();
        connection.execute_batch("INSERT INTO refusals (kind, message, stored) VALUES ('rejected', 'a file', 0)").unwrap();
        let later: Vec<&str> = STEPS.iter().copied().chain(["ALTER TABLE refusals ADD COLUMN run INTEGER"]).collect();
        for _ in 0..2 {
            let found = connection.pragma_query_value(None, "user_version", |row| row.get(0)).unwrap();
            climb(&connection, found, &later).unwrap();
        }
        let row = connection.query_row("SELECT message, run FROM refusals", [], |row| Ok((row.get(0)?, row.get(1)?))).unwrap();
        assert_eq!(row, ("a file".to_owned(), None::<i64>));
        let views: i64 =
            connection.query_row("SELECT count(*) FROM sqlite_schema WHERE type = 'view'", [], |row| row.get(0)).unwrap();
        assert!(views > 5);
    }

    #[test]
    fn every_view_can_be_read() {
        let connection = Connection::open_in_memory().unwrap();
        climb(&connection, 0, STEPS).unwrap();
        let mut names = connection.prepare("SELECT name FROM sqlite_schema WHERE type = 'view'").unwrap();
        for name in names.query_map([], |row| row.get::<_, String>(0)).unwrap() {
            let name = name.unwrap();
            connection.prepare(&format!("SELECT * FROM {name}")).unwrap_or_else(|error| panic!("{name}: {error}"));
        }
    }
}
