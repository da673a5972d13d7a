//! Groups of lemmas that mean much the same, for words that neither the tables nor the scorer's sentences have.
//!
//! In: a lemma's key. Out: its coarse and fine group. Made by `training/dateline_training/lemmas.py`, which says the format.

use std::sync::LazyLock;

use super::scorer::hash;

static FILE: &[u8] = include_bytes!("../../../../models/lemmas.bin");

/// All groups.
#[derive(Debug, Default)]
pub(super) struct Groups {
    hashes: Vec<u64>,
    coarse: Vec<u16>,
    fine: Vec<u16>,
}

impl Groups {
    pub(super) fn load() -> &'static Self {
        static GROUPS: LazyLock<Groups> = LazyLock::new(|| Groups::read(FILE).unwrap_or_default());
        &GROUPS
    }

    fn read(bytes: &[u8]) -> Option<Self> {
        let (count, rest) = bytes.split_first_chunk::<4>()?;
        let count = u32::from_le_bytes(*count) as usize;
        let (hashes, rest) = rest.split_at_checked(count.checked_mul(8)?)?;
        let (coarse, rest) = rest.split_at_checked(count * 2)?;
        let fine = rest.get(..count * 2)?;
        let short = |bytes: &[u8]| bytes.chunks_exact(2).map(|c| u16::from_le_bytes([c[0], c[1]])).collect();
        let hashes = hashes.chunks_exact(8).map(|c| u64::from_le_bytes(c.try_into().unwrap_or_default())).collect();
        Some(Self { hashes, coarse: short(coarse), fine: short(fine) })
    }

    /// Coarse and fine group of a lemma.
    pub(super) fn of(&self, key: &str) -> Option<(u16, u16)> {
        let at = self.hashes.binary_search(&hash(key)).ok()?;
        Some((self.coarse[at], self.fine[at]))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_damaged_file_has_no_groups() {
        for length in [0, 3, 5, 100] {
            assert!(Groups::read(&FILE[..length.min(FILE.len())]).is_none());
        }
    }
}
