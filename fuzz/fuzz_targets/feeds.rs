//! Any bytes as a feed: items or an error, never a panic.
#![no_main]

use dateline_intake::feeds::feed;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let _ = feed(bytes, Some("https://example.org/feed.xml"));
});
