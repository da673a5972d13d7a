//! The act between two marked parties of a sentence.
//!
//! In: a text, and the spans of both parties in code points. Out: the act, from the one to the other.

use std::ops::Range;

use coder::events::Relation;
use language::{Analysis, CodePoints, Reader, Workspace};
use record::Span;

/// Longest sentence that is read, in bytes.
const LONGEST: usize = 1 << 20;

/// Why a sentence cannot be read so.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Unrelated {
    /// More than a sentence.
    #[error("a text of {0} bytes; a sentence of at most {LONGEST} is expected")]
    TooLong(usize),
    /// A party stands nowhere.
    #[error("the span [{}, {}] is no part of the text, which has {length} code points", span.start, span.end)]
    NoPart {
        /// What was given.
        span: Span,
        /// Code points of the text.
        length: usize,
    },
}

/// A sentence that was read, with its parties as byte ranges.
#[derive(Debug)]
pub struct Pair {
    /// The sentence.
    pub analysis: Analysis,
    /// Who acts.
    pub source: Vec<Range<usize>>,
    /// Whom it is done to.
    pub target: Vec<Range<usize>>,
}

impl Pair {
    /// Reads a sentence; its parties are spans of code points.
    pub fn read(
        reader: &Reader,
        workspace: &mut Workspace,
        text: &str,
        source: &[Span],
        target: &[Span],
    ) -> Result<Self, Unrelated> {
        if text.len() > LONGEST {
            return Err(Unrelated::TooLong(text.len()));
        }
        let points = CodePoints::new(text);
        let length = points.at(text.len());
        if let Some(&span) = source.iter().chain(target).find(|s| s.start >= s.end || s.end > length) {
            return Err(Unrelated::NoPart { span, length });
        }
        let bytes = |spans: &[Span]| -> Vec<Range<usize>> { spans.iter().map(|&span| points.bytes(span)).collect() };
        let analysis = reader.read(workspace, text, std::iter::once(0..text.len()));
        Ok(Self { analysis, source: bytes(source), target: bytes(target) })
    }

    /// The best single act from source to target, its confidence in four decimals.
    pub fn relation(&self) -> Relation {
        let mut relation = coder::events::relate(&self.analysis, &self.source, &self.target);
        relation.confidence = (relation.confidence * 1e4).round() / 1e4;
        relation
    }
}
