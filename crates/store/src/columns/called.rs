//! Parties and places by what users call them, so that no filter looks at all of them.
//!
//! In: parties and places as they get their numbers. Out: for a country, a code, a key or a name the few numbers that may be meant; whether one is
//! meant is for [`super::select::Wanted`] to say.

use std::hash::{BuildHasher as _, BuildHasherDefault};

use rustc_hash::{FxHashMap, FxHasher};

use super::{Dictionary, NONE, Party, Place};

#[derive(Debug, Clone, Default)]
pub(super) struct Called {
    pub(super) countries: Chains,
    pub(super) codes: Chains,
    /// The codes that there are.
    pub(super) distinct_codes: Dictionary<String>,
    pub(super) actors: Chains,
    pub(super) names: Chains,
    pub(super) place_countries: Chains,
    pub(super) place_regions: Chains,
    pub(super) place_names: Chains,
}

impl Called {
    /// How many parties were told.
    pub(super) fn parties(&self) -> usize {
        self.names.before.len()
    }

    /// How many places were told.
    pub(super) fn places(&self) -> usize {
        self.place_names.before.len()
    }

    /// Parties are told in the order of their numbers.
    pub(super) fn party(&mut self, party: &Party) {
        self.countries.add(party.country.as_deref());
        self.codes.add(party.code.as_deref());
        if let Some(code) = &party.code {
            self.distinct_codes.number_of(code);
        }
        self.actors.add(party.actor.as_deref());
        self.names.add(Some(&party.name.to_ascii_lowercase()));
    }

    /// Places are told in the order of their numbers.
    pub(super) fn place(&mut self, place: &Place) {
        self.place_countries.add(place.country.as_deref());
        self.place_regions.add(place.admin1.as_deref().map(str::to_ascii_lowercase).as_deref());
        self.place_names.add(Some(&place.name.to_ascii_lowercase()));
    }
}

/// Numbers in chains, those of one key in one chain. Keys are told apart by their hashes alone: a chain may hold strangers.
#[derive(Debug, Clone, Default)]
pub(super) struct Chains {
    last: FxHashMap<u64, u32>,
    /// Of each number the one before it in its chain.
    before: Vec<u32>,
}

impl Chains {
    /// Gives the next number this key, or none.
    fn add(&mut self, key: Option<&str>) {
        let number = self.before.len() as u32;
        let before = key.and_then(|key| self.last.insert(hash(key), number));
        self.before.push(before.unwrap_or(NONE));
    }

    /// The numbers that have the key, and perhaps others.
    pub(super) fn of(&self, key: &str) -> impl Iterator<Item = u32> + '_ {
        let known = |number: &u32| *number != NONE;
        let last = self.last.get(&hash(key)).copied();
        std::iter::successors(last, move |number| self.before.get(*number as usize).copied().filter(known))
    }
}

fn hash(key: &str) -> u64 {
    BuildHasherDefault::<FxHasher>::default().hash_one(key)
}
