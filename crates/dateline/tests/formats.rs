//! `dateline code --format` as a user meets it: what each form prints, what it leaves out and says so, and that nothing half done looks
//! finished.

use std::{
    fs,
    io::Write,
    path::{Path, PathBuf},
    process::{Command, Output, Stdio},
};

const SHAPES: [(&str, char, usize); 4] = [("csv", ',', 42), ("gdelt", '\t', 61), ("icews", '\t', 20), ("polecat", '\t', 40)];
const TABLES: [&str; 9] =
    ["stories", "sentences", "entities", "mentions", "times", "quantities", "statements", "events", "uncoded"];

/// A visit told twice, in headline and lead, and an act that is denied.
const STORY: &str = r#"{"id":"talks-1","published":"2025-03-11T23:30:00-02:00","source":"Harbour Wire","url":"https://example.org/talks-1","headline":"Danish minister meets Kenyan president","text":"NAIROBI, March 11 - Danish Foreign Minister Karen Lundgaard met Kenyan President Joseph Wakhungu in Nairobi on Tuesday.\n\nKenya will send 200 police officers to Haiti next month, Wakhungu said.\n\nDenmark denied that its troops had attacked fishing boats off Somalia."}"#;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn program() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_dateline"));
    command.current_dir(root()).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    command
}

fn run(mut command: Command, input: &str) -> Output {
    let mut child = command.spawn().expect("the program was built for this test");
    let mut stdin = child.stdin.take().expect("a pipe was asked for");
    // A program that ends before it has read everything closes the pipe; that is for the assertions to judge.
    let _ = stdin.write_all(input.as_bytes());
    drop(stdin);
    child.wait_with_output().expect("the program ends")
}

fn code(arguments: &[&str], input: &str) -> Output {
    let mut command = program();
    command.arg("code").args(arguments);
    run(command, input)
}

fn stdout(output: &Output) -> String {
    assert!(output.status.success(), "{}", stderr(output));
    String::from_utf8(output.stdout.clone()).expect("output is UTF-8")
}

fn stderr(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

/// A new folder that is gone when the test ends.
struct Home(PathBuf);

impl Home {
    fn new(name: &str) -> Self {
        let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("formats-{name}-{}", std::process::id()));
        let _ = fs::remove_dir_all(&path);
        fs::create_dir_all(&path).expect("a folder for the test");
        Self(path)
    }

    fn at(&self, name: &str) -> String {
        self.0.join(name).to_str().expect("a plain path").to_owned()
    }

    fn names(&self) -> Vec<String> {
        let entries = fs::read_dir(&self.0).expect("the folder of the test");
        let mut names: Vec<String> = entries.map(|e| e.expect("an entry").file_name().to_string_lossy().into_owned()).collect();
        names.sort();
        names
    }
}

impl Drop for Home {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

/// The rows of one story are held word by word; `DATELINE_UPDATE=1 cargo test` writes them anew, for review in the diff.
#[test]
fn each_shape_gives_its_reviewed_rows() {
    for (shape, separator, columns) in SHAPES {
        let text = stdout(&code(&["-q", "--format", shape, "-"], STORY));
        assert!(text.lines().count() > 1, "{shape} has rows");
        if separator == '\t' {
            for line in text.lines() {
                assert_eq!(line.split(separator).count(), columns, "{shape}: {line}");
            }
        } else {
            assert_eq!(text.lines().next().expect("a header").split(separator).count(), columns);
        }
        // Program and tables change; what they made of the story is what is reviewed.
        let version = env!("CARGO_PKG_VERSION");
        let engine = stdout(&code(&["-q", "-"], STORY));
        let engine: serde_json::Value = serde_json::from_str(&engine).expect("a record");
        let lexicon = engine["engine"]["lexicon"].as_str().expect("a digest");
        let text = text.replace(lexicon, "LEXICON").replace(&format!(",{version},"), ",VERSION,");
        let text = text.replace(&format!("dateline {version}"), "dateline VERSION");
        let kept = root().join(format!("crates/dateline/tests/formats/{shape}.txt"));
        if std::env::var_os("DATELINE_UPDATE").is_some() {
            fs::write(&kept, &text).expect("the snapshot can be written");
        }
        let expected = fs::read_to_string(&kept).unwrap_or_default();
        assert!(text == expected, "{}: the rows have changed; look at them with DATELINE_UPDATE=1 and git diff", kept.display());
    }
}

#[test]
fn what_is_left_out_is_counted_unless_quiet() {
    for (shape, ..) in SHAPES {
        let said = stderr(&code(&["--format", shape, "-"], STORY));
        let denied = said.contains("1 denied, and the shape has no place for a status");
        assert_eq!(denied, shape != "csv", "{shape}: {said}");
        let happened = stderr(&code(&["--format", shape, "--events", "happened", "-"], STORY));
        assert!(happened.contains(" neither occurred nor going on"), "{shape}: {happened}");
        assert_eq!(stderr(&code(&["-q", "--format", shape, "-"], STORY)), "", "{shape}");
    }
}

#[test]
fn parquet_needs_a_folder_of_its_own() {
    let output = code(&["--format", "parquet", "-"], STORY);
    assert_eq!(output.status.code(), Some(2));
    assert!(stderr(&output).contains("--format parquet writes a folder: name it with -o"), "{}", stderr(&output));

    let home = Home::new("folder");
    fs::write(home.at("kept.txt"), "kept").expect("a file");
    let output = code(&["--format", "parquet", "-o", &home.at(""), "-"], STORY);
    assert_eq!(output.status.code(), Some(1));
    assert!(stderr(&output).contains("the folder is not empty"), "{}", stderr(&output));
    assert_eq!(home.names(), ["kept.txt"]);
}

#[test]
fn any_number_of_threads_gives_the_same_bytes() {
    let home = Home::new("threads");
    for (shape, ..) in SHAPES {
        let [one, two] = ["1", "2"].map(|threads| stdout(&code(&["-q", "-j", threads, "--format", shape, "stories"], "")));
        assert!(one == two, "{shape}");
    }
    for threads in ["1", "2"] {
        stdout(&code(&["-q", "-j", threads, "--format", "parquet", "-o", &home.at(threads), "stories"], ""));
    }
    for table in TABLES {
        let [one, two] = ["1", "2"].map(|threads| fs::read(home.0.join(threads).join(format!("{table}.parquet"))).expect(table));
        assert!(one == two && one.starts_with(b"PAR1"), "{table}");
    }
    assert_eq!(fs::read_dir(home.at("1")).expect("the tables").count(), TABLES.len());
}

#[test]
fn a_file_takes_its_name_when_it_is_whole() {
    let home = Home::new("whole");
    for (shape, ..) in SHAPES {
        let path = home.at(shape);
        fs::write(&path, "from the day before").expect("a file");
        let printed = stdout(&code(&["-q", "--format", shape, "-"], STORY));
        stdout(&code(&["-q", "--format", shape, "-o", &path, "-"], STORY));
        assert_eq!(fs::read_to_string(&path).expect("the output"), printed);
    }
    assert_eq!(home.names(), ["csv", "gdelt", "icews", "polecat"]);
}

#[cfg(unix)]
#[test]
fn a_run_that_fails_leaves_what_was_there() {
    let home = Home::new("fails");
    let path = home.at("events.csv");
    fs::write(&path, "from the day before").expect("a file");
    // No file may grow beyond one block, as on a full disk.
    let mut command = Command::new("sh");
    command.current_dir(root()).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    command.args(["-c", "trap '' XFSZ; ulimit -f 1; exec \"$@\"", "sh", env!("CARGO_BIN_EXE_dateline")]);
    command.args(["code", "--format", "csv", "-o", &path, "stories"]);
    let output = run(command, "");
    assert_eq!(output.status.code(), Some(1), "{}", stderr(&output));
    assert!(stderr(&output).contains("the output cannot be written"), "{}", stderr(&output));
    assert_eq!(fs::read_to_string(&path).expect("the old file"), "from the day before");
    assert_eq!(home.names(), ["events.csv"]);
}

#[test]
fn a_run_that_is_killed_leaves_nothing_that_looks_finished() {
    let home = Home::new("killed");
    for (format, name) in [("csv", "events.csv"), ("parquet", "tables")] {
        let mut command = program();
        command.args(["code", "--format", format, "-o", &home.at(name), "-"]);
        let mut child = command.spawn().expect("the program was built for this test");
        let mut stdin = child.stdin.take().expect("a pipe was asked for");
        stdin.write_all(STORY.as_bytes()).expect("the program reads");
        // Its hidden file shows that it has begun.
        while !home.names().iter().any(|found| found.starts_with(&format!(".{name}.partial-"))) {
            assert!(child.try_wait().expect("the program's state").is_none(), "the program waits for its input");
            std::thread::yield_now();
        }
        child.kill().expect("the program runs");
        child.wait().expect("the program ends");
        assert!(!home.names().iter().any(|found| found == name), "{:?}", home.names());
    }
}
