//! A list of feeds in OPML to their addresses.
//!
//! In: the file's text. Out: the `xmlUrl` of every `outline`, in order, each once; folders are flattened.

use std::collections::HashSet;

use quick_xml::events::Event;

/// The addresses of a list of feeds.
///
/// # Errors
/// The text is no XML; says at which byte and why.
pub fn addresses(text: &str) -> Result<Vec<String>, String> {
    let mut reader = quick_xml::Reader::from_str(text);
    // Only single tags are looked at, so that a list that is badly nested still gives its feeds.
    reader.config_mut().check_end_names = false;
    let mut addresses = Vec::new();
    let mut seen = HashSet::new();
    let mut is_opml = false;
    loop {
        match reader.read_event() {
            Ok(Event::Start(tag) | Event::Empty(tag)) => match tag.local_name().as_ref() {
                "opml" => is_opml = true,
                "outline" => {
                    for attribute in tag.attributes().flatten() {
                        if attribute.key.local_name().as_ref().eq_ignore_ascii_case("xmlurl")
                            && let Ok(address) = attribute.normalized_value(quick_xml::XmlVersion::Implicit1_0)
                        {
                            let address = address.trim().to_owned();
                            if !address.is_empty() && seen.insert(address.clone()) {
                                addresses.push(address);
                            }
                        }
                    }
                }
                _ => {}
            },
            Ok(Event::Eof) => break,
            Ok(_) => {}
            Err(error) => return Err(format!("at byte {}: {error}", reader.error_position())),
        }
    }
    if is_opml { Ok(addresses) } else { Err("no <opml> element found; expected a list of feeds in OPML".to_owned()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists() {
        let text = r#"<?xml version="1.0"?><opml version="2.0"><body><outline text="News">
            <outline type="rss" xmlUrl="https://example.org/a?x=1&amp;y=2"/><outline text="B" xmlurl=" https://example.org/b "/>
            <outline xmlUrl="https://example.org/b"/></outline><outline text="no feed"/></body></opml>"#;
        assert_eq!(addresses(text).unwrap(), ["https://example.org/a?x=1&y=2", "https://example.org/b"]);
        assert!(addresses("<rss/>").is_err());
        assert!(addresses("<opml><outline xmlUrl=").is_err());
        assert_eq!(addresses(&format!("<opml>{}", "<outline>".repeat(100_000))).unwrap(), Vec::<String>::new());
    }
}
