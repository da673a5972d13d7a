//! News in XML: NewsML-G2, NewsML 1.x, NITF. In: one document. Out: its stories, by the reader that its root element asks for.

use std::io::BufRead;

use crate::arrival::Place;
use crate::decode::decode;
use crate::reading::{Flow, Reading};
use crate::stream::{ReadAll, read_all};
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
    match root.name.as_str() {
        name if newsml_g2::is_root(name) => newsml_g2::read(&root, reading),
        "NewsML" => newsml1::read(&root, reading),
        "nitf" => {
            let mut draft = nitf::read(&root);
            draft.warnings = warnings;
            reading.story(draft, Place::Whole)
        }
        other => {
            let problem = format!("an XML document of the kind `{other}`, which is no news format");
            reading.reject(Place::Whole, problem, "turn it into one of NITF, NewsML, NewsML-G2, RSS or Atom, or leave it out")
        }
    }
}
