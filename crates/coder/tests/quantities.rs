//! Quantities: the examples of the lexicon, and what must hold for any text.

mod wording;

use dateline_coder::quantities::{Unit, quantities};
use dateline_coder::times::times;
use language::CodePoints;
use proptest::prelude::*;
use serde::Deserialize;
use wording::{unmark, words_of};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Examples {
    example: Vec<Example>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Example {
    /// "bound value unit", "between low high unit"; "none" where the text has no quantity. A value is `-` where there is none.
    quantity: String,
    casualty: Option<String>,
    texts: Vec<String>,
}

#[test]
fn the_lexicon_reads_its_own_examples() {
    let examples: Examples =
        toml::from_str(include_str!("../../../lexicon/quantities/examples.toml")).expect("lexicon/quantities/examples.toml");
    let mut faults = Vec::new();
    for example in &examples.example {
        for marked in &example.texts {
            let (text, spans) = unmark(marked);
            let analysis = words_of(&text);
            let found = quantities(&text, &analysis, &times(&text, &analysis, Some("2025-07-09")));
            let written = |q: &dateline_coder::quantities::QuantityMention| {
                let unit = match &q.unit {
                    None => "-",
                    Some(Unit::Thing(lemma)) => lemma,
                    Some(Unit::Measure { code, .. }) => code,
                };
                let number = |n: Option<f64>| n.map_or("-".to_string(), |n| format!("{n}"));
                let upper = q.upper.map_or(String::new(), |u| format!(" {u}"));
                format!("{} {}{upper} {unit}", format!("{:?}", q.bound).to_lowercase(), number(q.value))
            };
            let all: Vec<_> = found.iter().map(|q| (&text[q.span.clone()], written(q))).collect();
            if example.quantity == "none" {
                if !found.is_empty() {
                    faults.push(format!("{marked}\n    no quantity expected, found {all:?}"));
                }
                continue;
            }
            assert!(!spans.is_empty(), "lexicon/quantities/examples.toml: mark the quantity with [brackets]: {marked}");
            for span in &spans {
                let Some(quantity) = found.iter().find(|q| q.span == *span) else {
                    faults.push(format!("{marked}\n    expected {}, found {all:?}", example.quantity));
                    continue;
                };
                if written(quantity) != example.quantity {
                    faults.push(format!("{marked}\n    expected {}, found {all:?}", example.quantity));
                }
                let casualty = quantity.casualty.map(|c| format!("{c:?}").to_lowercase());
                if example.casualty.is_some() && casualty != example.casualty {
                    faults.push(format!("{marked}\n    expected {:?}, found {casualty:?}", example.casualty));
                }
            }
        }
    }
    assert!(faults.is_empty(), "{} examples fail:\n{}", faults.len(), faults.join("\n"));
}

#[test]
fn numbers_of_any_length_are_read_or_left() {
    for digits in [20, 308, 400, 5000] {
        let text = format!("They counted {} birds and {} more.", "9".repeat(digits), "1,".repeat(digits));
        let analysis = words_of(&text);
        for quantity in quantities(&text, &analysis, &[]) {
            assert!(quantity.value.is_none_or(f64::is_finite), "{digits} digits: {:?}", quantity.value);
        }
    }
}

fn salad() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(vec![
        "a",
        "the",
        "two",
        "twenty",
        "hundred",
        "million",
        "dozens",
        "of",
        "half",
        "third",
        "1.2",
        "3",
        "1/2",
        "½",
        "-",
        "–",
        "to",
        "between",
        "and",
        "from",
        "$",
        "US$",
        "€",
        "C$",
        "%",
        "per",
        "cent",
        "km",
        "/",
        "h",
        "miles",
        "an",
        "hour",
        "soldiers",
        "at least",
        "about",
        "more than",
        "or more",
        "+",
        "killed",
        "1,234",
        "9999999999999999999999",
        ".5",
        ":",
        "'",
        "(",
        ")",
        "Boeing",
        "No",
        ".",
        "×",
        "10",
        "minus",
        "°",
        "C",
        "₿",
        "pounds",
        "cents",
        "dollars",
        "January",
        "2012",
        "one in",
        "year",
        "old",
        "é",
        "🙂",
        "usd",
        "bn",
        "m",
        "trillion",
    ]);
    prop::collection::vec((piece, prop::bool::weighted(0.7)), 0..40)
        .prop_map(|list| list.into_iter().map(|(piece, space)| format!("{piece}{}", if space { " " } else { "" })).collect())
}

fn holds(text: &str) -> Result<(), TestCaseError> {
    let analysis = words_of(text);
    let spoken = times(text, &analysis, Some("2025-07-09"));
    let found = quantities(text, &analysis, &spoken);
    let points = CodePoints::new(text);
    for quantity in &found {
        prop_assert!(
            text.get(quantity.span.clone()).is_some_and(|s| !s.is_empty()),
            "{:?} is no range of the text",
            quantity.span
        );
        if let Some(unit) = &quantity.unit_span {
            prop_assert!(text.get(unit.clone()).is_some(), "{unit:?} is no range of the text");
        }
        prop_assert!(quantity.value.is_none_or(f64::is_finite) && quantity.upper.is_none_or(f64::is_finite));
        prop_assert!(quantity.upper.is_none_or(|upper| quantity.value.is_some_and(|low| low <= upper)));
        let record = quantity.record("q1".into(), &points);
        prop_assert!(record.span.end <= text.chars().count());
    }
    prop_assert_eq!(quantities(text, &analysis, &spoken), found);
    Ok(())
}

proptest! {
    #[test]
    fn any_text_gives_spans_of_it(text in "\\PC{0,120}") {
        holds(&text)?;
    }

    #[test]
    fn any_mixture_of_number_words_does(text in salad()) {
        holds(&text)?;
    }
}
