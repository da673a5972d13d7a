//! Texts that come in: coded at once, stored only for those who have the token, and never for a page of another site.

mod site;

use site::TestSite;

const JSON: (&str, &str) = ("content-type", "application/json");
const TEXT: &str = r#"{"text": "Sweden's prime minister will visit Kenya on Friday, her office said.", "published": "2025-03-11", "source": "Testwire"}"#;
const TOKEN: &str = "a token that nobody guesses";

#[tokio::test]
async fn a_text_is_coded_and_nothing_is_kept() {
    let site = TestSite::new();
    let stories = || store::Store::open_read_only(&site.path).unwrap().stories(&store::Filter::default()).unwrap();
    let before = stories();
    let coded = site.post("/code", &[JSON], TEXT).await;
    assert_eq!(coded.status, 200, "{}", coded.text());
    let coded = coded.json();
    assert_eq!(coded["record"]["events"][0]["type"], "CONSULT", "{coded}");
    assert_eq!(coded["record"]["times"][0]["begin"], "2025-03-14");
    assert!(!coded["steps"]["v1"].as_array().expect("steps").is_empty());
    assert_eq!(stories(), before);
}

#[tokio::test]
async fn what_is_no_text_is_refused() {
    let site = TestSite::new();
    let long = format!("{{\"text\": \"{}\"}}", "a ".repeat(600_000));
    for (headers, body, status) in [
        (&[][..], TEXT, 415),
        (&[("content-type", "text/plain")], TEXT, 415),
        (&[("content-type", "application/x-www-form-urlencoded")], "text=a", 415),
        (&[JSON], "", 400),
        (&[JSON], "[]", 400),
        (&[JSON], "{\"text\": 1}", 400),
        (&[JSON], "{\"text\": \"\"}", 400),
        (&[JSON], "{\"text\": \"a\", \"path\": \"/etc/passwd\"}", 400),
        (&[JSON], "{\"text\": \"a\", \"published\": \"Tuesday\"}", 400),
        (&[JSON], long.as_str(), 413),
        (&[JSON, ("origin", "https://evil.example")], TEXT, 403),
        (&[JSON, ("sec-fetch-site", "cross-site")], TEXT, 403),
        (&[JSON, ("origin", "http://localhost:8710"), ("sec-fetch-site", "same-origin")], TEXT, 200),
    ] {
        let answered = site.post("/code", headers, body.to_owned()).await;
        let shown: String = body.chars().take(60).collect();
        assert_eq!(answered.status, status, "{shown}: {}", answered.text());
    }
}

#[tokio::test]
async fn many_texts_at_once_are_put_off() {
    let site = TestSite::new();
    let mut statuses = Vec::new();
    for _ in 0..60 {
        statuses.push(site.post("/code", &[JSON], r#"{"text": "a"}"#).await.status.as_u16());
    }
    assert!(statuses[..20].iter().all(|status| *status != 429), "{statuses:?}");
    assert!(statuses.contains(&429), "{statuses:?}");
}

#[tokio::test]
async fn only_the_token_lets_write() {
    let bearer = format!("Bearer {TOKEN}");
    let closed = TestSite::new();
    assert_eq!(closed.post("/stories.json", &[JSON, ("authorization", &bearer)], TEXT).await.status, 403);
    let site = TestSite::with(|options| options.token = Some(TOKEN.into()));
    for (authorization, status) in [("", 401), ("Bearer another token that is wrong", 403), ("Basic YTpi", 401), ("Bearer", 401)]
    {
        let headers = [JSON, ("authorization", authorization)];
        assert_eq!(site.post("/stories.json", &headers, TEXT).await.status, status, "{authorization}");
    }
    let stories = async || site.get("/data.json").await.json()["totals"]["stories"].as_u64().unwrap();
    let events = async || site.get("/events.json?source=Testwire").await.json()["total"].as_u64().unwrap();
    let before = stories().await;
    assert_eq!(events().await, 0);
    let stored = site.post("/stories.json", &[JSON, ("authorization", &bearer)], TEXT).await;
    assert_eq!(stored.status, 201, "{}", stored.text());
    let key = stored.json()["story"].as_i64().expect("a key");
    let again = site.post("/stories.json", &[JSON, ("authorization", &bearer)], TEXT).await;
    assert_eq!((again.status.as_u16(), again.json()["story"].as_i64()), (200, Some(key)));
    let shown = site.get(&format!("/story/{key}.json")).await.json();
    assert_eq!(shown["record"]["story"]["source"], "Testwire");
    assert_eq!(stories().await, before + 1);
    assert!(events().await > 0, "what was stored is seen at once");
}
