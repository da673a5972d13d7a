//! Finds the longest alias of the tables at a place in a row of words.
//!
//! In: aliases with what they stand for; then words. Out: the word range of the longest alias and all that it may stand for.
//! Case counts: "US" is a country and "us" is not; a word that a table writes in lower case matches in any case, and a mention in
//! capitals throughout ("MOSCOW") matches an alias of at least four letters.

use std::collections::hash_map;
use std::hash::Hasher;
use std::ops::Range;

use rustc_hash::{FxHashMap, FxHasher};

use super::words::{Piece, each_piece, pieces};

/// Aliases and what they stand for. Keys are hashed and never kept: a tenth of a second of start-up is long.
#[derive(Debug)]
pub(crate) struct Index<T> {
    entries: Vec<Entry<T>>,
    /// The first entry of each key, by the key's hash.
    first: FxHashMap<u64, u32>,
    /// Pieces of the longest alias that begins with a piece, by the piece's hash.
    longest: FxHashMap<u64, usize>,
}

#[derive(Debug, Clone, Copy)]
struct Entry<T> {
    alias: &'static str,
    item: T,
    /// The next entry of the same key.
    next: Option<u32>,
}

/// Hash of a row of pieces in lower case, as it grows.
#[derive(Clone, Default)]
struct Key(FxHasher);

impl Key {
    fn push(&mut self, piece: &str) {
        if piece.is_ascii() {
            for byte in piece.bytes() {
                self.0.write_u8(byte.to_ascii_lowercase());
            }
        } else {
            for c in piece.chars().flat_map(char::to_lowercase) {
                let mut bytes = [0; 4];
                for &byte in c.encode_utf8(&mut bytes).as_bytes() {
                    self.0.write_u8(byte);
                }
            }
        }
        self.0.write_u8(b' ');
    }

    fn finish(&self) -> u64 {
        self.0.finish()
    }
}

/// Words ready for look-ups.
#[derive(Debug)]
pub struct Words<'t> {
    pieces: Vec<Piece<'t>>,
    lower: Vec<String>,
    /// Index of the first piece of each word, and the number of pieces.
    first: Vec<usize>,
}

impl<'t> Words<'t> {
    /// Prepares the words of a sentence, in order.
    pub fn new<W: AsRef<str> + ?Sized>(words: &[&'t W]) -> Self {
        let pieces = pieces(words.iter().map(|word| (*word).as_ref()));
        let lower = pieces.iter().map(|piece| piece.text.to_lowercase()).collect();
        let mut first = Vec::with_capacity(words.len() + 1);
        let mut at = 0;
        for word in 0..=words.len() {
            while at < pieces.len() && pieces[at].word < word {
                at += 1;
            }
            first.push(at);
        }
        Self { pieces, lower, first }
    }

    /// Number of words.
    pub fn len(&self) -> usize {
        self.first.len() - 1
    }

    /// True without words.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    pub(crate) fn lower(&self, word: usize) -> &[String] {
        &self.lower[self.first[word]..self.first[word + 1]]
    }
}

impl<T: Copy + PartialEq> Index<T> {
    pub(crate) fn new() -> Self {
        // As many as the tables hold: growing in steps costs a third of the time to load.
        Self {
            entries: Vec::with_capacity(28_000),
            first: FxHashMap::with_capacity_and_hasher(24_000, Default::default()),
            longest: FxHashMap::with_capacity_and_hasher(12_000, Default::default()),
        }
    }

    /// Adds an alias, unless `clash` finds one among those of the same key; the clashing one is returned.
    pub(crate) fn add(&mut self, alias: &'static str, item: T, clash: impl Fn(&'static str, T) -> bool) -> Option<T> {
        let (mut key, mut beginning, mut count) = (Key::default(), 0, 0);
        for word in alias.split(' ') {
            each_piece(word, |piece| {
                key.push(&piece);
                if count == 0 {
                    beginning = key.finish();
                }
                count += 1;
            });
        }
        if count == 0 {
            return None;
        }
        let new = self.entries.len() as u32;
        let mut last = match self.first.entry(key.finish()) {
            hash_map::Entry::Vacant(slot) => {
                slot.insert(new);
                self.entries.push(Entry { alias, item, next: None });
                let longest = self.longest.entry(beginning).or_default();
                *longest = count.max(*longest);
                return None;
            }
            hash_map::Entry::Occupied(slot) => *slot.get(),
        };
        let mut known = false;
        loop {
            let entry = self.entries[last as usize];
            if clash(entry.alias, entry.item) {
                return Some(entry.item);
            }
            known |= entry.item == item && entry.alias == alias;
            match entry.next {
                Some(next) => last = next,
                None => break,
            }
        }
        if !known {
            self.entries[last as usize].next = Some(new);
            self.entries.push(Entry { alias, item, next: None });
        }
        None
    }

    fn chain(&self, key: u64) -> impl Iterator<Item = &Entry<T>> {
        let entry = |at: &u32| &self.entries[*at as usize];
        std::iter::successors(self.first.get(&key).map(entry), move |one| one.next.as_ref().map(entry))
    }

    /// Everything that a piece stands for by itself.
    pub(crate) fn under<'i>(&'i self, piece: &str) -> impl Iterator<Item = T> + use<'i, T> {
        let mut key = Key::default();
        key.push(piece);
        self.chain(key.finish()).map(|entry| entry.item)
    }

    pub(crate) fn len(&self) -> usize {
        self.first.len()
    }

    /// The longest alias that begins with word `at` and for which `wanted` holds.
    pub(crate) fn longest(&self, words: &Words<'_>, at: usize, wanted: impl Fn(T) -> bool) -> Option<(Range<usize>, Vec<T>)> {
        self.longest_within(words, at, 0, wanted)
    }

    /// The same, after the first `skip` pieces of the word: "president" in "ex-president".
    pub(crate) fn longest_within(
        &self,
        words: &Words<'_>,
        at: usize,
        skip: usize,
        wanted: impl Fn(T) -> bool,
    ) -> Option<(Range<usize>, Vec<T>)> {
        let start = *words.first.get(at)? + skip;
        if start >= words.pieces.len() || words.pieces[start].word != at {
            return None;
        }
        let mut key = Key::default();
        key.push(&words.lower[start]);
        let most = (*self.longest.get(&key.finish())?).min(words.pieces.len() - start);
        let mut keys = Vec::with_capacity(most);
        keys.push(key.finish());
        for lower in &words.lower[start + 1..start + most] {
            key.push(lower);
            keys.push(key.finish());
        }
        for count in (1..=most).rev() {
            let end = start + count;
            // An alias ends where a word ends: "Egyptian" is not all of "Egyptian-American".
            // A possessive ending may still hang on it.
            if words.pieces.get(end).is_some_and(|next| next.word == words.pieces[end - 1].word && next.text != "s") {
                continue;
            }
            let text = &words.pieces[start..end];
            let items: Vec<T> = self
                .chain(keys[count - 1])
                .filter(|entry| wanted(entry.item) && case_fits(entry.alias, text))
                .map(|entry| entry.item)
                .fold(Vec::new(), |mut items, item| {
                    if !items.contains(&item) {
                        items.push(item);
                    }
                    items
                });
            if !items.is_empty() {
                return Some((at..words.pieces[end - 1].word + 1, items));
            }
        }
        None
    }
}

fn case_fits(alias: &str, text: &[Piece<'_>]) -> bool {
    let capitals = text.iter().all(|piece| !piece.text.chars().any(char::is_lowercase))
        && text.iter().map(|piece| piece.text.len()).sum::<usize>() >= 4;
    let parts = pieces(alias.split(' '));
    parts.len() == text.len()
        && capitals
        && parts.iter().zip(text).all(|(part, piece)| part.text.to_lowercase() == piece.text.to_lowercase())
        || parts.len() == text.len()
            && parts.iter().zip(text).all(|(part, piece)| {
                part.text == piece.text
                    || (part.text == "The" && piece.text == "the")
                    || (!part.text.chars().any(char::is_uppercase) && part.text.eq_ignore_ascii_case(&piece.text))
            })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: Option<(Range<usize>, Vec<u8>)>) {
        let mut index = Index::new();
        for (alias, item) in
            [("US", 1), ("U.S.", 1), ("Turkey", 2), ("Guinea", 3), ("Guinea-Bissau", 4), ("Congo", 5), ("Congo", 6)]
        {
            index.add(alias, item, |_, _| false);
        }
        index.add("Bank of England", 7, |_, _| false);
        index.add("general staff", 8, |_, _| false);
        let words: Vec<&str> = text.split(' ').collect();
        assert_eq!(index.longest(&Words::new(&words), 0, |_| true), expected, "{text}");
    }

    #[test]
    fn longest_alias_in_the_right_case() {
        check("US troops", Some((0..1, vec![1])));
        check("us too", None);
        check("turkey dinner", None);
        check("TURKEY VOTES", Some((0..1, vec![2])));
        check("Guinea - Bissau voted", Some((0..3, vec![4])));
        check("Guinea voted", Some((0..1, vec![3])));
        check("Turkey-backed", None);
        check("Congo", Some((0..1, vec![5, 6])));
        check("Bank Of England", Some((0..3, vec![7])));
        check("General Staff", Some((0..2, vec![8])));
        check("", None);
    }
}
