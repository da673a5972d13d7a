//! Bytes to characters. In: the bytes of one story and the encoding its source declares, if any. Out: text, and a warning when it
//! was not plain UTF-8.

use std::borrow::Cow;

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_8, WINDOWS_1252};

use crate::arrival::Warning;

/// Decodes `bytes`. What the bytes are beats what is declared: valid UTF-8 is UTF-8. Otherwise the declared encoding is taken, or
/// one is guessed from the bytes.
pub(crate) fn decode<'a>(bytes: &'a [u8], declared: Option<&str>, warnings: &mut Vec<Warning>) -> Cow<'a, str> {
    if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        let (text, replaced) = encoding.decode_without_bom_handling(&bytes[mark..]);
        if encoding != UTF_8 {
            warnings.push(Warning::Encoding(encoding.name().to_owned()));
        }
        note_replaced(&text, replaced, warnings);
        return text;
    }
    if let Ok(text) = std::str::from_utf8(bytes) {
        return Cow::Borrowed(text);
    }
    if mostly_utf8(bytes) {
        let text = String::from_utf8_lossy(bytes);
        note_replaced(&text, true, warnings);
        return text;
    }
    let encoding = declared
        .and_then(|label| Encoding::for_label(label.trim().as_bytes()))
        .filter(|encoding| *encoding != UTF_8)
        .unwrap_or_else(|| guess(bytes));
    let (text, replaced) = encoding.decode_without_bom_handling(bytes);
    // A declaration that the source keeps to is nothing to warn of.
    if declared.and_then(|label| Encoding::for_label(label.trim().as_bytes())) != Some(encoding) {
        warnings.push(Warning::Encoding(encoding.name().to_owned()));
    }
    note_replaced(&text, replaced, warnings);
    text
}

fn note_replaced(text: &str, replaced: bool, warnings: &mut Vec<Warning>) {
    if replaced {
        warnings.push(Warning::Replaced(text.matches('\u{fffd}').count()));
    }
}

/// Encoding guessed from the bytes, as browsers do it.
fn guess(bytes: &[u8]) -> &'static Encoding {
    /// The detector needs no more than this to be sure.
    const SAMPLE: usize = 1 << 16;
    // A sample may begin with nothing but ASCII; start shortly before the first byte that tells something.
    let first = bytes.iter().position(|b| *b >= 0x80).unwrap_or(0).saturating_sub(64);
    let sample = &bytes[first..bytes.len().min(first + SAMPLE)];
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(sample, true);
    let encoding = detector.guess(None, Utf8Detection::Deny);
    // Few bytes above ASCII say little; English copy is then most likely windows-1252.
    let high = sample.iter().filter(|b| **b >= 0x80).count();
    if high * 50 < sample.len() && !encoding.name().starts_with("windows-125") { WINDOWS_1252 } else { encoding }
}

/// Whether `bytes` are UTF-8 with a few broken places.
fn mostly_utf8(bytes: &[u8]) -> bool {
    let (mut good, mut bad) = (0usize, 0usize);
    for chunk in bytes.utf8_chunks() {
        good += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        bad += usize::from(!chunk.invalid().is_empty());
    }
    good > bad * 4
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
}
