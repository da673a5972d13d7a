//! Queries of the user's own: SQL in, rows out, nothing changed and no longer than wanted.

use std::{
    path::Path,
    time::{Duration, Instant},
};

use rusqlite::{
    ErrorCode, Params,
    hooks::{AuthAction, AuthContext, Authorization},
    limits::Limit,
    types::ValueRef,
};

use crate::{Problem, Store};

/// How far a query may go.
#[derive(Debug, Clone, Copy, Default)]
pub struct Limits {
    /// How long it may run.
    pub time: Option<Duration>,
}

/// A value of a row, borrowed while the row is at hand.
pub type Value<'row> = ValueRef<'row>;

/// What takes a query's answer, one row at a time.
pub trait Answer {
    /// The names of the columns, before the first row.
    fn columns(&mut self, names: &[String]) -> std::io::Result<()>;
    /// One row.
    fn row(&mut self, values: &[Value<'_>]) -> std::io::Result<()>;
}

/// Bytes of the longest text that a query may make.
const LONGEST: i32 = 1 << 28;

/// Letters of the longest pattern of LIKE and GLOB: matching takes as long as text times pattern and cannot be broken off.
const LONGEST_PATTERN: i32 = 1_000;

const LIMITS: [(Limit, i32); 3] = [
    (Limit::SQLITE_LIMIT_LENGTH, LONGEST),
    (Limit::SQLITE_LIMIT_LIKE_PATTERN_LENGTH, LONGEST_PATTERN),
    (Limit::SQLITE_LIMIT_ATTACHED, 0),
];

/// Instructions of SQLite's machine between two looks at the clock.
const STRIDE: i32 = 10_000;

impl Store {
    /// Runs one query that only reads. The rows go to `answer` as they come, so that memory is bounded.
    ///
    /// # Errors
    /// The inner result is the answer's own failure to write.
    pub fn query(&mut self, sql: &str, limits: Limits, answer: &mut dyn Answer) -> Result<std::io::Result<()>, Problem> {
        let before = LIMITS.map(|(limit, _)| self.connection.limit(limit));
        let outcome = self.guard(limits).map(|()| self.run(sql, answer));
        for ((limit, _), before) in LIMITS.into_iter().zip(before) {
            let _ = before.and_then(|before| self.connection.set_limit(limit, before));
        }
        let _ = self.connection.authorizer(None::<fn(AuthContext<'_>) -> Authorization>);
        let _ = self.connection.progress_handler(0, None::<fn() -> bool>);
        outcome.flatten().map_err(|error| explain(&self.path, error, limits))
    }

    /// Asks several questions of one state of the file, however others write meanwhile, and no longer than `time` in all.
    pub fn within<T>(&mut self, time: Duration, ask: impl FnOnce(&Self) -> Result<T, Problem>) -> Result<T, Problem> {
        let end = Instant::now() + time;
        let limited = self.connection.progress_handler(STRIDE, Some(move || Instant::now() >= end));
        let outcome =
            limited.and_then(|()| self.connection.execute_batch("BEGIN")).map_err(|e| self.problem(e)).and_then(|()| ask(self));
        let _ = self.connection.progress_handler(0, None::<fn() -> bool>);
        let _ = self.connection.execute_batch("ROLLBACK");
        match outcome {
            Err(Problem::Sqlite { error, .. }) if error.sqlite_error_code() == Some(ErrorCode::OperationInterrupted) => {
                Err(Problem::TooLong(time.as_secs_f64()))
            }
            outcome => outcome,
        }
    }

    fn guard(&mut self, limits: Limits) -> Result<(), rusqlite::Error> {
        for (limit, value) in LIMITS {
            self.connection.set_limit(limit, value)?;
        }
        if let Some(time) = limits.time {
            let end = Instant::now() + time;
            self.connection.progress_handler(STRIDE, Some(move || Instant::now() >= end))?;
        }
        self.connection.authorizer(Some(authorize))
    }

    fn run(&self, sql: &str, answer: &mut dyn Answer) -> Result<std::io::Result<()>, rusqlite::Error> {
        self.run_with(sql, [], answer)
    }

    /// Runs a query of our own with its values.
    pub(crate) fn answer(&self, sql: &str, values: impl Params, answer: &mut dyn Answer) -> Result<std::io::Result<()>, Problem> {
        self.run_with(sql, values, answer).map_err(|e| self.problem(e))
    }

    fn run_with(&self, sql: &str, values: impl Params, answer: &mut dyn Answer) -> Result<std::io::Result<()>, rusqlite::Error> {
        let mut statement = self.connection.prepare(sql)?;
        if !statement.readonly() || statement.column_count() == 0 {
            return Err(rusqlite::Error::InvalidQuery);
        }
        let names: Vec<String> = statement.column_names().map(str::to_owned).collect();
        if let Err(error) = answer.columns(&names) {
            return Ok(Err(error));
        }
        let mut rows = statement.query(values)?;
        while let Some(row) = rows.next()? {
            let values = (0..names.len()).map(|column| row.get_ref(column)).collect::<Result<Vec<_>, _>>()?;
            if let Err(error) = answer.row(&values) {
                return Ok(Err(error));
            }
        }
        Ok(Ok(()))
    }
}

/// Lets through what reads tables and calls functions; no other file, no setting, no change.
fn authorize(context: AuthContext<'_>) -> Authorization {
    const QUESTIONS: [&str; 7] =
        ["table_info", "table_xinfo", "table_list", "index_list", "index_info", "foreign_key_list", "data_version"];
    match context.action {
        AuthAction::Select | AuthAction::Read { .. } | AuthAction::Recursive => Authorization::Allow,
        AuthAction::Function { function_name } if !function_name.eq_ignore_ascii_case("load_extension") => Authorization::Allow,
        // Questions about the schema set nothing. FTS5 asks for data_version itself.
        AuthAction::Pragma { pragma_name, .. } if QUESTIONS.iter().any(|known| pragma_name.eq_ignore_ascii_case(known)) => {
            Authorization::Allow
        }
        _ => Authorization::Deny,
    }
}

fn explain(path: &Path, error: rusqlite::Error, limits: Limits) -> Problem {
    match (error.sqlite_error_code(), &error) {
        (Some(ErrorCode::OperationInterrupted), _) => Problem::TooLong(limits.time.unwrap_or_default().as_secs_f64()),
        (Some(ErrorCode::AuthorizationForStatementDenied | ErrorCode::ReadOnly), _) => Problem::WouldWrite(error.to_string()),
        (_, rusqlite::Error::InvalidQuery) => Problem::WouldWrite("it asks for no rows".into()),
        (_, rusqlite::Error::MultipleStatement) => Problem::Query("more than one statement; give one".into()),
        (Some(ErrorCode::TooBig), _) => Problem::Query(format!("{error}: a value has more than {} MiB", LONGEST >> 20)),
        (Some(ErrorCode::Unknown) | None, _) => Problem::Query(error.to_string()),
        _ => Problem::of(path, error),
    }
}
