//! The trained reader: one encoder, one pass, a head for every task.
//!
//! In: a text and its parts, or words that are already cut. Out: an [`Analysis`]. The result of a sentence depends on nothing but
//! its words: not on the sentences beside it, the number of threads or the processor.

mod attribution;
mod bio;
mod encoder;
mod heads;
mod lemma;
mod meaning;
mod names;
mod tree;

use std::ops::Range;

use crate::{
    analysis::{Analysis, Attribution, Sentence, Token},
    kernels::{Kernels, Path},
    pieces::Pieces,
    weights::{Weights, WeightsError},
};
use encoder::Batch;
use heads::Labels;
use meaning::Meanings;

pub use encoder::Workspace;

/// The weights that the program carries.
static ENGLISH: &[u8] = include_bytes!("../../../../models/english.bin");

/// Pieces that go through the encoder together: enough rows for the products, few enough for the cache.
const BATCH: usize = 256;
/// Pieces of one unit, short of the encoder's 512 positions.
const MAX_UNIT_PIECES: usize = 500;
/// Words of one unit: arcs cost the square of it.
const MAX_UNIT_WORDS: usize = 320;

/// A model in memory. Shared by all threads; each brings its own [`Workspace`].
#[derive(Debug)]
pub struct Reader {
    weights: Weights,
    pieces: Pieces,
    labels: Labels,
    kernels: Kernels,
    /// Head projections of the root, which are the same in every sentence.
    root: Vec<f32>,
    meanings: Meanings,
}

/// Words that go through the encoder as one sentence: a whole one, or a stretch of a very long one.
struct Unit {
    sentence: usize,
    words: Range<usize>,
}

impl Reader {
    /// The English reader that comes with the program.
    pub fn english(path: Path) -> Self {
        Self::from_bytes(ENGLISH, path).expect("the model in the program was checked when it was built")
    }

    /// A reader from the bytes of a model file.
    ///
    /// # Errors
    ///
    /// When the bytes are not a whole model file of this version.
    pub fn from_bytes(bytes: &'static [u8], path: Path) -> Result<Self, WeightsError> {
        let kernels = Kernels::new(path);
        let weights = Weights::read(bytes, kernels)?;
        let pieces = Pieces::new(&weights.vocabulary);
        let labels = Labels::new(&weights);
        let root = heads::project(kernels, &weights, &weights.root);
        Ok(Self { weights, pieces, labels, kernels, root, meanings: Meanings::english(kernels) })
    }

    /// Reads `text`, part by part: tags, trees, names, what words mean, and who says what.
    pub fn read(&self, workspace: &mut Workspace, text: &str, parts: impl IntoIterator<Item = Range<usize>>) -> Analysis {
        let mut analysis = Analysis::unread(text, parts);
        self.go_over(workspace, &mut analysis.sentences, true);
        analysis
    }

    /// The encoder's vector of each word of a sentence, 384 numbers a word, for training what stands on top of the reader. A sentence too long
    /// for one pass gives those of its beginning.
    pub fn vectors(&self, workspace: &mut Workspace, sentence: &Sentence) -> Vec<f32> {
        let mut batch = Batch::default();
        batch.push(&self.pieces, sentence.tokens.iter().take(MAX_UNIT_WORDS).map(|t| &*t.form), MAX_UNIT_PIECES);
        encoder::encode(self.kernels, &self.weights, workspace, &batch).to_vec()
    }

    /// Reads `text`, part by part: tags, trees and names alone.
    pub fn parse(&self, workspace: &mut Workspace, text: &str, parts: impl IntoIterator<Item = Range<usize>>) -> Analysis {
        let mut analysis = Analysis::unread(text, parts);
        self.annotate(workspace, &mut analysis.sentences);
        analysis
    }

    /// Tags, parses and finds names in sentences whose words are given.
    pub fn annotate(&self, workspace: &mut Workspace, sentences: &mut [Sentence]) {
        self.go_over(workspace, sentences, false);
    }

    fn go_over(&self, workspace: &mut Workspace, sentences: &mut [Sentence], attribute: bool) {
        let mut units: Vec<Unit> = Vec::new();
        let mut batch = Batch::default();
        for index in 0..sentences.len() {
            let mut from = 0;
            while from < sentences[index].tokens.len() {
                let forms = sentences[index].tokens[from..].iter().take(MAX_UNIT_WORDS).map(|t| &*t.form);
                let count = batch.push(&self.pieces, forms, MAX_UNIT_PIECES);
                units.push(Unit { sentence: index, words: from..from + count });
                from += count;
                if batch.pieces() >= BATCH {
                    self.run(workspace, &mut batch, &mut units, sentences, attribute);
                }
            }
        }
        self.run(workspace, &mut batch, &mut units, sentences, attribute);
    }

    fn run(
        &self,
        workspace: &mut Workspace,
        batch: &mut Batch,
        units: &mut Vec<Unit>,
        sentences: &mut [Sentence],
        attribute: bool,
    ) {
        if units.is_empty() {
            return;
        }
        let vectors = encoder::encode(self.kernels, &self.weights, workspace, batch);
        let scores = heads::project(self.kernels, &self.weights, vectors);
        let meanings = if attribute { self.meanings.of(self.kernels, vectors) } else { Vec::new() };
        let width = self.weights.heads.padded();
        let mut row = 0;
        for unit in units.iter() {
            let count = unit.words.len();
            let scores = &scores[row * width..(row + count) * width];
            sentences[unit.sentence].meanings.extend(meanings.iter().skip(row).take(count));
            row += count;
            let tokens = &mut sentences[unit.sentence].tokens;
            let words = &mut tokens[unit.words.clone()];
            heads::label(self.kernels, &self.weights, &self.labels, &self.root, scores, words);
            if unit.words.start > 0 {
                join(tokens, &unit.words);
            }
        }
        if attribute {
            self.attribute(workspace, units, &scores, sentences);
        }
        units.clear();
        batch.clear();
    }

    fn attribute(&self, workspace: &mut Workspace, units: &[Unit], scores: &[f32], sentences: &mut [Sentence]) {
        let (width, at) = (self.weights.heads.padded(), self.labels.cues_at());
        let mut end = 0;
        let rows: Vec<Range<usize>> = units
            .iter()
            .map(|unit| {
                let start = end;
                end += unit.words.len();
                start..end
            })
            .collect();
        let vectors = workspace.take_words();
        let cue_scores = |row: usize| &scores[row * width + at..(row + 1) * width];
        let found = self.labels.attribution.find(self.kernels, &self.weights, workspace, &vectors, &rows, cue_scores);
        workspace.give_words(vectors);
        for (unit, found) in units.iter().zip(found) {
            let moved = |range: Range<usize>| range.start + unit.words.start..range.end + unit.words.start;
            sentences[unit.sentence].attributions.extend(found.into_iter().map(|a| Attribution {
                cue: moved(a.cue),
                source: a.source.into_iter().map(moved).collect(),
                content: a.content.into_iter().map(moved).collect(),
            }));
        }
    }
}

/// Hangs a further stretch of a very long sentence on its first root.
fn join(tokens: &mut [Token], words: &Range<usize>) {
    let root = tokens[..words.start].iter().position(|t| t.head.is_none()).unwrap_or(0);
    for token in &mut tokens[words.clone()] {
        match &mut token.head {
            Some(head) => *head += words.start,
            None => {
                token.head = Some(root);
                token.deprel = "parataxis";
            }
        }
    }
}
