//! `dateline serve` as a user meets it: what comes in while it runs is told to those who follow, and it ends when told to.
#![cfg(unix)]

mod folder;

use std::{
    io::{BufRead, BufReader, Read, Write},
    net::TcpStream,
    path::Path,
    process::{Child, Command, Stdio},
    time::{Duration, Instant},
};

use folder::Folder;

fn dateline(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_dateline"));
    command.args(arguments).current_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")).stdin(Stdio::null());
    command
}

fn ingest(file: &str, story: &str) {
    let done = dateline(&["ingest", "-q", story, "--db", file]).output().expect("the program was built for this test");
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
}

/// A server on a free port; killed if a test fails.
struct Server {
    child: Child,
    address: String,
}

impl Server {
    fn start(file: &str) -> Self {
        let mut child = dateline(&["serve", "--db", file, "--address", "127.0.0.1:0"])
            .stdout(Stdio::piped())
            .spawn()
            .expect("the program was built for this test");
        let mut line = String::new();
        BufReader::new(child.stdout.take().expect("piped")).read_line(&mut line).expect("it says where it listens");
        let address = line.split("http://").nth(1).expect("an address").trim().trim_end_matches('/').to_owned();
        Self { child, address }
    }

    /// Asks; the answer is read by whoever asked.
    fn ask(&self, path: &str, more: &str) -> BufReader<TcpStream> {
        let mut stream = TcpStream::connect(&self.address).expect("it listens");
        stream.set_read_timeout(Some(Duration::from_secs(20))).expect("a time");
        write!(stream, "GET {path} HTTP/1.1\r\nhost: {}\r\n{more}\r\n", self.address).expect("it reads");
        BufReader::new(stream)
    }

    /// Tells it to stop as a terminal or a supervisor does; gives how it ended and after how long.
    fn stop(mut self, signal: &str) -> (Option<i32>, Duration) {
        let told = Instant::now();
        let sent = Command::new("kill").args([signal, &self.child.id().to_string()]).status().expect("kill is there");
        assert!(sent.success());
        (self.child.wait().expect("it ends").code(), told.elapsed())
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// The stream is there: its first line says so.
fn opened(stream: &mut BufReader<TcpStream>) {
    let mut line = String::new();
    stream.read_line(&mut line).expect("an answer");
    assert!(line.contains("200"), "{line}");
}

/// What stands after a name in a message.
fn field<'m>(message: &'m [String], name: &str) -> &'m str {
    message.iter().find_map(|line| line.strip_prefix(name)).unwrap_or_else(|| panic!("no {name}in {message:?}"))
}

/// The record of a message.
fn data(message: &[String]) -> serde_json::Value {
    serde_json::from_str(field(message, "data: ")).expect("JSON")
}

/// The next message that is no sign of life: its lines.
fn message(from: &mut impl BufRead) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    let end = Instant::now() + Duration::from_secs(30);
    loop {
        assert!(Instant::now() < end, "no message but {lines:?}");
        let mut line = String::new();
        assert!(from.read_line(&mut line).expect("a message in time") > 0, "the stream ended after {lines:?}");
        match line.trim_end() {
            "" if lines.iter().any(|line| line.starts_with("id: ")) => return lines,
            "" => lines.clear(),
            // The lengths of chunks stand on lines of their own.
            line if line.contains(": ") => lines.push(line.to_owned()),
            _ => {}
        }
    }
}

#[test]
fn those_who_follow_are_told_what_another_program_stores_and_go_on_after_a_break() {
    let folder = Folder::new("serve-follow");
    let file = folder.file("news.db");
    ingest(&file, "stories/summit.txt");
    let server = Server::start(&file);
    let mut stories = server.ask("/stories/stream", "");
    let mut events = server.ask("/events/stream", "");
    [&mut stories, &mut events].into_iter().for_each(opened);
    ingest(&file, "stories/attack.txt");
    let told = message(&mut stories);
    assert!(told.contains(&"event: story".to_owned()), "{told:?}");
    let key = field(&told, "id: ").to_owned();
    assert_eq!(data(&told)["story"].to_string(), key);
    let told = message(&mut events);
    assert!(told.contains(&"event: event".to_owned()), "{told:?}");
    assert_eq!(data(&told)["story"].to_string(), key, "the events are those of the new story");
    // A reader that was away is told what it missed.
    let before = (key.parse::<i64>().expect("a number") - 1).to_string();
    let mut again = server.ask("/stories/stream", &format!("last-event-id: {before}\r\n"));
    assert!(message(&mut again).contains(&format!("id: {key}")));
}

#[test]
fn told_to_stop_it_ends_its_streams_and_leaves_the_file_whole() {
    let folder = Folder::new("serve-stop");
    let file = folder.file("news.db");
    ingest(&file, "stories/summit.txt");
    for signal in ["-TERM", "-INT"] {
        let server = Server::start(&file);
        let mut stream = server.ask("/events/stream", "");
        opened(&mut stream);
        let (code, time) = server.stop(signal);
        assert_eq!(code, Some(0), "{signal}");
        assert!(time < Duration::from_secs(15), "{signal}: {time:?}");
        // The stream ends as HTTP says, and is not cut off.
        let mut rest = String::new();
        stream.read_to_string(&mut rest).expect("the rest of the stream");
        assert!(rest.ends_with("0\r\n\r\n"), "{signal}: {rest:?}");
    }
    let sound = dateline(&["sql", "--db", &file, "SELECT count(*) FROM stories"]).output().expect("it runs");
    assert!(sound.status.success());
}
