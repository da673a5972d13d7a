//! What a reader found out about one story, before the text is put together.

use crate::arrival::{Signal, Warning};

/// A story as a reader hands it in: pieces, not yet one text.
#[derive(Debug, Clone, Default)]
pub(crate) struct Draft {
    pub(crate) id: Option<String>,
    pub(crate) source: Option<String>,
    pub(crate) url: Option<String>,
    pub(crate) byline: Option<String>,
    pub(crate) language: Option<String>,
    /// As the source writes it; read by [`crate::moment`].
    pub(crate) published: Option<String>,
    pub(crate) updated: Option<String>,
    pub(crate) headline: Option<String>,
    /// A dateline that the source keeps apart from the body.
    pub(crate) dateline: Option<MarkedDateline>,
    pub(crate) body: Body,
    pub(crate) version: Option<String>,
    pub(crate) slug: Option<String>,
    pub(crate) subjects: Vec<String>,
    pub(crate) places: Vec<String>,
    pub(crate) copyright: Option<String>,
    pub(crate) signal: Signal,
    pub(crate) warnings: Vec<Warning>,
}

/// A dateline that the source marks as one.
#[derive(Debug, Clone)]
pub(crate) struct MarkedDateline {
    pub(crate) text: String,
    /// The place words in `text`, if the source marks them too.
    pub(crate) place: Option<String>,
    /// Whether all of it can be taken as a dateline. Some sources put other words there.
    pub(crate) sure: bool,
}

/// The text of a story as the source holds it.
#[derive(Debug, Clone)]
pub(crate) enum Body {
    /// One string: paragraphs and a headline are still to be found in it.
    Text(String),
    /// Paragraphs in which a headline is still to be found.
    Lines(Vec<String>),
    /// Paragraphs that the source keeps apart, headline and all.
    Paragraphs(Vec<String>),
}

impl Default for Body {
    fn default() -> Self {
        Body::Paragraphs(Vec::new())
    }
}
