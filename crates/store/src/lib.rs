//! Records in one SQLite file: each story stored once, its versions kept, read back exactly, queried with plain SQL.
//!
//! In: [`record::Delivered`]. Out: rows that every SQLite tool can read, and the same records again. Knows no language and no HTTP.
//!
//! ```
//! use dateline_store::{Put, Store};
//! # fn example(delivered: &record::Delivered) -> Result<(), dateline_store::Problem> {
//! # let folder = tempfile::tempdir().unwrap();
//! # let path = folder.path().join("news.db");
//! let mut store = Store::create_or_open(&path)?;
//! let mut writer = store.writer()?;
//! let put = writer.put(delivered)?;
//! writer.commit()?;
//! assert!(matches!(put, Put::Stored(_)));
//! assert_eq!(store.record(put.story())?, *delivered);
//! # Ok(()) }
//! ```
//!
//! **Versions.** Of the stories with one `chain` and source the one that came last stands; the earlier ones stay readable
//! (`stories.superseded_by`). A withdrawal supersedes and does not stand itself. The views show only what stands.

pub mod columns;
mod episodes;
mod names;
mod open;
mod problem;
mod query;
mod questions;
mod read;
mod schema;
mod write;

pub use ::episodes::{Party, Reason, actor, figures, plans, statements};
pub use episodes::{EpisodeFilter, Grouped};
pub use names::name_of;
pub use open::Store;
pub use problem::Problem;
pub use query::{Answer, Limits, Value};
pub use questions::{
    Copy, CoverageRow, Detail, EngineRow, EpisodeRow, EventFilter, EventRow, Finding, Found, FoundPlace, HappeningFilter, In,
    Known, NotSearchable, Order, PartyRow, PlaceRow, PlanFilter, PloverRow, RefusalRow, ReportRow, RoleRow, Said, SaidPlace,
    SayingRow, Search, SharedRow, SourceRow, StatementFilter, StoryFilter, StoryRow, Totals, Version, Words,
};
pub use read::Filter;
pub use write::{Prepared, Put, Refusal, Writer};

/// Key of a story in the file (`stories.story`): smaller ones came earlier.
pub type StoryKey = i64;
