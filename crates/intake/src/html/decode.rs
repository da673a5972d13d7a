//! Bytes of a page to text: byte order mark, then the transfer's charset, then the page's own declaration, then a guess.
//!
//! In: raw bytes and the charset that the transfer named, if any. Out: text and the encoding that was used. The order is that of
//! the Encoding and HTML standards, with one departure: bytes that are valid UTF-8 and hold a non-ASCII character are read as
//! UTF-8 whatever was declared, because no text in another encoding passes that check by chance.

use std::borrow::Cow;

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

/// How far into the page a `<meta charset>` is looked for. The standard says 1,024 bytes; real pages put scripts first.
const DECLARATION_WINDOW: usize = 8 * 1024;
/// How much of the page the guess looks at.
const GUESS_WINDOW: usize = 256 * 1024;

/// The page as text, without its byte order mark.
pub(crate) fn decode<'a>(bytes: &'a [u8], transfer_charset: Option<&str>) -> (Cow<'a, str>, &'static Encoding) {
    if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        return (encoding.decode_without_bom_handling(&bytes[mark..]).0, encoding);
    }
    if let Ok(text) = std::str::from_utf8(bytes)
        && !stateful_escape(bytes)
    {
        return (Cow::Borrowed(text), UTF_8);
    }
    let encoding = transfer_charset.and_then(by_label).or_else(|| declared(bytes)).unwrap_or_else(|| guess(bytes));
    // A page that says UTF-8 and mostly is keeps its good characters; one that says it and is not at all is guessed.
    let encoding = if encoding == UTF_8 && !mostly_utf8(bytes) { guess(bytes) } else { encoding };
    (encoding.decode_without_bom_handling(bytes).0, encoding)
}

/// ISO-2022-JP is pure ASCII bytes with escapes; only its declaration or the guess can tell.
fn stateful_escape(bytes: &[u8]) -> bool {
    bytes[..bytes.len().min(GUESS_WINDOW)].windows(3).any(|w| w == b"\x1b$B" || w == b"\x1b$@")
}

fn by_label(label: &str) -> Option<&'static Encoding> {
    Encoding::for_label(label.trim().trim_matches(['"', '\'']).as_bytes())
}

/// The encoding that the page's first bytes declare: `<meta charset>`, `<meta http-equiv>` or an XML declaration.
fn declared(bytes: &[u8]) -> Option<&'static Encoding> {
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
    let window = &bytes[..bytes.len().min(GUESS_WINDOW)];
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Allow);
    detector.feed(window, window.len() == bytes.len());
    let guessed = detector.guess(None, Utf8Detection::Allow);
    if guessed == UTF_8 && !mostly_utf8(bytes) { WINDOWS_1252 } else { guessed }
}

/// Whether fewer than one in a hundred non-ASCII sequences is broken as UTF-8.
fn mostly_utf8(bytes: &[u8]) -> bool {
    let (mut good, mut broken) = (0usize, 0usize);
    for chunk in bytes.utf8_chunks() {
        good += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        broken += usize::from(!chunk.invalid().is_empty());
    }
    broken * 100 <= good
}

fn find(haystack: &[u8], needle: &[u8]) -> Option<usize> {
    haystack.windows(needle.len()).position(|w| w == needle)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_way_to_say_the_encoding() {
        #[track_caller]
        fn check(bytes: &[u8], transfer: Option<&str>, expected: &str) {
            assert_eq!(decode(bytes, transfer).0, expected);
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
