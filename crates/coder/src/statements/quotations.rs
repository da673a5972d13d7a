//! Stretches of a text that stand in double quotation marks.
//!
//! In: a text and the byte ranges of its paragraphs. Out: [`Quotations`], in order, marks included, none overlapping. A quotation that its
//! paragraph leaves open goes on where the next paragraph opens with a mark, as newspapers set it; otherwise the mark is taken for a
//! stray one and quotes nothing past its sentence.

use std::ops::Range;

/// A quoted stretch of one paragraph.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Quotation {
    /// Bytes, with the marks.
    pub(super) span: Range<usize>,
    /// The next quotation goes on with it, in the next paragraph.
    pub(super) goes_on: bool,
}

/// All quotations of a text.
#[derive(Debug, Default)]
pub(super) struct Quotations {
    list: Vec<Quotation>,
}

/// What a paragraph that goes on with a quotation begins with.
const OPENERS: [&str; 6] = ["“", "\"", "«", "„", "''", "``"];

#[derive(PartialEq)]
enum Side {
    Opening,
    Closing,
    Either,
}

/// A double quotation mark, and which way it faces; apostrophes and backquotes come here only in pairs.
fn mark(character: char, before: Option<char>, after: Option<char>) -> Option<Side> {
    match character {
        '“' | '„' | '«' => Some(Side::Opening),
        '”' | '»' => Some(Side::Closing),
        '"' | '\'' | '`' => {
            let leads = before.is_none_or(|c| c.is_whitespace() || "([{-–—‘'/".contains(c));
            let trails = after.is_none_or(|c| c.is_whitespace() || ".,;:!?)]}-–—'’/".contains(c));
            Some(match (leads, trails) {
                (true, false) => Side::Opening,
                (false, true) => Side::Closing,
                _ => Side::Either,
            })
        }
        _ => None,
    }
}

impl Quotations {
    /// `sentences` are byte ranges too; an open quotation that nothing goes on with ends with its sentence.
    pub(super) fn new(text: &str, paragraphs: &[Range<usize>], sentences: &[Range<usize>]) -> Self {
        let mut list: Vec<Quotation> = Vec::new();
        let mut open_before = false;
        for (index, paragraph) in paragraphs.iter().enumerate() {
            let Some(part) = text.get(paragraph.clone()) else { continue };
            if open_before
                && !OPENERS.iter().any(|opener| part.trim_start().starts_with(opener))
                && let Some(last) = list.last_mut()
            {
                last.goes_on = false;
                close_with_sentence(last, sentences);
            }
            let mut start = None;
            let mut before = None;
            let mut characters = part.char_indices().peekable();
            while let Some((at, character)) = characters.next() {
                let here = paragraph.start + at;
                let mut end = here + character.len_utf8();
                // Typewriter copy writes two apostrophes for a double mark.
                let typed = matches!(character, '\'' | '`');
                if typed {
                    if characters.peek().is_none_or(|&(_, c)| c != character) {
                        before = Some(character);
                        continue;
                    }
                    characters.next();
                    end += character.len_utf8();
                }
                let after = characters.peek().map(|&(_, c)| c);
                match (mark(character, before, after), start) {
                    (Some(Side::Opening | Side::Either), None) => start = Some(here),
                    (Some(Side::Closing | Side::Either), Some(from)) => {
                        list.push(Quotation { span: from..end, goes_on: false });
                        start = None;
                    }
                    _ => {}
                }
                before = Some(character);
            }
            open_before = start.is_some();
            if let Some(from) = start {
                let mut quotation = Quotation { span: from..paragraph.end, goes_on: true };
                if index + 1 == paragraphs.len() {
                    quotation.goes_on = false;
                    close_with_sentence(&mut quotation, sentences);
                }
                list.push(quotation);
            }
        }
        Self { list }
    }

    /// The quotation around a byte, by its index.
    pub(super) fn around(&self, byte: usize) -> Option<usize> {
        let index = self.list.partition_point(|q| q.span.end <= byte);
        self.list.get(index).filter(|q| q.span.start <= byte).map(|_| index)
    }

    pub(super) fn get(&self, index: usize) -> &Quotation {
        &self.list[index]
    }

    /// The one that goes on with a quotation.
    pub(super) fn next_of(&self, index: usize) -> Option<usize> {
        (self.list[index].goes_on && index + 1 < self.list.len()).then_some(index + 1)
    }
}

fn close_with_sentence(quotation: &mut Quotation, sentences: &[Range<usize>]) {
    let index = sentences.partition_point(|s| s.end <= quotation.span.start);
    if let Some(sentence) = sentences.get(index) {
        quotation.span.end = quotation.span.end.min(sentence.end).max(quotation.span.start);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &[&str]) {
        let mut at = 0;
        let paragraphs: Vec<Range<usize>> = text
            .split_inclusive('\n')
            .map(|line| {
                let range = at..at + line.trim_end().len();
                at += line.len();
                range
            })
            .collect();
        let mut sentences = Vec::new();
        for paragraph in &paragraphs {
            let mut from = paragraph.start;
            for (i, _) in text[paragraph.clone()].match_indices(". ") {
                sentences.push(from..paragraph.start + i + 1);
                from = paragraph.start + i + 2;
            }
            sentences.push(from..paragraph.end);
        }
        let found = Quotations::new(text, &paragraphs, &sentences);
        let found: Vec<&str> = found.list.iter().map(|q| &text[q.span.clone()]).collect();
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn marks_pair_by_paragraph() {
        check("He said \"we go\" and \"we stay\".", &["\"we go\"", "\"we stay\""]);
        check("It was \"calm” by noon.", &["\"calm”"]);
        check("“One. Two,” she said.", &["“One. Two,”"]);
        check("“One goes.\n“Two stays,” she said.", &["“One goes.", "“Two stays,”"]);
        check("A 5\" pipe burst. \"Late,\" he said.", &["\"Late,\""]);
        check("An odd “mark here. No end.\nNothing more.", &["“mark here."]);
        check("''One,'' he said. ``Two.'' It's the boys' day.", &["''One,''", "``Two.''"]);
        check("No marks.", &[]);
        check("Empty \"\" marks.", &["\"\""]);
    }
}
