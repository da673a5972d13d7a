//! Paragraphs of marked-up text (XHTML, NITF). In: an element. Out: its paragraphs, without captions, scripts and other furniture.

use crate::furniture;
use crate::paragraphs::collapse;
use crate::xml::{Element, Node};

/// Elements that begin and end a paragraph.
const BLOCKS: [&str; 34] = [
    "p",
    "div",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "hl1",
    "hl2",
    "li",
    "ul",
    "ol",
    "dl",
    "dt",
    "dd",
    "blockquote",
    "bq",
    "pre",
    "table",
    "tr",
    "block",
    "section",
    "article",
    "body",
    "body.content",
    "fn",
    "header",
    "main",
    "hr",
    "br",
    "para",
    "lede",
    "html",
];
/// Elements whose words are no part of the story.
const SKIPPED: [&str; 22] = [
    "script",
    "style",
    "head",
    "figure",
    "figcaption",
    "aside",
    "nav",
    "footer",
    "form",
    "media",
    "media-caption",
    "media-producer",
    "media-reference",
    "media-metadata",
    "iframe",
    "object",
    "noscript",
    "body.end",
    "tagline",
    "noframes",
    "svg",
    "button",
];

/// Whether an element begins and ends a paragraph.
pub(crate) fn is_block(name: &str) -> bool {
    BLOCKS.contains(&name)
}

/// Whether the words of an element are no part of the story.
pub(crate) fn is_skipped(name: &str) -> bool {
    SKIPPED.contains(&name)
}

/// Paragraphs in document order.
pub(crate) fn paragraphs(root: &Element) -> Vec<String> {
    let mut out = Vec::new();
    let mut open = String::new();
    gather(root, &mut out, &mut open);
    close(&mut out, &mut open);
    furniture::strip(&mut out);
    out
}

fn gather(element: &Element, out: &mut Vec<String>, open: &mut String) {
    for node in &element.children {
        match node {
            Node::Text(text) => open.push_str(text),
            Node::Element(inner) if is_skipped(&inner.name) => {}
            Node::Element(inner) => {
                let block = is_block(&inner.name);
                if block {
                    close(out, open);
                }
                gather(inner, out, open);
                if block {
                    close(out, open);
                } else if matches!(inner.name.as_str(), "td" | "th") {
                    open.push(' ');
                }
            }
        }
    }
}

fn close(out: &mut Vec<String>, open: &mut String) {
    let paragraph = collapse(open);
    if !paragraph.is_empty() {
        out.push(paragraph);
    }
    open.clear();
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blocks_are_paragraphs() {
        let root = crate::xml::parse(
            "<div><h2>Talks</h2><p>The <b>envoy</b> arrived.<br/>He left.</p><figure><figcaption>The harbour</figcaption></figure>\
             <script>x()</script>loose words<p>Read more: other news</p></div>",
        )
        .unwrap();
        assert_eq!(paragraphs(&root), ["Talks", "The envoy arrived.", "He left.", "loose words"]);
    }
}
