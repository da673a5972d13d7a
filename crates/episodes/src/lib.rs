//! The same happening told many times: layers over records that never merge a report away.
//!
//! In: [`record::Record`]s. Out: a compact [`Digest`] of each, [`NearDuplicate`]s, and [`Episode`]s, the reports of one happening.
//! No input or output here; whoever keeps records keeps digests and results too. The method: `docs/episodes.md`.

pub mod actor;
mod background;
mod day;
mod digest;
mod duplicates;
mod episode;
pub mod figures;
mod grouper;
mod numbered;
mod party;
mod pattern;
pub mod plans;
mod reason;
pub mod statements;
mod vector;

pub use background::{Background, terms};
pub use digest::{Digest, Figure};
pub use duplicates::{Extent, NearDuplicate, Why, copied, near_duplicates, sampled};
pub use episode::{Episode, Member, Shared};
pub use grouper::{Grouper, Settings};
pub use party::{Party, share_key, share_party};
pub use reason::Reason;
pub use vector::Vector;
