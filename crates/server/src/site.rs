//! What every request shares: the file's readers, the cache, and what the server was started with.

use std::{
    net::SocketAddr,
    path::PathBuf,
    sync::{
        Arc, Mutex, PoisonError, RwLock,
        atomic::{AtomicU64, Ordering::Relaxed},
    },
    time::Duration,
};

use store::{Store, columns::Columns};
use tokio::sync::{Semaphore, watch};

use crate::{Coding, cache::Cache, guards::Rate, metrics::Metrics, planned::Planned, readers::Readers, streams::STREAMS};

/// How the server is run.
#[derive(Debug, Clone)]
pub struct Options {
    /// The file of records.
    pub db: PathBuf,
    /// Where to listen; port 0 takes a free one.
    pub address: SocketAddr,
    /// Names beside the loopback ones that requests may be addressed to (`Host`).
    pub hosts: Vec<String>,
    /// What a request must bring to write; without one nothing is written.
    pub token: Option<String>,
    /// How long one question may take.
    pub time: Duration,
    /// Connections that read at once.
    pub readers: usize,
    /// Answers kept in memory, bytes.
    pub cache: u64,
}

impl Options {
    /// The usual ones for a file: loopback, reading alone.
    pub fn new(db: impl Into<PathBuf>) -> Self {
        let processors = std::thread::available_parallelism().map_or(2, usize::from);
        Self {
            db: db.into(),
            address: ([127, 0, 0, 1], 8710).into(),
            hosts: Vec::new(),
            token: None,
            time: Duration::from_secs(10),
            readers: processors.clamp(2, 16),
            cache: 64 << 20,
        }
    }
}

/// What every request shares.
pub struct Site {
    pub(crate) options: Options,
    pub(crate) readers: Arc<Readers>,
    pub(crate) coding: Arc<dyn Coding>,
    pub(crate) cache: Cache,
    pub(crate) metrics: Metrics,
    pub(crate) planned: Planned,
    /// Counts the changes of the file alone.
    file: AtomicU64,
    /// Streams that may still be opened.
    pub(crate) streams: Arc<Semaphore>,
    /// How often texts may be sent to be coded, and how many are coded at once.
    pub(crate) rate: Rate,
    pub(crate) turns: Arc<Semaphore>,
    /// Held by the one that writes.
    pub(crate) writing: Mutex<()>,
    columns: RwLock<Arc<Columns>>,
    /// Counts the changes of the file that were seen.
    pub(crate) changes: watch::Receiver<u64>,
    seen: watch::Sender<u64>,
    /// Held by the one that brings the columns up to date.
    refreshing: Mutex<()>,
    /// True once the server is told to stop: streams end then.
    pub(crate) stopping: watch::Sender<bool>,
    /// Tells this run of the server from others, so that no tag of another run is taken for one of this.
    pub(crate) run: u64,
}

/// How often the file is looked at for changes.
const LOOK: Duration = Duration::from_millis(250);

impl Site {
    /// Opens the file; a problem with it is told at once and not at the first request.
    pub fn open(options: Options, coding: Arc<dyn Coding>) -> Result<Arc<Self>, store::Problem> {
        let columns = Columns::load(&Store::open_read_only(&options.db)?)?;
        let (seen, changes) = watch::channel(0);
        let now = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap_or_default();
        Ok(Arc::new(Self {
            readers: Arc::new(Readers::new(options.db.clone(), options.readers, options.time)),
            cache: Cache::new(options.cache),
            metrics: Metrics::new(),
            planned: Planned::default(),
            file: AtomicU64::new(0),
            streams: Arc::new(Semaphore::new(STREAMS)),
            rate: Rate::new(5.0, 20.0),
            turns: Arc::new(Semaphore::new(2)),
            writing: Mutex::default(),
            columns: RwLock::new(Arc::new(columns)),
            coding,
            changes,
            seen,
            refreshing: Mutex::default(),
            stopping: watch::Sender::new(false),
            run: now.as_nanos() as u64,
            options,
        }))
    }

    /// Number of the file's state, as far as changes were seen.
    pub(crate) fn version(&self) -> u64 {
        *self.changes.borrow()
    }

    /// The events that stand.
    pub(crate) fn columns(&self) -> Arc<Columns> {
        Arc::clone(&self.columns.read().unwrap_or_else(PoisonError::into_inner))
    }

    /// Looks at the file for changes for as long as it is polled.
    pub(crate) async fn watch(self: Arc<Self>) {
        let site = Arc::clone(&self);
        let opened = tokio::task::spawn_blocking(move || Store::open_read_only(&site.options.db));
        let Ok(Ok(mut store)) = opened.await else { return };
        let mut last = None;
        loop {
            let site = Arc::clone(&self);
            let looked = tokio::task::spawn_blocking(move || {
                let version = store.file_version();
                // The columns are those of the state that is counted next.
                if let Ok(version) = version
                    && last.replace(version).is_some_and(|last| last != version)
                {
                    site.refresh(&store);
                }
                (store, last)
            });
            let Ok(same) = looked.await else { return };
            (store, last) = same;
            tokio::time::sleep(LOOK).await;
        }
    }

    /// Brings the columns up to the file's state.
    pub(crate) fn refresh(&self, store: &Store) {
        let _refreshing = self.refreshing.lock().unwrap_or_else(PoisonError::into_inner);
        match self.columns().refreshed(store) {
            Ok(Some(columns)) => *self.columns.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(columns),
            Ok(None) => {}
            Err(problem) => eprintln!("dateline: {problem}"),
        }
        self.file.fetch_add(1, Relaxed);
        self.changed();
    }

    /// Number of the file's own state.
    pub(crate) fn file_state(&self) -> u64 {
        self.file.load(Relaxed)
    }

    /// What was answered before is no longer right.
    pub(crate) fn changed(&self) {
        self.seen.send_modify(|changes| *changes += 1);
    }
}

impl std::fmt::Debug for Site {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "Site of {}", self.options.db.display())
    }
}
