//! Where sentences end. In: the words of a text. Out: for each sentence, one past its last word.
//!
//! A sentence ends at a layout break, and at a terminal mark unless what stands around the mark speaks against it.
//! Closing quotation marks and brackets behind the mark belong to the sentence.

use super::characters::{is_closer, is_mark, is_opener, is_terminal, is_wordy};
use super::layout::Gap;
use super::tables::{Ends, holds, tables};
use super::words::Word;

/// Finds the sentence ends; the period of an abbreviation that ends a sentence becomes a word of its own ("etc" ".").
pub(super) fn ends(text: &str, words: &mut Vec<Word>) -> Vec<usize> {
    let mut reader = Reader { text, words, first: 0, quotation: false, bracket: None };
    let mut ends = Vec::new();
    let mut at = 0;
    while at < reader.words.len() {
        let next = match reader.end_at(at) {
            Some(end) => {
                ends.push(end);
                reader.first = end;
                reader.bracket = None;
                end
            }
            None => at + 1,
        };
        at = next;
    }
    part_last_periods(text, words, &mut ends);
    ends
}

/// The kind of character a word begins with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Start {
    Lower,
    Upper,
    Digit,
    Other,
}

/// Reads the words from left to right.
pub(super) struct Reader<'t> {
    text: &'t str,
    pub(super) words: &'t [Word],
    /// First word of the sentence being read.
    pub(super) first: usize,
    /// Whether a double quotation is open.
    quotation: bool,
    /// The word that opened the bracket being read.
    bracket: Option<usize>,
}

impl<'t> Reader<'t> {
    /// The word's text without marks that lean on it.
    pub(super) fn word(&self, at: usize) -> &'t str {
        let word = &self.words[at];
        let text = &self.text[word.start..word.end];
        let bare = if text.is_ascii() { text } else { text.trim_matches(is_mark) };
        if bare.is_empty() { text } else { bare }
    }

    pub(super) fn gap(&self, at: usize) -> Gap {
        self.words.get(at).map_or(Gap::Paragraph, |word| word.before)
    }

    pub(super) fn breaks(&self, at: usize) -> bool {
        matches!(self.gap(at), Gap::Line | Gap::Paragraph)
    }

    /// One past the last word of the sentence, if it ends at `at` or at closing marks right behind it.
    fn end_at(&mut self, at: usize) -> Option<usize> {
        self.follow(at);
        if self.breaks(at + 1) {
            return Some(at + 1);
        }
        if self.ends_by_convention(at) {
            return Some(at + 1);
        }
        if self.words[at].face && self.start(at + 1) == Start::Upper && at > self.first {
            return Some(at + 1);
        }
        let word = self.word(at);
        let mark = word.chars().next_back().filter(|c| is_terminal(*c))?;
        let marks_only = word.chars().all(is_terminal);
        if !marks_only && self.words[at].ends.is_none() {
            return None;
        }
        let mut next = at + 1;
        while !self.breaks(next) {
            let closed = if self.closes(next) { next + 1 } else { self.citation(next) };
            if closed == next {
                break;
            }
            (next..closed).for_each(|word| self.follow(word));
            next = closed;
        }
        if self.breaks(next) || self.ends_sentence(at, next, mark) { Some(next) } else { None }
    }

    /// Keeps count of quotations and brackets.
    fn follow(&mut self, at: usize) {
        if self.gap(at) == Gap::Paragraph {
            self.quotation = false;
            self.bracket = None;
        }
        match self.word(at) {
            "\"" => self.quotation = !self.quotation,
            "“" | "``" | "«" => self.quotation = true,
            "”" | "''" | "»" => self.quotation = false,
            "(" | "[" => self.bracket = Some(at),
            ")" | "]" => self.bracket = None,
            _ => {}
        }
    }

    /// Whether the word is a mark that closes what stands before it.
    fn closes(&self, at: usize) -> bool {
        let glued = self.gap(at) == Gap::None;
        if self.words[at].face {
            return true;
        }
        match self.word(at) {
            "''" | "’’" => glued || self.gap(at + 1) != Gap::None,
            "”" | "»" | ")" | "]" | "}" | "’" | "」" | "』" | "）" => true,
            "\"" => {
                let apart = at + 1 >= self.words.len() || self.gap(at + 1) != Gap::None;
                if glued { apart || self.quotation } else { apart && self.quotation }
            }
            "'" => glued,
            _ => false,
        }
    }

    /// One past a citation behind a full stop, `at` if none stands there: "[7]", "[citation needed]".
    fn citation(&self, at: usize) -> usize {
        if self.word(at) != "[" {
            return at;
        }
        let inside = |word: &usize| {
            !self.breaks(*word) && self.word(*word).chars().all(|c| c.is_ascii_digit() || c.is_lowercase() || c == ',')
        };
        let close = (at + 1..self.words.len()).take(5).find(|word| !inside(word));
        close.filter(|word| *word > at + 1 && !self.breaks(*word) && self.word(*word) == "]").map_or(at, |word| word + 1)
    }

    pub(super) fn start(&self, at: usize) -> Start {
        match self.word(at).chars().next() {
            Some(c) if c.is_lowercase() => Start::Lower,
            Some(c) if c.is_alphabetic() => Start::Upper,
            Some(c) if c.is_numeric() => Start::Digit,
            _ => Start::Other,
        }
    }

    /// Whether the terminal mark that the word `at` ends with ends the sentence; `next` stands behind its closing marks.
    fn ends_sentence(&self, at: usize, next: usize, mark: char) -> bool {
        let mut opened = next;
        while opened + 1 < self.words.len() && !self.breaks(opened + 1) && self.word(opened).chars().all(is_opener) {
            opened += 1;
        }
        let start = self.start(opened);
        let closed = next > at + 1;
        let quoted = closed && self.word(next - 1).chars().all(|c| is_closer(c) && !matches!(c, ')' | ']' | '}'));
        let glued = self.gap(next) == Gap::None;
        let marks_only = self.words[at].ends.is_none();
        let follower = self.word(next);
        if glued && follower.starts_with(['.', ',', ';', ':', '!', '?', ')']) || matches!(follower, "." | "?" | "!") {
            return false;
        }
        // ".NET", not the end of a sentence.
        if glued && self.gap(at) != Gap::None && marks_only {
            return false;
        }
        if glued && !closed && !(start == Start::Upper && at > self.first && self.start(at - 1) != Start::Other) {
            return false;
        }
        match self.words[at].ends {
            Some(Ends::Perhaps) => {
                let quotes = opened > next && !matches!(self.word(opened - 1), "(" | "[" | "{");
                return start == Start::Upper && !glued && (quoted || quotes || self.opens(at, opened));
            }
            Some(_) => return false,
            None => {}
        }
        let dots = self.word(at).chars().filter(|c| *c == '.').count();
        if mark == '…' || dots > 1 {
            return start == Start::Upper;
        }
        if mark == '.' {
            return !self.enumerates(at) && self.full_stop(at, start, closed, next);
        }
        if closed {
            let inside = self.bracket.is_some_and(|bracket| bracket > self.first);
            return start != Start::Lower && (quoted || !inside) && !(quoted && self.reports(next));
        }
        !(start == Start::Other && self.word(next).starts_with([',', ';', ':', ')']))
    }

    /// Whether a capitalised word behind an abbreviation opens a sentence.
    fn opens(&self, at: usize, next: usize) -> bool {
        let tables = tables();
        if tables.openers.contains(self.word(next)) {
            return true;
        }
        let abbreviation = self.word(at);
        let hours = abbreviation.eq_ignore_ascii_case("a.m.") || abbreviation.eq_ignore_ascii_case("p.m.");
        let time = |word: usize| word < self.words.len() && self.word(word) == "time";
        hours && !tables.after_hours.contains(self.word(next)) && !(next + 1..next + 4).any(time)
    }

    fn full_stop(&self, at: usize, start: Start, closed: bool, next: usize) -> bool {
        match start {
            Start::Lower => !closed && at > self.first && !self.looks_short(at - 1),
            Start::Other => !self.word(next).starts_with([',', ';', ':', ')', ']', '%']),
            Start::Upper | Start::Digit => true,
        }
    }

    /// Whether the word before a period may be an abbreviation that no table names: "cert.", "mtg."
    fn looks_short(&self, at: usize) -> bool {
        let word = self.word(at);
        let vowel = |c: char| "aeiouyAEIOUY".contains(c);
        word.len() <= 4 && word.starts_with(is_wordy) && !word.chars().any(vowel)
    }

    /// Whether the period stands behind the number of a list item: "1.", "b."
    fn enumerates(&self, at: usize) -> bool {
        let mut first = self.first;
        while first < at && self.word(first).chars().all(|c| is_opener(c) || c == '*') {
            first += 1;
        }
        if first + 2 == at && tables().numbered.contains(self.word(first)) {
            first += 1;
        }
        if first + 1 != at {
            return false;
        }
        let label = self.word(first);
        let number = label.len() <= 3 || label.contains('.') && label.len() <= 8;
        number && label.bytes().all(|b| b.is_ascii_digit() || b == b'.') || label.len() == 1
    }

    /// Whether a name and a verb of saying follow a quotation: `"Why?" Petrov asked`.
    fn reports(&self, next: usize) -> bool {
        let tables = tables();
        if tables.openers.contains(self.word(next)) {
            return false;
        }
        let words = (next..self.words.len().min(next + 5)).take_while(|at| *at == next || !self.breaks(*at));
        for at in words {
            if at > next && holds(&tables.reporting, self.word(at)) {
                return true;
            }
            if self.start(at) != Start::Upper {
                return false;
            }
        }
        false
    }
}

/// Gives the last period of a sentence its own word where it closes an abbreviation in small letters ("etc.", "p.m.")
/// or a shortened word ("Inc."); capitals keep theirs ("U.S.").
fn part_last_periods(text: &str, words: &mut Vec<Word>, ends: &mut [usize]) {
    let mut parted = Vec::new();
    let mut first = 0;
    for end in ends.iter_mut() {
        let mut last = *end - 1;
        while last > first && text[words[last].start..words[last].end].chars().all(is_closer) {
            last -= 1;
        }
        let word = &words[last];
        let short = text[word.start..word.end].trim_end_matches(is_mark);
        first = *end;
        if let Some(stem) = short.strip_suffix('.')
            && word.ends == Some(Ends::Perhaps)
            && !(stem.len() == 3 && stem.contains('.'))
        {
            parted.push(last);
        }
        *end += parted.len();
    }
    if parted.is_empty() {
        return;
    }
    let mut out = Vec::with_capacity(words.len() + parted.len());
    let mut parted = parted.into_iter().peekable();
    for (at, mut word) in words.drain(..).enumerate() {
        if parted.next_if_eq(&at).is_none() {
            out.push(word);
            continue;
        }
        let stem = text[word.start..word.end].trim_end_matches(is_mark).len() - 1;
        let period = Word { start: word.start + stem, end: word.end, before: Gap::None, inside: false, face: false, ends: None };
        word.end = period.start;
        word.ends = None;
        out.push(word);
        out.push(period);
    }
    *words = out;
}
