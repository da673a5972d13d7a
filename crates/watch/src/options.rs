//! How to watch, and what can go wrong.

use std::path::PathBuf;
use std::time::Duration;

/// How feeds are watched.
#[derive(Debug, Clone)]
pub struct Options {
    /// Addresses of feeds, `http` or `https`.
    pub feeds: Vec<String>,
    /// File that remembers what was seen; made if it is not there. `None` remembers for this run only.
    pub state: Option<PathBuf>,
    /// Also fetch each item's article.
    pub follow: bool,
    /// Who asks: product and a way to reach whoever runs it, as RFC 9110 section 10.1.5 wants. The product word is looked up in robots.txt.
    pub user_agent: String,
    /// Between two polls of a feed that answers.
    pub interval: Duration,
    /// Between two requests to one host.
    pub host_delay: Duration,
    /// For one request from name look-up to the last byte.
    pub timeout: Duration,
    /// Largest answer, after decompression.
    pub max_bytes: usize,
    /// Longest chain of redirects.
    pub max_redirects: u32,
    /// Largest number of items taken from one feed in one poll; feeds that never end are cut here.
    pub max_items: usize,
    /// Polls at which a failing article is tried before its item is handed on without.
    pub article_attempts: u32,
    /// Ask this machine's own addresses too; for tests and for feeds served locally. Other private addresses stay refused.
    pub allow_loopback: bool,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            feeds: Vec::new(),
            state: None,
            follow: false,
            user_agent: concat!("dateline/", env!("CARGO_PKG_VERSION")).to_owned(),
            interval: Duration::from_secs(15 * 60),
            host_delay: Duration::from_secs(2),
            timeout: Duration::from_secs(30),
            max_bytes: 16 * 1024 * 1024,
            max_redirects: 5,
            max_items: 5_000,
            article_attempts: 3,
            allow_loopback: false,
        }
    }
}

/// Why a watch cannot go on, or a feed or article could not be had.
#[derive(Debug, thiserror::Error)]
pub enum WatchError {
    /// No web address.
    #[error("`{address}` is no address that can be watched ({reason}); expected http:// or https:// and a host")]
    Address {
        /// As given.
        address: String,
        /// What is wrong.
        reason: String,
    },
    /// The name leads to an address that is not of the public internet.
    #[error(
        "{url}: {address} is a private, loopback or link-local address and is not asked; local feeds need the option to allow loopback"
    )]
    Refused {
        /// What was to be fetched.
        url: String,
        /// Where its name leads.
        address: String,
    },
    /// The site's robots.txt forbids it, or could not be had.
    #[error("{url}: robots.txt of the site does not allow it")]
    Robots {
        /// What was to be fetched.
        url: String,
    },
    /// The server answered with an error.
    #[error("{url}: the server answered {status}")]
    Status {
        /// What was fetched.
        url: String,
        /// HTTP status.
        status: u16,
        /// When the server wants to be asked again.
        retry_after: Option<Duration>,
    },
    /// Too many redirects, one without a target, or one in a circle.
    #[error("{url}: {reason}")]
    Redirect {
        /// What was to be fetched.
        url: String,
        /// What is wrong.
        reason: String,
    },
    /// The answer is longer than allowed.
    #[error("{url}: the answer is longer than {limit} bytes")]
    TooLarge {
        /// What was fetched.
        url: String,
        /// The limit.
        limit: usize,
    },
    /// The answer did not come in time.
    #[error("{url}: no full answer within {seconds} s")]
    Timeout {
        /// What was fetched.
        url: String,
        /// The limit.
        seconds: u64,
    },
    /// The connection failed.
    #[error("{url}: {reason}")]
    Connection {
        /// What was fetched.
        url: String,
        /// What the network says.
        reason: String,
    },
    /// The answer is no feed.
    #[error("{url}: {source}")]
    Feed {
        /// What was fetched.
        url: String,
        /// What is wrong with it.
        source: intake::feeds::FeedError,
    },
    /// An item of a feed cannot be read; the others were.
    #[error("{url}: {damage}")]
    Item {
        /// The feed.
        url: String,
        /// Which item, and what is wrong with it.
        damage: intake::feeds::Damage,
    },
    /// The state file cannot be used.
    #[error("{}: {reason}", file.display())]
    State {
        /// The file.
        file: PathBuf,
        /// What is wrong and how to mend it.
        reason: String,
    },
    /// Whoever receives the stories failed; the story is offered again at the next poll.
    #[error("a story could not be handed on: {0}")]
    Sink(String),
}

impl WatchError {
    /// Whether the same request can be expected to work later.
    pub(crate) fn passes(&self) -> bool {
        match self {
            Self::Timeout { .. } | Self::Connection { .. } => true,
            Self::Status { status, .. } => *status >= 500 || matches!(status, 408 | 425 | 429),
            _ => false,
        }
    }
}
