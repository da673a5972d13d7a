//! `dateline ingest`, `sql` and `recode` as a user meets them.

mod folder;

use std::{
    fs,
    path::Path,
    process::{Command, Output, Stdio},
    thread,
    time::Duration,
};

use folder::Folder;
use record::Delivered;
use store::{Filter, Store};

fn dateline(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_dateline"));
    command.args(arguments).current_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")).stdin(Stdio::null());
    command
}

fn run(arguments: &[&str]) -> Output {
    dateline(arguments).output().expect("the program was built for this test")
}

fn printed(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned()
}

fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

/// What `dateline code` prints for the same input.
fn coded(path: &str) -> Vec<Delivered> {
    let output = run(&["code", "-q", path]);
    printed(&output).lines().map(|line| serde_json::from_str(line).expect("a line is a record")).collect()
}

fn stored(db: &str) -> Vec<Delivered> {
    let store = Store::open_read_only(db).expect("a store");
    let damage = query(db, "PRAGMA integrity_check");
    assert_eq!(damage.trim(), "integrity_check\nok");
    let keys = store.stories(&Filter { all_versions: true, ..Filter::default() }).expect("readable");
    keys.into_iter().map(|key| store.record(key).expect("a record")).collect()
}

/// Asks with SQLite itself, so that what our own command refuses can be asked too.
fn query(db: &str, sql: &str) -> String {
    let store = Store::open_read_only(db).expect("a store");
    let mut select = store.connection().prepare(sql).expect("a query");
    let names: Vec<String> = select.column_names().map(str::to_owned).collect();
    let mut rows = select.query([]).expect("an answer");
    let mut lines = vec![names.join(",")];
    while let Some(row) = rows.next().expect("a row") {
        lines.push(row.get::<_, String>(0).expect("text"));
    }
    lines.join("\n")
}

/// Stories that differ, one a line.
fn stories(folder: &Folder, number: usize) -> String {
    let file = folder.file("stories.jsonl");
    let towns = ["Oslo", "Tirana", "Niamey", "Quito", "Riga"];
    let lines: Vec<String> = (0..number)
        .map(|n| {
            let town = towns[n % towns.len()];
            format!(
                "{{\"id\":\"n{n}\",\"published\":\"2024-03-{:02}\",\"source\":\"Fjordwire\",\"headline\":\"Envoy arrives in {town} for talks\",\
                 \"text\":\"Envoy number {n} arrived in {town} on Monday. Police said {n} people protested.\"}}",
                n % 28 + 1
            )
        })
        .collect();
    fs::write(&file, lines.join("\n") + "\n").expect("a file");
    file
}

#[test]
fn what_is_stored_is_what_code_prints_and_is_stored_once() {
    let folder = Folder::new("ingest-once");
    let db = folder.file("news.db");
    let first = run(&["ingest", "stories", "--db", &db]);
    assert!(first.status.success(), "{}", said(&first));
    let expected = coded("stories");
    assert!(said(&first).contains(&format!("{0} stories: {0} stored", expected.len())), "{}", said(&first));
    assert_eq!(stored(&db), expected);
    let second = run(&["ingest", "stories", "--db", &db]);
    assert!(said(&second).contains(&format!("0 stored, {} already there", expected.len())), "{}", said(&second));
    assert_eq!(stored(&db), expected);
}

#[test]
fn what_cannot_be_read_is_kept_with_its_reason() {
    let folder = Folder::new("ingest-refused");
    let (db, bad) = (folder.file("news.db"), folder.file("bad.jsonl"));
    fs::write(&bad, "{\"id\": \"a\", \"text\": \"Police arrested two men in Riga on Monday.\"}\n{\"id\": \n").expect("a file");
    for _ in 0..2 {
        let output = run(&["ingest", &bad, "--db", &db]);
        assert_eq!(output.status.code(), Some(1), "{}", said(&output));
        assert!(said(&output).contains("1 rejected; why: dateline sql"), "{}", said(&output));
    }
    let why = run(&["sql", "--db", &db, "SELECT kind, message FROM refusals"]);
    let lines: Vec<String> = printed(&why).lines().map(str::to_owned).collect();
    assert_eq!(lines.len(), 2, "{lines:?}");
    assert!(lines[1].starts_with("rejected,") && lines[1].contains("bad.jsonl, line 2"), "{lines:?}");
}

#[test]
fn a_new_version_stands_and_a_withdrawn_story_does_not() {
    let folder = Folder::new("ingest-versions");
    let db = folder.file("news.db");
    let file = |name: &str, text: &str| {
        let path = folder.file(name);
        fs::write(&path, format!("{{\"id\":\"a\",\"source\":\"Fjordwire\",\"published\":\"2024-03-04\",\"text\":\"{text}\"}}\n"))
            .expect("a file");
        path
    };
    let one = file("1.jsonl", "Police arrested two men in Riga on Monday.");
    let two = file("2.jsonl", "Police arrested three men in Riga on Monday.");
    for path in [&one, &two, &one] {
        assert!(run(&["ingest", "-q", path, "--db", &db]).status.success());
    }
    let standing = run(&["sql", "--db", &db, "SELECT text FROM standing_stories"]);
    assert_eq!(printed(&standing), "text\nPolice arrested three men in Riga on Monday.\n");
    assert_eq!(stored(&db).len(), 2, "the earlier version stays");
}

#[test]
fn an_ingest_that_is_killed_goes_on_where_it_stopped() {
    let folder = Folder::new("ingest-kills");
    let input = stories(&folder, 600);
    let expected = coded(&input);
    let db = folder.file("news.db");
    // The nth run is ended a little later than the one before, in the middle of whatever it does.
    for pause in [20, 60, 150, 300, 450, 600, 900, 1200] {
        let mut child = dateline(&["ingest", "-q", &input, "--db", &db]).spawn().expect("the program was built for this test");
        thread::sleep(Duration::from_millis(pause));
        child.kill().expect("it is ours");
        child.wait().expect("it ends");
    }
    let last = run(&["ingest", &input, "--db", &db]);
    assert!(last.status.success(), "{}", said(&last));
    assert_eq!(stored(&db), expected, "no story lost, none doubled, all in order");
}

#[test]
fn sql_reads_and_does_nothing_else() {
    let folder = Folder::new("ingest-sql");
    let db = folder.file("news.db");
    assert!(run(&["ingest", "-q", "stories/visit.txt", "--db", &db]).status.success());
    let ask = |arguments: &[&str]| run(&[&["sql", "--db", &db], arguments].concat());
    let cases: &[(&[&str], i32, &str)] = &[
        (&["SELECT count(*) AS stories FROM standing_stories"], 0, "stories\n1\n"),
        (&["SELECT count(*) AS n FROM standing_stories", "--format", "json"], 0, "[\n{\"n\":1}\n]\n"),
        (&["SELECT count(*) AS n FROM standing_stories", "--format", "jsonl"], 0, "{\"n\":1}\n"),
        (
            &["SELECT stories.headline FROM stories_search('tirana') JOIN stories ON story = stories_search.rowid"],
            0,
            "headline\nNorwegian foreign minister to visit Tirana next week\n",
        ),
        (&["DELETE FROM stories"], 2, ""),
        (&["ATTACH 'other.db' AS other"], 2, ""),
        (&["SELECT load_extension('x')"], 2, ""),
        (&["PRAGMA query_only = off"], 2, ""),
        (&["SELECT nonsense"], 2, ""),
        (&["SELECT 1; SELECT 2"], 2, ""),
        (&["WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT max(i) FROM n", "--timeout", "0.3"], 1, ""),
    ];
    for (arguments, status, expected) in cases {
        let output = ask(arguments);
        assert_eq!(
            (output.status.code(), printed(&output).as_str()),
            (Some(*status), *expected),
            "{arguments:?}: {}",
            said(&output)
        );
    }
    let missing = run(&["sql", "--db", &folder.file("none.db"), "SELECT 1"]);
    assert!(missing.status.code() == Some(2) && said(&missing).contains("dateline ingest"), "{}", said(&missing));
    assert_eq!(stored(&db).len(), 1);
}

#[test]
fn recode_replaces_what_another_lexicon_coded_and_tells_the_difference() {
    let folder = Folder::new("ingest-recode");
    let db = folder.file("news.db");
    let expected = coded("stories");
    {
        let mut store = Store::create_or_open(&db).expect("a store");
        let mut writer = store.writer().expect("nobody else writes");
        for delivered in &expected {
            let mut old = delivered.clone();
            old.record.engine.lexicon = "0000000000000000".into();
            // As if the old lexicon had not known one act.
            old.record.events.pop();
            writer.put(&old).expect("a sound record");
        }
        writer.commit().expect("room");
    }
    let lost = expected.iter().filter(|delivered| !delivered.record.events.is_empty()).count();
    let dry = run(&["recode", "--db", &db, "--dry-run", "--show", "3"]);
    assert!(dry.status.success(), "{}", said(&dry));
    assert!(printed(&dry).starts_with(&format!("{} stories would be coded again", expected.len())), "{}", printed(&dry));
    assert_eq!(
        printed(&dry).lines().filter(|line| line.starts_with("+ ") && line.contains(": \"")).count(),
        3,
        "{}",
        printed(&dry)
    );
    assert_ne!(stored(&db), expected, "a dry run changes nothing");
    let wet = run(&["recode", "--db", &db]);
    let gained: usize = {
        let text = printed(&wet);
        let types = text.lines().skip_while(|line| !line.contains("gained")).skip(1);
        types.filter_map(|line| line.split_whitespace().nth(3)?.parse::<usize>().ok()).sum()
    };
    assert_eq!(gained, lost, "{}", printed(&wet));
    assert_eq!(stored(&db), expected);
    assert!(printed(&run(&["recode", "--db", &db])).starts_with("0 stories coded again"));
}
