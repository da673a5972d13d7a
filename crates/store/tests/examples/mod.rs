//! What the tests share: records to store, and what holds of every file.

#![allow(dead_code, unreachable_pub)]

use std::{fs, path::Path};

use record::{Delivered, Delivery, Record};
use rusqlite::Connection;

/// The records of the example stories, each a story of its own.
pub fn examples() -> Vec<Delivered> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../dateline/tests/records");
    let mut paths: Vec<_> = fs::read_dir(folder).expect("the records").map(|e| e.expect("an entry").path()).collect();
    paths.sort();
    let records = paths.iter().map(|path| {
        let record: Record = serde_json::from_str(&fs::read_to_string(path).expect("a file")).expect("a record");
        let chain = record.story.id.clone();
        Delivered { record, delivery: delivery(chain) }
    });
    let records: Vec<_> = records.collect();
    assert!(records.len() >= 20);
    records
}

/// A delivery that says no more than it must.
pub fn delivery(chain: String) -> Delivery {
    Delivery { chain, ..Delivery::default() }
}

/// Takes away all that is said of a story's text.
pub fn clear(record: &mut Record) {
    record.story.dateline = None;
    record.story.parts.clear();
    record.sentences.clear();
    record.entities.clear();
    record.times.clear();
    record.quantities.clear();
    record.statements.clear();
    record.events.clear();
    record.uncoded.clear();
}

/// No reference leads nowhere, no page is damaged, and the search holds what the tables hold.
pub fn is_sound(path: &Path) {
    let connection = Connection::open(path).expect("the file opens");
    let broken: i64 = connection.query_row("SELECT count(*) FROM pragma_foreign_key_check", [], |row| row.get(0)).unwrap();
    assert_eq!(broken, 0, "every reference leads to a row");
    let whole: String = connection.query_row("PRAGMA integrity_check", [], |row| row.get(0)).unwrap();
    assert_eq!(whole, "ok");
    for table in ["stories_search", "statements_search", "names_search"] {
        connection.execute(&format!("INSERT INTO {table} ({table}, rank) VALUES ('integrity-check', 1)"), []).expect(table);
    }
}
