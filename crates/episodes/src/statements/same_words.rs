//! Whether two contents are the same words. In: contents with their figures. Out: yes only where hardly anything differs, and no number does.

use rustc_hash::FxHashSet;

use super::Report;
use crate::background::terms;

/// Terms from which on a share of them can stand for the whole; shorter contents must be equal.
const LONG: usize = 6;
/// Terms of the shortest content that is told from others.
const SHORT: usize = 3;
/// Share of the shorter content's pairs of neighbouring terms that the longer one must have.
const SHARED: f64 = 0.75;
/// How much longer the longer one may be.
const LONGER: f64 = 2.0;

/// A content made ready to be compared.
pub(super) struct Words {
    terms: Vec<String>,
    pairs: FxHashSet<(String, String)>,
    numbers: Vec<String>,
    negated: bool,
}

impl Words {
    pub(super) fn of(report: &Report) -> Self {
        let terms = terms(&report.words);
        let pairs = terms.windows(2).map(|pair| (pair[0].clone(), pair[1].clone())).collect();
        let digits = terms.iter().filter(|term| term.bytes().any(|byte| byte.is_ascii_digit())).cloned();
        let counts = report.figures.iter().map(|figure| format!("{:?} {:?}", figure.count.value, figure.count.bound));
        let mut numbers: Vec<String> = digits.chain(counts).collect();
        numbers.sort();
        Self { terms, pairs, numbers, negated: report.negated }
    }

    /// Whether both are the same words, give or take a few where they are many.
    pub(super) fn are(&self, other: &Self) -> bool {
        if self.negated != other.negated || self.terms.len().min(other.terms.len()) < SHORT {
            return false;
        }
        if self.terms == other.terms {
            return true;
        }
        let (short, long) = if self.terms.len() <= other.terms.len() { (self, other) } else { (other, self) };
        let near = short.terms.len() >= LONG && long.terms.len() as f64 <= short.terms.len() as f64 * LONGER;
        if !near || self.numbers != other.numbers {
            return false;
        }
        let shared = short.pairs.iter().filter(|pair| long.pairs.contains(*pair)).count();
        shared as f64 >= SHARED * short.pairs.len() as f64
    }
}
