//! The watch against a small server on this machine.

mod server;

use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use dateline_watch::{Change, Found, Options, Report, Watch, WatchError};
use server::{Reply, Server};

/// A feed of stories, each a number and a text, newest first.
fn feed(stories: &[(u32, &str)]) -> String {
    let items: String = stories
        .iter()
        .map(|(number, text)| {
            format!("<item><guid>story-{number}</guid><title>Story {number}</title><link>/story/{number}</link><description>{text}</description></item>")
        })
        .collect();
    format!("<rss version=\"2.0\"><channel><title>The Daily Example</title>{items}</channel></rss>")
}

fn options(server: &Server, path: &str) -> Options {
    Options {
        feeds: vec![server.url(path)],
        interval: Duration::ZERO,
        host_delay: Duration::ZERO,
        timeout: Duration::from_secs(20),
        allow_loopback: true,
        ..Options::default()
    }
}

/// One poll: what was handed on, and the report.
fn poll(watch: &mut Watch) -> (Vec<Found>, Report) {
    let mut found = Vec::new();
    let report = watch
        .poll_once(&mut |story| {
            found.push(story);
            Ok(())
        })
        .expect("a poll");
    (found, report)
}

fn titles(found: &[Found]) -> Vec<&str> {
    found.iter().map(|story| story.item.title.as_deref().unwrap_or_default()).collect()
}

#[track_caller]
fn only_error(report: Report) -> WatchError {
    assert_eq!(report.failed.len(), 1, "{:?}", report.failed);
    report.failed.into_iter().next().unwrap()
}

/// A state file in a folder of its own, taken away at the end.
struct StateFile(PathBuf);

impl StateFile {
    fn new(name: &str) -> Self {
        let folder = std::env::temp_dir().join(format!("dateline-watch-{name}-{}", std::process::id()));
        let _ = std::fs::remove_dir_all(&folder);
        std::fs::create_dir_all(&folder).unwrap();
        Self(folder)
    }

    fn path(&self) -> PathBuf {
        self.0.join("seen.jsonl")
    }
}

impl Drop for StateFile {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

#[test]
fn an_unchanged_feed_is_not_sent_again() {
    let server = Server::start(|request| match request.path.as_str() {
        "/feed" if request.header("if-none-match") == Some("\"v1\"") => Reply::status(304),
        "/feed" => {
            Reply::ok(feed(&[(2, "b"), (1, "a")])).with("ETag", "\"v1\"").with("Last-Modified", "Fri, 03 May 2024 10:00:00 GMT")
        }
        _ => Reply::status(404),
    });
    let mut watch = Watch::new(options(&server, "/feed")).unwrap();
    let (found, report) = poll(&mut watch);
    assert_eq!(titles(&found), ["Story 1", "Story 2"]);
    assert_eq!((report.new, report.unchanged), (2, 0));
    assert_eq!(found[0].item.url.as_deref(), Some(server.url("/story/1").as_str()));
    assert!(found.iter().all(|story| story.change == Change::New && !story.perhaps_repeated));
    let (found, report) = poll(&mut watch);
    assert_eq!((found.len(), report.unchanged), (0, 1));
    let last = server.requests().pop().unwrap();
    assert_eq!(last.header("if-modified-since"), Some("Fri, 03 May 2024 10:00:00 GMT"));
    assert!(last.header("user-agent").is_some_and(|agent| agent.starts_with("dateline/")));
    assert_eq!(server.count("/robots.txt"), 1);
}

#[test]
fn new_and_changed_stories_once_each() {
    let round = AtomicUsize::new(0);
    let server = Server::start(move |request| match request.path.as_str() {
        "/feed" => Reply::ok(match round.fetch_add(1, Ordering::SeqCst) {
            0 => feed(&[(1, "first")]),
            1 => feed(&[(2, "second"), (1, "first")]),
            _ => feed(&[(2, "second"), (1, "first, corrected")]),
        }),
        _ => Reply::status(404),
    });
    let mut watch = Watch::new(options(&server, "/feed")).unwrap();
    let mut seen = Vec::new();
    for _ in 0..4 {
        seen.extend(poll(&mut watch).0.into_iter().map(|story| (story.item.id, story.change)));
    }
    let expected = [("story-1", Change::New), ("story-2", Change::New), ("story-1", Change::Changed)];
    assert_eq!(seen, expected.map(|(id, change)| (id.to_owned(), change)));
}

#[test]
fn private_addresses_are_refused() {
    for target in [
        "http://10.0.0.1/",
        "http://169.254.169.254/latest/meta-data/",
        "http://192.168.0.1:8080/",
        "http://[::ffff:10.0.0.1]/",
        "http://[fe80::1]/",
        "http://[64:ff9b::a00:1]/",
        "http://0x0a000001/",
        "http://167772161/",
    ] {
        let server = Server::start(move |request| match request.path.as_str() {
            "/feed" => Reply::status(301).with("Location", target),
            _ => Reply::status(404),
        });
        let (found, report) = poll(&mut Watch::new(options(&server, "/feed")).unwrap());
        assert!(found.is_empty());
        let error = only_error(report);
        assert!(matches!(error, WatchError::Refused { .. }), "{target}: {error}");
    }
}

#[test]
fn this_machine_is_refused_unless_allowed() {
    let server = Server::start(|_| Reply::ok(feed(&[(1, "a")])));
    for address in [
        server.url("/feed"),
        server.url("/feed").replace("127.0.0.1", "localhost"),
        server.url("/feed").replace("127.0.0.1", "2130706433"),
    ] {
        let options = Options { feeds: vec![address.clone()], allow_loopback: false, ..options(&server, "/feed") };
        let error = only_error(poll(&mut Watch::new(options).unwrap()).1);
        assert!(matches!(error, WatchError::Refused { .. }), "{address}: {error}");
    }
    assert!(server.requests().is_empty());
}

#[test]
fn other_schemes_are_refused() {
    for address in ["file:///etc/passwd", "ftp://example.org/x", "example.org", "http://", "javascript:1"] {
        let result = Watch::new(Options { feeds: vec![address.to_owned()], ..Options::default() });
        assert!(matches!(result.err(), Some(WatchError::Address { .. })), "{address}");
    }
    let server = Server::start(|request| match request.path.as_str() {
        "/feed" => Reply::status(302).with("Location", "file:///etc/passwd"),
        _ => Reply::status(404),
    });
    let error = only_error(poll(&mut Watch::new(options(&server, "/feed")).unwrap()).1);
    assert!(matches!(error, WatchError::Address { .. }), "{error}");
}

#[test]
fn a_permanent_move_is_remembered_and_a_passing_one_is_not() {
    for (status, asked_again) in [(301, 1), (308, 1), (302, 2), (307, 2)] {
        let server = Server::start(move |request| match request.path.as_str() {
            "/feed" => Reply::status(status).with("Location", "/moved"),
            "/moved" => Reply::ok(feed(&[(1, "a")])),
            _ => Reply::status(404),
        });
        let mut watch = Watch::new(options(&server, "/feed")).unwrap();
        assert_eq!(poll(&mut watch).0.len(), 1);
        assert_eq!(poll(&mut watch).0.len(), 0);
        assert_eq!((server.count("/feed"), server.count("/moved")), (asked_again, 2), "{status}");
    }
}

#[test]
fn redirects_in_a_circle_or_without_end_stop() {
    let hops = AtomicUsize::new(0);
    let server = Server::start(move |request| match request.path.as_str() {
        "/a" => Reply::status(302).with("Location", "/b"),
        "/b" => Reply::status(302).with("Location", "/a#again"),
        "/robots.txt" => Reply::status(404),
        _ => Reply::status(302).with("Location", &format!("/on/{}", hops.fetch_add(1, Ordering::SeqCst))),
    });
    for path in ["/a", "/on"] {
        let error = only_error(poll(&mut Watch::new(options(&server, path)).unwrap()).1);
        assert!(matches!(error, WatchError::Redirect { .. }), "{path}: {error}");
    }
    assert!(server.requests().len() < 20);
}

#[test]
fn a_server_that_asks_for_rest_gets_it() {
    for status in [429, 503] {
        let server = Server::start(move |request| match request.path.as_str() {
            "/feed" => Reply::status(status).with("Retry-After", "120"),
            _ => Reply::status(404),
        });
        let mut watch = Watch::new(options(&server, "/feed")).unwrap();
        let (_, report) = poll(&mut watch);
        let wait = report.next.expect("a next poll");
        assert!((110..=120).contains(&wait.as_secs()), "{wait:?}");
        let error = only_error(report);
        assert!(matches!(&error, WatchError::Status { status: found, .. } if *found == status), "{error}");
        let (_, report) = poll(&mut watch);
        assert_eq!((report.polled, server.count("/feed")), (0, 1));
    }
}

#[test]
fn failing_feeds_are_asked_more_and_more_rarely_and_do_not_stop_others() {
    let server = Server::start(|request| match request.path.as_str() {
        "/broken" => Reply::ok("<rss version=\"2.0\"><channel><item>".to_owned()),
        "/feed" => Reply::ok(feed(&[(1, "a")])),
        "/gone" => Reply::status(410),
        _ => Reply::status(404),
    });
    let feeds = ["/broken", "/missing", "/gone", "/feed"].map(|path| server.url(path)).to_vec();
    let mut watch = Watch::new(Options { feeds, interval: Duration::from_secs(60), ..options(&server, "/") }).unwrap();
    let (found, report) = poll(&mut watch);
    assert_eq!(titles(&found), ["Story 1"]);
    let errors: Vec<String> = report.failed.iter().map(ToString::to_string).collect();
    assert_eq!(errors.len(), 3, "{errors:?}");
    assert!(errors[0].contains("/broken") && errors[0].contains("expected RSS"), "{errors:?}");
    assert!(errors[1].contains("404") && errors[2].contains("410"), "{errors:?}");
    assert!(report.next.is_some_and(|next| next <= Duration::from_secs(60)));
    // A failing feed waits for twice the interval.
    let mut lone = Watch::new(Options { interval: Duration::from_secs(60), ..options(&server, "/missing") }).unwrap();
    assert!(poll(&mut lone).1.next.is_some_and(|next| (115..=120).contains(&next.as_secs())));
    // One that is gone is never asked again.
    let mut gone = Watch::new(options(&server, "/gone")).unwrap();
    assert!(poll(&mut gone).1.next.is_none());
    assert_eq!(poll(&mut gone).1.polled, 0);
}

#[test]
fn robots_are_heard() {
    let server = Server::start(|request| match request.path.as_str() {
        "/robots.txt" => Reply::ok("User-agent: *\nAllow: /\n\nUser-agent: dateline\nDisallow: /private\n".to_owned()),
        "/private/feed" | "/feed" => Reply::ok(feed(&[(1, "a")])),
        _ => Reply::status(404),
    });
    let error = only_error(poll(&mut Watch::new(options(&server, "/private/feed")).unwrap()).1);
    assert!(matches!(error, WatchError::Robots { .. }), "{error}");
    assert_eq!(server.count("/private/feed"), 0);
    assert_eq!(poll(&mut Watch::new(options(&server, "/feed")).unwrap()).0.len(), 1);

    let failing =
        Server::start(|request| if request.path == "/robots.txt" { Reply::status(500) } else { Reply::ok(feed(&[(1, "a")])) });
    let error = only_error(poll(&mut Watch::new(options(&failing, "/feed")).unwrap()).1);
    assert!(matches!(error, WatchError::Robots { .. }), "{error}");
}

#[test]
fn slow_and_huge_answers_are_cut() {
    let server = Server::start(|request| match request.path.as_str() {
        "/slow" => Reply::ok("x".repeat(1000)).slowly(Duration::from_millis(100)),
        "/huge" => Reply::ok("x".repeat(300_000)),
        "/bomb" => {
            let mut zipped = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
            std::io::Write::write_all(&mut zipped, &vec![b'x'; 20_000_000]).unwrap();
            Reply::bytes(zipped.finish().unwrap()).with("Content-Encoding", "gzip")
        }
        _ => Reply::status(404),
    });
    let start = Instant::now();
    let slow = Options { timeout: Duration::from_secs(2), ..options(&server, "/slow") };
    let error = only_error(poll(&mut Watch::new(slow).unwrap()).1);
    assert!(matches!(error, WatchError::Timeout { .. }), "{error}");
    assert!(start.elapsed() < Duration::from_secs(15), "{:?}", start.elapsed());
    for path in ["/huge", "/bomb"] {
        let options = Options { max_bytes: 100_000, ..options(&server, path) };
        let error = only_error(poll(&mut Watch::new(options).unwrap()).1);
        assert!(matches!(error, WatchError::TooLarge { limit: 100_000, .. }), "{path}: {error}");
    }
}

#[test]
fn one_host_is_not_hurried() {
    let server = Server::start(|request| match request.path.as_str() {
        "/robots.txt" => Reply::ok("User-agent: *\nCrawl-delay: 0.3".to_owned()),
        _ => Reply::ok(feed(&[])),
    });
    let feeds = ["/a", "/b"].map(|path| server.url(path)).to_vec();
    let mut watch = Watch::new(Options { feeds, host_delay: Duration::from_millis(100), ..options(&server, "/") }).unwrap();
    let start = Instant::now();
    poll(&mut watch);
    // robots.txt, then each feed after the delay that the site wants.
    assert!(start.elapsed() >= Duration::from_millis(600), "{:?}", start.elapsed());
}

#[test]
fn a_restart_neither_doubles_nor_loses() {
    let server = Server::start(|request| match request.path.as_str() {
        "/feed" if request.header("if-none-match").is_some() => Reply::status(304),
        "/feed" => Reply::ok(feed(&[(3, "c"), (2, "b"), (1, "a")])).with("ETag", "\"v1\""),
        _ => Reply::status(404),
    });
    let state = StateFile::new("restart");
    let options = Options { state: Some(state.path()), ..options(&server, "/feed") };
    // The receiver fails at the second story.
    let mut first = Vec::new();
    let mut watch = Watch::new(options.clone()).unwrap();
    let error = watch
        .poll_once(&mut |story| {
            if first.len() == 1 {
                return Err("disk full".into());
            }
            first.push(story);
            Ok(())
        })
        .unwrap_err();
    assert!(matches!(error, WatchError::Sink(_)), "{error}");
    drop(watch);
    // The program ends while the second is being handed on.
    let mut watch = Watch::new(options.clone()).unwrap();
    let crash = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| watch.poll_once(&mut |_| panic!("power cut"))));
    assert!(crash.is_err());
    drop(watch);
    // A line is cut off by the crash.
    let mut bytes = std::fs::read(state.path()).unwrap();
    bytes.extend(b"{\"story\":{\"feed\":\"http://127");
    std::fs::write(state.path(), bytes).unwrap();
    let mut watch = Watch::new(options.clone()).unwrap();
    let (rest, _) = poll(&mut watch);
    assert_eq!(titles(&first), ["Story 1"]);
    assert_eq!(titles(&rest), ["Story 2", "Story 3"]);
    assert!(rest[0].perhaps_repeated && !rest[1].perhaps_repeated);
    drop(watch);
    // All is remembered, the validators too.
    let mut watch = Watch::new(options).unwrap();
    let (found, report) = poll(&mut watch);
    assert_eq!((found.len(), report.unchanged), (0, 1));
}

#[test]
fn a_state_file_is_used_by_one_watch_and_checked() {
    let server = Server::start(|_| Reply::status(404));
    let state = StateFile::new("lock");
    let options = Options { state: Some(state.path()), ..options(&server, "/feed") };
    let watch = Watch::new(options.clone()).unwrap();
    let second = Watch::new(options.clone()).err().expect("a refusal").to_string();
    assert!(second.contains("another watch"), "{second}");
    drop(watch);
    std::fs::write(state.path(), "{\"feed\":[\"a\",{}]}\nnonsense\n").unwrap();
    let damaged = Watch::new(options).err().expect("a refusal").to_string();
    assert!(damaged.contains("line 2"), "{damaged}");
}

#[test]
fn links_are_followed_to_the_article() {
    let tries = AtomicUsize::new(0);
    let server = Server::start(move |request| {
        match request.path.as_str() {
        "/feed" => Reply::ok(feed(&[(4, "d"), (3, "c"), (2, "b"), (1, "a")])).with("ETag", "\"v1\""),
        "/robots.txt" => Reply::ok("User-agent: *\nDisallow: /story/3".to_owned()),
        // The first try fails, as under load.
        "/story/1" if tries.fetch_add(1, Ordering::SeqCst) == 0 => Reply::status(503),
        "/story/1" => Reply::ok(
            "<title>Story 1</title><article><p>Ministers from six countries met in the capital on Friday to discuss the rail line.</p>\
             <p>They will meet again in the first week of June, the host said.</p></article>"
                .to_owned(),
        )
        .with("Content-Type", "text/html; charset=utf-8"),
        "/story/2" => Reply::ok("%PDF-1.4".to_owned()).with("Content-Type", "application/pdf"),
        "/story/4" => Reply::status(500),
        _ => Reply::status(404),
    }
    });
    let mut watch = Watch::new(Options { follow: true, article_attempts: 3, ..options(&server, "/feed") }).unwrap();
    let (found, _) = poll(&mut watch);
    assert_eq!(titles(&found), ["Story 2", "Story 3"]);
    assert!(found[0].article_error.as_deref().is_some_and(|error| error.contains("application/pdf")), "{found:?}");
    assert!(found[1].article_error.as_deref().is_some_and(|error| error.contains("robots.txt")), "{found:?}");
    let (found, _) = poll(&mut watch);
    assert_eq!(titles(&found), ["Story 1"]);
    let article = found[0].article.as_ref().expect("an article");
    assert_eq!(article.paragraphs.len(), 2);
    assert_eq!(article.url.as_deref(), Some(server.url("/story/1").as_str()));
    // The last is handed on without its article when the tries are used up.
    let (found, _) = poll(&mut watch);
    assert_eq!(titles(&found), ["Story 4"]);
    assert!(found[0].article.is_none() && found[0].article_error.as_deref().is_some_and(|error| error.contains("500")));
    assert!(poll(&mut watch).0.is_empty());
}

#[test]
fn a_story_of_two_feeds_is_handed_on_once() {
    let server = Server::start(|request| match request.path.as_str() {
        "/world" => Reply::ok(feed(&[(1, "a")])),
        "/top" => Reply::ok(feed(&[(2, "b"), (1, "a, shortened")]).replace("story-", "top-")),
        _ => Reply::status(404),
    });
    let feeds = ["/world", "/top"].map(|path| server.url(path)).to_vec();
    let mut watch = Watch::new(Options { feeds, ..options(&server, "/") }).unwrap();
    assert_eq!(titles(&poll(&mut watch).0), ["Story 1", "Story 2"]);
    assert!(poll(&mut watch).0.is_empty());
}

#[test]
fn a_run_ends_when_told() {
    let server = Server::start(|request| if request.path == "/feed" { Reply::ok(feed(&[(1, "a")])) } else { Reply::status(404) });
    let mut watch = Watch::new(options(&server, "/feed")).unwrap();
    let stop = AtomicBool::new(false);
    let (mut stories, mut rounds) = (0, 0);
    watch
        .run(
            &mut |_| {
                stories += 1;
                Ok(())
            },
            &mut |_| {
                rounds += 1;
                stop.store(rounds == 2, Ordering::Relaxed);
            },
            &stop,
        )
        .unwrap();
    assert_eq!((stories, rounds), (1, 2));
}
