//! Sentence ends without a terminal mark that wire copy and mail imply: a dateline, a rule drawn across the page, the
//! time a message was sent, its closing phrase. In: the words read so far. Out: whether a sentence ends here.

use super::boundaries::{Reader, Start};
use super::layout::Gap;
use super::tables::{holds, tables};

/// The most words of a dateline: "NEW YORK, Sept. 14 (Reuters) -".
const LONGEST_DATELINE: usize = 14;
/// A run of at least so many equal marks is a rule.
const SHORTEST_RULE: usize = 5;

impl Reader<'_> {
    /// Whether a convention ends the sentence behind the word `at`, which another word follows in the same line.
    pub(super) fn ends_by_convention(&self, at: usize) -> bool {
        let (word, next) = (self.word(at), self.word(at + 1));
        match word.as_bytes()[0] {
            b'-' | b'=' | b'_' | b'*' | b'#' | b'~' if is_rule(word) && self.stands_alone(at) => return true,
            b'-' if self.ends_dateline(at) => return true,
            0xE2 if matches!(word, "–" | "—") && self.ends_dateline(at) => return true,
            b',' if self.is_closing_phrase(at) => return true,
            b'0'..=b'9' | b'A' | b'P' | b'a' | b'p' if self.ends_stamp(at) => return true,
            _ => {}
        }
        match next.as_bytes()[0] {
            b'-' | b'=' | b'_' | b'*' | b'#' | b'~' => is_rule(next) && self.stands_alone(at + 1),
            b'0'..=b'9' => self.begins_stamp(at + 1) && (self.start(at) == Start::Upper || word == ">"),
            b'h' => next.contains("://") && word.contains("://"),
            _ => false,
        }
    }

    /// Whether white space stands on both sides of the word.
    fn stands_alone(&self, at: usize) -> bool {
        self.gap(at) != Gap::None && self.gap(at + 1) != Gap::None
    }

    /// The word at `at`, empty where there is none.
    fn word_or_none(&self, at: usize) -> &str {
        if at < self.words.len() { self.word(at) } else { "" }
    }

    /// Whether a date and a time begin at the word: "03/15/2001 04:03".
    fn begins_stamp(&self, at: usize) -> bool {
        let date = self.word(at);
        date.matches('/').count() == 2 && date.len() >= 6 && is_clock(self.word_or_none(at + 1))
    }

    /// Whether a date, a time and the half of the day end with the word.
    fn ends_stamp(&self, at: usize) -> bool {
        let half = |word: &str| word.eq_ignore_ascii_case("am") || word.eq_ignore_ascii_case("pm");
        let word = self.word(at);
        if half(word) {
            return at >= 2 && self.begins_stamp(at - 2);
        }
        is_clock(word) && at >= 1 && self.begins_stamp(at - 1) && !half(self.word_or_none(at + 1))
    }

    /// Whether the sentence so far is "Regards," or the like, a name following.
    fn is_closing_phrase(&self, at: usize) -> bool {
        let known = |word: usize| holds(&tables().closing_phrases, self.word(word));
        (1..=3).contains(&(at - self.first)) && (self.first..at).all(known) && self.start(at + 1) == Start::Upper
    }

    /// Whether the dash `at` sets a dateline apart from the story: places, dates and agencies, no plain word among them.
    fn ends_dateline(&self, at: usize) -> bool {
        let spaced = self.gap(at) == Gap::Space && self.gap(at + 1) == Gap::Space;
        let begins = matches!(self.gap(self.first), Gap::Paragraph | Gap::Line);
        let follower = self.start(at + 1);
        if !spaced
            || !begins
            || at == self.first
            || at - self.first > LONGEST_DATELINE
            || matches!(follower, Start::Lower | Start::Digit)
        {
            return false;
        }
        let named =
            |word: usize| self.start(word) != Start::Lower && !self.word(word).starts_with(['-', '–', '—', ':', ';', '?', '!']);
        let told = (at + 2..self.words.len())
            .take(4)
            .take_while(|word| !self.breaks(*word))
            .any(|word| self.start(word) == Start::Lower);
        self.start(self.first) == Start::Upper && (self.first..at).all(named) && told
    }
}

fn is_clock(word: &str) -> bool {
    word.len() >= 4 && word.contains(':') && word.bytes().all(|b| b.is_ascii_digit() || b == b':')
}

fn is_rule(word: &str) -> bool {
    let bytes = word.as_bytes();
    bytes.len() >= SHORTEST_RULE && bytes.iter().all(|b| *b == bytes[0])
}
