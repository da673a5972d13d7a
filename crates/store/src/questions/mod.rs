//! The usual questions, asked without SQL: filters and words in, rows of a result table out. Every value is bound, none is pasted.

mod conditions;
mod events;
mod known;
mod months;
mod plans;
mod search;
mod statements;
mod words;

pub use events::{Detail, EventFilter, Order};
pub use known::Known;
pub use plans::PlanFilter;
pub use search::{In, Search};
pub use statements::StatementFilter;
pub use words::{NotSearchable, Words};

use rusqlite::types::Value as Sql;

/// A limit as SQLite has it: all rows where there is none.
fn limit(rows: Option<usize>) -> Sql {
    rows.map_or(-1, |rows| i64::try_from(rows).unwrap_or(i64::MAX)).into()
}
