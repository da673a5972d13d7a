//! Pages written for these tests, in the shapes that news sites use.

use std::time::{Duration, Instant};

use proptest::prelude::*;

use super::*;

const LEAD: &str =
    "Ministers from six countries met in the capital on Friday to discuss the reopening of the northern rail line.";
const SECOND: &str = "\"We are close,\" the transport minister told reporters, adding that two questions were still open.";
const THIRD: &str =
    "Engineers have said that the line could carry freight by the end of the year if money is found for new signals.";

fn page(inside: &str) -> String {
    format!(
        "<!doctype html><html lang=en><head><title>Ministers meet over rail line | The Daily Example</title></head><body class='sidebar-right'>
        <nav><ul><li><a href=/>Home</a><li><a href=/world>World news and analysis from all over, every day of the week.</a></ul></nav>
        <h1>Ministers meet over rail line</h1>{inside}
        <footer><p>The Daily Example is published by Example Press from its offices in the old town hall.</p></footer></body></html>"
    )
}

#[track_caller]
fn check(inside: &str, expected: &[&str]) {
    let article = article(page(inside).as_bytes(), &Hints::default()).expect("an article");
    assert_eq!(article.paragraphs, expected, "{inside}");
}

#[test]
fn paragraphs_without_furniture() {
    let story = [LEAD, SECOND, THIRD];
    let paragraphs = format!("<p>{LEAD}</p><p>{SECOND}</p><p>{THIRD}</p>");
    for furniture in [
        "<div class='share-bar'><p>Share this story with everyone you know, on any network that you like.</p></div>",
        "<p><strong>Read more:</strong> <a href=/x>Rail workers vote on a new offer from the company</a></p>",
        "<p>Also read | <a href=/x>Rail workers vote</a></p>",
        "<aside><p>The rail line was closed eleven years ago, after the bridge at the border was washed away by a flood.</p></aside>",
        "<figure><img src=x><figcaption>The transport minister speaks to reporters outside the hall on Friday afternoon.</figcaption></figure>",
        "<div id=newsletterSignup><p>Get our letter each morning. It brings the day's news from the region to you, free.</p></div>",
        "<ul class=related-stories><li><a href=/1>Bridge reopens after repair</a></li><li><a href=/2>Rail fares rise</a></li></ul>",
        "<p>Updated 1:39 am EST, Wednesday, November 20, 2019</p>",
        "<script>document.write('<p>Not a paragraph of the story at all, but something that a script writes.</p>')</script>",
        "<style>p { content: 'Some text that is long enough to look like one, were it shown.' }</style>",
        "<p style='display: none'>This paragraph is hidden from readers, and hidden it is to stay in this test.</p>",
        "<p hidden>This paragraph is hidden from readers, and hidden it is to stay in this test.</p>",
        "<form><p>Tell us what you think of this story, in the field below, and we will print it.</p></form>",
        "<p>Follow us on Twitter for more.</p>",
    ] {
        check(&format!("<article><p>{LEAD}</p>{furniture}<p>{SECOND}</p><p>{THIRD}</p></article>"), &story);
        check(&format!("<div class=story>{paragraphs}{furniture}</div>"), &story);
    }
}

#[test]
fn shapes_of_bodies() {
    let story = [LEAD, SECOND, THIRD];
    for body in [
        // Tags left open, as HTML allows.
        format!("<article><p>{LEAD}<p>{SECOND}<p>{THIRD}</article>"),
        // Two line breaks end a paragraph.
        format!("<div id=text>{LEAD}<br><br>{SECOND}<br /> <br/>{THIRD}</div>"),
        // A body in pieces of one class with an advertisement between.
        format!("<main><div class=chunk><p>{LEAD}</p></div><div class=ad>Advertisement</div><div class=chunk><p>{SECOND}</p><p>{THIRD}</p></div></main>"),
        // Every paragraph in its own section.
        format!("<article><section><p>{LEAD}</p></section><section><p>{SECOND}</p></section><section><p>{THIRD}</p></section></article>"),
        // A page laid out by a table.
        format!("<table><tr><td><a href=/>Home</a></td><td><p>{LEAD}</p><p>{SECOND}</p><p>{THIRD}</p></td></tr></table>"),
        // Elements named for furniture that hold the story.
        format!("<div class='content has-sidebar sidebar'><p>{LEAD}</p><p>{SECOND}</p><p>{THIRD}</p></div>"),
        // Other stories beside it.
        format!(
            "<article><h2>Today</h2><p>{LEAD}</p><p>{SECOND}</p><p>{THIRD}</p></article>
             <article><h2>Bridge reopens</h2><p>The bridge was opened again on Monday, the city said in a short note.</p></article>"
        ),
        // The other stories in a list under a heading.
        format!("<div><p>{LEAD}</p><p>{SECOND}</p><p>{THIRD}</p><h3>More from the Example</h3><ul><li>Bridge reopens after a repair of eleven years, the city said.</li></ul></div>"),
        // A link left open and entities.
        format!("<article><p>{LEAD}</p><p>&quot;We are close,&#34; the <a href=/m>transport minister told reporters, adding that two questions were still open.</p><p>{THIRD}</p></article>"),
    ] {
        check(&body, &story);
    }
}

#[test]
fn quotations_lists_and_tables_are_text() {
    check(
        &format!(
            "<article><p>{LEAD}</p><h2>What was agreed</h2><ul><li>Trains from May</li><li>One ticket for all six countries</li></ul>
             <div class=social-embed><blockquote class=twitter-tweet><p>Good talks today.</p>— The minister</blockquote></div>
             <table><tr><td>North</td><td>12</td></tr></table><p>{THIRD}</p></article>"
        ),
        &[
            LEAD,
            "What was agreed",
            "Trains from May",
            "One ticket for all six countries",
            "Good talks today.",
            "— The minister",
            "North 12",
            THIRD,
        ],
    );
}

#[test]
fn what_the_page_says_of_itself() {
    let page = format!(
        "<html lang=en-GB><head><title>Ministers meet over rail line – The Daily Example</title>
        <meta property=og:site_name content='The Daily Example'><meta property=article:published_time content='2024-05-03T10:00:00+02:00'>
        <meta property='article:modified_time' content='2024-05-03T12:30:00+02:00'><meta name=author content='By Ann Author'>
        <meta property=article:section content=World><meta name=news_keywords content='rail, ministers'>
        <meta name=description content='Six countries talk.'><link rel=canonical href='/world/rail?id=1'></head>
        <body><h1>Ministers meet over rail line</h1><article><p>{LEAD}</p><p>{SECOND}</p><p>{THIRD}</p><p>© 2024 Example Press. All rights reserved.</p></article>"
    );
    let hints =
        Hints { content_type: Some("text/html; charset=utf-8"), url: Some("https://www.example.org/world/rail?utm_source=x") };
    let read = article(page.as_bytes(), &hints).expect("an article");
    assert_eq!(
        read,
        Article {
            headline: Some("Ministers meet over rail line".to_owned()),
            byline: Some("Ann Author".to_owned()),
            published: Some("2024-05-03T10:00:00+02:00".to_owned()),
            updated: Some("2024-05-03T12:30:00+02:00".to_owned()),
            url: Some("https://www.example.org/world/rail?id=1".to_owned()),
            source: Some("The Daily Example".to_owned()),
            language: Some("en-GB".to_owned()),
            section: Some("World".to_owned()),
            summary: Some("Six countries talk.".to_owned()),
            subjects: vec!["rail".to_owned(), "ministers".to_owned()],
            copyright: Some("© 2024 Example Press. All rights reserved.".to_owned()),
            paragraphs: vec![LEAD.to_owned(), SECOND.to_owned(), THIRD.to_owned()],
            encoding: "UTF-8",
        }
    );
}

#[test]
fn the_headline_is_the_printed_one() {
    #[track_caller]
    fn check(head: &str, headings: &str, expected: &str) {
        let page = format!("<head>{head}</head><body>{headings}<article><p>{LEAD}</p><p>{SECOND}</p></article>");
        assert_eq!(article(page.as_bytes(), &Hints::default()).unwrap().headline.as_deref(), Some(expected));
    }
    check(
        "<title>Rail line to reopen, ministers say | Example</title>",
        "<h1>Example</h1><h1>Rail line to reopen, ministers say</h1>",
        "Rail line to reopen, ministers say",
    );
    check("<meta property=og:title content='Rail line to reopen'><title>x</title>", "<h1>Example</h1>", "Rail line to reopen");
    check(
        "<title>Rail line to reopen - The Daily Example</title><meta property=og:site_name content='The Daily Example'>",
        "",
        "Rail line to reopen",
    );
    check("", "<h1>Rail line to reopen this year</h1>", "Rail line to reopen this year");
}

#[test]
fn a_story_that_only_its_description_holds() {
    let page = format!(
        "<script type='application/ld+json'>{{\"@type\":\"NewsArticle\",\"headline\":\"Ministers meet\",\"articleBody\":\"{LEAD}\\n\\n{THIRD}\"}}</script><div id=app></div>"
    );
    assert_eq!(article(page.as_bytes(), &Hints::default()).unwrap().paragraphs, [LEAD, THIRD]);
}

#[test]
fn pages_without_a_story_say_so() {
    let empty = article(b"", &Hints::default()).unwrap_err();
    assert_eq!(empty, HtmlError::NoText { headline: None });
    let listing = article(b"<title>World news</title><ul><li><a href=/1>One</a><li><a href=/2>Two</a></ul>", &Hints::default())
        .unwrap_err();
    assert!(listing.to_string().starts_with("no running text found in the page \"World news\""), "{listing}");
    let large = vec![b' '; MAX_PAGE + 1];
    assert_eq!(article(&large, &Hints::default()), Err(HtmlError::TooLarge { bytes: MAX_PAGE + 1 }));
}

#[test]
fn fragments() {
    for (text, expected) in [
        ("One line", vec!["One line"]),
        ("One\nTwo\n\n Three ", vec!["One", "Two", "Three"]),
        ("AT&amp;T rose", vec!["AT&T rose"]),
        ("<p>One</p><p>Two <b>bold</b> word</p>", vec!["One", "Two bold word"]),
        ("One<br/>still one<br><br>two", vec!["One still one", "two"]),
        ("<script>x</script>", vec![]),
        ("5 < 6", vec!["5 < 6"]),
        ("", vec![]),
    ] {
        assert_eq!(fragment(text), expected, "{text}");
    }
}

/// Each of these makes a browser's tree builder, or a naive one, quadratic, recursive or endless.
#[test]
fn hostile_pages_end_in_time() {
    let n = 100_000;
    let story = format!("<article><p>{LEAD}</p><p>{SECOND}</p></article>");
    for (name, page) in [
        ("nested blocks", "<div>".repeat(n) + &story + &"</div>".repeat(n)),
        ("nested inline", "<b><i><u>".repeat(n) + &story),
        ("nested links", "<b><i><u><a>".repeat(n) + &story),
        ("nested lists", "<ul><li>".repeat(n) + &story),
        ("nested tables", "<table><tr><td>".repeat(n) + &story),
        ("paragraphs in depth", "<div>".repeat(n) + &"<p>".repeat(n)),
        ("stray ends", story.clone() + &"</p></div></b></table>".repeat(n)),
        ("attributes", format!("<div {}>{story}</div>", "a b=c class=x ".repeat(n))),
        ("classes", format!("<div class='{}'>{story}</div>", "share bar ".repeat(n))),
        ("open quote", format!("{story}<a href=\"{}", "x".repeat(n * 10))),
        ("open comment", format!("{story}<!--{}", "-".repeat(n * 10))),
        ("open script", format!("{story}<script>{}", "<!--<script>".repeat(n))),
        ("entities", format!("{story}<p>{}</p>", "&amp;&#x26;&notit;&".repeat(n))),
        ("breaks", format!("<div>{}{story}</div>", "a<br>".repeat(n))),
        ("cells", format!("{story}<table><tr>{}</table>", "<td>1".repeat(n))),
        ("articles", "<article><p>Short text that ends here, it says.</p>".repeat(n / 10) + &story),
        ("headings", "<h1>Ministers meet</h1>".repeat(n) + &story),
        ("metas", "<meta name=author content=x>".repeat(n) + &story),
        ("json", format!("<script type=application/ld+json>{}</script>{story}", "[".repeat(n * 5))),
        (
            "many json",
            "<script type=application/ld+json>{\"@type\":\"NewsArticle\",\"headline\":\"x\"}</script>".repeat(n / 5) + &story,
        ),
        ("nul", format!("\0\0{story}\0")),
    ] {
        let start = Instant::now();
        let result = article(page.as_bytes(), &Hints::default());
        let taken = start.elapsed();
        // Each page has a few megabytes at most; a second allows for a slow and busy machine.
        assert!(taken < Duration::from_secs(10), "{name}: {taken:?}");
        if !matches!(name, "nested links" | "paragraphs in depth" | "articles" | "entities" | "cells" | "breaks") {
            assert!(result.is_ok_and(|article| article.paragraphs.iter().any(|text| text.contains("Ministers"))), "{name}");
        }
    }
}

#[test]
fn too_many_elements_are_refused() {
    let page = "<b>".repeat(tree::MAX_NODES + 10);
    let page = page.replace("<b>", "<br>");
    assert_eq!(article(page.as_bytes(), &Hints::default()), Err(HtmlError::TooManyElements { limit: tree::MAX_NODES }));
}

proptest! {
    #[test]
    fn any_bytes_are_read(bytes in proptest::collection::vec(any::<u8>(), 0..2000)) {
        let _ = article(&bytes, &Hints::default());
    }

    /// Soup of the pieces that matter: never a panic, and the same soup gives the same article.
    #[test]
    fn any_soup_is_read(pieces in proptest::collection::vec(prop_oneof![
        Just("<p>"), Just("</p>"), Just("<div class='share article-body'>"), Just("</div>"), Just("<a href=x>"), Just("</a>"), Just("<table><td>"),
        Just("</table>"), Just("<li>"), Just("<h1>"), Just("<svg><path/>"), Just("</svg>"), Just("<br>"), Just("<blockquote>"), Just("<article>"),
        Just("The ministers of both countries met on Friday in the old hall, officials said."), Just("é—\u{AD}"), Just("<!--"), Just("&amp"),
        Just("<script type=application/ld+json>{\"@type\":\"NewsArticle\",\"author\":[{}]}"), Just("</script>"), Just("<meta name=date content=1>"),
    ], 0..80)) {
        let page = pieces.concat();
        let first = article(page.as_bytes(), &Hints::default());
        prop_assert_eq!(&first, &article(page.as_bytes(), &Hints::default()));
        if let Ok(article) = first {
            for text in article.paragraphs {
                prop_assert!(!text.is_empty() && text.trim() == text && !text.contains('\n'));
            }
        }
    }
}
