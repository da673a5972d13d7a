//! Copies of one text. In: digests. Out: pairs of stories that share most of the shorter one's words, with the share.
//!
//! Shingles (Broder 1997): every five words in a row. Those whose hash is 0 modulo eight (Manber 1994) nominate a pair; all shingles of
//! both then decide, so a sample can miss a pair of very short stories but never assert one.

use rustc_hash::{FxHashMap, FxHashSet};
use serde::{Deserialize, Serialize};

use crate::digest::Digest;

/// Share of the shorter story from which two stories are copies.
const COPY: f64 = 0.5;
/// Shingles that must be shared: a formula at the foot of a page is no copy.
const FEWEST: usize = 20;
/// Stories in which a shingle may stand before it is taken for a formula, which nominates nobody.
const FORMULA: usize = 200;
const SAMPLE: u64 = 8;

/// Two stories that are copies, versions or edits of one text.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct NearDuplicate {
    /// The earlier story.
    pub first: String,
    /// The later story, or the one with the greater id of the same day.
    pub second: String,
    /// Share of the shorter story's shingles that the other has too, 0 to 1.
    pub share: f64,
    /// What says so.
    pub why: Why,
}

/// Why two stories are taken for one text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Why {
    /// Their source says that they are versions of one story.
    SameChain,
    /// They have most of the shorter one's words in common.
    SameText,
}

/// How two copies of one text differ.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Extent {
    /// Each holds nearly all of the other.
    Whole,
    /// The longer one holds nearly all of the shorter one, and more.
    Part,
    /// Each has words of its own.
    Edited,
}

/// Share from which one text holds "nearly all" of another: a byline and a corrected word may differ.
const NEARLY_ALL: f64 = 0.9;

/// The share of the shorter text that the other has too, and how they differ; none unless they are copies. Takes the shingles of two digests.
pub fn copied(a: &[u64], b: &[u64]) -> Option<(f64, Extent)> {
    let common = common(a, b);
    let (shorter, longer) = (a.len().min(b.len()), a.len().max(b.len()));
    let share = |of: usize| if of == 0 { 0.0 } else { common as f64 / of as f64 };
    if share(shorter) < COPY || common < FEWEST {
        return None;
    }
    let extent = match (share(shorter) >= NEARLY_ALL, share(longer) >= NEARLY_ALL) {
        (_, true) => Extent::Whole,
        (true, false) => Extent::Part,
        (false, false) => Extent::Edited,
    };
    Some((share(shorter), extent))
}

/// The sample of a digest's shingles by which an index can nominate pairs.
pub fn sampled(shingles: &[u64]) -> impl Iterator<Item = u64> {
    shingles.iter().copied().filter(|shingle| shingle % SAMPLE == 0)
}

/// All pairs among these stories, in order of day and id.
pub fn near_duplicates(digests: &[Digest]) -> Vec<NearDuplicate> {
    let mut order: Vec<&Digest> = digests.iter().collect();
    order.sort_by(|a, b| (&a.day, &a.story).cmp(&(&b.day, &b.story)));
    let mut chains: FxHashMap<&str, Vec<usize>> = FxHashMap::default();
    let mut holders: FxHashMap<u64, Vec<usize>> = FxHashMap::default();
    let mut found = Vec::new();
    for (at, digest) in order.iter().enumerate() {
        let mut earlier: FxHashSet<usize> = FxHashSet::default();
        for shingle in sampled(&digest.shingles) {
            let holders = holders.entry(shingle).or_default();
            if holders.len() < FORMULA {
                earlier.extend(holders.iter());
                holders.push(at);
            }
        }
        let chain = digest.chain.as_deref().map(|chain| chains.entry(chain).or_default());
        let versions: FxHashSet<usize> = chain.iter().flat_map(|c| c.iter().copied()).collect();
        if let Some(chain) = chain {
            chain.push(at);
        }
        let mut candidates: Vec<usize> = earlier.union(&versions).copied().collect();
        candidates.sort_unstable();
        for other in candidates {
            let common = common(&order[other].shingles, &digest.shingles);
            let shorter = order[other].shingles.len().min(digest.shingles.len());
            let share = if shorter == 0 { 0.0 } else { common as f64 / shorter as f64 };
            let same_chain = versions.contains(&other);
            if same_chain || (share >= COPY && common >= FEWEST) {
                let why = if same_chain { Why::SameChain } else { Why::SameText };
                found.push(NearDuplicate { first: order[other].story.clone(), second: digest.story.clone(), share, why });
            }
        }
    }
    found
}

fn common(a: &[u64], b: &[u64]) -> usize {
    let (mut i, mut j, mut count) = (0, 0, 0);
    while i < a.len() && j < b.len() {
        match a[i].cmp(&b[j]) {
            std::cmp::Ordering::Less => i += 1,
            std::cmp::Ordering::Greater => j += 1,
            std::cmp::Ordering::Equal => (i, j, count) = (i + 1, j + 1, count + 1),
        }
    }
    count
}
