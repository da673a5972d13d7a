//! `dateline watch` as a user meets it, against a small server on this machine.

#[path = "../../watch/tests/server/mod.rs"]
#[allow(dead_code, reason = "the library's tests use more of it")]
mod server;

mod folder;

use std::collections::HashMap;
use std::fs;
use std::path::Path;
use std::process::{Command, Output, Stdio};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use folder::Folder;
use record::{Delivered, DeliveredStory, Signal};
use server::{Reply, Server};

fn watch(folder: &Folder, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_dateline"));
    command.args(["watch", "--delay", "0", "--allow-loopback", "--state"]).arg(folder.file("state.jsonl")).args(arguments);
    command.stdin(Stdio::null());
    command
}

fn once(folder: &Folder, arguments: &[&str]) -> Output {
    watch(folder, &[&["--once"], arguments].concat()).output().expect("the program was built for this test")
}

fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

fn item(number: usize, text: &str) -> String {
    format!(
        "<item><guid>story-{number}</guid><title>Envoy {number} arrives for talks</title><link>/story/{number}</link>\
         <pubDate>Mon, 04 Mar 2024 10:00:00 GMT</pubDate><description>{text}</description></item>"
    )
}

fn feed(items: &str) -> String {
    format!("<rss version=\"2.0\"><channel><title>Fjordwire</title>{items}</channel></rss>")
}

/// A state file that lets every feed be asked at once again.
fn let_all_be_due(folder: &Folder) {
    let file = folder.file("state.jsonl");
    let text = fs::read_to_string(&file).expect("a state file");
    let lines = text.lines().map(|line| {
        let mut line: serde_json::Value = serde_json::from_str(line).expect("a line of state");
        if let Some(state) = line.get_mut("feed").and_then(|feed| feed.get_mut(1)) {
            state["due"] = 0.into();
        }
        format!("{line}\n")
    });
    fs::write(&file, lines.collect::<String>()).expect("a state file");
}

#[test]
fn new_and_changed_stories_are_coded_once_each() {
    let round = AtomicUsize::new(0);
    let server = Server::start(move |request| match request.path.as_str() {
        "/feed" => Reply::ok(match round.fetch_add(1, Ordering::SeqCst) {
            0 => feed(&item(1, "The envoy of Norway met the minister in Lima on Monday.")),
            1 => feed(
                &(item(2, "The envoy of Peru left Oslo on Friday.")
                    + &item(1, "The envoy of Norway met two ministers in Lima on Monday.")),
            ),
            _ => feed(
                &(item(2, "The envoy of Peru left Oslo on Friday.")
                    + &item(1, "The envoy of Norway met two ministers in Lima on Monday.")),
            ),
        }),
        _ => Reply::status(404),
    });
    let folder = Folder::new("command-watch-coded");
    let list = folder.file("feeds.opml");
    fs::write(&list, format!("<opml><body><outline xmlUrl=\"{}\"/></body></opml>", server.url("/feed"))).expect("a list");
    let mut lines: Vec<Delivered> = Vec::new();
    for _ in 0..3 {
        let output = once(&folder, &[&list]);
        assert!(output.status.success(), "{}", said(&output));
        lines.extend(
            output
                .stdout
                .split(|b| *b == b'\n')
                .filter(|l| !l.is_empty())
                .map(|line| serde_json::from_slice::<Delivered>(line).expect("a record")),
        );
        let_all_be_due(&folder);
    }
    let seen: Vec<_> =
        lines.iter().map(|line| (line.record.story.id.as_str(), line.delivery.chain.as_str(), line.delivery.signal)).collect();
    assert_eq!(
        seen,
        [("story-1", "story-1", Signal::New), ("story-1", "story-1", Signal::Update), ("story-2", "story-2", Signal::New)]
    );
    assert!(
        lines.iter().all(|line| !line.record.entities.is_empty() && line.record.story.source.as_deref() == Some("Fjordwire"))
    );
    let from = lines[0].delivery.feed.as_ref().expect("it came from a feed");
    assert_eq!((from.address.as_str(), from.perhaps_repeated), (server.url("/feed").as_str(), false));
}

#[test]
fn stories_go_into_a_store() {
    let round = AtomicUsize::new(0);
    let server = Server::start(move |request| match request.path.as_str() {
        "/feed" => Reply::ok(match round.fetch_add(1, Ordering::SeqCst) {
            0 => feed(&item(1, "The envoy of Norway met the minister in Lima on Monday.")),
            _ => feed(&item(1, "The envoy of Norway met two ministers in Lima on Monday.")),
        }),
        _ => Reply::status(404),
    });
    let folder = Folder::new("command-watch-stored");
    let db = folder.file("news.db");
    for _ in 0..3 {
        let output = once(&folder, &[&server.url("/feed"), "--db", &db]);
        assert!(output.status.success() && output.stdout.is_empty(), "{}", said(&output));
        let_all_be_due(&folder);
    }
    let store = store::Store::open_read_only(&db).expect("a store");
    let read = |all_versions| -> Vec<Delivered> {
        let keys = store.stories(&store::Filter { all_versions, ..Default::default() }).expect("readable");
        keys.into_iter().map(|key| store.record(key).expect("a record")).collect()
    };
    assert_eq!(read(true).len(), 2, "both versions are kept, each once");
    let standing = read(false);
    assert_eq!(standing.len(), 1);
    assert_eq!(standing[0].delivery.signal, Signal::Update);
    assert!(standing[0].record.story.text.contains("two ministers"));
}

#[test]
fn a_killed_watch_neither_doubles_nor_loses() {
    const STORIES: usize = 60;
    let items: String = (0..STORIES).map(|number| item(number, "The envoy arrived in Lima on Monday.")).collect();
    let server = Server::start(move |request| match request.path.as_str() {
        "/feed" => Reply::ok(feed(&items)),
        _ => Reply::status(404),
    });
    let folder = Folder::new("command-watch-killed");
    let (out, url) = (folder.file("out.jsonl"), server.url("/feed"));
    let lines = |out: &str| fs::read(out).unwrap_or_default().iter().filter(|b| **b == b'\n').count();
    let mut kills = 0;
    for more in [1, 3, 8, 13, 21, 34] {
        let mut child = watch(&folder, &["--stories", "-q", "-o", &out, &url]).stderr(Stdio::null()).spawn().expect("a watch");
        let start = Instant::now();
        while lines(&out) < more && start.elapsed() < Duration::from_secs(20) {
            std::thread::sleep(Duration::from_millis(1));
        }
        child.kill().expect("a running watch");
        child.wait().expect("its end");
        kills += 1;
    }
    // A line that was cut off in writing.
    let mut text = fs::read(&out).expect("output");
    text.extend(b"{\"story\":{\"id\":\"sto");
    fs::write(&out, text).expect("output");
    let output = once(&folder, &["--stories", "-o", &out, &url]);
    assert!(output.status.success(), "{}", said(&output));
    let mut seen: HashMap<String, usize> = HashMap::new();
    for line in fs::read_to_string(&out).expect("output").lines() {
        let line: DeliveredStory = serde_json::from_str(line).expect("whole lines");
        *seen.entry(line.story.id).or_default() += 1;
    }
    assert_eq!(kills, 6);
    assert_eq!(seen.len(), STORIES, "none is lost");
    assert!(seen.values().all(|count| *count == 1), "none is doubled: {seen:?}");
}

#[test]
fn the_article_is_read_when_asked() {
    let page = "<html lang=\"en\"><head><title>Envoy arrives for talks</title></head><body><nav>Home</nav><article><h1>Envoy arrives for talks</h1>\
        <p>The envoy of the inland republic arrived on Monday for talks about the river, his office said in a statement.</p>\
        <p>He will meet the minister of water and the mayor of the port city before he leaves on Friday, it said.</p></article></body></html>";
    let server = Server::start(move |request| match request.path.as_str() {
        "/feed" => Reply::ok(feed(&item(1, "Teaser."))),
        "/story/1" => Reply::ok(page.to_owned()).with("Content-Type", "text/html; charset=utf-8"),
        _ => Reply::status(404),
    });
    let folder = Folder::new("command-watch-followed");
    let output = once(&folder, &["--stories", "--follow", &server.url("/feed")]);
    let line: DeliveredStory = serde_json::from_slice(&output.stdout).expect("one story");
    assert!(line.story.text.contains("leaves on Friday") && !line.story.text.contains("Teaser"), "{}", line.story.text);
}

#[test]
fn what_fails_is_named_and_the_rest_goes_on() {
    let server = Server::start(|request| match request.path.as_str() {
        "/feed" => Reply::ok(feed(&item(1, "The envoy arrived."))),
        "/busy" => Reply::status(503).with("Retry-After", "3600"),
        "/circle" => Reply::status(302).with("Location", "/circle"),
        "/inward" => Reply::status(302).with("Location", "http://169.254.169.254/latest/meta-data/"),
        _ => Reply::status(404),
    });
    let folder = Folder::new("command-watch-failing");
    let urls = ["/busy", "/circle", "/inward", "/feed"].map(|path| server.url(path));
    let output = once(&folder, &[&["--stories"][..], &urls.each_ref().map(String::as_str)].concat());
    assert_eq!(output.status.code(), Some(1));
    let errors = said(&output);
    for expected in ["answered 503", "in a circle", "169.254.169.254 is a private", "1 new and 0 changed stories, 3 errors"] {
        assert!(errors.contains(expected), "{expected}: {errors}");
    }
    assert_eq!(output.stdout.iter().filter(|b| **b == b'\n').count(), 1);
    // The busy server is left alone.
    once(&folder, &["--stories", &urls[0]]);
    assert_eq!(server.count("/busy"), 1);
}

#[test]
fn this_machine_is_refused_by_default() {
    let server = Server::start(|_| Reply::ok(feed("")));
    let folder = Folder::new("command-watch-refused");
    let output = Command::new(env!("CARGO_BIN_EXE_dateline"))
        .args(["watch", "--once", "--stories", "--state", &folder.file("state.jsonl"), &server.url("/feed")])
        .output()
        .expect("the program was built for this test");
    assert_eq!(output.status.code(), Some(1));
    assert!(said(&output).contains("127.0.0.1 is a private, loopback or link-local address"), "{}", said(&output));
    assert!(server.requests().is_empty());
}

#[test]
fn wrong_arguments_are_named() {
    let folder = Folder::new("command-watch-usage");
    let list = folder.file("list.opml");
    fs::write(&list, "<rss/>").expect("a file");
    for (argument, expected) in
        [("ftp://example.org/feed", "the scheme is ftp"), ("no-such.opml", "no-such.opml"), (&list, "no <opml>")]
    {
        let output = once(&folder, &[argument]);
        assert_eq!(output.status.code(), Some(2), "{argument}");
        assert!(said(&output).contains(expected), "{argument}: {}", said(&output));
    }
    assert!(!Path::new(&folder.file("state.jsonl")).exists());
}
