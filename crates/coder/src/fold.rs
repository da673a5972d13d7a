//! Letters without their accents: text in, comparable text in the same case out. The build script uses it too.

use std::borrow::Cow;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Without accents and ligatures, in the same case.
pub(crate) fn fold(text: &str) -> Cow<'_, str> {
    if text.is_ascii() {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    for c in text.nfd().filter(|&c| !is_combining_mark(c)) {
        match c {
            'ø' => out.push('o'),
            'Ø' => out.push('O'),
            'ł' => out.push('l'),
            'Ł' => out.push('L'),
            'đ' | 'ð' => out.push('d'),
            'Đ' | 'Ð' => out.push('D'),
            'ß' => out.push_str("ss"),
            'æ' => out.push_str("ae"),
            'Æ' => out.push_str("Ae"),
            'œ' => out.push_str("oe"),
            'Œ' => out.push_str("Oe"),
            'ı' => out.push('i'),
            'þ' => out.push_str("th"),
            'Þ' => out.push_str("Th"),
            'ə' => out.push('a'),
            'Ə' => out.push('A'),
            '\'' | '’' | 'ʼ' | '‘' | '`' => {}
            c => out.push(c),
        }
    }
    Cow::Owned(out)
}

/// The key under which the gazetteer holds a place name: lower-case words without accents and marks, "Saint", "Fort" and "Mount" written out.
pub(crate) fn place_key(name: &str) -> String {
    let folded = fold(name);
    let mut out = String::with_capacity(folded.len());
    let marks = |c: char| !c.is_alphanumeric() && !matches!(c, '\'' | '’' | '.' | '`' | '"');
    for word in folded.split(marks).filter(|word| !word.is_empty()) {
        let word: String = word.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect();
        if word.is_empty() {
            continue;
        }
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(match word.as_str() {
            "st" => "saint",
            "ft" => "fort",
            "mt" => "mount",
            word => word,
        });
    }
    out
}
