//! Finds the longest alias of the tables at a place in a row of words.
//!
//! In: aliases with what they stand for; then words. Out: the word range of the longest alias and all that it may stand for.
//! Case counts: "US" is a country and "us" is not; a word that a table writes in lower case matches in any case, and a mention in
//! capitals throughout ("MOSCOW") matches an alias of at least four letters.

use std::ops::Range;

use rustc_hash::FxHashMap;

use super::words::{Piece, key, pieces};

/// Aliases and what they stand for.
#[derive(Debug)]
pub(crate) struct Index<T> {
    entries: FxHashMap<Box<str>, Vec<Entry<T>>>,
    /// Pieces of the longest alias that begins with a piece.
    longest: FxHashMap<Box<str>, usize>,
}

#[derive(Debug, Clone, Copy)]
struct Entry<T> {
    alias: &'static str,
    item: T,
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
            entries: FxHashMap::with_capacity_and_hasher(24_000, Default::default()),
            longest: FxHashMap::with_capacity_and_hasher(12_000, Default::default()),
        }
    }

    /// Adds an alias, unless `clash` finds one among those of the same key; the clashing one is returned.
    pub(crate) fn add(&mut self, alias: &'static str, item: T, clash: impl Fn(&'static str, T) -> bool) -> Option<T> {
        let parts = pieces(alias.split(' '));
        parts.first()?;
        let key = key(&parts);
        let entries = match self.entries.get_mut(key.as_str()) {
            Some(entries) => entries,
            None => {
                let first = &key[..key.find(' ').unwrap_or(key.len())];
                match self.longest.get_mut(first) {
                    Some(longest) => *longest = parts.len().max(*longest),
                    None => {
                        self.longest.insert(first.into(), parts.len());
                    }
                }
                self.entries.entry(key.into()).or_default()
            }
        };
        if let Some(entry) = entries.iter().find(|entry| clash(entry.alias, entry.item)) {
            return Some(entry.item);
        }
        if !entries.iter().any(|entry| entry.item == item && entry.alias == alias) {
            entries.push(Entry { alias, item });
        }
        None
    }

    /// Everything that a lower-case key stands for.
    pub(crate) fn under(&self, key: &str) -> impl Iterator<Item = T> {
        self.entries.get(key).into_iter().flatten().map(|entry| entry.item)
    }

    pub(crate) fn len(&self) -> usize {
        self.entries.len()
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
        let most = (*self.longest.get(words.lower[start].as_str())?).min(words.pieces.len() - start);
        let mut key = String::new();
        let mut ends = Vec::with_capacity(most);
        for lower in &words.lower[start..start + most] {
            if !key.is_empty() {
                key.push(' ');
            }
            key.push_str(lower);
            ends.push(key.len());
        }
        for count in (1..=most).rev() {
            let end = start + count;
            // An alias ends where a word ends: "Egyptian" is not all of "Egyptian-American".
            // A possessive ending may still hang on it.
            if words.pieces.get(end).is_some_and(|next| next.word == words.pieces[end - 1].word && next.text != "s") {
                continue;
            }
            let Some(entries) = self.entries.get(&key[..ends[count - 1]]) else { continue };
            let text = &words.pieces[start..end];
            let items: Vec<T> = entries
                .iter()
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
    capitals
        || parts.iter().zip(text).all(|(part, piece)| {
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
