//! Who says what: cues from their head, then sources and contents from a tower that reads the sentence once more for each cue.
//!
//! In: a vector a word, and the scores of the cue head. Out: [`Attribution`]s in the order of their cues. The tower's input is each word, its
//! place relative to the cue, and the mean of the cue's words; after its layers every word is outside, source or content (BIO).
//! Trained on PolNeAR (Newell, Margolin & Ruths 2018).

use std::ops::Range;

use super::{
    bio::{Tag, decode, spans},
    encoder::{Workspace, encode_rows},
};
use crate::{
    analysis::Attribution,
    kernels::{Kernels, Quantized},
    weights::{Inventory, REACH, Tower, WIDTH, Weights},
};

/// Rows that go through the tower together.
const BATCH: usize = 512;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Role {
    Source,
    Content,
}

/// The tags in the order of their scores.
#[derive(Debug)]
pub(super) struct Tags {
    cues: Vec<Tag<()>>,
    roles: Vec<Tag<Role>>,
}

/// A cue among the words of a batch.
struct Instance {
    unit: usize,
    /// Words of the sentence, counted over the batch.
    words: Range<usize>,
    /// Words of the cue, counted from the sentence's first.
    cue: Range<usize>,
}

impl Tags {
    pub(super) fn new(inventory: &Inventory) -> Self {
        let role = |label: &str| if label == "S" { Role::Source } else { Role::Content };
        Self {
            cues: inventory.cues.iter().map(|tag| Tag::parse(tag, |_| ())).collect(),
            roles: inventory.roles.iter().map(|tag| Tag::parse(tag, role)).collect(),
        }
    }

    /// The attributions of each of `units`, which are ranges of the words of a batch. `cue_scores` gives the scores of one word's cue tags.
    pub(super) fn find<'s>(
        &self,
        kernels: Kernels,
        weights: &Weights,
        workspace: &mut Workspace,
        vectors: &[f32],
        units: &[Range<usize>],
        cue_scores: impl Fn(usize) -> &'s [f32],
    ) -> Vec<Vec<Attribution>> {
        let mut out: Vec<Vec<Attribution>> = units.iter().map(|_| Vec::new()).collect();
        let mut waiting: Vec<Instance> = Vec::new();
        let mut rows = 0;
        for (unit, words) in units.iter().enumerate() {
            let tags = decode(&self.cues, words.clone().map(|w| &cue_scores(w)[..self.cues.len()]));
            for cue in spans(&tags, ()) {
                rows += words.len();
                waiting.push(Instance { unit, words: words.clone(), cue });
                if rows >= BATCH {
                    self.assign(kernels, &weights.tower, workspace, vectors, &mut waiting, &mut out);
                    rows = 0;
                }
            }
        }
        self.assign(kernels, &weights.tower, workspace, vectors, &mut waiting, &mut out);
        out
    }

    fn assign(
        &self,
        kernels: Kernels,
        tower: &Tower,
        workspace: &mut Workspace,
        vectors: &[f32],
        waiting: &mut Vec<Instance>,
        out: &mut [Vec<Attribution>],
    ) {
        if waiting.is_empty() {
            return;
        }
        let (mut rows, sentences) = input(kernels, tower, vectors, waiting);
        let encoded = encode_rows(kernels, &tower.layers, workspace, &mut rows, &sentences);
        let (mut quantized, mut scores) = (Quantized::default(), Vec::new());
        kernels.quantize(encoded, WIDTH, &mut quantized);
        kernels.product(&quantized, &tower.roles, &mut scores);
        let width = tower.roles.padded();
        for (instance, sentence) in waiting.drain(..).zip(sentences) {
            let scores = &mut scores[sentence.start * width..sentence.end * width];
            for row in scores[instance.cue.start * width..instance.cue.end * width].chunks_exact_mut(width) {
                // A word of the cue has no other part in it.
                row[1..].fill(f32::NEG_INFINITY);
            }
            let tags = decode(&self.roles, scores.chunks_exact(width).map(|row| &row[..self.roles.len()]));
            out[instance.unit].push(Attribution {
                cue: instance.cue,
                source: spans(&tags, Role::Source),
                content: spans(&tags, Role::Content),
            });
        }
    }
}

/// The tower's rows, and which of them are whose.
fn input(kernels: Kernels, tower: &Tower, vectors: &[f32], instances: &[Instance]) -> (Vec<f32>, Vec<Range<usize>>) {
    let mut means = Vec::with_capacity(instances.len() * WIDTH);
    for instance in instances {
        let first = instance.words.start;
        let cue = &vectors[(first + instance.cue.start) * WIDTH..(first + instance.cue.end) * WIDTH];
        let from = means.len();
        means.resize(from + WIDTH, 0.0);
        for row in cue.chunks_exact(WIDTH) {
            for (mean, v) in means[from..].iter_mut().zip(row) {
                *mean += v;
            }
        }
        for mean in &mut means[from..] {
            *mean /= instance.cue.len() as f32;
        }
    }
    let (mut quantized, mut marks) = (Quantized::default(), Vec::new());
    kernels.quantize(&means, WIDTH, &mut quantized);
    kernels.product(&quantized, &tower.mark, &mut marks);
    let (mut rows, mut added, mut sentences) = (Vec::new(), Vec::new(), Vec::new());
    let mut count = 0;
    for (instance, mark) in instances.iter().zip(marks.chunks_exact(tower.mark.padded())) {
        for word in 0..instance.words.len() {
            let from = rows.len();
            rows.extend_from_slice(&vectors[(instance.words.start + word) * WIDTH..][..WIDTH]);
            tower.place.add_row(place(word, &instance.cue), &mut rows[from..]);
            added.extend_from_slice(&mark[..WIDTH]);
        }
        sentences.push(count..count + instance.words.len());
        count += instance.words.len();
    }
    kernels.add_and_norm(&mut rows, &added, &tower.norm.weight, &tower.norm.bias);
    (rows, sentences)
}

/// Row of the place table for a word of the sentence.
fn place(word: usize, cue: &Range<usize>) -> usize {
    if word < cue.start {
        REACH - (cue.start - word).min(REACH)
    } else if word >= cue.end {
        REACH + (word - cue.end + 1).min(REACH)
    } else {
        REACH
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_count_from_the_edges_of_the_cue() {
        let check = |word: usize, expected: usize| assert_eq!(place(word, &(40..42)), expected, "word {word}");
        check(40, REACH);
        check(41, REACH);
        check(39, REACH - 1);
        check(42, REACH + 1);
        check(0, 0);
        check(7, 0);
        check(75, 2 * REACH - 1 + 1);
        check(500, 2 * REACH);
    }
}
