//! One address to its answer: politely, within limits, and never from a private address.
//!
//! In: an address and the validators of an earlier answer. Out: the answer's bytes, or that nothing changed. Every hop of a redirect is a new request
//! that is checked anew: scheme, robots.txt, the addresses that its name leads to, the delay of its host.

use std::collections::HashMap;
use std::io::Read;
use std::net::IpAddr;
use std::time::{Duration, Instant, SystemTime};

use ureq::http::{HeaderMap, Uri};
use ureq::unversioned::resolver::{DefaultResolver, ResolvedSocketAddrs, Resolver};
use ureq::unversioned::transport::{DefaultConnector, NextTimeout};
use url::Url;

use crate::address;
use crate::options::{Options, WatchError};
use crate::robots::{self, Robots};

/// How long a site's robots.txt holds (RFC 9309 section 2.4), and how long a failure to get it.
const ROBOTS_AGE: Duration = Duration::from_secs(24 * 60 * 60);
const ROBOTS_RETRY: Duration = Duration::from_secs(10 * 60);
/// Hosts that are remembered at one time.
const MAX_HOSTS: usize = 10_000;
/// Longest wait that a server can ask for.
const MAX_WAIT: Duration = Duration::from_secs(7 * 24 * 60 * 60);

/// What an earlier answer said of its version.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Validators {
    pub(crate) etag: Option<String>,
    pub(crate) last_modified: Option<String>,
}

/// An answer.
#[derive(Debug)]
#[expect(clippy::large_enum_variant, reason = "one lives at a time, and it is taken apart at once")]
pub(crate) enum Answer {
    /// The version that the validators name still holds.
    Unchanged,
    /// A body.
    Body(Body),
}

/// A full answer.
#[derive(Debug)]
pub(crate) struct Body {
    pub(crate) bytes: Vec<u8>,
    pub(crate) content_type: Option<String>,
    pub(crate) validators: Validators,
    /// Where it came from, after redirects.
    pub(crate) url: Url,
    /// Where to ask from now on, if every redirect was permanent.
    pub(crate) moved: Option<Url>,
    /// How long the server says that the answer holds.
    pub(crate) max_age: Option<Duration>,
}

/// Fetches, and remembers each host's rules and when it was last asked.
pub(crate) struct Fetcher {
    agent: ureq::Agent,
    options: Options,
    product: String,
    hosts: HashMap<String, Host>,
}

#[derive(Default)]
struct Host {
    asked: Option<Instant>,
    robots: Option<(Robots, Instant)>,
}

impl Fetcher {
    pub(crate) fn new(options: &Options) -> Self {
        let config = ureq::Agent::config_builder()
            .http_status_as_error(false)
            // Redirects are followed here, hop by hop.
            .max_redirects(0)
            .max_redirects_will_error(false)
            // A proxy would look up names itself.
            .proxy(None)
            .user_agent(options.user_agent.as_str())
            .timeout_global(Some(options.timeout))
            .max_idle_connections(0)
            .build();
        let resolver = PublicResolver { inner: DefaultResolver::default(), allow_loopback: options.allow_loopback };
        let agent = ureq::Agent::with_parts(config, DefaultConnector::default(), resolver);
        let product = options.user_agent.split(['/', ' ']).next().unwrap_or_default().to_owned();
        Self { agent, options: options.clone(), product, hosts: HashMap::new() }
    }

    /// Gets an address, if it changed since `known`.
    pub(crate) fn get(&mut self, start: &Url, known: &Validators) -> Result<Answer, WatchError> {
        let mut url = start.clone();
        let mut permanent = true;
        let mut seen = vec![url.clone()];
        loop {
            self.check_robots(&url)?;
            let response = self.request(&url, known)?;
            let status = response.status().as_u16();
            match status {
                304 => return Ok(Answer::Unchanged),
                200..=299 => {
                    let moved = (permanent && url != *start).then(|| url.clone());
                    return self.body(response, url, moved).map(Answer::Body);
                }
                301 | 302 | 303 | 307 | 308 => {
                    permanent &= matches!(status, 301 | 308);
                    let next = redirect(&url, response.headers())?;
                    let reason = if seen.contains(&next) {
                        Some(format!("redirects go in a circle, back to {next}"))
                    } else if seen.len() > self.options.max_redirects as usize {
                        Some(format!("more than {} redirects", self.options.max_redirects))
                    } else {
                        None
                    };
                    if let Some(reason) = reason {
                        return Err(WatchError::Redirect { url: start.to_string(), reason });
                    }
                    seen.push(next.clone());
                    url = next;
                }
                _ => {
                    let retry_after = header(response.headers(), "retry-after").and_then(|value| retry_after(&value));
                    return Err(WatchError::Status { url: url.to_string(), status, retry_after });
                }
            }
        }
    }

    /// One request, after its host's delay.
    fn request(&mut self, url: &Url, known: &Validators) -> Result<ureq::http::Response<ureq::Body>, WatchError> {
        self.wait_for(url);
        let mut request = self.agent.get(url.as_str());
        if let Some(etag) = &known.etag {
            request = request.header("If-None-Match", etag);
        }
        if let Some(date) = &known.last_modified {
            request = request.header("If-Modified-Since", date);
        }
        let answer = request.call();
        self.host(url).asked = Some(Instant::now());
        answer.map_err(|error| self.explain(url, error))
    }

    fn body(&self, mut response: ureq::http::Response<ureq::Body>, url: Url, moved: Option<Url>) -> Result<Body, WatchError> {
        let limit = self.options.max_bytes;
        let mut bytes = Vec::new();
        let read = response.body_mut().as_reader().take(limit as u64 + 1).read_to_end(&mut bytes);
        if let Err(error) = read {
            return Err(self.explain(&url, error.into()));
        }
        if bytes.len() > limit {
            return Err(WatchError::TooLarge { url: url.to_string(), limit });
        }
        let headers = response.headers();
        let max_age = header(headers, "cache-control").and_then(|value| {
            let value = value.to_ascii_lowercase();
            let seconds = value.split(',').find_map(|part| part.trim().strip_prefix("max-age=")?.parse().ok())?;
            Some(Duration::from_secs(seconds).min(MAX_WAIT))
        });
        Ok(Body {
            content_type: header(headers, "content-type"),
            validators: Validators { etag: header(headers, "etag"), last_modified: header(headers, "last-modified") },
            bytes,
            url,
            moved,
            max_age,
        })
    }

    fn check_robots(&mut self, url: &Url) -> Result<(), WatchError> {
        web_address(url)?;
        let fresh = self.host(url).robots.as_ref().is_some_and(|(_, until)| *until > Instant::now());
        if !fresh {
            let (rules, age) = self.robots(url)?;
            self.host(url).robots = Some((rules, Instant::now() + age));
        }
        let path = &url[url::Position::BeforePath..url::Position::AfterQuery];
        let allowed = self.host(url).robots.as_ref().is_none_or(|(rules, _)| rules.allows(path));
        if allowed { Ok(()) } else { Err(WatchError::Robots { url: url.to_string() }) }
    }

    /// The rules of a site: none if it has no file, all forbidden while the file cannot be had (RFC 9309 section 2.3.1).
    fn robots(&mut self, url: &Url) -> Result<(Robots, Duration), WatchError> {
        let Ok(mut at) = url.join("/robots.txt") else { return Ok((Robots::default(), ROBOTS_AGE)) };
        for _ in 0..=self.options.max_redirects {
            let mut response = match self.request(&at, &Validators::default()) {
                Ok(response) => response,
                Err(error @ WatchError::Refused { .. }) => return Err(error),
                Err(error) if error.passes() => return Err(error),
                Err(_) => return Ok((Robots::forbid_all(), ROBOTS_RETRY)),
            };
            match response.status().as_u16() {
                200..=299 => {
                    let mut bytes = Vec::new();
                    let reader = response.body_mut().as_reader();
                    return Ok(match reader.take(robots::MAX_LENGTH as u64).read_to_end(&mut bytes) {
                        Ok(_) => (Robots::parse(&String::from_utf8_lossy(&bytes), &self.product), ROBOTS_AGE),
                        Err(_) => (Robots::forbid_all(), ROBOTS_RETRY),
                    });
                }
                300..=399 => match redirect(&at, response.headers()) {
                    Ok(next) if web_address(&next).is_ok() => at = next,
                    _ => return Ok((Robots::default(), ROBOTS_AGE)),
                },
                500.. | 429 => return Ok((Robots::forbid_all(), ROBOTS_RETRY)),
                _ => return Ok((Robots::default(), ROBOTS_AGE)),
            }
        }
        Ok((Robots::default(), ROBOTS_AGE))
    }

    fn wait_for(&mut self, url: &Url) {
        let least = self.options.host_delay;
        let host = self.host(url);
        let delay = host.robots.as_ref().and_then(|(rules, _)| rules.delay).map_or(least, |wish| wish.max(least));
        if let Some(asked) = host.asked {
            std::thread::sleep(delay.saturating_sub(asked.elapsed()));
        }
    }

    fn host(&mut self, url: &Url) -> &mut Host {
        if self.hosts.len() > MAX_HOSTS {
            self.hosts.clear();
        }
        self.hosts.entry(url[..url::Position::BeforePath].to_owned()).or_default()
    }

    fn explain(&self, url: &Url, error: ureq::Error) -> WatchError {
        let url = url.to_string();
        match error {
            ureq::Error::Timeout(_) => WatchError::Timeout { url, seconds: self.options.timeout.as_secs() },
            ureq::Error::Io(error) => {
                if let Some(refused) = error.get_ref().and_then(|inner| inner.downcast_ref::<RefusedAddress>()) {
                    return WatchError::Refused { url, address: refused.0.to_string() };
                }
                // The body's reader wraps the client's errors.
                match error.get_ref().and_then(|inner| inner.downcast_ref::<ureq::Error>()) {
                    Some(ureq::Error::Timeout(_)) => WatchError::Timeout { url, seconds: self.options.timeout.as_secs() },
                    _ if error.kind() == std::io::ErrorKind::TimedOut => {
                        WatchError::Timeout { url, seconds: self.options.timeout.as_secs() }
                    }
                    _ => WatchError::Connection { url, reason: error.to_string() },
                }
            }
            error => WatchError::Connection { url, reason: error.to_string() },
        }
    }
}

/// Checks that an address is of the web and names a host.
pub(crate) fn web_address(url: &Url) -> Result<(), WatchError> {
    let reason = match (url.scheme(), url.host_str()) {
        ("http" | "https", Some(host)) if !host.is_empty() => return Ok(()),
        ("http" | "https", _) => "it names no host".to_owned(),
        (scheme, _) => format!("the scheme is {scheme}"),
    };
    Err(WatchError::Address { address: url.to_string(), reason })
}

fn redirect(from: &Url, headers: &HeaderMap) -> Result<Url, WatchError> {
    let target = header(headers, "location");
    let next = target.as_deref().and_then(|target| from.join(target).ok());
    let mut next =
        next.ok_or_else(|| WatchError::Redirect { url: from.to_string(), reason: "redirects to no address".to_owned() })?;
    next.set_fragment(None);
    Ok(next)
}

fn header(headers: &HeaderMap, name: &str) -> Option<String> {
    Some(headers.get(name)?.to_str().ok()?.trim().to_owned())
}

/// Seconds, or a date (RFC 9110 section 10.2.3).
fn retry_after(value: &str) -> Option<Duration> {
    let wait = match value.trim().parse::<u64>() {
        Ok(seconds) => Duration::from_secs(seconds),
        Err(_) => httpdate::parse_http_date(value.trim()).ok()?.duration_since(SystemTime::now()).unwrap_or_default(),
    };
    Some(wait.min(MAX_WAIT))
}

/// Looks names up and lets only public addresses through. The client connects to the addresses given here, so that a second look-up cannot
/// lead elsewhere.
#[derive(Debug)]
struct PublicResolver {
    inner: DefaultResolver,
    allow_loopback: bool,
}

#[derive(Debug, thiserror::Error)]
#[error("{0} is no public address")]
struct RefusedAddress(IpAddr);

impl Resolver for PublicResolver {
    fn resolve(
        &self,
        uri: &Uri,
        config: &ureq::config::Config,
        timeout: NextTimeout,
    ) -> Result<ResolvedSocketAddrs, ureq::Error> {
        let found = self.inner.resolve(uri, config, timeout)?;
        for socket in found.iter() {
            let ip = socket.ip();
            if !(address::is_public(ip) || (self.allow_loopback && address::is_loopback(ip))) {
                return Err(ureq::Error::Io(std::io::Error::new(std::io::ErrorKind::PermissionDenied, RefusedAddress(ip))));
            }
        }
        Ok(found)
    }
}
