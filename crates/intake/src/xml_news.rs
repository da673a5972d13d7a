//! News in XML: NewsML-G2, NewsML 1.x, NITF. In: one document. Out: its stories, by the reader that its root element asks for.

use std::io::BufRead;

use crate::arrival::{Place, Warning};
use crate::decode::decode;
use crate::reading::{Flow, Reading};
use crate::stream::{ReadAll, read_all};
use crate::xml::Element;
use crate::{newsml_g2, newsml1, nitf, xml};

pub(crate) fn read(reader: &mut dyn BufRead, reading: &mut Reading<'_>) -> Flow {
    let bytes = match read_all(reader, reading.options.max_story_bytes) {
        ReadAll::Bytes(bytes) => bytes,
        ReadAll::TooLong => return reading.too_long(Place::Whole, "XML document"),
        ReadAll::Failed(error) => return reading.unreadable(&error),
    };
    let mut warnings = Vec::new();
    let declared = xml::declared_encoding(&bytes);
    let text = decode(&bytes, declared.as_deref(), &mut warnings);
    let root = match xml::parse(&text) {
        Ok(root) => root,
        Err(error) => {
            let place = Place::Byte(error.at);
            return reading.reject(place, error.to_string(), "mend the document, or get it whole");
        }
    };
    drop(text);
    if let Some(flow) = news(&root, &mut warnings, reading) {
        return flow;
    }
    // Some send news in an envelope of their own, or only a part of an item.
    let mut enclosed = Vec::new();
    find(&root, &mut enclosed);
    if enclosed.is_empty() {
        let problem = format!("an XML document of the kind `{}`, which is no news format", root.name);
        return reading.reject(
            Place::Whole,
            problem,
            "turn it into one of NITF, NewsML, NewsML-G2, RSS or Atom, or leave it out",
        );
    }
    for element in enclosed {
        news(element, &mut warnings, reading).unwrap_or(Flow::Continue(()))?;
    }
    Flow::Continue(())
}

/// Reads an element of a news format; `None` if it is none.
fn news(element: &Element, warnings: &mut Vec<Warning>, reading: &mut Reading<'_>) -> Option<Flow> {
    Some(match element.name.as_str() {
        name if newsml_g2::is_root(name) => newsml_g2::read(element, reading),
        "NewsML" => newsml1::read(element, reading),
        "nitf" => {
            let mut draft = nitf::read(element);
            draft.warnings = std::mem::take(warnings);
            reading.story(draft, Place::Whole)
        }
        _ => return None,
    })
}

/// The outermost elements of news formats below `element`.
fn find<'e>(element: &'e Element, found: &mut Vec<&'e Element>) {
    for inner in element.elements() {
        if newsml_g2::is_root(&inner.name) && inner.name != "catalog" || matches!(inner.name.as_str(), "NewsML" | "nitf") {
            found.push(inner);
        } else {
            find(inner, found);
        }
    }
}
