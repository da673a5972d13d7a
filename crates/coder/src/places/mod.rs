//! Places: names of a story in, coordinates, country and first-level region out.
//!
//! Cities, districts and regions come from GeoNames (CC BY 4.0) through packages of the registry, embedded by `build.rs`; countries
//! and the regions that news speaks of come from `lexicon/`. A name is resolved with the whole story in view ([`resolve_all`]),
//! since a town stands near the towns that it is named with. No match is better than a wrong one: what nothing in the story supports
//! stays open.

mod candidate;
mod gazetteer;
mod region;
mod resolve;

pub use candidate::{Place, PlaceKind, is_known};
pub use region::SOURCE;
pub use resolve::{Context, Mention, resolve, resolve_all};

use crate::actors::TableError;

/// Faults of the table of regions; a test demands that there be none.
pub fn faults() -> Vec<TableError> {
    region::Regions::read(SOURCE).1
}

/// Number of places in the embedded gazetteer.
pub fn gazetteer_len() -> usize {
    gazetteer::Gazetteer::embedded().len()
}
