//! Vectors whose terms are numbers, for comparing many. In: [`Vector`]s. Out: the same in a form that adds and multiplies fast.

use std::collections::BTreeMap;

use rustc_hash::FxHashMap;

use crate::vector::Vector;

/// Terms by number, in the order of their first appearance; nothing that is told depends on the numbers.
#[derive(Debug, Clone, Default)]
pub(crate) struct Terms {
    numbers: FxHashMap<String, u32>,
    names: Vec<String>,
}

/// A sparse vector, sorted by the number of the term.
#[derive(Debug, Clone, Default)]
pub(crate) struct Numbered(Vec<(u32, i64)>);

impl Terms {
    pub(crate) fn number(&mut self, vector: &Vector) -> Numbered {
        let mut out = Vec::with_capacity(vector.terms().len());
        for (term, weight) in vector.terms() {
            let number = match self.numbers.get(term) {
                Some(&number) => number,
                None => {
                    let number = self.names.len() as u32;
                    self.numbers.insert(term.clone(), number);
                    self.names.push(term.clone());
                    number
                }
            };
            out.push((number, *weight));
        }
        out.sort_unstable();
        Numbered(out)
    }

    /// The heaviest terms with their weights; of equals those that come first in the alphabet.
    pub(crate) fn heaviest(&self, vector: &Numbered, count: usize) -> Vec<(u32, i64)> {
        let mut order = vector.0.clone();
        let by_weight =
            |a: &(u32, i64), b: &(u32, i64)| b.1.cmp(&a.1).then_with(|| self.names[a.0 as usize].cmp(&self.names[b.0 as usize]));
        if order.len() > count {
            order.select_nth_unstable_by(count, by_weight);
            order.truncate(count);
        }
        order.sort_unstable_by(by_weight);
        order
    }
}

impl Numbered {
    pub(crate) fn sum<'v>(vectors: impl IntoIterator<Item = &'v Self>) -> Self {
        let mut sum: BTreeMap<u32, i64> = BTreeMap::new();
        for &(term, weight) in vectors.into_iter().flat_map(|vector| &vector.0) {
            *sum.entry(term).or_default() += weight;
        }
        Self(sum.into_iter().collect())
    }

    /// The inner product.
    pub(crate) fn dot(&self, other: &Self) -> i64 {
        let (short, long) = if self.0.len() <= other.0.len() { (&self.0, &other.0) } else { (&other.0, &self.0) };
        let (mut total, mut rest) = (0, &long[..]);
        for &(term, weight) in short {
            // A sum over many stories is long: it is searched, not walked.
            let step = if rest.len() > 16 * short.len() {
                rest.partition_point(|(t, _)| *t < term)
            } else {
                rest.iter().position(|(t, _)| *t >= term).unwrap_or(rest.len())
            };
            rest = &rest[step..];
            match rest.first() {
                Some(&(t, w)) if t == term => total += weight * w,
                Some(_) => {}
                None => break,
            }
        }
        total
    }
}
