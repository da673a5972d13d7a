//! One happening told by several outlets with different figures: `dateline ingest`, `episodes` and `figures` as a user meets them.

mod folder;

use std::{
    path::Path,
    process::{Command, Output, Stdio},
};

use folder::Folder;
use serde_json::Value;

fn run(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_dateline"))
        .args(arguments)
        .current_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/happening"))
        .stdin(Stdio::null())
        .output()
        .expect("the program was built for this test")
}

/// The rows that a command prints as JSON.
fn rows(arguments: &[&str]) -> Vec<Value> {
    let output = run(&[arguments, &["--format", "json"]].concat());
    assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&output.stdout).expect("JSON")
}

fn column<'a>(rows: &'a [Value], name: &str) -> Vec<&'a str> {
    rows.iter().map(|row| row[name].as_str().unwrap_or("-")).collect()
}

/// A file with the reports, and the id of the episode of the avalanche.
fn ingested(folder: &Folder) -> (String, String) {
    let db = folder.file("news.db");
    let output = run(&["ingest", "-q", "reports.jsonl", "--db", &db]);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let found = rows(&["episodes", "--db", &db, "--least", "2"]);
    assert_eq!(found.len(), 1, "{found:?}");
    let id = found[0]["episode"].as_str().expect("an id").to_owned();
    (db, id)
}

#[test]
fn reports_of_one_happening_are_listed_together() {
    let folder = Folder::new("happening-list");
    let (db, id) = ingested(&folder);
    let all = rows(&["episodes", "--db", &db]);
    assert_eq!(all.iter().map(|row| row["reports"].as_i64()).collect::<Vec<_>>(), [Some(5), Some(1)]);
    assert_eq!((all[0]["outlets"].as_i64(), all[0]["copies"].as_i64()), (Some(3), Some(1)));
    let told = rows(&["episodes", "--db", &db, "--show", &id[..8]]);
    assert_eq!(column(&told, "day"), ["2025-02-11", "2025-02-11", "2025-02-11", "2025-02-12", "2025-02-13"]);
    let copy = told.iter().find(|row| !row["copy"].is_null()).expect("a copy");
    assert!(copy["copy"].as_str().is_some_and(|words| words.starts_with("whole copy of ")), "{copy}");
    assert!(told.iter().all(|row| row["shared_words"].as_str().is_some_and(|words| words.contains("avalanche"))));
    for (options, expected) in [
        (&["--text", "dock strike"][..], 1),
        (&["--text", "avalanche", "--from", "2025-02-13"], 1),
        (&["--text", "avalanche", "--to", "2025-02-10"], 0),
        (&["--actor", "lasha tevzadze"], 1),
        (&["--actor", "PRT"], 1),
        (&["--least", "6"], 0),
    ] {
        assert_eq!(rows(&[&["episodes", "--db", &db], options].concat()).len(), expected, "{options:?}");
    }
    let before = rows(&["episodes", "--db", &db, "--regroup"]);
    assert_eq!(before, all);
}

#[test]
fn figures_stand_side_by_side() {
    let folder = Folder::new("happening-figures");
    let (db, id) = ingested(&folder);
    let killed = rows(&["figures", "--db", &db, "--episode", &id, "--casualty", "killed"]);
    let values: Vec<Option<f64>> = killed.iter().map(|row| row["value"].as_f64()).collect();
    let count = |value: f64| values.iter().filter(|found| **found == Some(value)).count();
    assert_eq!((count(7.0), count(9.0), count(13.0), values.len()), (2, 1, 2, 5), "{killed:?}");
    for row in &killed {
        let (value, bound) = (row["value"].as_f64(), row["bound"].as_str());
        assert_eq!(bound, Some(if value == Some(7.0) { "at_least" } else { "exact" }));
        assert!(row["conflicts_with"].is_null(), "at least seven, nine, then thirteen can all be true: {row}");
        assert_eq!(row["agrees_with"].is_null(), value == Some(9.0), "{row}");
    }
    assert_eq!(killed[4]["highest_so_far"], 13.0);
    assert_eq!(killed[4]["claimant"], "the outlet");
    assert_eq!(rows(&["figures", "--db", &db, "--episode", &id, "--unit", "dollar"]), Vec::<Value>::new());
}

#[test]
fn an_episode_that_is_not_there_is_wrong_usage() {
    let folder = Folder::new("happening-none");
    let (db, _) = ingested(&folder);
    for command in [&["episodes", "--show", "zz"][..], &["figures", "--episode", "zz"]] {
        let output = run(&[command, &["--db", &db]].concat());
        assert_eq!(output.status.code(), Some(2));
        assert!(String::from_utf8_lossy(&output.stderr).contains("no episode zz"));
    }
}
