//! Wordings of a page's furniture, by the table `lexicon/web/furniture_phrases.tsv`.
//!
//! In: the text of one block. Out: whether it reads as furniture, by its own words alone.

use std::collections::HashSet;
use std::sync::LazyLock;

const TABLE: &str = include_str!("../../../../lexicon/web/furniture_phrases.tsv");
/// A paragraph with more words is judged by its place, not by its wording.
const LONGEST: usize = 40;
/// Heads of lists of other stories are shorter.
const LONGEST_HEAD: usize = 8;
/// Words in the longest phrase of the table, for bounding the look-ups.
const LONGEST_PHRASE: usize = 8;

#[derive(Default)]
struct Phrases {
    opening: HashSet<&'static str>,
    whole: HashSet<&'static str>,
    anywhere: HashSet<&'static str>,
    section: HashSet<&'static str>,
    stamp: HashSet<&'static str>,
    rights: HashSet<&'static str>,
}

static PHRASES: LazyLock<Phrases> = LazyLock::new(|| {
    let mut phrases = Phrases::default();
    for row in rows() {
        let set = match row.kind {
            "opening" => &mut phrases.opening,
            "whole" => &mut phrases.whole,
            "anywhere" => &mut phrases.anywhere,
            "section" => &mut phrases.section,
            "rights" => &mut phrases.rights,
            _ => &mut phrases.stamp,
        };
        set.insert(row.words);
    }
    phrases
});

struct Row {
    kind: &'static str,
    words: &'static str,
    #[cfg_attr(not(test), expect(dead_code, reason = "for the test of the table"))]
    example: &'static str,
    #[cfg_attr(not(test), expect(dead_code, reason = "for the test of the table"))]
    not: &'static str,
}

fn rows() -> impl Iterator<Item = Row> {
    TABLE.lines().filter(|line| !line.starts_with('#')).skip(1).map(|line| {
        let mut cells = line.split('\t');
        let mut next = || cells.next().unwrap_or_default();
        Row { kind: next(), words: next(), example: next(), not: next() }
    })
}

/// What a block's wording says of it.
#[derive(Clone, Copy, Default, PartialEq, Eq, Debug)]
pub(crate) struct Wording {
    /// Furniture wherever it stands.
    pub(crate) furniture: bool,
    /// Furniture at the story's edges.
    pub(crate) at_edges: bool,
    /// Heads a list of other stories.
    pub(crate) section: bool,
    /// States who holds the rights.
    pub(crate) copyright: bool,
}

/// Judges a block by its words.
pub(crate) fn read(text: &str, words: usize) -> Wording {
    let mut wording = Wording::default();
    if words > LONGEST {
        return wording;
    }
    let plain = Plain::new(text);
    let phrases = &*PHRASES;
    wording.furniture = phrases.whole.contains(plain.text.as_str())
        || plain.openings().any(|opening| phrases.opening.contains(opening) && label(text, opening));
    let stamp = plain.stamp(phrases);
    wording.furniture |= stamp == Some(Stamp::Dated);
    wording.copyright = text.starts_with(['©', 'Ⓒ'])
        || text.starts_with("(c) ")
        || plain.openings().any(|opening| phrases.rights.contains(opening) && label(text, opening));
    wording.furniture |= wording.copyright;
    wording.section = words <= LONGEST_HEAD && plain.openings().any(|opening| phrases.section.contains(opening));
    wording.at_edges = stamp.is_some() || plain.sequences().any(|sequence| phrases.anywhere.contains(sequence));
    wording
}

/// A single word opens furniture only as a label: "Related: …", "Tags | …", or alone.
fn label(text: &str, opening: &str) -> bool {
    if opening.contains(' ') {
        return true;
    }
    let text = text.trim_start_matches(|c: char| !c.is_alphanumeric());
    let rest = text.get(opening.len()..).unwrap_or_default().trim_start();
    rest.is_empty() || rest.starts_with([':', '|', '-', '–', '—', '»', '/']) || (opening == "subscribe" || opening == "copyright")
}

/// Lower-case words with single blanks.
struct Plain {
    text: String,
    /// Where each word starts.
    starts: Vec<usize>,
}

impl Plain {
    fn new(text: &str) -> Self {
        let mut plain = String::with_capacity(text.len());
        let mut starts = Vec::new();
        for word in text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()) {
            if !plain.is_empty() {
                plain.push(' ');
            }
            starts.push(plain.len());
            plain.extend(word.chars().flat_map(char::to_lowercase));
        }
        Self { text: plain, starts }
    }

    fn slice(&self, first: usize, count: usize) -> Option<&str> {
        let start = *self.starts.get(first)?;
        (first + count <= self.starts.len()).then(|| {
            let end = self.starts.get(first + count).map_or(self.text.len(), |next| next - 1);
            &self.text[start..end]
        })
    }

    fn openings(&self) -> impl Iterator<Item = &str> {
        (1..=LONGEST_PHRASE).filter_map(|count| self.slice(0, count))
    }

    fn sequences(&self) -> impl Iterator<Item = &str> {
        (0..self.starts.len()).flat_map(move |first| (2..=5).filter_map(move |count| self.slice(first, count)))
    }

    fn stamp(&self, phrases: &Phrases) -> Option<Stamp> {
        let (mut numbers, mut year) = (0, false);
        for word in self.text.split(' ') {
            let digits = word.bytes().take_while(u8::is_ascii_digit).count();
            let number = digits > 0 && word.len() <= digits + 2;
            if !number && !phrases.stamp.contains(word) {
                return None;
            }
            numbers += usize::from(number);
            year |= digits == 4;
        }
        (numbers > 0 && self.starts.len() >= 2).then_some(if year { Stamp::Dated } else { Stamp::Time })
    }
}

/// A line that is only a date or a time. A time alone also heads the parts of a running account.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Stamp {
    Dated,
    Time,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn judge(text: &str) -> Wording {
        read(text, text.split_whitespace().count())
    }

    #[test]
    fn every_row_finds_its_example_and_leaves_the_other() {
        let kinds: HashSet<_> = rows().map(|row| row.kind).collect();
        assert_eq!(kinds, HashSet::from(["opening", "whole", "anywhere", "section", "stamp", "rights"]));
        for row in rows() {
            let found = |text: &str| match row.kind {
                "section" => judge(text).section,
                "rights" => judge(text).copyright,
                "anywhere" | "stamp" => judge(text).at_edges,
                _ => judge(text).furniture,
            };
            assert!(found(row.example), "{}: {:?} does not find {:?}", row.kind, row.words, row.example);
            assert!(row.not.is_empty() || !found(row.not), "{}: {:?} finds {:?}", row.kind, row.words, row.not);
        }
    }

    #[test]
    fn stories_are_left_alone() {
        for text in [
            "Watch commanders said the ship had left.",
            "May 9 is Victory Day in Russia.",
            "Related companies paid 40 million euros, the court said.",
            "Images of the strike were shown on state television.",
            "In 2019 and 2020 he led the delegation.",
        ] {
            assert_eq!(judge(text), Wording::default(), "{text}");
        }
    }
}
