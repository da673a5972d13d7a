//! Sets of small numbers.

/// Which numbers are in it, a bit each.
#[derive(Debug, Clone, Default)]
pub(super) struct Set(Vec<u64>);

impl Set {
    /// Those of the values that are wanted, by their places.
    pub(super) fn of<T>(values: &[T], wanted: impl Fn(&T) -> bool) -> Self {
        let mut set = Self(vec![0; values.len().div_ceil(64)]);
        for (number, _) in values.iter().enumerate().filter(|(_, value)| wanted(value)) {
            set.0[number / 64] |= 1 << (number % 64);
        }
        set
    }

    pub(super) fn insert(&mut self, number: usize) {
        if self.0.len() <= number / 64 {
            self.0.resize(number / 64 + 1, 0);
        }
        self.0[number / 64] |= 1 << (number % 64);
    }

    pub(super) fn has(&self, number: usize) -> bool {
        self.0.get(number / 64).is_some_and(|word| word >> (number % 64) & 1 == 1)
    }

    pub(super) fn has_any(&self, numbers: &[u32]) -> bool {
        numbers.iter().any(|number| self.has(*number as usize))
    }
}
