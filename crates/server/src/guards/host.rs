//! Whom a request is addressed to. A page of another site can have its own name point here (DNS rebinding); what it then sends names that site.

use axum::{
    extract::Request,
    http::{StatusCode, header},
};

use crate::problem::Problem;

/// Names of this machine that nobody else can have.
const LOOPBACK: [&str; 3] = ["localhost", "127.0.0.1", "[::1]"];

/// Refuses a request that is addressed to none of the names of this server.
pub(super) fn check(request: &Request, hosts: &[String]) -> Result<(), Problem> {
    let named = request.uri().authority().map(|authority| authority.as_str());
    let named = named.or_else(|| request.headers().get(header::HOST).and_then(|host| host.to_str().ok()));
    let name = without_port(named.unwrap_or_default());
    let known = |known: &str| known.eq_ignore_ascii_case(name);
    if LOOPBACK.iter().copied().any(known) || hosts.iter().map(String::as_str).any(known) {
        return Ok(());
    }
    Err(Problem::new(
        StatusCode::MISDIRECTED_REQUEST,
        "the request is addressed to another server",
        "a name that this server has: localhost, 127.0.0.1, or what `--host` adds",
    )
    .at("header host"))
}

fn without_port(host: &str) -> &str {
    match host.rsplit_once(':') {
        Some((name, port)) if port.bytes().all(|b| b.is_ascii_digit()) && (!name.contains(':') || name.ends_with(']')) => name,
        _ => host,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::body::Body;

    #[test]
    fn only_this_servers_names() {
        let hosts = ["news.example".to_owned()];
        for (host, expected) in [
            ("localhost", true),
            ("LOCALHOST:8710", true),
            ("127.0.0.1:1", true),
            ("[::1]:8710", true),
            ("[::1]", true),
            ("news.example:443", true),
            ("evil.example", false),
            ("localhost.evil.example", false),
            ("127.0.0.1.evil.example:8710", false),
            ("", false),
            ("::1", false),
            ("localhost:80:80", false),
        ] {
            let request = Request::builder().uri("/").header(header::HOST, host).body(Body::empty()).unwrap();
            assert_eq!(check(&request, &hosts).is_ok(), expected, "{host}");
        }
        assert!(check(&Request::builder().uri("/").body(Body::empty()).unwrap(), &hosts).is_err());
    }
}
