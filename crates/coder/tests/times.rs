//! Times: the examples of the lexicon, and what must hold for any text.

mod wording;

use dateline_coder::times::{NO_PUBLICATION_DAY, times};
use language::CodePoints;
use proptest::prelude::*;
use serde::Deserialize;
use wording::{unmark, words_of};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Examples {
    published: String,
    example: Vec<Example>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Example {
    /// Type and value; "open" for a value that cannot be known; "none" where the text has no time at all.
    time: String,
    /// First and last day, where they are worth checking.
    days: Option<(String, String)>,
    texts: Vec<String>,
}

#[test]
fn the_lexicon_reads_its_own_examples() {
    let examples: Examples =
        toml::from_str(include_str!("../../../lexicon/times/examples.toml")).expect("lexicon/times/examples.toml");
    let mut faults = Vec::new();
    for example in &examples.example {
        for marked in &example.texts {
            let (text, spans) = unmark(marked);
            let found = times(&text, &words_of(&text), Some(&examples.published));
            let all: Vec<_> = found.iter().map(|t| (&text[t.span.clone()], t.kind, t.value.as_deref())).collect();
            if example.time == "none" {
                if !found.is_empty() {
                    faults.push(format!("{marked}\n    no time expected, found {all:?}"));
                }
                continue;
            }
            assert!(!spans.is_empty(), "lexicon/times/examples.toml: mark the time with [brackets]: {marked}");
            for span in &spans {
                let Some(time) = found.iter().find(|t| t.span == *span) else {
                    faults.push(format!("{marked}\n    expected {}, found {all:?}", example.time));
                    continue;
                };
                let kind = format!("{:?}", time.kind).to_uppercase();
                let value = format!("{kind} {}", time.value.as_deref().unwrap_or("open"));
                if value != example.time {
                    faults.push(format!("{marked}\n    expected {}, found {value} ({:?})", example.time, time.trace));
                }
                if let Some((first, last)) = &example.days {
                    let days = time.days().map(|(a, b)| (a.to_string(), b.to_string()));
                    if days.as_ref() != Some(&(first.clone(), last.clone())) {
                        faults.push(format!("{marked}\n    expected the days {first} to {last}, found {days:?}"));
                    }
                }
            }
        }
    }
    assert!(faults.is_empty(), "{} examples fail:\n{}", faults.len(), faults.join("\n"));
}

#[test]
fn without_a_publication_day_relative_times_stay_open_with_the_reason() {
    let text = "Talks resume Friday, a week after the vote of 4 July 2025.";
    let found = times(text, &words_of(text), None);
    let friday = found.iter().find(|t| &text[t.span.clone()] == "Friday").expect("Friday is a time");
    assert_eq!((friday.value.as_deref(), friday.trace.open), (None, Some(NO_PUBLICATION_DAY)));
    let vote = found.iter().find(|t| &text[t.span.clone()] == "4 July 2025").expect("a full date needs no anchor");
    assert_eq!(vote.value.as_deref(), Some("2025-07-04"));
}

#[test]
fn an_anniversary_dates_what_it_marks() {
    let text = "The two sides marked the one-year anniversary of the pact.";
    let found = times(text, &words_of(text), Some("2025-06-19"));
    let length = found.first().expect("one-year is a time");
    let marked = length.before("2025-06-19".parse().expect("a date")).expect("a year has a day before it");
    assert_eq!(marked.value(), "2024-06-19");
}

#[test]
fn zones_are_minutes_from_utc_on_that_day() {
    for (text, offset) in [
        ("The polls close at 8 p.m. EST on a cold night.", Some(-300)),
        ("The polls close at 8 p.m. Eastern Time on a warm night.", Some(-240)),
        ("It struck at 0735 GMT and the sirens went off.", Some(0)),
        ("The polls close at 8 p.m. sharp.", None),
    ] {
        let found = times(text, &words_of(text), Some("2025-07-09"));
        let clock = found.iter().find_map(|t| t.clock.clone()).unwrap_or_else(|| panic!("no clock time in {text:?}: {found:?}"));
        assert_eq!(clock.offset, offset, "{text}");
    }
}

/// Pieces that the grammar knows, in an order that no writer would choose.
fn salad() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(vec![
        "the",
        "a",
        "last",
        "next",
        "this",
        "July",
        "Feb.",
        "29",
        "31",
        "Friday",
        "night",
        "two",
        "years",
        "ago",
        "later",
        "day",
        "after",
        "before",
        "early",
        "end of",
        "of",
        "1998",
        "third",
        "quarter",
        "half",
        "-",
        ",",
        ".",
        "'s",
        "'",
        "10:30",
        "p.m.",
        "EST",
        "noon",
        "million",
        "weekend",
        "every",
        "each",
        "more than",
        "year-ago",
        "fiscal",
        "99999999999999999999",
        "0",
        "½",
        "é",
        "№",
        "30s",
        "12/31/1999",
        "to",
        "and",
        "between",
        "Easter",
        "9999",
        "century",
        "same",
        "that",
        "(",
        ")",
        "\u{2019}",
        "\u{2013}",
        "$",
        "%",
        "hundred",
        "few",
        "several",
        "weeks",
    ]);
    prop::collection::vec((piece, prop::bool::weighted(0.8)), 0..40)
        .prop_map(|list| list.into_iter().map(|(piece, space)| format!("{piece}{}", if space { " " } else { "" })).collect())
}

fn holds(text: &str, published: Option<&str>) -> Result<(), TestCaseError> {
    let analysis = words_of(text);
    let found = times(text, &analysis, published);
    let points = CodePoints::new(text);
    let mut last = 0;
    for time in &found {
        prop_assert!(time.span.start < time.span.end && time.span.start >= last, "{:?} after {last}", time.span);
        prop_assert!(text.get(time.span.clone()).is_some(), "{:?} is no range of the text", time.span);
        prop_assert_eq!(time.value.is_none(), time.trace.open.is_some());
        if let Some((first, end)) = time.days() {
            prop_assert!(first <= end);
        }
        let record = time.record("t1".into(), &points);
        prop_assert!(record.span.end <= text.chars().count());
        last = time.span.end;
    }
    prop_assert_eq!(times(text, &analysis, published), found);
    Ok(())
}

proptest! {
    #[test]
    fn any_text_gives_ordered_spans_of_it(text in "\\PC{0,120}") {
        holds(&text, Some("2024-02-29"))?;
    }

    #[test]
    fn any_mixture_of_time_words_does(text in salad(), published in prop::sample::select(vec![None, Some("2024-02-29"), Some("0001-01-01"), Some("9999-12-31"), Some("soon")])) {
        holds(&text, published)?;
    }
}
