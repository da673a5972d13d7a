//! Layers over the stories that stand: copies of one text, and episodes, the reports of one happening.
//!
//! In: records as they are stored, and digests after that. Out: the tables of `schema/2.sql`. A digest is kept in the transaction of its story;
//! episodes are made from digests by [`Store::group`](crate::Store::group), which goes on wherever it was broken off.

mod digests;
mod figures;
mod group;
mod list;
mod tables;

pub(crate) use digests::{Kept, insert, remove};
pub use group::Grouped;
pub(crate) use group::Session;
pub use list::EpisodeFilter;
