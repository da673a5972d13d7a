//! Who said what, and what came of plans: `dateline statements`, `plans` and `calendar` as a user meets them, over stories of two outlets.

mod folder;

use std::{
    path::Path,
    process::{Command, Output, Stdio},
    sync::OnceLock,
};

use folder::Folder;
use serde_json::Value;

fn run(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_dateline"))
        .args(arguments)
        .current_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/ledger"))
        .stdin(Stdio::null())
        .output()
        .expect("the program was built for this test")
}

/// A file with all stories.
fn db() -> &'static str {
    static DB: OnceLock<(Folder, String)> = OnceLock::new();
    let (_, db) = DB.get_or_init(|| {
        let folder = Folder::new("ledger");
        let db = folder.file("news.db");
        let output = run(&["ingest", "-q", "statements.jsonl", "plans.jsonl", "--db", &db]);
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        (folder, db)
    });
    db
}

fn rows(command: &str, options: &[&str]) -> Vec<Value> {
    let output = run(&[&[command, "--db", db(), "--format", "json"], options].concat());
    assert!(output.status.success(), "{command} {options:?}: {}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&output.stdout).expect("JSON")
}

fn text<'a>(row: &'a Value, column: &str) -> &'a str {
    row[column].as_str().unwrap_or("-")
}

#[test]
fn statements_stand_in_order_of_time_with_all_their_reports() {
    let all = rows("statements", &[]);
    let days: Vec<&str> = all.iter().map(|row| text(row, "day")).collect();
    assert!(days.is_sorted() && days.len() > 10, "{days:?}");
    let shelled = all.iter().find(|row| text(row, "words").starts_with("Ecuador shelled the Peruvian town")).expect("a saying");
    assert_eq!((shelled["reports"].as_i64(), text(shelled, "outlets")), (Some(2), "Fjordwire; Harbour Post"));
    assert_eq!((text(shelled, "speaker"), text(shelled, "speaker_key")), ("Rosa Quillay", "person:rosa quillay"));
    assert!(text(shelled, "about_keys").contains("government:ECU") && text(shelled, "acts").starts_with("ASSAULT"), "{shelled}");
    let each = rows("statements", &["--reports", "--text", "\"Peruvian town\" shelled", "--to", "2025-05-06"]);
    assert_eq!(each.iter().map(|row| text(row, "story")).collect::<Vec<_>>(), ["fw-1", "hp-1"]);
}

#[test]
fn statements_are_filtered() {
    let all = rows("statements", &[]).len();
    for (options, holds) in [
        (&["--speaker", "quillay"][..], (|row| text(row, "speaker") == "Rosa Quillay") as fn(&Value) -> bool),
        (&["--speaker", "person:rosa quillay"], |row| text(row, "speaker") == "Rosa Quillay"),
        (&["--speaker", "ECU"], |row| text(row, "speaker_code").starts_with("ECU")),
        (&["--about", "Norway"], |row| text(row, "about").contains("Norway")),
        (&["--from", "2025-06", "--to", "2025-06-09"], |row| text(row, "day").starts_with("2025-06-0")),
        (&["--manner", "direct"], |row| text(row, "manner") == "direct"),
        (&["--source", "Harbour Post"], |row| text(row, "outlets").contains("Harbour Post")),
        (&["--outlet", "Harbour Post", "--limit", "1"], |row| text(row, "outlets").contains("Harbour Post")),
    ] {
        let found = rows("statements", options);
        assert!(!found.is_empty() && found.len() < all, "{options:?}: {} of {all}", found.len());
        assert!(found.iter().all(holds), "{options:?}: {found:?}");
    }
    let unknown = run(&["statements", "--db", db(), "--speaker", "Nobody Known"]);
    assert!(unknown.status.success() && String::from_utf8_lossy(&unknown.stderr).contains("nobody of this name"));
}

#[test]
fn contradictions_stand_side_by_side_with_their_reasons() {
    let pairs = rows("statements", &["--contradictions"]);
    let found: Vec<(&str, &str, &str)> =
        pairs.iter().map(|row| (text(row, "kind"), text(row, "first_story"), text(row, "second_story"))).collect();
    assert!(found.contains(&("act", "fw-1", "hp-2")), "{found:?}");
    assert!(found.contains(&("plan", "fw-1", "hp-2")), "{found:?}");
    assert!(found.contains(&("figure", "hp-1", "fw-2")), "six dead after at least seven: {found:?}");
    assert!(found.contains(&("figure", "hp-2", "fw-2")), "{found:?}");
    assert_eq!(found.len(), 4, "another day, another speaker and a toll that grows are no contradiction: {found:?}");
    let act = pairs.iter().find(|row| text(row, "kind") == "act").expect("it is there");
    let reasons = text(act, "reasons");
    for part in ["same act: ASSAULT heavy-weapons", "same actor: Ecuador", "same days: 2025-05-05", "occurred against denied"] {
        assert!(reasons.contains(part), "{part}: {reasons}");
    }
}

#[test]
fn plans_tell_what_came_of_them() {
    let plans = rows("plans", &["--from", "2025-06"]);
    let of = |who: &str| plans.iter().find(|row| text(row, "actors") == who).unwrap_or_else(|| panic!("{who}: {plans:?}"));
    let boadi = of("Efua Boadi");
    assert_eq!((text(boadi, "outcome"), text(boadi, "outcome_story"), text(boadi, "begin")), ("occurred", "fw-12", "2025-06-20"));
    assert!(text(boadi, "dates").starts_with("2025-06-12 (Fjordwire, 2025-06-02) → "), "{boadi}");
    assert!(text(boadi, "dates").contains("2025-06-20 (Harbour Post, 2025-06-09)"), "{boadi}");
    let arrate = of("Tomas Arrate");
    assert_eq!((text(arrate, "outcome"), text(arrate, "outcome_story")), ("called_off", "hp-13"));
    assert!(text(arrate, "outcome_reasons").contains("words: cancelled"), "{arrate}");
    let kenya = of("Kenya");
    assert_eq!(text(kenya, "outcome"), "due");
    // Today is what one says it is.
    assert_eq!(text(&rows("plans", &["--actor", "KEN", "--as-of", "2025-08-01"])[0], "outcome"), "unknown");
    assert!(rows("plans", &["--outcome", "occurred,called_off"]).len() >= 2);
    let wrong = run(&["plans", "--db", db(), "--as-of", "soon"]);
    assert_eq!(wrong.status.code(), Some(2));
}

#[test]
fn the_calendar_follows_the_news() {
    let output = run(&["calendar", "--db", db()]);
    let text = String::from_utf8_lossy(&output.stdout).replace("\r\n ", "").replace("\r\n", "\n");
    let entry = |name: &str| {
        let found = text.split("BEGIN:VEVENT").skip(1).find(|entry| entry.contains(&format!("SUMMARY:{name}")));
        found.unwrap_or_else(|| panic!("{name}: {text}")).to_owned()
    };
    let boadi = entry("Efua Boadi → Norway");
    for line in ["DTSTART;VALUE=DATE:20250620", "SEQUENCE:1", "STATUS:CONFIRMED", "Told for 2025-06-12: Fjordwire"] {
        assert!(boadi.contains(line), "{line}: {boadi}");
    }
    let arrate = entry("Tomas Arrate → Portugal");
    for line in ["DTSTART;VALUE=DATE:20250618", "SEQUENCE:1", "STATUS:CANCELLED", "Called off:"] {
        assert!(arrate.contains(line), "{line}: {arrate}");
    }
}
