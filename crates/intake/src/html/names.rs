//! What an element's class and id say about its content, by the table `lexicon/web/element_names.tsv`.

use std::collections::HashMap;
use std::sync::LazyLock;

const TABLE: &str = include_str!("../../../../lexicon/web/element_names.tsv");
/// Longer attributes are styling machinery; their first words are read.
const MAX_LENGTH: usize = 400;

/// What a class or id word says of the element's content.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Kind {
    Furniture,
    Caption,
    Body,
}

/// What all words of an element's class and id say together.
#[derive(Clone, Copy, Default, PartialEq, Eq, Debug)]
pub(crate) struct Hints {
    pub(crate) furniture: bool,
    pub(crate) caption: bool,
    pub(crate) body: bool,
}

static NAMES: LazyLock<HashMap<&'static str, Kind>> = LazyLock::new(|| rows().map(|(kind, words, _)| (words, kind)).collect());

fn rows() -> impl Iterator<Item = (Kind, &'static str, &'static str)> {
    TABLE.lines().filter(|line| !line.starts_with('#')).skip(1).map(|line| {
        let mut cells = line.split('\t');
        let kind = match cells.next() {
            Some("caption") => Kind::Caption,
            Some("body") => Kind::Body,
            _ => Kind::Furniture,
        };
        (kind, cells.next().unwrap_or_default(), cells.next().unwrap_or_default())
    })
}

/// Whether a class names the line of the story's authors.
pub(crate) fn is_byline(class: &str) -> bool {
    class
        .split_whitespace()
        .any(|name| words(name).any(|word| word.eq_ignore_ascii_case("byline") || word.eq_ignore_ascii_case("bylines")))
}

/// Looks up every word and every two words in sequence of a class or id attribute.
pub(crate) fn read(attribute: &str) -> Hints {
    let mut hints = Hints::default();
    let mut pair = String::new();
    for word in attribute[..(0..=MAX_LENGTH.min(attribute.len())).rev().find(|at| attribute.is_char_boundary(*at)).unwrap_or(0)]
        .split_whitespace()
    {
        let mut previous = 0;
        pair.clear();
        for part in words(word) {
            let start = pair.len();
            if start > 0 {
                pair.push('-');
            }
            let word_start = pair.len();
            pair.extend(part.chars().map(|c| c.to_ascii_lowercase()));
            note(&mut hints, &pair[word_start..]);
            if start > 0 {
                note(&mut hints, &pair[previous..]);
            }
            previous = word_start;
        }
    }
    hints
}

fn note(hints: &mut Hints, words: &str) {
    match NAMES.get(words) {
        Some(Kind::Furniture) => hints.furniture = true,
        Some(Kind::Caption) => hints.caption = true,
        Some(Kind::Body) => hints.body = true,
        None => {}
    }
}

/// Splits at everything but letters and digits, and before a capital that follows a small letter.
fn words(name: &str) -> impl Iterator<Item = &str> {
    let mut rest = name;
    std::iter::from_fn(move || {
        rest = rest.trim_start_matches(|c: char| !c.is_alphanumeric());
        if rest.is_empty() {
            return None;
        }
        let mut small = false;
        let end = rest
            .char_indices()
            .find(|&(_, c)| {
                let ends = !c.is_alphanumeric() || (small && c.is_uppercase());
                small = c.is_lowercase();
                ends
            })
            .map_or(rest.len(), |(at, _)| at);
        let (word, tail) = rest.split_at(end);
        rest = tail;
        Some(word)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_matches_its_example() {
        for (kind, words, example) in rows() {
            assert_eq!(NAMES.get(words), Some(&kind), "{words:?} stands twice");
            let hints = read(example);
            let found = match kind {
                Kind::Furniture => hints.furniture,
                Kind::Caption => hints.caption,
                Kind::Body => hints.body,
            };
            assert!(found, "{words:?} does not match {example:?}");
        }
    }

    #[test]
    fn words_are_whole_and_classes_apart() {
        #[track_caller]
        fn check(attribute: &str, expected: Hints) {
            assert_eq!(read(attribute), expected, "{attribute}");
        }
        let furniture = Hints { furniture: true, ..Hints::default() };
        check("MostPopular__list", furniture);
        check("c-share_bar", furniture);
        check("shared-layout barometer", Hints::default());
        check("read more", Hints::default());
        check("col-md-8 articleBody", Hints { body: true, ..Hints::default() });
    }
}
