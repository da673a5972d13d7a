//! Plain text, JSON and Reuters SGML through the public door.

use std::ops::ControlFlow;

use dateline_intake::{Options, Warning, read_bytes};
use record::PartKind;

mod common;
use common::{get, get_with, one, parts};

fn check(bytes: &str, published: Option<&str>, expected: &[(PartKind, &str)]) {
    let incoming = one(bytes);
    assert_eq!(incoming.story.published.as_deref(), published);
    let expected: Vec<_> = expected.iter().map(|(kind, text)| (*kind, (*text).to_owned())).collect();
    assert_eq!(parts(&incoming), expected);
}

use PartKind::{Byline, Dateline, Headline, Paragraph};

const BODY: &str = "The envoy of the inland republic arrived on Monday for talks about the river, his office said.";

#[test]
fn plain_text_with_a_date_line() {
    check(
        &format!(" date 2024-03-04 Envoy to visit port city this week\n\nLIMA\n\n{BODY}\n\nHe leaves on Friday."),
        Some("2024-03-04"),
        &[
            (Headline, "Envoy to visit port city this week"),
            (Dateline, "LIMA"),
            (Paragraph, BODY),
            (Paragraph, "He leaves on Friday."),
        ],
    );
}

#[test]
fn plain_text_with_byline_and_dateline() {
    check(
        &format!("Envoy arrives for talks on river\n\nBy Jane Doe\n\nLIMA, Peru (AP) — {BODY}\n"),
        None,
        &[
            (Headline, "Envoy arrives for talks on river"),
            (Byline, "By Jane Doe"),
            (Dateline, "LIMA, Peru (AP) —"),
            (Paragraph, BODY),
        ],
    );
    let incoming = one(format!("LIMA, March 4 (Reuters) - {BODY}"));
    assert_eq!(incoming.story.dateline.unwrap().text, "LIMA");
    assert_eq!(incoming.warnings, [Warning::NoPublicationDay]);
}

#[test]
fn one_paragraph_is_no_headline() {
    check(BODY, None, &[(Paragraph, BODY)]);
    check("Envoy arrives", None, &[(Paragraph, "Envoy arrives")]);
}

#[test]
fn the_day_may_stand_in_the_text() {
    let incoming = one(format!("Envoy arrives for talks\n\nMonday, March 4, 2024\n\n{BODY}"));
    assert_eq!(incoming.story.published.as_deref(), Some("2024-03-04"));
    assert_eq!(incoming.warnings, [Warning::PublicationDayFromText("2024-03-04".into())]);
}

#[test]
fn odd_bytes() {
    let incoming = one(b"The envoy of Z\xfcrich arrived on Monday for talks, his office said.\0\n");
    assert!(incoming.story.text.contains("Zürich") && incoming.story.text.ends_with("said."));
    assert!(incoming.warnings.contains(&Warning::Encoding("windows-1252".into())));
    assert!(incoming.warnings.contains(&Warning::Control(1)));

    let wide: Vec<u8> = BODY.encode_utf16().flat_map(u16::to_le_bytes).collect();
    assert_eq!(one(&wide).story.text, BODY);

    for (bytes, problem) in [
        (&b""[..], "the file is empty"),
        (b" \n\t ", "no text"),
        (b"%PDF-1.4 \n", "a PDF document"),
        (b"\x01\x02\x03\x04\x05", "no text"),
    ] {
        let got = get(bytes);
        assert_eq!(got.stories.len(), 0);
        assert!(got.rejected[0].problem.starts_with(problem), "{:?}", got.rejected);
    }
}

#[test]
fn json_lines() {
    let lines = format!(
        "{{\"id\": \"a\", \"published\": \"2024-03-04T10:00:00Z\", \"source\": \"Herald\", \"headline\": \"Envoy arrives\", \"text\": \"{BODY}\"}}\n\
         {{\"id\": 7, \"date\": \"2024-03-05\", \"title\": \"Envoy leaves\", \"body\": \"LIMA - {BODY}\", \"authors\": [\"Jane Doe\", \"John Roe\"]}}\n\
         {{broken\n\
         \n\
         {{\"id\": \"a\", \"dct\": \"2024-03-06\", \"content\": [\"{BODY}\", \"He leaves.\"]}}\n\
         [1]\n\
         {{\"id\": \"none\"}}\n"
    );
    let got = get(lines);
    let ids: Vec<&str> = got.stories.iter().map(|s| s.story.id.as_str()).collect();
    assert_eq!(ids, ["a", "7", "a"]);
    assert_eq!(got.stories[0].story.source.as_deref(), Some("Herald"));
    assert_eq!(got.stories[1].story.byline.as_deref(), Some("Jane Doe, John Roe"));
    assert_eq!(got.stories[1].story.dateline.as_ref().unwrap().text, "LIMA");
    assert_eq!(got.stories[2].warnings, [Warning::DuplicateId("a".into())]);
    let places: Vec<String> = got.rejected.iter().map(|r| r.to_string().split(':').next().unwrap().to_owned()).collect();
    assert_eq!(places, ["test, line 3", "test, line 6", "test, line 7"]);
    assert_eq!((got.tally.stories, got.tally.rejected, got.tally.duplicates), (3, 3, 1));
}

#[test]
fn json_arrays_and_objects() {
    let story = format!("{{\n \"id\": \"x]}}\\\"\",\n \"text\": \"{BODY}\"\n}}");
    for json in [format!("[{story},\n{story}]"), format!("{story}\n{story}"), format!("{{\"articles\": [{story}, {story}]}}")] {
        let got = get(&json);
        assert_eq!(got.stories.len(), 2, "{json}");
        assert_eq!(got.stories[0].story.id, "x]}\"");
    }
    let got = get(format!("[{story}, {{\"text\": \"cut"));
    assert_eq!((got.stories.len(), got.rejected.len()), (1, 1));
}

#[test]
fn a_json_text_keeps_its_characters() {
    let text = "Odd\u{0}  text \u{200b}with\u{1c}things\r\nin it.\n\nIt\u{a0}goes on.";
    let incoming = one(serde_json::json!({"id": "1", "text": text, "language": "en"}).to_string());
    let squeeze = |s: &str| s.chars().filter(|c| !c.is_whitespace() && *c != '\u{1c}').collect::<String>();
    assert_eq!(squeeze(&incoming.story.text), squeeze(text).replace('\0', "\u{fffd}"));
}

#[test]
fn a_repeated_headline_stands_once() {
    let json = serde_json::json!({"headline": "Envoy arrives", "text": format!("Envoy  arrives\n{BODY}")}).to_string();
    check(&json, None, &[(Headline, "Envoy arrives"), (Paragraph, BODY)]);
}

#[test]
fn own_field_names() {
    let mut options = Options::default();
    options.fields.text = Some("words".into());
    let got = get_with(serde_json::json!({"text": "not this", "words": BODY}).to_string().as_bytes(), &options);
    assert_eq!(got.stories[0].story.text, BODY);
}

#[test]
fn long_lines_are_named_and_skipped() {
    let options = Options { max_story_bytes: 300, ..Options::default() };
    let lines = format!("{{\"text\": \"{}\"}}\n{{\"text\": \"{BODY}\"}}\n", "x".repeat(1000));
    let got = get_with(lines.as_bytes(), &options);
    assert_eq!((got.stories.len(), got.rejected.len()), (1, 1));
    assert_eq!(
        got.rejected[0].to_string(),
        "test, line 1: line longer than 300 bytes; split it, or raise the limit on the size of one story (`--largest-story`)"
    );
}

#[test]
fn other_languages_are_passed_over() {
    let german = "Der Gesandte der Binnenrepublik ist am Montag zu Gesprächen über den Fluss eingetroffen, teilte sein Büro mit.";
    let got = get(format!("{{\"id\": \"d\", \"text\": \"{german}\"}}\n{{\"id\": \"e\", \"text\": \"{BODY}\"}}\n"));
    assert_eq!(got.passed[0].to_string(), "test, line 1 (d): passed over, the text is not English but `de`");
    assert_eq!((got.tally.other_language, got.tally.stories), (1, 1));
    let all = Options { english_only: false, ..Options::default() };
    assert_eq!(get_with(german.as_bytes(), &all).stories[0].story.language, "de");
}

#[test]
fn reuters_sgml() {
    let file = "<!DOCTYPE lewis SYSTEM \"lewis.dtd\">\n\
        <REUTERS TOPICS=\"YES\" OLDID=\"1\" NEWID=\"11\">\n<DATE> 4-MAR-1987 10:00:00.00</DATE>\n<TOPICS><D>river</D></TOPICS>\n\
        <PLACES><D>peru</D></PLACES>\n<UNKNOWN>&#5;&#5;\nu f BC-RIVER-TALKS   03-04 0100</UNKNOWN>\n<TEXT>&#2;\n\
        <TITLE>RIVER TALKS &lt;RT> BEGIN</TITLE>\n<AUTHOR>    By Jane Doe, Reuters</AUTHOR>\n\
        <DATELINE>    LIMA, March 4 -\n    </DATELINE><BODY>The envoy arrived\nfor talks.\n\
        &\\tHe leaves on Friday.\n Reuter\n&#3;</BODY></TEXT>\n</REUTERS>\n\
        <REUTERS TOPICS=\"NO\" NEWID=\"12\">\n<DATE> 4-MAR-1987 10:00:00.00</DATE>\n<TEXT TYPE=\"BRIEF\">&#2;\n\
        ******<TITLE>RIVER TALKS END</TITLE>\nBlah blah blah.\n&#3;</TEXT>\n</REUTERS>\n\
        <REUTERS NEWID=\"13\">\n<TEXT>cut off\n";
    let got = get(file);
    let first = &got.stories[0];
    assert_eq!(
        parts(first),
        [
            (Headline, "RIVER TALKS <RT> BEGIN".to_owned()),
            (Dateline, "LIMA, March 4 -".to_owned()),
            (Paragraph, "The envoy arrived for talks.".to_owned()),
            (Paragraph, "He leaves on Friday.".to_owned()),
        ]
    );
    assert_eq!(first.story.id, "11");
    assert_eq!(first.story.published.as_deref(), Some("1987-03-04"));
    assert_eq!(first.story.byline.as_deref(), Some("By Jane Doe, Reuters"));
    assert_eq!(first.slug.as_deref(), Some("BC-RIVER-TALKS"));
    assert_eq!((first.subjects.as_slice(), first.places.as_slice()), (&["river".to_owned()][..], &["peru".to_owned()][..]));
    assert_eq!(parts(&got.stories[1]), [(Headline, "RIVER TALKS END".to_owned())]);
    assert_eq!(got.rejected.len(), 1);
    assert!(got.rejected[0].problem.contains("without its end"), "{}", got.rejected[0]);
}

#[test]
fn the_receiver_may_stop() {
    let lines = format!("{{\"text\": \"{BODY}\"}}\n").repeat(5);
    let mut seen = 0;
    let tally = read_bytes(lines.as_bytes(), "test", &Options::default(), &mut |_| {
        seen += 1;
        ControlFlow::Break(())
    });
    assert_eq!((seen, tally.stories, tally.stopped), (1, 1, true));
}

mod any_bytes {
    use super::common::get;
    use proptest::prelude::*;

    proptest! {
        #![proptest_config(ProptestConfig { cases: 300, ..ProptestConfig::default() })]

        #[test]
        fn never_panic(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
            let got = get(&bytes);
            prop_assert!(!got.stories.is_empty() || !got.passed.is_empty() || !got.rejected.is_empty(), "nothing is dropped in silence");
        }

        #[test]
        fn text_never_panics(text in "[ A-Z,./():a-z0-9\u{2013}\u{e9}\u{200f}\u{1f600}\n\r\t-]{0,200}") {
            get(&text);
        }

        #[test]
        fn json_texts_keep_their_characters(text in "[ A-Z,./():a-z0-9\u{2013}\u{e9}\u{200f}\u{1f600}\n\r\t-]{1,200}") {
            let got = get(serde_json::json!({"id": "1", "language": "en", "text": text}).to_string());
            let squeeze = |s: &str| s.chars().filter(|c| !c.is_whitespace()).collect::<String>();
            if let Some(incoming) = got.stories.first() {
                prop_assert_eq!(squeeze(&incoming.story.text), squeeze(&text));
            } else {
                prop_assert_eq!(squeeze(&text), "");
            }
        }

        #[test]
        fn reuters_never_panics(pieces in proptest::collection::vec(prop::sample::select(vec![
            "<REUTERS NEWID=\"1\">", "</REUTERS>", "<TEXT>", "</TEXT>", "<TITLE>", "</TITLE>", "<DATELINE>", "</DATELINE>", "<BODY>", "</BODY>",
            "<DATE>", "&#5;", "&lt;", "&\\t", "&", "words ", "\n", "LIMA, March 4 - ", " Reuter\n", "<", "\u{e9}",
        ]), 0..40)) {
            get(format!("<REUTERS {}", pieces.concat()));
        }
    }
}
