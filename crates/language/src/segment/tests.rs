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
    check("He left at 5 p.m. He came back.", "He left at 5 p.m. || He came back .");
}

#[test]
fn wire_copy() {
    check(
        "BRUSSELS, March 4 (AP) — NATO’s chief said “we won’t wait.” Ministers agreed.",
        "BRUSSELS , March 4 ( AP ) — || NATO ’s chief said “ we wo n’t wait . ” || Ministers agreed .",
    );
    check(
        "\"We will go,\" Gen. A.B. Kaya said. \"When?\" he was asked.",
        "\" We will go , \" Gen. A.B. Kaya said . || \" When ? \" he was asked .",
    );
    check("Aid worth $5.2m, £3bn or 40% of GDP-linked loans.", "Aid worth $ 5.2 m , £ 3 bn or 40 % of GDP - linked loans .");
    check(
        "The soldiers' families met Harris' aides in the U.S.-led zone.",
        "The soldiers ' families met Harris ' aides in the U.S. - led zone .",
    );
    check("He called it 'the enemies' and left.", "He called it ' the enemies ' and left .");
    check(
        "U.N. Secretary-General Ana Ruiz spoke in Washington, D.C. The talks failed.",
        "U.N. Secretary - General Ana Ruiz spoke in Washington , D.C. || The talks failed .",
    );
    check(
        "Acme Corp. and Baltic Lines Ltd. merged in No. 3 Dock St. on Jan. 5.",
        "Acme Corp. and Baltic Lines Ltd. merged in No. 3 Dock St. on Jan. 5 .",
    );
    check(
        "Shares rose 1.5-2 percent by 10.30am; the S&P 500 fell.",
        "Shares rose 1.5 - 2 percent by 10.30 am ; the S&P 500 fell .",
    );
    check("The mid-1990s F-16s flew from Al-Tanf.", "The mid-1990s F - 16s flew from Al - Tanf .");
    check("“Stop!” she cried. ‘Never,’ he said…", "“ Stop ! ” she cried . || ‘ Never , ’ he said …");
    check(
        "At 5 p.m. Moscow time shelling began; at 6 a.m. Sunday it stopped.",
        "At 5 p.m. Moscow time shelling began ; at 6 a.m. Sunday it stopped .",
    );
    check("(They fled.) The army [sic] stayed.", "( They fled . ) || The army [ sic ] stayed .");
    check("Votes: 52-48. Turnout was 61.5%.", "Votes : 52 - 48 . || Turnout was 61.5 % .");
    check("He won 1,204,331 votes in 2019.Then he lost.", "He won 1,204,331 votes in 2019 . || Then he lost .");
    check("Mr. and Mrs. Ito paid Rs500 (US$6) each.", "Mr. and Mrs. Ito paid Rs 500 ( US$ 6 ) each .");
}

#[test]
fn abbreviations_in_names() {
    check("Aid of $5m. 10 towns got none.", "Aid of $ 5 m . || 10 towns got none .");
    check(
        "Lt. Gen. (ret.) Hal Orr and Prof. (Dr.) Ilse Kern met.",
        "Lt. Gen. ( ret. ) Hal Orr and Prof. ( Dr. ) Ilse Kern met .",
    );
    check("He works at Harlan Inc. Mr. Ode left.", "He works at Harlan Inc . || Mr. Ode left .");
    check("Post-9/11 laws built on .NET 4.5 cost Rs. 500.", "Post-9/11 laws built on . NET 4.5 cost Rs. 500 .");
    check(
        "Maria Sol (b. March 1961) took vitamin C. The doctor agreed.",
        "Maria Sol ( b. March 1961 ) took vitamin C . || The doctor agreed .",
    );
}

#[test]
fn odd_characters() {
    check("Kyiv\u{a0}fell. \u{feff}He fled\u{200b}.", "Kyiv fell . || \u{feff}He fled\u{200b} .");
    check("Cafe\u{301} owners left Беларусь, 北京 and القاهرة.", "Cafe\u{301} owners left Беларусь , 北京 and القاهرة .");
    check("Well done 👩‍🚒👍🏽 🇺🇦!", "Well done 👩‍🚒 👍🏽 🇺🇦 !");
    check("a\0\0b", "a \0\0 b");
}

#[test]
fn line_breaks() {
    let wrapped = "The foreign ministers of the nine countries that border the lake met\nin Geneva on Friday and agreed to meet again before the end of the\nyear. They gave no date.";
    check(
        wrapped,
        "The foreign ministers of the nine countries that border the lake met in Geneva on Friday and agreed to meet again before the end of the year . || They gave no date .",
    );
    check("MINISTERS MEET\nThey gave no date.", "MINISTERS MEET || They gave no date .");
    check("The plan:\n- a truce\n- a swap of prisoners\n- talks", "The plan : || - a truce || - a swap of prisoners || - talks");
    check("One\r\n\r\nTwo\rThree\u{2029}Four", "One || Two || Three || Four");
}

#[test]
fn surface_tokens_of_several_words() {
    let text = "They can't say China's cannot.";
    let multiwords: Vec<&str> = segment(text, 0..text.len())
        .iter()
        .flat_map(|s| s.multiwords.iter().map(|m| &text[s.words[m.start].start..s.words[m.end - 1].end]))
        .collect();
    assert_eq!(multiwords, ["can't", "China's", "cannot"]);
}

#[test]
fn long_sentences_are_cut_at_a_mark() {
    let text = format!("{}; {}.", "war ".repeat(200).trim_end(), "war ".repeat(200).trim_end());
    let lengths: Vec<usize> = segment(&text, 0..text.len()).iter().map(|s| s.words.len()).collect();
    assert_eq!(lengths, [201, 201]);
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
        let text = piece.repeat(600_000 / piece.len() + 1);
        hold(&text).unwrap_or_else(|error| panic!("{piece:?}: {error}"));
    }
    assert!(clock.elapsed().as_secs() < 90, "{:?}", clock.elapsed());
}
