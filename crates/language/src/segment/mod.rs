//! Text to sentences and words, by rule, after the tokenisation of UD English-EWT.
//!
//! In: a text and the byte range of one of its parts. Out: [`Segment`]s whose words are byte ranges of the same text.
//! Lines are read first (`layout`), then words (`words` and the cutters it calls), then sentence ends (`boundaries`);
//! `length` keeps sentences bounded. Word lists are data: `lexicon/segmentation`.

use std::ops::Range;

mod addresses;
mod boundaries;
mod characters;
mod conventions;
mod layout;
mod length;
mod marks;
mod numbers;
mod periods;
mod tables;
#[cfg(test)]
mod tests;
mod words;

/// A sentence as the rules cut it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Segment {
    /// Bytes of the sentence.
    pub span: Range<usize>,
    /// Bytes of each syntactic word, in order, never overlapping.
    pub words: Vec<Range<usize>>,
    /// Surface tokens that are several words: first index and one past the last.
    pub multiwords: Vec<Range<usize>>,
}

/// Cuts the part `range` of `text` into sentences and words.
///
/// Every character that is not white space belongs to one word. A blank line always ends a sentence; no sentence has
/// more than [`MOST_WORDS`] words. A range that reaches past the text or into a character is narrowed to what it
/// covers whole.
pub fn segment(text: &str, range: Range<usize>) -> Vec<Segment> {
    let end = whole_below(text, range.end);
    let start = whole_above(text, range.start).min(end);
    let part = &text[start..end];
    let mut words = words::cut(part);
    let ends = boundaries::ends(part, &mut words);
    let ends = length::bound(part, &words, ends);
    let mut segments = Vec::with_capacity(ends.len());
    let mut first = 0;
    for end in ends {
        segments.push(assemble(&words[first..end], start));
        first = end;
    }
    segments
}

/// The most words of a sentence: longer ones are cut, so that what reads them stays bounded.
pub const MOST_WORDS: usize = length::MOST_WORDS;

fn assemble(words: &[words::Word], offset: usize) -> Segment {
    let mut multiwords: Vec<Range<usize>> = Vec::new();
    for (index, word) in words.iter().enumerate() {
        if word.inside {
            match multiwords.last_mut() {
                Some(last) if last.end == index => last.end = index + 1,
                _ => multiwords.push(index.saturating_sub(1)..index + 1),
            }
        }
    }
    Segment {
        span: offset + words[0].start..offset + words[words.len() - 1].end,
        words: words.iter().map(|word| offset + word.start..offset + word.end).collect(),
        multiwords,
    }
}

/// The last character boundary not above `at`.
fn whole_below(text: &str, at: usize) -> usize {
    (0..=at.min(text.len())).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0)
}

/// The first character boundary not below `at`.
fn whole_above(text: &str, at: usize) -> usize {
    (at.min(text.len())..=text.len()).find(|at| text.is_char_boundary(*at)).unwrap_or(text.len())
}
