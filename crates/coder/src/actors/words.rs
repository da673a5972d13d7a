//! Words as the tables compare them: tokens of any tokeniser in, comparable pieces out.
//!
//! "Guinea-Bissau" is one word for a reader, three tokens for a treebank and one alias in a table; "U.S." and "US", "Côte" and "Cote"
//! name the same. A word is cut at everything that is no letter or digit, accents are taken off, and the points of an abbreviation
//! are dropped; commas, brackets and quotation marks stay as pieces of their own, so that no name reaches across them.

use std::borrow::Cow;

use unicode_normalization::char::is_combining_mark;

pub(crate) use crate::fold::fold;

/// A comparable part of a word.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Piece<'t> {
    /// Letters and digits without accents, in the case of the text.
    pub(crate) text: Cow<'t, str>,
    /// Index of the word that it comes from.
    pub(crate) word: usize,
}

/// The pieces of a row of words.
pub(crate) fn pieces<'t>(words: impl IntoIterator<Item = &'t str>) -> Vec<Piece<'t>> {
    let mut out = Vec::new();
    for (word, text) in words.into_iter().enumerate() {
        each_piece(text, |text| out.push(Piece { text, word }));
    }
    out
}

/// The pieces of a word, one after another.
pub(crate) fn each_piece<'t>(text: &'t str, mut take: impl FnMut(Cow<'t, str>)) {
    if is_abbreviation(text) {
        return take(fold(&text.replace('.', "")).into_owned().into());
    }
    let mut start = None;
    for (at, c) in text.char_indices() {
        if c.is_alphanumeric() || is_combining_mark(c) {
            start.get_or_insert(at);
            continue;
        }
        if let Some(from) = start.take() {
            take(fold(&text[from..at]));
        }
        if matches!(c, ',' | ';' | ':' | '(' | ')' | '[' | ']' | '"' | '“' | '”' | '&' | '?' | '!') {
            take(Cow::Borrowed(&text[at..at + c.len_utf8()]));
        }
    }
    if let Some(from) = start {
        take(fold(&text[from..]));
    }
}

/// Lower-case key of a row of pieces.
pub(crate) fn key(pieces: &[Piece<'_>]) -> String {
    let mut out = String::new();
    for piece in pieces {
        if !out.is_empty() {
            out.push(' ');
        }
        let start = out.len();
        out.push_str(&piece.text);
        if piece.text.is_ascii() {
            out[start..].make_ascii_lowercase();
        } else {
            out.truncate(start);
            out.push_str(&piece.text.to_lowercase());
        }
    }
    out
}

/// "U.S.", "D.P.R.K.", "St.", "No.": letters and points, a point at the end or between single letters.
fn is_abbreviation(word: &str) -> bool {
    word.len() <= 12
        && word.contains('.')
        && word.starts_with(|c: char| c.is_alphabetic())
        && word.chars().all(|c| c.is_alphabetic() || c == '.')
        && (word.ends_with('.') || word.split('.').all(|part| part.chars().count() <= 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &[&str]) {
        let found: Vec<String> = pieces(text.split(' ')).into_iter().map(|p| p.text.into_owned()).collect();
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn words_become_pieces() {
        check("U.S. envoy", &["US", "envoy"]);
        check("U.S envoy", &["US", "envoy"]);
        check("Côte d'Ivoire", &["Cote", "d", "Ivoire"]);
        check("Guinea-Bissau", &["Guinea", "Bissau"]);
        check("Guinea - Bissau", &["Guinea", "Bissau"]);
        check("Washington, D.C.", &["Washington", ",", "DC"]);
        check("Łódź Straße", &["Lodz", "Strasse"]);
        check("end.", &["end"]);
        check("...", &[]);
        check("Xi'an", &["Xi", "an"]);
    }

    #[test]
    fn keys_are_lower_case() {
        assert_eq!(key(&pieces(["Quai", "d'Orsay"])), "quai d orsay");
    }
}
