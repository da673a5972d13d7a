//! Reuters-21578 SGML: `<REUTERS …>` records with title, dateline and body. In: the stream of a file. Out: one story a record.
//!
//! A record without a body (`TYPE="BRIEF"`) becomes a story whose text is its headline; unformatted ones (`TYPE="UNPROC"`) are read
//! as plain text. Control entities, the paragraph mark and the sign-off ("Reuter") are removed. The id is the record's `NEWID`.

use std::io::BufRead;

use crate::arrival::Place;
use crate::decode::decode;
use crate::draft::{Body, Draft, MarkedDateline};
use crate::furniture;
use crate::paragraphs::{breaks_a_compound, collapse};
use crate::reading::{Flow, Reading};
use crate::stream::{Line, next_line};

pub(crate) fn read(reader: &mut dyn BufRead, reading: &mut Reading<'_>) -> Flow {
    let limit = reading.options.max_story_bytes;
    let mut line = Vec::new();
    let mut record: Vec<u8> = Vec::new();
    // Line that the open record began on.
    let mut open: Option<u64> = None;
    let mut too_long = false;
    let mut number = 0;
    loop {
        number += 1;
        match next_line(reader, limit, &mut line) {
            Err(error) => return reading.unreadable(&error),
            Ok(Line::End) => break,
            Ok(Line::TooLong) => too_long |= open.is_some(),
            Ok(Line::Whole) => {}
        }
        let mut rest: &[u8] = &line;
        loop {
            if let Some(began) = open {
                let place = Place::Line(began);
                let end = find(rest, b"</REUTERS>");
                let next = find(rest, b"<REUTERS ").filter(|at| end.is_none_or(|end| *at < end));
                let piece = &rest[..next.or(end).unwrap_or(rest.len())];
                too_long |= record.len() + piece.len() > limit;
                if !too_long {
                    record.extend_from_slice(piece);
                    record.push(b'\n');
                }
                if let Some(at) = next {
                    truncated(place, reading)?;
                    rest = &rest[at..];
                } else if let Some(at) = end {
                    if too_long {
                        reading.too_long(place, "record")?
                    } else {
                        story(&record, place, reading)?
                    }
                    rest = &rest[at + b"</REUTERS>".len()..];
                } else {
                    break;
                }
                open = None;
                record.clear();
                too_long = false;
            } else if let Some(at) = find(rest, b"<REUTERS ") {
                open = Some(number);
                record.extend_from_slice(b"<REUTERS ");
                rest = &rest[at + b"<REUTERS ".len()..];
            } else {
                break;
            }
        }
    }
    match open {
        Some(began) => truncated(Place::Line(began), reading),
        None => Flow::Continue(()),
    }
}

fn truncated(place: Place, reading: &mut Reading<'_>) -> Flow {
    reading.reject(place, "a record without its end: `</REUTERS>` was expected".into(), "get the whole file, or mend this record")
}

fn find(haystack: &[u8], needle: &[u8]) -> Option<usize> {
    let first = *needle.first()?;
    let mut from = 0;
    while let Some(at) = haystack[from..].iter().position(|b| *b == first) {
        let at = from + at;
        if haystack[at..].starts_with(needle) {
            return Some(at);
        }
        from = at + 1;
    }
    None
}

fn story(record: &[u8], place: Place, reading: &mut Reading<'_>) -> Flow {
    let mut draft = Draft { source: Some("Reuters".into()), language: Some("en".into()), ..Draft::default() };
    let text = decode(record, None, &mut draft.warnings);
    let Some(content) = element(&text, "TEXT") else {
        return reading.reject(place, "a record without a `<TEXT>` element".into(), "mend this record, or leave it out");
    };
    draft.id = attribute(&text, "NEWID").map(str::to_owned);
    draft.published = element(&text, "DATE").map(plain);
    draft.places = items(&text, "PLACES");
    for list in ["TOPICS", "PEOPLE", "ORGS", "EXCHANGES", "COMPANIES"] {
        draft.subjects.extend(items(&text, list));
    }
    draft.slug = element(&text, "UNKNOWN").and_then(|header| {
        let header = plain(header);
        let at = header.find("BC-").or_else(|| header.find("AM-")).or_else(|| header.find("PM-"))?;
        header[at..].split("  ").next().map(str::to_owned)
    });
    draft.headline = element(content, "TITLE").map(plain);
    draft.byline = element(content, "AUTHOR").map(plain);
    draft.dateline = element(content, "DATELINE").map(|words| MarkedDateline { text: plain(words), place: None, sure: false });
    if let Some(body) = element(content, "BODY") {
        let mut list = paragraphs(&plain(body));
        furniture::strip(&mut list);
        draft.body = Body::Paragraphs(list);
    } else if draft.headline.is_none() {
        draft.body = Body::Text(plain(content));
    }
    reading.story(draft, place)
}

/// What stands inside of the first `<name …>` element.
fn element<'t>(text: &'t str, name: &str) -> Option<&'t str> {
    let open = format!("<{name}");
    let mut from = 0;
    let start = loop {
        let at = from + text[from..].find(&open)? + open.len();
        match text.as_bytes().get(at) {
            Some(b'>') => break at + 1,
            Some(b' ') => break at + text[at..].find('>')? + 1,
            _ => from = at,
        }
    };
    let end = text[start..].find(&format!("</{name}>")).map_or(text.len(), |at| start + at);
    Some(&text[start..end])
}

fn attribute<'t>(text: &'t str, name: &str) -> Option<&'t str> {
    let head = &text[..text.find('>')?];
    let at = head.find(&format!(" {name}=\""))? + name.len() + 3;
    head[at..].split('"').next()
}

/// The `<D>` items of a list element.
fn items(text: &str, name: &str) -> Vec<String> {
    let list = element(text, name).unwrap_or_default();
    list.split("<D>").skip(1).filter_map(|item| item.split("</D>").next()).map(|item| collapse(&plain(item))).collect()
}

/// Resolves entities and drops control characters; the paragraph mark becomes a line break with an indent.
fn plain(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find(['&', '^']) {
        out.push_str(&rest[..at]);
        let tail = &rest[at..];
        rest = if let Some(after) = tail.strip_prefix("&lt;") {
            out.push('<');
            after
        } else if let Some(after) = tail.strip_prefix("&gt;") {
            out.push('>');
            after
        } else if let Some(after) = tail.strip_prefix("&amp;") {
            out.push('&');
            after
        } else if let Some(after) = tail.strip_prefix("&\\t").or_else(|| tail.strip_prefix("&\t")) {
            out.push_str("\n    ");
            after
        } else if let Some(after) = tail.strip_prefix("^M") {
            after
        } else if let Some((code, after)) = tail.strip_prefix("&#").and_then(|t| t.split_once(';')).filter(|(c, _)| c.len() <= 6)
        {
            if let Some(c) = code.parse().ok().and_then(char::from_u32).filter(|c| !c.is_control()) {
                out.push(c);
            }
            after
        } else {
            out.push_str(&tail[..1]);
            &tail[1..]
        };
    }
    out.push_str(rest);
    out
}

/// Paragraphs of a body: a line that is indented opens one, as does a blank line.
fn paragraphs(body: &str) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    let mut closed = true;
    for line in body.lines() {
        let words = collapse(line);
        if words.is_empty() {
            closed = true;
        } else if closed || line.starts_with([' ', '\t']) {
            out.push(words);
            closed = false;
        } else if let Some(last) = out.last_mut() {
            if !breaks_a_compound(last, &words) {
                last.push(' ');
            }
            last.push_str(&words);
        }
    }
    out
}
