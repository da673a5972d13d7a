//! Connections that read: a few, each used by one question at a time, and no question longer than its time.

use std::{
    path::PathBuf,
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use axum::http::StatusCode;
use store::Store;
use tokio::sync::Semaphore;

use crate::problem::Problem;

/// How long a question waits for a connection before it is sent away.
const PATIENCE: Duration = Duration::from_secs(10);

pub(crate) struct Readers {
    path: PathBuf,
    idle: Mutex<Vec<Store>>,
    permits: Arc<Semaphore>,
    time: Duration,
}

impl Readers {
    /// `connections` at most, each question no longer than `time`.
    pub(crate) fn new(path: PathBuf, connections: usize, time: Duration) -> Self {
        Self { path, idle: Mutex::default(), permits: Arc::new(Semaphore::new(connections)), time }
    }

    /// Runs `ask` on a thread that may wait, with a connection that sees one state of the file.
    pub(crate) async fn ask<T: Send + 'static>(
        self: &Arc<Self>,
        ask: impl FnOnce(&Store) -> Result<T, Problem> + Send + 'static,
    ) -> Result<T, Problem> {
        let permit = tokio::time::timeout(PATIENCE, Arc::clone(&self.permits).acquire_owned()).await;
        let Ok(Ok(permit)) = permit else {
            return Err(Problem::busy(StatusCode::SERVICE_UNAVAILABLE, "too many questions wait for an answer", 5));
        };
        let readers = Arc::clone(self);
        let asked = tokio::task::spawn_blocking(move || {
            let _permit = permit;
            readers.ask_here(ask)
        });
        asked.await.unwrap_or_else(|error| Err(Problem::own(&error)))
    }

    /// The same on this thread.
    pub(crate) fn ask_here<T>(&self, ask: impl FnOnce(&Store) -> Result<T, Problem>) -> Result<T, Problem> {
        let idle = self.idle.lock().unwrap_or_else(PoisonError::into_inner).pop();
        let mut store = match idle {
            Some(store) => store,
            None => Store::open_read_only(&self.path)?,
        };
        // The reader's own problem is the answer; the store's is about the file.
        let outcome = store.within(self.time, |store| Ok(ask(store)));
        self.idle.lock().unwrap_or_else(PoisonError::into_inner).push(store);
        outcome?
    }
}
