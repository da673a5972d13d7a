//! What was seen, in a file that a crash cannot spoil.
//!
//! In and out: one JSON object a line, appended and flushed to the disk before the next step is taken. A line that a crash cut off is ignored; when the
//! file is opened, and when it has grown, it is written anew beside itself and renamed over the old one. A lock file keeps a second watch
//! from using it.
//!
//! For each story the line `offered` stands before it is handed on and `taken` after. A story with only the first was perhaps handed on
//! before the crash: it is handed on again and marked so.

use std::collections::{BTreeMap, HashMap};
use std::fs::{File, OpenOptions};
use std::io::{Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use crate::options::WatchError;

/// Items that are remembered per feed beyond those it holds now.
const MAX_ITEMS: usize = 200_000;
/// The file is written anew when it has this many lines more than twice what lives.
const SLACK: usize = 10_000;

/// What is known of a feed.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct FeedState {
    pub(crate) etag: Option<String>,
    pub(crate) last_modified: Option<String>,
    /// Seconds since 1970 before which it is not asked.
    pub(crate) due: u64,
    /// Polls in sequence that failed.
    pub(crate) failures: u32,
    /// Where it moved for good.
    pub(crate) moved: Option<String>,
    /// Gone for good.
    pub(crate) gone: bool,
}

/// How far a version of a story came.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Step {
    /// Its article could not be had yet.
    Waiting,
    /// About to be handed on.
    Offered,
    /// Given back by the receiver: not handed on.
    Returned,
    /// Handed on.
    Taken,
}

/// A story as it was last seen.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Seen {
    pub(crate) feed: String,
    pub(crate) id: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) url: Option<String>,
    /// Digest of the version that `step` speaks of.
    pub(crate) version: String,
    pub(crate) step: Step,
    /// Tries to get the article.
    #[serde(default)]
    pub(crate) attempts: u32,
    /// A version of it was handed on before.
    #[serde(default)]
    pub(crate) known: bool,
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Line {
    Feed(String, FeedState),
    Story(Seen),
}

/// All that is remembered.
pub(crate) struct State {
    feeds: BTreeMap<String, FeedState>,
    stories: HashMap<(String, String), (Seen, u64)>,
    urls: HashMap<String, (String, String)>,
    /// Counts up with every sighting, for forgetting the oldest.
    clock: u64,
    log: Option<Log>,
}

struct Log {
    path: PathBuf,
    file: File,
    lines: usize,
    /// Held, not read: it is unlocked when dropped.
    _lock: File,
}

impl State {
    /// Opens the state, or a fresh one where there is no file or no name.
    pub(crate) fn open(path: Option<&Path>) -> Result<Self, WatchError> {
        let mut state = Self { feeds: BTreeMap::new(), stories: HashMap::new(), urls: HashMap::new(), clock: 0, log: None };
        let Some(path) = path else { return Ok(state) };
        let fail = |reason: String| WatchError::State { file: path.to_owned(), reason };
        let lock_path = beside(path, "lock");
        let lock = File::create(&lock_path).map_err(|error| fail(format!("cannot make the lock file beside it: {error}")))?;
        lock.try_lock().map_err(|_| fail("another watch uses it; give each watch a state file of its own".to_owned()))?;
        match std::fs::read(path) {
            Ok(bytes) => state.replay(&bytes).map_err(fail)?,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => {}
            Err(error) => return Err(fail(error.to_string())),
        }
        let (file, lines) = state.rewrite(path).map_err(|error| fail(format!("cannot be written: {error}")))?;
        state.log = Some(Log { path: path.to_owned(), file, lines, _lock: lock });
        Ok(state)
    }

    fn replay(&mut self, bytes: &[u8]) -> Result<(), String> {
        // What follows the last line end is a line that a crash cut off.
        let whole = bytes.iter().rposition(|b| *b == b'\n').map_or(0, |end| end + 1);
        for (number, line) in bytes[..whole].split(|b| *b == b'\n').enumerate().filter(|(_, line)| !line.is_empty()) {
            match serde_json::from_slice(line) {
                Ok(Line::Feed(url, feed)) => {
                    self.feeds.insert(url, feed);
                }
                Ok(Line::Story(seen)) => self.remember(seen),
                Err(error) => {
                    return Err(format!(
                        "line {} is not one that a watch writes ({error}); move the file away to start anew",
                        number + 1
                    ));
                }
            }
        }
        Ok(())
    }

    fn remember(&mut self, seen: Seen) {
        self.clock += 1;
        let key = (seen.feed.clone(), seen.id.clone());
        if let Some(url) = &seen.url {
            self.urls.entry(url.clone()).or_insert_with(|| key.clone());
        }
        self.stories.insert(key, (seen, self.clock));
    }

    pub(crate) fn feed(&self, url: &str) -> FeedState {
        self.feeds.get(url).cloned().unwrap_or_default()
    }

    pub(crate) fn set_feed(&mut self, url: &str, feed: FeedState) -> Result<(), WatchError> {
        if self.feeds.get(url) == Some(&feed) {
            return Ok(());
        }
        self.append(&Line::Feed(url.to_owned(), feed.clone()))?;
        self.feeds.insert(url.to_owned(), feed);
        Ok(())
    }

    /// The story of a feed's id; else the one of the same address, whichever feed it came from.
    pub(crate) fn story(&mut self, feed: &str, id: &str, url: Option<&str>) -> Option<Seen> {
        let own = (feed.to_owned(), id.to_owned());
        let key = if self.stories.contains_key(&own) { own } else { self.urls.get(url?)?.clone() };
        self.clock += 1;
        let (seen, sighted) = self.stories.get_mut(&key)?;
        *sighted = self.clock;
        Some(seen.clone())
    }

    pub(crate) fn set_story(&mut self, seen: Seen) -> Result<(), WatchError> {
        let line = Line::Story(seen);
        self.append(&line)?;
        if let Line::Story(seen) = line {
            self.remember(seen);
        }
        Ok(())
    }

    fn append(&mut self, line: &Line) -> Result<(), WatchError> {
        let live = self.feeds.len() + self.stories.len();
        let Some(log) = &mut self.log else { return Ok(()) };
        let path = log.path.clone();
        let fail =
            |error: std::io::Error| WatchError::State { file: path.clone(), reason: format!("cannot be written: {error}") };
        if log.lines > 2 * live + SLACK {
            let (file, lines) = self.rewrite(&path).map_err(fail)?;
            if let Some(log) = &mut self.log {
                (log.file, log.lines) = (file, lines);
            }
        }
        let Some(log) = &mut self.log else { return Ok(()) };
        let mut text = serde_json::to_vec(line).map_err(|error| fail(error.into()))?;
        text.push(b'\n');
        log.file.write_all(&text).and_then(|()| log.file.sync_data()).map_err(fail)?;
        log.lines += 1;
        Ok(())
    }

    /// Writes what lives beside the file and renames it over; returns the file, open at its end.
    fn rewrite(&mut self, path: &Path) -> std::io::Result<(File, usize)> {
        let mut stories: Vec<&(Seen, u64)> = self.stories.values().collect();
        stories.sort_by_key(|(_, sighted)| *sighted);
        let forgotten = stories.len().saturating_sub(MAX_ITEMS);
        let mut text = Vec::new();
        for (url, feed) in &self.feeds {
            serde_json::to_writer(&mut text, &Line::Feed(url.clone(), feed.clone()))?;
            text.push(b'\n');
        }
        for (seen, _) in &stories[forgotten..] {
            serde_json::to_writer(&mut text, &Line::Story(seen.clone()))?;
            text.push(b'\n');
        }
        let lines = self.feeds.len() + stories.len() - forgotten;
        let oldest = stories.get(forgotten).map_or(0, |(_, sighted)| *sighted);
        self.stories.retain(|_, (_, sighted)| *sighted >= oldest);
        self.urls.retain(|_, key| self.stories.contains_key(key));
        let fresh = beside(path, "new");
        let mut file = OpenOptions::new().create(true).write(true).truncate(true).read(true).open(&fresh)?;
        file.write_all(&text)?;
        file.sync_all()?;
        std::fs::rename(&fresh, path)?;
        if let Some(folder) = path.parent() {
            let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
            // Makes the rename last; not every system can open a folder.
            let _ = File::open(folder).and_then(|folder| folder.sync_all());
        }
        file.seek(SeekFrom::End(0))?;
        Ok((file, lines))
    }
}

fn beside(path: &Path, ending: &str) -> PathBuf {
    let mut name = path.file_name().unwrap_or_default().to_owned();
    name.push(".");
    name.push(ending);
    path.with_file_name(name)
}
