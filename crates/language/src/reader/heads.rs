//! From word vectors to tags, lemmas, trees and names.
//!
//! In: one row of head projections a word. Out: everything in a [`Token`] but its span. Trees are the maximum spanning trees of the
//! biaffine arc scores (Dozat & Manning 2017) with one root.

use super::{
    attribution,
    lemma::{Dictionary, LemmaScript},
    names, tree,
};
use crate::{
    analysis::{Token, Upos},
    kernels::{Kernels, Quantized},
    weights::{ARC, RELATION, WIDTH, Weights},
};

/// Classes of the heads as the record writes them. A model is loaded once, so its strings may live as long as the program.
#[derive(Debug)]
pub(super) struct Labels {
    upos: Vec<Upos>,
    xpos: Vec<&'static str>,
    feats: Vec<&'static str>,
    lemma: Vec<LemmaScript>,
    dictionary: Dictionary,
    names: names::Tags,
    pub(super) attribution: attribution::Tags,
    relations: Vec<&'static str>,
    root: usize,
}

impl Labels {
    pub(super) fn new(weights: &Weights) -> Self {
        let inventory = &weights.inventory;
        let keep = |values: &[String]| values.iter().map(|v| &*v.clone().leak()).collect::<Vec<&'static str>>();
        Self {
            upos: inventory.upos.iter().map(|v| Upos::parse(v).unwrap_or_default()).collect(),
            xpos: keep(&inventory.xpos),
            feats: keep(&inventory.feats),
            lemma: inventory.lemma.iter().map(|v| LemmaScript::parse(v)).collect(),
            dictionary: Dictionary::new(&weights.lemmas),
            names: names::Tags::new(&inventory.names),
            attribution: attribution::Tags::new(inventory),
            relations: keep(&inventory.relations),
            root: inventory.relations.iter().position(|r| r == "root").unwrap_or(0),
        }
    }

    fn names_at(&self) -> usize {
        Columns::TAGS + self.upos.len() + self.xpos.len() + self.feats.len() + self.lemma.len()
    }

    /// Where the scores of cues begin in a row of projections.
    pub(super) fn cues_at(&self) -> usize {
        self.names_at() + self.names.len()
    }
}

/// Where each head's columns begin in a row of projections.
struct Columns;

impl Columns {
    const ARC_DEP: usize = 0;
    const ARC_HEAD: usize = ARC;
    const RELATION_DEP: usize = 2 * ARC;
    const RELATION_HEAD: usize = 2 * ARC + 2 * RELATION;
    const TAGS: usize = 2 * ARC + 4 * RELATION;
}

/// All heads' projections of word vectors: one product.
pub(super) fn project(kernels: Kernels, weights: &Weights, vectors: &[f32]) -> Vec<f32> {
    let (mut quantized, mut scores) = (Quantized::default(), Vec::new());
    kernels.quantize(vectors, WIDTH, &mut quantized);
    kernels.product(&quantized, &weights.heads, &mut scores);
    scores
}

/// Fills in the words of one sentence from their projections.
pub(super) fn label(kernels: Kernels, weights: &Weights, labels: &Labels, root: &[f32], scores: &[f32], words: &mut [Token]) {
    let width = weights.heads.padded();
    for (row, word) in scores.chunks_exact(width).zip(words.iter_mut()) {
        let mut at = Columns::TAGS;
        let mut next = |size: usize| {
            let best = largest(&row[at..at + size]);
            at += size;
            best
        };
        word.upos = labels.upos[next(labels.upos.len())];
        word.xpos = labels.xpos[next(labels.xpos.len())];
        word.feats = labels.feats[next(labels.feats.len())];
        let edit = &labels.lemma[next(labels.lemma.len())];
        word.lemma = labels.dictionary.get(&word.form, word.upos).unwrap_or_else(|| edit.apply(&word.form));
    }
    let names_at = labels.names_at();
    labels.names.decode(scores.chunks_exact(width).map(|row| &row[names_at..][..labels.names.len()]), words);
    let heads = heads_of(kernels, weights, root, scores, words.len());
    relate(kernels, weights, labels, root, scores, &heads, words);
}

fn leaky(x: f32) -> f32 {
    if x < 0.0 { x * 0.1 } else { x }
}

/// Index of the largest score; the first of equals.
fn largest(scores: &[f32]) -> usize {
    let mut best = 0;
    for (i, s) in scores.iter().enumerate() {
        if *s > scores[best] {
            best = i;
        }
    }
    best
}

/// The head of each word: 0 is the root, `i + 1` the word `i`.
fn heads_of(kernels: Kernels, weights: &Weights, root: &[f32], scores: &[f32], count: usize) -> Vec<usize> {
    let width = weights.heads.padded();
    let rows = || scores.chunks_exact(width);
    let deps: Vec<f32> = rows().flat_map(|r| r[Columns::ARC_DEP..][..ARC].iter().map(|&v| leaky(v))).collect();
    let heads: Vec<f32> =
        std::iter::once(root).chain(rows()).flat_map(|r| r[Columns::ARC_HEAD..][..ARC].iter().map(|&v| leaky(v))).collect();
    let (mut quantized, mut turned) = (Quantized::default(), Vec::new());
    kernels.quantize(&deps, ARC, &mut quantized);
    kernels.product(&quantized, &weights.arcs, &mut turned);
    let mut arcs = vec![0.0; count * (count + 1)];
    kernels.dots(&turned, &heads, ARC, &mut arcs);
    tree::maximum_spanning_tree(&arcs, count)
}

/// Relations for the chosen heads.
fn relate(
    kernels: Kernels,
    weights: &Weights,
    labels: &Labels,
    root: &[f32],
    scores: &[f32],
    heads: &[usize],
    words: &mut [Token],
) {
    let width = weights.heads.padded();
    let mut mixed = Vec::with_capacity(words.len() * RELATION);
    for (row, &head) in scores.chunks_exact(width).zip(heads) {
        let dep = &row[Columns::RELATION_DEP..][..2 * RELATION];
        let governor = if head == 0 { root } else { &scores[(head - 1) * width..][..width] };
        let governor = &governor[Columns::RELATION_HEAD..][..2 * RELATION];
        mixed.extend((0..RELATION).map(|i| leaky(dep[i] + governor[i] + dep[RELATION + i] * governor[RELATION + i])));
    }
    let (mut quantized, mut found) = (Quantized::default(), Vec::new());
    kernels.quantize(&mixed, RELATION, &mut quantized);
    kernels.product(&quantized, &weights.relations, &mut found);
    for ((word, row), &head) in words.iter_mut().zip(found.chunks_exact_mut(weights.relations.padded())).zip(heads) {
        word.head = head.checked_sub(1);
        word.deprel = if head == 0 {
            "root"
        } else {
            row[labels.root] = f32::NEG_INFINITY;
            labels.relations[largest(&row[..labels.relations.len()])]
        };
    }
}
