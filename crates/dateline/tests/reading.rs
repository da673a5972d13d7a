//! `dateline search`, `query`, `calendar`, `export` and `import` as a user meets them.

mod folder;

use std::{
    collections::BTreeSet,
    fs,
    path::Path,
    process::{Command, Output, Stdio},
    sync::OnceLock,
};

use folder::Folder;
use record::Delivered;
use serde_json::Value;
use store::{Filter, Store};

fn run(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_dateline"))
        .args(arguments)
        .current_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("../.."))
        .stdin(Stdio::null())
        .output()
        .expect("the program was built for this test")
}

fn printed(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned()
}

fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

/// The example stories and two versions of one of our own, ingested once for all tests.
fn db() -> &'static str {
    static DB: OnceLock<(Folder, String)> = OnceLock::new();
    &DB.get_or_init(|| {
        let folder = Folder::new("reading-store");
        let (db, own) = (folder.file("news.db"), folder.file("own.jsonl"));
        fs::write(&own, VERSIONS).expect("a file");
        for path in ["stories", &own] {
            let output = run(&["ingest", "-q", path, "--db", &db]);
            assert!(output.status.success(), "{}", said(&output));
        }
        (folder, db)
    })
    .1
}

/// A visit that is moved by the second version of its story; the second plan is withdrawn with its story.
const VERSIONS: &str = r#"{"id":"urn:newsml:fjordwire.example:20250401:visit","published":"2025-04-01","source":"Fjordwire","headline":"Minister to visit Riga","text":"Estonian Foreign Minister Maarja Tamm will visit Latvia on April 20 for talks on trade, her ministry said on Tuesday."}
"#;

fn query(arguments: &[&str]) -> Vec<Value> {
    let mut all = vec!["query", "--db", db(), "--format", "json"];
    all.extend(arguments);
    let output = run(&all);
    assert!(output.status.success(), "{arguments:?}: {}", said(&output));
    serde_json::from_str(&printed(&output)).expect("an array")
}

fn text<'v>(row: &'v Value, column: &str) -> &'v str {
    row[column].as_str().unwrap_or_default()
}

/// Every filter lets through something, not everything, and only what it should.
#[test]
fn filters_let_through_what_they_say() {
    let all = query(&[]);
    assert!(all.len() > 50, "{}", all.len());
    type Holds = fn(&Value) -> bool;
    let cases: &[(&[&str], Holds)] = &[
        (&["--from", "2025-01-01", "--to", "2025-06"], |row| ("2025-01-01".."2025-07").contains(&text(row, "day"))),
        (&["--to", "2024"], |row| text(row, "day").starts_with("20") && text(row, "day") < "2025"),
        (&["--actor", "NOR"], |row| text(row, "actor_codes").contains("NOR")),
        (&["--actor", "NORGOV"], |row| text(row, "actor_codes").contains("NORGOV")),
        (&["--actor", "solheim"], |row| text(row, "actors").contains("Solheim")),
        (&["--recipient", "ALB"], |row| text(row, "recipient_codes").contains("ALB")),
        (&["--either", "ALB"], |row| format!("{}{}", text(row, "actor_codes"), text(row, "recipient_codes")).contains("ALB")),
        (&["--type", "consult"], |row| row["type"] == "CONSULT"),
        (&["--type", "CONSULT,AGREE", "--limit", "500"], |row| row["type"] == "CONSULT" || row["type"] == "AGREE"),
        (&["--type", "CONSULT", "--mode", "visit"], |row| row["type"] == "CONSULT" && row["mode"] == "visit"),
        (&["--status", "planned"], |row| row["status"] == "planned"),
        (&["--status", "called-for"], |row| row["status"] == "called_for"),
        (&["--quad", "verbal_conflict"], |row| row["quad"] == "verbal_conflict"),
        (&["--text", "minister border"], |row| !text(row, "story_id").is_empty()),
        (&["--min-confidence", "0.9"], |row| row["confidence"].as_f64() >= Some(0.9)),
        (&["--claimant", "NOR"], |row| !text(row, "claimants").is_empty()),
        (&["--told-once"], |row| row["told_before"] == 0),
    ];
    for (arguments, holds) in cases {
        let rows = query(arguments);
        assert!(!rows.is_empty() && rows.len() < all.len(), "{arguments:?}: {} of {}", rows.len(), all.len());
        if let Some(wrong) = rows.iter().find(|row| !holds(row)) {
            panic!("{arguments:?} lets through {wrong}");
        }
        if arguments.iter().all(|argument| !["--text", "--claimant"].contains(argument)) {
            let expected = all.iter().filter(|row| holds(row)).count();
            assert_eq!(rows.len(), expected, "{arguments:?} lets through all that it should");
        }
    }
}

#[test]
fn places_and_countries_are_those_of_the_event() {
    let all = query(&[]);
    let somewhere = all.iter().find(|row| row["place_country"].is_string()).expect("an event at a place");
    let (place, country) = (text(somewhere, "place"), text(somewhere, "place_country"));
    let there = query(&["--place", place]);
    assert!(
        !there.is_empty() && there.iter().all(|row| text(row, "place").contains(place) || text(row, "place_admin1") == place)
    );
    let in_country = query(&["--country", country]);
    assert!(in_country.iter().all(|row| row["place_country"] == country));
    assert_eq!(in_country.len(), all.iter().filter(|row| row["place_country"] == country).count());
}

#[test]
fn events_come_in_the_order_asked_for() {
    let days: Vec<String> = query(&[]).iter().map(|row| text(row, "day").to_owned()).filter(|day| !day.is_empty()).collect();
    assert!(days.is_sorted());
    let sure = query(&["--order", "confidence", "--limit", "7"]);
    let confidence: Vec<f64> = sure.iter().filter_map(|row| row["confidence"].as_f64()).collect();
    assert!(confidence.len() == 7 && confidence.is_sorted_by(|a, b| a >= b), "{confidence:?}");
}

/// Wrong usage: status 2, nothing printed, and the message says what was expected.
#[test]
fn wrong_values_are_named_with_the_right_ones() {
    let cases: &[(&[&str], &str)] = &[
        (&["query", "--type", "VISIT"], "expected AGREE, CONSULT"),
        (&["query", "--type", "CONSULT", "--mode", "aerial"], "expected multilateral, phone, third-party or visit"),
        (&["query", "--type", "AGREE", "--mode", "visit"], "AGREE has no modes"),
        (
            &["query", "--status", "'; DROP TABLE events; --"],
            "expected occurred, ongoing, planned, called_for, possible or denied",
        ),
        (&["query", "--quad", "4"], "expected verbal_cooperation"),
        (&["query", "--from", "2025-02-30"], "no such day"),
        (&["query", "--from", "2025-03", "--to", "2025-02"], "earlier day first"),
        (&["query", "--min-confidence", "2"], "from 0 to 1"),
        (&["query", "--min-confidence", "NaN"], "from 0 to 1"),
        (&["query", "--text", "\"open"], "a quotation mark is not closed"),
        (&["query", "--actor", " "], "expected a name or a code"),
        (&["query", "--format", "parquet"], "name it with -o"),
        (&["search", "()"], "no word to search for"),
        (&["search", "a", "OR"], "OR needs a word on either side"),
        (&["search", "NOT", "naval"], "only words to leave out"),
        (&["calendar", "--country", "Nowhere Land"], "alpha-3"),
        (&["calendar", "--to", "soon"], "no such day"),
        (&["export", "--to", "crates"], "the folder is not empty"),
        (&["import", "crates"], "no export of dateline"),
        (&["import", "nothing-here"], "nothing is there"),
    ];
    let folder = Folder::new("reading-usage");
    for (arguments, expected) in cases {
        let new = folder.file("new.db");
        let mut all = arguments.to_vec();
        all.extend(["--db", if arguments[0] == "import" { &new } else { db() }]);
        let output = run(&all);
        assert_eq!(output.status.code(), Some(2), "{arguments:?}: {}", said(&output));
        assert!(said(&output).contains(expected), "{arguments:?}: {}", said(&output));
        assert_eq!(printed(&output), "", "{arguments:?}");
    }
}

/// What the file knows nothing of gives an empty answer and is named beside what it knows.
#[test]
fn unknown_names_give_nothing_and_say_so() {
    let hostile = ["' OR 1=1 --", "%", "_", "\\", "\"", "a' UNION SELECT * FROM stories --", "ÄÖ\u{202e}", "ZZZ"];
    for option in ["--actor", "--recipient", "--either", "--claimant", "--place", "--country", "--source"] {
        for value in hostile {
            let output = run(&["query", "--db", db(), "--format", "json", option, value]);
            assert!(output.status.success(), "{option} {value}: {}", said(&output));
            assert_eq!(printed(&output), "[]\n", "{option} {value}");
            assert!(said(&output).contains("the file holds no"), "{option} {value}: {}", said(&output));
        }
    }
}

fn search(arguments: &[&str]) -> Vec<Value> {
    let mut all = vec!["search", "--db", db(), "--format", "json"];
    all.extend(arguments);
    let output = run(&all);
    assert!(output.status.success(), "{arguments:?}: {}", said(&output));
    serde_json::from_str(&printed(&output)).expect("an array")
}

#[test]
fn words_are_found_and_marked() {
    let found = search(&["minister", "visit"]);
    assert!(!found.is_empty());
    for row in &found {
        let snippet = text(row, "snippet").to_lowercase();
        assert!(snippet.contains("**minister") || snippet.contains("**visit"), "{snippet}");
    }
    let scores: Vec<f64> = found.iter().filter_map(|row| row["score"].as_f64()).collect();
    assert!(scores.len() == found.len() && scores.is_sorted_by(|a, b| a >= b), "{scores:?}");
    let phrase = search(&["\"foreign minister\""]);
    assert!(!phrase.is_empty() && phrase.iter().all(|row| text(row, "snippet").to_lowercase().contains("**foreign minister**")));
    assert!(search(&["minister -visit"]).len() < search(&["minister"]).len());
    assert!(search(&["pipes", "OR", "earthquake"]).len() > search(&["pipes"]).len());
    assert!(!search(&["minis*"]).is_empty());
    assert_eq!(search(&["minister", "--limit", "1"]).len(), 1);
    assert!(search(&["minister", "--from", "2025"]).iter().all(|row| text(row, "day") >= "2025"));
}

#[test]
fn statements_are_searched_with_their_speakers() {
    let found = search(&["minister", "OR", "talks", "OR", "border", "--in", "statements"]);
    assert!(!found.is_empty());
    assert!(found.iter().all(|row| text(row, "snippet").contains("**") && row["statement"].is_string()));
    assert!(found.iter().any(|row| row["speaker"].is_string()));
}

/// Whatever a user types is words, or a message: never an error of the full-text engine.
#[test]
fn hostile_words_are_words() {
    let words = [
        "NEAR(a b, 2)",
        "text:border",
        "{headline text}:x",
        "^border",
        "a + b",
        "it's",
        "a\"b\"c",
        "*",
        "a AND",
        "AND",
        "(a",
        "a)",
        "NOT",
        "-",
        "--",
        "- -",
        "a -",
        "\"\"",
        "\" \"",
        "a\tb",
        "𝔘𝔫𝔦",
        "\u{301}",
        "ｆｕｌｌ",
        "DROP TABLE stories",
        "';--",
        "\\",
        "%",
    ];
    for words in words {
        for within in ["stories", "statements"] {
            let output = run(&["search", "--db", db(), "--in", within, "--format", "json", "--", words]);
            let status = output.status.code();
            assert!(status == Some(0) || (status == Some(2) && said(&output).contains("as in")), "{words:?}: {}", said(&output));
        }
    }
}

#[test]
fn a_result_is_parquet_too() {
    let folder = Folder::new("reading-parquet");
    let file = folder.file("answer.parquet");
    let output = run(&["query", "--db", db(), "--format", "parquet", "-o", &file, "--type", "CONSULT"]);
    assert!(output.status.success(), "{}", said(&output));
    let bytes = fs::read(&file).expect("a file");
    assert!(bytes.starts_with(b"PAR1") && bytes.ends_with(b"PAR1"));
}

fn records(db: &str) -> Vec<Delivered> {
    let store = Store::open_read_only(db).expect("a store");
    let keys = store.stories(&Filter { all_versions: true, ..Filter::default() }).expect("readable");
    keys.into_iter().map(|key| store.record(key).expect("a record")).collect()
}

/// A store with versions, a withdrawal, and stories that came in another order than they were published.
fn with_versions(folder: &Folder) -> String {
    let (db, lines) = (folder.file("versions.db"), folder.file("versions.jsonl"));
    let mut all = records(self::db());
    let mut version = all[0].clone();
    version.record.story.published = Some("2031-02-03".into());
    version.delivery.signal = record::Signal::Update;
    version.delivery.version = Some("2".into());
    let mut withdrawal = all[1].clone();
    withdrawal.delivery.signal = record::Signal::Withdraw;
    let mut undated = all[2].clone();
    (undated.record.story.published, undated.record.story.id, undated.delivery.chain) =
        (None, "undated".into(), "undated".into());
    all.extend([version, undated, withdrawal]);
    let text: String = all.iter().map(|record| serde_json::to_string(record).expect("JSON") + "\n").collect();
    fs::write(&lines, text).expect("a file");
    let output = run(&["import", &lines, "--db", &db]);
    assert!(output.status.success(), "{}", said(&output));
    assert_eq!(records(&db), all);
    db
}

#[test]
fn what_is_exported_and_imported_is_the_same_store() {
    let folder = Folder::new("reading-identity");
    let db = with_versions(&folder);
    for format in ["parquet", "jsonl"] {
        let (to, copy) = (folder.file(format), folder.file(&format!("{format}.db")));
        let output = run(&["export", "--db", &db, "--to", &to, "--format", format, "--versions", "all"]);
        assert!(output.status.success(), "{}", said(&output));
        let names: BTreeSet<String> = fs::read_dir(&to)
            .expect("a folder")
            .map(|entry| entry.expect("an entry").file_name().display().to_string())
            .collect();
        assert!(names.contains("2031-02") && names.contains("undated") && names.contains("2025-03"), "{names:?}");
        for (round, expected) in [" stored", " already there"].iter().enumerate() {
            let output = run(&["import", &to, "--db", &copy]);
            assert!(output.status.success() && said(&output).contains(expected), "{round}: {}", said(&output));
        }
        assert_eq!(records(&copy), records(&db), "{format}");
        let questions: &[&[&str]] = &[
            &["query"],
            &["query", "--actor", "NOR", "--told-once"],
            &["query", "--text", "border", "--order", "confidence"],
            &["search", "minister"],
            &["search", "border", "--in", "statements"],
            &["calendar"],
            &["sql", "SELECT id, stands, superseded_by FROM stories ORDER BY story"],
        ];
        for question in questions {
            let answer = |db: &str| {
                let mut all = question.to_vec();
                all.extend(["--db", db]);
                printed(&run(&all))
            };
            assert_eq!(answer(&copy), answer(&db), "{format}: {question:?}");
        }
    }
}

#[test]
fn only_what_stands_goes_out_unless_all_is_asked_for() {
    let folder = Folder::new("reading-standing");
    let db = with_versions(&folder);
    let to = folder.file("out");
    let output = run(&["export", "--db", &db, "--to", &to, "--format", "jsonl"]);
    assert!(output.status.success(), "{}", said(&output));
    let standing = Store::open_read_only(&db).expect("a store").stories(&Filter::default()).expect("readable").len();
    assert!(said(&output).starts_with(&format!("{standing} stories in")), "{}", said(&output));
    assert_eq!(standing, records(&db).len() - 3, "of two versions one, and nothing of what was withdrawn");
}

#[test]
fn shapes_come_by_month() {
    let folder = Folder::new("reading-shapes");
    for (format, file, columns) in [
        ("csv", "events.csv", None),
        ("gdelt", "gdelt.tsv", Some(61)),
        ("icews", "icews.tsv", Some(20)),
        ("polecat", "polecat.tsv", Some(40)),
    ] {
        let to = folder.file(format);
        let output = run(&["export", "-q", "--db", db(), "--to", &to, "--format", format]);
        assert!(output.status.success(), "{}", said(&output));
        assert_eq!(said(&output), "");
        let text = fs::read_to_string(Path::new(&to).join("2025-03").join(file)).expect("a file of March");
        let first = text.lines().next().expect("a line");
        if let Some(columns) = columns {
            assert_eq!(first.split('\t').count(), columns, "{format}");
        }
        let refused = run(&["import", &to, "--db", &folder.file("new.db")]);
        assert_eq!(refused.status.code(), Some(2));
        assert!(said(&refused).contains("without the rest of their records"), "{}", said(&refused));
    }
    let left: Vec<_> = fs::read_dir(&folder.0)
        .expect("a folder")
        .map(|entry| entry.expect("an entry").file_name().display().to_string())
        .filter(|name| name.contains("partial"))
        .collect();
    assert_eq!(left, Vec::<String>::new());
}

/// What was changed after the export is refused with its place, and nothing of it is stored.
#[test]
fn what_is_not_as_it_was_exported_is_refused() {
    let folder = Folder::new("reading-refused");
    let to = folder.file("out");
    assert!(run(&["export", "-q", "--db", db(), "--to", &to, "--format", "jsonl"]).status.success());
    let month = Path::new(&to).join("2025-03/records.jsonl");
    let manifest = Path::new(&to).join("dateline-export.json");
    let (lines, kept) = (fs::read_to_string(&month).expect("a file"), fs::read_to_string(&manifest).expect("a file"));
    let first = lines.lines().next().expect("a line");
    let cases: Vec<(&Path, String, &str)> = vec![
        (&month, lines.replacen("\"status\":\"planned\"", "\"status\":\"dreamt\"", 1), "status: unknown variant `dreamt`"),
        (&month, lines.replacen(first, "not json", 1), "records.jsonl, line 1"),
        (&month, lines.replacen(first, &format!("{first} {first}"), 1), "records.jsonl, line 1"),
        (&month, format!("{lines}{first}\n"), "more stories than its export wrote"),
        (&month, lines.replacen(&format!("{first}\n"), "", 1), "fewer stories than its export wrote"),
        (&month, lines.replacen("\"actors\":[\"e", "\"actors\":[\"e9999", 1), "e9999"),
        (&manifest, kept.replace("2025-03", "../evil"), "is no month"),
        (&manifest, "{}".into(), "missing field"),
    ];
    for (number, (file, text, expected)) in cases.iter().enumerate() {
        fs::write(file, text).expect("written");
        let db = folder.file(&format!("{number}.db"));
        let output = run(&["import", &to, "--db", &db]);
        assert_eq!(output.status.code(), Some(1), "{number}: {}", said(&output));
        assert!(said(&output).contains(expected), "{number}: {}", said(&output));
        if Path::new(&db).exists() {
            assert_eq!(records(&db), [], "{number}");
        }
        fs::write(&month, &lines).expect("written");
        fs::write(&manifest, &kept).expect("written");
    }
}

/// Content lines put together again, as RFC 5545 folds them.
fn unfold(calendar: &str) -> Vec<String> {
    calendar.replace("\r\n ", "").split_terminator("\r\n").map(str::to_owned).collect()
}

fn calendar(db: &str, arguments: &[&str]) -> String {
    let mut all = vec!["calendar", "--db", db];
    all.extend(arguments);
    let output = run(&all);
    assert!(output.status.success(), "{arguments:?}: {}", said(&output));
    printed(&output)
}

#[test]
fn the_calendar_is_folded_and_stable() {
    let text = calendar(db(), &[]);
    assert_eq!(text, calendar(db(), &[]));
    assert_eq!(text.matches('\n').count(), text.matches("\r\n").count(), "every line ends with CRLF");
    assert!(text.split("\r\n").all(|line| line.len() <= 75), "no line is longer than 75 octets");
    let lines = unfold(&text);
    let entries = lines.iter().filter(|line| *line == "BEGIN:VEVENT").count();
    assert!(entries >= 2, "{text}");
    for key in
        ["UID:", "DTSTAMP:", "DTSTART;VALUE=DATE:", "DTEND;VALUE=DATE:", "SEQUENCE:", "STATUS:", "SUMMARY:", "DESCRIPTION:"]
    {
        assert_eq!(lines.iter().filter(|line| line.starts_with(key)).count(), entries, "{key}");
    }
    assert!(lines.iter().any(|line| line == "DTSTART;VALUE=DATE:20250318"), "{text}");
    assert!(
        lines.iter().any(|line| line == "DTEND;VALUE=DATE:20250320"),
        "the end of an entry is the day after its last: {text}"
    );
}

#[test]
fn the_calendar_keeps_to_days_and_countries() {
    let entries = |arguments: &[&str]| calendar(db(), arguments).matches("BEGIN:VEVENT").count();
    let all = entries(&[]);
    let march = entries(&["--from", "2025-03", "--to", "2025-03"]);
    assert!(march > 0 && march < all, "{march} of {all}");
    assert_eq!(entries(&["--from", "2041"]), 0);
    let norway = entries(&["--country", "NOR"]);
    assert!(norway > 0 && norway < all, "{norway} of {all}");
    assert_eq!(entries(&["--country", "Norway"]), norway);
}

/// A later version moves the day: the same UID, a higher sequence. A withdrawal cancels.
#[test]
fn the_calendar_follows_a_story() {
    let folder = Folder::new("reading-calendar");
    let db = folder.file("news.db");
    let first = records(self::db())
        .into_iter()
        .find(|record| record.record.story.id.contains("fjordwire.example"))
        .expect("our own story");
    let put = |record: &Delivered| {
        let file = folder.file("one.jsonl");
        fs::write(&file, serde_json::to_string(record).expect("JSON")).expect("a file");
        let output = run(&["import", "-q", &file, "--db", &db]);
        assert!(output.status.success(), "{}", said(&output));
        unfold(&calendar(&db, &[]))
    };
    let of = |lines: &[String], key: &str| lines.iter().find(|line| line.starts_with(key)).expect("a line of that name").clone();
    let before = put(&first);
    assert_eq!((of(&before, "SEQUENCE"), of(&before, "DTSTART")), ("SEQUENCE:0".into(), "DTSTART;VALUE=DATE:20250420".into()));
    let mut second = first.clone();
    second.delivery.signal = record::Signal::Update;
    second.record.story.published = Some("2025-04-05".into());
    for event in &mut second.record.events {
        (event.begin, event.end) = (Some("2025-04-27".into()), Some("2025-04-27".into()));
    }
    let after = put(&second);
    assert_eq!(of(&after, "UID"), of(&before, "UID"));
    assert_eq!((of(&after, "SEQUENCE"), of(&after, "DTSTART")), ("SEQUENCE:1".into(), "DTSTART;VALUE=DATE:20250427".into()));
    let mut gone = second.clone();
    gone.delivery.signal = record::Signal::Withdraw;
    let at_last = put(&gone);
    assert_eq!((of(&at_last, "UID"), of(&at_last, "STATUS")), (of(&before, "UID"), "STATUS:CANCELLED".into()));
}
