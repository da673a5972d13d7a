//! Polls feeds and hands on what is new or changed.

use std::error::Error;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use intake::feeds::{self, Item};
use intake::html::{self, Article};
use sha2::{Digest, Sha256};
use url::Url;

use crate::fetch::{Answer, Body, Fetcher, Validators, web_address};
use crate::options::{Options, WatchError};
use crate::state::{FeedState, Seen, State, Step};

/// A failing feed is asked no more rarely than this.
const LONGEST_PAUSE: Duration = Duration::from_secs(24 * 60 * 60);
/// Doublings of the interval after which the pause no longer grows.
const MAX_DOUBLINGS: u32 = 12;
/// How often a sleeping watch looks whether it is to stop.
const TICK: Duration = Duration::from_millis(200);

/// What happened to a story.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Change {
    /// Not seen before.
    New,
    /// Seen before, and its title, text, address or date is another now.
    Changed,
}

/// A story to hand on.
#[derive(Debug, Clone, PartialEq)]
pub struct Found {
    /// Address of the feed, as it was given.
    pub feed: String,
    /// The feed's name.
    pub feed_title: Option<String>,
    /// The feed's item.
    pub item: Item,
    /// New or changed.
    pub change: Change,
    /// Digest of the item's fields: together with feed and id it names this version.
    pub version: String,
    /// The article behind the item's address, if that was to be followed and could be read.
    pub article: Option<Box<Article>>,
    /// Why there is no article though it was to be followed.
    pub article_error: Option<String>,
    /// The run before ended while this version was being handed on: it may have arrived already.
    pub perhaps_repeated: bool,
}

/// What one round of polls gave.
#[derive(Debug, Default)]
pub struct Report {
    /// Feeds that were asked.
    pub polled: usize,
    /// Of these, how many had not changed by the server's word.
    pub unchanged: usize,
    /// New stories handed on.
    pub new: usize,
    /// Changed stories handed on.
    pub changed: usize,
    /// What failed; the other feeds were polled all the same.
    pub failed: Vec<WatchError>,
    /// Until the next feed is due; `None` if none will be.
    pub next: Option<Duration>,
}

/// A watch over feeds.
pub struct Watch {
    options: Options,
    fetcher: Fetcher,
    state: State,
}

type Taken = Result<(), Box<dyn Error + Send + Sync>>;

impl Watch {
    /// Checks the addresses and opens the state file.
    ///
    /// # Errors
    /// An address is none of the web, or the state file cannot be used.
    pub fn new(options: Options) -> Result<Self, WatchError> {
        for feed in &options.feeds {
            web_address(&parse(feed)?)?;
        }
        let state = State::open(options.state.as_deref())?;
        Ok(Self { fetcher: Fetcher::new(&options), options, state })
    }

    /// Asks every feed that is due, in order, and hands new and changed stories to `sink`, the last of each feed first: feeds are
    /// written newest first. When `sink` returns `Ok`, the story counts as handed on, also after a crash.
    ///
    /// # Errors
    /// `sink` failed (its story is offered again at the next poll), or the state file cannot be written. A feed that fails is
    /// in the report.
    pub fn poll_once(&mut self, sink: &mut dyn FnMut(Found) -> Taken) -> Result<Report, WatchError> {
        let mut report = Report::default();
        for feed in self.options.feeds.clone() {
            let state = self.state.feed(&feed);
            if state.gone || state.due > now() {
                continue;
            }
            report.polled += 1;
            self.poll(&feed, state, sink, &mut report)?;
        }
        let due =
            self.options.feeds.iter().map(|feed| self.state.feed(feed)).filter(|state| !state.gone).map(|state| state.due).min();
        report.next = due.map(|due| Duration::from_secs(due.saturating_sub(now())));
        Ok(report)
    }

    /// Polls until `stop` is set or no feed is left, telling `observe` of each round.
    ///
    /// # Errors
    /// As [`Watch::poll_once`].
    pub fn run(
        &mut self,
        sink: &mut dyn FnMut(Found) -> Taken,
        observe: &mut dyn FnMut(&Report),
        stop: &AtomicBool,
    ) -> Result<(), WatchError> {
        while !stop.load(Ordering::Relaxed) {
            let report = self.poll_once(sink)?;
            observe(&report);
            let Some(mut left) = report.next else { break };
            left = left.max(TICK);
            while !left.is_zero() && !stop.load(Ordering::Relaxed) {
                let step = left.min(TICK);
                std::thread::sleep(step);
                left -= step;
            }
        }
        Ok(())
    }

    fn poll(
        &mut self,
        feed: &str,
        mut state: FeedState,
        sink: &mut dyn FnMut(Found) -> Taken,
        report: &mut Report,
    ) -> Result<(), WatchError> {
        let known = Validators { etag: state.etag.clone(), last_modified: state.last_modified.clone() };
        let answer = parse(state.moved.as_deref().unwrap_or(feed)).and_then(|url| self.fetcher.get(&url, &known));
        let pause = match answer {
            Ok(Answer::Unchanged) => {
                report.unchanged += 1;
                state.failures = 0;
                self.options.interval
            }
            Ok(Answer::Body(body)) => match feeds::feed(&body.bytes, Some(body.url.as_str())) {
                Ok(read) => {
                    let whole = read.damaged.is_empty();
                    let url = || body.url.to_string();
                    report.failed.extend(read.damaged.into_iter().map(|damage| WatchError::Item { url: url(), damage }));
                    let complete = self.items(feed, read.title.as_deref(), read.items, sink, report)? && whole;
                    state.failures = 0;
                    self.settle(&mut state, body, complete)
                }
                Err(source) => {
                    report.failed.push(WatchError::Feed { url: body.url.to_string(), source });
                    self.back_off(&mut state, None)
                }
            },
            Err(error) => {
                let wanted = if let WatchError::Status { status, retry_after, .. } = &error {
                    state.gone = *status == 410;
                    *retry_after
                } else {
                    None
                };
                report.failed.push(error);
                self.back_off(&mut state, wanted)
            }
        };
        state.due = now() + pause.as_secs();
        self.state.set_feed(feed, state)
    }

    /// Keeps the answer's validators only if all its stories were handed on: else an unchanged answer would hide the rest.
    fn settle(&self, state: &mut FeedState, body: Body, complete: bool) -> Duration {
        let validators = if complete { body.validators } else { Validators::default() };
        (state.etag, state.last_modified) = (validators.etag, validators.last_modified);
        if let Some(moved) = body.moved {
            state.moved = Some(moved.to_string());
        }
        let lasting = body.max_age.filter(|_| complete).unwrap_or_default().min(LONGEST_PAUSE);
        self.options.interval.max(lasting)
    }

    fn back_off(&self, state: &mut FeedState, wanted: Option<Duration>) -> Duration {
        state.failures = state.failures.saturating_add(1);
        let pause = self.options.interval.saturating_mul(1 << state.failures.min(MAX_DOUBLINGS)).min(LONGEST_PAUSE);
        pause.max(wanted.unwrap_or_default())
    }

    /// Hands on a feed's items; whether none is left for later.
    fn items(
        &mut self,
        feed: &str,
        title: Option<&str>,
        mut items: Vec<Item>,
        sink: &mut dyn FnMut(Found) -> Taken,
        report: &mut Report,
    ) -> Result<bool, WatchError> {
        items.truncate(self.options.max_items);
        let mut complete = true;
        for item in items.into_iter().rev() {
            let version = version(&item);
            let seen = self.state.story(feed, &item.id, item.url.as_deref());
            // A story that another feed brought first is that feed's; the one here may be cut differently.
            if seen.as_ref().is_some_and(|seen| seen.feed != feed || (seen.version == version && seen.step == Step::Taken)) {
                continue;
            }
            complete &= self.item((feed, title), item, version, seen, sink, report)?;
        }
        Ok(complete)
    }

    fn item(
        &mut self,
        (feed, title): (&str, Option<&str>),
        item: Item,
        version: String,
        seen: Option<Seen>,
        sink: &mut dyn FnMut(Found) -> Taken,
        report: &mut Report,
    ) -> Result<bool, WatchError> {
        let same = seen.as_ref().filter(|seen| seen.version == version);
        let perhaps_repeated = same.is_some_and(|seen| seen.step == Step::Offered);
        let mut record = Seen {
            feed: feed.to_owned(),
            id: item.id.clone(),
            url: item.url.clone(),
            attempts: same.map_or(0, |seen| seen.attempts),
            known: seen.as_ref().is_some_and(|seen| seen.known || seen.step == Step::Taken),
            version: version.clone(),
            step: Step::Offered,
        };
        let (article, article_error) = match self.article(&item) {
            None => (None, None),
            Some(Ok(article)) => (Some(Box::new(article)), None),
            Some(Err(failure)) => {
                record.attempts += 1;
                if failure.passes && record.attempts < self.options.article_attempts {
                    record.step = Step::Waiting;
                    self.state.set_story(record)?;
                    return Ok(false);
                }
                (None, Some(failure.reason))
            }
        };
        let change = if record.known { Change::Changed } else { Change::New };
        self.state.set_story(record.clone())?;
        let feed_title = title.map(str::to_owned);
        let found = Found { feed: feed.to_owned(), feed_title, item, change, version, article, article_error, perhaps_repeated };
        if let Err(error) = sink(found) {
            record.step = Step::Returned;
            self.state.set_story(record)?;
            return Err(WatchError::Sink(error.to_string()));
        }
        record.step = Step::Taken;
        self.state.set_story(record)?;
        match change {
            Change::New => report.new += 1,
            Change::Changed => report.changed += 1,
        }
        Ok(true)
    }

    fn article(&mut self, item: &Item) -> Option<Result<Article, ArticleFailure>> {
        let address = item.url.as_deref().filter(|_| self.options.follow)?;
        let body = match parse(address).and_then(|url| self.fetcher.get(&url, &Validators::default())) {
            Ok(Answer::Body(body)) => body,
            Ok(Answer::Unchanged) => return Some(Err(ArticleFailure::lasting("the server sent no page".to_owned()))),
            Err(error) => return Some(Err(ArticleFailure { passes: error.passes(), reason: error.to_string() })),
        };
        let kind =
            body.content_type.as_deref().map(|kind| kind.split(';').next().unwrap_or_default().trim().to_ascii_lowercase());
        if let Some(kind) = kind.filter(|kind| !kind.contains("html") && !kind.is_empty()) {
            return Some(Err(ArticleFailure::lasting(format!("{}: is {kind}, not a page", body.url))));
        }
        let hints = html::Hints { content_type: body.content_type.as_deref(), url: Some(body.url.as_str()) };
        Some(html::article(&body.bytes, &hints).map_err(|error| ArticleFailure::lasting(format!("{}: {error}", body.url))))
    }
}

struct ArticleFailure {
    passes: bool,
    reason: String,
}

impl ArticleFailure {
    fn lasting(reason: String) -> Self {
        Self { passes: false, reason }
    }
}

fn parse(address: &str) -> Result<Url, WatchError> {
    Url::parse(address.trim()).map_err(|error| WatchError::Address { address: address.to_owned(), reason: error.to_string() })
}

/// Digest of what makes a version: title, address, dates and text.
fn version(item: &Item) -> String {
    let mut digest = Sha256::new();
    let mut add = |text: &str| {
        digest.update((text.len() as u64).to_le_bytes());
        digest.update(text);
    };
    for field in [&item.title, &item.url, &item.published, &item.updated] {
        add(field.as_deref().unwrap_or_default());
    }
    for text in item.summary.iter().chain([&String::new()]).chain(&item.content) {
        add(text);
    }
    digest.finalize().iter().take(16).map(|byte| format!("{byte:02x}")).collect()
}

fn now() -> u64 {
    SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default().as_secs()
}
