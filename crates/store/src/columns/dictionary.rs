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

    /// The number of a value that may be there already, and need not be owned for that.
    pub(super) fn number_of<Q: ToOwned<Owned = T> + Hash + Eq + ?Sized>(&mut self, value: &Q) -> u32
    where
        T: std::borrow::Borrow<Q>,
    {
        match self.numbers.get(value) {
            Some(number) => *number,
            None => self.number(value.to_owned()),
        }
    }

    /// The number of a value that has one.
    pub(super) fn known(&self, value: &T) -> Option<u32> {
        self.numbers.get(value).copied()
    }

    pub(super) fn values(&self) -> &[T] {
        &self.values
    }

    pub(super) fn len(&self) -> usize {
        self.values.len()
    }
}
