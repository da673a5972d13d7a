//! What a sentence and its two parties mean, for the scorer: the readers of acts know words, these know words like them.
//!
//! In: sentences with the words of source and target. Out: four vectors of length one, the sum of the meanings of all words, of the source, of the
//! target, and of the words between them. Sums are of integers, so that their order tells nothing.

use language::{Meaning, Sentence};

/// How many numbers the scorer gets.
pub(super) const POOLED: usize = 4 * Meaning::SIZE;

type Sum = [i64; Meaning::SIZE];

/// Sums under way.
#[derive(Debug)]
pub(super) struct Pools {
    all: Sum,
    source: Sum,
    target: Sum,
    between: Sum,
    others: Sum,
}

impl Default for Pools {
    fn default() -> Self {
        let zero = [0; Meaning::SIZE];
        Self { all: zero, source: zero, target: zero, between: zero, others: zero }
    }
}

impl Pools {
    /// Adds a sentence.
    pub(super) fn add(&mut self, sentence: &Sentence, sources: &[usize], targets: &[usize]) {
        let parties = || sources.iter().chain(targets).copied();
        let (first, last) = match (sources.is_empty() || targets.is_empty(), parties().min(), parties().max()) {
            (false, Some(first), Some(last)) => (first, last),
            _ => (0, 0),
        };
        for (at, meaning) in sentence.meanings.iter().enumerate() {
            let (is_source, is_target) = (sources.contains(&at), targets.contains(&at));
            let wanted = [
                (true, &mut self.all),
                (is_source, &mut self.source),
                (is_target, &mut self.target),
                (!is_source && !is_target && first < at && at < last, &mut self.between),
                (!is_source && !is_target, &mut self.others),
            ];
            for (_, sum) in wanted.into_iter().filter(|(wanted, _)| *wanted) {
                for (sum, &value) in sum.iter_mut().zip(&meaning.0) {
                    *sum += i64::from(value);
                }
            }
        }
    }

    /// The four vectors, one after another. Where nothing stands between the parties, all words but theirs stand for it.
    pub(super) fn finish(&self) -> [f32; POOLED] {
        let between = if self.between == [0; Meaning::SIZE] { &self.others } else { &self.between };
        let mut out = [0.0; POOLED];
        for (sum, out) in [&self.all, &self.source, &self.target, between].into_iter().zip(out.chunks_exact_mut(Meaning::SIZE)) {
            let square: i64 = sum.iter().map(|v| v * v).sum();
            let length = (square as f32).sqrt();
            if length > 0.0 {
                for (out, &value) in out.iter_mut().zip(sum) {
                    *out = value as f32 / length;
                }
            }
        }
        out
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sentence(values: &[i8]) -> Sentence {
        let meaning = |&v: &i8| Meaning(std::array::from_fn(|i| if i == 0 { v } else { 1 }));
        Sentence { meanings: values.iter().map(meaning).collect(), ..Sentence::default() }
    }

    #[test]
    fn pools_are_of_length_one_and_know_who_is_who() {
        let mut pools = Pools::default();
        pools.add(&sentence(&[100, 0, -100, 50]), &[0], &[2]);
        let out = pools.finish();
        for vector in out.chunks_exact(Meaning::SIZE) {
            assert!((vector.iter().map(|v| v * v).sum::<f32>() - 1.0).abs() < 1e-5);
        }
        let firsts: Vec<f32> = out.chunks_exact(Meaning::SIZE).map(|v| v[0]).collect();
        assert!(firsts[1] > 0.99 && firsts[2] < -0.99, "{firsts:?}");
        assert!((firsts[3] * firsts[3] * 64.0).abs() < 1e-5, "only the word between: {firsts:?}");
    }

    #[test]
    fn without_meanings_all_is_zero() {
        let mut pools = Pools::default();
        pools.add(&Sentence::default(), &[], &[]);
        assert_eq!(pools.finish(), [0.0; POOLED]);
    }
}
