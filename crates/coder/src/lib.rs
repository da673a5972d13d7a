//! From read text to records: times, quantities, entities, places, statements, events.

pub mod actors;
mod fold;
pub mod places;
