//! What every target does: reads the opening of a format with any bytes behind it, and holds the result to the promises of intake.

use std::ops::ControlFlow;

use dateline_intake::{Arrival, Options, read_bytes};

/// Reads `opening` and `bytes`, or what stands behind a first `@` alone: seeds that are whole files begin so. Panics if a part lies outside
/// of its text or overlaps another.
pub fn read(opening: &[u8], bytes: &[u8]) {
    let options = Options { max_story_bytes: 1 << 20, max_unpacked_bytes: 4 << 20, ..Options::default() };
    let whole = bytes.strip_prefix(b"@").map_or_else(|| [opening, bytes].concat(), <[u8]>::to_vec);
    read_bytes(&whole, "fuzz", &options, &mut |arrival| {
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
