//! The entities of stories: every example of `lexicon/entities/examples.toml` comes out, and no text breaks what the record promises.

use std::collections::HashSet;

use dateline_coder::code;
use language::{CodePoints, Path, Reader, Workspace};
use proptest::prelude::*;
use record::{MentionKind, Part, PartKind, Record, Story};
use serde::Deserialize;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Table {
    example: Vec<Example>,
}

/// A text and some of its entities, each as `name | kind | code | role | mention, mention`; `-` for what is none, `*` for anything.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Example {
    text: String,
    #[serde(default)]
    published: Option<String>,
    entities: Vec<String>,
    /// Words that are a mention of nothing.
    #[serde(default)]
    none: Vec<String>,
}

fn read(reader: &Reader, text: &str, published: Option<&str>) -> Record {
    let points = CodePoints::new(text);
    let mut parts = Vec::new();
    let mut at = 0;
    for paragraph in text.split("\n\n") {
        let kind = if at == 0 && text.contains("\n\n") { PartKind::Headline } else { PartKind::Paragraph };
        if !paragraph.trim().is_empty() {
            parts.push(Part { kind, span: points.span(&(at..at + paragraph.len())) });
        }
        at += paragraph.len() + 2;
    }
    let ranges: Vec<_> = parts.iter().map(|part| points.bytes(part.span)).collect();
    let analysis = reader.read(&mut Workspace::default(), text, ranges);
    let story = Story {
        id: "test".into(),
        source: None,
        url: None,
        byline: None,
        language: "en".into(),
        published: published.map(String::from),
        headline: None,
        dateline: None,
        text: text.into(),
        parts,
    };
    code(story, &analysis, &points, record::Engine { version: String::new(), models: String::new(), lexicon: String::new() })
}

fn words(record: &Record, span: record::Span) -> String {
    record.story.text.chars().skip(span.start).take(span.end - span.start).collect()
}

fn shown(record: &Record) -> Vec<String> {
    let show = |entity: &record::Entity| {
        let mentions: Vec<String> = entity.mentions.iter().map(|mention| words(record, mention.span)).collect();
        let kind = serde_json::to_value(entity.kind).expect("a kind is plain JSON");
        format!(
            "{} | {} | {} | {} | {}",
            entity.name,
            kind.as_str().unwrap_or_default(),
            entity.code.as_deref().unwrap_or("-"),
            entity.role.as_deref().unwrap_or("-"),
            mentions.join(", ")
        )
    };
    record.entities.iter().map(show).collect()
}

/// Every cell of the expected line fits; all its mentions are there.
fn fits(expected: &str, found: &str) -> bool {
    let (expected, found): (Vec<&str>, Vec<&str>) = (expected.split(" | ").collect(), found.split(" | ").collect());
    expected.len() == found.len()
        && expected.iter().zip(&found).enumerate().all(|(at, (want, have))| {
            if at < 4 {
                return *want == "*" || want == have;
            }
            let mut have: Vec<&str> = have.split(", ").collect();
            want.split(", ").all(|one| have.iter().position(|other| *other == one).map(|at| have.remove(at)).is_some())
        })
}

#[test]
fn every_example_gives_its_entities() {
    let table: Table = toml::from_str(include_str!("../../../lexicon/entities/examples.toml")).expect("a sound table");
    let reader = Reader::english(Path::best());
    let mut failures = Vec::new();
    for example in &table.example {
        let record = read(&reader, &example.text, example.published.as_deref());
        let found = shown(&record);
        for expected in &example.entities {
            if !found.iter().any(|line| fits(expected, line)) {
                failures.push(format!("{}\n  lacks {expected}\n  has   {}", example.text, found.join("\n        ")));
            }
        }
        for word in &example.none {
            let mentioned = record.entities.iter().flat_map(|e| &e.mentions).any(|mention| words(&record, mention.span) == *word);
            if mentioned {
                failures.push(format!("{}\n  `{word}` is a mention\n        {}", example.text, found.join("\n        ")));
            }
        }
    }
    assert!(failures.is_empty(), "{} failures:\n{}", failures.len(), failures.join("\n"));
}

/// What the record promises of entities.
fn sound(record: &Record) -> Result<(), TestCaseError> {
    let length = record.story.text.chars().count();
    let mut last = 0;
    for (at, entity) in record.entities.iter().enumerate() {
        prop_assert_eq!(&entity.id, &format!("e{}", at + 1));
        prop_assert!(!entity.mentions.is_empty(), "{} has no mention", entity.id);
        let first = entity.mentions[0].span.start;
        prop_assert!(first >= last, "{} is mentioned before the entity before it", entity.id);
        last = first;
        let mut seen = HashSet::new();
        for mention in &entity.mentions {
            prop_assert!(mention.span.start < mention.span.end && mention.span.end <= length);
            prop_assert!(seen.insert(mention.span), "{} has {:?} twice", entity.id, mention.span);
            if mention.kind == MentionKind::Name {
                prop_assert!(words(record, mention.span).chars().any(char::is_alphanumeric));
            }
        }
        prop_assert_eq!(entity.latitude.is_some(), entity.longitude.is_some());
    }
    for quantity in &record.quantities {
        if let Some(holder) = &quantity.holder {
            prop_assert!(record.entities.iter().any(|entity| &entity.id == holder));
        }
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]

    #[test]
    fn no_text_breaks_the_record(
        picks in proptest::collection::vec(0usize..PIECES.len(), 0..40),
        odd in "\\PC{0,24}",
    ) {
        thread_local!(static READER: Reader = Reader::english(Path::best()));
        let mut text: String = picks.iter().map(|&pick| PIECES[pick]).collect::<Vec<_>>().join(" ");
        text.push_str(&odd);
        READER.with(|reader| {
            let record = read(reader, &text, Some("2015-06-07"));
            let again = read(reader, &text, Some("2015-06-07"));
            prop_assert_eq!(&record, &again);
            sound(&record)
        })?;
    }
}

/// What is hard to keep apart: names, titles, pronouns, marks.
const PIECES: [&str; 44] = [
    "Angela Merkel",
    "Merkel",
    "Mrs",
    "the chancellor",
    "German",
    "Germans",
    "said",
    "he",
    "she",
    "his",
    "it",
    "they",
    ".",
    ",",
    "\n\n",
    "“",
    "”",
    "\"",
    "(",
    ")",
    "IAEA",
    "International Atomic Energy Agency",
    "the group",
    "the two countries",
    "both sides",
    "Paris",
    "in",
    "of",
    "'s",
    "’s",
    "Kremlin",
    "who",
    "I",
    "we",
    "Côte d’Ivoire",
    "MOSCOW",
    "president",
    "the ministry",
    "soldiers",
    "40",
    "🙂",
    "killed",
    ":",
    "Georgia",
];
