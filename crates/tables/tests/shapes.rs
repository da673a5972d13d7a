//! Rows of the four event tables, from records written by hand: who stands with whom, what is one row, what is left out, and what a
//! spreadsheet must not run.

use dateline_tables::{Choice, EventWriter, LeftOut, Shape};
use record::Delivered;
use serde_json::{Value, json};

/// A story of two sentences, headline and lead, with three parties.
fn story(events: Vec<Value>) -> Delivered {
    let text = "Ministers meet in Riga\n\nThe two met on Monday, and a third looked on.";
    let party = |id: &str, name: &str, country: &str, at: usize| {
        json!({"id": id, "name": name, "kind": "person", "country": country, "sectors": ["GOV"], "role": null, "code": format!("{country}GOV"),
            "latitude": null, "longitude": null, "geonames": null, "admin1": null,
            "mentions": [{"span": [at, at + 3], "kind": "nominal"}]})
    };
    serde_json::from_value(json!({
        "story": {"id": "s", "source": "Harbour Wire", "url": null, "byline": null, "language": "en", "published": "2025-03-11",
            "headline": "Ministers meet in Riga", "dateline": null, "text": text,
            "parts": [{"kind": "headline", "span": [0, 22]}, {"kind": "paragraph", "span": [24, 69]}]},
        "sentences": [[0, 22], [24, 69]],
        "entities": [party("e1", "Anna Ozola", "LVA", 0), party("e2", "Mihai Radu", "ROU", 24), party("e3", "=Third", "KEN", 50)],
        "times": [], "quantities": [], "statements": [], "events": events, "uncoded": [],
        "engine": {"version": "1", "models": "m", "lexicon": "l"},
        "delivery": {"chain": "s", "signal": "new", "version": null, "updated": null, "slug": null, "subjects": [], "places": [],
            "copyright": null},
    }))
    .unwrap()
}

fn event(id: &str, cameo: &str, actors: &[&str], recipients: &[&str], more: Value) -> Value {
    let mut event = json!({"id": id, "type": "CONSULT", "mode": null, "status": "occurred", "plover": {"type": "CONSULT", "mode": null},
        "cameo": cameo, "quad": "verbal_cooperation", "score": 2.5, "contexts": [], "anchor": [10, 14], "actors": actors,
        "recipients": recipients, "time": null, "begin": null, "end": null, "place": null, "quantities": [], "attributed_to": [],
        "same_as": null, "confidence": 0.9, "sentence": 0});
    for (field, value) in more.as_object().unwrap() {
        event[field] = value.clone();
    }
    event
}

fn rows(events: Vec<Value>, shape: Shape, choice: Choice) -> (Vec<Vec<String>>, LeftOut) {
    let mut out = Vec::new();
    let mut writer = EventWriter::new(&mut out, shape, choice).unwrap();
    writer.write(&story(events)).unwrap();
    let left_out = writer.finish().unwrap();
    let text = String::from_utf8(out).unwrap();
    let header = usize::from(shape != Shape::Gdelt);
    (text.lines().skip(header).map(|line| line.split('\t').map(str::to_owned).collect()).collect(), left_out)
}

/// The parties of each row, by name.
fn parties(events: Vec<Value>, shape: Shape) -> Vec<(String, String)> {
    let (actor, recipient) = match shape {
        Shape::Gdelt => (6, 16),
        Shape::Icews => (2, 8),
        Shape::Polecat | Shape::Csv => (7, 15),
    };
    rows(events, shape, Choice::All).0.into_iter().map(|row| (row[actor].clone(), row[recipient].clone())).collect()
}

#[test]
fn rows_are_pairs() {
    let pairs = |found: &[(&str, &str)]| -> Vec<(String, String)> { found.iter().map(|&(a, b)| (a.into(), b.into())).collect() };
    let (anna, mihai) = ("Anna Ozola", "Mihai Radu");
    let both = |cameo, actors: &[&str], recipients: &[&str], expected: &[(&str, &str)]| {
        assert_eq!(parties(vec![event("v1", cameo, actors, recipients, json!({}))], Shape::Icews), pairs(expected), "{cameo}");
    };
    both("111", &["e1"], &["e2"], &[(anna, mihai)]);
    both("111", &["e1", "e2"], &["e3"], &[(anna, "=Third"), (mihai, "=Third")]);
    both("111", &["e1", "e2"], &[], &[(anna, ""), (mihai, "")]);
    both("111", &[], &["e2"], &[("", mihai)]);
    both("111", &[], &[], &[]);
    // Who meets does so with each other.
    both("040", &["e1", "e2"], &[], &[(anna, mihai), (mihai, anna)]);
    both("040", &["e1"], &[], &[(anna, "")]);
    let met = || vec![event("v1", "040", &["e1", "e2"], &[], json!({}))];
    assert_eq!(parties(met(), Shape::Gdelt), pairs(&[("ANNA OZOLA", "MIHAI RADU"), ("MIHAI RADU", "ANNA OZOLA")]));
    assert_eq!(parties(met(), Shape::Polecat), pairs(&[(anna, "None"), (mihai, "None")]));
}

#[test]
fn a_happening_told_again_is_one_row() {
    let told = || {
        vec![
            event("v1", "040", &["e1"], &["e2"], json!({})),
            event(
                "v2",
                "040",
                &["e1"],
                &["e2"],
                json!({"same_as": "v1", "sentence": 1, "begin": "2025-03-10", "end": "2025-03-10"}),
            ),
            event("v3", "040", &["e1"], &["e3"], json!({"same_as": "v1", "sentence": 1})),
        ]
    };
    let (gdelt, left_out) = rows(told(), Shape::Gdelt, Choice::All);
    assert_eq!(left_out, LeftOut { repeated: 1, ..LeftOut::default() });
    // The telling with a day stands for both; the day of publication for the one without. Three mentions; the headline tells it.
    let seen: Vec<[&str; 4]> = gdelt.iter().map(|row| [row[1].as_str(), &row[16], &row[25], &row[31]]).collect();
    assert_eq!(seen, [["20250310", "MIHAI RADU", "1", "3"], ["20250311", "=THIRD", "1", "3"]]);
    assert_eq!(rows(told(), Shape::Csv, Choice::All).0.len(), 3);
}

#[test]
fn what_has_no_place_is_left_out_and_counted() {
    let all = || {
        vec![
            event("v1", "040", &["e1"], &["e2"], json!({"status": "denied"})),
            event("v2", "036", &["e1"], &["e3"], json!({"status": "planned"})),
            event("v3", "040", &[], &[], json!({})),
        ]
    };
    for (shape, choice, expected, left_out) in [
        (Shape::Csv, Choice::All, 3, LeftOut::default()),
        (Shape::Csv, Choice::Happened, 1, LeftOut { not_happened: 2, ..LeftOut::default() }),
        (Shape::Icews, Choice::All, 1, LeftOut { denied: 1, no_party: 1, ..LeftOut::default() }),
        (Shape::Icews, Choice::Happened, 0, LeftOut { not_happened: 2, no_party: 1, ..LeftOut::default() }),
    ] {
        let (found, left) = rows(all(), shape, choice);
        assert_eq!((found.len(), left), (expected, left_out), "{shape:?} {choice:?}");
    }
}

#[test]
fn codes_of_countries_are_those_of_each_system() {
    let told = || vec![event("v1", "0871", &["e2"], &[], json!({}))];
    let gdelt = rows(told(), Shape::Gdelt, Choice::All).0.remove(0);
    assert_eq!(gdelt[5..8], ["ROMGOV", "MIHAI RADU", "ROM"]);
    // Codes, quad class by root, Goldstein.
    assert_eq!(gdelt[26..31], ["0871", "087", "08", "2", "9"]);
    let icews = rows(told(), Shape::Icews, Choice::All).0.remove(0);
    assert_eq!(icews[2..8], ["Mihai Radu", "GOV", "Romania", "Declare truce, ceasefire", "0871", "9"]);
    let polecat = rows(told(), Shape::Polecat, Choice::All).0.remove(0);
    assert_eq!(polecat[2..11], ["CONSULT", "None", "2.5", "VERBAL COOPERATION", "None", "Mihai Radu", "ROU", "360", "GOV"]);
}

#[test]
fn a_spreadsheet_runs_no_cell() {
    let told = vec![event("v1", "040", &["e3"], &["e1"], json!({"score": -2.5}))];
    let mut out = Vec::new();
    let mut writer = EventWriter::new(&mut out, Shape::Csv, Choice::All).unwrap();
    writer.write(&story(told)).unwrap();
    writer.finish().unwrap();
    let text = String::from_utf8(out).unwrap();
    assert!(text.contains(",'=Third,"), "{text}");
    assert!(text.contains(",-2.5,"), "numbers stay numbers: {text}");
}
