//! Web pages that come inside of other formats (WARC and ARC records, saved files). In: bytes, address and declared encoding. Out: a
//! draft.
//!
//! The article is what [`crate::html`] makes of the page. Where it finds no running text, the title and all paragraphs are taken.

use crate::decode::{declared_in_page, decode};
use crate::draft::{Body, Draft};
use crate::fragment;
use crate::html::{self, Hints};
use crate::paragraphs::collapse;

/// Reads a page; `charset` is what the transport declared.
pub(crate) fn article(bytes: &[u8], url: Option<&str>, charset: Option<&str>) -> Draft {
    let declared = charset.map(|charset| format!("text/html; charset={charset}"));
    if let Ok(article) = html::article(bytes, &Hints { content_type: declared.as_deref(), url }) {
        return Draft {
            url: article.url,
            source: article.source,
            byline: article.byline,
            language: article.language,
            published: article.published,
            updated: article.updated,
            headline: article.headline,
            subjects: article.subjects,
            copyright: article.copyright,
            body: Body::Paragraphs(article.paragraphs),
            ..Draft::default()
        };
    }
    let mut draft = Draft { url: url.map(str::to_owned), ..Draft::default() };
    let label = charset.or_else(|| declared_in_page(bytes).map(encoding_rs::Encoding::name));
    let text = decode(bytes, label, &mut draft.warnings);
    draft.headline = title(&text);
    draft.body = Body::Paragraphs(fragment::paragraphs(&text));
    draft
}

fn title(text: &str) -> Option<String> {
    let at = text.find("<title").or_else(|| text.find("<TITLE"))?;
    let open = at + text[at..].find('>')? + 1;
    let end = open + text[open..].find("</")?;
    let mut out = String::new();
    fragment::push_text(&mut out, &text[open..end]);
    Some(collapse(&out)).filter(|title| !title.is_empty())
}
