//! Answers as pages: HTML by `maud`, which escapes everything that is put into it. No script and no style stands in a page.

mod events;
mod explore;
mod filters;
mod frame;
mod layout;
mod marks;
mod problem;
mod stories;
mod story;
mod words;

pub(crate) use events::events;
pub(crate) use explore::explore;
pub(crate) use frame::Frame;
pub(crate) use problem::problem;
pub(crate) use stories::stories;
pub(crate) use story::story;
