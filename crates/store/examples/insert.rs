//! How fast made-up events go in, beside SQLite's own speed: `insert FILE [EVENTS]`.
//!
//! The store's time is that of `Writer::put` and `commit`, 1,000 stories a batch. SQLite's is that of prepared inserts of the very rows that
//! the store wrote, into the same tables and indices of another file, one transaction a table; the time of reading them is taken off. Both
//! are processor time of the one thread where the system tells it (Linux), so that other programs on the machine do not count.

#[allow(unreachable_pub)]
mod processor;
#[allow(dead_code, unreachable_pub)]
mod synthetic;

use std::{env, fs, time::Duration};

use dateline_store::{Prepared, Store};
use processor::clock;
use rusqlite::{Connection, params_from_iter, types::Value};

/// Stories of a batch.
const BATCH: usize = 1000;

fn main() {
    let mut arguments = env::args().skip(1);
    let path = arguments.next().expect("usage: insert FILE [EVENTS]");
    let events: usize = arguments.next().map_or(1_000_000, |n| n.parse().expect("a number of events"));
    let plain = format!("{path}.plain");
    for old in [&path, &plain] {
        for end in ["", "-wal", "-shm"] {
            let _ = fs::remove_file(format!("{old}{end}"));
        }
    }
    let mut store = Store::create_or_open(&path).expect("the file opens");
    let (mut own, mut preparing) = (Duration::ZERO, Duration::ZERO);
    let stories = events / synthetic::EVENTS;
    for first in (0..stories).step_by(BATCH) {
        let batch: Vec<_> = (first..stories.min(first + BATCH)).map(synthetic::delivered).collect();
        let started = clock();
        let batch: Vec<Prepared> = batch.into_iter().map(Prepared::from).collect();
        preparing += clock() - started;
        let started = clock();
        let mut writer = store.writer().expect("nobody else writes");
        for prepared in &batch {
            writer.put_prepared(prepared).expect("it is stored");
        }
        writer.commit().expect("it lasts");
        own += clock() - started;
    }
    drop(store);
    let size = fs::metadata(&path).expect("the file").len();
    let per_second = stories as f64 / own.as_secs_f64();
    println!(
        "store: {events} events in {:.1} s, {per_second:.0} stories/s, {:.2} kB a story",
        own.as_secs_f64(),
        size as f64 / stories as f64 / 1e3
    );

    println!("before that, in any thread, what grouping keeps: {:.1} s", preparing.as_secs_f64());

    // A file with the same schema and no rows.
    drop(Store::create_or_open(&plain).expect("the file opens"));
    let from = Connection::open(&path).expect("the file opens");
    let to = Connection::open(&plain).expect("the file opens");
    to.execute_batch("PRAGMA foreign_keys = OFF; PRAGMA synchronous = NORMAL; PRAGMA cache_size = -65536").expect("a setting");
    let (mut inserting, mut rows) = (Duration::ZERO, 0);
    for (table, columns, read) in tables(&from) {
        let marks = vec!["?"; columns.len()].join(", ");
        to.execute_batch("BEGIN").expect("a transaction");
        let mut insert =
            to.prepare(&format!("INSERT INTO {table} ({}) VALUES ({marks})", columns.join(", "))).expect("an insert");
        let mut read = from.prepare(&read).expect("a query");
        let mut source = read.query([]).expect("rows");
        loop {
            let mut chunk: Vec<Vec<Value>> = Vec::new();
            while chunk.len() < 10_000
                && let Some(row) = source.next().expect("a row")
            {
                chunk.push((0..columns.len()).map(|column| row.get(column).expect("a value")).collect());
            }
            rows += chunk.len();
            let (started, last) = (clock(), chunk.is_empty());
            for values in chunk {
                insert.execute(params_from_iter(values)).expect("an insert");
            }
            inserting += clock() - started;
            if last {
                break;
            }
        }
        let started = clock();
        to.execute_batch("COMMIT").expect("a commit");
        inserting += clock() - started;
    }
    println!("plain: {rows} rows in {:.1} s", inserting.as_secs_f64());
    println!("the store takes {:.2} times as long", own.as_secs_f64() / inserting.as_secs_f64());
}

/// Every table with its columns and a query for its rows; full-text indices come last.
fn tables(connection: &Connection) -> Vec<(String, Vec<String>, String)> {
    let names = "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' AND name NOT LIKE '%_search%' AND name <> 'grouping'";
    let mut names = connection.prepare(names).expect("a query");
    let names = names.query_map([], |row| row.get::<_, String>(0)).expect("rows");
    let mut all = Vec::new();
    for name in names {
        let name = name.expect("a name");
        let mut columns = connection.prepare(&format!("SELECT name FROM pragma_table_info('{name}')")).expect("a query");
        let columns: Vec<String> = columns.query_map([], |row| row.get(0)).expect("rows").map(|c| c.expect("a name")).collect();
        let read = format!("SELECT {} FROM {name}", columns.join(", "));
        all.push((name, columns, read));
    }
    let columns = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect();
    let words = "SELECT story, headline, text FROM stories".to_owned();
    all.push(("stories_search".into(), columns(&["rowid", "headline", "text"]), words));
    let words = "SELECT statement, content FROM statement_texts".to_owned();
    all.push(("statements_search".into(), columns(&["rowid", "content"]), words));
    all
}
