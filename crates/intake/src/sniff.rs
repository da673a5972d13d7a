//! What format is it? In: the first bytes. Out: the format, told by content alone.

use crate::options::Options;
use crate::{json, mail, rows, warc, wire};

/// Bytes that are looked at.
pub(crate) const HEAD: usize = 64 << 10;

/// A format that a reader exists for, or a reason why there is none.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Format {
    Empty,
    PlainText,
    Json(json::Layout),
    Reuters,
    /// NewsML-G2, NewsML 1.x, NITF, told apart by the root element.
    XmlNews,
    /// A web page.
    Html,
    /// RSS, Atom, RDF or JSON Feed.
    Feed,
    /// A table with this character between its columns.
    Csv(u8),
    Parquet,
    Wire,
    Mail,
    Mbox,
    Warc,
    Gzip,
    Zstd,
    Zip,
    Tar,
    /// UTF-16, to be converted and sniffed again.
    Utf16,
    /// Bytes that are no text; what they seem to be.
    Binary(&'static str),
}

/// Tells the format of `head`.
pub(crate) fn sniff(head: &[u8], options: &Options) -> Format {
    if head.is_empty() {
        return Format::Empty;
    }
    if let Some(packed) = packed(head) {
        return packed;
    }
    if wire::is_wire(head) {
        return Format::Wire;
    }
    if is_utf16(head) {
        return Format::Utf16;
    }
    if warc::is_warc(head) {
        return Format::Warc;
    }
    if let Some(kind) = binary(head) {
        return Format::Binary(kind);
    }
    let text = head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(head).trim_ascii_start();
    if text.starts_with(b"{") && looks_like_object(text) || text.starts_with(b"[") && looks_like_array(text) {
        let feed = text.starts_with(b"{") && contains(&text[..text.len().min(1024)], b"jsonfeed.org/version");
        return if feed { Format::Feed } else { Format::Json(json::layout(text)) };
    }
    if text.starts_with(b"<!DOCTYPE lewis") || text.starts_with(b"<REUTERS ") {
        return Format::Reuters;
    }
    if text.starts_with(b"<")
        && let Some(format) = markup(text)
    {
        return format;
    }
    if mail::is_mbox(text) {
        return Format::Mbox;
    }
    if mail::is_mail(text) {
        return Format::Mail;
    }
    rows::delimiter(text, &options.fields).map_or(Format::PlainText, Format::Csv)
}

/// Compressed files, archives and Parquet by their first bytes.
fn packed(head: &[u8]) -> Option<Format> {
    if head.starts_with(&[0x1f, 0x8b, 8]) {
        return Some(Format::Gzip);
    }
    if head.starts_with(&[0x28, 0xb5, 0x2f, 0xfd]) {
        return Some(Format::Zstd);
    }
    if head.starts_with(b"PK\x03\x04") || head.starts_with(b"PK\x05\x06") {
        return Some(Format::Zip);
    }
    if head.starts_with(b"PAR1") {
        return Some(Format::Parquet);
    }
    head.get(257..262).filter(|mark| *mark == b"ustar").map(|_| Format::Tar)
}

/// Tells markup by its root element.
fn markup(text: &[u8]) -> Option<Format> {
    let name = root_name(text)?;
    let local = name.rsplit(':').next().unwrap_or(&name).to_owned();
    Some(match local.as_str() {
        "rss" | "feed" | "RDF" | "channel" => Format::Feed,
        "html" | "HTML" | "Html" | "head" | "HEAD" | "body" | "BODY" => Format::Html,
        _ if text.starts_with(b"<?xml") => Format::XmlNews,
        "NewsML" | "nitf" | "newsMessage" | "newsItem" | "packageItem" | "conceptItem" | "knowledgeItem" | "planningItem"
        | "catalogItem" | "catalog" => Format::XmlNews,
        // A piece of a page.
        _ if [
            "p", "div", "article", "section", "meta", "title", "script", "link", "span", "h1", "h2", "table", "a", "img", "main",
        ]
        .contains(&local.to_ascii_lowercase().as_str()) =>
        {
            Format::Html
        }
        // Words in angle brackets begin some headlines; an element has its end, or attributes.
        _ if contains(text, format!("</{name}>").as_bytes()) => Format::XmlNews,
        _ => return None,
    })
}

/// Name of the first element, behind declarations, comments and a document type.
fn root_name(text: &[u8]) -> Option<String> {
    let mut rest = text;
    loop {
        rest = rest.trim_ascii_start();
        if let Some(comment) = rest.strip_prefix(b"<!--") {
            let end = comment.windows(3).position(|w| w == b"-->")?;
            rest = &comment[end + 3..];
        } else if rest.len() > 9 && rest[..9].eq_ignore_ascii_case(b"<!doctype") {
            let kind = rest[9..].trim_ascii_start();
            if kind.len() >= 4 && kind[..4].eq_ignore_ascii_case(b"html") {
                return Some("html".into());
            }
            // An internal subset ends at `]`.
            let end = rest.iter().position(|b| *b == b'>')?;
            let subset = rest.iter().position(|b| *b == b'[').filter(|at| *at < end);
            let from = match subset {
                Some(at) => at + rest[at..].iter().position(|b| *b == b']')?,
                None => 0,
            };
            rest = &rest[from + rest[from..].iter().position(|b| *b == b'>')? + 1..];
        } else if rest.starts_with(b"<?") || rest.starts_with(b"<!") {
            rest = &rest[rest.iter().position(|b| *b == b'>')? + 1..];
        } else {
            let name = rest.strip_prefix(b"<")?;
            let end = name.iter().position(|b| b.is_ascii_whitespace() || matches!(b, b'>' | b'/'))?;
            let name = std::str::from_utf8(&name[..end]).ok()?;
            return name.starts_with(char::is_alphabetic).then(|| name.to_owned());
        }
    }
}

fn contains(haystack: &[u8], needle: &[u8]) -> bool {
    haystack.windows(needle.len()).any(|w| w == needle)
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
