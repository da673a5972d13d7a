//! The command as a user meets it: what it prints, where, and its exit status.

use std::{
    fs,
    io::Write,
    path::{Path, PathBuf},
    process::{Command, Output, Stdio},
};

use record::Record;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn run(arguments: &[&str], input: &[u8]) -> Output {
    let mut child = Command::new(env!("CARGO_BIN_EXE_dateline"))
        .args(arguments)
        .current_dir(root())
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program was built for this test");
    let mut stdin = child.stdin.take().expect("a pipe was asked for");
    // A program that ends before it has read everything closes the pipe; that is for the assertions to judge.
    let _ = stdin.write_all(input);
    drop(stdin);
    child.wait_with_output().expect("the program ends")
}

fn records(output: &Output) -> Vec<Record> {
    let text = std::str::from_utf8(&output.stdout).expect("output is UTF-8");
    text.lines().map(|line| serde_json::from_str(line).expect("a line is a record")).collect()
}

/// Every span of a record lies in its text, in order, and parts and names slice to what the record says.
fn is_sound(record: &Record) {
    let text: Vec<char> = record.story.text.chars().collect();
    let slice = |span: record::Span| -> String {
        assert!(span.start < span.end && span.end <= text.len(), "{span:?} of {}", text.len());
        text[span.start..span.end].iter().collect()
    };
    let mut end = 0;
    for part in &record.story.parts {
        assert!(part.span.start >= end, "parts are in order");
        end = part.span.end;
        assert_eq!(slice(part.span).trim(), slice(part.span));
    }
    for sentence in &record.sentences {
        slice(*sentence);
    }
    if let Some(dateline) = &record.story.dateline {
        assert_eq!(slice(dateline.span), dateline.text);
    }
    for entity in &record.entities {
        assert!(!entity.mentions.is_empty());
        for mention in &entity.mentions {
            slice(mention.span);
        }
        // A country has its usual name; anything else is called as the text calls it, in capitals or not, without its article.
        let words = |text: &str| text.split_whitespace().map(str::to_lowercase).collect::<Vec<_>>();
        let name = words(&entity.name);
        let named = entity.mentions.iter().any(|m| words(&slice(m.span)).ends_with(&name));
        assert!(named || entity.kind == record::EntityKind::Country, "{} stands somewhere in the text", entity.name);
    }
}

/// Records of the example stories are held word by word; `DATELINE_UPDATE=1 cargo test` writes them anew, for review in the diff.
#[test]
fn example_stories_give_their_reviewed_records() {
    let folder = root().join("stories");
    let mut names: Vec<PathBuf> = fs::read_dir(&folder)
        .expect("the example stories")
        .map(|e| e.expect("a folder entry").path())
        .filter(|p| p.extension().is_some_and(|e| e == "txt"))
        .collect();
    names.sort();
    assert!(names.len() >= 8);
    for path in names {
        let output = run(&["code", path.to_str().expect("a plain path")], b"");
        assert!(output.status.success(), "{}: {}", path.display(), String::from_utf8_lossy(&output.stderr));
        let mut found = records(&output);
        assert_eq!(found.len(), 1);
        is_sound(&found[0]);
        // The fingerprints change with every model; the rest is what is reviewed.
        found[0].engine = record::Engine { version: String::new(), models: String::new(), lexicon: String::new() };
        let found = serde_json::to_string_pretty(&found[0]).expect("a record is plain JSON") + "\n";
        let name = path.with_extension("json");
        let kept = root().join("crates/dateline/tests/records").join(name.file_name().expect("a file has a name"));
        if std::env::var_os("DATELINE_UPDATE").is_some() {
            fs::write(&kept, &found).expect("the snapshot can be written");
        }
        let expected = fs::read_to_string(&kept).unwrap_or_default();
        assert!(found == expected, "{}: the record has changed; look at it with DATELINE_UPDATE=1 and git diff", path.display());
    }
}

#[test]
fn json_lines_keep_their_ids_and_order_at_any_thread_count() {
    let mut input = String::new();
    for n in 0..60 {
        let filler = "Ministers met again in Vienna. ".repeat(n % 7 * 3 + 1);
        input += &format!("{{\"id\":\"n{n}\",\"published\":\"2024-03-01\",\"headline\":null,\"text\":\"{filler}\"}}\n");
    }
    let one = run(&["code", "-j", "1", "-"], input.as_bytes());
    assert!(one.status.success());
    let ids: Vec<String> = records(&one).into_iter().map(|r| r.story.id).collect();
    assert_eq!(ids, (0..60).map(|n| format!("n{n}")).collect::<Vec<_>>());
    for threads in ["2", "5"] {
        assert!(
            run(&["code", "-j", threads, "-"], input.as_bytes()).stdout == one.stdout,
            "{threads} threads give the same bytes"
        );
    }
}

#[test]
fn what_cannot_be_read_is_named_and_the_rest_is_coded() {
    let input = "{\"id\":\"a\",\"text\":\"Envoys met in Oslo.\"}\n{broken\n{\"id\":\"b\",\"text\":\"They left on Friday.\"}\n";
    let output = run(&["code", "-"], input.as_bytes());
    assert_eq!(output.status.code(), Some(1));
    assert_eq!(records(&output).len(), 2);
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(said.contains("line 2"), "{said}");
    assert!(said.contains("1 rejected"), "{said}");
}

#[test]
fn a_file_that_is_not_there_is_named() {
    let output = run(&["code", "no-such-file.txt"], b"");
    assert_eq!(output.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&output.stderr).contains("no-such-file.txt"));
}

#[test]
fn wrong_usage_has_its_own_status() {
    for arguments in
        [&["code"][..], &["code", "--field", "colour=x", "-"], &["unheard-of"], &["parse", "--model", "no-such-model", "-"]]
    {
        let output = run(arguments, b"");
        assert_eq!(output.status.code(), Some(2), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
        assert!(!output.stderr.is_empty());
    }
}

#[test]
fn hostile_stories_give_records_or_named_errors() {
    let long = "x".repeat(3_000_000);
    let quotes = "\"".repeat(20_000);
    let cases: [&[u8]; 9] = [
        b"",
        b"   \n\n  ",
        b"no end of line",
        b"\xff\xfe\x00",
        b"caf\xe9 owners in Li\xe8ge protested on Monday, police said, and the mayor called for calm in the town.",
        b"Minister\0 resigns\0\n\nThe minister\0 left office on Friday.",
        "\u{202e}The envoy left \u{200f}Oslo 🙂 e\u{301}.".as_bytes(),
        long.as_bytes(),
        quotes.as_bytes(),
    ];
    for input in cases {
        let output = run(&["code", "--any-language", "-"], input);
        let status = output.status.code();
        assert!(matches!(status, Some(0 | 1)), "{status:?} on {:?}", &input[..input.len().min(40)]);
        let found = records(&output);
        found.iter().for_each(is_sound);
        assert!(
            !found.is_empty() || !output.stderr.is_empty(),
            "nothing is dropped in silence: {:?}",
            &input[..input.len().min(40)]
        );
    }
}

#[test]
fn text_becomes_conllu_with_names() {
    let output = run(&["parse"], b"Envoys from Kenya didn't reach Oslo.\n\nThey flew home.\n");
    assert!(output.status.success());
    let text = String::from_utf8(output.stdout).expect("output is UTF-8");
    assert_eq!(text.matches("# sent_id").count(), 2);
    assert!(text.contains("# text = Envoys from Kenya didn't reach Oslo.\n"), "{text}");
    assert!(text.contains("\n4-5\tdidn't\t"), "{text}");
    assert!(text.lines().any(|l| l.starts_with("7\tOslo\tOslo\tPROPN\t") && l.contains("NE=B-LOC")), "{text}");
    for line in text.lines().filter(|l| !l.is_empty() && !l.starts_with('#')) {
        assert_eq!(line.split('\t').count(), 10, "{line}");
    }
}

#[test]
fn gold_words_are_kept_and_damage_is_named() {
    let input = b"# sent_id = x\n1\tcan\t_\t_\t_\t_\t_\t_\t_\t_\n2\tnot\t_\t_\t_\t_\t_\t_\t_\t_\n\n1\tbroken\n\n1\tOk\t_\t_\t_\t_\t_\t_\t_\t_\n\n";
    let output = run(&["parse", "--input", "conllu"], input);
    assert_eq!(output.status.code(), Some(1));
    let text = String::from_utf8(output.stdout).expect("output is UTF-8");
    assert!(text.starts_with("# sent_id = x\n1\tcan\t"), "{text}");
    assert!(text.contains("\n1\tOk\t"), "{text}");
    assert!(String::from_utf8_lossy(&output.stderr).contains("line 5"));
}

#[test]
fn the_schema_names_every_field_of_a_record() {
    let schema: serde_json::Value = serde_json::from_slice(&run(&["schema"], b"").stdout).expect("the schema is JSON");
    let record: serde_json::Value =
        serde_json::from_slice(&run(&["code", "-q", "stories/visit.txt"], b"").stdout).expect("the record is JSON");
    let properties = |of: &serde_json::Value| {
        of["properties"].as_object().expect("an object's properties").keys().cloned().collect::<Vec<_>>()
    };
    let keys = |of: &serde_json::Value| of.as_object().expect("an object").keys().cloned().collect::<Vec<_>>();
    let sorted = |mut names: Vec<String>| {
        names.sort();
        names
    };
    assert_eq!(sorted(properties(&schema)), sorted(keys(&record)));
    for (definition, value) in [
        ("Story", &record["story"]),
        ("Entity", &record["entities"][0]),
        ("Mention", &record["entities"][0]["mentions"][0]),
        ("Engine", &record["engine"]),
    ] {
        assert_eq!(sorted(properties(&schema["$defs"][definition])), sorted(keys(value)), "{definition}");
    }
}

/// Three versions of one story and one that is withdrawn.
const VERSIONS: &str = r#"{"id": "1", "source": "Fjordwire", "published": "2024-03-04", "headline": "Envoy arrives for talks on river", "text": "The envoy of Norway arrived in Lima on Monday."}
{"id": "2", "source": "Fjordwire", "published": "2024-03-04", "headline": "Minister of Peru leaves for summit", "text": "The minister left Lima on Monday."}
{"id": "3", "source": "Fjordwire", "published": "2024-03-04", "headline": "(LEAD) Envoy arrives for talks on river", "text": "The envoy of Norway arrived in Lima on Monday and met the minister."}
{"id": "4", "source": "Fjordwire", "published": "2024-03-04", "headline": "CORRECTED-Envoy arrives for talks on river", "text": "The envoy of Sweden arrived in Lima on Monday."}
{"id": "5", "source": "Fjordwire", "published": "2024-03-05", "headline": "KILL: Minister of Peru leaves for summit", "text": "Do not use."}
"#;

#[test]
fn versions_of_a_story_are_told_and_only_the_last_may_be_asked_for() {
    let lines = |output: &Output| -> Vec<record::Delivered> {
        let text = std::str::from_utf8(&output.stdout).expect("output is UTF-8");
        text.lines().map(|line| serde_json::from_str(line).expect("a line is a record")).collect()
    };
    let all = lines(&run(&["code", "-q", "-"], VERSIONS.as_bytes()));
    let told: Vec<_> = all.iter().map(|line| (line.delivery.chain.as_str(), line.delivery.signal)).collect();
    use record::Signal::{Correct, New, Update, Withdraw};
    assert_eq!(told, [("1", New), ("2", New), ("1", Update), ("1", Correct), ("2", Withdraw)]);
    assert_eq!((all[4].record.story.text.as_str(), all[4].record.entities.len()), ("", 0));

    let file = std::env::temp_dir().join(format!("dateline-versions-{}.jsonl", std::process::id()));
    fs::write(&file, VERSIONS).expect("a file");
    let latest = lines(&run(&["code", "-q", "--latest", file.to_str().expect("a plain path")], b""));
    let ids: Vec<_> = latest.iter().map(|line| line.record.story.id.as_str()).collect();
    assert_eq!(ids, ["4"]);
    fs::remove_file(&file).expect("a file");
    assert_eq!(run(&["code", "--latest", "-"], VERSIONS.as_bytes()).status.code(), Some(2));
}

#[test]
fn relate_answers_every_sound_line_and_names_the_others() {
    let input = concat!(
        r#"{"id": "a", "text": "Norway condemned Chile over the raid.", "source": [[0, 6]], "target": [[17, 22]]}"#,
        "\n",
        r#"{"id": 7, "text": "Norway will visit Chile.", "source": [[0, 6]], "target": [[18, 23]]}"#,
        "\n",
        r#"{"id": "b", "text": "É", "source": [[0, 1]], "target": [[0, 9]]}"#,
        "\nno JSON\n"
    );
    let output = run(&["relate"], input.as_bytes());
    assert_eq!(output.status.code(), Some(1));
    let text = String::from_utf8(output.stdout).expect("output is UTF-8");
    let answers: Vec<serde_json::Value> = text.lines().map(|l| serde_json::from_str(l).expect("a line is an answer")).collect();
    let told: Vec<_> = answers
        .iter()
        .map(|a| (a["id"].to_string(), a["plover"]["type"].as_str().unwrap_or(""), a["status"].as_str().unwrap_or("")))
        .collect();
    assert_eq!(told, [("\"a\"".to_string(), "ACCUSE", "occurred"), ("7".to_string(), "AGREE", "planned")]);
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(errors.contains("line 3: the span [0, 9] is no part of the text") && errors.contains("line 4: "), "{errors}");
}

#[test]
fn the_tables_of_acts_are_without_mistakes() {
    let output = run(&["lexicon", "check", "lexicon/acts"], b"");
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stdout));
}
