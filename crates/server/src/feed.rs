//! Feeds of what is newest (Atom, RFC 4287): stable ids, and addresses on this server.

use std::fmt::Write as _;

use crate::{forms::Form, pages::Frame};

/// An entry of a feed.
#[derive(Debug, Clone)]
pub(crate) struct Entry {
    /// The story's id with the record's, the same whatever file it stands in.
    pub(crate) id: String,
    pub(crate) source: Option<String>,
    pub(crate) title: String,
    pub(crate) published: Option<String>,
    /// Path on this server.
    pub(crate) address: String,
    pub(crate) text: String,
}

/// The feed. Readers take relative addresses from where they fetched it.
pub(crate) fn print(title: &str, frame: &Frame, entries: &[Entry]) -> String {
    let mut out = String::from("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<feed xmlns=\"http://www.w3.org/2005/Atom\">\n");
    let updated = entries.iter().map(|entry| moment(entry.published.as_deref())).max().unwrap_or_else(|| moment(None));
    let own = frame.address(Form::Atom);
    let _ = write!(
        out,
        "<id>{}</id>\n<title>dateline: {}</title>\n<updated>{updated}</updated>\n<author><name>dateline</name></author>\n\
         <link rel=\"self\" type=\"application/atom+xml\" href=\"{}\"/>\n<link rel=\"alternate\" type=\"text/html\" href=\"{}\"/>\n",
        urn(&own),
        escaped(title),
        escaped(&own),
        escaped(&frame.address(Form::Page)),
    );
    for entry in entries {
        let _ = write!(
            out,
            "<entry>\n<id>{}</id>\n<title>{}</title>\n<updated>{}</updated>\n<link href=\"{}\"/>\n<summary>{}</summary>\n",
            urn(&format!("{}\n{}", entry.source.as_deref().unwrap_or_default(), entry.id)),
            escaped(&entry.title),
            moment(entry.published.as_deref()),
            escaped(&entry.address),
            escaped(&entry.text),
        );
        if let Some(source) = &entry.source {
            let _ = writeln!(out, "<author><name>{}</name></author>", escaped(source));
        }
        out += "</entry>\n";
    }
    out + "</feed>\n"
}

/// A name for ever: the text itself, escaped, under a namespace of our own.
fn urn(text: &str) -> String {
    format!("urn:dateline:{}", percent_encoding::utf8_percent_encode(text, percent_encoding::NON_ALPHANUMERIC))
}

/// A day or moment of publication as RFC 3339 has it; a day is its beginning, and an unknown one the beginning of the count.
fn moment(published: Option<&str>) -> String {
    let published = published.unwrap_or_default();
    match (published.parse::<jiff::Timestamp>(), published.get(..10).map(str::parse::<jiff::civil::Date>)) {
        (Ok(moment), _) => moment.strftime("%Y-%m-%dT%H:%M:%SZ").to_string(),
        (_, Some(Ok(day))) => day.strftime("%Y-%m-%dT00:00:00Z").to_string(),
        _ => "1970-01-01T00:00:00Z".into(),
    }
}

/// Text for XML: what has a meaning there is escaped, and what may not stand there is left out.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out += "&amp;",
            '<' => out += "&lt;",
            '>' => out += "&gt;",
            '"' => out += "&quot;",
            '\t' | '\n' | ' '..='\u{d7ff}' | '\u{e000}'..='\u{fffd}' | '\u{10000}'.. => out.push(c),
            _ => {}
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_cannot_leave_its_element() {
        assert_eq!(escaped("</title><script>\u{0}\u{b}\u{ffff}&\"ü"), "&lt;/title&gt;&lt;script&gt;&amp;&quot;ü");
        let frame = Frame::new("/search", &[], Some("text=a\"><b"));
        let entry = Entry {
            id: "a]]>".into(),
            source: Some("<wire>".into()),
            title: "<x>".into(),
            published: Some("2025-07-09T10:00:00+02:00".into()),
            address: "/story/1#v1".into(),
            text: "&".into(),
        };
        let feed = print("Search", &frame, &[entry]);
        assert!(feed.contains("<updated>2025-07-09T08:00:00Z</updated>"), "{feed}");
        assert!(!feed.contains("<x>") && !feed.contains("<wire>") && !feed.contains("\"><b"), "{feed}");
    }
}
