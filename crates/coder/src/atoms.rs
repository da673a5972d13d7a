//! The smallest pieces that times and quantities are read from.
//!
//! In: a text and its [`Analysis`]. Out: [`Atoms`]: runs of letters, numbers as written ("1,234.5") and single marks, each with its
//! byte range and the token that it stands in. Tokens are too coarse here ("15kHz", "1990s") and their cut differs between corpora;
//! atoms do not.

use std::ops::Range;

use language::{Analysis, Sentence, Token};

/// What an atom is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// A run of letters.
    Word,
    /// Digits, with grouping commas and one decimal point.
    Number,
    /// Digits with more points than a number has: "1.2.3", "10.0.0.1".
    Code,
    /// Any other character; apostrophes and dashes are normalised.
    Mark(char),
}

/// A piece of text.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Atom {
    pub(crate) start: usize,
    pub(crate) end: usize,
    pub(crate) kind: Kind,
    /// White space, or nothing at all, stands before it.
    pub(crate) spaced: bool,
    /// Index of the sentence.
    pub(crate) sentence: u32,
    /// Index of the token in the sentence.
    pub(crate) token: u32,
}

/// The atoms of a text.
pub(crate) struct Atoms<'a> {
    pub(crate) text: &'a str,
    pub(crate) analysis: &'a Analysis,
    /// The text with ASCII letters in lower case: the same byte offsets.
    lower: String,
    list: Vec<Atom>,
}

const NO_TOKEN: u32 = u32::MAX;

impl<'a> Atoms<'a> {
    /// Cuts every sentence of the analysis.
    pub(crate) fn new(text: &'a str, analysis: &'a Analysis) -> Self {
        let mut list = Vec::with_capacity(text.len() / 5);
        for (index, sentence) in analysis.sentences.iter().enumerate() {
            let Some(part) = text.get(sentence.span.clone()) else { continue };
            let first = list.len();
            cut(part, sentence.span.start, index as u32, &mut list);
            let mut token = 0;
            for atom in &mut list[first..] {
                while sentence.tokens.get(token).is_some_and(|t| t.span.end <= atom.start) {
                    token += 1;
                }
                atom.token = if token < sentence.tokens.len() { token as u32 } else { NO_TOKEN };
            }
        }
        Self { text, analysis, lower: text.to_ascii_lowercase(), list }
    }

    pub(crate) fn len(&self) -> usize {
        self.list.len()
    }

    /// The atom at `i`, if `i` is one.
    pub(crate) fn get(&self, i: usize) -> Option<Atom> {
        self.list.get(i).copied()
    }

    /// The atom before `i` in the same sentence.
    pub(crate) fn before(&self, i: usize) -> Option<usize> {
        let previous = i.checked_sub(1)?;
        (self.list.get(i)?.sentence == self.list[previous].sentence).then_some(previous)
    }

    /// True where `a` and `b` stand in one sentence.
    pub(crate) fn together(&self, a: usize, b: usize) -> bool {
        matches!((self.list.get(a), self.list.get(b)), (Some(x), Some(y)) if x.sentence == y.sentence)
    }

    /// The characters of an atom in lower case; empty past the end.
    pub(crate) fn lower(&self, i: usize) -> &str {
        self.list.get(i).map_or("", |a| &self.lower[a.start..a.end])
    }

    /// The characters of an atom as written; empty past the end.
    pub(crate) fn raw(&self, i: usize) -> &'a str {
        self.list.get(i).map_or("", |a| &self.text[a.start..a.end])
    }

    pub(crate) fn is_word(&self, i: usize) -> bool {
        self.list.get(i).is_some_and(|a| a.kind == Kind::Word)
    }

    pub(crate) fn is_number(&self, i: usize) -> bool {
        self.list.get(i).is_some_and(|a| a.kind == Kind::Number)
    }

    pub(crate) fn is_mark(&self, i: usize, mark: char) -> bool {
        self.list.get(i).is_some_and(|a| a.kind == Kind::Mark(mark))
    }

    /// True where white space stands before the atom.
    pub(crate) fn spaced(&self, i: usize) -> bool {
        self.list.get(i).is_none_or(|a| a.spaced)
    }

    pub(crate) fn capital(&self, i: usize) -> bool {
        self.raw(i).chars().next().is_some_and(char::is_uppercase)
    }

    /// True at the first atom of a sentence, quotes and brackets aside.
    pub(crate) fn opens(&self, i: usize) -> bool {
        let mut at = i;
        while let Some(previous) = self.before(at) {
            if !matches!(self.list[previous].kind, Kind::Mark('"' | '\'' | '`' | '(' | '[' | '“' | '-' | '_')) {
                return false;
            }
            at = previous;
        }
        true
    }

    /// Bytes from the first to the last atom of a range that is not empty.
    pub(crate) fn span(&self, atoms: &Range<usize>) -> Range<usize> {
        self.list[atoms.start].start..self.list[atoms.end - 1].end
    }

    /// The token of an atom, with its sentence.
    pub(crate) fn token(&self, i: usize) -> Option<(&'a Sentence, &'a Token)> {
        let atom = self.list.get(i)?;
        let sentence = self.analysis.sentences.get(atom.sentence as usize)?;
        Some((sentence, sentence.tokens.get(atom.token as usize)?))
    }

    /// True where the words from `i` on are `words`, each an atom in lower case.
    pub(crate) fn matches<'w>(&self, i: usize, words: impl IntoIterator<Item = &'w str>) -> Option<usize> {
        let mut at = i;
        for word in words {
            if self.lower(at) != word && !(word == "'" && self.is_mark(at, '\'')) || !self.together(i, at) {
                return None;
            }
            at += 1;
        }
        Some(at)
    }
}

/// Splits a wording of a table as the text is split, in lower case.
pub(crate) fn words_of(wording: &str) -> Vec<String> {
    let mut list = Vec::new();
    cut(wording, 0, 0, &mut list);
    list.iter().map(|a| if let Kind::Mark('\'') = a.kind { "'".into() } else { wording[a.start..a.end].to_lowercase() }).collect()
}

/// Splits a wording of a table as the text is split, as written.
pub(crate) fn pieces_of(wording: &str) -> Vec<String> {
    let mut list = Vec::new();
    cut(wording, 0, 0, &mut list);
    list.iter().map(|a| wording[a.start..a.end].to_string()).collect()
}

fn cut(part: &str, offset: usize, sentence: u32, list: &mut Vec<Atom>) {
    let bytes = part.as_bytes();
    let mut at = 0;
    let mut spaced = true;
    while at < bytes.len() {
        let start = at;
        let (kind, length) = match bytes[at] {
            b' ' | b'\n' | b'\t' | b'\r' => {
                at += 1;
                spaced = true;
                continue;
            }
            b'0'..=b'9' => number(&bytes[at..]),
            b'.' if spaced && bytes.get(at + 1).is_some_and(u8::is_ascii_digit) => number(&bytes[at..]),
            b'a'..=b'z' | b'A'..=b'Z' => (Kind::Word, word(&part[at..])),
            byte if byte.is_ascii() => (Kind::Mark(byte as char), 1),
            _ => {
                let Some(character) = part[at..].chars().next() else { break };
                if character.is_whitespace() {
                    at += character.len_utf8();
                    spaced = true;
                    continue;
                }
                if character.is_alphabetic() {
                    (Kind::Word, word(&part[at..]))
                } else {
                    let mark = match character {
                        '’' | '‘' | '\u{2032}' => '\'',
                        '–' | '—' | '‐' | '‑' | '−' => '-',
                        other => other,
                    };
                    (Kind::Mark(mark), character.len_utf8())
                }
            }
        };
        at += length;
        list.push(Atom { start: offset + start, end: offset + at, kind, spaced, sentence, token: NO_TOKEN });
        spaced = false;
    }
}

fn word(rest: &str) -> usize {
    let ascii = rest.bytes().take_while(u8::is_ascii_alphabetic).count();
    if rest.as_bytes().get(ascii).is_none_or(u8::is_ascii) {
        return ascii;
    }
    rest.char_indices().find(|(_, c)| !c.is_alphabetic()).map_or(rest.len(), |(i, _)| i)
}

/// Length of a number: digits, commas before groups of three, one point with digits after it.
fn number(bytes: &[u8]) -> (Kind, usize) {
    let digits = |from: usize| bytes[from..].iter().take_while(|b| b.is_ascii_digit()).count();
    let mut at = digits(0);
    if at <= 3 {
        while bytes.get(at) == Some(&b',') && digits(at + 1) == 3 {
            at += 4;
        }
    }
    let mut points = 0;
    while bytes.get(at) == Some(&b'.') {
        let more = digits(at + 1);
        if more == 0 {
            break;
        }
        at += 1 + more;
        points += 1;
    }
    (if points > 1 { Kind::Code } else { Kind::Number }, at)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn atoms_cut_where_a_reader_would() {
        for (text, expected) in [
            ("March 4-6", "March|4|-|6"),
            ("$4.2bn, 15kHz", "$|4.2|bn|,|15|kHz"),
            ("1,234,567.8 and 12,3", "1,234,567.8|and|12|,|3"),
            ("v1.2.3 .500", "v|1.2.3|.500"),
            ("Brandt’s 10°C", "Brandt|’|s|10|°|C"),
            ("naïve café", "naïve|café"),
        ] {
            let mut list = Vec::new();
            cut(text, 0, 0, &mut list);
            let pieces: Vec<_> = list.iter().map(|a| &text[a.start..a.end]).collect();
            assert_eq!(pieces.join("|"), expected);
        }
    }
}
