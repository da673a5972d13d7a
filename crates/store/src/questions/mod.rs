//! The usual questions, asked without SQL: filters and words in, rows of a result table out. Every value is bound, none is pasted.

mod conditions;
mod events;
mod find;
mod happenings;
mod holdings;
mod known;
mod ledger;
mod months;
mod plans;
mod rows;
mod sayings;
mod search;
mod statements;
mod stories;
mod words;

pub use events::{Detail, EventFilter, Order};
pub use find::{Finding, Found, FoundPlace};
pub use happenings::{Copy, EpisodeRow, HappeningFilter, ReportRow, SharedRow};
pub use holdings::{CoverageRow, EngineRow, RefusalRow, SourceRow, Totals};
pub use known::Known;
pub use ledger::{Said, SaidPlace};
pub use plans::PlanFilter;
pub use rows::{EventRow, PartyRow, PlaceRow, PloverRow};
pub use sayings::{RoleRow, SayingRow};
pub use search::{In, Search};
pub use statements::StatementFilter;
pub use stories::{StoryFilter, StoryRow, Version};
pub use words::{NotSearchable, Words};

use rusqlite::types::Value as Sql;

pub(crate) use conditions::{is_code, is_country};

/// A limit as SQLite has it: all rows where there is none.
fn limit(rows: Option<usize>) -> Sql {
    rows.map_or(-1, |rows| i64::try_from(rows).unwrap_or(i64::MAX)).into()
}
