//! Feeds written for these tests, one per format.

use std::time::{Duration, Instant};

use proptest::prelude::*;

use super::*;

const ATOM: &str = r#"<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en">
  <title>The Daily Example</title><id>urn:example:feed</id><updated>2024-05-03T08:00:00Z</updated>
  <link rel="self" href="https://example.org/feed.atom"/><link href="https://example.org/"/>
  <entry><id>urn:example:1</id><title type="html">Ministers meet &amp;amp; talk</title>
    <link rel="enclosure" href="https://example.org/1.mp3"/><link rel="alternate" type="text/html" href="/world/1"/>
    <published>2024-05-03T10:00:00+02:00</published><updated>2024-05-03T12:30:00+02:00</updated>
    <author><name>Ann Author</name></author><category term="world" label="World"/>
    <summary type="html">&lt;p&gt;Six countries talk.&lt;/p&gt;</summary>
    <content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>Ministers met on <b>Friday</b>.</p><p>They talked.</p></div></content>
  </entry></feed>"#;

const RSS2: &str = r#"<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel>
  <title>The Daily Example</title><link>https://example.org/</link><language>en-gb</language><copyright>Example Press</copyright>
  <item><title><![CDATA[Ministers meet & talk]]></title><link>https://example.org/world/1</link><guid isPermaLink="false">example-1</guid>
    <pubDate>Fri, 03 May 2024 10:00:00 +0200</pubDate><dc:creator>Ann Author</dc:creator><category>World</category><category>World</category>
    <description>Six countries talk.</description>
    <content:encoded><![CDATA[<p>Ministers met on <b>Friday</b>.</p><p>They talked.</p>]]></content:encoded></item></channel></rss>"#;

const RDF: &str = r#"<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/">
  <channel rdf:about="https://example.org/"><title>The Daily Example</title><link>https://example.org/</link><description>News</description></channel>
  <item rdf:about="https://example.org/world/1"><title>Ministers meet &amp; talk</title><link>https://example.org/world/1</link>
    <dc:date>2024-05-03T10:00:00+02:00</dc:date><dc:creator>Ann Author</dc:creator><description>Six countries talk.</description></item></rdf:RDF>"#;

const RSS091: &str = r#"<rss version="0.91"><channel><title>The Daily Example</title><link>https://example.org/</link><description>News</description>
  <item><title>Ministers meet &amp; talk</title><link>https://example.org/world/1</link><description>Six countries talk.</description></item></channel></rss>"#;

const JSON: &str = r#"{"version":"https://jsonfeed.org/version/1.1","title":"The Daily Example","home_page_url":"https://example.org/","language":"en",
  "items":[{"id":"example-1","url":"https://example.org/world/1","title":"Ministers meet & talk","summary":"Six countries talk.",
  "content_html":"<p>Ministers met on <b>Friday</b>.</p><p>They talked.</p>","date_published":"2024-05-03T10:00:00+02:00",
  "authors":[{"name":"Ann Author"}],"tags":["World"]}]}"#;

#[test]
fn every_format() {
    for (text, format, dated, has_content) in [
        (ATOM, "atom", true, true),
        (RSS2, "rss2", true, true),
        (RDF, "rss1", true, false),
        (RSS091, "rss0", false, false),
        (JSON, "json", true, true),
    ] {
        let feed = feed(text.as_bytes(), Some("https://example.org/feed")).expect(format);
        assert_eq!(feed.format, format);
        assert_eq!(feed.title.as_deref(), Some("The Daily Example"), "{format}");
        assert_eq!(feed.items.len(), 1, "{format}");
        let item = &feed.items[0];
        assert_eq!(item.title.as_deref(), Some("Ministers meet & talk"), "{format}");
        assert_eq!(item.url.as_deref(), Some("https://example.org/world/1"), "{format}");
        assert_eq!(item.published.as_deref(), dated.then_some("2024-05-03T08:00:00Z"), "{format}");
        assert_eq!(item.summary, ["Six countries talk."], "{format}");
        let content: &[&str] = if has_content { &["Ministers met on Friday.", "They talked."] } else { &[] };
        assert_eq!(item.content, content, "{format}");
        assert!(!item.id.is_empty(), "{format}");
        if dated {
            assert_eq!(item.authors, ["Ann Author"], "{format}");
        }
    }
    let atom = feed(ATOM.as_bytes(), Some("https://example.org/feed")).unwrap();
    assert_eq!(atom.items[0].updated.as_deref(), Some("2024-05-03T10:30:00Z"));
    assert_eq!(atom.items[0].categories, ["World"]);
    assert_eq!(atom.url.as_deref(), Some("https://example.org/"));
    let rss = feed(RSS2.as_bytes(), None).unwrap();
    assert_eq!(rss.items[0].categories, ["World"]);
    assert_eq!(rss.items[0].language.as_deref(), Some("en-gb"));
    assert_eq!(rss.copyright.as_deref(), Some("Example Press"));
}

#[test]
fn an_item_without_id_has_the_same_each_time() {
    let first = feed(RSS091.as_bytes(), None).unwrap().items[0].id.clone();
    assert_eq!(feed(RSS091.as_bytes(), None).unwrap().items[0].id, first);
    let other = RSS091.replace("world/1", "world/2");
    assert_ne!(feed(other.as_bytes(), None).unwrap().items[0].id, first);
}

#[test]
fn a_feed_in_another_encoding() {
    let mut bytes =
        b"<?xml version=\"1.0\" encoding=\"iso-8859-1\"?><rss version=\"2.0\"><channel><title>x</title><item><title>Pr".to_vec();
    bytes.extend(b"\xE4sident</title></item></channel></rss>");
    assert_eq!(feed(&bytes, None).unwrap().items[0].title.as_deref(), Some("Präsident"));
}

#[test]
fn what_is_no_feed_is_refused_by_name() {
    for text in ["", "hello", "{}", "<html><body>Not found</body></html>", &RSS2[..RSS2.len() / 3], "<rss version=\"9\"></rss>"] {
        let error = feed(text.as_bytes(), None).unwrap_err().to_string();
        assert!(error.contains("expected RSS, RDF, Atom or JSON Feed"), "{text}: {error}");
    }
    let deep = format!("<rss version=\"2.0\"><channel>{}", "<a>".repeat(100_000));
    assert!(matches!(feed(deep.as_bytes(), None), Err(FeedError::TooDeep { at: 790 })), "{:?}", feed(deep.as_bytes(), None));
    assert!(matches!(feed(&vec![b' '; MAX_FEED + 1], None), Err(FeedError::TooLarge { .. })));
}

#[test]
fn entities_are_never_expanded() {
    let bomb = r#"<!DOCTYPE rss [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY f SYSTEM "file:///etc/passwd">]>
        <rss version="2.0"><channel><title>x</title><item><title>&b;&f;</title><link>https://example.org/1</link></item></channel></rss>"#;
    if let Ok(feed) = feed(bomb.as_bytes(), None) {
        let title = feed.items[0].title.clone().unwrap_or_default();
        assert!(!title.contains("aaaa") && !title.contains("root:"), "{title}");
    }
}

#[test]
fn hostile_feeds_end_in_time() {
    let n = 50_000;
    for (name, text) in [
        (
            "items",
            format!(
                "<rss version=\"2.0\"><channel><title>x</title>{}</channel></rss>",
                "<item><title>a</title></item>".repeat(n)
            ),
        ),
        (
            "categories",
            format!("<rss version=\"2.0\"><channel><item>{}</item></channel></rss>", "<category>a</category>".repeat(n)),
        ),
        (
            "attributes",
            format!("<rss version=\"2.0\" {}><channel/></rss>", (0..n).map(|i| format!("a{i}=\"\" ")).collect::<String>()),
        ),
        ("open", format!("<rss version=\"2.0\"><channel><item><title>{}", "a".repeat(n * 10))),
        (
            "escaped depth",
            format!(
                "<rss version=\"2.0\"><channel><item><description>{}</description></item></channel></rss>",
                "&lt;div&gt;".repeat(n)
            ),
        ),
        ("cdata", "<![CDATA[".repeat(n)),
        ("comments", format!("<rss version=\"2.0\">{}", "<!-- -".repeat(n))),
    ] {
        let start = Instant::now();
        let _ = feed(text.as_bytes(), None);
        assert!(start.elapsed() < Duration::from_secs(10), "{name}: {:?}", start.elapsed());
    }
}

proptest! {
    #[test]
    fn a_damaged_feed_is_read_or_refused(at in 0usize..1200, cut in 0usize..40, insert in "[<>&/a\"=! ]{0,6}") {
        for text in [ATOM, RSS2, RDF, JSON] {
            let mut bytes = text.as_bytes().to_vec();
            let at = at.min(bytes.len());
            let end = (at + cut).min(bytes.len());
            bytes.splice(at..end, insert.bytes());
            let _ = feed(&bytes, None);
        }
    }
}
