//! From read text to records: times, quantities, entities, places, statements, events.

pub mod actors;
