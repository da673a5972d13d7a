//! What every request passes before it is read, and what every answer is sent with.

mod headers;
mod host;
mod rate;

use std::{sync::Arc, time::Instant};

use axum::{
    extract::{MatchedPath, State},
    middleware::Next,
    response::Response,
};

pub(crate) use rate::Rate;

use crate::{answering::failed, forms::Form, site::Site};

/// Lets a request through to its address if it is meant for this server.
pub(crate) async fn guard(State(site): State<Arc<Site>>, request: axum::extract::Request, next: Next) -> Response {
    let started = Instant::now();
    let address = request.extensions().get::<MatchedPath>().map(|path| path.as_str().to_owned());
    let mut response = match host::check(&request, &site.options.hosts) {
        Ok(()) => next.run(request).await,
        Err(problem) => failed(Form::Json, &problem),
    };
    headers::add(response.headers_mut());
    site.metrics.answered(address.as_deref().unwrap_or("none"), response.status().as_u16(), started.elapsed());
    response
}
