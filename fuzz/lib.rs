//! What targets share. Those of intake read the opening of a format with any bytes behind it, and hold the result to its promises.

use std::ops::ControlFlow;

use dateline_intake::{Arrival, Options, read_bytes};
use dateline_record::{Delivered, Delivery, Record};

/// A record of one of our own stories, as it would come in.
pub fn example() -> Delivered {
    let record: Record = serde_json::from_str(include_str!("../crates/dateline/tests/records/visit.json")).expect("our own record");
    let delivery = Delivery { chain: record.story.id.clone(), ..Delivery::default() };
    Delivered { record, delivery }
}

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
