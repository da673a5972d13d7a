//! Example sentences of the lexicon: brackets mark the words that a record points at.

use std::ops::Range;

use language::Analysis;

/// A text without its brackets, and what they enclosed.
pub(crate) fn unmark(marked: &str) -> (String, Vec<Range<usize>>) {
    let (mut text, mut spans, mut start) = (String::new(), Vec::new(), 0);
    for character in marked.chars() {
        match character {
            '[' => start = text.len(),
            ']' => spans.push(start..text.len()),
            other => text.push(other),
        }
    }
    (text, spans)
}

/// Sentences and words without tags.
pub(crate) fn words_of(text: &str) -> Analysis {
    let mut analysis = Analysis::unread(text, std::iter::once(0..text.len()));
    for token in analysis.sentences.iter_mut().flat_map(|s| &mut s.tokens) {
        token.lemma = token.form.to_lowercase().into();
    }
    analysis
}
