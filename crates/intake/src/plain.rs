//! Plain text, one story a file: an optional first line `date 2025-07-09 Headline`, headline, byline, dateline, paragraphs.

use std::io::BufRead;

use crate::arrival::Place;
use crate::decode::decode;
use crate::draft::{Body, Draft};
use crate::moment;
use crate::reading::{Flow, Reading};
use crate::stream::{ReadAll, read_all};

pub(crate) fn read(reader: &mut dyn BufRead, reading: &mut Reading<'_>) -> Flow {
    match read_all(reader, reading.options.max_story_bytes) {
        ReadAll::Bytes(bytes) => {
            let draft = parse(&bytes);
            reading.story(draft, Place::Whole)
        }
        ReadAll::TooLong => reading.too_long(Place::Whole, "text"),
        ReadAll::Failed(error) => reading.unreadable(&error),
    }
}

/// Reads one plain-text story from its bytes.
pub(crate) fn parse(bytes: &[u8]) -> Draft {
    let mut draft = Draft::default();
    let text = decode(bytes, None, &mut draft.warnings);
    let text = text.trim_start_matches('\u{feff}');
    let mut body = text;
    if let Some((date, headline, rest)) = date_line(text) {
        draft.published = Some(date.to_owned());
        draft.headline = Some(headline.to_owned());
        body = rest;
    }
    draft.body = Body::Text(body.to_owned());
    draft
}

/// Splits `date 2025-07-09 Headline` off the front: the day, the headline (empty if there is none), and the text after the line.
fn date_line(text: &str) -> Option<(&str, &str, &str)> {
    let start = text.trim_start();
    let end = start.find(['\n', '\r']).unwrap_or(start.len());
    let (line, rest) = start.split_at(end);
    let after = line.strip_prefix("date").or_else(|| line.strip_prefix("Date")).or_else(|| line.strip_prefix("DATE"))?;
    let after = after.strip_prefix(':').unwrap_or(after);
    let trimmed = after.trim_start();
    if trimmed.len() == after.len() {
        return None;
    }
    let (day, headline) = trimmed.split_once(char::is_whitespace).unwrap_or((trimmed, ""));
    // A day that is none (`date 2025-13-01 …`) is still this form; `date palms …` is a headline.
    let digits = day.bytes().filter(u8::is_ascii_digit).count();
    (moment::read(day).is_some() || digits >= 6 && day.contains('-')).then_some((day, headline.trim(), rest))
}
