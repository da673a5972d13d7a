//! What a page says of its article outside the text: JSON-LD, meta tags, links, headings and the elements of the byline.
//!
//! In: [`Tree`]. Out: [`Metadata`]. The vocabularies: schema.org (JSON-LD and `itemprop`), Open Graph with `article:*`, Dublin Core, and the keys of the
//! parsely, sailthru and Swiftype indexers that news sites serve. Each field takes the first that speaks, in an order of trust.

use super::json_ld::{self, Described};
use super::names;
use super::tag::Tag;
use super::tree::{Attribute, NodeId, Tree};
use crate::moment;

/// Bytes of text that are read from a byline or heading element.
const LINE: usize = 400;

/// Everything but the paragraphs.
#[derive(Debug, Default)]
pub(crate) struct Metadata {
    pub(crate) headline: Option<String>,
    pub(crate) byline: Option<String>,
    pub(crate) published: Option<String>,
    pub(crate) updated: Option<String>,
    /// As the page writes it, perhaps relative.
    pub(crate) url: Option<String>,
    pub(crate) source: Option<String>,
    pub(crate) language: Option<String>,
    pub(crate) section: Option<String>,
    pub(crate) summary: Option<String>,
    pub(crate) subjects: Vec<String>,
    pub(crate) copyright: Option<String>,
    /// The story's text as JSON-LD gives it.
    pub(crate) body: Option<String>,
}

/// Reads what the page says of its article.
pub(crate) fn read(tree: &Tree) -> Metadata {
    let page = Page::gather(tree);
    let described = json_ld::read(page.scripts.iter().copied());
    let source = described
        .publisher
        .clone()
        .or_else(|| {
            page.meta(&[
                "og:site_name",
                "dc.publisher",
                "dcterms.publisher",
                "article:publisher",
                "publisher",
                "application-name",
            ])
        })
        .filter(|name| !name.contains("://"));
    Metadata {
        headline: headline(&page, &described, source.as_deref()),
        byline: byline(tree, &page, &described),
        published: date(
            described.published.as_deref(),
            &page,
            &[
                "article:published_time",
                "article:published",
                "datepublished",
                "parsely-pub-date",
                "sailthru.date",
                "dc.date.issued",
                "dcterms.issued",
                "dcterms.created",
                "dc.date",
                "dc.date.created",
                "dcterms.date",
                "pubdate",
                "publish-date",
                "publish_date",
                "publishdate",
                "published_at",
                "originalpublicationdate",
                "article.published",
                "cxenseparse:recs:publishtime",
                "ptime",
                "date",
                "og:published_time",
            ],
        )
        .or_else(|| page.time.clone()),
        updated: date(
            described.updated.as_deref(),
            &page,
            &[
                "article:modified_time",
                "article:modified",
                "og:updated_time",
                "datemodified",
                "dcterms.modified",
                "dc.date.modified",
                "lastmod",
                "last-modified",
                "utime",
                "article.updated",
                "revision_date",
            ],
        ),
        url: page
            .canonical
            .map(str::to_owned)
            .or_else(|| page.meta(&["og:url", "parsely-link", "twitter:url", "dc.identifier.uri"]))
            .or_else(|| described.url.clone()),
        source,
        language: tree
            .language
            .clone()
            .or_else(|| described.language.clone())
            .or_else(|| page.meta(&["og:locale", "content-language", "dc.language", "language"]))
            .map(|tag| tag.trim().replace('_', "-"))
            .filter(|tag| !tag.is_empty() && tag.len() <= 35 && tag.chars().all(|c| c.is_ascii_alphanumeric() || c == '-')),
        section: page
            .meta(&["article:section", "parsely-section", "section", "cxenseparse:section"])
            .or_else(|| described.section.clone()),
        summary: page
            .meta(&["og:description", "description", "dc.description", "twitter:description"])
            .or_else(|| described.description.clone()),
        subjects: subjects(&page, &described),
        copyright: page
            .meta(&["copyright", "dcterms.rights", "dc.rights", "dcterms.rightsholder", "rights"])
            .or(described.copyright),
        body: described.body,
    }
}

/// The elements that matter, from one pass.
#[derive(Default)]
struct Page<'t> {
    /// Lower-case key and value, in page order.
    metas: Vec<(String, &'t str)>,
    scripts: Vec<&'t str>,
    canonical: Option<&'t str>,
    title: Option<String>,
    headings: Vec<String>,
    bylines: Vec<(u8, NodeId)>,
    /// The first machine-readable time that is marked as the publication.
    time: Option<String>,
}

impl<'t> Page<'t> {
    fn gather(tree: &'t Tree) -> Self {
        let mut page = Page::default();
        for (node, tag) in tree.elements() {
            let attribute = |name| tree.attribute(node, name);
            match tag {
                Tag::Meta => {
                    if let Some(content) = attribute(Attribute::Content)
                        && let Some(key) = attribute(Attribute::Property)
                            .or_else(|| attribute(Attribute::Name))
                            .or_else(|| attribute(Attribute::ItemProp))
                    {
                        page.metas.push((key.trim().to_ascii_lowercase(), content));
                    }
                }
                Tag::Script => {
                    let child = tree.nodes[node as usize].first_child;
                    if attribute(Attribute::Type).is_some_and(|kind| kind.contains("ld+json")) && child != super::tree::NONE {
                        page.scripts.push(tree.own_text(child));
                    }
                }
                Tag::Link => {
                    if attribute(Attribute::Rel).is_some_and(|rel| rel.eq_ignore_ascii_case("canonical")) {
                        page.canonical = page.canonical.or(attribute(Attribute::Href));
                    }
                }
                Tag::Title if page.title.is_none() => page.title = Some(tree.text_under(node, LINE)),
                Tag::H1 if page.headings.len() < 20 => page.headings.push(tree.text_under(node, LINE)),
                _ => page.visible(tree, node, tag),
            }
        }
        page
    }

    fn visible(&mut self, tree: &Tree, node: NodeId, tag: Tag) {
        let item = tree.attribute(node, Attribute::ItemProp).unwrap_or_default();
        if self.time.is_none() && (tag == Tag::Time || item == "datePublished") {
            let marked = item == "datePublished"
                || tree
                    .attribute(node, Attribute::Class)
                    .is_some_and(|class| class.contains("publish") || class.contains("entry-date"))
                || tree.attribute(node, Attribute::AriaHidden).is_none() && item.is_empty();
            let written = tree.attribute(node, Attribute::DateTime).or_else(|| tree.attribute(node, Attribute::Content));
            if marked {
                self.time = written.and_then(moment::read);
            }
        }
        if self.bylines.len() < 20 {
            let class = tree.attribute(node, Attribute::Class).unwrap_or_default();
            let rank = if item == "author" {
                0
            } else if tree.attribute(node, Attribute::Rel).is_some_and(|rel| rel == "author") {
                1
            } else if names::is_byline(class) {
                2
            } else {
                return;
            };
            self.bylines.push((rank, node));
        }
    }

    fn meta(&self, keys: &[&str]) -> Option<String> {
        keys.iter().find_map(|wanted| {
            self.metas.iter().find(|(key, value)| key == wanted && !value.trim().is_empty()).map(|(_, value)| folded(value))
        })
    }
}

fn date(described: Option<&str>, page: &Page<'_>, keys: &[&str]) -> Option<String> {
    described.and_then(moment::read).or_else(|| {
        keys.iter()
            .find_map(|wanted| page.metas.iter().filter(|(key, _)| key == wanted).find_map(|(_, value)| moment::read(value)))
    })
}

fn folded(text: &str) -> String {
    let mut out = String::new();
    super::tree::push_folded(&mut out, text);
    out.truncate(out.trim_end().len());
    out
}

/// The heading as printed, if it agrees with what the page calls itself; else the page's own name for it.
fn headline(page: &Page<'_>, described: &Described, source: Option<&str>) -> Option<String> {
    let plain = |text: &str| if text.contains('<') { Tree::parse(text).text_under(0, LINE) } else { folded(text) };
    let mut names: Vec<String> = Vec::new();
    names.extend(described.headline.as_deref().map(plain));
    names.extend(page.meta(&[
        "og:title",
        "twitter:title",
        "parsely-title",
        "sailthru.title",
        "dc.title",
        "dcterms.title",
        "headline",
        "title",
    ]));
    names.extend(page.title.clone());
    names.iter_mut().for_each(|name| *name = without_site(name, source));
    names.retain(|name| !name.is_empty());
    let printed = page.headings.iter().find(|heading| !heading.is_empty() && names.iter().any(|name| alike(heading, name)));
    let sole = || page.headings.iter().find(|heading| heading.split_whitespace().count() > 3);
    printed.cloned().or_else(|| names.first().cloned()).or_else(|| sole().cloned())
}

/// Takes " | The Daily Example" off a title.
fn without_site(title: &str, source: Option<&str>) -> String {
    let squeeze = |text: &str| text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect::<String>();
    let source = source.map(squeeze).filter(|source| !source.is_empty());
    let mut title = title.trim();
    for mark in [" | ", " - ", " – ", " — ", " :: ", " » "] {
        if let Some(at) = title.rfind(mark) {
            let (front, back) = (&title[..at], squeeze(&title[at + mark.len()..]));
            let site = source
                .as_ref()
                .is_some_and(|source| !back.is_empty() && (source.contains(&back) || back.contains(source.as_str())));
            let bar = mark == " | " && front.split_whitespace().count() >= 3;
            if site || bar {
                title = front.trim_end();
            }
        }
    }
    title.to_owned()
}

/// Whether most words of the shorter stand in the longer.
fn alike(a: &str, b: &str) -> bool {
    let words = |text: &str| {
        text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_lowercase).collect::<Vec<_>>()
    };
    let (a, b) = (words(a), words(b));
    let (short, long) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    let common = short.iter().filter(|word| long.contains(word)).count();
    !short.is_empty() && short.len() * 3 >= long.len() && common * 10 >= short.len() * 6
}

fn byline(tree: &Tree, page: &Page<'_>, described: &Described) -> Option<String> {
    if let Some(names) = joined(&described.authors) {
        return Some(names);
    }
    let keys = [
        "author",
        "byl",
        "dc.creator",
        "dcterms.creator",
        "article:author",
        "sailthru.author",
        "parsely-author",
        "article:author_name",
        "dc.contributor",
    ];
    let mut authors: Vec<String> = Vec::new();
    for wanted in keys {
        for (_, value) in
            page.metas.iter().filter(|(key, value)| key == wanted && !value.contains("://") && !value.trim().is_empty())
        {
            let name = folded(value);
            if !authors.contains(&name) {
                authors.push(name);
            }
        }
        if let Some(names) = joined(&authors) {
            return Some(names);
        }
    }
    let best = page.bylines.iter().min_by_key(|(rank, node)| (*rank, *node))?;
    let text = tree.text_under(best.1, LINE);
    joined(std::slice::from_ref(&text)).filter(|text| text.split_whitespace().count() <= 15)
}

/// Names as a byline prints them, without "By".
fn joined(names: &[String]) -> Option<String> {
    let mut clean: Vec<&str> = Vec::new();
    for name in names {
        let name = name.trim();
        let start = name.get(..3).unwrap_or_default();
        let name = if start.eq_ignore_ascii_case("by ") { name[3..].trim_start() } else { name };
        if !name.is_empty() && !clean.contains(&name) {
            clean.push(name);
        }
    }
    match clean.split_last() {
        None => None,
        Some((last, [])) => Some((*last).to_owned()),
        Some((last, rest)) => Some(format!("{} and {last}", rest.join(", "))),
    }
}

fn subjects(page: &Page<'_>, described: &Described) -> Vec<String> {
    let mut subjects = Vec::new();
    let mut add = |word: &str| {
        let word = folded(word);
        if !word.is_empty() && word.len() <= 120 && subjects.len() < 100 && !subjects.contains(&word) {
            subjects.push(word);
        }
    };
    for (key, value) in &page.metas {
        match key.as_str() {
            "article:tag" | "og:article:tag" => add(value),
            "news_keywords" | "keywords" | "parsely-tags" | "sailthru.tags" | "dc.subject" | "dcterms.subject" => {
                value.split([',', ';']).for_each(&mut add)
            }
            _ => {}
        }
    }
    described.keywords.iter().for_each(|word| add(word));
    subjects
}
