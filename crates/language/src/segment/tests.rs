//! Cases in wire style, the examples of the word lists, and properties that hold for any text.

use proptest::prelude::*;

use super::tables::tables;
use super::{MOST_WORDS, Segment, segment};

/// Words apart by a space, sentences by ` || `.
fn show(text: &str) -> String {
    let sentences = segment(text, 0..text.len());
    let words = |s: &Segment| s.words.iter().map(|w| &text[w.clone()]).collect::<Vec<_>>().join(" ");
    sentences.iter().map(words).collect::<Vec<_>>().join(" || ")
}

#[track_caller]
fn check(text: &str, expected: &str) {
    assert_eq!(show(text), expected, "in {text:?}");
}

#[test]
fn examples_of_the_word_lists() {
    assert!(tables().examples.len() > 20);
    for example in &tables().examples {
        check(&example.text, &example.cut);
    }
}

#[test]
fn sentence_ends() {
    check("", "");
    check(" \n\t ", "");
    check("Rebels took the town. The army fled.", "Rebels took the town . || The army fled .");
    check("MOSCOW SAYS NO\n\nTalks ended.", "MOSCOW SAYS NO || Talks ended .");
    check("He left at 5 p.m. He came back.", "He left at 5 p.m . || He came back .");
}

/// What must hold of any text.
fn hold(text: &str) -> Result<(), TestCaseError> {
    let segments = segment(text, 0..text.len());
    let mut at = 0;
    for segment in &segments {
        prop_assert!(!segment.words.is_empty());
        prop_assert!(segment.words.len() <= MOST_WORDS);
        prop_assert_eq!(segment.span.start, segment.words[0].start);
        prop_assert_eq!(segment.span.end, segment.words[segment.words.len() - 1].end);
        for word in &segment.words {
            prop_assert!(word.start >= at && word.end > word.start);
            prop_assert!(text.is_char_boundary(word.start) && text.is_char_boundary(word.end));
            prop_assert!(text[at..word.start].chars().all(super::characters::is_space), "uncovered {:?}", &text[at..word.start]);
            at = word.end;
        }
        let mut last = 0;
        for multiword in &segment.multiwords {
            prop_assert!(multiword.start >= last && multiword.len() > 1 && multiword.end <= segment.words.len());
            for pair in segment.words[multiword.clone()].windows(2) {
                prop_assert_eq!(pair[0].end, pair[1].start);
            }
            last = multiword.end;
        }
    }
    prop_assert!(text[at..].chars().all(super::characters::is_space));
    Ok(())
}

proptest! {
    #[test]
    fn any_text_is_covered(text in any::<String>()) {
        hold(&text)?;
    }

    #[test]
    fn newslike_text_is_covered(text in "([A-Za-z]{1,6}|[0-9]{1,4}|[.,;:!?'\"’”“()\\[\\]/@#$%&*_+~<>-]|U\\.S\\.|n't|http://|\n|\n\n| |\u{a0}|\u{200b}|é|ا|中|😀|\u{0}){0,60}") {
        hold(&text)?;
    }

    #[test]
    fn a_part_is_cut_as_if_alone(before in "[a-zA-Z .é]{0,20}", part in "[a-zA-Z0-9 .,'\"-]{0,60}", after in "[a-zA-Z .é]{0,20}") {
        let text = format!("{before}{part}{after}");
        let range = before.len()..before.len() + part.len();
        let shift = |r: &std::ops::Range<usize>| r.start + before.len()..r.end + before.len();
        let alone: Vec<Segment> = segment(&part, 0..part.len())
            .into_iter()
            .map(|s| Segment { span: shift(&s.span), words: s.words.iter().map(shift).collect(), multiwords: s.multiwords })
            .collect();
        prop_assert_eq!(segment(&text, range), alone);
    }

    #[test]
    fn paragraphs_do_not_touch_each_other(one in "[a-zA-Z0-9 .,'\"()-]{0,60}", two in "[a-zA-Z0-9 .,'\"()-]{0,60}") {
        let text = format!("{one}\n\n{two}");
        let mut apart = segment(&text, 0..one.len());
        apart.extend(segment(&text, one.len() + 2..text.len()));
        prop_assert_eq!(segment(&text, 0..text.len()), apart);
    }
}

#[test]
fn odd_ranges_are_narrowed() {
    let text = "Kyjiv é fell.";
    assert_eq!(segment(text, 7..900).len(), 1);
    assert!(segment(text, 40..50).is_empty());
    #[expect(clippy::reversed_empty_ranges, reason = "a caller's mistake must not panic")]
    let reversed = segment(text, 5..2);
    assert!(reversed.is_empty());
}

#[test]
fn hostile_text_is_cut_in_linear_time() {
    let pieces = [
        "\"", ".", "a", "a ", "a.", "a-", "1-", "'", "a'", "(", "\0", "a@", "@", "http://", "a.a ", "Mr. ", "\n", "- \n",
        "x.com/", "...\" ", "é", "\u{200b}", "No. ", "?\" A", "1,", "a1.", "\r", "www.", "a_", "s' ", "U.S. ", ":-",
    ];
    let clock = std::time::Instant::now();
    for piece in pieces {
        let text = piece.repeat(300_000 / piece.len() + 1);
        hold(&text).unwrap_or_else(|error| panic!("{piece:?}: {error}"));
    }
    assert!(clock.elapsed().as_secs() < 20, "{:?}", clock.elapsed());
}
