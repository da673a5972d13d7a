//! An XML document as a small tree. In: the bytes of one document. Out: elements with local names, attributes and text.
//!
//! No entity is ever fetched or expanded but the predefined ones, character references and the named characters of HTML that news
//! formats borrow; depth and size are bounded. So no document can open files, grow, or exhaust the stack.

use quick_xml::escape::resolve_html5_entity;
use quick_xml::events::{BytesStart, Event};
use quick_xml::reader::Reader;

/// Elements nested deeper are refused.
const DEEPEST: usize = 200;

/// One element.
#[derive(Debug, Default, Clone)]
pub(crate) struct Element {
    /// Name without its prefix.
    pub(crate) name: String,
    prefixed: bool,
    attributes: Vec<(String, String)>,
    pub(crate) children: Vec<Node>,
}

/// What an element holds.
#[derive(Debug, Clone)]
pub(crate) enum Node {
    Element(Element),
    Text(String),
}

/// Why a document could not be read.
#[derive(Debug, thiserror::Error)]
#[error("{problem} at byte {at}")]
pub(crate) struct Malformed {
    problem: String,
    pub(crate) at: u64,
}

impl Element {
    /// Value of the attribute with this local name.
    pub(crate) fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(n, _)| n == name).map(|(_, v)| v.trim()).filter(|v| !v.is_empty())
    }

    /// Whether the name had a prefix in the document.
    pub(crate) fn prefixed(&self) -> bool {
        self.prefixed
    }

    /// Child elements.
    pub(crate) fn elements(&self) -> impl Iterator<Item = &Element> {
        self.children.iter().filter_map(|node| match node {
            Node::Element(element) => Some(element),
            Node::Text(_) => None,
        })
    }

    /// Child elements of this name.
    pub(crate) fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a Element> {
        self.elements().filter(move |e| e.name == name)
    }

    /// First child element of this name.
    pub(crate) fn child(&self, name: &str) -> Option<&Element> {
        self.elements().find(|e| e.name == name)
    }

    /// Follows child names, separated by `/`.
    pub(crate) fn path(&self, path: &str) -> Option<&Element> {
        path.split('/').try_fold(self, |element, name| element.child(name))
    }

    /// All elements at any depth, in document order.
    pub(crate) fn walk<'a>(&'a self, visit: &mut dyn FnMut(&'a Element)) {
        for element in self.elements() {
            visit(element);
            element.walk(visit);
        }
    }

    /// The words inside, with single spaces; `None` if there are none.
    pub(crate) fn text(&self) -> Option<String> {
        let mut out = String::new();
        self.push_text(&mut out);
        Some(crate::paragraphs::collapse(&out)).filter(|text| !text.is_empty())
    }

    fn push_text(&self, out: &mut String) {
        for node in &self.children {
            match node {
                Node::Text(text) => out.push_str(text),
                Node::Element(element) => element.push_text(out),
            }
        }
    }
}

/// Reads a document into its root element.
pub(crate) fn parse(text: &str) -> Result<Element, Malformed> {
    let mut reader = Reader::from_str(text);
    let mut open: Vec<Element> = vec![Element::default()];
    loop {
        let at = reader.buffer_position();
        let malformed = |problem: String| Malformed { problem, at };
        let event = reader.read_event().map_err(|error| malformed(format!("no well-formed XML: {error}")))?;
        let top = open.len() - 1;
        match event {
            Event::Start(tag) => {
                if open.len() > DEEPEST {
                    return Err(malformed(format!("elements nested more than {DEEPEST} deep")));
                }
                open.push(element(&tag).map_err(malformed)?);
            }
            Event::Empty(tag) => open[top].children.push(Node::Element(element(&tag).map_err(malformed)?)),
            Event::End(_) => {
                if let Some(done) = open.pop()
                    && let Some(parent) = open.last_mut()
                {
                    parent.children.push(Node::Element(done));
                }
            }
            Event::Text(text) => push(&mut open[top], &text.into_inner()),
            Event::CData(text) => push(&mut open[top], &text.into_inner()),
            Event::GeneralRef(reference) => match reference.resolve_char_ref() {
                Ok(Some(c)) => push(&mut open[top], c.encode_utf8(&mut [0; 4])),
                _ => {
                    let name = reference.into_inner();
                    match resolve_html5_entity(&name) {
                        Some(value) => push(&mut open[top], value),
                        // An entity of the document's own is left as it is written.
                        None => push(&mut open[top], &format!("&{name};")),
                    }
                }
            },
            Event::Eof => break,
            Event::Comment(_) | Event::Decl(_) | Event::PI(_) | Event::DocType(_) => {}
        }
    }
    let at = reader.buffer_position();
    if open.len() > 1 {
        let name = open.pop().map(|e| e.name).unwrap_or_default();
        return Err(Malformed { problem: format!("the document ends inside of `{name}`"), at });
    }
    let root = open.pop().and_then(|document| {
        document.children.into_iter().find_map(|node| match node {
            Node::Element(element) => Some(element),
            Node::Text(_) => None,
        })
    });
    root.ok_or_else(|| Malformed { problem: "no element in the document".into(), at })
}

fn push(element: &mut Element, text: &str) {
    match element.children.last_mut() {
        Some(Node::Text(last)) => last.push_str(text),
        _ => element.children.push(Node::Text(text.to_owned())),
    }
}

fn element(tag: &BytesStart<'_>) -> Result<Element, String> {
    let mut attributes = Vec::new();
    for attribute in tag.attributes().with_checks(false) {
        let attribute = attribute.map_err(|error| format!("no well-formed attribute: {error}"))?;
        let name: &str = attribute.key.local_name().into_inner();
        attributes.push((name.to_owned(), unescape(&attribute.value)));
    }
    let name: &str = tag.local_name().into_inner();
    let prefixed = tag.name().prefix().is_some();
    Ok(Element { name: name.to_owned(), prefixed, attributes, children: Vec::new() })
}

/// Resolves references in an attribute; unknown ones stay as they are.
fn unescape(value: &str) -> String {
    quick_xml::escape::unescape_with(value, |name| resolve_html5_entity(name).or(Some("")))
        .map_or_else(|_| value.to_owned(), |v| v.into_owned())
}

/// Encoding that the declaration of a document names: `<?xml version="1.0" encoding="iso-8859-1"?>`.
pub(crate) fn declared_encoding(bytes: &[u8]) -> Option<String> {
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(200)]);
    let declaration = head.trim_start_matches('\u{feff}').trim_start().strip_prefix("<?xml")?.split("?>").next()?.to_owned();
    let value = declaration.split("encoding").nth(1)?.trim_start().strip_prefix('=')?.trim_start();
    let quote = value.chars().next().filter(|c| matches!(c, '"' | '\''))?;
    value[1..].split(quote).next().map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn trees() {
        let root = parse("<a x:b='1 &amp; 2'><c>one&nbsp;<i>two</i> &#x41;&unknown;<![CDATA[<d>]]></c><c/></a>").unwrap();
        assert_eq!(root.attribute("b"), Some("1 & 2"));
        assert_eq!(root.child("c").unwrap().text().unwrap(), "one two A&unknown;<d>");
        assert_eq!(root.all("c").count(), 2);
    }

    #[test]
    fn hostile_documents() {
        let laughs = "<!DOCTYPE a [<!ENTITY x 'ha'><!ENTITY y '&x;&x;'>]><a>&y;</a>";
        assert_eq!(parse(laughs).unwrap().text().unwrap(), "&y;", "entities are not expanded");
        let outside = "<!DOCTYPE a [<!ENTITY x SYSTEM 'file:///etc/hostname'>]><a>&x;</a>";
        assert_eq!(parse(outside).unwrap().text().unwrap(), "&x;", "entities are not fetched");
        assert!(parse(&"<a>".repeat(100_000)).unwrap_err().to_string().contains("nested more than"));
        for broken in ["<a>", "<a></b>", "", "text", "<a b=></a>", "<a"] {
            assert!(parse(broken).is_err(), "{broken}");
        }
    }

    #[test]
    fn encodings() {
        assert_eq!(declared_encoding(b"<?xml version='1.0' encoding='ISO-8859-1'?><a/>").as_deref(), Some("ISO-8859-1"));
        assert_eq!(declared_encoding(b"<?xml version='1.0'?><a/>"), None);
        assert_eq!(declared_encoding(b"<a/>"), None);
    }
}
