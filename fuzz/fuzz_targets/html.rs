//! Any bytes as a page: an article or an error, never a panic, and paragraphs without line ends or white space around.
#![no_main]

use dateline_intake::html::{Hints, article, fragment};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let hints = Hints { content_type: None, url: Some("https://example.org/world/1") };
    if let Ok(article) = article(bytes, &hints) {
        for paragraph in &article.paragraphs {
            assert!(!paragraph.is_empty() && paragraph.trim() == paragraph && !paragraph.contains('\n'));
        }
    }
    if let Ok(text) = std::str::from_utf8(bytes) {
        fragment(text);
    }
});
