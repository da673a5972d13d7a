//! The HTTP interface and the pages of a file of records.
//!
//! In: the path of a file that `dateline ingest` made, and what codes a text ([`Coding`]). Out: a server ([`serve`]) that answers every address as
//! a page, as JSON and, where it makes sense, as CSV, Atom or iCalendar. It reads only, unless a token is given; it fetches nothing.
//!
//! ```text
//! request ──guards──▶ parameters ──▶ View: question ─▶ store, columns ─▶ typed answer ──▶ page | JSON | CSV | Atom | iCalendar ──▶ cache
//! ```
//!
//! One [`views::View`] stands for one address: its question (the parameters) and its answer are Rust types, and the OpenAPI document is made from
//! them.

mod answering;
mod assets;
mod cache;
mod coding;
mod feed;
mod forms;
mod guards;
mod ical;
mod listen;
mod metrics;
mod openapi;
mod pages;
mod parameters;
mod planned;
mod problem;
mod readers;
mod router;
mod site;
mod streams;
mod views;
mod writing;

pub use coding::Coding;
pub use ical::calendar;
pub use listen::{Stopped, serve};
pub use router::router;
pub use site::{Options, Site};
