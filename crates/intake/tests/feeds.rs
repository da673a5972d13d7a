//! Feeds as one more format that stories come in.

mod common;
use common::{get, parts};
use record::PartKind::{Headline, Paragraph};

const HEAD: &str = "<?xml version=\"1.0\"?><rss version=\"2.0\"><channel><title>Fjordwire</title><language>en</language><copyright>Fjordwire 2024</copyright>";
const FIRST: &str = "<item><guid>f-1</guid><title>Envoy arrives for talks</title><link>https://example.org/1</link><author>Jane Doe</author>\
    <pubDate>Mon, 04 Mar 2024 10:00:00 +0100</pubDate><category>River</category>\
    <description>&lt;p&gt;The envoy arrived on Monday.&lt;/p&gt;&lt;p&gt;Read more&lt;/p&gt;</description></item>";
const SECOND: &str =
    "<item><guid>f-2</guid><title>Envoy leaves</title><description>The envoy left on Friday.</description></item>";
const END: &str = "</channel></rss>";

fn ids(bytes: &str) -> (Vec<String>, Vec<String>) {
    let got = get(bytes);
    let reasons = got.rejected.iter().map(ToString::to_string).collect();
    (got.stories.into_iter().map(|story| story.story.id).collect(), reasons)
}

#[test]
fn an_item_is_a_story() {
    let got = get(format!("{HEAD}{FIRST}{SECOND}{END}"));
    assert_eq!(got.rejected, []);
    let story = &got.stories[0];
    assert_eq!(
        parts(story),
        [(Headline, "Envoy arrives for talks".to_owned()), (Paragraph, "The envoy arrived on Monday.".to_owned())]
    );
    assert_eq!((story.story.id.as_str(), story.story.source.as_deref()), ("f-1", Some("Fjordwire")));
    assert_eq!(story.story.url.as_deref(), Some("https://example.org/1"));
    assert_eq!(story.story.published.as_deref(), Some("2024-03-04T09:00:00Z"));
    assert_eq!((story.subjects.as_slice(), story.copyright.as_deref()), (&["River".to_owned()][..], Some("Fjordwire 2024")));
    assert_eq!(got.stories[1].story.id, "f-2");
}

#[test]
fn every_kind_of_feed_is_told_by_its_content() {
    let item = "<title>Envoy arrives</title><link>https://example.org/1</link><description>The envoy arrived.</description>";
    for feed in [
        format!("<rss version=\"0.91\"><channel><title>F</title><item>{item}</item></channel></rss>"),
        format!(
            "<rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\" xmlns=\"http://purl.org/rss/1.0/\"><channel><title>F</title></channel><item>{item}</item></rdf:RDF>"
        ),
        "<feed xmlns=\"http://www.w3.org/2005/Atom\"><title>F</title><entry><id>1</id><title>Envoy arrives</title><summary>The envoy arrived.</summary></entry></feed>".to_owned(),
        "{\"version\": \"https://jsonfeed.org/version/1.1\", \"title\": \"F\", \"items\": [{\"id\": \"1\", \"title\": \"Envoy arrives\", \"content_text\": \"The envoy arrived.\"}]}".to_owned(),
    ] {
        let got = get(&feed);
        assert_eq!(got.rejected, [], "{feed}");
        assert_eq!(got.stories[0].story.text, "Envoy arrives\n\nThe envoy arrived.", "{feed}");
    }
}

#[test]
fn a_damaged_item_costs_itself_alone() {
    let broken = "<item><guid>f-x</guid><title>Broken</b></title></item>";
    let (found, reasons) = ids(&format!("{HEAD}{FIRST}{broken}{SECOND}{END}"));
    assert_eq!(found, ["f-1", "f-2"]);
    assert!(reasons[0].starts_with("test, record 2: the item cannot be read"), "{reasons:?}");

    // Cut off in the middle of the second item, and right behind the first.
    let cut = format!("{HEAD}{FIRST}{SECOND}");
    let (found, reasons) = ids(&cut[..cut.len() - 30]);
    assert_eq!(found, ["f-1"]);
    assert!(reasons[0].contains("cut off"), "{reasons:?}");
    let (found, reasons) = ids(&format!("{HEAD}{FIRST}"));
    assert_eq!((found.len(), reasons.len()), (1, 1), "{reasons:?}");

    // Tags in CDATA are text.
    let quoted = SECOND.replace("The envoy left", "<![CDATA[Write <item> and </item>: the envoy left]]>");
    assert_eq!(ids(&format!("{HEAD}{broken}{quoted}{END}")).0, ["f-2"]);
}

#[test]
fn hostile_feeds_are_named() {
    let deep = format!("{HEAD}<item>{}", "<a>".repeat(100_000));
    let laughs: String = (1..10).map(|n| format!("<!ENTITY l{n} \"{}\">", format!("&l{};", n - 1).repeat(10))).collect();
    let bomb = format!(
        "<?xml version=\"1.0\"?><!DOCTYPE rss [<!ENTITY l0 \"lol\">{laughs}]>{}<item><title>&l9;</title></item>{END}",
        &HEAD[21..]
    );
    let outside = format!(
        "<?xml version=\"1.0\"?><!DOCTYPE rss [<!ENTITY x SYSTEM \"file:///etc/passwd\">]>{}<item><title>A &x; b</title></item>{END}",
        &HEAD[21..]
    );
    for feed in [deep, bomb, outside] {
        let got = get(&feed);
        assert!(got.tally.stories + got.tally.rejected > 0);
        assert!(got.stories.iter().all(|story| story.story.text.len() < 1000 && !story.story.text.contains("root:")));
    }
}
