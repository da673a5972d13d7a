//! The ledgers in the file: actors that are the same in every story, names found by their words, sayings and plans of what stands.

mod examples;

use dateline_store::{PlanFilter, StatementFilter, Store, plans::Outcome};
use examples::{examples, is_sound};
use rusqlite::Connection;

fn put_all(path: &std::path::Path) {
    let mut store = Store::create_or_open(path).unwrap();
    let mut writer = store.writer().unwrap();
    for one in examples() {
        writer.put(&one).unwrap();
    }
    writer.commit().unwrap();
    store.group(None).unwrap();
}

fn actors(connection: &Connection) -> Vec<(i64, Option<String>)> {
    let mut select = connection.prepare("SELECT entity, actor FROM entities ORDER BY entity").unwrap();
    select.query_map([], |row| Ok((row.get(0)?, row.get(1)?))).unwrap().collect::<Result<_, _>>().unwrap()
}

/// A file of version 2 gets the keys of its actors and the words of their names, as if it had been made today.
#[test]
fn an_older_file_gets_its_actors_and_names() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("news.db");
    put_all(&path);
    let connection = Connection::open(&path).unwrap();
    let before = actors(&connection);
    assert!(before.iter().filter(|(_, actor)| actor.is_some()).count() > 20, "{before:?}");
    connection
        .execute_batch(
            "DROP VIEW plans_flat; DROP VIEW sayings; DROP VIEW said_about; DROP VIEW actors;
             DROP INDEX entities_by_actor; DROP INDEX entities_by_admin1; ALTER TABLE entities DROP COLUMN actor;
             DROP TABLE names_search; DROP TABLE entity_names; PRAGMA user_version = 2",
        )
        .unwrap();
    drop(connection);
    let store = Store::create_or_open(&path).unwrap();
    assert_eq!(actors(store.connection()), before);
    let filter = StatementFilter { speaker: vec!["ministry".into()], ..StatementFilter::default() };
    assert!(!store.statements(&filter).unwrap().is_empty());
    drop(store);
    is_sound(&path);
}

/// The question of a party by name is answered from indices.
#[test]
fn a_name_is_found_without_reading_all_of_them() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("news.db");
    put_all(&path);
    let connection = Connection::open(&path).unwrap();
    let sql = "EXPLAIN QUERY PLAN SELECT n.entity FROM entities n
               WHERE n.name COLLATE NOCASE IN (SELECT name FROM names_search WHERE names_search MATCH '\"ministry\"')";
    let mut plan = connection.prepare(sql).unwrap();
    let steps: Vec<String> = plan.query_map([], |row| row.get(3)).unwrap().collect::<Result<_, _>>().unwrap();
    assert!(steps.iter().any(|step| step.contains("entities_by_name")), "{steps:?}");
    assert!(!steps.iter().any(|step| step.starts_with("SCAN n ")), "{steps:?}");
}

#[test]
fn sayings_and_plans_are_those_of_what_stands() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("news.db");
    put_all(&path);
    let store = Store::open_read_only(&path).unwrap();
    let all = store.statements(&StatementFilter::default()).unwrap();
    let told: usize = all.iter().map(|saying| saying.reports.len()).sum();
    let stored: i64 = store
        .connection()
        .query_row("SELECT count(DISTINCT statement) FROM statement_spans WHERE part = 'content'", [], |row| row.get(0))
        .unwrap();
    assert_eq!(told as i64, stored, "every statement with a content is a report of one saying");
    for saying in all.iter().take(10) {
        let report = saying.first();
        let filter = StatementFilter { source: report.source.iter().cloned().collect(), ..StatementFilter::default() };
        assert!(store.statements(&filter).unwrap().iter().any(|other| other.id == saying.id), "{}", saying.id);
    }
    let plans = store.plans(&PlanFilter::default()).unwrap();
    assert!(!plans.is_empty() && plans.iter().all(|plan| plan.gone.is_none()));
    let json = serde_json::to_string(&plans).unwrap();
    assert_eq!(serde_json::from_str::<Vec<dateline_store::plans::Plan>>(&json).unwrap(), plans);
    let late = PlanFilter { as_of: "2100-01-01".parse().ok(), ..PlanFilter::default() };
    assert!(store.plans(&late).unwrap().iter().all(|plan| plan.outcome != Outcome::Due));
}
