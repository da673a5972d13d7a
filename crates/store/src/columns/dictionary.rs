//! Distinct values with a number each.

use std::hash::Hash;

use rustc_hash::FxHashMap;

#[derive(Debug, Clone)]
pub(super) struct Dictionary<T> {
    values: Vec<T>,
    numbers: FxHashMap<T, u32>,
}

impl<T> Default for Dictionary<T> {
    fn default() -> Self {
        Self { values: Vec::new(), numbers: FxHashMap::default() }
    }
}

impl<T: Hash + Eq + Clone> Dictionary<T> {
    /// The number of a value; a new one gets the next.
    pub(super) fn number(&mut self, value: T) -> u32 {
        if let Some(number) = self.numbers.get(&value) {
            return *number;
        }
        let number = self.values.len() as u32;
        self.values.push(value.clone());
        self.numbers.insert(value, number);
        number
    }

    pub(super) fn values(&self) -> &[T] {
        &self.values
    }

    pub(super) fn len(&self) -> usize {
        self.values.len()
    }
}
