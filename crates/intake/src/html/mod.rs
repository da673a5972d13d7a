//! An article's web page to its headline, byline, dates, source and body paragraphs.
//!
//! In: the page's bytes in any encoding, and what the transfer said of them. Out: [`Article`].
//!
//! `bytes → decode → tree → blocks → body` gives the paragraphs; `metadata` and `json_ld` give the rest. What says "furniture" stands in
//! `lexicon/web/`. The time taken is linear in the size of the page, memory is a small multiple of it, and nothing recurses over the
//! page's nesting.
//!
//! Libraries were measured on the pages of the article extraction benchmark before this was written (`examples/article_pages.rs` tells how): body F1 0.946 with
//! `dom_smoothie`, 0.956 with `trafilatura` and 0.967 with its precision setting, and each needs a second pass to take out
//! furniture and a limit on nesting before it. This module is ahead of them there and needs one small tokeniser.

mod blocks;
mod body;
mod json_ld;
mod metadata;
mod names;
mod phrases;
mod select;
mod tag;
mod tree;

use tree::Tree;

use crate::decode;

/// Largest page that is read, in bytes.
pub const MAX_PAGE: usize = 32 * 1024 * 1024;
/// The publisher's own copy of the text is taken if it has this many times the words that the page shows.
const FULLER: usize = 3;

/// What is known of a page besides its bytes.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Hints<'a> {
    /// Value of the `Content-Type` header, for its charset.
    pub content_type: Option<&'a str>,
    /// Where the page came from: resolves relative addresses and stands in for a missing canonical one.
    pub url: Option<&'a str>,
}

/// A news article as its page gives it. A field that the page does not give is `None` or empty.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Article {
    /// The headline as printed, without the site's name.
    pub headline: Option<String>,
    /// The authors, without "By": `Ann Author, Bo Writer and Cy Scribe`.
    pub byline: Option<String>,
    /// ISO 8601 date or date-time, with offset if the page gives one.
    pub published: Option<String>,
    /// Date of the last change, as `published`.
    pub updated: Option<String>,
    /// Canonical address, absolute.
    pub url: Option<String>,
    /// The publisher's name, else the host.
    pub source: Option<String>,
    /// BCP 47 tag that the page declares; not checked against the text.
    pub language: Option<String>,
    /// Section of the paper.
    pub section: Option<String>,
    /// The description that the page gives to others: a standfirst, or the first lines.
    pub summary: Option<String>,
    /// Keywords and tags.
    pub subjects: Vec<String>,
    /// Who holds the rights, as printed or declared.
    pub copyright: Option<String>,
    /// The body, white space folded, without furniture; subheadings stand as paragraphs of their own.
    pub paragraphs: Vec<String>,
    /// Name of the encoding that the bytes were read in.
    pub encoding: &'static str,
}

/// Why a page gives no article.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum HtmlError {
    /// The page is longer than [`MAX_PAGE`].
    #[error("the page has {bytes} bytes, more than the {MAX_PAGE} that are read; save the article alone, without embedded media")]
    TooLarge {
        /// Its size.
        bytes: usize,
    },
    /// The page has more elements than are read.
    #[error("the page has more than {limit} elements and texts; save the article alone")]
    TooManyElements {
        /// The limit.
        limit: usize,
    },
    /// No running text was found.
    #[error("no running text found in the page{}; expected an article's paragraphs in the HTML itself, not loaded by a script", titled(.headline))]
    NoText {
        /// The page's headline, if it has one.
        headline: Option<String>,
    },
}

fn titled(headline: &Option<String>) -> String {
    headline.as_ref().map(|headline| format!(" \"{headline}\"")).unwrap_or_default()
}

/// Reads an article's page.
///
/// # Errors
/// The page is too large, or holds no running text.
pub fn article(bytes: &[u8], hints: &Hints<'_>) -> Result<Article, HtmlError> {
    if bytes.len() > MAX_PAGE {
        return Err(HtmlError::TooLarge { bytes: bytes.len() });
    }
    let charset = hints.content_type.and_then(charset);
    let declared = charset.and_then(decode::by_label).or_else(|| decode::declared_in_page(bytes));
    let (text, encoding, _) = decode::characters(bytes, declared);
    let tree = Tree::parse(&text);
    if tree.overflowed {
        return Err(HtmlError::TooManyElements { limit: tree::MAX_NODES });
    }
    let metadata = metadata::read(&tree);
    let mut body = body::body(&tree, metadata.headline.as_deref());
    if let Some(copy) = &metadata.body {
        let paragraphs = fragment(copy);
        if words(&paragraphs) > FULLER * words(&body.paragraphs) {
            body.paragraphs = paragraphs;
        }
    }
    if body.paragraphs.is_empty() {
        return Err(HtmlError::NoText { headline: metadata.headline });
    }
    let url = address(metadata.url.as_deref(), hints.url);
    Ok(Article {
        source: metadata.source.or_else(|| host(url.as_deref())),
        headline: metadata.headline,
        byline: metadata.byline,
        published: metadata.published,
        updated: metadata.updated,
        url,
        language: metadata.language,
        section: metadata.section,
        summary: metadata.summary,
        subjects: metadata.subjects,
        copyright: body.copyright.or(metadata.copyright),
        paragraphs: body.paragraphs,
        encoding: encoding.name(),
    })
}

/// A piece of HTML that is all text, as feeds carry, to its paragraphs. Text without tags is split at line ends.
pub fn fragment(text: &str) -> Vec<String> {
    if text.len() > MAX_PAGE {
        return Vec::new();
    }
    if !text.contains(['<', '&']) {
        return lines(text);
    }
    let tree = Tree::parse(text);
    let flags = blocks::inherit(&tree, &blocks::visible_flags(&tree));
    let mut paragraphs: Vec<String> = blocks::blocks(&tree, &flags).into_iter().map(|block| block.text).collect();
    if paragraphs.len() == 1 && !text.contains('<') {
        paragraphs = lines(&tree.text_under(0, text.len()));
    }
    paragraphs
}

fn lines(text: &str) -> Vec<String> {
    text.lines()
        .map(|line| {
            let mut folded = String::new();
            tree::push_folded(&mut folded, line);
            folded.truncate(folded.trim_end().len());
            folded
        })
        .filter(|line| !line.is_empty())
        .collect()
}

fn words(paragraphs: &[String]) -> usize {
    paragraphs.iter().map(|paragraph| paragraph.split_whitespace().count()).sum()
}

/// The charset of a content type.
fn charset(content_type: &str) -> Option<&str> {
    content_type.split(';').skip(1).find_map(|parameter| {
        let (name, value) = parameter.split_once('=')?;
        name.trim().eq_ignore_ascii_case("charset").then(|| value.trim().trim_matches(['"', '\'']))
    })
}

/// The canonical address if it is one of the web, made absolute by the page's own.
fn address(canonical: Option<&str>, page: Option<&str>) -> Option<String> {
    let page = page.and_then(|page| url::Url::parse(page).ok());
    let canonical = canonical.and_then(|text| match &page {
        Some(page) => page.join(text.trim()).ok(),
        None => url::Url::parse(text.trim()).ok(),
    });
    let web = |url: &url::Url| matches!(url.scheme(), "http" | "https");
    canonical.filter(web).or(page.filter(web)).map(String::from)
}

fn host(url: Option<&str>) -> Option<String> {
    let url = url::Url::parse(url?).ok()?;
    let host = url.host_str()?;
    Some(host.strip_prefix("www.").unwrap_or(host).to_owned())
}

#[cfg(test)]
mod tests;
