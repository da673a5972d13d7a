//! Whether a period belongs to the word before it. In: a word, what stands around it. Out: what the period means.

use super::characters::{after, is_closer, is_mark, is_opener, is_space, is_wordy};
use super::tables::{Ends, tables};
use super::words::Word;

/// A word made of single letters and periods: U.S., a.m., J.K., U.S.A
pub(super) struct Letters {
    /// One past the last byte.
    pub(super) stop: usize,
    /// How many letters.
    pub(super) count: usize,
    /// Whether a period closes it.
    pub(super) closed: bool,
}

/// Reads single letters with periods between them from byte `at`.
pub(super) fn letters(text: &str, at: usize, end: usize) -> Option<Letters> {
    let chunk = &text[..end];
    let mut found = Letters { stop: at, count: 0, closed: false };
    while let Some(letter) = after(chunk, found.stop).filter(|c| c.is_alphabetic()) {
        let mut next = found.stop + letter.len_utf8();
        while let Some(mark) = after(chunk, next).filter(|c| is_mark(*c)) {
            next += mark.len_utf8();
        }
        match after(chunk, next) {
            // An ellipsis is not the period of the last letter.
            Some('.') if !chunk[next..].starts_with("...") => {
                found = Letters { stop: next + 1, count: found.count + 1, closed: true };
            }
            Some(c) if is_wordy(c) => break,
            _ if found.count > 0 => {
                found = Letters { stop: next, count: found.count + 1, closed: false };
                break;
            }
            _ => break,
        }
    }
    (found.count > 0).then_some(found)
}

/// What follows a period.
struct Following<'t> {
    /// The next word or mark, white space before it left out.
    text: &'t str,
    /// Whether white space stands before it.
    apart: bool,
}

impl<'t> Following<'t> {
    /// Looks no further than the paragraph.
    fn new(text: &'t str, at: usize) -> Following<'t> {
        let rest = &text[at..];
        let trimmed = rest.trim_start_matches(is_space);
        let gap = &rest[..rest.len() - trimmed.len()];
        if gap.bytes().filter(|b| *b == b'\n').count() > 1 {
            return Following { text: "", apart: true };
        }
        Following { text: trimmed, apart: !gap.is_empty() }
    }

    /// Whether a quotation closes; a bracket may close behind "(Dr.)".
    fn closes(&self) -> bool {
        self.text.starts_with(|c| is_closer(c) && c != ')')
    }

    fn first(&self) -> Option<char> {
        self.text.chars().next()
    }

    fn word(&self) -> &'t str {
        &self.text[..self.text.find(|c| !is_wordy(c)).unwrap_or(self.text.len())]
    }

    fn digit(&self) -> bool {
        let text = self.text.trim_start_matches(['#', '$', '£', '€', '(', '+', '§']);
        text.starts_with(|c: char| c.is_ascii_digit())
    }

    fn capital(&self) -> bool {
        self.text.trim_start_matches(is_opener).starts_with(char::is_uppercase)
    }
}

/// What the period at byte `stop`, right behind the word `text[at..stop]`, means; none if it is a token of its own.
pub(super) fn meaning(text: &str, at: usize, stop: usize, before: Option<&Word>) -> Option<Ends> {
    if text[stop + 1..].starts_with('.') {
        return None;
    }
    let word = &text[at..stop];
    let following = Following::new(text, stop + 1);
    let tables = tables();
    let known = tables.abbreviations.get(word).copied().or_else(|| {
        // GEN. PETROV in a headline.
        let capitals = word.len() > 1 && word.len() < 8 && word.bytes().all(|b| b.is_ascii_uppercase());
        let title = capitals.then(|| format!("{}{}", &word[..1], word[1..].to_ascii_lowercase()))?;
        tables.abbreviations.get(&title).copied().filter(|ends| *ends == Ends::Never)
    });
    let comma = matches!(following.first(), Some(',' | ';' | ':')) && !following.apart;
    match known {
        Some(Ends::Never) if following.text.is_empty() || following.closes() => None,
        Some(Ends::Number) if following.digit() || is_roman(following.word()) => Some(Ends::Never),
        Some(Ends::Date) if following.digit() || comma || is_date(following.word()) => Some(Ends::Never),
        Some(Ends::Comma) if follows_comma(text, before) => Some(Ends::Perhaps),
        Some(Ends::Never) => Some(Ends::Never),
        Some(Ends::Perhaps) => Some(Ends::Perhaps),
        _ if is_initial(word) => initial(text, word, &following, comma, before),
        _ if comma && word.len() <= 5 && word.bytes().all(|b| b.is_ascii_alphabetic()) => Some(Ends::Never),
        _ => None,
    }
}

fn is_initial(word: &str) -> bool {
    let mut letters = word.chars().filter(|c| !is_mark(*c));
    letters.next().is_some_and(char::is_uppercase) && letters.next().is_none()
}

/// "George W. Bush", but "plan B. The", "you and I. Then".
fn initial(text: &str, word: &str, following: &Following, comma: bool, before: Option<&Word>) -> Option<Ends> {
    if comma {
        return Some(Ends::Never);
    }
    if !following.capital() {
        return None;
    }
    let opener = tables().openers.contains(following.word());
    let named = match before {
        None => true,
        Some(last) => {
            let last = &text[last.start..last.end];
            last.starts_with(char::is_uppercase) || !last.starts_with(is_wordy)
        }
    };
    if opener && !(named && following.word().len() == 1) {
        return None;
    }
    (named || word != "I").then_some(Ends::Never)
}

fn follows_comma(text: &str, before: Option<&Word>) -> bool {
    before.is_some_and(|word| &text[word.start..word.end] == ",")
}

fn is_roman(word: &str) -> bool {
    !word.is_empty() && word.bytes().all(|b| b"IVXLC".contains(&b)) && word != "I"
}

fn is_date(word: &str) -> bool {
    let tables = tables();
    tables.abbreviations.contains_key(word) || tables.after_hours.contains(word)
}
