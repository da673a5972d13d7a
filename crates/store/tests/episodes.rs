//! Episodes in the file: the same whatever the order of arrival, after a kill, after versions and withdrawals, and in an older file.

mod examples;

use std::path::Path;

use dateline_store::{Answer, EpisodeFilter, Store, Value};
use examples::{clear, examples, is_sound};
use proptest::prelude::*;
use record::{Delivered, Signal};
use rusqlite::Connection;

/// A record that says no more than its text: three examples lend what a record needs.
fn report(id: &str, source: &str, day: &str, text: &str) -> Delivered {
    let mut delivered = examples().swap_remove(1);
    let record = &mut delivered.record;
    record.story.id = id.into();
    record.story.source = Some(source.into());
    record.story.published = Some(day.into()).filter(|day: &String| !day.is_empty());
    record.story.headline = Some(text.split('.').next().unwrap_or_default().into());
    record.story.text = text.into();
    clear(record);
    delivered.delivery.chain = id.into();
    delivered
}

const FERRY: &str = "Ferry capsizes off Velmora harbour. Rescuers pulled passengers from the water off Velmora after the ferry Sorrel \
    capsized in a storm at the harbour mouth on the way to the island of Tessin, the coast guard of Velmora said in a statement.";

/// Three outlets on a ferry, one of them reprinting another; a strike; on the next days what followed.
fn reports() -> Vec<Delivered> {
    vec![
        report("f1", "Northern Wire", "2025-04-01", FERRY),
        report(
            "f2",
            "Harbour Post",
            "2025-04-01",
            &format!("{FERRY} The port authority stopped all sailings until the wind drops and opened a hall for families."),
        ),
        report(
            "f3",
            "Island Radio",
            "2025-04-01",
            "Ferry Sorrel sinks near Velmora. Passengers of the ferry Sorrel were rescued at the harbour of Velmora.",
        ),
        report(
            "s1",
            "Northern Wire",
            "2025-04-01",
            "Railway union of Ostrand calls strike. Ostrand railway workers will strike over wages, the union said.",
        ),
        report(
            "f4",
            "Northern Wire",
            "2025-04-02",
            "Divers search ferry Sorrel off Velmora. Divers searched the capsized ferry Sorrel off Velmora harbour for passengers.",
        ),
        report(
            "s2",
            "Harbour Post",
            "2025-04-03",
            "Ostrand railway strike begins. Trains stood still in Ostrand as railway workers began a strike over wages.",
        ),
        report("n1", "Island Radio", "", "Ferry Sorrel sinks near Velmora. No day is given."),
    ]
}

fn put(store: &mut Store, delivered: &[Delivered]) {
    let mut writer = store.writer().unwrap();
    for one in delivered {
        writer.put(one).unwrap();
    }
    writer.commit().unwrap();
}

/// All that is kept of episodes and copies, under names that do not depend on arrival.
fn kept(path: &Path) -> Vec<String> {
    let connection = Connection::open(path).unwrap();
    let mut all = Vec::new();
    for sql in [
        "SELECT 'episode', e.episode, e.headline, e.first_day, e.last_day, d.name, e.reports, e.sources
         FROM episodes e LEFT JOIN digests d ON d.story = e.first_story",
        "SELECT 'member', d.name, m.episode, m.day, m.similarity FROM episode_members m JOIN digests d USING (story)",
        "SELECT 'reason', d.name, kind, position, shared FROM episode_reasons JOIN digests d USING (story)",
        "SELECT 'copy', a.name, b.name, share, kind FROM near_duplicates n JOIN digests a ON a.story = n.story JOIN digests b ON b.story = n.other",
        "SELECT 'left to do', dirty_from FROM grouping",
        "SELECT 'left to do', count(*) FROM undigested",
    ] {
        let mut statement = connection.prepare(sql).unwrap();
        let columns = statement.column_count();
        let mut rows = statement.query([]).unwrap();
        while let Some(row) = rows.next().unwrap() {
            let values: Vec<String> =
                (0..columns).map(|at| format!("{:?}", row.get::<_, rusqlite::types::Value>(at).unwrap())).collect();
            all.push(values.join(" "));
        }
    }
    all.sort();
    all
}

fn counts(store: &Store) -> Vec<i64> {
    let mut find = store.connection().prepare("SELECT reports FROM episodes_flat ORDER BY reports DESC").unwrap();
    find.query_map([], |row| row.get(0)).unwrap().collect::<Result<_, _>>().unwrap()
}

/// What a file has that got all these stories at once.
fn at_once(stories: &[Delivered]) -> Vec<String> {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("news.db");
    let mut store = Store::create_or_open(&path).unwrap();
    put(&mut store, stories);
    assert!(store.group(None).unwrap().complete);
    drop(store);
    is_sound(&path);
    kept(&path)
}

#[test]
fn one_happening_in_several_outlets_is_one_episode() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("news.db");
    let mut store = Store::create_or_open(&path).unwrap();
    put(&mut store, &reports());
    let grouped = store.group(None).unwrap();
    assert!(grouped.complete && grouped.stories == 7, "{grouped:?}");
    assert_eq!(counts(&store), [4, 2, 1]);
    let one = |sql: &str| store.connection().query_row(sql, [], |row| row.get::<_, String>(0)).unwrap();
    let ferry = "FROM episodes_flat WHERE reports = 4";
    assert_eq!(
        one(&format!("SELECT first_day || ' ' || last_day || ' ' || outlets || ' ' || copies {ferry}")),
        "2025-04-01 2025-04-02 3 1"
    );
    assert_eq!(one("SELECT group_concat(DISTINCT kind) FROM near_duplicates"), "part");
    assert!(one("SELECT shared_words FROM reports WHERE story_id = 'f4'").contains("sorrel"));
    assert_eq!(store.group(None).unwrap().stories, 0, "nothing is left to do");
}

#[test]
fn only_what_stands_counts() {
    let mut correction = report(
        "f1",
        "Northern Wire",
        "2025-04-01",
        "Council of Merrow adopts budget. Councillors adopted a budget for schools and roads.",
    );
    correction.delivery.signal = Signal::Correct;
    correction.delivery.version = Some("2".into());
    let mut withdrawal = report("f4", "Northern Wire", "2025-04-02", "");
    withdrawal.delivery.signal = Signal::Withdraw;
    withdrawal.delivery.version = Some("2".into());
    let mut redated = report("s2", "Harbour Post", "2025-04-05", &reports()[5].record.story.text);
    redated.delivery.version = Some("2".into());
    let mut recoded = reports().swap_remove(2);
    recoded.record.engine.lexicon = "other".into();
    for (change, expected) in
        [(correction, &[3, 2, 1, 1][..]), (withdrawal, &[3, 2, 1]), (redated, &[4, 2, 1]), (recoded, &[4, 2, 1])]
    {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("news.db");
        let mut store = Store::create_or_open(&path).unwrap();
        put(&mut store, &reports());
        store.group(None).unwrap();
        put(&mut store, std::slice::from_ref(&change));
        store.group(None).unwrap();
        assert_eq!(counts(&store), expected, "{}", change.record.story.id);
        drop(store);
        is_sound(&path);
        let mut stories: Vec<Delivered> =
            reports().into_iter().filter(|one| one.record.story.id != change.record.story.id).collect();
        if change.delivery.signal != Signal::Withdraw {
            stories.push(change.clone());
        }
        assert_eq!(kept(&path), at_once(&stories), "{}", change.record.story.id);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]
    /// Any order, any batches, by one program or by several one after another: the same rows.
    #[test]
    fn order_of_arrival_is_nothing(keys in prop::collection::vec(any::<u32>(), 7), cuts in prop::collection::vec(any::<(bool, bool)>(), 7)) {
        let mut stories: Vec<(u32, Delivered)> = keys.into_iter().zip(reports()).collect();
        stories.sort_by_key(|(key, _)| *key);
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("news.db");
        let mut store = Store::create_or_open(&path).unwrap();
        for ((_, story), (group, reopen)) in stories.iter().zip(cuts) {
            put(&mut store, std::slice::from_ref(story));
            if group {
                store.group(None).unwrap();
            }
            if reopen {
                store = Store::create_or_open(&path).unwrap();
            }
        }
        store.group(None).unwrap();
        prop_assert_eq!(kept(&path), at_once(&reports()));
    }
}

#[test]
fn grouping_that_was_broken_off_is_taken_up() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("news.db");
    let mut store = Store::create_or_open(&path).unwrap();
    put(&mut store, &reports());
    // No time at all: a day a call. Each call by a program of its own, as after a kill.
    let mut calls = 0;
    while !store.group(Some(std::time::Duration::ZERO)).unwrap().complete {
        calls += 1;
        assert!(calls < 10, "no progress");
    }
    assert!(calls >= 2, "a limit is kept");
    let complete = at_once(&reports());
    assert_eq!(kept(&path), complete);
    store.regroup().unwrap();
    assert_eq!(kept(&path), complete, "from the digests again");
    put(&mut store, &[report("late", "Island Radio", "2025-04-01", FERRY)]);
    drop(store);
    let mut store = Store::create_or_open(&path).unwrap();
    store.group(None).unwrap();
    let mut all = reports();
    all.push(report("late", "Island Radio", "2025-04-01", FERRY));
    assert_eq!(kept(&path), at_once(&all), "what was stored before a kill is grouped after it");
}

#[test]
fn a_file_of_the_first_version_is_brought_up_to_date() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("news.db");
    let mut store = Store::create_or_open(&path).unwrap();
    put(&mut store, &reports());
    drop(store);
    let connection = Connection::open(&path).unwrap();
    // What version 1 lacked.
    connection
        .execute_batch(
            "DROP VIEW episodes_flat; DROP VIEW reports; DROP VIEW happenings;
             DROP VIEW plans_flat; DROP VIEW sayings; DROP VIEW said_about; DROP VIEW actors;
             DROP INDEX entities_by_actor; DROP INDEX entities_by_admin1; ALTER TABLE entities DROP COLUMN actor;
             DROP TABLE names_search; DROP TABLE entity_names;
             DROP TABLE episode_reasons; DROP TABLE episode_members; DROP TABLE episodes; DROP TABLE near_duplicates;
             DROP TABLE digest_shingles; DROP TABLE digests; DROP TABLE grouping; DROP TABLE undigested;
             PRAGMA user_version = 1",
        )
        .unwrap();
    // A story that another program has spoilt is named and holds up none.
    connection
        .execute_batch(
            "INSERT INTO stories (story, id, chain, signal, engine, stored, digest, language, text)
             VALUES (99, 'odd', 'odd', 'new', 1, 0, x'00', 'en', 'Odd.');
             INSERT INTO stories_search (rowid, headline, text) VALUES (99, NULL, 'Odd.');
             INSERT INTO entities (entity, story, id, name, kind) VALUES (9999, 1, 'e1', 'Odd', 'other');
             INSERT INTO quantities (quantity, story, id, span_start, span_end, bound, holder) VALUES (9999, 99, 'q1', 0, 1, 'exact', 9999)",
        )
        .unwrap();
    drop(connection);
    let mut store = Store::create_or_open(&path).unwrap();
    assert_eq!(store.group(None).unwrap().stories, 7);
    let named: String = store.connection().query_row("SELECT message FROM refusals", [], |row| row.get(0)).unwrap();
    assert!(named.contains("quantities of story 99"), "{named}");
    assert_eq!(kept(&path), at_once(&reports()));
    drop(store);
    is_sound(&path);
}

#[derive(Default)]
struct Rows(Vec<Vec<String>>);

impl Answer for Rows {
    fn columns(&mut self, _: &[String]) -> std::io::Result<()> {
        Ok(())
    }

    fn row(&mut self, values: &[Value<'_>]) -> std::io::Result<()> {
        self.0.push(values.iter().map(|value| format!("{value:?}")).collect());
        Ok(())
    }
}

#[test]
fn episodes_are_found_by_day_size_words_and_actor() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = Store::create_or_open(folder.path().join("news.db")).unwrap();
    put(&mut store, &reports());
    put(&mut store, &examples());
    store.group(None).unwrap();
    let check = |filter: EpisodeFilter, some: bool, expected: Option<usize>| {
        let mut rows = Rows::default();
        store.episodes(&filter, &mut rows).unwrap().unwrap();
        assert_eq!(!rows.0.is_empty(), some, "{filter:?}");
        assert!(expected.is_none_or(|expected| rows.0.len() == expected), "{filter:?}: {:?}", rows.0);
    };
    let text = |text: &str| EpisodeFilter { text: Some(text.into()), ..EpisodeFilter::default() };
    check(text("ferry velmora"), true, Some(2));
    check(EpisodeFilter { least: 2, ..text("ferry velmora") }, true, Some(1));
    check(text("ferry \" OR ("), false, None);
    check(EpisodeFilter { to: Some("2025-04-01".into()), ..text("ferry") }, true, Some(1));
    check(EpisodeFilter { from: Some("2025-04-03".into()), ..text("ferry") }, false, None);
    let name: String = store
        .connection()
        .query_row("SELECT name FROM entities JOIN event_actors USING (entity) LIMIT 1", [], |row| row.get(0))
        .unwrap();
    let actor = |actor: &str| EpisodeFilter { actor: Some(actor.into()), ..EpisodeFilter::default() };
    check(actor(&name.to_lowercase()), true, None);
    check(actor("Nobody of That Name"), false, None);
}
