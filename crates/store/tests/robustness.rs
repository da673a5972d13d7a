//! Disks that fill, folders that cannot be written, files of others, two writers, kills, damage: a message with the cure, nothing lost.

mod examples;

use std::{
    env, fs,
    path::Path,
    process::{Command, Stdio},
    thread,
    time::Duration,
};

use dateline_store::{Answer, Filter, Limits, Problem, Put, Store, Value};
use examples::{examples, is_sound};
use record::Delivered;
use rusqlite::Connection;

fn fill(path: &Path) -> Vec<Delivered> {
    let examples = examples();
    let mut store = Store::create_or_open(path).unwrap();
    let mut writer = store.writer().unwrap();
    for delivered in &examples {
        writer.put(delivered).unwrap();
    }
    writer.commit().unwrap();
    examples
}

#[test]
fn files_of_others_are_refused_by_name_and_left_as_they_are() {
    let folder = tempfile::tempdir().unwrap();
    let ours = |change: &str| {
        let path = folder.path().join("changed.db");
        let _ = fs::remove_file(&path);
        fill(&path);
        Connection::open(&path).unwrap().execute_batch(change).unwrap();
        path
    };
    let text = folder.path().join("notes.txt");
    fs::write(&text, "not a database, but longer than the hundred bytes of a header\n".repeat(40)).unwrap();
    let foreign = folder.path().join("foreign.db");
    Connection::open(&foreign).unwrap().execute_batch("CREATE TABLE birds (name TEXT)").unwrap();
    let newer = ours("PRAGMA user_version = 1000");
    let cases: [(&Path, &str); 3] =
        [(&text, "not a SQLite database"), (&foreign, "not one of dateline"), (&newer, "is version 1000")];
    for (path, expected) in cases {
        let before = fs::read(path).unwrap();
        for problem in [Store::create_or_open(path).unwrap_err(), Store::open_read_only(path).unwrap_err()] {
            let said = problem.to_string();
            assert!(said.contains(expected) && said.contains(path.to_str().unwrap()), "{said}");
        }
        assert!(fs::read(path).unwrap() == before, "{} is as it was", path.display());
    }
    let older = ours("PRAGMA user_version = 0");
    assert!(matches!(Store::open_read_only(&older), Err(Problem::Older { .. })));
    assert!(matches!(Store::open_read_only(folder.path().join("none.db")), Err(Problem::Missing(_))));
    assert!(matches!(Store::create_or_open(folder.path().join("no/folder/news.db")), Err(Problem::CannotOpen { .. })));
}

#[test]
fn a_full_disk_loses_nothing_that_was_committed() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("news.db");
    let examples = fill(&path);
    let mut store = Store::create_or_open(&path).unwrap();
    // The file may grow by a few pages: to SQLite that is a full disk.
    store.connection().query_row("PRAGMA max_page_count = 1", [], |row| row.get::<_, i64>(0)).unwrap();
    let mut writer = store.writer().unwrap();
    let mut more = examples[0].clone();
    let problem = (0..1000)
        .find_map(|n| {
            more.record.story.id = format!("n{n}");
            more.delivery.chain = format!("n{n}");
            writer.put(&more).err()
        })
        .expect("the disk is full in the end");
    assert!(matches!(problem, Problem::Full(_)) && problem.is_of_the_file(), "{problem}");
    assert!(problem.to_string().contains("make room"), "{problem}");
    assert!(matches!(writer.put(&examples[0]), Err(Problem::Undone(_))), "half a batch does not go on");
    assert!(matches!(writer.commit(), Err(Problem::Undone(_))), "nor does it last");
    drop(store);
    let store = Store::open_read_only(&path).unwrap();
    let keys = store.stories(&Filter::default()).unwrap();
    let kept: Vec<_> = keys.iter().map(|key| store.record(*key).unwrap()).collect();
    assert_eq!(kept, examples);
    is_sound(&path);
}

#[test]
fn a_second_writer_is_told_to_wait_and_readers_go_on() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("news.db");
    let examples = fill(&path);
    let mut first = Store::create_or_open(&path).unwrap();
    let mut writer = first.writer().unwrap();
    let mut more = examples[0].clone();
    more.delivery.chain = "another".into();
    more.record.story.id = "another".into();
    writer.put(&more).unwrap();

    let mut second = Store::create_or_open(&path).unwrap();
    let problem = second.writer().unwrap_err();
    assert!(matches!(problem, Problem::Busy(_)), "{problem}");
    let reader = Store::open_read_only(&path).unwrap();
    assert_eq!(reader.stories(&Filter::default()).unwrap().len(), examples.len(), "what is not committed is not seen");
    writer.commit().unwrap();
    assert_eq!(reader.stories(&Filter::default()).unwrap().len(), examples.len() + 1);
    second.writer().unwrap().put(&more).unwrap();
}

#[test]
fn a_damaged_file_gives_errors_and_no_panic() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("news.db");
    fill(&path);
    let whole = fs::read(&path).unwrap();
    let (mut harmless, mut named) = (0, 0);
    // Every page in turn, its header and something inside; the first page's is the file's own header.
    for page in 0..whole.len() / 4096 {
        for (at, byte) in [(0, 0xFF), (3, 0xFF), (5, 0xEE), (3000, 0xA5)] {
            let mut damaged = whole.clone();
            damaged[page * 4096 + at] ^= byte;
            fs::write(&path, &damaged).unwrap();
            let outcome = Store::open_read_only(&path)
                .and_then(|store| store.stories(&Filter::default())?.into_iter().try_for_each(|key| store.record(key).map(drop)));
            match outcome {
                Ok(()) => harmless += 1,
                Err(problem) => {
                    named += 1;
                    assert!(!problem.to_string().is_empty());
                }
            }
        }
    }
    assert!(named > harmless / 4, "{named} named, {harmless} not read or not noticed");
}

#[test]
fn a_read_only_file_is_read_and_not_written() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("news.db");
    let examples = fill(&path);
    let mut permissions = fs::metadata(&path).unwrap().permissions();
    permissions.set_readonly(true);
    fs::set_permissions(&path, permissions).unwrap();
    assert_eq!(Store::open_read_only(&path).unwrap().stories(&Filter::default()).unwrap().len(), examples.len());
    match Store::create_or_open(&path) {
        Err(problem) => assert!(matches!(problem, Problem::ReadOnly { .. }), "{problem}"),
        // Root may write everywhere.
        Ok(mut store) => assert!(store.writer().is_ok()),
    }
}

/// Rows as text.
#[derive(Default)]
struct Rows(Vec<String>);

impl Answer for Rows {
    fn columns(&mut self, names: &[String]) -> std::io::Result<()> {
        self.0.push(names.join("|"));
        Ok(())
    }

    fn row(&mut self, values: &[Value<'_>]) -> std::io::Result<()> {
        self.0.push(values.iter().map(|value| format!("{value:?}")).collect::<Vec<_>>().join("|"));
        Ok(())
    }
}

#[test]
fn a_users_query_reads_and_does_nothing_else() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("news.db");
    fill(&path);
    let elsewhere = folder.path().join("elsewhere.db");
    for writable in [false, true] {
        let mut store = if writable { Store::create_or_open(&path).unwrap() } else { Store::open_read_only(&path).unwrap() };
        let mut ask = |sql: &str, seconds: u64| {
            let mut rows = Rows::default();
            let limits = Limits { time: Some(Duration::from_secs(seconds)) };
            store.query(sql, limits, &mut rows).map(|written| written.map(|()| rows.0).unwrap())
        };
        for good in [
            "SELECT count(*) FROM stories",
            "WITH RECURSIVE n(i) AS (VALUES (1) UNION ALL SELECT i + 1 FROM n WHERE i < 9) SELECT sum(i) FROM n",
            "VALUES (1, 'a')",
            "SELECT rowid FROM stories_search('minister')",
            "SELECT snippet(statements_search, 0, '[', ']', '…', 8) FROM statements_search('said OR will') LIMIT 3",
            "SELECT name FROM pragma_table_info('events')",
            "SELECT * FROM events_flat LIMIT 1",
            "SELECT name FROM sqlite_schema",
            "EXPLAIN QUERY PLAN SELECT * FROM dyads",
        ] {
            assert!(ask(good, 60).unwrap_or_else(|problem| panic!("{good}: {problem}")).len() > 1, "{good}");
        }
        let attach = format!("ATTACH '{}' AS other", elsewhere.display());
        let vacuum = format!("VACUUM INTO '{}'", elsewhere.display());
        for bad in [
            "DELETE FROM stories",
            "INSERT INTO refusals (kind, message, stored) VALUES ('rejected', 'x', 1)",
            "CREATE TEMP TABLE t (x)",
            "PRAGMA user_version = 7",
            "PRAGMA query_only = 0",
            "DROP TABLE stories",
            "BEGIN",
            "SELECT load_extension('x')",
            "INSERT INTO stories_search (stories_search) VALUES ('rebuild')",
            &attach,
            &vacuum,
            "",
            "SELECT 1; DELETE FROM stories",
            "SELECT nonsense FROM stories",
            "SELEC 1",
            "SELECT zeroblob(900000000)",
            "SELECT 'a' LIKE replace(printf('%2000c', '%'), ' ', '%_')",
        ] {
            let problem = ask(bad, 60).expect_err(bad);
            assert!(matches!(problem, Problem::WouldWrite(_) | Problem::Query(_)), "{bad}: {problem:?}");
        }
        assert!(!elsewhere.exists());
        let endless = "WITH RECURSIVE n(i) AS (VALUES (1) UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n";
        assert!(matches!(ask(endless, 1), Err(Problem::TooLong(_))));
        assert!(ask("SELECT 1", 60).is_ok(), "the next query runs");
        drop(store);
    }
    is_sound(&path);
}

/// The variable that makes this test program the one that writes and is killed.
const VICTIM: &str = "DATELINE_STORE_VICTIM";

/// Stories that the victim stores, told apart by their ids.
const STORIES: usize = 400;

fn numbered(examples: &[Delivered], n: usize) -> Delivered {
    let mut delivered = examples[n % examples.len()].clone();
    delivered.record.story.id = format!("n{n}");
    delivered.delivery.chain = format!("n{n}");
    delivered
}

/// Stores what is not there yet, ten stories a batch, as an ingest does. Does nothing unless it was started to be killed.
#[test]
fn victim() {
    let Some(path) = env::var_os(VICTIM) else { return };
    let examples = examples();
    let mut store = Store::create_or_open(path).unwrap();
    for batch in 0..STORIES / 10 {
        let mut writer = store.writer().unwrap();
        for n in batch * 10..batch * 10 + 10 {
            writer.put(&numbered(&examples, n)).unwrap();
        }
        writer.commit().unwrap();
        // Often killed here too: between storing and grouping, and while grouping.
        store.group(None).unwrap();
    }
}

/// Which story is in which episode, and which are copies.
fn grouped(store: &Store) -> Vec<(String, String)> {
    let sql = "SELECT d.name, m.episode || m.similarity FROM episode_members m JOIN digests d USING (story)
               UNION ALL SELECT a.name, b.name || n.share FROM near_duplicates n JOIN digests a ON a.story = n.story
                                                              JOIN digests b ON b.story = n.other ORDER BY 1, 2";
    let mut find = store.connection().prepare(sql).unwrap();
    find.query_map([], |row| Ok((row.get(0)?, row.get(1)?))).unwrap().collect::<Result<_, _>>().unwrap()
}

#[test]
fn kills_lose_nothing_and_double_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("news.db");
    let mut random: u64 = 0x9E37_79B9_7F4A_7C15;
    let mut most = 0;
    for _ in 0..12 {
        let mut child = Command::new(env::current_exe().unwrap())
            .args(["--exact", "victim"])
            .env(VICTIM, &path)
            .stdout(Stdio::null())
            .spawn()
            .unwrap();
        random = random.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
        thread::sleep(Duration::from_millis(random >> 40 & 0x7F));
        child.kill().unwrap();
        child.wait().unwrap();
        if let Ok(store) = Store::open_read_only(&path) {
            let stored = store.stories(&Filter::default()).unwrap().len();
            assert!(stored >= most && stored.is_multiple_of(10), "{stored} stories after {most}: whole batches, none lost");
            most = stored;
        }
    }
    // Goes on where it stopped.
    let status = Command::new(env::current_exe().unwrap()).args(["--exact", "victim"]).env(VICTIM, &path).status().unwrap();
    assert!(status.success());
    let examples = examples();
    let mut store = Store::create_or_open(&path).unwrap();
    let keys = store.stories(&Filter { all_versions: true, ..Filter::default() }).unwrap();
    assert_eq!(keys.len(), STORIES);
    for (n, key) in keys.into_iter().enumerate() {
        assert_eq!(store.record(key).unwrap(), numbered(&examples, n));
    }
    assert!(store.is_grouped().unwrap());
    let kept = grouped(&store);
    assert!(kept.len() > STORIES, "every story is in an episode, and there are copies");
    store.regroup().unwrap();
    assert_eq!(grouped(&store), kept, "grouped again from the digests");
    let mut writer = store.writer().unwrap();
    assert!(matches!(writer.put(&numbered(&examples, 7)).unwrap(), Put::AlreadyThere(_)));
    drop(writer);
    drop(store);
    is_sound(&path);
}
