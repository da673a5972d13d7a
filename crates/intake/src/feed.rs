//! A feed that lies in a file. In: its bytes. Out: a story an item: the text that the feed carries, else its teaser.
//!
//! `dateline watch` follows feeds by their addresses; here a feed is one more format that stories come in.

use std::io::BufRead;

use crate::arrival::{Arrival, Place};
use crate::draft::{Body, Draft};
use crate::feeds::{self, Feed, Item};
use crate::furniture;
use crate::html::Article;
use crate::options::Options;
use crate::reading::{Flow, Reading};
use crate::stream::{ReadAll, read_all};

pub(crate) fn read(reader: &mut dyn BufRead, reading: &mut Reading<'_>) -> Flow {
    let bytes = match read_all(reader, feeds::MAX_FEED) {
        ReadAll::Bytes(bytes) => bytes,
        ReadAll::TooLong => {
            let problem = format!("a feed longer than {} bytes", feeds::MAX_FEED);
            return reading.reject(Place::Whole, problem, "split it into feeds of fewer items");
        }
        ReadAll::Failed(error) => return reading.unreadable(&error),
    };
    let feed = match feeds::feed(&bytes, None) {
        Ok(feed) => feed,
        Err(error) => return reading.reject(Place::Whole, error.to_string(), "get the whole feed"),
    };
    let Feed { title, items, damaged, copyright, .. } = feed;
    // The numbers of the items that were read are those that are left.
    let mut numbers = (1..).filter(|number| damaged.binary_search_by_key(number, |damage| damage.number).is_err());
    for item in items {
        let place = Place::Record(numbers.next().unwrap_or_default() as u64);
        let longest = item.summary.iter().chain(&item.content).map(String::len).sum::<usize>();
        if longest > reading.options.max_story_bytes {
            reading.too_long(place, "item")?;
            continue;
        }
        let mut draft = draft(item, title.as_deref(), None);
        draft.copyright = draft.copyright.or_else(|| copyright.clone());
        reading.story(draft, place)?;
    }
    for damage in damaged {
        let place = Place::Record(damage.number as u64);
        reading.reject(place, format!("the item cannot be read: {}", damage.reason), "get the whole feed, or mend the item")?;
    }
    Flow::Continue(())
}

/// One item of a watched feed as an arrival. `source` is the feed's name, `article` the page behind the item's address if that was
/// fetched, `name` what messages call the item.
pub fn arrival(item: Item, source: Option<&str>, article: Option<Article>, name: &str, options: &Options) -> Arrival {
    let mut arrived = None;
    let mut receive = |arrival| {
        arrived = Some(arrival);
        Flow::Continue(())
    };
    let mut reading = Reading::new(options, &mut receive);
    reading.file = name.to_owned();
    // The receiver above never breaks off.
    let _ = reading.story(draft(item, source, article), Place::Whole);
    arrived.expect("a story is handed on, passed over or rejected")
}

/// A feed's item, and the article behind it if that was fetched, as one story. The article's text and headline are the fuller ones;
/// the feed knows better when a story came.
fn draft(item: Item, source: Option<&str>, article: Option<Article>) -> Draft {
    let byline = (!item.authors.is_empty()).then(|| item.authors.join(", "));
    let mut paragraphs = if item.content.is_empty() { item.summary } else { item.content };
    furniture::strip(&mut paragraphs);
    let article = article.unwrap_or_default();
    if !article.paragraphs.is_empty() {
        paragraphs = article.paragraphs;
    }
    Draft {
        id: Some(item.id).filter(|id| !id.is_empty()),
        source: source.map(str::to_owned).or(article.source),
        url: item.url.or(article.url),
        byline: byline.or(article.byline),
        // What the page says of itself is nearer to the text than what the feed says of all its items.
        language: article.language.or(item.language),
        published: item.published.or(article.published).or_else(|| item.updated.clone()),
        updated: item.updated.or(article.updated),
        headline: article.headline.or(item.title),
        body: Body::Paragraphs(paragraphs),
        subjects: if item.categories.is_empty() { article.subjects } else { item.categories },
        copyright: item.copyright.or(article.copyright),
        ..Draft::default()
    }
}
