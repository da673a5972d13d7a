//! The ledger of statements: who said what, in how many reports, and where one speaker's words cannot all stand.
//!
//! In: records. Out: a [`Report`] of each statement; [`Saying`]s, each with the reports of the same words by the same speaker; and
//! [`Contradiction`]s between sayings of one speaker, with their reasons. Nothing is judged, and no report is merged away.

mod contradiction;
mod denials;
mod report;
mod same_words;
mod saying;

pub use contradiction::{Contradiction, Kind, contradictions};
pub(crate) use denials::is_ahead;
pub use report::{Act, Report, Speaker, reports};
pub use saying::{DAYS, Saying, sayings};
