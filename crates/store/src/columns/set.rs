//! Sets of small numbers.

use std::borrow::Borrow;

/// Which numbers are in it, a bit each.
#[derive(Debug, Clone, Default)]
pub(super) struct Set(Vec<u64>);

impl FromIterator<u32> for Set {
    fn from_iter<I: IntoIterator<Item = u32>>(numbers: I) -> Self {
        let mut set = Self::default();
        numbers.into_iter().for_each(|number| set.insert(number as usize));
        set
    }
}

impl Set {
    /// Those of the values that are wanted, by their places.
    pub(super) fn of<T>(values: &[T], mut wanted: impl FnMut(&T) -> bool) -> Self {
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

    /// Memory that it takes.
    pub(super) fn bytes(&self) -> usize {
        self.0.len() * size_of::<u64>()
    }

    /// How many numbers are in it.
    pub(super) fn len(&self) -> u64 {
        self.0.iter().map(|word| u64::from(word.count_ones())).sum()
    }

    /// What is in it, ascending.
    pub(super) fn numbers(&self) -> impl Iterator<Item = usize> + '_ {
        Self::common(std::slice::from_ref(self), 0, usize::MAX)
    }

    /// What is in all of some sets, from `from` on and below `to`, ascending; nothing where there is no set.
    pub(super) fn common<S: Borrow<Self>>(sets: &[S], from: usize, to: usize) -> impl Iterator<Item = usize> + '_ {
        let shortest = sets.iter().map(|set| set.borrow().0.len()).min().unwrap_or(0);
        let words = from / 64..shortest.min(to.div_ceil(64));
        let below = |end: usize, at: usize| if end >= at * 64 + 64 { u64::MAX } else { (1 << end.saturating_sub(at * 64)) - 1 };
        words.flat_map(move |at| {
            let all = sets.iter().fold(u64::MAX, |all, set| all & set.borrow().0[at]);
            let mut rest = all & below(to, at) & !below(from, at);
            std::iter::from_fn(move || {
                let bit = (rest != 0).then(|| rest.trailing_zeros() as usize)?;
                rest &= rest - 1;
                Some(at * 64 + bit)
            })
        })
    }
}

#[cfg(test)]
mod tests {
    use super::Set;

    #[test]
    fn numbers_are_those_between_the_ends() {
        let all: Vec<usize> = (0..400).filter(|number| number % 7 < 3 || (120..200).contains(number)).collect();
        let set: Set = all.iter().map(|number| *number as u32).collect();
        assert_eq!(set.len(), all.len() as u64);
        for from in [0, 1, 63, 64, 65, 127, 128, 399, 400, 1000] {
            for to in [0, 1, 63, 64, 65, 127, 128, 399, 400, 1000, usize::MAX] {
                let expected: Vec<usize> = all.iter().copied().filter(|number| (from..to).contains(number)).collect();
                assert_eq!(Set::common(std::slice::from_ref(&set), from, to).collect::<Vec<_>>(), expected, "{from}..{to}");
            }
        }
    }

    #[test]
    fn common_are_those_of_every_set() {
        let multiples = |of: u32, below: u32| (0..below).filter(move |number| number % of == 0);
        let sets: [Set; 3] = [multiples(2, 900).collect(), multiples(3, 700).collect(), multiples(5, 800).collect()];
        let expected: Vec<usize> =
            multiples(30, 700).map(|number| number as usize).filter(|number| (31..600).contains(number)).collect();
        assert_eq!(Set::common(&sets, 31, 600).collect::<Vec<_>>(), expected);
        assert_eq!(Set::common::<Set>(&[], 0, 600).count(), 0);
    }
}
