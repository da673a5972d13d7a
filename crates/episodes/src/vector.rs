//! Weighted terms. In: terms with weights. Out: a sparse vector that can be added and compared. Weights are whole numbers, so that no sum
//! depends on its order.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// The length of a unit vector.
pub(crate) const UNIT: i64 = 4096;

/// A sparse vector over terms, sorted by term, in steps of 1/4096.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Vector(Vec<(String, i64)>);

impl Vector {
    /// The vector of these weights, scaled to length one. Terms that round to nothing are left out.
    pub fn unit(weights: BTreeMap<String, f64>) -> Self {
        let length = weights.values().map(|w| w * w).sum::<f64>().sqrt();
        if length == 0.0 {
            return Self::default();
        }
        let steps = |weight: f64| (weight / length * UNIT as f64).round() as i64;
        Self(weights.into_iter().map(|(term, weight)| (term, steps(weight))).filter(|(_, weight)| *weight != 0).collect())
    }

    /// Terms with their weights, sorted by term.
    pub fn terms(&self) -> &[(String, i64)] {
        &self.0
    }

    /// The sum of several vectors.
    pub(crate) fn sum<'v>(vectors: impl IntoIterator<Item = &'v Self>) -> Self {
        let mut sum: BTreeMap<&str, i64> = BTreeMap::new();
        for (term, weight) in vectors.into_iter().flat_map(|vector| &vector.0) {
            *sum.entry(term).or_default() += weight;
        }
        Self(sum.into_iter().map(|(term, weight)| (term.to_owned(), weight)).collect())
    }

    /// Cosine of the angle between two vectors; 0 where one is empty.
    pub fn cosine(&self, other: &Self) -> f64 {
        let length = |vector: &Self| vector.0.iter().map(|(_, w)| (*w as f64) * (*w as f64)).sum::<f64>().sqrt();
        let lengths = length(self) * length(other);
        let dot: f64 = self.common(other).map(|(_, a, b)| a as f64 * b as f64).sum();
        if lengths == 0.0 { 0.0 } else { dot / lengths }
    }

    /// Terms of this vector that others put into `sum` too, those that tell most first.
    pub(crate) fn shared(&self, sum: &Self, count: usize) -> Vec<String> {
        let mut common: Vec<(&str, i64)> =
            self.common(sum).map(|(term, own, all)| (term, own * (all - own))).filter(|(_, told)| *told > 0).collect();
        common.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(b.0)));
        common.into_iter().take(count).map(|(term, _)| term.to_owned()).collect()
    }

    fn common<'v>(&'v self, other: &'v Self) -> impl Iterator<Item = (&'v str, i64, i64)> {
        let mut rest = other.0.iter().peekable();
        self.0.iter().filter_map(move |(term, weight)| {
            while rest.peek().is_some_and(|(t, _)| t < term) {
                rest.next();
            }
            rest.peek().filter(|(t, _)| t == term).map(|(_, w)| (term.as_str(), *weight, *w))
        })
    }
}
