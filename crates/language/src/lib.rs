//! From the text of a story to sentences, words, tags, trees and names.
//!
//! In: text and the byte ranges of its parts. Out: an [`Analysis`], whose every word points into the text by bytes.
//! No I/O happens here, and no text makes it fail: odd text yields less.

mod analysis;
mod enhanced;
mod kernels;
mod pieces;
mod reader;
pub mod segment;
mod weights;

pub use analysis::{Analysis, Attribution, CodePoints, Meaning, NameKind, NameTag, Sentence, Token, Upos};
pub use enhanced::{Edge, enhance};
pub use kernels::Path;
pub use reader::{Reader, Workspace};
pub use weights::WeightsError;
