//! What words mean where they stand, in few numbers.
//!
//! In: a vector a word. Out: a [`Meaning`] a word. A hidden layer and an output layer, trained to give the main components of the vectors of a
//! sentence encoder (MiniLM-L6, Wang et al. 2020; Reimers & Gurevych 2019) for the same words, which the reader's own vectors, made for
//! trees and names, hold only in part. `training/dateline_training/meaning.py` makes the weights.
//!
//! The file, little-endian: `DLMEANIN`; `u32` version, width of the vectors, of the hidden layer, of a meaning; a `f32`, the numbers of a step
//! of one; then for either layer its scales and biases as `f32` and its weights, row by row, as `i8`.

use crate::{
    analysis::Meaning,
    kernels::{Kernels, Matrix, Quantized},
    weights::{WIDTH, WeightsError},
};

static MEANING: &[u8] = include_bytes!("../../../../models/meaning.bin");
const MAGIC: &[u8] = b"DLMEANIN\x01\0\0\0";

/// Both layers.
#[derive(Debug)]
pub(super) struct Meanings {
    hidden: Matrix,
    out: Matrix,
    steps: f32,
}

impl Meanings {
    /// The layers that the program carries.
    pub(super) fn english(kernels: Kernels) -> Self {
        Self::read(MEANING, kernels).expect("the layers in the program were checked when it was built")
    }

    fn read(bytes: &[u8], kernels: Kernels) -> Result<Self, WeightsError> {
        let wrong = |found: &str, expected: &str| WeightsError::Tensor {
            name: "meaning".into(),
            found: found.into(),
            expected: expected.into(),
        };
        let mut rest = bytes.strip_prefix(MAGIC).ok_or_else(|| wrong("no such file", "DLMEANIN, version 1"))?;
        let mut take = |count: usize| {
            let (head, tail) = rest.split_at_checked(count).ok_or_else(|| wrong("cut short", "whole"))?;
            rest = tail;
            Ok::<_, WeightsError>(head)
        };
        let number = |bytes: &[u8]| u32::from_le_bytes(bytes.try_into().expect("four bytes")) as usize;
        let reals = |bytes: &[u8]| -> Vec<f32> {
            bytes.chunks_exact(4).map(|b| f32::from_le_bytes(b.try_into().expect("four bytes"))).collect()
        };
        let (width, inner, size) = (number(take(4)?), number(take(4)?), number(take(4)?));
        if (width, size) != (WIDTH, Meaning::SIZE) || inner == 0 || inner > 4096 || inner % 64 != 0 {
            return Err(wrong("of another shape", "for vectors of 384 and meanings of 64"));
        }
        let steps = reals(take(4)?)[0];
        let mut layer = |rows: usize, columns: usize| {
            let (scales, bias) = (reals(take(rows * 4)?), reals(take(rows * 4)?));
            let values: Vec<i8> = take(rows * columns)?.iter().map(|b| b.cast_signed()).collect();
            Ok::<_, WeightsError>(kernels.matrix(&values, rows, columns, scales, bias))
        };
        Ok(Self { hidden: layer(inner, width)?, out: layer(size, inner)?, steps })
    }

    /// The meanings of words by their vectors.
    pub(super) fn of(&self, kernels: Kernels, vectors: &[f32]) -> Vec<Meaning> {
        let (mut quantized, mut hidden, mut out) = (Quantized::default(), Vec::new(), Vec::new());
        kernels.quantize(vectors, WIDTH, &mut quantized);
        kernels.product(&quantized, &self.hidden, &mut hidden);
        kernels.gelu(&mut hidden);
        // The layer's width is a multiple of what rows are padded to.
        kernels.quantize(&hidden, self.hidden.padded(), &mut quantized);
        kernels.product(&quantized, &self.out, &mut out);
        let meaning = |row: &[f32]| Meaning(std::array::from_fn(|at| (row[at] * self.steps).round().clamp(-127.0, 127.0) as i8));
        out.chunks_exact(self.out.padded()).map(meaning).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kernels::Path;

    #[test]
    fn damaged_layers_are_named() {
        let check = |bytes: &[u8], expected: &str| {
            let error = Meanings::read(bytes, Kernels::new(Path::Portable)).expect_err("a damaged file").to_string();
            assert!(error.contains(expected), "{error}");
        };
        check(b"", "DLMEANIN");
        check(&MEANING[..40], "cut short");
        check(&MEANING[..MEANING.len() - 1], "cut short");
        check(b"DLMEANIN\x01\0\0\0\x01\0\0\0\x01\0\0\0\x01\0\0\0", "another shape");
    }

    #[test]
    fn every_path_gives_the_same_meanings() {
        let vectors: Vec<f32> = (0..3 * WIDTH).map(|i| ((i * 37 % 101) as f32 - 50.0) / 25.0).collect();
        let all: Vec<Vec<Meaning>> = Path::ALL
            .into_iter()
            .filter(|p| p.available())
            .map(|path| Meanings::english(Kernels::new(path)).of(Kernels::new(path), &vectors))
            .collect();
        assert!(all[0].iter().any(|m| m.0 != [0; Meaning::SIZE]));
        assert!(all.windows(2).all(|two| two[0] == two[1]));
    }
}
