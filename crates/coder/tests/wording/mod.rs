//! Example sentences of the lexicon: brackets mark the words that a record points at.

use std::ops::Range;

use language::segment::segment;
use language::{Analysis, NameTag, Sentence, Token, Upos};

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
    let token = |span: &Range<usize>| Token {
        span: span.clone(),
        form: text[span.clone()].into(),
        lemma: text[span.clone()].to_lowercase().into(),
        upos: Upos::X,
        xpos: "_",
        feats: "_",
        head: None,
        deprel: "_",
        name: NameTag::Outside,
    };
    let sentences = segment(text, 0..text.len())
        .into_iter()
        .map(|s| Sentence { span: s.span, tokens: s.words.iter().map(token).collect(), multiwords: s.multiwords })
        .collect();
    Analysis { sentences }
}
