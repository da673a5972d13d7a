//! Words to WordPiece ids and casing classes, exactly as `training/dateline_training/pieces.py` does.
//!
//! In: a word. Out: ids of its pieces, at least one and at most [`MAX_PIECES`], and a casing class.
//! Method: BERT's uncased tokenizer (Devlin et al. 2019), one word at a time.

use rustc_hash::FxHashMap;
use unicode_normalization::UnicodeNormalization;
use unicode_properties::{GeneralCategory, GeneralCategoryGroup, UnicodeGeneralCategory};

const MAX_PIECES: usize = 10;
const MAX_CHARACTERS: usize = 64;

/// What the uncased vocabulary loses of a word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
pub(crate) enum Casing {
    Lower,
    Title,
    Upper,
    SingleUpper,
    Mixed,
    Digits,
    DigitsAndLetters,
    Marks,
}

impl Casing {
    /// The class of a word.
    pub(crate) fn of(word: &str) -> Self {
        let (mut letters, mut upper, mut first_upper, mut digits) = (0, 0, false, false);
        for c in word.chars() {
            if c.is_numeric() {
                digits = true;
            } else if c.is_alphabetic() {
                if c.is_uppercase() {
                    upper += 1;
                    first_upper |= letters == 0;
                }
                letters += 1;
            }
        }
        match (digits, letters, upper) {
            (true, 0, _) => Self::Digits,
            (true, ..) => Self::DigitsAndLetters,
            (_, 0, _) => Self::Marks,
            (_, _, 0) => Self::Lower,
            (_, 1, _) => Self::SingleUpper,
            _ if upper == letters => Self::Upper,
            _ if first_upper && upper == 1 => Self::Title,
            _ => Self::Mixed,
        }
    }
}

/// The vocabulary of pieces.
#[derive(Debug)]
pub(crate) struct Pieces {
    /// Pieces that begin a word, and pieces that go on with one (written with `##` in the vocabulary).
    first: FxHashMap<Box<str>, u32>,
    further: FxHashMap<Box<str>, u32>,
    longest: usize,
    unknown: u32,
    pub(crate) start: u32,
    pub(crate) end: u32,
}

impl Pieces {
    /// From a vocabulary in order of ids.
    pub(crate) fn new(vocabulary: &[String]) -> Self {
        let (mut first, mut further, mut longest) = (FxHashMap::default(), FxHashMap::default(), 1);
        for (id, piece) in vocabulary.iter().enumerate() {
            let (into, plain) = match piece.strip_prefix("##") {
                Some(rest) if !rest.is_empty() => (&mut further, rest),
                _ => (&mut first, piece.as_str()),
            };
            longest = longest.max(plain.len());
            into.insert(plain.into(), id as u32);
        }
        let special = |name: &str| first.get(name).copied().unwrap_or(0);
        let (unknown, start, end) = (special("[UNK]"), special("[CLS]"), special("[SEP]"));
        Self { first, further, longest, unknown, start, end }
    }

    /// Appends the pieces of `word` to `out`.
    pub(crate) fn split(&self, word: &str, out: &mut Vec<u32>) {
        let begin = out.len();
        if word.is_ascii() && word.len() <= MAX_CHARACTERS {
            let mut plain = [0u8; MAX_CHARACTERS];
            let plain = &mut plain[..word.len()];
            plain.copy_from_slice(word.as_bytes());
            plain.make_ascii_lowercase();
            self.parts(std::str::from_utf8(plain).unwrap_or(""), out);
        } else {
            let cut: String = word.chars().take(MAX_CHARACTERS).flat_map(char::to_lowercase).collect();
            let plain: String = cut.nfd().filter(|c| c.general_category() != GeneralCategory::NonspacingMark).collect();
            self.parts(&plain, out);
        }
        out.truncate(begin + MAX_PIECES);
        if out.len() == begin {
            out.push(self.unknown);
        }
    }

    /// Cuts at marks and leaves out what is no character of a word.
    fn parts(&self, plain: &str, out: &mut Vec<u32>) {
        let mut run = None;
        for (at, c) in plain.char_indices() {
            let mark = is_mark(c);
            if mark || c.is_whitespace() || is_control(c) {
                if let Some(from) = run.take() {
                    self.greedy(&plain[from..at], out);
                }
                if mark {
                    self.greedy(&plain[at..at + c.len_utf8()], out);
                }
            } else if run.is_none() {
                run = Some(at);
            }
        }
        if let Some(from) = run {
            self.greedy(&plain[from..], out);
        }
    }

    /// Longest piece first; a part with a stretch that no piece covers is unknown as a whole.
    fn greedy(&self, part: &str, out: &mut Vec<u32>) {
        let (begin, mut at) = (out.len(), 0);
        while at < part.len() {
            let table = if at == 0 { &self.first } else { &self.further };
            let mut end = part.len().min(at + self.longest);
            loop {
                if end <= at {
                    out.truncate(begin);
                    out.push(self.unknown);
                    return;
                }
                if part.is_char_boundary(end)
                    && let Some(&id) = table.get(&part[at..end])
                {
                    out.push(id);
                    at = end;
                    break;
                }
                end -= 1;
            }
        }
    }
}

fn is_mark(c: char) -> bool {
    if c.is_ascii() { c.is_ascii_punctuation() } else { c.general_category_group() == GeneralCategoryGroup::Punctuation }
}

fn is_control(c: char) -> bool {
    if c.is_ascii() {
        c.is_ascii_control()
    } else {
        matches!(c.general_category(), GeneralCategory::Control | GeneralCategory::Format)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn casing_classes() {
        for (word, expected) in [
            ("troops", Casing::Lower),
            ("Kyiv", Casing::Title),
            ("NATO", Casing::Upper),
            ("U.S.", Casing::Upper),
            ("A", Casing::SingleUpper),
            ("McCain", Casing::Mixed),
            ("iPhone", Casing::Mixed),
            ("1,200", Casing::Digits),
            ("29th", Casing::DigitsAndLetters),
            ("--", Casing::Marks),
            ("", Casing::Marks),
            ("Élysée", Casing::Title),
        ] {
            assert_eq!(Casing::of(word), expected, "{word}");
        }
    }

    #[test]
    fn longest_piece_first() {
        let vocabulary =
            ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "un", "##able", "##ab", "##le", "-", "elysee", "u", ".", "s"].map(String::from);
        let pieces = Pieces::new(&vocabulary);
        let check = |word: &str, expected: &[&str]| {
            let mut out = Vec::new();
            pieces.split(word, &mut out);
            let found: Vec<&str> = out.iter().map(|&i| vocabulary[i as usize].as_str()).collect();
            assert_eq!(found, expected, "{word}");
        };
        check("Unable", &["un", "##able"]);
        check("unablle", &["[UNK]"]);
        check("un-unable", &["un", "-", "un", "##able"]);
        check("Élysée", &["elysee"]);
        check("U.S.", &["u", ".", "s", "."]);
        check("\u{200d}", &["[UNK]"]);
        check("", &["[UNK]"]);
        check(&"-".repeat(40), &["-"; 10]);
    }
}
