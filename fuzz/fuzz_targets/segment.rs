//! Any text, cut into sentences and words: every word slices the text, in order, and all that is not white space is covered.
#![no_main]

use dateline_language::segment::segment;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let text = String::from_utf8_lossy(bytes);
    let mut covered = 0;
    let mut end = 0;
    for sentence in segment(&text, 0..text.len()) {
        for word in sentence.words {
            assert!(word.start >= end && word.end <= sentence.span.end);
            end = word.end;
            covered += text[word].chars().filter(|c| !c.is_whitespace()).count();
        }
    }
    assert_eq!(covered, text.chars().filter(|c| !c.is_whitespace()).count());
});
