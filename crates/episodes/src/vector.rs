//! Weighted terms. In: terms with weights. Out: a sparse vector that can be added and compared, always summed in the order of the terms.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// A sparse vector over terms, sorted by term.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Vector(Vec<(String, f64)>);

impl Vector {
    /// The vector of these weights, scaled to length one.
    pub fn unit(weights: BTreeMap<String, f64>) -> Self {
        let length = weights.values().map(|w| w * w).sum::<f64>().sqrt();
        if length == 0.0 {
            return Self::default();
        }
        Self(weights.into_iter().map(|(term, weight)| (term, weight / length)).collect())
    }

    /// Terms with their weights, sorted by term.
    pub fn terms(&self) -> &[(String, f64)] {
        &self.0
    }

    /// Places in [`Self::terms`] of the heaviest ones, the heaviest first.
    pub(crate) fn heaviest(&self, count: usize) -> Vec<u32> {
        let mut order: Vec<u32> = (0..self.0.len() as u32).collect();
        // Terms are in order, so a stable sort puts the least first where weights are equal.
        order.sort_by(|a, b| self.0[*b as usize].1.total_cmp(&self.0[*a as usize].1));
        order.truncate(count);
        order
    }

    /// Cosine of the angle between two vectors; 0 where one is empty.
    pub fn cosine(&self, other: &Self) -> f64 {
        let lengths = (self.dot(self) * other.dot(other)).sqrt();
        if lengths == 0.0 { 0.0 } else { self.dot(other) / lengths }
    }

    /// The sum of many vectors, added in their order.
    pub fn sum<'a>(vectors: impl IntoIterator<Item = &'a Self>) -> Self {
        let mut sum: BTreeMap<&str, f64> = BTreeMap::new();
        for (term, weight) in vectors.into_iter().flat_map(|vector| &vector.0) {
            *sum.entry(term).or_default() += weight;
        }
        Self(sum.into_iter().map(|(term, weight)| (term.to_owned(), weight)).collect())
    }

    /// The sum of two vectors.
    pub fn plus(&self, other: &Self) -> Self {
        Self::sum([self, other])
    }

    /// Terms that this vector and the rest of a sum have in common, those that tell most first. `sum` holds this vector.
    pub fn shared_with_rest(&self, sum: &Self, count: usize) -> Vec<String> {
        let mut common: Vec<(&str, f64)> = self.products(sum);
        for ((_, product), (_, own)) in common.iter_mut().zip(&self.0) {
            *product -= own * own;
        }
        // What only this vector holds leaves nothing but the rounding of a sum.
        common.retain(|(_, product)| *product > 1e-9);
        common.sort_by(|a, b| b.1.total_cmp(&a.1).then_with(|| a.0.cmp(b.0)));
        common.into_iter().take(count).map(|(term, _)| term.to_owned()).collect()
    }

    /// The inner product.
    pub fn dot(&self, other: &Self) -> f64 {
        let (mut sum, mut j) = (0.0, 0);
        for (term, weight) in &self.0 {
            while j < other.0.len() && other.0[j].0 < *term {
                j += 1;
            }
            if j < other.0.len() && other.0[j].0 == *term {
                sum += weight * other.0[j].1;
            }
        }
        sum
    }

    fn products(&self, other: &Self) -> Vec<(&str, f64)> {
        let find = |term: &String| other.0.binary_search_by(|(t, _)| t.cmp(term)).ok();
        self.0.iter().filter_map(|(term, weight)| find(term).map(|j| (term.as_str(), weight * other.0[j].1))).collect()
    }
}
