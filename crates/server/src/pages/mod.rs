//! Answers as pages: HTML by `maud`, which escapes everything that is put into it. No script and no style stands in a page.

mod actor;
mod calendar;
mod data;
mod episodes;
mod events;
mod explore;
mod frame;
mod layout;
mod ledger;
mod paste;
mod problem;
mod search;
mod stories;
mod story;

pub(crate) use actor::{actor, actors};
pub(crate) use calendar::calendar;
pub(crate) use data::data;
pub(crate) use episodes::{episode, episodes};
pub(crate) use events::events;
pub(crate) use explore::explore;
pub(crate) use frame::Frame;
pub(crate) use ledger::{contradictions, ledger};
pub(crate) use paste::paste;
pub(crate) use problem::problem;
pub(crate) use search::search;
pub(crate) use stories::stories;
pub(crate) use story::story;
