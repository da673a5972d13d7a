//! New records as they are stored: server-sent events, each with the key from which a reader goes on after a break.

use std::{convert::Infallible, sync::Arc, time::Duration};

use axum::{
    body::Body,
    extract::{RawQuery, State},
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use bytes::Bytes;
use futures_util::stream;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use tokio::sync::{OwnedSemaphorePermit, watch};

use crate::{answering::failed, forms::Form, parameters::Parameters, problem::Problem, site::Site, views::filter::Filter};

/// Streams that are open at once.
pub(crate) const STREAMS: usize = 64;

/// Records of one message; more come in the next.
const BATCH: usize = 100;

/// How often a silent stream says that it is alive.
const ALIVE: Duration = Duration::from_secs(15);

/// What a stream tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Of {
    Events,
    Stories,
}

/// Which stories.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
pub(crate) struct StoriesQuestion {
    /// Publisher
    #[schemars(length(min = 1, max = 200))]
    #[serde(default)]
    source: Option<String>,
}

struct Following {
    site: Arc<Site>,
    of: Of,
    filter: store::EventFilter,
    source: Option<String>,
    /// The key of the last record that was told or passed over.
    last: i64,
    changes: watch::Receiver<u64>,
    first: bool,
    _permit: OwnedSemaphorePermit,
}

/// New events that a filter lets through.
pub(crate) async fn events(State(site): State<Arc<Site>>, RawQuery(query): RawQuery, headers: HeaderMap) -> Response {
    let read = Parameters::of::<Filter>().read(&[], query.as_deref(), false);
    let filter = read.and_then(|read| serde_json::from_value::<Filter>(read).map_err(|error| Problem::own(&error)));
    match filter.and_then(|filter| filter.of_store()) {
        Ok(filter) => follow(site, Of::Events, filter, None, &headers).await,
        Err(problem) => failed(Form::Json, &problem),
    }
}

/// New stories.
pub(crate) async fn stories(State(site): State<Arc<Site>>, RawQuery(query): RawQuery, headers: HeaderMap) -> Response {
    let read = Parameters::of::<StoriesQuestion>().read(&[], query.as_deref(), false);
    match read.and_then(|read| serde_json::from_value::<StoriesQuestion>(read).map_err(|error| Problem::own(&error))) {
        Ok(question) => follow(site, Of::Stories, store::EventFilter::default(), question.source, &headers).await,
        Err(problem) => failed(Form::Json, &problem),
    }
}

async fn follow(site: Arc<Site>, of: Of, filter: store::EventFilter, source: Option<String>, headers: &HeaderMap) -> Response {
    let Ok(permit) = Arc::clone(&site.streams).try_acquire_owned() else {
        let problem = Problem::busy(StatusCode::SERVICE_UNAVAILABLE, format!("{STREAMS} streams are open already"), 30);
        return failed(Form::Json, &problem);
    };
    let known = headers.get("last-event-id").and_then(|id| id.to_str().ok()).and_then(|id| id.parse().ok());
    let newest =
        match site.readers.ask(move |store| Ok(if of == Of::Events { store.last_event()? } else { store.last_story()? })).await {
            Ok(newest) => newest,
            Err(problem) => return failed(Form::Json, &problem),
        };
    let changes = site.changes.clone();
    let last = known.filter(|known| (0..=newest).contains(known)).unwrap_or(newest);
    let following = Following { site, of, filter, source, last, changes, first: true, _permit: permit };
    let messages = stream::unfold(following, |mut following| async move {
        let mut stopping = following.site.stopping.subscribe();
        let message = tokio::select! {
            message = following.next() => message,
            _ = stopping.wait_for(|stopping| *stopping) => return None,
        };
        Some((Ok::<_, Infallible>(Bytes::from(message)), following))
    });
    let mut response = Body::from_stream(messages).into_response();
    response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static("text/event-stream"));
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}

impl Following {
    /// The next message: new records, or a sign of life.
    async fn next(&mut self) -> String {
        if std::mem::take(&mut self.first) && self.last == 0 {
            return "retry: 3000\n\n".into();
        }
        loop {
            match self.fetch().await {
                Ok(message) if !message.is_empty() => return message,
                Ok(_) => {}
                // The file may be mended meanwhile; nothing is passed over.
                Err(problem) => return format!(": {}\n\n", problem.text.what.replace(['\n', '\r'], " ")),
            }
            match tokio::time::timeout(ALIVE, self.changes.changed()).await {
                Ok(Ok(())) => {}
                _ => return ": alive\n\n".into(),
            }
        }
    }

    /// What came after the last record.
    async fn fetch(&mut self) -> Result<String, Problem> {
        let (of, filter, source, last) = (self.of, self.filter.clone(), self.source.clone(), self.last);
        let columns = self.site.columns();
        let (message, last) = self
            .site
            .readers
            .ask(move |store| {
                let mut message = String::new();
                let mut add = |name: &str, key: i64, data: String| {
                    message += &format!("id: {key}\nevent: {name}\ndata: {data}\n\n");
                };
                match of {
                    Of::Events => {
                        let (keys, last) = columns.since(store, &filter, last, BATCH)?;
                        for row in store.event_rows(&keys)? {
                            add("event", row.event, serde_json::to_string(&row).expect("a row is plain JSON"));
                        }
                        Ok((message, last))
                    }
                    Of::Stories => {
                        let (keys, last) = store.stories_since(source.as_deref(), last, BATCH)?;
                        for row in store.story_rows(&keys)? {
                            add("story", row.story, serde_json::to_string(&row).expect("a row is plain JSON"));
                        }
                        Ok((message, last))
                    }
                }
            })
            .await?;
        self.last = last;
        Ok(message)
    }
}
