//! Which address is answered by what.

use std::sync::Arc;

use axum::{
    Router,
    extract::{OriginalUri, RawPathParams, RawQuery, State},
    http::{HeaderMap, HeaderValue, Method, StatusCode, header},
    response::{IntoResponse, Redirect, Response},
    routing::get,
};

use crate::{
    answering::{self, Request, failed},
    assets,
    cache::Kept,
    forms::Form,
    guards,
    openapi::{self, Document},
    pages,
    parameters::Parameters,
    problem::Problem,
    site::Site,
    streams,
    views::{self, View},
    writing,
};

/// Every address of a site, behind its guards.
pub fn router(site: Arc<Site>) -> Router {
    let mut routes = Routes { router: Router::new(), document: Document::new() };
    views::all(&mut routes);
    openapi::others(&mut routes.document, site.options.token.is_some());
    let document = Kept::new(routes.document.finish());
    let described = move |headers: HeaderMap| {
        let response = answering::body(&document, Form::Json.content_type(), &headers);
        async move { response }
    };
    routes
        .router
        .route("/", get(async || Redirect::temporary("/explore")))
        .route("/openapi.json", get(described))
        .route("/assets/{*name}", get(asset))
        .route("/health", get(health))
        .route("/metrics", get(metrics))
        .route("/events/stream", get(streams::events))
        .route("/stories/stream", get(streams::stories))
        .route("/code", get(paste).post(writing::code))
        .route("/paste", get(paste).post(writing::pasted))
        .fallback(nowhere)
        .method_not_allowed_fallback(no_such_method)
        .with_state(Arc::clone(&site))
        .layer(axum::middleware::from_fn_with_state(site, guards::guard))
}

/// Views on their way into the router and the OpenAPI document.
pub(crate) struct Routes {
    router: Router<Arc<Site>>,
    document: Document,
}

impl Routes {
    /// Puts a view at its address, in every form that it has.
    pub(crate) fn view<V: View>(&mut self) {
        let parameters = Arc::new(Parameters::of::<V::Question>());
        self.document.view::<V>(&parameters);
        if V::PATH.ends_with('}') {
            self.route::<V>(V::PATH, None, parameters);
        } else {
            for form in V::FORMS {
                self.route::<V>(&format!("{}{}", V::PATH, form.ending()), Some(*form), Arc::clone(&parameters));
            }
        }
    }

    fn route<V: View>(&mut self, path: &str, form: Option<Form>, parameters: Arc<Parameters>) {
        let handler = move |State(site): State<Arc<Site>>, path: RawPathParams, RawQuery(query): RawQuery, headers: HeaderMap| {
            let mut path: Vec<(&'static str, String)> =
                path.iter().filter_map(|(name, value)| Some((named::<V>(name)?, value.to_owned()))).collect();
            // The ending belongs to the last part of the path.
            let form = form.unwrap_or_else(|| {
                let Some((_, last)) = path.last_mut() else { return Form::Page };
                let told = V::FORMS.iter().find(|form| **form != Form::Page && last.ends_with(form.ending()));
                let form = told.copied().unwrap_or(Form::Page);
                last.truncate(last.len() - form.ending().len());
                form
            });
            answering::answer::<V>(site, Arc::clone(&parameters), Request { form, path, query, headers })
        };
        let router = std::mem::take(&mut self.router);
        let methods = get(handler);
        let methods = if path == "/stories.json" { methods.post(writing::store) } else { methods };
        self.router = router.route(path, methods);
    }
}

/// The name of a part of the path, as the view's own text has it.
fn named<V: View>(name: &str) -> Option<&'static str> {
    V::PATH.split('/').filter_map(|part| part.strip_prefix('{')?.strip_suffix('}')).find(|known| *known == name)
}

async fn asset(OriginalUri(uri): OriginalUri, headers: HeaderMap) -> Response {
    let Some(asset) = assets::at(uri.path()) else {
        return failed(Form::Json, &Problem::missing("no such file", "an address that a page of this server names"));
    };
    let mut response = answering::body(&asset.body, asset.content_type, &headers);
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("public, max-age=31536000, immutable"));
    response.headers_mut().insert(header::VARY, HeaderValue::from_static("accept-encoding"));
    response
}

async fn paste() -> Response {
    (
        [(header::CONTENT_TYPE, Form::Page.content_type()), (header::CACHE_CONTROL, "no-cache")],
        pages::paste("", "", &pages::Pasted::Nothing).into_string(),
    )
        .into_response()
}

async fn metrics(State(site): State<Arc<Site>>) -> Response {
    let gauges = [
        ("dateline_events", "Events that stand.", site.columns().len() as u64),
        ("dateline_changes_seen", "Changes of the file that were seen.", site.version()),
        ("dateline_streams", "Streams that are open.", (streams::STREAMS - site.streams.available_permits()) as u64),
    ];
    let headers = [(header::CONTENT_TYPE, "text/plain; version=0.0.4; charset=utf-8"), (header::CACHE_CONTROL, "no-store")];
    (headers, site.metrics.print(&gauges)).into_response()
}

async fn health(State(site): State<Arc<Site>>) -> Response {
    match site.readers.ask(|store| Ok(store.file_version()?)).await {
        Ok(_) => ([(header::CACHE_CONTROL, "no-store")], "ok\n").into_response(),
        Err(problem) => failed(Form::Json, &problem),
    }
}

/// The form in which an error is told: a page where the address has no ending and the reader takes pages.
fn form_of(path: &str, headers: &HeaderMap) -> Form {
    let ending = path.rsplit('/').next().is_some_and(|last| last.contains('.'));
    let pages =
        headers.get(header::ACCEPT).and_then(|accept| accept.to_str().ok()).is_some_and(|accept| accept.contains("text/html"));
    if !ending && pages { Form::Page } else { Form::Json }
}

async fn nowhere(OriginalUri(uri): OriginalUri, headers: HeaderMap) -> Response {
    let problem = Problem::missing("there is nothing at this address", "an address that /openapi.json lists");
    failed(form_of(uri.path(), &headers), &problem)
}

async fn no_such_method(method: Method, OriginalUri(uri): OriginalUri, headers: HeaderMap) -> Response {
    let problem = Problem::new(
        StatusCode::METHOD_NOT_ALLOWED,
        format!("{method} is not for this address"),
        "the method that /openapi.json names",
    );
    failed(form_of(uri.path(), &headers), &problem)
}
