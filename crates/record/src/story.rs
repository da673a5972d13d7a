//! The story: its text, where it came from, and the spans of its parts.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Half-open `[start, end)` range of Unicode code points in [`Story::text`]; serialised as a pair.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(from = "(usize, usize)", into = "(usize, usize)")]
#[schemars(with = "(usize, usize)")]
pub struct Span {
    /// First code point.
    pub start: usize,
    /// One past the last code point.
    pub end: usize,
}

impl From<(usize, usize)> for Span {
    fn from((start, end): (usize, usize)) -> Self {
        Self { start, end }
    }
}

impl From<Span> for (usize, usize) {
    fn from(span: Span) -> Self {
        (span.start, span.end)
    }
}

/// A news story as it was read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Story {
    /// Given by the source, else a hash of the text: the same text has the same id everywhere.
    pub id: String,
    /// Publisher, wire or file collection.
    pub source: Option<String>,
    /// Address of the story.
    pub url: Option<String>,
    /// Author line as printed.
    pub byline: Option<String>,
    /// BCP 47 language tag of the text.
    pub language: String,
    /// ISO 8601 date or date-time with offset; `null` if the source gives none, and then relative dates stay open.
    pub published: Option<String>,
    /// The headline as it stands in `text`, if there is one.
    pub headline: Option<String>,
    /// The dateline, if the story has one.
    pub dateline: Option<Dateline>,
    /// Normalised text, headline first; all offsets point into it.
    pub text: String,
    /// Headline, byline, dateline and paragraphs in text order, never overlapping.
    pub parts: Vec<Part>,
}

/// Where the story says it was written.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Dateline {
    /// The place words only, without day or agency.
    pub span: Span,
    /// The words under `span`.
    pub text: String,
    /// Id of the place's entity.
    pub place: Option<String>,
}

/// A stretch of the text and what it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Part {
    /// What stands here.
    pub kind: PartKind,
    /// Where it stands, without the white space around it.
    pub span: Span,
}

/// What a part of a story is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum PartKind {
    /// The headline.
    Headline,
    /// Place, day and agency before the first sentence.
    Dateline,
    /// Author line.
    Byline,
    /// A paragraph of the body.
    Paragraph,
}
