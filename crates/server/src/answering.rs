//! One request to one view: parameters in, the answer in the form that the address asks for out, from the cache where the file has not changed.

use std::sync::Arc;

use axum::{
    body::Body,
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};

use crate::{
    cache::{Kept, Key},
    forms::Form,
    pages::{self, Frame},
    parameters::Parameters,
    problem::{ErrorBody, Problem},
    site::Site,
    views::{Asking, View},
};

/// A request as far as a view cares.
pub(crate) struct Request {
    pub(crate) form: Form,
    /// The parts of the path that have names.
    pub(crate) path: Vec<(&'static str, String)>,
    pub(crate) query: Option<String>,
    pub(crate) headers: HeaderMap,
}

/// Answers a request for a view.
pub(crate) async fn answer<V: View>(site: Arc<Site>, parameters: Arc<Parameters>, request: Request) -> Response {
    let Request { form, path, query, headers } = request;
    match kept::<V>(&site, &parameters, form, &path, query.as_deref(), &headers).await {
        Ok(Outcome::Same(tag)) => {
            let mut response = StatusCode::NOT_MODIFIED.into_response();
            tagged(&mut response, &tag);
            response
        }
        Ok(Outcome::Fresh(kept, tag)) => {
            let mut response = body(&kept, form.content_type(), &headers);
            tagged(&mut response, &tag);
            response
        }
        Err(problem) => failed(form, &problem),
    }
}

enum Outcome {
    /// What the reader has is still right.
    Same(String),
    Fresh(Arc<Kept>, String),
}

async fn kept<V: View>(
    site: &Arc<Site>,
    parameters: &Parameters,
    form: Form,
    path: &[(&'static str, String)],
    query: Option<&str>,
    headers: &HeaderMap,
) -> Result<Outcome, Problem> {
    let read = parameters.read(path, query, form == Form::Page)?;
    let question: V::Question = serde_json::from_value(read)
        .map_err(|error| Problem::bad("the query string", error.to_string(), "parameters as /openapi.json describes them"))?;
    let question = V::asked_for(form, question);
    let canonical = serde_json::to_string(&question).expect("a question is plain JSON");
    let version = site.version();
    let key = Key { path: V::PATH, form, question: canonical, version };
    let tag = tag(site.run, &key);
    if headers.get(header::IF_NONE_MATCH).is_some_and(|known| holds(known, &tag)) {
        return Ok(Outcome::Same(tag));
    }
    let make = async {
        let asked = Arc::clone(site);
        let frame = Frame::new(V::PATH, path, query);
        site.readers
            .ask(move |store| {
                let answer = V::answer(&Asking { site: &asked, store }, &question)?;
                Ok(Kept::new(match form {
                    Form::Page => V::page(&frame, &question, &answer).into_string().into_bytes(),
                    Form::Json => serde_json::to_vec(&answer).map_err(|error| Problem::own(&error))?,
                    Form::Csv => V::table(&answer).csv(),
                    Form::Atom | Form::Ics => V::text(form, &frame, &answer).into_bytes(),
                }))
            })
            .await
    };
    Ok(Outcome::Fresh(site.cache.get(&key, make).await?, tag))
}

/// Names one answer to one question of one state of the file: nothing is read to tell whether a reader has it.
fn tag(run: u64, key: &Key) -> String {
    use std::hash::{BuildHasher as _, BuildHasherDefault};
    let hash = BuildHasherDefault::<rustc_hash::FxHasher>::default().hash_one(key);
    format!("W/\"{run:x}-{:x}-{hash:x}\"", key.version)
}

fn holds(known: &HeaderValue, tag: &str) -> bool {
    let opaque = |tag: &str| tag.trim().trim_start_matches("W/").to_owned();
    known.to_str().is_ok_and(|known| known.trim() == "*" || known.split(',').any(|known| opaque(known) == opaque(tag)))
}

fn tagged(response: &mut Response, tag: &str) {
    let headers = response.headers_mut();
    headers.insert(header::ETAG, HeaderValue::from_str(tag).expect("hexadecimal digits"));
    // To be kept, and asked after each time: most such questions end with 304.
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-cache"));
    headers.insert(header::VARY, HeaderValue::from_static("accept-encoding"));
}

/// A body, packed where the reader takes that.
pub(crate) fn body(kept: &Kept, content_type: &'static str, headers: &HeaderMap) -> Response {
    let packed = takes_gzip(headers).then(|| kept.packed()).flatten();
    let encoded = packed.is_some();
    let mut response = Response::new(Body::from(packed.unwrap_or_else(|| kept.body.clone())));
    response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static(content_type));
    if encoded {
        response.headers_mut().insert(header::CONTENT_ENCODING, HeaderValue::from_static("gzip"));
    }
    response
}

fn takes_gzip(headers: &HeaderMap) -> bool {
    let offers = headers.get_all(header::ACCEPT_ENCODING).iter().filter_map(|offer| offer.to_str().ok());
    offers.flat_map(|offer| offer.split(',')).any(|offer| {
        let mut parts = offer.split(';').map(str::trim);
        let named = parts.next().is_some_and(|name| name.eq_ignore_ascii_case("gzip"));
        let refused = parts.any(|part| part.strip_prefix("q=").is_some_and(|weight| weight.parse() == Ok(0.0_f32)));
        named && !refused
    })
}

/// An error, as a page for those who look at pages and as JSON for all others.
pub(crate) fn failed(form: Form, problem: &Problem) -> Response {
    let (content_type, text) = match form {
        Form::Page => (Form::Page.content_type(), pages::problem(problem.status, &problem.text).into_string()),
        _ => {
            let body = ErrorBody { error: problem.text.clone() };
            (Form::Json.content_type(), serde_json::to_string(&body).expect("an error is plain JSON"))
        }
    };
    let mut response = (problem.status, [(header::CONTENT_TYPE, content_type)], text).into_response();
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    if let Some(seconds) = problem.retry_after {
        response.headers_mut().insert(header::RETRY_AFTER, seconds.into());
    }
    response
}
