//! RFC 822 mail and mbox. In: one message, or many with `From ` lines between. Out: one story a message.

use std::io::BufRead;

use mail_parser::{MessageParser, MimeHeaders, PartType};

use crate::arrival::{Place, Warning};
use crate::draft::{Body, Draft};
use crate::fragment;
use crate::guard::guarded;
use crate::reading::{Flow, Reading};
use crate::stream::{Line, ReadAll, next_line, read_all};

/// Headers that mail has and news text does not.
const SIGNS: [&str; 11] = [
    "from",
    "to",
    "subject",
    "date",
    "message-id",
    "received",
    "mime-version",
    "return-path",
    "delivered-to",
    "content-type",
    "reply-to",
];

/// Whether `head` begins with the headers of a mail.
pub(crate) fn is_mail(head: &[u8]) -> bool {
    let mut signs = 0;
    for (line, number) in head.split(|b| *b == b'\n').zip(0..) {
        let line = line.trim_ascii_end();
        if line.is_empty() || number > 80 {
            break;
        }
        if number > 0 && line.starts_with(b" ") || line.starts_with(b"\t") {
            continue;
        }
        let Some(colon) = line.iter().position(|b| *b == b':') else { return false };
        let name = line[..colon].to_ascii_lowercase();
        if name.is_empty() || !name.iter().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_')) {
            return false;
        }
        signs += usize::from(SIGNS.iter().any(|sign| sign.as_bytes() == name));
    }
    signs >= 2
}

/// Whether `head` begins with the line that opens a message in an mbox.
pub(crate) fn is_mbox(head: &[u8]) -> bool {
    let Some(end) = head.iter().position(|b| *b == b'\n') else { return false };
    head.starts_with(b"From ") && is_mail(&head[end + 1..])
}

pub(crate) fn read(reader: &mut dyn BufRead, reading: &mut Reading<'_>) -> Flow {
    match read_all(reader, reading.options.max_story_bytes) {
        ReadAll::Bytes(bytes) => message(&bytes, Place::Whole, reading),
        ReadAll::TooLong => reading.too_long(Place::Whole, "message"),
        ReadAll::Failed(error) => reading.unreadable(&error),
    }
}

pub(crate) fn read_mbox(reader: &mut dyn BufRead, reading: &mut Reading<'_>) -> Flow {
    let limit = reading.options.max_story_bytes;
    let mut line = Vec::new();
    let mut bytes: Vec<u8> = Vec::new();
    let (mut number, mut too_long, mut blank) = (0, false, true);
    loop {
        let kind = match next_line(reader, limit, &mut line) {
            Ok(kind) => kind,
            Err(error) => return reading.unreadable(&error),
        };
        let boundary = kind == Line::End || blank && line.starts_with(b"From ");
        if boundary {
            if number > 0 {
                let place = Place::Record(number);
                if too_long { reading.too_long(place, "message")? } else { message(&bytes, place, reading)? }
            }
            if kind == Line::End {
                return Flow::Continue(());
            }
            number += 1;
            bytes.clear();
            too_long = false;
            blank = false;
            continue;
        }
        blank = line.trim_ascii().is_empty();
        // mboxrd: `>From ` stands for a line that begins with `From `.
        let quoted = line.iter().position(|b| *b != b'>').is_some_and(|at| at > 0 && line[at..].starts_with(b"From "));
        let content = if quoted { &line[1..] } else { &line[..] };
        too_long |= kind == Line::TooLong || bytes.len() + content.len() > limit;
        if !too_long {
            bytes.extend_from_slice(content);
            bytes.push(b'\n');
        }
    }
}

/// Messages that may lie in one another. The library's memory of them is given back level by level, on the stack.
const MOST_ENCLOSED: usize = 256;

/// Whether headers speak of more enclosed messages than a mail has.
fn encloses_too_many(bytes: &[u8]) -> bool {
    let kinds: [&[u8]; 3] = [b"message/rfc822", b"message/global", b"multipart/digest"];
    let slashes = bytes.iter().enumerate().filter(|(_, b)| **b == b'/').map(|(at, _)| at);
    let told = slashes.filter(|at| {
        kinds.iter().any(|kind| {
            let start = at.saturating_sub(kind.iter().position(|b| *b == b'/').unwrap_or(0));
            bytes.get(start..start + kind.len()).is_some_and(|words| words.eq_ignore_ascii_case(kind))
        })
    });
    told.take(MOST_ENCLOSED + 1).count() > MOST_ENCLOSED
}

fn message(bytes: &[u8], place: Place, reading: &mut Reading<'_>) -> Flow {
    if encloses_too_many(bytes) {
        let problem = format!("a mail that encloses more than {MOST_ENCLOSED} others");
        return reading.reject(place, problem, "take the enclosed messages out into an mbox");
    }
    let Some(mail) = guarded(|| MessageParser::default().parse(bytes)).flatten() else {
        return reading.reject(place, "no mail: headers cannot be read".into(), "mend the message, or leave it out");
    };
    let mut draft = Draft {
        id: mail.message_id().map(str::to_owned),
        headline: mail.subject().map(str::to_owned),
        published: mail.date().map(mail_parser::DateTime::to_rfc3339),
        ..Draft::default()
    };
    if let Some(from) = mail.from().and_then(|list| list.first()) {
        draft.byline = from.name().map(str::to_owned);
        draft.source = from.address().map(|address| address.rsplit('@').next().unwrap_or(address).to_owned());
    }
    let parts = || mail.text_body.iter().chain(&mail.html_body).filter_map(|id| mail.parts.get(*id as usize));
    let plain = parts().find_map(|part| match &part.body {
        PartType::Text(text) if !part.is_content_type("text", "html") => Some(text.as_ref()),
        _ => None,
    });
    let html = || {
        parts().find_map(|part| match &part.body {
            PartType::Html(html) => Some(html.as_ref()),
            _ => None,
        })
    };
    if let Some(text) = plain.filter(|text| !text.trim().is_empty()) {
        draft.body = Body::Text(without_signature(text).to_owned());
    } else if let Some(html) = html() {
        draft.body = Body::Paragraphs(fragment::paragraphs(html));
    }
    let attached = mail.attachments().count();
    if attached > 0 {
        draft.warnings.push(Warning::Note(format!("{attached} attachments were not read")));
    }
    reading.story(draft, place)
}

/// Cuts off what follows the signature mark of RFC 3676, `-- `, whose space some codings lose.
fn without_signature(text: &str) -> &str {
    let mark = ["\n-- \n", "\n-- \r\n", "\n--\n", "\n--\r\n"].iter().filter_map(|mark| text.find(mark)).min();
    mark.map_or(text, |at| &text[..at])
}
