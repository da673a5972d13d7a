//! Who and what a story speaks of: one entity for each person, organization, country, place and group, with every place that names
//! or describes it.
//!
//! In: a story and its [`Analysis`]. Out: [`Entities`]. The steps, one module each: names by the reader's tags and the tables
//! (`names`), each read one way throughout the story (`forms`) and joined (`join`), capitals and seats by their syntax (`seats`).

mod draft;
mod forms;
mod found;
mod join;
mod names;
mod profile;
mod seats;
mod trace;
mod tree;
mod words;

use language::{Analysis, CodePoints};
use record::Story;

use draft::Draftsman;
#[allow(unused_imports)] // For the readers of statements and events.
pub(crate) use found::{Entities, Mention};
#[allow(unused_imports)]
pub(crate) use trace::{Field, Origin, Step, Why};
#[allow(unused_imports)]
pub(crate) use tree::Tree;

/// The entities of a story.
pub(crate) fn find(story: &Story, analysis: &Analysis, points: &CodePoints) -> Entities {
    let mut draft = Draftsman::new(&story.text, analysis, story.published.as_deref());
    let dateline = story.dateline.as_ref().map(|dateline| points.bytes(dateline.span));
    join::join(&mut draft, dateline);
    profile::finish(draft)
}
