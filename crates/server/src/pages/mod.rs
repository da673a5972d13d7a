//! Answers as pages: HTML by `maud`, which escapes everything that is put into it. No script and no style stands in a page.

mod actor;
mod calendar;
mod data;
mod episodes;
mod events;
mod explore;
mod facets;
mod filters;
mod frame;
mod layout;
mod ledger;
mod marks;
mod paste;
mod problem;
mod sayings;
mod search;
mod stories;
mod story;
mod words;

pub(crate) use actor::{actor, actors};
pub(crate) use calendar::calendar;
pub(crate) use data::data;
pub(crate) use episodes::{episode, episodes};
pub(crate) use events::events;
pub(crate) use explore::explore;
pub(crate) use frame::Frame;
pub(crate) use ledger::{contradictions, ledger};
pub(crate) use paste::{Pasted, paste};
pub(crate) use problem::problem;
pub(crate) use search::search;
pub(crate) use stories::stories;
pub(crate) use story::story;
