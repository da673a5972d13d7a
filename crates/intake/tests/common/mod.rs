//! Shared by the tests: reads bytes and checks what every story must hold.
#![allow(dead_code, unreachable_pub, reason = "each test file uses a part of it")]

use std::ops::ControlFlow;

use dateline_intake::{Arrival, Incoming, Options, PassedOver, Rejected, Tally, read_bytes};
use record::PartKind;

#[derive(Debug, Default)]
pub struct Got {
    pub stories: Vec<Incoming>,
    pub passed: Vec<PassedOver>,
    pub rejected: Vec<Rejected>,
    pub tally: Tally,
}

pub fn get_with(bytes: &[u8], options: &Options) -> Got {
    let mut got = Got::default();
    let tally = read_bytes(bytes, "test", options, &mut |arrival| {
        match arrival {
            Arrival::Story(incoming) => {
                check_parts(&incoming);
                got.stories.push(*incoming);
            }
            Arrival::PassedOver(passed) => got.passed.push(passed),
            Arrival::Rejected(rejected) => got.rejected.push(rejected),
        }
        ControlFlow::Continue(())
    });
    got.tally = tally;
    got
}

pub fn get(bytes: impl AsRef<[u8]>) -> Got {
    get_with(bytes.as_ref(), &Options::default())
}

pub fn one(bytes: impl AsRef<[u8]>) -> Incoming {
    let mut got = get(bytes);
    assert_eq!(got.rejected, [], "nothing is rejected");
    assert_eq!(got.stories.len(), 1, "one story");
    got.stories.remove(0)
}

/// Parts are in order, inside of the text, without white space around them, and together hold every character that is not space.
pub fn check_parts(incoming: &Incoming) {
    let text: Vec<char> = incoming.story.text.chars().collect();
    let mut end = 0;
    for part in &incoming.story.parts {
        assert!(end <= part.span.start && part.span.start < part.span.end && part.span.end <= text.len(), "{part:?}");
        assert!(text[end..part.span.start].iter().all(|c| c.is_whitespace()), "text outside of the parts");
        assert!(!text[part.span.start].is_whitespace() && !text[part.span.end - 1].is_whitespace(), "{part:?}");
        end = part.span.end;
    }
    assert_eq!(end, text.len());
    if let Some(dateline) = &incoming.story.dateline {
        assert_eq!(slice(&text, dateline.span), dateline.text);
    }
    if let Some(headline) = &incoming.story.headline {
        assert!(incoming.story.text.starts_with(headline.as_str()));
    }
}

pub fn slice(text: &[char], span: record::Span) -> String {
    text[span.start..span.end].iter().collect()
}

pub fn parts(incoming: &Incoming) -> Vec<(PartKind, String)> {
    let text: Vec<char> = incoming.story.text.chars().collect();
    incoming.story.parts.iter().map(|part| (part.kind, slice(&text, part.span))).collect()
}
