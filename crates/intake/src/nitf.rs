//! NITF 3.x. In: the `nitf` element. Out: a draft.

use crate::arrival::Signal;
use crate::draft::{Body, Draft, MarkedDateline};
use crate::markup;
use crate::xml::Element;

/// Reads a whole NITF document.
pub(crate) fn read(nitf: &Element) -> Draft {
    let mut draft = Draft::default();
    let empty = Element::default();
    let data = nitf.path("head/docdata").unwrap_or(&empty);
    let attribute = |name: &str, key: &str| data.child(name).and_then(|e| e.attribute(key)).map(str::to_owned);
    draft.id = attribute("doc-id", "id-string").or_else(|| nitf.attribute("uno").map(str::to_owned));
    draft.published = attribute("date.issue", "norm").or_else(|| attribute("date.release", "norm"));
    draft.updated = nitf.path("head/revision-history").and_then(|e| e.attribute("norm")).map(str::to_owned);
    draft.copyright = data.child("doc.copyright").map(|c| {
        let parts = [c.attribute("year"), c.attribute("holder")];
        parts.into_iter().flatten().collect::<Vec<_>>().join(" ")
    });
    draft.version = attribute("du-key", "version");
    draft.slug = attribute("fixture", "fix-id").or_else(|| attribute("du-key", "key"));
    draft.subjects.extend(
        data.path("key-list")
            .into_iter()
            .flat_map(|list| list.all("keyword"))
            .filter_map(|k| k.attribute("key"))
            .map(str::to_owned),
    );
    for code in nitf.path("head/tobject").into_iter().flat_map(|t| t.all("tobject.subject")) {
        let name = code
            .attribute("tobject.subject.matter")
            .or_else(|| code.attribute("tobject.subject.type"))
            .or_else(|| code.attribute("tobject.subject.refnum"));
        draft.subjects.extend(name.map(str::to_owned));
    }
    draft.places.extend(data.path("identified-content").into_iter().flat_map(|c| c.all("location")).filter_map(Element::text));
    draft.source = nitf.path("head/pubdata").and_then(|p| p.attribute("name")).map(str::to_owned);
    draft.signal = match data.attribute("management-status") {
        Some("canceled" | "cancelled" | "withdrawn" | "withheld") => Signal::Withdraw,
        _ if data.child("correction").is_some() => Signal::Correct,
        _ => Signal::New,
    };
    draft.language = nitf.attribute("lang").map(str::to_owned);
    body(nitf, &mut draft);
    if draft.headline.is_none() {
        draft.headline = nitf.path("head/title").and_then(Element::text);
    }
    draft
}

/// Reads the body of a document into `draft`; what is there already is kept where the body says nothing.
pub(crate) fn body(nitf: &Element, draft: &mut Draft) {
    let Some(body) = nitf.child("body") else { return };
    let empty = Element::default();
    let head = body.child("body.head").unwrap_or(&empty);
    // `hl2` is a line of its own below the headline; the first `hl1` is the headline.
    let headline = head.path("hedline/hl1").or_else(|| head.child("hedline")).and_then(Element::text);
    draft.headline = headline.or(draft.headline.take());
    draft.byline = head.child("byline").and_then(Element::text).or(draft.byline.take());
    draft.copyright = head.child("rights").and_then(Element::text).or(draft.copyright.take());
    draft.source = draft.source.take().or_else(|| head.child("distributor").and_then(Element::text));
    if let Some(dateline) = head.child("dateline") {
        let place = dateline.child("location").and_then(Element::text);
        draft.dateline = dateline.text().map(|text| MarkedDateline { text, place, sure: true });
    }
    let content: Vec<&Element> = body.all("body.content").collect();
    let mut paragraphs: Vec<String> = content.iter().flat_map(|c| markup::paragraphs(c)).collect();
    if paragraphs.is_empty() {
        paragraphs = head.child("abstract").map(markup::paragraphs).unwrap_or_default();
    }
    if content.is_empty() && paragraphs.is_empty() {
        // Some write the paragraphs straight into the body.
        let mut bare = Element::default();
        bare.children = body.children.iter().filter(|n| !is_head(n)).cloned().collect();
        paragraphs = markup::paragraphs(&bare);
    }
    draft.body = Body::Paragraphs(paragraphs);
}

fn is_head(node: &crate::xml::Node) -> bool {
    matches!(node, crate::xml::Node::Element(e) if e.name == "body.head")
}
