//! From the text of a story to sentences, words, tags, trees and names.
//!
//! In: text and the byte ranges of its parts. Out: an [`Analysis`], whose every word points into the text by bytes.
//! No I/O happens here, and no text makes it fail: odd text yields less.

mod analysis;
pub mod segment;

pub use analysis::{Analysis, CodePoints, NameKind, NameTag, Sentence, Token, Upos};
