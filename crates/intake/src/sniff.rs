//! What format is it? In: the first bytes. Out: the format, told by content alone.

use crate::json;

/// Bytes that are looked at.
pub(crate) const HEAD: usize = 64 << 10;

/// A format that a reader exists for, or a reason why there is none.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Format {
    Empty,
    PlainText,
    Json(json::Layout),
    Reuters,
    /// UTF-16, to be converted and sniffed again.
    Utf16,
    /// Bytes that are no text; what they seem to be.
    Binary(&'static str),
}

/// Tells the format of `head`.
pub(crate) fn sniff(head: &[u8]) -> Format {
    if head.is_empty() {
        return Format::Empty;
    }
    if is_utf16(head) {
        return Format::Utf16;
    }
    if let Some(kind) = binary(head) {
        return Format::Binary(kind);
    }
    let text = head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(head).trim_ascii_start();
    if text.is_empty() {
        return Format::PlainText;
    }
    if text.starts_with(b"{") && looks_like_object(text) || text.starts_with(b"[") && looks_like_array(text) {
        return Format::Json(json::layout(text));
    }
    if text.starts_with(b"<!DOCTYPE lewis") || text.starts_with(b"<REUTERS ") {
        return Format::Reuters;
    }
    Format::PlainText
}

fn looks_like_object(text: &[u8]) -> bool {
    matches!(text[1..].trim_ascii_start().first(), Some(b'"' | b'}') | None)
}

fn looks_like_array(text: &[u8]) -> bool {
    matches!(text[1..].trim_ascii_start().first(), Some(b'{' | b']' | b'[') | None)
}

/// UTF-16 by its mark, or by the zero byte in every second place that ASCII letters leave.
fn is_utf16(head: &[u8]) -> bool {
    if head.starts_with(b"\xff\xfe") || head.starts_with(b"\xfe\xff") {
        return true;
    }
    let sample = &head[..head.len().min(512)];
    let zeros = |from: usize| sample.iter().skip(from).step_by(2).filter(|b| **b == 0).count();
    let half = sample.len() / 2;
    half >= 4 && (zeros(0) * 10 > half * 7 && zeros(1) * 10 < half || zeros(1) * 10 > half * 7 && zeros(0) * 10 < half)
}

/// Whether UTF-16 without a mark has its high byte first.
pub(crate) fn is_big_endian(head: &[u8]) -> bool {
    head.first() == Some(&0) || head.starts_with(b"\xfe\xff")
}

fn binary(head: &[u8]) -> Option<&'static str> {
    const MAGIC: [(&[u8], &str); 8] = [
        (b"%PDF-", "a PDF document"),
        (b"\x89PNG", "a PNG picture"),
        (b"\xff\xd8\xff", "a JPEG picture"),
        (b"GIF8", "a GIF picture"),
        (b"\x7fELF", "a program"),
        (b"\xd0\xcf\x11\xe0", "an old Office document"),
        (b"SQLite format 3", "an SQLite database"),
        (b"{\\rtf", "an RTF document"),
    ];
    if let Some((_, kind)) = MAGIC.iter().find(|(magic, _)| head.starts_with(magic)) {
        return Some(kind);
    }
    let sample = &head[..head.len().min(4096)];
    let controls = sample.iter().filter(|b| **b < 0x09 || (0x0e..0x20).contains(*b) && **b != 0x1b).count();
    (controls * 10 > sample.len() * 3).then_some("no text")
}
