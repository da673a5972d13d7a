//! Acts: the tables under `lexicon/acts/` do what their example sentences say, mistakes are named, and any text keeps the promises.

use std::sync::LazyLock;

use dateline_coder::code;
use dateline_coder::events::{examples, lexicon::Lexicon, relate};
use language::{CodePoints, Path, Reader, Workspace};
use proptest::prelude::*;
use record::{Part, PartKind, Record, Status, Story};

static READER: LazyLock<Reader> = LazyLock::new(|| Reader::english(Path::best()));

fn record(text: &str) -> Record {
    let points = CodePoints::new(text);
    let whole = points.span(&(0..text.len()));
    let story = Story {
        id: "example".into(),
        source: None,
        url: None,
        byline: None,
        language: "en".into(),
        published: Some("2025-07-09".into()),
        headline: None,
        dateline: None,
        text: text.into(),
        parts: vec![Part { kind: PartKind::Paragraph, span: whole }],
    };
    let analysis = READER.read(&mut Workspace::default(), text, std::iter::once(0..text.len()));
    code(story, &analysis, &points, record::Engine { version: "0".into(), models: "0".into(), lexicon: "0".into() })
}

#[test]
fn the_lexicon_codes_its_own_examples() {
    let (lexicon, mut problems) = Lexicon::build(Lexicon::files());
    let (text, parts) = examples::text(&lexicon);
    let analysis = READER.read(&mut Workspace::default(), &text, parts);
    problems.extend(examples::check(&lexicon, &analysis));
    let list: Vec<String> = problems.iter().map(ToString::to_string).collect();
    assert!(list.is_empty(), "{} problems:\n{}", list.len(), list.join("\n"));
    assert!(lexicon.len() >= 1500, "{} predicates", lexicon.len());
}

#[test]
fn mistakes_are_named_with_file_line_and_reason() {
    let replaced = |text: &'static str| -> Vec<(&'static str, &'static str)> {
        Lexicon::files().iter().map(|&(name, old)| (name, if name == "aid.toml" { text } else { old })).collect()
    };
    for (text, line, reason) in [
        (
            "[[act]]\ntype = \"AIDE\"\ncameo = \"070\"\nframes = [\"ACTOR _\"]\nverbs = \"give\"\ncodes = \"\"\"\nx\n\"\"\"",
            2,
            "`AIDE` is no type",
        ),
        (
            "[[act]]\ntype = \"AID\"\nmode = \"visit\"\ncameo = \"070\"\nframes = [\"ACTOR _\"]\nverbs = \"give\"\ncodes = \"x\"",
            2,
            "`visit` is no mode of AID",
        ),
        ("[[act]]\ntype = \"AID\"\ncameo = \"7\"\nframes = [\"ACTOR _\"]\nverbs = \"give\"\ncodes = \"x\"", 3, "no CAMEO code"),
        (
            "[[act]]\ntype = \"AID\"\ncameo = \"070\"\nframes = [\"ACTOR _ @gifts\"]\nverbs = \"give\"\ncodes = \"x\"",
            4,
            "`@gifts` is no class",
        ),
        (
            "[[act]]\ntype = \"AID\"\ncameo = \"070\"\nframes = [\"ACTOR _ WHOM\"]\nverbs = \"give\"\ncodes = \"x\"",
            4,
            "`WHOM` is no slot",
        ),
        ("[[act]]\ntype = \"AID\"\ncameo = \"070\"\nframes = [\"ACTOR _\"]\nverbs = \"give\"", 2, "no `codes`"),
        ("[[act]]\ntype = \"AID\"\ncameo = \"070\"\nframes = [\"ACTOR _\"]\nverb = \"give\"", 5, "unknown field"),
        (
            "[[act]]\ntype = \"AID\"\ncameo = \"070\"\nframes = [\"ACTOR _\"]\nverbs = \"give\"\ncodes = \"\"\"\n{Paris [gave].\n\"\"\"",
            7,
            "is not closed",
        ),
        (
            "[[act]]\ntype = \"AID\"\ncameo = \"070\"\ncontexts = [\"war\"]\nframes = [\"ACTOR _\"]\nverbs = \"give\"\ncodes = \"x\"",
            4,
            "`war` is no context",
        ),
    ] {
        let (_, problems) = Lexicon::build(&replaced(text));
        let found = problems.iter().any(|p| p.file == "aid.toml" && p.line == line && p.reason.contains(reason));
        assert!(found, "expected line {line}: {reason}\nfound {problems:?}\nin {text}");
    }
}

#[test]
fn events_have_parties_status_time_and_place() {
    let text = "Polish Prime Minister Donald Tusk will visit Estonia on Friday. Russia attacked Ukraine with 40 drones on Tuesday. \
                Turkey denied attacking Syria. France urged Israel to release the prisoners.";
    let record = record(text);
    let country = |ids: &[String]| {
        let of = |id: &String| record.entities.iter().find(|e| e.id == *id).and_then(|e| e.country.clone()).unwrap_or_default();
        ids.iter().map(of).collect::<Vec<_>>().join(" ")
    };
    let check = |kind: &str, status: Status, plover: &str, actors: &str, recipients: &str| {
        let fits = |e: &&record::Event| {
            e.kind == kind
                && e.status == status
                && e.plover.kind == plover
                && country(&e.actors) == actors
                && country(&e.recipients) == recipients
        };
        record
            .events
            .iter()
            .find(fits)
            .unwrap_or_else(|| panic!("no {kind} {status:?} {actors} → {recipients} in {:#?}", record.events))
    };
    let visit = check("CONSULT", Status::Planned, "AGREE", "POL", "EST");
    assert_eq!(visit.begin.as_deref(), Some("2025-07-11"));
    assert!(visit.place.is_some());
    let attack = check("ASSAULT", Status::Occurred, "ASSAULT", "RUS", "UKR");
    assert_eq!(
        (attack.mode.as_deref(), attack.begin.as_deref(), attack.quantities.len()),
        (Some("drone"), Some("2025-07-08"), 1)
    );
    check("ASSAULT", Status::Denied, "ASSAULT", "TUR", "SYR");
    check("REQUEST", Status::Occurred, "REQUEST", "FRA", "ISR");
    check("RETREAT", Status::CalledFor, "REQUEST", "ISR", "");
}

#[test]
fn a_happening_told_twice_is_linked() {
    let record = record("Russia attacked Ukraine on Tuesday. Officials said that Russia attacked Ukraine before dawn.");
    let attacks: Vec<_> = record.events.iter().filter(|e| e.kind == "ASSAULT").collect();
    assert_eq!(attacks.len(), 2, "{:#?}", record.events);
    assert_eq!((attacks[0].same_as.as_deref(), attacks[1].same_as.as_deref()), (None, Some(&*attacks[0].id)));
}

#[test]
fn every_sentence_has_an_event_or_a_reason() {
    let record = record("Russia attacked Ukraine. The sun rose over the river. It rained.");
    for sentence in 0..record.sentences.len() {
        let coded = record.events.iter().any(|e| e.sentence == sentence);
        assert_ne!(coded, record.uncoded.iter().any(|u| u.sentence == sentence), "sentence {sentence}");
    }
}

#[test]
fn storms_films_and_matches_do_not_attack() {
    for text in [
        "A hurricane hit Florida on Monday and killed four people.",
        "The director shot the film in Rome and the actor fought the studio over the movie's soundtrack at the festival premiere.",
        "Brazil beat Germany in the semifinal. The striker attacked the goal and the coach praised the defender after the match at the stadium.",
    ] {
        let record = record(text);
        assert!(record.events.iter().all(|e| e.kind != "ASSAULT"), "{text}: {:#?}", record.events);
    }
}

fn salad() -> impl Strategy<Value = String> {
    let words = vec![
        "Russia",
        "Ukraine",
        "attacked",
        "the",
        "to",
        "will",
        "not",
        "said",
        "that",
        "of",
        "by",
        "with",
        "talks",
        "and",
        ",",
        ".",
        "troops",
        "who",
        "urged",
        "accused",
        "killing",
        "if",
        "an",
        "attack",
        "on",
        "Friday",
        "é",
        "№",
        "\u{2019}s",
        "(",
        ")",
        "\"",
        "between",
        "send",
        "must",
        "withdraw",
        "12",
        "ceasefire",
    ];
    prop::collection::vec(prop::sample::select(words), 0..60).prop_map(|list| list.join(" "))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]

    #[test]
    fn any_text_keeps_its_spans_and_parties(text in prop_oneof![salad(), "\\PC{0,160}".prop_map(String::from)]) {
        let record = record(&text);
        let length = text.chars().count();
        for event in &record.events {
            prop_assert!(event.anchor.start < event.anchor.end && event.anchor.end <= length);
            prop_assert!(!event.actors.is_empty() || !event.recipients.is_empty());
            prop_assert!((0.0..=1.0).contains(&event.confidence));
            prop_assert!(event.sentence < record.sentences.len());
            for id in event.actors.iter().chain(&event.recipients) {
                prop_assert!(record.entities.iter().any(|e| e.id == *id));
            }
        }
    }

    #[test]
    fn relate_always_answers(text in salad()) {
        prop_assume!(text.len() > 3);
        let analysis = READER.read(&mut Workspace::default(), &text, std::iter::once(0..text.len()));
        let (source, target) = (0..1, text.len() - 1..text.len());
        let relation = relate(&analysis, std::slice::from_ref(&source), std::slice::from_ref(&target));
        prop_assert!(!relation.kind.is_empty() && (0.0..=1.0).contains(&relation.confidence));
    }
}

#[test]
fn a_possessive_pronoun_is_who_does_the_same_elsewhere() {
    let check = |text: &str, anchor: &str, actor: &str| {
        let record = record(text);
        let points = CodePoints::new(text);
        let event = record.events.iter().find(|e| &text[points.bytes(e.anchor)] == anchor).expect("the act is coded");
        let names: Vec<&str> = record.entities.iter().filter(|e| event.actors.contains(&e.id)).map(|e| &*e.name).collect();
        assert_eq!(names, [actor], "{text}");
        let its = text.rfind(" its ").expect("a pronoun") + 1;
        let owner = record.entities.iter().find(|e| e.mentions.iter().any(|m| points.bytes(m.span).start == its));
        assert_eq!(owner.map(|e| &*e.name), Some(actor), "the pronoun goes with the act: {text}");
    };
    let shelling = "Kenya fired missiles at Chad on Monday.";
    check(
        &format!("{shelling} Uganda has become one of Kenya's closest allies during its invasion of Chad."),
        "invasion",
        "Kenya",
    );
    // Nothing told elsewhere speaks against the nearest reading.
    check("Uganda has become one of Kenya's closest allies during its invasion of Chad.", "invasion", "Uganda");
}
