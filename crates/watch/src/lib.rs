//! Follows news feeds politely and hands on new and changed stories.
//!
//! In: addresses of feeds, or lists of them in OPML ([`opml_addresses`]). Out: [`Found`] stories through a callback, each version once.
//!
//! ```no_run
//! use dateline_watch::{Options, Watch};
//!
//! let feeds = vec!["https://example.org/news.xml".to_owned()];
//! let mut watch = Watch::new(Options { feeds, state: Some("seen.jsonl".into()), follow: true, ..Options::default() })?;
//! let report = watch.poll_once(&mut |found| {
//!     println!("{:?}: {}", found.change, found.item.title.unwrap_or_default());
//!     Ok(())
//! })?;
//! println!("{} new, {} changed, {} failed", report.new, report.changed, report.failed.len());
//! # Ok::<(), dateline_watch::WatchError>(())
//! ```
//!
//! - **Polite.** Conditional requests, robots.txt (RFC 9309), a delay between requests to one host, longer pauses while a feed fails, `Retry-After`.
//! - **Bounded.** Size, time, redirects and items per poll have limits.
//! - **Safe.** Only addresses of the public internet are asked, at each redirect and each look-up anew; see [`address`].
//! - **Neither doubled nor lost.** See [`Options::state`] and [`Found::perhaps_repeated`].

pub mod address;
mod fetch;
mod opml;
mod options;
mod robots;
mod state;
mod watch;

pub use opml::addresses as opml_addresses;
pub use options::{Options, WatchError};
pub use watch::{Change, Found, Report, Watch};
