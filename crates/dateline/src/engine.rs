//! A story to its record: the rooms of the program, one after another.
//!
//! In: a [`Story`]. Out: a [`Record`]. The engine is shared by all threads; each brings its own [`Workspace`].

use coder::explanation::Explanation;
use language::{Analysis, CodePoints, Path, Reader, Workspace};
use record::{PartKind, Record, Story};

/// Everything that is loaded once.
#[derive(Debug)]
pub struct Engine {
    reader: Reader,
    identity: record::Engine,
}

impl Engine {
    /// Loads the models and the lexicon.
    pub fn new(path: Path) -> Self {
        let identity = record::Engine {
            version: env!("CARGO_PKG_VERSION").into(),
            models: env!("DATELINE_MODELS").into(),
            lexicon: env!("DATELINE_LEXICON").into(),
        };
        Self { reader: Reader::english(path), identity }
    }

    /// What it is: the version, models and lexicon that its records name.
    pub fn identity(&self) -> &record::Engine {
        &self.identity
    }

    /// The reader of language.
    pub fn reader(&self) -> &Reader {
        &self.reader
    }

    /// Reads and codes one story.
    pub fn code(&self, workspace: &mut Workspace, story: Story) -> Record {
        let points = CodePoints::new(&story.text);
        let analysis = self.read(workspace, &story, &points);
        coder::code(story, &analysis, &points, self.identity.clone())
    }

    /// Reads and codes one story, and says how each part of its record came about.
    pub fn explain(&self, workspace: &mut Workspace, story: Story) -> (Record, Explanation) {
        let points = CodePoints::new(&story.text);
        let analysis = self.read(workspace, &story, &points);
        coder::explain(story, &analysis, &points, self.identity.clone())
    }

    fn read(&self, workspace: &mut Workspace, story: &Story, points: &CodePoints) -> Analysis {
        let read = story.parts.iter().filter(|part| matches!(part.kind, PartKind::Headline | PartKind::Paragraph));
        self.reader.read(workspace, &story.text, read.map(|part| points.bytes(part.span)))
    }
}
