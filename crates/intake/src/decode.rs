//! Bytes to characters. In: the bytes of one story and the encoding its source declares, if any. Out: text, the encoding it was in, and a
//! warning when it was not plain UTF-8.
//!
//! What the bytes are beats what is declared: no text in another encoding passes for UTF-8 by chance. Otherwise the declared encoding is
//! taken, or one is guessed from the bytes, as browsers do it. For pages the order of declarations is that of the Encoding and HTML
//! standards: byte order mark, the transfer's charset, the page's own.

use std::borrow::Cow;

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

use crate::arrival::Warning;

/// How far into the page a `<meta charset>` is looked for. The standard says 1,024 bytes; real pages put scripts first.
const DECLARATION_WINDOW: usize = 8 * 1024;
/// How much of the text the guess looks at.
const GUESS_WINDOW: usize = 256 * 1024;
/// With fewer bytes above ASCII a guess says little; English copy is then most likely windows-1252.
const ENOUGH_TO_GUESS: usize = 24;

/// Decodes `bytes`, with warnings for the reader of the story; `declared` is the encoding's label.
pub(crate) fn decode<'a>(bytes: &'a [u8], declared: Option<&str>, warnings: &mut Vec<Warning>) -> Cow<'a, str> {
    let declared = declared.and_then(by_label);
    let (text, encoding, replaced) = characters(bytes, declared);
    // A declaration that the source keeps to is nothing to warn of.
    let kept_to = declared == Some(encoding) && Encoding::for_bom(bytes).is_none();
    if encoding != UTF_8 && !kept_to {
        warnings.push(Warning::Encoding(encoding.name().to_owned()));
    }
    if replaced {
        warnings.push(Warning::Replaced(text.matches('\u{fffd}').count()));
    }
    text
}

/// Text without its byte order mark, its encoding, and whether bytes that stand for nothing were replaced.
pub(crate) fn characters<'a>(bytes: &'a [u8], declared: Option<&'static Encoding>) -> (Cow<'a, str>, &'static Encoding, bool) {
    if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        let (text, replaced) = encoding.decode_without_bom_handling(&bytes[mark..]);
        return (text, encoding, replaced);
    }
    let escapes = stateful_escape(bytes);
    if let Ok(text) = std::str::from_utf8(bytes)
        && !escapes
    {
        return (Cow::Borrowed(text), UTF_8, false);
    }
    if !escapes && mostly_utf8(bytes) {
        return (String::from_utf8_lossy(bytes), UTF_8, true);
    }
    let encoding = declared.filter(|encoding| *encoding != UTF_8).unwrap_or_else(|| guess(bytes));
    let (text, replaced) = encoding.decode_without_bom_handling(bytes);
    (text, encoding, replaced)
}

/// ISO-2022-JP is pure ASCII bytes with escapes; only its declaration or the guess can tell.
fn stateful_escape(bytes: &[u8]) -> bool {
    bytes[..bytes.len().min(GUESS_WINDOW)].windows(3).any(|w| w == b"\x1b$B" || w == b"\x1b$@")
}

/// The encoding of a label, as transfers and pages write it.
pub(crate) fn by_label(label: &str) -> Option<&'static Encoding> {
    Encoding::for_label(label.trim().trim_matches(['"', '\'']).as_bytes())
}

/// The encoding that the page's first bytes declare: `<meta charset>`, `<meta http-equiv>` or an XML declaration.
pub(crate) fn declared_in_page(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = &bytes[..bytes.len().min(DECLARATION_WINDOW)];
    let lower = head.to_ascii_lowercase();
    let mut from = 0;
    while let Some(at) = find(&lower[from..], b"charset").or_else(|| find(&lower[from..], b"encoding")) {
        let mut rest = &lower[from + at..];
        rest = rest.strip_prefix(b"charset").or_else(|| rest.strip_prefix(b"encoding")).unwrap_or(rest);
        from = lower.len() - rest.len();
        let rest = rest.trim_ascii_start();
        let Some(rest) = rest.strip_prefix(b"=") else { continue };
        let value: Vec<u8> = rest
            .trim_ascii_start()
            .iter()
            .copied()
            .skip_while(|b| matches!(b, b'"' | b'\''))
            .take_while(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_' | b':' | b'.'))
            .take(40)
            .collect();
        if let Some(encoding) = Encoding::for_label(&value) {
            // A declaration that could be read as ASCII cannot be UTF-16.
            return Some(if encoding == UTF_16LE || encoding == UTF_16BE { UTF_8 } else { encoding });
        }
    }
    None
}

fn guess(bytes: &[u8]) -> &'static Encoding {
    // A text may begin with nothing but ASCII; start shortly before the first byte that tells something.
    let first = bytes.iter().position(|b| *b >= 0x80 || *b == 0x1b).unwrap_or(0).saturating_sub(64);
    let sample = &bytes[first..bytes.len().min(first + GUESS_WINDOW)];
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Allow);
    detector.feed(sample, true);
    let encoding = detector.guess(None, Utf8Detection::Deny);
    let high = sample.iter().filter(|b| **b >= 0x80).count();
    let unsure = (1..ENOUGH_TO_GUESS).contains(&high) && high * 50 < sample.len();
    if unsure && !encoding.name().starts_with("windows-125") { WINDOWS_1252 } else { encoding }
}

/// Whether `bytes` are UTF-8 with a few broken places.
fn mostly_utf8(bytes: &[u8]) -> bool {
    let (mut good, mut bad) = (0usize, 0usize);
    for chunk in bytes.utf8_chunks() {
        good += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        bad += usize::from(!chunk.invalid().is_empty());
    }
    good > bad * 10
}

fn find(haystack: &[u8], needle: &[u8]) -> Option<usize> {
    haystack.windows(needle.len()).position(|w| w == needle)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(bytes: &[u8], declared: Option<&str>, text: &str, warned: &[Warning]) {
        let mut warnings = Vec::new();
        assert_eq!(decode(bytes, declared, &mut warnings), text);
        assert_eq!(warnings, warned);
    }

    #[test]
    fn encodings() {
        let latin = Warning::Encoding("windows-1252".into());
        check("Zürich".as_bytes(), None, "Zürich", &[]);
        check("Zürich".as_bytes(), Some("iso-8859-1"), "Zürich", &[]);
        check(b"\xef\xbb\xbfZ\xc3\xbcrich", None, "Zürich", &[]);
        check(
            b"\x93The envoy left,\x94 the office in Z\xfcrich said.",
            None,
            "“The envoy left,” the office in Zürich said.",
            &[latin],
        );
        check(b"Z\xfcrich", Some("iso-8859-1"), "Zürich", &[]);
        check(b"\xff\xfeH\0i\0", None, "Hi", &[Warning::Encoding("UTF-16LE".into())]);
        check("Zürich, Köln, Łódź, Malmö \u{201c}a\u{201d}".as_bytes(), None, "Zürich, Köln, Łódź, Malmö “a”", &[]);
    }

    #[test]
    fn broken_utf8_is_mended_in_place() {
        let mut bytes = "é".repeat(20).into_bytes();
        bytes.push(0xff);
        check(&bytes, None, &format!("{}\u{fffd}", "é".repeat(20)), &[Warning::Replaced(1)]);
    }

    #[test]
    fn every_way_to_say_the_encoding() {
        #[track_caller]
        fn check(bytes: &[u8], transfer: Option<&str>, expected: &str) {
            let declared = transfer.and_then(by_label).or_else(|| declared_in_page(bytes));
            assert_eq!(characters(bytes, declared).0, expected);
        }
        check("Präsident".as_bytes(), None, "Präsident");
        check(b"\xEF\xBB\xBFPr\xC3\xA4sident", Some("latin1"), "Präsident");
        check(b"\xFF\xFEP\0r\0\xE4\0", None, "Prä");
        check(b"\xFE\xFF\0P\0r\0\xE4", None, "Prä");
        check(b"Pr\xE4sident", Some("iso-8859-1"), "Präsident");
        check(b"<meta charset=windows-1251>\xCC\xEE\xF1\xEA\xE2\xE0", None, "<meta charset=windows-1251>Москва");
        check(
            b"<META HTTP-EQUIV='Content-Type' CONTENT='text/html; CHARSET = Shift_JIS'>\x93\x8C\x8B\x9E",
            None,
            "<META HTTP-EQUIV='Content-Type' CONTENT='text/html; CHARSET = Shift_JIS'>東京",
        );
        // Declared wrongly: the bytes are UTF-8.
        check("<meta charset=latin1>é".as_bytes(), Some("windows-1252"), "<meta charset=latin1>é");
        // One broken character does not make a UTF-8 page something else.
        let mut page = "é".repeat(300).into_bytes();
        page.extend(b"\xE9");
        check(&page, Some("utf-8"), &("é".repeat(300) + "\u{FFFD}"));
        // Nothing declared.
        check(b"The caf\xE9 in Orl\xE9ans was full", None, "The café in Orléans was full");
    }
}
