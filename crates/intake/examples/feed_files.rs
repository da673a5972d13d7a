//! How well feeds are read, against the expected results that feed-rs publishes with its fixtures.
//!
//! `cargo run --release -p dateline-intake --example feed_files [FOLDER]`, where FOLDER holds `*/NAME.xml` or `NAME.json` beside
//! `NAME.serde.json`. For every item: title, link, date (published, else updated) and text (content, else summary), each equal to the
//! expected after white space is folded and tags are taken out of both. What differs is printed.

use std::path::{Path, PathBuf};

use dateline_intake::{feeds, html};
use serde_json::Value;

const DEFAULT_FOLDER: &str = "../shared/data/formats/feeds";

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let folder = std::env::args().nth(1).map_or_else(|| PathBuf::from(DEFAULT_FOLDER), PathBuf::from);
    if !folder.exists() {
        eprintln!("{}: no such folder; nothing measured", folder.display());
        return Ok(());
    }
    let mut files = Vec::new();
    for kind in std::fs::read_dir(&folder)? {
        for file in std::fs::read_dir(kind?.path())? {
            let path = file?.path();
            if !path.to_string_lossy().ends_with(".serde.json") {
                files.push(path);
            }
        }
    }
    files.sort();
    let mut counts = [(0, 0); 4];
    let (mut read, mut refused, mut expected_files) = (0, 0, 0);
    for path in &files {
        let expected = expected(path)?;
        expected_files += usize::from(expected.is_some());
        match (feeds::feed(&std::fs::read(path)?, None), expected) {
            (Ok(feed), expected) => {
                read += 1;
                if let Some(expected) = expected {
                    compare(path, &feed, &expected, &mut counts);
                }
            }
            (Err(error), expected) => {
                refused += 1;
                println!("{}: {}{error}", path.display(), if expected.is_some() { "EXPECTED TO BE READ: " } else { "" });
            }
        }
    }
    println!("files {}, with expected result {expected_files}, read {read}, refused {refused}", files.len());
    for (name, (equal, all)) in ["title", "link", "date", "text"].iter().zip(counts) {
        println!("{name}: {equal} of {all} ({:.2} %)", 100.0 * f64::from(equal) / f64::from(all.max(1)));
    }
    Ok(())
}

fn expected(path: &Path) -> Result<Option<Value>, Box<dyn std::error::Error>> {
    let beside = path.with_extension("serde.json");
    Ok(if beside.exists() { Some(serde_json::from_slice(&std::fs::read(beside)?)?) } else { None })
}

fn compare(path: &Path, feed: &feeds::Feed, expected: &Value, counts: &mut [(i32, i32); 4]) {
    let none = Vec::new();
    let entries = expected["entries"].as_array().unwrap_or(&none);
    if entries.len() != feed.items.len() {
        println!("{}: {} items, expected {}", path.display(), feed.items.len(), entries.len());
    }
    for (at, entry) in entries.iter().enumerate() {
        let item = feed.items.get(at).cloned().unwrap_or_default();
        let text = |value: &Value| value.as_str().map(|text| html::fragment(text).join(" ")).unwrap_or_default();
        let date = entry["published"].as_str().or(entry["updated"].as_str()).unwrap_or_default();
        // Expected dates carry fractions of a second where the feed does.
        let seconds = |date: &str| date.split('.').next().unwrap_or_default().trim_end_matches('Z').to_owned();
        let links = entry["links"].as_array().unwrap_or(&none);
        let link = links.iter().map(|link| link["href"].as_str().unwrap_or_default()).next().unwrap_or_default();
        let body = if entry["content"]["body"].is_string() {
            text(&entry["content"]["body"])
        } else {
            text(&entry["summary"]["content"])
        };
        let found_body = if item.content.is_empty() { &item.summary } else { &item.content };
        let pairs = [
            (text(&entry["title"]["content"]), item.title.clone().unwrap_or_default()),
            (link.to_owned(), item.url.clone().unwrap_or_default()),
            (seconds(date), seconds(item.published.as_deref().or(item.updated.as_deref()).unwrap_or_default())),
            (body, found_body.join(" ")),
        ];
        for ((name, (expected, found)), count) in ["title", "link", "date", "text"].iter().zip(pairs).zip(counts.iter_mut()) {
            count.1 += 1;
            count.0 += i32::from(expected == found);
            if expected != found {
                let short = |text: &str| text.chars().take(120).collect::<String>();
                println!("{} item {at} {name}: expected {:?}, found {:?}", path.display(), short(&expected), short(&found));
            }
        }
    }
}
