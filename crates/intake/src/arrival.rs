//! What comes out of intake: stories with what travels along with them, things passed over, and errors.

use std::fmt;

pub use record::Signal;
use record::{Delivery, Story};

/// One thing that was found in the input.
#[derive(Debug, Clone)]
pub enum Arrival {
    /// A story.
    Story(Box<Incoming>),
    /// Readable, but no English news story: named and counted, not an error.
    PassedOver(PassedOver),
    /// Could not be read; what follows it was still tried.
    Rejected(Rejected),
}

/// A story and what its source said about it beyond the record.
#[derive(Debug, Clone, PartialEq)]
pub struct Incoming {
    /// The story.
    pub story: Story,
    /// File the story came from; members of archives as `archive.zip/member`.
    pub file: String,
    /// Where in the file.
    pub place: Place,
    /// Names the story of which this is a version: the id of the first version that came in this run.
    pub chain: String,
    /// Version as the source counts it: a number, or the stage of a wire chain (`LEAD`, `2nd LD`).
    pub version: Option<String>,
    /// When this version was made: ISO 8601 date or date-time with offset.
    pub updated: Option<String>,
    /// Slug line, the working name of the story in its newsroom: the same for all versions of one story.
    pub slug: Option<String>,
    /// Subject codes and keywords, as the source writes them.
    pub subjects: Vec<String>,
    /// Places that the source's metadata names.
    pub places: Vec<String>,
    /// Copyright or rights line, kept apart from the text.
    pub copyright: Option<String>,
    /// What this version does to earlier ones.
    pub signal: Signal,
    /// What a reader of the record should know about how the story was read.
    pub warnings: Vec<Warning>,
}

impl Incoming {
    /// The story, and what its source said of it beside its text.
    pub fn into_story(self) -> (Story, Delivery) {
        let Self { story, chain, version, updated, slug, subjects, places, copyright, signal, .. } = self;
        (story, Delivery { chain, signal, version, updated, slug, subjects, places, copyright, feed: None })
    }
}

/// Something odd that did not keep the story from being read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Warning {
    /// The bytes were not UTF-8.
    #[error("not UTF-8: read as {0}")]
    Encoding(String),
    /// Some bytes stand for no character and were replaced.
    #[error("{0} bytes or characters stand for nothing and were replaced")]
    Replaced(usize),
    /// NUL and other control characters stood in the text.
    #[error("{0} control characters were taken as spaces")]
    Control(usize),
    /// No day of publication.
    #[error("no publication day: relative dates stay open")]
    NoPublicationDay,
    /// A day of publication that is no date.
    #[error("publication day `{0}` is no date that can be read: relative dates stay open")]
    BadPublicationDay(String),
    /// The day of publication was taken from the text.
    #[error("publication day taken from the text: {0}")]
    PublicationDayFromText(String),
    /// The story was withdrawn.
    #[error("withdrawn by its source: its text is left out")]
    Withdrawn,
    /// The same id came before in this run, and nothing says that this is a later version of that story.
    #[error("a story with the id `{0}` came before in this run")]
    DuplicateId(String),
    /// A dateline element holds no place that can be told apart.
    #[error("no place found in the dateline `{0}`")]
    Dateline(String),
    /// Anything a single format has to say.
    #[error("{0}")]
    Note(String),
}

/// Where in a file something stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// The file as a whole.
    Whole,
    /// Line, counted from 1.
    Line(u64),
    /// Byte, counted from 0.
    Byte(u64),
    /// Record, row, message or item, counted from 1.
    Record(u64),
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Place::Whole => Ok(()),
            Place::Line(n) => write!(f, ", line {n}"),
            Place::Byte(n) => write!(f, ", byte {n}"),
            Place::Record(n) => write!(f, ", record {n}"),
        }
    }
}

/// Input that could not be read: where, what was expected, and how to mend it.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{file}{place}: {problem}; {mend}")]
pub struct Rejected {
    /// File; members of archives as `archive.zip/member`.
    pub file: String,
    /// Where in the file.
    pub place: Place,
    /// What was found and what was expected.
    pub problem: String,
    /// How to mend it.
    pub mend: String,
}

/// Input that is readable but holds no English story.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PassedOver {
    /// File; members of archives as `archive.zip/member`.
    pub file: String,
    /// Where in the file.
    pub place: Place,
    /// Id of the story, if it has one.
    pub id: Option<String>,
    /// Why.
    pub why: PassedOverWhy,
}

/// Why something was passed over.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PassedOverWhy {
    /// The text is in another language (BCP 47 tag).
    Language(String),
    /// A picture, video, graphic, calendar entry or the like, without a text of its own.
    NotText(String),
    /// A record that carries no document (a request, a directory, an index).
    NotADocument(String),
}

impl fmt::Display for PassedOver {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{}", self.file, self.place)?;
        if let Some(id) = &self.id {
            write!(f, " ({id})")?;
        }
        match &self.why {
            PassedOverWhy::Language(tag) => write!(f, ": passed over, the text is not English but `{tag}`"),
            PassedOverWhy::NotText(what) => write!(f, ": passed over, {what} has no story text"),
            PassedOverWhy::NotADocument(what) => write!(f, ": passed over, {what} carries no document"),
        }
    }
}

/// Counts of one run.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Tally {
    /// Stories handed on.
    pub stories: u64,
    /// Stories in another language.
    pub other_language: u64,
    /// Pictures, requests and the like.
    pub passed_over: u64,
    /// Things that could not be read.
    pub rejected: u64,
    /// Stories whose id came before in the run; they are among `stories`.
    pub duplicates: u64,
    /// Whether the receiver asked to stop before the end.
    pub stopped: bool,
}
