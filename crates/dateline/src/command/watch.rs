//! `dateline watch`: addresses of feeds in, JSON Lines or rows of a store out, as stories come.

use std::{
    fs::{File, OpenOptions},
    io::{self, Read, Seek, SeekFrom, Write},
    path::{Path, PathBuf},
    sync::atomic::AtomicBool,
    time::Duration,
};

use dateline::Engine;
use intake::{Arrival, Signal};
use language::Workspace;
use record::{Delivered, DeliveredStory, FromFeed};
use serde_json::Value;
use store::{Problem, Refusal, Store};
use watch::{Change, Found, Watch, WatchError};

use super::Failure;

#[derive(clap::Args)]
pub(super) struct Arguments {
    /// Addresses of feeds (RSS, RDF, Atom, JSON Feed), and OPML files with lists of them
    #[arg(required = true, value_name = "URL|OPML")]
    feeds: Vec<String>,
    /// File that remembers what was seen, so that a restart neither doubles nor loses a story; made if it is not there
    #[arg(long, value_name = "FILE", default_value = "dateline-watch.jsonl")]
    state: PathBuf,
    /// Fetch the article behind each item and code that instead of the feed's own text
    #[arg(long)]
    follow: bool,
    /// Hand stories on as they are read, without coding them
    #[arg(long)]
    stories: bool,
    /// Ask each feed that is due once, then end; exit status 1 if one failed
    #[arg(long)]
    once: bool,
    /// Minutes between two requests for one feed
    #[arg(long, value_name = "MINUTES", default_value_t = 15, value_parser = clap::value_parser!(u32).range(1..=10_080))]
    every: u32,
    /// Seconds between two requests to one host, unless its robots.txt asks for more
    #[arg(long, value_name = "SECONDS", default_value_t = 2, value_parser = clap::value_parser!(u16).range(0..=3600))]
    delay: u16,
    /// Who asks, as servers see it: a name, and how to reach you, as in `ExampleLab/1.0 (+mailto:desk@example.org)`
    #[arg(long, value_name = "NAME", default_value_t = concat!("dateline/", env!("CARGO_PKG_VERSION")).to_owned())]
    user_agent: String,
    /// Largest answer that is read, in MiB
    #[arg(long, value_name = "MIB", default_value_t = 16, value_parser = clap::value_parser!(u16).range(1..=32), hide_short_help = true)]
    largest_answer: u16,
    /// Ask this machine's own addresses too; all other private addresses stay refused
    #[arg(long, hide_short_help = true)]
    allow_loopback: bool,
    /// Hand on stories in other languages too
    #[arg(long)]
    any_language: bool,
    /// Say nothing but errors
    #[arg(long, short)]
    quiet: bool,
    /// Write to a file, behind what it holds, instead of to standard output
    #[arg(long, short, value_name = "FILE")]
    output: Option<PathBuf>,
    /// Store records in this file, as `dateline ingest` does, instead of printing them
    #[arg(long, value_name = "FILE", conflicts_with_all = ["output", "stories"])]
    db: Option<PathBuf>,
}

/// Watches until it is ended from outside, or once; true when no feed failed.
pub(super) fn run(arguments: Arguments) -> Result<bool, Failure> {
    let options = watch::Options {
        feeds: addresses(&arguments.feeds)?,
        state: Some(arguments.state.clone()),
        follow: arguments.follow,
        user_agent: arguments.user_agent.clone(),
        interval: Duration::from_secs(u64::from(arguments.every) * 60),
        host_delay: Duration::from_secs(arguments.delay.into()),
        max_bytes: usize::from(arguments.largest_answer) << 20,
        allow_loopback: arguments.allow_loopback,
        ..watch::Options::default()
    };
    let mut watch = Watch::new(options).map_err(failure)?;
    let mut output = match &arguments.db {
        Some(file) => Output::Store(Box::new(Store::create_or_open(file)?)),
        None => Output::open(arguments.output.as_deref()).map_err(Failure::Output)?,
    };
    let engine = (!arguments.stories).then(|| Engine::new(language::Path::best()));
    let reading = intake::Options { english_only: !arguments.any_language, ..intake::Options::default() };
    let mut workspace = Workspace::default();
    let mut broken = None;
    // A file tells whether a story came already.
    let certain = !matches!(output, Output::Stream(_));
    let mut sink = |found: Found| {
        let (story, feed) = story(engine.as_ref(), &mut workspace, found, &reading, certain, arguments.quiet);
        let Some(story) = story else { return Ok(()) };
        output.write(&story, &feed).map_err(|error| {
            let text = error.to_string();
            broken = Some(error);
            text.into()
        })
    };
    let mut sound = true;
    let quiet = arguments.quiet;
    let mut observe = |report: &watch::Report| {
        for error in &report.failed {
            eprintln!("error: {error}");
        }
        sound &= report.failed.is_empty();
        if !quiet && report.polled > 0 {
            let watch::Report { polled, unchanged, new, changed, failed, .. } = report;
            let failed = failed.len();
            eprintln!("{polled} feeds asked, {unchanged} unchanged, {new} new and {changed} changed stories, {failed} errors");
        }
    };
    let result = if arguments.once {
        watch.poll_once(&mut sink).map(|report| observe(&report))
    } else {
        // Nothing sets it: whoever ends the watch ends the process, and the state file is made for that.
        watch.run(&mut sink, &mut observe, &AtomicBool::new(false))
    };
    match (result, broken) {
        (_, Some(Broken::Output(error))) => Err(Failure::Output(error)),
        (_, Some(Broken::Store(problem))) => Err(problem.into()),
        (Err(error), None) => Err(failure(error)),
        (Ok(()), None) => Ok(sound),
    }
}

fn failure(error: WatchError) -> Failure {
    match error {
        WatchError::Address { .. } => Failure::Usage(error.to_string()),
        error => Failure::Other(error.to_string()),
    }
}

/// Takes addresses as they are and opens lists of them.
fn addresses(given: &[String]) -> Result<Vec<String>, Failure> {
    let mut feeds: Vec<String> = Vec::new();
    for argument in given {
        let list = if argument.contains("://") {
            vec![argument.clone()]
        } else {
            let wrong = |problem: String| Failure::Usage(format!("{argument}: {problem}; expected an address or an OPML file"));
            let text = std::fs::read_to_string(argument).map_err(|error| wrong(error.to_string()))?;
            watch::opml_addresses(&text).map_err(wrong)?
        };
        for feed in list {
            if !feeds.contains(&feed) {
                feeds.push(feed);
            }
        }
    }
    Ok(feeds)
}

/// A story to hand on.
enum Story {
    Coded(Box<Delivered>),
    AsRead(Box<DeliveredStory>),
}

/// What was found, if it is a story to hand on, and what names it.
fn story(
    engine: Option<&Engine>,
    workspace: &mut Workspace,
    found: Found,
    options: &intake::Options,
    certain: bool,
    quiet: bool,
) -> (Option<Story>, FromFeed) {
    let feed = FromFeed { address: found.feed, digest: found.version, perhaps_repeated: found.perhaps_repeated };
    let name = found.item.url.clone().unwrap_or_else(|| format!("{} ({})", feed.address, found.item.id));
    if let Some(reason) = &found.article_error {
        eprintln!("error: {reason}; the feed's own text is taken");
    }
    let article = found.article.map(|article| *article);
    let mut incoming = match intake::feed_arrival(found.item, found.feed_title.as_deref(), article, &name, options) {
        Arrival::Story(incoming) => incoming,
        Arrival::PassedOver(passed) => {
            if !quiet {
                eprintln!("{passed}");
            }
            return (None, feed);
        }
        Arrival::Rejected(rejected) => {
            eprintln!("error: {rejected}");
            return (None, feed);
        }
    };
    if found.change == Change::Changed && incoming.signal == Signal::New {
        incoming.signal = Signal::Update;
    }
    let (story, mut delivery) = incoming.into_story();
    delivery.feed = Some(FromFeed { perhaps_repeated: feed.perhaps_repeated && !certain, ..feed.clone() });
    let story = match engine {
        Some(engine) => Story::Coded(Box::new(Delivered { record: engine.code(workspace, story), delivery })),
        None => Story::AsRead(Box::new(DeliveredStory { story, delivery })),
    };
    (Some(story), feed)
}

/// What keeps a story from being handed on.
#[derive(Debug, thiserror::Error)]
enum Broken {
    #[error("{0}")]
    Output(#[from] io::Error),
    #[error("{0}")]
    Store(#[from] Problem),
}

/// Where stories go. A file knows its last line, so that a line that was written just before a crash is not written again.
enum Output {
    File { file: File, last: Option<FromFeed> },
    Stream(io::Stdout),
    Store(Box<Store>),
}

/// A last line is looked for in this many bytes at the end of the file first, then in twice as many, and so on.
const TAIL: u64 = 1 << 16;

impl Output {
    fn open(path: Option<&Path>) -> io::Result<Self> {
        let Some(path) = path else { return Ok(Self::Stream(io::stdout())) };
        let mut file = OpenOptions::new().create(true).read(true).write(true).truncate(false).open(path)?;
        let length = file.metadata()?.len();
        if !file.metadata()?.is_file() {
            return Ok(Self::File { file, last: None });
        }
        let mut window = TAIL;
        let last = loop {
            let start = length.saturating_sub(window);
            file.seek(SeekFrom::Start(start))?;
            let mut tail = Vec::new();
            file.read_to_end(&mut tail)?;
            // What follows the last line end was cut off in writing.
            let whole = tail.iter().rposition(|b| *b == b'\n').map_or(0, |end| end + 1);
            let begin = tail[..whole.saturating_sub(1)].iter().rposition(|b| *b == b'\n').map(|end| end + 1);
            if start == 0 || whole > 0 && begin.is_some() {
                let end = start + whole as u64;
                file.set_len(end)?;
                file.seek(SeekFrom::Start(end))?;
                break from_feed(&tail[begin.unwrap_or(0)..whole]);
            }
            window *= 2;
        };
        Ok(Self::File { file, last })
    }

    fn write(&mut self, story: &Story, feed: &FromFeed) -> Result<(), Broken> {
        let line = || match story {
            Story::Coded(record) => serde_json::to_string(record).expect("a record is plain JSON"),
            Story::AsRead(story) => serde_json::to_string(story).expect("a story is plain JSON"),
        };
        match self {
            Self::Stream(out) => {
                let mut out = out.lock();
                writeln!(out, "{}", line()).and_then(|()| out.flush()).map_err(Broken::from)
            }
            Self::Store(store) => {
                // `--stories` does not go with a store: what comes here is coded.
                let Story::Coded(record) = story else { return Ok(()) };
                let mut writer = store.writer()?;
                match writer.put(record) {
                    Err(problem) if !problem.is_of_the_file() => {
                        let message = problem.to_string();
                        eprintln!("error: {message}");
                        writer.refuse(&Refusal { rejected: true, message })?;
                    }
                    put => drop(put?),
                }
                writer.commit()?;
                // A story at a time: all but the first call go on from what this program holds.
                store.group(None)?;
                Ok(())
            }
            Self::File { file, last } => {
                let repeated = |last: &FromFeed| last.address == feed.address && last.digest == feed.digest;
                if feed.perhaps_repeated && last.as_ref().is_some_and(repeated) {
                    return Ok(());
                }
                file.write_all(format!("{}\n", line()).as_bytes()).and_then(|()| file.sync_data()).map_err(Broken::from)
            }
        }
    }
}

/// What names the version that a line holds.
fn from_feed(line: &[u8]) -> Option<FromFeed> {
    let line: Value = serde_json::from_slice(line).ok()?;
    serde_json::from_value(line.get("delivery")?.get("feed")?.clone()).ok()
}
