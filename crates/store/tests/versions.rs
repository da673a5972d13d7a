//! Versions of a story: what is the same, what supersedes, what stands.

mod examples;

use dateline_store::{Filter, Put, Store};
use examples::{clear, examples, is_sound};
use record::{Delivered, Signal};

/// A version of the example `attack`: its text with a tail, its mark, its signal.
fn version(tail: &str, mark: &str, signal: Signal) -> Delivered {
    let mut delivered = examples().swap_remove(1);
    assert!(!delivered.record.events.is_empty() && !delivered.record.statements.is_empty());
    delivered.record.story.text += tail;
    delivered.delivery.version = Some(mark.into());
    delivered.delivery.signal = signal;
    if signal == Signal::Withdraw {
        let record = &mut delivered.record;
        record.story.text.clear();
        record.story.headline = None;
        clear(record);
    }
    delivered
}

/// What is put, one after another, and what comes of it; then the places, in the order of arrival, of the versions that stand.
fn check(name: &str, steps: &[(Delivered, &str)], standing: &[usize]) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("news.db");
    let mut store = Store::create_or_open(&path).unwrap();
    for (at, (delivered, expected)) in steps.iter().enumerate() {
        let mut writer = store.writer().unwrap();
        let put = writer.put(delivered).unwrap();
        writer.commit().unwrap();
        let became = match put {
            Put::Stored(_) => "stored",
            Put::Replaced(_) => "replaced",
            Put::Recoded(_) => "recoded",
            Put::AlreadyThere(_) => "already there",
        };
        assert_eq!(became, *expected, "{name}, step {at}");
        let engine = &delivered.record.engine;
        let held = store.holds(&delivered.record.story, &delivered.delivery, engine).unwrap();
        assert_eq!(held, Some(put.story()), "{name}, step {at}: what was put is held");
    }
    let all = store.stories(&Filter { all_versions: true, ..Filter::default() }).unwrap();
    let stands = store.stories(&Filter::default()).unwrap();
    assert_eq!(stands, standing.iter().map(|at| all[*at]).collect::<Vec<_>>(), "{name}");
    let events: usize = stands.iter().map(|key| store.record(*key).unwrap().record.events.len()).sum();
    let count = |sql: &str| store.connection().query_row(sql, [], |row| row.get::<_, i64>(0)).unwrap() as usize;
    assert_eq!(count("SELECT count(*) FROM events_flat"), events, "{name}: the views show what stands");
    assert_eq!(count("SELECT count(*) FROM events WHERE stands"), events, "{name}");
    drop(store);
    is_sound(&path);
}

#[test]
fn the_last_version_stands_and_the_earlier_ones_stay() {
    let first = || version("", "1", Signal::New);
    let second = || version(" More later.", "2", Signal::Update);
    let other_engine = || {
        let mut delivered = first();
        delivered.record.engine.lexicon = "other".into();
        delivered
    };
    let withdrawn = || version("", "3", Signal::Withdraw);
    let elsewhere = || {
        let mut delivered = first();
        delivered.record.story.source = Some("Another Wire".into());
        delivered
    };
    check("the same twice", &[(first(), "stored"), (first(), "already there")], &[0]);
    check("a new mark on the same words", &[(first(), "stored"), (version("", "2", Signal::New), "already there")], &[0]);
    check("an update", &[(first(), "stored"), (second(), "replaced")], &[1]);
    check(
        "a second run over the same input",
        &[(first(), "stored"), (second(), "replaced"), (first(), "already there"), (second(), "already there")],
        &[1],
    );
    check(
        "back to the first text",
        &[(first(), "stored"), (second(), "replaced"), (version("", "3", Signal::New), "replaced")],
        &[2],
    );
    check("withdrawn", &[(first(), "stored"), (withdrawn(), "replaced"), (withdrawn(), "already there")], &[]);
    check("told again after it was withdrawn", &[(first(), "stored"), (withdrawn(), "replaced"), (second(), "replaced")], &[2]);
    check("another source with the same id", &[(first(), "stored"), (elsewhere(), "stored")], &[0, 1]);
    check("another engine", &[(first(), "stored"), (other_engine(), "recoded")], &[0]);
    check(
        "another engine on what was superseded",
        &[(first(), "stored"), (second(), "replaced"), (other_engine(), "recoded")],
        &[1],
    );
}

#[test]
fn a_story_by_another_engine_is_not_held() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = Store::create_or_open(folder.path().join("news.db")).unwrap();
    let delivered = version("", "1", Signal::New);
    let mut writer = store.writer().unwrap();
    writer.put(&delivered).unwrap();
    writer.commit().unwrap();
    let mut engine = delivered.record.engine.clone();
    engine.models = "other".into();
    assert_eq!(store.holds(&delivered.record.story, &delivered.delivery, &engine).unwrap(), None);
    assert_eq!(store.stories(&Filter { not_coded_by: Some(engine), ..Filter::default() }).unwrap().len(), 1);
    let own = Filter { not_coded_by: Some(delivered.record.engine), ..Filter::default() };
    assert!(store.stories(&own).unwrap().is_empty());
}
