//! Statements: the examples of the lexicon, and what must hold for any text.

use dateline_coder::code;
use language::{CodePoints, Path, Reader, Workspace};
use proptest::prelude::*;
use record::{Manner, Part, PartKind, Record, Span, Statement, Story};
use serde::Deserialize;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Examples {
    example: Vec<Example>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Example {
    manner: Option<Manner>,
    negated: bool,
    /// Lemmas that are the cue of no statement here.
    #[serde(default)]
    none: Vec<String>,
    texts: Vec<String>,
}

/// A text without its marks, and what they enclosed by letter.
fn unmark(marked: &str) -> (String, Vec<(char, String)>) {
    let (mut text, mut parts) = (String::new(), Vec::new());
    let mut rest = marked;
    while let Some(open) = rest.find('(') {
        let inside = &rest[open + 1..];
        let mut characters = inside.chars();
        let (Some(letter @ ('S' | 'C' | 'A' | 'X')), Some(':')) = (characters.next(), characters.next()) else {
            text.push_str(&rest[..=open]);
            rest = inside;
            continue;
        };
        text.push_str(&rest[..open]);
        let close = inside.find(')').expect("lexicon/statements/examples.toml: a mark without its closing bracket");
        let words = inside[2..close].trim();
        text.push_str(words);
        parts.push((letter, words.to_string()));
        rest = &inside[close + 1..];
    }
    text.push_str(rest);
    (text, parts)
}

fn story(text: &str) -> Story {
    let mut at = 0;
    let mut parts = Vec::new();
    for line in text.split('\n') {
        let length = line.chars().count();
        if length > 0 {
            parts.push(Part { kind: PartKind::Paragraph, span: Span { start: at, end: at + length } });
        }
        at += length + 1;
    }
    Story {
        id: "story".into(),
        source: None,
        url: None,
        byline: None,
        language: "en".into(),
        published: Some("2025-07-09".into()),
        headline: None,
        dateline: None,
        text: text.into(),
        parts,
    }
}

fn record(reader: &Reader, workspace: &mut Workspace, text: &str) -> Record {
    let story = story(text);
    let points = CodePoints::new(text);
    let analysis = reader.read(workspace, text, story.parts.iter().map(|p| points.bytes(p.span)));
    let engine = record::Engine { version: String::new(), models: String::new(), lexicon: String::new() };
    code(story, &analysis, &points, engine)
}

/// Letters and digits alone: marks at the edges of a span are a matter of taste.
fn squeeze(words: &str) -> String {
    words.chars().filter(|c| c.is_alphanumeric()).collect()
}

#[test]
fn the_lexicon_reads_its_own_examples() {
    let examples: Examples =
        toml::from_str(include_str!("../../../lexicon/statements/examples.toml")).expect("lexicon/statements/examples.toml");
    let reader = Reader::english(Path::best());
    let mut workspace = Workspace::default();
    let mut faults = Vec::new();
    for example in &examples.example {
        for marked in &example.texts {
            let (text, parts) = unmark(marked);
            let record = record(&reader, &mut workspace, &text);
            let words = |spans: &[Span]| {
                let all: String = spans.iter().flat_map(|s| text.chars().skip(s.start).take(s.end - s.start)).collect();
                squeeze(&all)
            };
            let wanted =
                |letter: char| squeeze(&parts.iter().filter(|p| p.0 == letter).map(|p| p.1.as_str()).collect::<String>());
            let cue = wanted('C');
            let Some(found) = record.statements.iter().find(|s| words(&s.cue.spans).contains(&cue)) else {
                let cues: Vec<String> = record.statements.iter().map(|s| words(&s.cue.spans)).collect();
                faults.push(format!("{marked}\n    no statement with this cue; found {cues:?}"));
                continue;
            };
            let mut check = |what: &str, letter: char, got: String| {
                if !wanted(letter).is_empty() && got != wanted(letter) {
                    faults.push(format!("{marked}\n    {what}: found {got}"));
                }
            };
            check("source", 'S', words(&found.source.spans));
            check(
                "listeners",
                'A',
                found.addressee.as_ref().map_or(String::new(), |a| words(&a.spans)).trim_start_matches("to").to_string(),
            );
            check("content", 'X', words(&found.content));
            for cue in &example.none {
                if record.statements.iter().any(|s| s.cue.lemma.as_ref() == Some(cue)) {
                    faults.push(format!("{marked}\n    {cue:?} is no cue here"));
                }
            }
            if example.manner.is_some_and(|manner| manner != found.manner) {
                faults.push(format!("{marked}\n    manner: found {:?}", found.manner));
            }
            if example.negated != found.negated {
                faults.push(format!("{marked}\n    negated: found {}", found.negated));
            }
        }
    }
    assert!(faults.is_empty(), "lexicon/statements/examples.toml: {} faults\n{}", faults.len(), faults.join("\n"));
}

fn spans(statement: &Statement) -> impl Iterator<Item = Span> {
    let sides = statement.source.spans.iter().chain(&statement.cue.spans).chain(&statement.content);
    sides.copied().chain(statement.addressee.iter().flat_map(|a| a.spans.clone()))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 60, ..ProptestConfig::default() })]
    #[test]
    fn every_span_lies_in_the_text(pieces in prop::collection::vec(prop::sample::select(vec![
        "\"", "“", "”", " said", " Brandt", " told", " reporters", " that", " we", " go", ".", ",", "\n", " é", " «", "»", "\n\n", " according to", " 🙂", ":", " not",
    ]), 0..60)) {
        let text = pieces.concat();
        let reader = shared();
        let record = record(reader, &mut Workspace::default(), &text);
        let length = text.chars().count();
        for statement in &record.statements {
            prop_assert!(!statement.content.is_empty());
            for span in spans(statement) {
                prop_assert!(span.start < span.end && span.end <= length, "{span:?} in {length}");
            }
        }
    }
}

fn shared() -> &'static Reader {
    static READER: std::sync::LazyLock<Reader> = std::sync::LazyLock::new(|| Reader::english(Path::best()));
    &READER
}
