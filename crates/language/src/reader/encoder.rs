//! The encoder: pieces of several sentences to one vector a word.
//!
//! In: a [`Batch`]. Out: float32 rows of [`WIDTH`], one a word, in the order of the batch. Layers are BERT's (Devlin et al. 2019).
//! Sentences stand one after another without padding; only attention knows where one ends.

use std::ops::Range;

use crate::{
    kernels::{Attention, Kernels, Quantized},
    pieces::{Casing, Pieces},
    weights::{INNER, Layer, WIDTH, Weights},
};

const HEADS: usize = 12;
/// Rows that go through a feed-forward layer together, so that its inner rows stay in the cache.
const PANEL: usize = 60;

/// Sentences as pieces.
#[derive(Debug, Default)]
pub(super) struct Batch {
    pieces: Vec<u32>,
    /// Row of the casing table for each piece: class times two, plus one inside a word.
    casing: Vec<u8>,
    /// Rows of each sentence.
    sentences: Vec<Range<usize>>,
    /// Rows of each word.
    words: Vec<Range<usize>>,
}

impl Batch {
    pub(super) fn pieces(&self) -> usize {
        self.pieces.len()
    }

    pub(super) fn clear(&mut self) {
        self.pieces.clear();
        self.casing.clear();
        self.sentences.clear();
        self.words.clear();
    }

    /// Adds a sentence; takes words until `limit` pieces, at least one, and says how many.
    pub(super) fn push<'a>(&mut self, table: &Pieces, forms: impl Iterator<Item = &'a str>, limit: usize) -> usize {
        let (first, known) = (self.pieces.len(), self.words.len());
        self.pieces.push(table.start);
        self.casing.push(0);
        for form in forms {
            let from = self.pieces.len();
            table.split(form, &mut self.pieces);
            if self.pieces.len() - first > limit && self.words.len() > known {
                self.pieces.truncate(from);
                break;
            }
            let class = Casing::of(form) as u8 * 2;
            self.casing.push(class);
            self.casing.resize(self.pieces.len(), class + 1);
            self.words.push(from..self.pieces.len());
        }
        self.pieces.push(table.end);
        self.casing.push(0);
        self.sentences.push(first..self.pieces.len());
        self.words.len() - known
    }
}

/// Working memory of one thread.
#[derive(Debug)]
pub struct Workspace {
    rows: Vec<f32>,
    added: Vec<f32>,
    qkv: Vec<f32>,
    attended: Vec<f32>,
    inner: Vec<f32>,
    words: Vec<f32>,
    quantized: Quantized,
    attention: Attention,
}

impl Default for Workspace {
    fn default() -> Self {
        Self {
            rows: Vec::new(),
            added: Vec::new(),
            qkv: Vec::new(),
            attended: Vec::new(),
            inner: Vec::new(),
            words: Vec::new(),
            quantized: Quantized::default(),
            attention: Attention::new(WIDTH, HEADS),
        }
    }
}

impl Workspace {
    /// The vectors of the words last encoded, for work that needs them and the workspace both.
    pub(super) fn take_words(&mut self) -> Vec<f32> {
        std::mem::take(&mut self.words)
    }

    /// Gives the memory back.
    pub(super) fn give_words(&mut self, words: Vec<f32>) {
        self.words = words;
    }
}

/// Runs the encoder over a batch.
pub(super) fn encode<'w>(kernels: Kernels, weights: &Weights, workspace: &'w mut Workspace, batch: &Batch) -> &'w [f32] {
    embed(kernels, weights, workspace, batch);
    run(kernels, &weights.layers, workspace, &batch.sentences);
    pool(workspace, batch)
}

/// Runs layers over the rows of the workspace, in which `sentences` stand one after another.
fn run(kernels: Kernels, layers: &[Layer], workspace: &mut Workspace, sentences: &[Range<usize>]) {
    for layer in layers {
        attend(kernels, layer, workspace, sentences);
        feed_forward(kernels, layer, workspace);
    }
}

/// Runs layers over rows made by the caller. Out: as many rows.
pub(super) fn encode_rows<'w>(
    kernels: Kernels,
    layers: &[Layer],
    workspace: &'w mut Workspace,
    rows: &mut Vec<f32>,
    sentences: &[Range<usize>],
) -> &'w [f32] {
    std::mem::swap(&mut workspace.rows, rows);
    run(kernels, layers, workspace, sentences);
    &workspace.rows
}

fn embed(kernels: Kernels, weights: &Weights, workspace: &mut Workspace, batch: &Batch) {
    let length = batch.pieces.len() * WIDTH;
    let Workspace { rows, added, .. } = workspace;
    rows.clear();
    rows.resize(length, 0.0);
    added.resize(length, 0.0);
    for sentence in &batch.sentences {
        for (position, at) in sentence.clone().enumerate() {
            let row = &mut rows[at * WIDTH..][..WIDTH];
            weights.word.add_row((batch.pieces[at] as usize).min(weights.word.rows() - 1), row);
            weights.position.add_row(position, row);
            let casing = usize::from(batch.casing[at]);
            added[at * WIDTH..][..WIDTH].copy_from_slice(&weights.casing[casing * WIDTH..][..WIDTH]);
        }
    }
    kernels.add_and_norm(rows, added, &weights.norm.weight, &weights.norm.bias);
}

fn attend(kernels: Kernels, layer: &Layer, workspace: &mut Workspace, sentences: &[Range<usize>]) {
    let Workspace { rows, added, qkv, attended, quantized, attention, .. } = workspace;
    kernels.quantize(rows, WIDTH, quantized);
    kernels.product(quantized, &layer.qkv, qkv);
    attended.resize(rows.len(), 0.0);
    for sentence in sentences {
        let input = &qkv[sentence.start * 3 * WIDTH..sentence.end * 3 * WIDTH];
        kernels.attend(attention, input, &mut attended[sentence.start * WIDTH..sentence.end * WIDTH]);
    }
    kernels.quantize(attended, WIDTH, quantized);
    kernels.product(quantized, &layer.out, added);
    kernels.add_and_norm(rows, added, &layer.norm1.weight, &layer.norm1.bias);
}

fn feed_forward(kernels: Kernels, layer: &Layer, workspace: &mut Workspace) {
    let Workspace { rows, added, inner, quantized, .. } = workspace;
    for panel in rows.chunks_mut(PANEL * WIDTH) {
        kernels.quantize(panel, WIDTH, quantized);
        kernels.product(quantized, &layer.up, inner);
        kernels.gelu(inner);
        kernels.quantize(inner, INNER, quantized);
        kernels.product(quantized, &layer.down, added);
        kernels.add_and_norm(panel, added, &layer.norm2.weight, &layer.norm2.bias);
    }
}

/// The mean of a word's pieces.
fn pool<'w>(workspace: &'w mut Workspace, batch: &Batch) -> &'w [f32] {
    let Workspace { rows, words, .. } = workspace;
    words.resize(batch.words.len() * WIDTH, 0.0);
    for (word, out) in batch.words.iter().zip(words.chunks_exact_mut(WIDTH)) {
        out.copy_from_slice(&rows[word.start * WIDTH..][..WIDTH]);
        for row in word.start + 1..word.end {
            for (o, v) in out.iter_mut().zip(&rows[row * WIDTH..][..WIDTH]) {
                *o += v;
            }
        }
        let share = 1.0 / word.len() as f32;
        for o in out {
            *o *= share;
        }
    }
    words
}
