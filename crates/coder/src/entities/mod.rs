//! Who and what a story speaks of: one entity for each person, organization, country, place and group, with every place that names
//! or describes it.
//!
//! In: a story and its [`Analysis`]. Out: [`Entities`]. The steps, one module each: names by the reader's tags and the tables
//! (`names`), each read one way throughout the story (`forms`) and joined (`join`), capitals and seats by their syntax (`seats`).

mod described;
mod draft;
mod forms;
mod found;
mod gender;
mod inside;
mod join;
mod kinds;
mod locate;
mod names;
mod nominals;
mod owners;
mod phrases;
mod profile;
mod pronouns;
mod quotations;
mod seats;
mod syntax;
mod trace;
mod words;

use language::{Analysis, CodePoints};
use record::{PartKind, Story};

use draft::Draftsman;
#[allow(unused_imports)] // For the readers of statements and events.
pub(crate) use found::{Entities, Mention};
pub(crate) use owners::holder;
#[allow(unused_imports)]
pub(crate) use trace::{Field, Origin, Step, Why};

/// The entities of a story.
pub(crate) fn find(story: &Story, analysis: &Analysis, points: &CodePoints) -> Entities {
    let headline = story.parts.iter().find(|part| part.kind == PartKind::Headline);
    let headline_end = headline.map_or(0, |part| points.bytes(part.span).end);
    let mut draft = Draftsman::new(&story.text, analysis, headline_end, story.published.as_deref());
    let dateline = story.dateline.as_ref().map(|dateline| points.bytes(dateline.span));
    join::join(&mut draft, dateline);
    locate::locate(&mut draft);
    described::describe(&mut draft);
    draft.sort();
    nominals::describe(&mut draft);
    draft.sort();
    gender::from_names(&mut draft);
    let quotations = quotations::find(&draft);
    pronouns::resolve(&mut draft, &quotations);
    owners::of_descriptions(&mut draft);
    profile::finish(draft)
}
