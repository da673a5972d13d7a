//! Events: who did what to whom, whether it happened, and why we say so.
//!
//! In: sentences as trees, the tables of `lexicon/acts/`, who is a party. Out: events. The steps, one module each: predicates with the
//! words that fill their frames (`reading`), whether it happened (`status`), what the codebook makes of it (`codebook`), how sure we
//! are (`features`, `pools`, `scorer`). `relate` answers for one sentence and two marked parties.

mod codebook;
mod domain;
pub mod examples;
mod features;
mod groups;
pub mod lexicon;
mod linking;
mod pools;
mod possessors;
mod reading;
mod relate;
mod scorer;
mod status;
mod story;
mod tree;

pub use relate::{Relation, relate, seen};
pub use scorer::Seen;
pub(crate) use story::{Events, Known, find};
