//! WARC and ARC crawls. In: the stream, plain or with every record gzipped by itself. Out: a story for every page; a damaged record is
//! named and the next one goes on.
//!
//! Formats: WARC 1.0 and 1.1 (ISO 28500), ARC 1 and 2 (Internet Archive).

use std::io::{self, BufRead, Cursor, Read};

use flate2::bufread::GzDecoder;
use sha1::{Digest, Sha1};

use crate::arrival::{PassedOverWhy, Place};
use crate::http;
use crate::input;
use crate::page;
use crate::reading::{Flow, Reading};
use crate::stream::{Line, next_line};

/// Longest header block.
const HEADER: usize = 1 << 20;

/// Whether `head` begins with a record.
pub(crate) fn is_warc(head: &[u8]) -> bool {
    head.starts_with(b"WARC/") || head.starts_with(b"filedesc://")
}

struct Record {
    /// `warc-type`, or `response` for ARC.
    kind: String,
    url: Option<String>,
    content_type: String,
    digests: Vec<(DigestOf, String)>,
    block: Vec<u8>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum DigestOf {
    Block,
    Payload,
}

/// What stands at the place where a record should begin.
enum Next {
    Record(Box<Record>),
    /// Named, and the stream stands behind it.
    Damaged(String),
    /// The stream cannot be followed any further without looking for the next record.
    Lost(String),
    TooLong,
    End,
}

pub(crate) fn read(reader: &mut dyn BufRead, reading: &mut Reading<'_>) -> Flow {
    let mut number = 0;
    // 0: no ARC so far.
    let mut version = 0;
    loop {
        number += 1;
        match next(reader, reading.options.max_story_bytes, &mut version) {
            Ok(Next::End) => return Flow::Continue(()),
            Ok(Next::Lost(problem)) => {
                damaged(number, problem, reading)?;
                if !find_next(reader, version > 0) {
                    return Flow::Continue(());
                }
            }
            Ok(other) => hand(other, number, reading)?,
            Err(error) => return damaged(number, format!("reading failed: {error}"), reading),
        }
    }
}

/// Reads records that are gzipped one by one.
pub(crate) fn read_gzipped(reader: &mut dyn BufRead, reading: &mut Reading<'_>) -> Flow {
    let limit = reading.options.max_story_bytes;
    let mut number = 0;
    // 0: no ARC so far.
    let mut version = 0;
    loop {
        match reader.fill_buf() {
            Ok([]) => return Flow::Continue(()),
            Ok(_) => {}
            Err(error) => return reading.unreadable(&error),
        }
        let mut member = io::BufReader::new(GzDecoder::new(&mut *reader));
        let mut lost = None;
        // A member holds one record, or all of them if the file was gzipped as a whole.
        loop {
            match next(&mut member, limit, &mut version) {
                Ok(Next::End) => break,
                Ok(Next::Lost(problem)) => {
                    number += 1;
                    damaged(number, problem, reading)?;
                    if !find_next(&mut member, version > 0) {
                        break;
                    }
                }
                Ok(other) => {
                    number += 1;
                    hand(other, number, reading)?;
                }
                Err(error) => {
                    number += 1;
                    lost = Some(error);
                    break;
                }
            }
        }
        drop(member);
        if let Some(error) = lost {
            damaged(number, format!("the gzip member is damaged: {error}"), reading)?;
            if !find_gzip(reader) {
                return Flow::Continue(());
            }
        }
    }
}

fn damaged(number: u64, problem: String, reading: &mut Reading<'_>) -> Flow {
    reading.reject(Place::Record(number), problem, "crawl the page again, or leave the record out")
}

fn hand(next: Next, number: u64, reading: &mut Reading<'_>) -> Flow {
    match next {
        Next::Record(record) => document(*record, Place::Record(number), reading),
        Next::Damaged(problem) | Next::Lost(problem) => damaged(number, problem, reading),
        Next::TooLong => reading.too_long(Place::Record(number), "record"),
        Next::End => Flow::Continue(()),
    }
}

fn next(reader: &mut dyn BufRead, limit: usize, arc_version: &mut u8) -> io::Result<Next> {
    let mut line = Vec::new();
    loop {
        match next_line(reader, HEADER, &mut line)? {
            Line::End => return Ok(Next::End),
            Line::TooLong => return Ok(Next::Lost("a line where a record was expected".into())),
            Line::Whole if line.trim_ascii().is_empty() => {}
            Line::Whole => break,
        }
    }
    let first = String::from_utf8_lossy(&line).trim().to_owned();
    if first.starts_with("WARC/") { warc(reader, limit) } else { arc(reader, &first, limit, arc_version) }
}

fn warc(reader: &mut dyn BufRead, limit: usize) -> io::Result<Next> {
    let mut headers: Vec<(String, String)> = Vec::new();
    let mut line = Vec::new();
    let mut size = 0;
    loop {
        let kind = next_line(reader, HEADER, &mut line)?;
        size += line.len();
        if kind == Line::End {
            return Ok(Next::Damaged("the file ends inside of the record's header".into()));
        }
        if kind == Line::TooLong || size > HEADER {
            return Ok(Next::Lost("a header longer than a megabyte".into()));
        }
        let text = String::from_utf8_lossy(&line);
        let text = text.trim_end();
        if text.is_empty() {
            break;
        }
        if text.starts_with([' ', '\t']) {
            if let Some((_, value)) = headers.last_mut() {
                value.push(' ');
                value.push_str(text.trim());
            }
        } else if let Some((name, value)) = text.split_once(':') {
            headers.push((name.trim().to_ascii_lowercase(), value.trim().to_owned()));
        }
    }
    let get = |name: &str| headers.iter().find(|(n, _)| n == name).map(|(_, v)| v.clone());
    let Some(length) = get("content-length").and_then(|l| l.parse::<u64>().ok()) else {
        return Ok(Next::Lost("a record without a Content-Length".into()));
    };
    let block = match block(reader, length, limit)? {
        Ok(block) => block,
        Err(next) => return Ok(next),
    };
    let digests = [(DigestOf::Block, "warc-block-digest"), (DigestOf::Payload, "warc-payload-digest")];
    Ok(Next::Record(Box::new(Record {
        kind: get("warc-type").unwrap_or_default().to_ascii_lowercase(),
        url: get("warc-target-uri").map(|u| u.trim_matches(['<', '>']).to_owned()),
        content_type: get("content-type").unwrap_or_default().to_ascii_lowercase(),
        digests: digests.into_iter().filter_map(|(of, name)| Some((of, get(name)?))).collect(),
        block,
    })))
}

/// The block of a record, or what stands in its place: one over the limit is skipped, one that is cut off is damaged.
fn block(reader: &mut dyn BufRead, length: u64, limit: usize) -> io::Result<Result<Vec<u8>, Next>> {
    if length > limit as u64 {
        io::copy(&mut reader.take(length), &mut io::sink())?;
        return Ok(Err(Next::TooLong));
    }
    let mut block = Vec::new();
    reader.take(length).read_to_end(&mut block)?;
    let found = block.len();
    let cut = (found as u64) < length;
    Ok(if cut { Err(Next::Damaged(format!("the record is cut off: {found} bytes of {length}"))) } else { Ok(block) })
}

/// An ARC record: `URL address date type length`, in version 2 with more fields between type and length. The URL may hold spaces.
fn arc(reader: &mut dyn BufRead, first: &str, limit: usize, version: &mut u8) -> io::Result<Next> {
    let fields: Vec<&str> = first.split(' ').collect();
    let wanted = if *version == 2 { 10 } else { 5 };
    let file = first.starts_with("filedesc:");
    if file {
        *version = 1;
    }
    let length = fields.last().and_then(|l| l.parse::<u64>().ok());
    let (Some(length), true) = (length, fields.len() >= wanted.min(5)) else {
        let shown: String = first.chars().take(60).collect();
        return Ok(Next::Lost(format!("`{shown}` where the header of a WARC or ARC record was expected")));
    };
    let block = match block(reader, length, limit)? {
        Ok(block) => block,
        Err(next) => return Ok(next),
    };
    if file {
        *version = if block.starts_with(b"2 ") { 2 } else { 1 };
    }
    let url_end = fields.len().saturating_sub(if *version == 2 && !file { 9 } else { 4 });
    Ok(Next::Record(Box::new(Record {
        kind: if file { "warcinfo".into() } else { "response".into() },
        url: Some(fields[..url_end].join("%20")),
        content_type: "application/http".into(),
        digests: Vec::new(),
        block,
    })))
}

/// Skips to the next line that begins a record.
fn find_next(reader: &mut dyn BufRead, arc: bool) -> bool {
    loop {
        let Ok(chunk) = reader.fill_buf() else { return false };
        if chunk.is_empty() {
            return false;
        }
        if chunk.starts_with(b"WARC/") || arc && chunk.starts_with(b"http") {
            return true;
        }
        // Stop at the line end, so that the next look begins with a line.
        let used = chunk.iter().position(|b| *b == b'\n').map_or(chunk.len(), |at| at + 1);
        reader.consume(used);
    }
}

/// Skips to the next gzip member.
fn find_gzip(reader: &mut dyn BufRead) -> bool {
    loop {
        let Ok(chunk) = reader.fill_buf() else { return false };
        if chunk.is_empty() {
            return false;
        }
        if chunk.starts_with(&[0x1f, 0x8b, 8]) {
            return true;
        }
        let used = chunk.iter().skip(1).position(|b| *b == 0x1f).map_or(chunk.len(), |at| at + 1);
        reader.consume(used);
    }
}

fn document(record: Record, place: Place, reading: &mut Reading<'_>) -> Flow {
    let is_http = record.content_type.starts_with("application/http") || record.block.starts_with(b"HTTP/");
    let payload_at = if is_http { http::split_head(&record.block).map_or(0, |(_, at)| at) } else { 0 };
    if let Err(problem) = check_digests(&record, payload_at) {
        return damaged_at(place, problem, reading);
    }
    let not_a_document = |what: &str| PassedOverWhy::NotADocument(format!("a record of the kind `{what}`"));
    if !matches!(record.kind.as_str(), "response" | "resource" | "conversion") {
        return reading.pass_over(place, None, not_a_document(&record.kind));
    }
    let (kind, charset, body) = if is_http {
        match http::read(&record.block, reading.options.max_story_bytes) {
            Ok(response) if !(200..300).contains(&response.status) => {
                return reading.pass_over(
                    place,
                    None,
                    PassedOverWhy::NotADocument(format!("a response with status {}", response.status)),
                );
            }
            Ok(response) => (response.kind, response.charset, response.body),
            Err(problem) => return damaged_at(place, problem, reading),
        }
    } else {
        let kind = record.content_type.split(';').next().unwrap_or_default().trim().to_owned();
        (kind, None, record.block)
    };
    if body.trim_ascii().is_empty() {
        return reading.pass_over(place, None, PassedOverWhy::NotADocument("an empty response".into()));
    }
    match kind.as_str() {
        "text/html" | "application/xhtml+xml" => {
            let draft = page::article(&body, record.url.as_deref(), charset.as_deref());
            reading.story(draft, place)
        }
        kind if kind.starts_with("image/")
            || kind.starts_with("video/")
            || kind.starts_with("audio/")
            || kind.starts_with("font/") =>
        {
            reading.pass_over(place, None, PassedOverWhy::NotText(format!("a document of the type {kind}")))
        }
        "text/css" | "text/javascript" | "application/javascript" | "application/x-javascript" | "text/dns" => {
            reading.pass_over(place, None, PassedOverWhy::NotText(format!("a document of the type {kind}")))
        }
        _ => input::inside(&format!("{place}").trim_start_matches(", ").replace(' ', "-"), Box::new(Cursor::new(body)), reading),
    }
}

fn damaged_at(place: Place, problem: String, reading: &mut Reading<'_>) -> Flow {
    reading.reject(place, problem, "crawl the page again, or leave the record out")
}

/// Holds the block and payload against their digests; only SHA-1, which all crawlers write, is known.
fn check_digests(record: &Record, payload_at: usize) -> Result<(), String> {
    for (of, digest) in &record.digests {
        let Some(wanted) = digest.strip_prefix("sha1:").or_else(|| digest.strip_prefix("SHA1:")) else { continue };
        let payload = &record.block[payload_at..];
        let agrees = |bytes: &[u8]| {
            let sum = Sha1::digest(bytes);
            base32(&sum).eq_ignore_ascii_case(wanted)
                || hex(&sum).eq_ignore_ascii_case(wanted)
                || base64(&sum) == standard_letters(wanted)
        };
        let good = match of {
            DigestOf::Block => agrees(&record.block),
            // A revisit gives the digest of the payload that it does without.
            DigestOf::Payload if record.kind == "revisit" => true,
            // Crawlers differ on whether chunks belong to the payload.
            DigestOf::Payload => agrees(payload) || http::dechunk(payload).is_some_and(|whole| agrees(&whole)),
        };
        if !good {
            let of = if *of == DigestOf::Block { "block" } else { "payload" };
            return Err(format!("the {of} does not agree with its digest {digest}"));
        }
    }
    Ok(())
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|b| format!("{b:02x}")).collect()
}

/// RFC 4648 base 64 without padding.
fn base64(bytes: &[u8]) -> String {
    const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut out = String::new();
    for group in bytes.chunks(3) {
        let number = (0..3).fold(0u32, |number, i| number << 8 | u32::from(group.get(i).copied().unwrap_or(0)));
        for i in 0..(group.len() * 8).div_ceil(6) {
            out.push(LETTERS[(number >> (18 - 6 * i) & 63) as usize] as char);
        }
    }
    out
}

/// Base 64 in the letters for addresses turned into the standard ones, without padding.
fn standard_letters(digest: &str) -> String {
    digest.trim_end_matches('=').replace('-', "+").replace('_', "/")
}

/// RFC 4648 base 32 of a whole number of five-byte groups.
fn base32(bytes: &[u8]) -> String {
    const LETTERS: &[u8; 32] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    let mut out = String::new();
    for group in bytes.chunks(5) {
        let mut number = 0u64;
        for i in 0..5 {
            number = number << 8 | u64::from(group.get(i).copied().unwrap_or(0));
        }
        for i in 0..(group.len() * 8).div_ceil(5) {
            out.push(LETTERS[(number >> (35 - 5 * i) & 31) as usize] as char);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn base_32() {
        // RFC 4648, section 10, without the padding.
        for (text, expected) in [("", ""), ("f", "MY"), ("foo", "MZXW6"), ("foobar", "MZXW6YTBOI")] {
            assert_eq!(base32(text.as_bytes()), expected);
        }
        for (text, expected) in [("f", "Zg"), ("foo", "Zm9v"), ("foobar", "Zm9vYmFy")] {
            assert_eq!(base64(text.as_bytes()), expected);
        }
    }
}
