//! The learned scorer: multinomial logistic regression over the features of a sentence with two parties.
//!
//! In: names of features and what the words mean ([`Seen`]). Out: a probability for each of 15 types (CONCEDE and RETREAT are one, YIELD), calibrated by a temperature on
//! held-out folds. The weights are made by `training/acts` and stand in `models/acts.bin`; an empty file knows nothing.
//!
//! The file, little-endian: `u32` counts of types and features; types as length-prefixed text; biases, the scale and the temperature
//! as `f32`; hashes of the features, sorted, as `u64`; weights, feature by feature, as `i8`; weights of the pooled meanings, number by number, as `f32`.

use std::sync::LazyLock;

use super::pools::POOLED;

static MODEL: &[u8] = include_bytes!("../../../../models/acts.bin");

/// What the scorer sees of a sentence with two parties.
#[derive(Debug, Clone, PartialEq)]
pub struct Seen {
    /// Names of features that hold.
    pub names: Vec<String>,
    /// Meanings of all words, of the source, of the target and of the words between, each of length one.
    pub pooled: [f32; POOLED],
}

/// A scorer in memory.
#[derive(Debug, Default)]
pub(super) struct Scorer {
    pub(super) types: Vec<String>,
    bias: Vec<f32>,
    scale: f32,
    temperature: f32,
    hashes: Vec<u64>,
    weights: Vec<i8>,
    pooled: Vec<f32>,
}

/// FNV-1a.
pub(super) fn hash(name: &str) -> u64 {
    name.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}

impl Scorer {
    pub(super) fn load() -> &'static Self {
        static SCORER: LazyLock<Scorer> = LazyLock::new(|| Scorer::read(MODEL).unwrap_or_default());
        &SCORER
    }

    fn read(bytes: &[u8]) -> Option<Self> {
        let mut rest = bytes;
        let mut take = |count: usize| {
            let (head, tail) = rest.split_at_checked(count)?;
            rest = tail;
            Some(head)
        };
        let number = |bytes: &[u8]| u32::from_le_bytes(bytes.try_into().unwrap_or_default()) as usize;
        let real = |bytes: &[u8]| f32::from_le_bytes(bytes.try_into().unwrap_or_default());
        let (types, features) = (number(take(4)?), number(take(4)?));
        let mut names = Vec::new();
        for _ in 0..types {
            let length = number(take(4)?);
            names.push(String::from_utf8(take(length)?.to_vec()).ok()?);
        }
        let bias = (0..types).map(|_| take(4).map(real)).collect::<Option<Vec<f32>>>()?;
        let (scale, temperature) = (real(take(4)?), real(take(4)?));
        let hashes = take(features * 8)?.chunks_exact(8).map(|c| u64::from_le_bytes(c.try_into().unwrap_or_default())).collect();
        let weights = take(features * types)?.iter().map(|&b| b.cast_signed()).collect();
        let pooled = take(POOLED * types * 4)?.chunks_exact(4).map(real).collect();
        Some(Self { types: names, bias, scale, temperature, hashes, weights, pooled })
    }

    /// Probabilities by type, in the order of `types`.
    pub(super) fn probabilities(&self, seen: &Seen) -> Vec<f32> {
        let count = self.types.len();
        let mut sums = vec![0i32; count];
        for feature in &seen.names {
            if let Ok(at) = self.hashes.binary_search(&hash(feature)) {
                for (sum, &weight) in sums.iter_mut().zip(&self.weights[at * count..(at + 1) * count]) {
                    *sum += i32::from(weight);
                }
            }
        }
        let mut scores: Vec<f32> = sums.iter().zip(&self.bias).map(|(&sum, bias)| sum as f32 * self.scale + bias).collect();
        for (value, weights) in seen.pooled.iter().zip(self.pooled.chunks_exact(count.max(1))) {
            for (score, weight) in scores.iter_mut().zip(weights) {
                *score += value * weight;
            }
        }
        for score in &mut scores {
            *score /= self.temperature;
        }
        let most = scores.iter().copied().fold(f32::NEG_INFINITY, f32::max);
        let powers: Vec<f32> = scores.iter().map(|s| (s - most).exp()).collect();
        let total: f32 = powers.iter().sum();
        powers.iter().map(|p| p / total).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_damaged_file_is_no_scorer() {
        for length in 0..MODEL.len().min(200) {
            assert!(Scorer::read(&MODEL[..length]).is_none());
        }
    }

    #[test]
    fn probabilities_sum_to_one() {
        let scorer = Scorer::load();
        let sum: f32 = scorer
            .probabilities(&Seen { names: vec!["verb attack".into(), "no such feature".into()], pooled: [0.05; POOLED] })
            .iter()
            .sum();
        assert!(scorer.types.is_empty() || (sum - 1.0).abs() < 1e-4);
    }
}
