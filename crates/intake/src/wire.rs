//! Wire messages after ANPA-1312 and IPTC 7901. In: the stream, messages between SOH and EOT. Out: one story a message.
//!
//! ANPA-1312: `SYN SYN SOH f0704 US selector`, then `priority category SLUG  MM-DD words`, `STX` text `ETX`. IPTC 7901:
//! `SOH ABC1234 priority category words …`, `STX` text `ETX DDHHMM MON YY`. In ANPA text `^` opens and `<` closes a line.

use std::io::BufRead;

use crate::arrival::Place;
use crate::decode::decode;
use crate::draft::{Body, Draft};
use crate::reading::{Flow, Reading};
use crate::words::month;
use crate::{furniture, paragraphs};

const SOH: u8 = 1;
const STX: u8 = 2;
const ETX: u8 = 3;
const EOT: u8 = 4;

/// Whether `head` begins with a wire message.
pub(crate) fn is_wire(head: &[u8]) -> bool {
    let start = head.iter().take(64).position(|b| *b == SOH);
    start.is_some_and(|at| head[at..].iter().take(600).any(|b| *b == STX))
}

pub(crate) fn read(reader: &mut dyn BufRead, reading: &mut Reading<'_>) -> Flow {
    let limit = reading.options.max_story_bytes;
    let mut message: Vec<u8> = Vec::new();
    let (mut open, mut too_long) = (false, false);
    // Whether the message holds STX and ETX.
    let (mut started, mut ended) = (false, false);
    let mut number = 0;
    loop {
        let chunk = match reader.fill_buf() {
            Ok([]) => break,
            Ok(chunk) => chunk.to_vec(),
            Err(error) if error.kind() == std::io::ErrorKind::Interrupted => continue,
            Err(error) => return reading.unreadable(&error),
        };
        reader.consume(chunk.len());
        for byte in chunk {
            match byte {
                SOH if !started || ended => {
                    // A new header ends a message whose EOT was lost.
                    if open && started {
                        number += 1;
                        one(&message, too_long, Place::Record(number), reading)?;
                    }
                    message.clear();
                    (open, too_long, started, ended) = (true, false, false, false);
                }
                EOT if open => {
                    number += 1;
                    one(&message, too_long, Place::Record(number), reading)?;
                    message.clear();
                    (open, too_long, started, ended) = (false, false, false, false);
                }
                _ if open && message.len() < limit => {
                    started |= byte == STX;
                    ended |= byte == ETX;
                    message.push(byte);
                }
                _ => too_long |= open,
            }
        }
    }
    if open && !message.trim_ascii().is_empty() {
        number += 1;
        if ended {
            return one(&message, too_long, Place::Record(number), reading);
        }
        let problem = "the message ends before ETX".to_owned();
        return reading.reject(Place::Record(number), problem, "get the whole message");
    }
    Flow::Continue(())
}

fn one(message: &[u8], too_long: bool, place: Place, reading: &mut Reading<'_>) -> Flow {
    if too_long {
        return reading.too_long(place, "message");
    }
    let Some(text_at) = message.iter().position(|b| *b == STX) else {
        let mend = "put STX between header and text";
        return reading.reject(place, "a message without STX, the start of its text".into(), mend);
    };
    let end = message.iter().position(|b| *b == ETX).unwrap_or(message.len()).max(text_at + 1);
    let mut draft = Draft::default();
    let header = decode(&message[..text_at], None, &mut draft.warnings).into_owned();
    let trailer = String::from_utf8_lossy(&message[(end + 1).min(message.len())..]).into_owned();
    let text = decode(&message[text_at + 1..end], None, &mut draft.warnings).into_owned();
    if !iptc_header(&header, &trailer, &mut draft) {
        anpa_header(&header, &mut draft);
    }
    let (body, sent) = clean(&text);
    draft.published = draft.published.take().or(sent);
    let mut list = paragraphs::split(&body);
    furniture::strip(&mut list);
    // The slug is often repeated as the first line.
    if let Some(first) = list.first()
        && ["BC-", "AM-", "PM-"].iter().any(|mark| first.starts_with(mark))
        && !first.contains(". ")
    {
        let slug = list.remove(0);
        draft.slug = Some(slug);
    }
    draft.body = Body::Lines(list);
    reading.story(draft, place)
}

/// `ABC1234 4 POL 250 comment`; false if the header has another form.
fn iptc_header(header: &str, trailer: &str, draft: &mut Draft) -> bool {
    let line = header.trim_matches(|c: char| c.is_control() || c == ' ').lines().next().unwrap_or_default();
    let words: Vec<&str> = line.split_whitespace().collect();
    let [source_and_number, priority, category, ..] = words[..] else { return false };
    let at = source_and_number.find(|c: char| c.is_ascii_digit()).unwrap_or(0);
    let (source, number) = source_and_number.split_at(at);
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    let good = (2..=4).contains(&at)
        && source.chars().all(|c| c.is_ascii_uppercase())
        && digits(number)
        && digits(priority)
        && category.chars().all(char::is_alphabetic);
    if !good {
        return false;
    }
    draft.source = Some(source.to_owned());
    draft.subjects.push(category.to_owned());
    let comment = words.get(3..).unwrap_or_default().iter().skip_while(|w| digits(w)).copied().collect::<Vec<_>>().join(" ");
    draft.slug = Some(comment).filter(|c| !c.is_empty());
    draft.published = iptc_date(trailer);
    draft.id = draft.published.as_ref().map(|day| format!("{source_and_number}:{day}"));
    true
}

/// `041530 mar 24`, `041530 GMT Mar 24`: day, hour and minute in Greenwich time, month, year.
fn iptc_date(trailer: &str) -> Option<String> {
    let words: Vec<&str> = trailer.split_whitespace().collect();
    let at = words.iter().position(|w| month(w).is_some())?;
    let stamp = words[..at].iter().rev().find(|w| w.len() >= 6 && w.bytes().take(6).all(|b| b.is_ascii_digit()))?;
    let year = words.get(at + 1)?;
    let year = if year.len() == 2 { format!("20{year}") } else { (*year).to_owned() };
    crate::moment::read(&format!("{year}-{:02}-{}T{}:{}:00Z", month(words[at])?, &stamp[..2], &stamp[2..4], &stamp[4..6]))
}

/// `f0704 US selector`, then `u f BC-SLUG  02-26 0105`.
fn anpa_header(header: &str, draft: &mut Draft) {
    let lines: Vec<&str> =
        header.lines().map(|l| l.trim_matches(|c: char| c.is_control() || c == ' ')).filter(|l| !l.is_empty()).collect();
    let number: String = lines.first().unwrap_or(&"").chars().take_while(char::is_ascii_alphanumeric).collect();
    let Some(second) = lines.get(1) else { return };
    let second: String = second.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    let words: Vec<&str> = second.split_whitespace().collect();
    let slug = words.iter().skip_while(|w| w.len() == 1).take_while(|w| !is_month_day(w)).copied().collect::<Vec<_>>().join(" ");
    draft.slug = Some(slug).filter(|s| !s.is_empty());
    if let Some(category) = words.get(1).filter(|w| w.len() == 1) {
        draft.subjects.push((*category).to_owned());
    }
    let day = words.iter().find(|w| is_month_day(w)).unwrap_or(&"");
    draft.id = Some(format!("{number}:{day}")).filter(|id| id.len() > 2 && !day.is_empty());
}

fn is_month_day(word: &str) -> bool {
    let bytes = word.as_bytes();
    bytes.len() == 5 && bytes[2] == b'-' && [0, 1, 3, 4].iter().all(|i| bytes[*i].is_ascii_digit())
}

/// Text without the marks of the wire, and the moment of the sign-off (`AP-NY-03-04-24 1430EST`).
fn clean(text: &str) -> (String, Option<String>) {
    let mut out = String::with_capacity(text.len());
    let mut sent = None;
    for line in text.lines() {
        let bare: String = line.chars().filter(|c| !c.is_control() || *c == '\t').collect();
        let marked = bare.trim_start().starts_with('^');
        let words = bare.trim().trim_start_matches('^').trim_end_matches(['<', '=', '^']).trim_end();
        if let Some(moment) = sign_off(words) {
            sent = Some(moment);
            continue;
        }
        if marked {
            out.push('\n');
        } else {
            out.extend(bare.chars().take_while(|c| c.is_whitespace()));
        }
        out.push_str(words);
        out.push('\n');
        if marked || bare.trim_end().ends_with('<') {
            out.push('\n');
        }
    }
    (out, sent)
}

fn sign_off(line: &str) -> Option<String> {
    let (stamp, clock) = line.split_once(' ')?;
    let digits: Vec<&str> = stamp.split('-').filter(|p| p.len() == 2 && p.bytes().all(|b| b.is_ascii_digit())).collect();
    let [month, day, year] = digits[..] else { return None };
    if !line.starts_with(|c: char| c.is_ascii_uppercase())
        || clock.len() < 4
        || !clock.bytes().take(4).all(|b| b.is_ascii_digit())
    {
        return None;
    }
    let century = if year < "60" { "20" } else { "19" };
    crate::moment::read(&format!("{century}{year}-{month}-{day}T{}:{}:00{}", &clock[..2], &clock[2..4], &clock[4..].trim()))
}
