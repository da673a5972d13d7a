//! NewsML-G2. In: the root element of an item or a message. Out: a story for every news item with text; what breaks the standard is
//! refused with the reason, and items without text of their own (pictures, packages of references, concepts, plans) are passed over.

use crate::arrival::{PassedOverWhy, Place, Signal};
use crate::draft::{Body, Draft, MarkedDateline};
use crate::reading::{Flow, Reading};
use crate::xml::Element;
use crate::{markup, newsml_g2_rules, nitf};

/// Root elements of the standard.
pub(crate) fn is_root(name: &str) -> bool {
    matches!(name, "newsMessage" | "catalog") || is_item(name)
}

fn is_item(name: &str) -> bool {
    matches!(name, "newsItem" | "packageItem" | "conceptItem" | "knowledgeItem" | "planningItem" | "catalogItem")
}

pub(crate) fn read(root: &Element, reading: &mut Reading<'_>) -> Flow {
    if is_item(&root.name) {
        return item(root, Place::Whole, reading);
    }
    if root.name == "catalog" {
        return reading.pass_over(Place::Whole, None, PassedOverWhy::NotText("a catalog".into()));
    }
    let items = root.all("itemSet").flat_map(Element::elements).filter(|e| is_item(&e.name));
    let mut number = 0;
    for inner in items {
        number += 1;
        item(inner, Place::Record(number), reading)?;
    }
    if number == 0 {
        let problem = "a newsMessage without an item in its itemSet".to_owned();
        return reading.reject(Place::Whole, problem, "check that the message is whole");
    }
    Flow::Continue(())
}

fn item(item: &Element, place: Place, reading: &mut Reading<'_>) -> Flow {
    if let Err(problem) = newsml_g2_rules::check(item) {
        return reading.reject(place, problem, "mend the item so that it follows NewsML-G2");
    }
    let id = item.attribute("guid").map(str::to_owned);
    let empty = Element::default();
    let item_meta = item.child("itemMeta").unwrap_or(&empty);
    let class = code(item_meta.child("itemClass"));
    if item.name != "newsItem" {
        let what = match item.name.as_str() {
            "packageItem" => "a package of references",
            "conceptItem" => "a concept item",
            "knowledgeItem" => "a knowledge item",
            "planningItem" => "a planning item",
            _ => "a catalog item",
        };
        return reading.pass_over(place, id, PassedOverWhy::NotText(what.into()));
    }
    let mut draft = metadata(item, item_meta);
    let has_text = content(item, &mut draft);
    let withdrawn = draft.signal == Signal::Withdraw;
    if !has_text && !withdrawn {
        let kind = class.unwrap_or("news").rsplit([':', '/']).next().unwrap_or_default().to_owned();
        return reading.pass_over(place, id, PassedOverWhy::NotText(format!("a {kind} item without inline text")));
    }
    reading.story(draft, place)
}

/// The code of an element: its `qcode`, or the last part of its `uri`.
fn code(element: Option<&Element>) -> Option<&str> {
    let element = element?;
    element.attribute("qcode").or_else(|| element.attribute("uri")).or_else(|| element.attribute("literal"))
}

/// The name inside of an element, else its literal or code.
fn name(element: &Element) -> Option<String> {
    let named = element.child("name").and_then(Element::text);
    named.or_else(|| element.attribute("literal").map(str::to_owned)).or_else(|| code(Some(element)).map(str::to_owned))
}

fn metadata(item: &Element, item_meta: &Element) -> Draft {
    let empty = Element::default();
    let content = item.child("contentMeta").unwrap_or(&empty);
    let text = |parent: &Element, child: &str| parent.child(child).and_then(Element::text);
    let rights = item.child("rightsInfo");
    let version = item.attribute("version").map(str::to_owned);
    let headline = preferred(content.all("headline")).or_else(|| text(item_meta, "title"));
    let last = |list: Option<&str>| list.and_then(|c| c.rsplit([':', '/']).next()).unwrap_or_default().to_ascii_lowercase();
    let status = last(code(item_meta.child("pubStatus")));
    let signals: Vec<String> = item_meta.all("signal").map(|s| last(code(Some(s)))).collect();
    let signal = if matches!(status.as_str(), "canceled" | "cancelled" | "withheld")
        || signals.iter().any(|s| s.contains("kill") || s == "withdrawn")
    {
        Signal::Withdraw
    } else if signals.iter().any(|s| s.contains("corr")) {
        Signal::Correct
    } else if signals.iter().any(|s| s == "update" || s == "writethru" || s == "writethrough") {
        Signal::Update
    } else {
        Signal::New
    };
    let mut draft = Draft {
        id: item.attribute("guid").map(str::to_owned),
        source: item_meta.child("provider").and_then(name),
        byline: text(content, "by"),
        language: content
            .child("language")
            .and_then(|l| l.attribute("tag"))
            .or_else(|| item.attribute("lang"))
            .map(str::to_owned),
        published: text(item_meta, "firstCreated")
            .filter(|_| version.as_deref() == Some("1"))
            .or_else(|| text(item_meta, "versionCreated")),
        updated: text(item_meta, "versionCreated"),
        headline,
        dateline: text(content, "dateline").map(|words| MarkedDateline { text: words, place: None, sure: true }),
        slug: text(content, "slugline"),
        copyright: rights.and_then(|r| text(r, "copyrightNotice").or_else(|| r.child("copyrightHolder").and_then(name))),
        version,
        signal,
        ..Draft::default()
    };
    for subject in content.all("subject") {
        draft.subjects.extend(name(subject));
    }
    draft.subjects.extend(content.all("keyword").filter_map(Element::text));
    draft.places.extend(content.all("located").filter_map(name));
    draft
}

/// The main one of several headlines: the first without a role, else the first.
fn preferred<'a>(headlines: impl Iterator<Item = &'a Element>) -> Option<String> {
    let all: Vec<&Element> = headlines.collect();
    all.iter().find(|h| h.attribute("role").is_none()).or(all.first()).and_then(|h| h.text())
}

/// Takes the text out of the content set; false if there is none.
fn content(item: &Element, draft: &mut Draft) -> bool {
    let Some(set) = item.child("contentSet") else { return false };
    for inline in set.all("inlineXML") {
        if let Some(nitf) = inline.child("nitf") {
            let mut inner = Draft { headline: draft.headline.clone(), byline: draft.byline.clone(), ..Draft::default() };
            nitf::body(nitf, &mut inner);
            draft.headline = draft.headline.take().or(inner.headline);
            draft.byline = draft.byline.take().or(inner.byline);
            draft.dateline = draft.dateline.take().or(inner.dateline);
            draft.body = inner.body;
        } else if let Some(html) =
            inline.elements().find(|e| matches!(e.name.as_str(), "html" | "body" | "div" | "article" | "section"))
        {
            draft.body = Body::Paragraphs(markup::paragraphs(html));
        } else {
            continue;
        }
        if let Body::Paragraphs(list) = &draft.body
            && !list.is_empty()
        {
            return true;
        }
    }
    for inline in set.all("inlineData") {
        let kind = inline.attribute("contenttype").unwrap_or("text/plain");
        if let Some(text) = raw_text(inline).filter(|_| inline.attribute("encoding").is_none()) {
            draft.body = match kind {
                "text/html" | "application/xhtml+xml" => match crate::xml::parse(&format!("<div>{text}</div>")) {
                    Ok(root) => Body::Paragraphs(markup::paragraphs(&root)),
                    Err(_) => Body::Text(text),
                },
                _ if kind.starts_with("text/") => Body::Text(text),
                _ => continue,
            };
            return true;
        }
    }
    false
}

/// Text with its line breaks.
fn raw_text(element: &Element) -> Option<String> {
    let mut out = String::new();
    for node in &element.children {
        if let crate::xml::Node::Text(text) = node {
            out.push_str(text);
        }
    }
    Some(out).filter(|text| !text.trim().is_empty())
}
