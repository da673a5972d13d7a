//! What every target does: reads the opening of a format with any bytes behind it, and holds the result to the promises of intake.

use std::ops::ControlFlow;

use dateline_intake::{Arrival, Options, read_bytes};

/// Reads `opening` and `bytes`; panics if a part lies outside of its text or overlaps another.
pub fn read(opening: &[u8], bytes: &[u8]) {
    let options = Options { max_story_bytes: 1 << 20, max_unpacked_bytes: 4 << 20, ..Options::default() };
    read_bytes(&[opening, bytes].concat(), "fuzz", &options, &mut |arrival| {
        if let Arrival::Story(incoming) = arrival {
            let length = incoming.story.text.chars().count();
            let mut end = 0;
            for part in &incoming.story.parts {
                assert!(end <= part.span.start && part.span.start < part.span.end && part.span.end <= length);
                end = part.span.end;
            }
        }
        ControlFlow::Continue(())
    });
}
