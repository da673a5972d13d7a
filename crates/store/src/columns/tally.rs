//! Sums by small numbers, of which most may have none.

/// A sum for each number below a bound that was asked for.
#[derive(Debug)]
pub(super) struct Tally<T> {
    /// Where the sum of each number stands in `sums`, from 1; 0 where there is none.
    slots: Vec<u32>,
    sums: Vec<(u32, T)>,
}

impl<T: Default> Tally<T> {
    /// For numbers below `end`.
    pub(super) fn below(end: usize) -> Self {
        Self { slots: vec![0; end], sums: Vec::new() }
    }

    /// The sum of a number.
    pub(super) fn of(&mut self, number: u32) -> &mut T {
        let slot = &mut self.slots[number as usize];
        if *slot == 0 {
            self.sums.push((number, T::default()));
            *slot = self.sums.len() as u32;
        }
        &mut self.sums[*slot as usize - 1].1
    }

    /// The numbers that have a sum with it, in the order in which they came.
    pub(super) fn sums(&self) -> &[(u32, T)] {
        &self.sums
    }
}

/// The first `most` in an order; how many there are beyond them.
pub(super) fn first<T>(all: &mut Vec<T>, most: usize, order: impl Fn(&T, &T) -> std::cmp::Ordering) -> u64 {
    let more = all.len().saturating_sub(most);
    if more > 0 {
        all.select_nth_unstable_by(most, &order);
        all.truncate(most);
    }
    all.sort_by(order);
    more as u64
}
