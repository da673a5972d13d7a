//! Bytes to stories: readers for every form that news comes in.
//!
//! In: files, folders, globs, standard input, or bytes with a name. Out: one [`Arrival`] after another, in input order: a story
//! ([`Incoming`]), something that was passed over and why ([`PassedOver`]), or something that could not be read ([`Rejected`]).
//! Nothing is dropped in silence. Formats are told by content, never by file name. Memory is bounded by the largest single story
//! ([`Options::max_story_bytes`]), whatever the size of the input.
//!
//! ```no_run
//! use std::ops::ControlFlow;
//! use dateline_intake::{Arrival, Input, Options, read};
//!
//! let tally = read(&[Input::from("stories/")], &Options::default(), &mut |arrival| {
//!     match arrival {
//!         Arrival::Story(incoming) => println!("{}", incoming.story.id),
//!         Arrival::PassedOver(passed) => eprintln!("{passed}"),
//!         Arrival::Rejected(rejected) => eprintln!("{rejected}"),
//!     }
//!     ControlFlow::Continue(())
//! });
//! println!("{} stories", tally.stories);
//! ```
//!
//! # Text
//! A story's text is its headline, a blank line, then its paragraphs with a blank line between each two; inside a paragraph white
//! space is one space, and lines that were broken to a width are joined. The letters are those of the source in their order: a text
//! that came as a JSON string keeps every one of them.

mod arrival;
mod byline;
mod chains;
mod compose;
mod dateline;
mod decode;
mod draft;
mod feed;
pub mod feeds;
mod fields;
mod fragment;
mod furniture;
mod guard;
mod headline;
pub mod html;
mod http;
mod input;
mod json;
mod language;
mod mail;
mod markup;
mod moment;
mod newsml1;
mod newsml_g2;
mod newsml_g2_rules;
mod ninjs;
mod ninjs_rules;
mod nitf;
mod object;
mod options;
mod packed;
mod page;
mod paragraphs;
mod plain;
mod reading;
mod reuters;
mod rows;
mod signals;
mod sniff;
mod stream;
mod warc;
mod wire;
mod words;
mod xml;
mod xml_news;

pub use arrival::{Arrival, Incoming, PassedOver, PassedOverWhy, Place, Rejected, Signal, Tally, Warning};
pub use feed::arrival as feed_arrival;
pub use input::{Input, read, read_bytes};
pub use object::read_object;
pub use options::{Fields, Options};
