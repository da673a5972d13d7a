//! Feeds to items: RSS 0.9 to 2.0, RSS 1.0 (RDF), Atom and JSON Feed.
//!
//! In: a feed's bytes, and the address it came from. Out: [`Feed`], whose items have their text as paragraphs. `feed-rs` reads the
//! formats; this module bounds its input, makes addresses absolute and turns each item's HTML into paragraphs.

use std::collections::HashSet;

use feed_rs::model::{Entry, FeedType, Link, Person, Text};

use crate::guard::guarded;
use crate::html::fragment;
use pieces::Pieces;

mod pieces;

/// Largest feed that is read, in bytes.
pub const MAX_FEED: usize = 32 * 1024 * 1024;
/// Deepest nesting of elements in a feed that is read.
pub const MAX_DEPTH: usize = 256;

/// A feed and its items.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Feed {
    /// The format: `atom`, `json`, `rss0`, `rss1`, `rss2`.
    pub format: &'static str,
    /// The feed's name.
    pub title: Option<String>,
    /// The site that it belongs to.
    pub url: Option<String>,
    /// BCP 47 tag.
    pub language: Option<String>,
    /// Rights line.
    pub copyright: Option<String>,
    /// Items in the feed's order.
    pub items: Vec<Item>,
    /// Items that could not be read: which, and why. The others were read all the same.
    pub damaged: Vec<Damage>,
}

/// An item that could not be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("item {number}: {reason}")]
pub struct Damage {
    /// Which item, counted from 1 in the feed's order.
    pub number: usize,
    /// What is wrong with it.
    pub reason: String,
}

/// One item of a feed. What the feed does not give is `None` or empty.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Item {
    /// The feed's own id of the item, else one made from its link and title: the same at each reading.
    pub id: String,
    /// Plain text.
    pub title: Option<String>,
    /// The article's address, absolute if the feed's is known.
    pub url: Option<String>,
    /// ISO 8601 date-time in UTC.
    pub published: Option<String>,
    /// Date of the last change, as `published`.
    pub updated: Option<String>,
    /// The teaser.
    pub summary: Vec<String>,
    /// The text, if the feed carries it.
    pub content: Vec<String>,
    /// Names.
    pub authors: Vec<String>,
    /// Categories by their label, else their term, each once.
    pub categories: Vec<String>,
    /// The item's language, else the feed's.
    pub language: Option<String>,
    /// Rights line.
    pub copyright: Option<String>,
}

/// Why a feed cannot be read.
#[derive(Debug, thiserror::Error)]
pub enum FeedError {
    /// Longer than [`MAX_FEED`].
    #[error("the feed has {bytes} bytes, more than the {MAX_FEED} that are read")]
    TooLarge {
        /// Its size.
        bytes: usize,
    },
    /// Nested deeper than [`MAX_DEPTH`].
    #[error("at byte {at} elements are nested more than {MAX_DEPTH} deep, as in no feed")]
    TooDeep {
        /// Where the first element beyond starts.
        at: usize,
    },
    /// No feed, or a broken one.
    #[error("not a feed that can be read: {0}; expected RSS, RDF, Atom or JSON Feed")]
    Malformed(String),
}

/// Reads a feed. `address` is where it came from; relative links are resolved by it. Of a feed that is cut off, or that has items which
/// break its format, the other items are read and [`Feed::damaged`] says which were not.
///
/// # Errors
/// The bytes are no feed, no item of it can be read, or it goes beyond the limits.
pub fn feed(bytes: &[u8], address: Option<&str>) -> Result<Feed, FeedError> {
    if bytes.len() > MAX_FEED {
        return Err(FeedError::TooLarge { bytes: bytes.len() });
    }
    if let Some(at) = too_deep(bytes) {
        return Err(FeedError::TooDeep { at });
    }
    match parse(bytes, address) {
        Ok(feed) => Ok(feed),
        Err(error) => in_pieces(bytes, address).ok_or(FeedError::Malformed(error)),
    }
}

/// Reads each item of a damaged feed alone.
fn in_pieces(bytes: &[u8], address: Option<&str>) -> Option<Feed> {
    let pieces = Pieces::of(bytes)?;
    let mut feed: Option<Feed> = None;
    let mut damaged = Vec::new();
    for number in 0..pieces.len() {
        match (parse(&pieces.alone(number), address), &mut feed) {
            (Ok(piece), Some(feed)) => feed.items.extend(piece.items),
            (Ok(piece), None) => feed = Some(piece),
            (Err(reason), _) => damaged.push(Damage { number: number + 1, reason }),
        }
    }
    if pieces.cut_off {
        damaged.push(Damage { number: pieces.len() + 1, reason: "the feed is cut off in it".to_owned() });
    } else if damaged.is_empty() {
        damaged.push(Damage { number: pieces.len(), reason: "the feed is damaged behind it".to_owned() });
    }
    feed.map(|feed| Feed { damaged, ..feed })
}

fn parse(bytes: &[u8], address: Option<&str>) -> Result<Feed, String> {
    let parser = feed_rs::parser::Builder::new().base_uri(address).build();
    let feed = guarded(|| parser.parse(bytes)).ok_or("the feed is damaged")?.map_err(|error| error.to_string())?;
    let base = address.and_then(|address| url::Url::parse(address).ok());
    let language = feed.language.clone();
    Ok(Feed {
        format: match feed.feed_type {
            FeedType::Atom => "atom",
            FeedType::JSON => "json",
            FeedType::RSS0 => "rss0",
            FeedType::RSS1 => "rss1",
            FeedType::RSS2 => "rss2",
        },
        title: feed.title.as_ref().and_then(line),
        url: article_link(&feed.links, base.as_ref()),
        language: language.clone(),
        copyright: feed.rights.as_ref().and_then(line),
        items: feed.entries.into_iter().map(|entry| item(entry, base.as_ref(), language.as_deref())).collect(),
        damaged: Vec::new(),
    })
}

fn item(entry: Entry, base: Option<&url::Url>, language: Option<&str>) -> Item {
    let own = entry.base.as_deref().and_then(|base| url::Url::parse(base).ok());
    let mut seen = HashSet::new();
    let date = |date: chrono::DateTime<chrono::Utc>| date.to_rfc3339_opts(chrono::SecondsFormat::Secs, true);
    let source_link = entry.content.as_ref().and_then(|content| content.src.clone());
    let content = entry.content.and_then(|content| content.body).map(|body| fragment(&body)).unwrap_or_default();
    let mut summary = entry.summary.map(|text| fragment(&text.content)).unwrap_or_default();
    if summary.is_empty() {
        // Video and audio feeds put the text with the medium.
        summary = entry
            .media
            .iter()
            .find_map(|medium| medium.description.as_ref())
            .map(|text| fragment(&text.content))
            .unwrap_or_default();
    }
    Item {
        title: entry.title.as_ref().and_then(line),
        url: article_link(&entry.links, own.as_ref().or(base))
            .or_else(|| article_link(source_link.as_slice(), own.as_ref().or(base)))
            .or_else(|| Some(entry.id.clone()).filter(|id| id.starts_with("http://") || id.starts_with("https://"))),
        id: entry.id,
        published: entry.published.map(date),
        updated: entry.updated.map(date),
        summary,
        content,
        authors: entry.authors.iter().filter_map(name).collect(),
        categories: entry
            .categories
            .iter()
            .map(|category| category.label.as_ref().unwrap_or(&category.term).trim().to_owned())
            .filter(|word| !word.is_empty() && seen.insert(word.clone()))
            .collect(),
        language: entry.language.or_else(|| language.map(str::to_owned)),
        copyright: entry.rights.as_ref().and_then(line),
    }
}

/// A text of one line: tags and entities taken out, white space folded.
fn line(text: &Text) -> Option<String> {
    let line = fragment(&text.content).join(" ");
    (!line.is_empty()).then_some(line)
}

fn name(person: &Person) -> Option<String> {
    let name = person.name.as_deref().map(str::trim).filter(|name| !name.is_empty() && *name != "unknown");
    name.map(str::to_owned).or_else(|| person.email.clone())
}

/// The link to the article itself: `alternate` or without relation, HTML before others.
fn article_link(links: &[Link], base: Option<&url::Url>) -> Option<String> {
    let rank = |link: &Link| {
        let relation = match link.rel.as_deref() {
            None | Some("alternate") => 0,
            Some("self" | "edit" | "enclosure" | "hub" | "replies" | "license" | "next") => return None,
            Some(_) => 2,
        };
        Some(relation + u8::from(link.media_type.as_deref().is_some_and(|kind| !kind.contains("html"))))
    };
    let link = links.iter().filter_map(|link| Some((rank(link)?, link))).min_by_key(|(rank, _)| *rank)?.1;
    let href = link.href.trim();
    match url::Url::parse(href) {
        Ok(_) => Some(href.to_owned()),
        Err(_) => base.and_then(|base| base.join(href).ok()).map(String::from).or_else(|| Some(href.to_owned())),
    }
    .filter(|href| !href.is_empty())
}

/// Where elements nest too deep, by counting start and end tags; text, comments and CDATA aside.
fn too_deep(bytes: &[u8]) -> Option<usize> {
    if bytes.trim_ascii_start().starts_with(b"{") {
        // JSON: its reader has a limit of its own.
        return None;
    }
    let mut depth = 0usize;
    let mut at = 0;
    while let Some(next) = bytes[at..].iter().position(|b| *b == b'<') {
        let start = at + next;
        let rest = &bytes[start..];
        let close = |mark: &[u8]| rest.windows(mark.len()).position(|window| window == mark).map(|end| start + end + mark.len());
        at = if rest.starts_with(b"<![CDATA[") {
            close(b"]]>")
        } else if rest.starts_with(b"<!--") {
            close(b"-->")
        } else {
            let end = close(b">");
            match rest.get(1) {
                Some(b'/') => depth = depth.saturating_sub(1),
                Some(b'!' | b'?') => {}
                _ if end.is_some_and(|end| bytes[end - 2] == b'/') => {}
                _ => depth += 1,
            }
            end
        }?;
        if depth > MAX_DEPTH {
            return Some(start);
        }
    }
    None
}

#[cfg(test)]
mod tests;
