//! Every address: what it answers, what it refuses, and that the OpenAPI document says so.

mod site;

use std::collections::BTreeSet;

use axum::{
    body::Body,
    http::{Request, header},
};
use serde_json::Value;
use site::{HARM, TestSite};

#[tokio::test]
async fn the_document_lists_these_addresses() {
    let site = TestSite::new();
    let document = site.get("/openapi.json").await.json();
    let mut listed: Vec<String> = Vec::new();
    for (path, item) in document["paths"].as_object().expect("paths") {
        listed.extend(item.as_object().expect("operations").keys().map(|method| format!("{} {path}", method.to_uppercase())));
    }
    listed.sort();
    let expected: Vec<&str> = include_str!("addresses.txt").lines().collect();
    assert_eq!(listed, expected, "tests/addresses.txt lists what is served; change it with the code\n{}", listed.join("\n"));
}

/// An address of the document with its parts and what it must be given filled in, and perhaps one parameter more.
fn filled(path: &str, episode: &str, more: &str) -> String {
    let path = path.replace("{story}", "1").replace("{episode}", episode);
    let needed = if path.starts_with("/actor.") {
        "party=NORGOV"
    } else if path.starts_with("/contradictions.") {
        "speaker=NORGOV"
    } else {
        ""
    };
    format!("{path}?{needed}&{more}").replace("?&", "?").trim_end_matches(['?', '&']).to_owned()
}

#[tokio::test]
async fn every_address_of_the_document_answers_as_it_says() {
    let site = TestSite::new();
    let document = site.get("/openapi.json").await.json();
    let episodes = site.get("/episodes.json").await.json();
    let episode = episodes["episodes"][0]["episode"].as_str().expect("an episode").to_owned();
    for (path, item) in document["paths"].as_object().expect("paths") {
        let Some(operation) = item.get("get") else { continue };
        if path.ends_with("/stream") || path == "/code" {
            continue;
        }
        let answered = site.get(&filled(path, &episode, "")).await;
        assert_eq!(answered.status, 200, "{path}: {}", answered.text());
        let media = answered.header("content-type");
        assert!(
            operation["responses"]["200"]["content"]
                .get(
                    media
                        .replace("text/plain; version=0.0.4; charset=utf-8", "text/plain")
                        .replace("text/plain; charset=utf-8", "text/plain")
                )
                .is_some(),
            "{path}: {media}"
        );
        if media == "application/json" {
            answered.json();
        }
        // Every error that is made here is one that the document knows.
        let limited = operation["parameters"].as_array().is_some_and(|known| known.iter().any(|one| one["name"] == "limit"));
        for more in ["nonsense=1", "limit=0"].iter().take(if limited { 2 } else { 1 }) {
            // What is asked of the server itself takes no parameters.
            if operation.get("parameters").is_none() {
                continue;
            }
            let refused = site.get(&filled(path, &episode, more)).await;
            assert_eq!(refused.status, 400, "{path} {more}");
            assert!(operation["responses"].get("400").is_some(), "{path}");
            assert!(refused.json()["error"]["expected"].is_string(), "{path}");
        }
    }
}

#[tokio::test]
async fn pages_answer_and_run_nothing_that_a_story_says() {
    let site = TestSite::new();
    let last = site.get("/stories.json?limit=1000").await.json()["stories"].as_array().expect("stories").len();
    let episodes = site.get("/episodes.json").await.json();
    let mut pages: Vec<String> = [
        "/explore",
        "/events",
        "/stories",
        "/episodes",
        "/actors",
        "/data",
        "/code",
        "/search?text=said",
        "/search?in=statements&text=said",
    ]
    .map(str::to_owned)
    .to_vec();
    pages.extend((1..=last).map(|story| format!("/story/{story}")));
    pages.extend((1..=last).map(|story| format!("/story/{story}?explain=true")));
    for episode in episodes["episodes"].as_array().expect("episodes") {
        pages.push(format!("/episode/{}", episode["episode"].as_str().expect("an id")));
    }
    let harm = "%3C%2Fp%3E%3Cscript%3Ealert(1)%3C%2Fscript%3E%22%20onmouseover%3D%22alert(1)";
    pages.extend([format!("/actor?party={harm}"), format!("/search?text={harm}"), format!("/explore?actor={harm}")]);
    for page in pages {
        let answered = site.get(&page).await;
        assert_eq!(answered.status, 200, "{page}: {}", answered.text());
        assert_eq!(answered.header("content-type"), "text/html; charset=utf-8", "{page}");
        let text = answered.text();
        for bad in ["<script>alert", "<img src=x", "\" onmouseover=\"alert", "href=\"javascript:"] {
            assert!(!text.contains(bad), "{page} holds {bad}");
        }
        for part in text.split("<script").skip(1) {
            assert!(
                part.starts_with(" type=\"module\" src=\"/assets/")
                    || part.starts_with(" src=\"/assets/")
                    || part.contains("src=\"/assets/"),
                "{page}: a script of its own"
            );
        }
        assert!(!text.contains("<style"), "{page}");
    }
    let harmed = site.get("/stories.json?limit=1000").await.text();
    assert!(harmed.contains("<script>alert(1)"), "the store holds the harmful story");
    assert!(harmed.contains(&serde_json::to_string(HARM).unwrap()), "data are what the source says");
}

#[tokio::test]
async fn what_is_wrong_is_said_with_its_status() {
    let site = TestSite::new();
    for (address, status, part) in [
        ("/nothing", 404, "/openapi.json"),
        ("/story/999999.json", 404, "999999"),
        ("/story/abc.json", 404, "story"),
        ("/story/1%00.json", 404, "story"),
        ("/story/..%2F..%2Fetc%2Fpasswd.json", 404, "story"),
        ("/story/9223372036854775808.json", 404, "story"),
        ("/story/0.json", 404, "story"),
        ("/story/-1.json", 404, "story"),
        ("/assets/..%2FCargo.toml", 404, "no such file"),
        ("/assets/dateline.css", 404, "no such file"),
        ("/episode/zzz.json", 404, "episode"),
        ("/episode/0000.json", 404, "episode"),
        ("/events.json?colour=red", 400, "min_confidence"),
        ("/story/1.json?story=2", 400, "explain"),
        ("/events.json?limit=1001", 400, "1000"),
        ("/events.json?limit=ten", 400, "whole number"),
        ("/events.json?limit=5&limit=6", 400, "more than once"),
        ("/events.json?status=maybe", 400, "called_for"),
        ("/events.json?from=2025-13", 400, "query parameter from"),
        ("/events.json?from=2025-02-30", 400, "query parameter from"),
        ("/events.json?min_confidence=1.5", 400, "from 0"),
        ("/events.json?min_confidence=NaN", 400, "number"),
        ("/events.json?country=Norway", 400, "query parameter country"),
        ("/events.json?told_once=yes", 400, "true or false"),
        ("/events.json?from=", 400, "query parameter from"),
        ("/events.json?actor=%FF", 400, "UTF-8"),
        ("/events.json?cursor=AAAA", 422, "no such cursor"),
        ("/events.json?cursor=..", 400, "query parameter cursor"),
        ("/events.json?text=%22", 422, "quotation mark"),
        ("/search.json?text=-a", 422, "only words to leave out"),
        ("/search.json?text=a%20OR", 422, "OR needs a word"),
        ("/actor.json", 400, "query parameter party"),
        ("/episodes.json?least=0", 400, "least"),
        ("/timeline.json?step=week", 400, "day, month, year"),
    ] {
        let answered = site.get(address).await;
        assert_eq!(answered.status, status, "{address}: {}", answered.text());
        assert_eq!(answered.header("content-type"), "application/json", "{address}");
        assert!(answered.text().contains(part), "{address} says {part}: {}", answered.text());
        assert!(answered.json()["error"]["what"].is_string(), "{address}");
    }
    let page = site.get_with("/story/999999", "accept", "text/html").await;
    assert_eq!((page.status.as_u16(), page.header("content-type")), (404, "text/html; charset=utf-8"));
}

#[tokio::test]
async fn requests_for_others_are_refused_and_every_answer_is_guarded() {
    let site = TestSite::with(|options| options.hosts.push("news.example".into()));
    for (host, status) in [("localhost:8710", 200), ("news.example", 200), ("evil.example", 421), ("127.0.0.1.evil.example", 421)]
    {
        let request = Request::builder().uri("/explore.json").header(header::HOST, host).body(Body::empty()).unwrap();
        let answered = site.ask(request).await;
        assert_eq!(answered.status, status, "{host}");
        let policy = answered.header("content-security-policy");
        assert!(policy.contains("default-src 'none'") && !policy.contains("unsafe"), "{policy}");
        assert_eq!(answered.header("x-content-type-options"), "nosniff");
        assert_eq!(answered.header("access-control-allow-origin"), "");
    }
    let request =
        Request::builder().method("DELETE").uri("/story/1").header(header::HOST, "localhost").body(Body::empty()).unwrap();
    let answered = site.ask(request).await;
    assert_eq!((answered.status.as_u16(), answered.header("allow")), (405, "GET,HEAD"));
    let request =
        Request::builder().method("HEAD").uri("/events.json").header(header::HOST, "localhost").body(Body::empty()).unwrap();
    let answered = site.ask(request).await;
    assert_eq!((answered.status.as_u16(), answered.body.len()), (200, 0));
}

#[tokio::test]
async fn a_reader_who_has_the_answer_is_not_sent_it_again() {
    let site = TestSite::new();
    let first = site.get("/events.json?type=CONSULT").await;
    let tag = first.header("etag").to_owned();
    for known in [tag.clone(), format!("\"other\", {tag}"), tag.trim_start_matches("W/").to_owned(), "*".to_owned()] {
        let again = site.get_with("/events.json?type=CONSULT", "if-none-match", &known).await;
        assert_eq!((again.status.as_u16(), again.body.len()), (304, 0), "{known}");
        assert_eq!(again.header("etag"), tag);
    }
    for other in ["/events.json?type=AID", "/events.csv?type=CONSULT", "/events.json?type=CONSULT&limit=7"] {
        assert_eq!(site.get_with(other, "if-none-match", &tag).await.status, 200, "{other}");
    }
    // Spellings of one question are one question.
    assert_eq!(site.get("/events.json?limit=50&type=CONSULT").await.header("etag"), tag);
    let packed = site.get_with("/openapi.json", "accept-encoding", "br, gzip").await;
    assert_eq!(packed.header("content-encoding"), "gzip");
    let plain = site.get_with("/openapi.json", "accept-encoding", "gzip;q=0").await;
    assert_eq!(plain.header("content-encoding"), "");
    assert!(packed.body.len() * 3 < plain.body.len());
}

/// Walks a list page by page; gives the keys in order.
async fn walked(site: &TestSite, address: &str, list: &str, key: &str) -> Vec<i64> {
    let mut keys = Vec::new();
    let mut next: Option<String> = None;
    loop {
        let cursor = next.as_ref().map_or_else(String::new, |next| format!("&cursor={next}"));
        let page = site.get(&format!("{address}{cursor}")).await.json();
        keys.extend(
            page[list]
                .as_array()
                .unwrap_or_else(|| panic!("{page}"))
                .iter()
                .map(|row| key.split('.').fold(row, |value, part| &value[part]).as_i64().expect("a key")),
        );
        match page["next"].as_str() {
            Some(more) => next = Some(more.to_owned()),
            None => return keys,
        }
    }
}

#[tokio::test]
async fn pages_of_a_list_hold_everything_once() {
    let site = TestSite::new();
    for (address, list, key) in [
        ("/events.json", "events", "event"),
        ("/events.json?order=earliest", "events", "event"),
        ("/events.json?order=confidence", "events", "event"),
        ("/events.json?type=CONSULT", "events", "event"),
        ("/stories.json", "stories", "story"),
        ("/search.json?text=said", "hits", "story.story"),
        ("/search.json?text=said&order=latest", "hits", "story.story"),
        ("/search.json?text=talks&in=statements", "hits", "statement.statement"),
    ] {
        let join = if address.contains('?') { '&' } else { '?' };
        let whole = walked(&site, &format!("{address}{join}limit=200"), list, key).await;
        let parts = walked(&site, &format!("{address}{join}limit=3"), list, key).await;
        assert!(whole.len() > 3 || address.contains("talks"), "{address}: {}", whole.len());
        assert_eq!(parts, whole, "{address}");
        assert_eq!(whole.iter().collect::<BTreeSet<_>>().len(), whole.len(), "{address}");
    }
}

#[tokio::test]
async fn what_a_filter_lets_through_is_the_same_in_every_picture() {
    let site = TestSite::new();
    for filter in [
        "",
        "?type=CONSULT",
        "?status=planned",
        "?either=NORGOV",
        "?text=minister",
        "?from=2025",
        "?min_confidence=0.5&told_once=true",
    ] {
        let get = async |address: &str| site.get(&format!("{address}{filter}")).await.json();
        let total = get("/events.json").await["total"].as_u64().expect("a total");
        let sum =
            |rows: &Value| rows.as_array().expect("rows").iter().map(|row| row["events"].as_u64().expect("a count")).sum::<u64>();
        let timeline = get("/timeline.json").await;
        assert_eq!(sum(&timeline["bars"]) + timeline["undated"].as_u64().unwrap(), total, "{filter}");
        let places = get("/places.json").await;
        assert_eq!(sum(&places["points"]) + places["unplaced"].as_u64().unwrap(), total, "{filter}");
        let explore = get("/explore.json").await;
        assert_eq!(explore["events"]["total"], total, "{filter}");
        assert_eq!(sum(&explore["facets"]["types"]), total, "{filter}");
        let (network, dyads) = (get("/network.json").await, get("/dyads.json").await);
        assert_eq!(sum(&network["edges"]), sum(&dyads["cells"]), "{filter}");
    }
}
