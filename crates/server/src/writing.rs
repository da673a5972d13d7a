//! Texts that come in: `POST /code` codes one and keeps nothing, `POST /stories.json` stores stories for those who have the token.

use std::{
    collections::BTreeMap,
    ops::ControlFlow,
    sync::{Arc, atomic::Ordering::Relaxed},
};

use axum::{
    body::to_bytes,
    extract::{Request, State},
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use intake::{Arrival, Incoming};
use record::{Delivered, Record};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use store::{Put, Store};

use crate::{
    answering::failed,
    forms::Form,
    pages::{self, Pasted},
    problem::Problem,
    site::Site,
    views::story::steps,
};

/// Longest body, bytes.
pub(crate) const LONGEST: usize = 1 << 20;

/// A text to be coded.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Text {
    /// The text, with its headline on the first line where it has one.
    #[schemars(length(min = 1, max = 200_000))]
    pub text: String,
    /// The headline, where the text does not hold it.
    #[schemars(length(max = 2000))]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub headline: Option<String>,
    /// Day or moment of publication, ISO 8601: what "on Tuesday" is counted from.
    #[schemars(regex(
        pattern = "^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|1[0-9]|2[0-8])(T([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9])?(Z|[+-](0[0-9]|1[0-3]):[0-5][0-9]))?$|^[0-9]{4}-(0[13-9]|1[0-2])-(29|30)$|^[0-9]{4}-(0[13578]|1[02])-31$"
    ))]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub published: Option<String>,
    /// Publisher.
    #[schemars(length(max = 200))]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
    /// Id at its publisher; without one, a hash of the text.
    #[schemars(length(min = 1, max = 1000))]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// Address at its publisher.
    #[schemars(length(max = 2000))]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
}

/// What was read out of a text.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub(crate) struct Coded {
    /// The record as `dateline code` prints it.
    pub record: Record,
    /// The steps behind each record by its id (`v1`, `e4`), in order.
    pub steps: BTreeMap<String, Vec<String>>,
    /// What a reader of the record should know about how the text was read.
    pub notes: Vec<String>,
}

/// What became of a story.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub(crate) struct Stored {
    /// Key of the story in the file: `/story/KEY` shows it.
    pub story: i64,
    /// `stored`, `replaced`, `recoded` or `already_there`.
    pub outcome: String,
}

/// Codes a text and keeps nothing.
pub(crate) async fn code(State(site): State<Arc<Site>>, request: Request) -> Response {
    answered(coded(site, request).await.map(|coded| (StatusCode::OK, coded)))
}

/// Codes what the form of a page sends and keeps nothing: the page again, with the records.
pub(crate) async fn pasted(State(site): State<Arc<Site>>, request: Request) -> Response {
    let (sent, outcome) = match form(&site, request).await {
        Ok(text) => (text.clone(), read_out(site, text).await),
        Err(problem) => (Text::default(), Err(problem)),
    };
    let (status, pasted) = match outcome {
        Ok(coded) => (StatusCode::OK, Pasted::Coded(Box::new(coded))),
        Err(problem) => (problem.status, Pasted::Refused(problem.text)),
    };
    let page = pages::paste(&sent.text, sent.published.as_deref().unwrap_or_default(), &pasted).into_string();
    (status, [(header::CONTENT_TYPE, Form::Page.content_type()), (header::CACHE_CONTROL, "no-store")], page).into_response()
}

/// The text that a form of this site's own pages sends.
async fn form(site: &Site, request: Request) -> Result<Text, Problem> {
    let kind = request.headers().get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    if !kind.split(';').next().is_some_and(|kind| kind.trim().eq_ignore_ascii_case("application/x-www-form-urlencoded")) {
        let expected = "content-type: application/x-www-form-urlencoded; programs send JSON to /code";
        return Err(
            Problem::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, "the body is not a form's", expected).at("header content-type")
        );
    }
    let bytes = bytes(site, request).await?;
    let mut text = Text::default();
    for (name, value) in form_urlencoded::parse(&bytes).filter(|(_, value)| !value.is_empty()) {
        match &*name {
            // Browsers send a line's end as two characters.
            "text" => text.text = value.replace("\r\n", "\n"),
            "published" => text.published = Some(value.into_owned()),
            _ => return Err(Problem::bad("body", "it holds a field that the form has not", "`text` and `published`")),
        }
    }
    checked(&text)?;
    Ok(text)
}

/// Stores a story.
pub(crate) async fn store(State(site): State<Arc<Site>>, request: Request) -> Response {
    answered(stored(site, request).await)
}

fn answered<T: Serialize>(outcome: Result<(StatusCode, T), Problem>) -> Response {
    match outcome {
        Ok((status, body)) => {
            let body = serde_json::to_vec(&body).expect("an answer is plain JSON");
            let mut response = (status, body).into_response();
            response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static(Form::Json.content_type()));
            response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
            response
        }
        Err(problem) => failed(Form::Json, &problem),
    }
}

async fn coded(site: Arc<Site>, request: Request) -> Result<Coded, Problem> {
    let text = body(&site, request).await?;
    read_out(site, text).await
}

async fn read_out(site: Arc<Site>, text: Text) -> Result<Coded, Problem> {
    let _permit = turn(&site).await?;
    let here = Arc::clone(&site);
    let coded = tokio::task::spawn_blocking(move || {
        let (incoming, notes) = read(&text)?;
        let (record, explanation) = here.coding.explain(incoming.into_story().0);
        here.metrics.coded.fetch_add(1, Relaxed);
        Ok(Coded { steps: steps(&record, &explanation), record, notes })
    });
    coded.await.unwrap_or_else(|error| Err(Problem::own(&error)))
}

async fn stored(site: Arc<Site>, request: Request) -> Result<(StatusCode, Stored), Problem> {
    allowed(&site, request.headers())?;
    let text = body(&site, request).await?;
    let _permit = turn(&site).await?;
    let here = Arc::clone(&site);
    let stored = tokio::task::spawn_blocking(move || {
        let (incoming, _) = read(&text)?;
        let (story, delivery) = incoming.into_story();
        let (record, _) = here.coding.explain(story);
        // One writes at a time; the file's own lock keeps other programs apart.
        let _writing = here.writing.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        let mut store = Store::create_or_open(&here.options.db)?;
        let mut writer = store.writer()?;
        let put = writer.put(&Delivered { record, delivery })?;
        writer.commit()?;
        store.group(Some(std::time::Duration::from_millis(200)))?;
        drop(store);
        // Whoever stored it can see it at once.
        here.readers.ask_here(|store| {
            here.refresh(store);
            Ok(())
        })?;
        here.metrics.stored.fetch_add(1, Relaxed);
        let (status, outcome) = match put {
            Put::Stored(_) => (StatusCode::CREATED, "stored"),
            Put::Replaced(_) => (StatusCode::CREATED, "replaced"),
            Put::Recoded(_) => (StatusCode::OK, "recoded"),
            Put::AlreadyThere(_) => (StatusCode::OK, "already_there"),
        };
        Ok((status, Stored { story: put.story(), outcome: outcome.into() }))
    });
    stored.await.unwrap_or_else(|error| Err(Problem::own(&error)))
}

/// Lets through who brings the token. A page of another site cannot: it is never sent by a browser of itself.
fn allowed(site: &Site, headers: &HeaderMap) -> Result<(), Problem> {
    let Some(token) = &site.options.token else {
        return Err(Problem::new(
            StatusCode::FORBIDDEN,
            "this server only reads",
            "a server that was started with --token, or `dateline ingest` beside it",
        ));
    };
    let brought = headers.get(header::AUTHORIZATION).and_then(|value| value.to_str().ok());
    let brought = brought.and_then(|value| value.split_once(' ')).filter(|(scheme, _)| scheme.eq_ignore_ascii_case("bearer"));
    match brought {
        Some((_, brought)) if same(brought.trim().as_bytes(), token.as_bytes()) => Ok(()),
        Some(_) => {
            Err(Problem::new(StatusCode::FORBIDDEN, "the token is another one", "the token that the server was started with")
                .at("header authorization"))
        }
        None => Err(Problem::new(StatusCode::UNAUTHORIZED, "the token is missing", "authorization: Bearer TOKEN")
            .at("header authorization")),
    }
}

/// Compares in the same time wherever the first difference is.
fn same(a: &[u8], b: &[u8]) -> bool {
    a.len() == b.len() && a.iter().zip(b).fold(0, |different, (a, b)| different | (a ^ b)) == 0
}

/// A turn among those who have something coded, which takes a processor each.
async fn turn(site: &Arc<Site>) -> Result<tokio::sync::OwnedSemaphorePermit, Problem> {
    site.rate
        .take()
        .map_err(|seconds| Problem::busy(StatusCode::TOO_MANY_REQUESTS, "too many texts are sent to be coded", seconds))?;
    let waited = tokio::time::timeout(site.options.time, Arc::clone(&site.turns).acquire_owned()).await;
    match waited {
        Ok(Ok(permit)) => Ok(permit),
        _ => Err(Problem::busy(StatusCode::SERVICE_UNAVAILABLE, "too many texts wait to be coded", 5)),
    }
}

/// The body as a text: JSON, from this site's own pages or from a program, and not too long.
async fn body(site: &Site, request: Request) -> Result<Text, Problem> {
    let headers = request.headers();
    let json = headers.get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok());
    let json =
        json.is_some_and(|kind| kind.split(';').next().is_some_and(|kind| kind.trim().eq_ignore_ascii_case("application/json")));
    if !json {
        let problem =
            Problem::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, "the body is not said to be JSON", "content-type: application/json");
        return Err(problem.at("header content-type"));
    }
    let bytes = bytes(site, request).await?;
    let text: Text = serde_json::from_slice(&bytes)
        .map_err(|error| Problem::bad("body", error.to_string(), "an object with `text`, and `published` where it is known"))?;
    checked(&text)?;
    Ok(text)
}

/// The body, from this site's own pages or from a program, not too long and in time.
async fn bytes(site: &Site, request: Request) -> Result<bytes::Bytes, Problem> {
    let headers = request.headers();
    from_here(headers)?;
    let too_long =
        || Problem::new(StatusCode::PAYLOAD_TOO_LARGE, "the body is too long", format!("at most {LONGEST} bytes")).at("body");
    let told = headers
        .get(header::CONTENT_LENGTH)
        .and_then(|length| length.to_str().ok())
        .and_then(|length| length.parse::<usize>().ok());
    if told.is_some_and(|told| told > LONGEST) {
        return Err(too_long());
    }
    let read = tokio::time::timeout(site.options.time, to_bytes(request.into_body(), LONGEST)).await;
    match read {
        Ok(Ok(bytes)) => Ok(bytes),
        Ok(Err(_)) => Err(too_long()),
        Err(_) => {
            Err(Problem::new(StatusCode::REQUEST_TIMEOUT, "the body did not come in time", "a faster connection").at("body"))
        }
    }
}

/// What the schema of a text says of its parts.
fn checked(text: &Text) -> Result<(), Problem> {
    let parameters = crate::parameters::Parameters::of::<Text>();
    let given = serde_json::to_value(text).expect("a text is plain JSON");
    for (name, value) in given.as_object().into_iter().flatten() {
        if let Some(value) = value.as_str() {
            parameters.check(&format!("body {name}"), name, value)?;
        }
    }
    Ok(())
}

/// Refuses what a browser sends for a page of another site.
fn from_here(headers: &HeaderMap) -> Result<(), Problem> {
    let text = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
    let strange = text("sec-fetch-site").is_some_and(|site| !matches!(site, "same-origin" | "none"));
    let other = text("origin").is_some_and(|origin| origin.split_once("://").map(|(_, host)| host) != text("host"));
    // A form of this site's own page says so by the first header; its origin is hidden, as the pages send no referrer.
    let own = text("sec-fetch-site") == Some("same-origin");
    if strange || (other && !own) {
        return Err(Problem::new(
            StatusCode::FORBIDDEN,
            "the request comes from a page of another site",
            "a page of this server, or a program",
        )
        .at("header origin"));
    }
    Ok(())
}

/// The text as a story, the way `dateline code` reads one.
fn read(text: &Text) -> Result<(Incoming, Vec<String>), Problem> {
    let line = serde_json::to_string(text).expect("a text is plain JSON");
    let options = intake::Options { english_only: false, ..intake::Options::default() };
    let mut story = None;
    let mut refused = None;
    intake::read_bytes(line.as_bytes(), "body", &options, &mut |arrival| {
        match arrival {
            Arrival::Story(incoming) => story = Some(*incoming),
            Arrival::PassedOver(passed) => refused = Some(passed.to_string()),
            Arrival::Rejected(rejected) => refused = Some(rejected.to_string()),
        }
        ControlFlow::Break(())
    });
    let incoming = story.ok_or_else(|| {
        Problem::unprocessable("body text", refused.unwrap_or_else(|| "no story in it".into()), "a news text in English")
    })?;
    let notes = incoming.warnings.iter().map(ToString::to_string).collect();
    Ok((incoming, notes))
}
