//! Spots and resolves places in stories, to measure the resolver by itself: JSON Lines with `id` and `text` on standard input, a
//! record with `story` and `entities` per line on standard output.
//!
//! `cargo run --release -p dateline-coder --example places < stories.jsonl > records.jsonl`
//!
//! The spotter is a stand-in for the trained name finder: the longest known name that begins with a capital, with a few cues.

use std::collections::HashSet;
use std::io::{self, BufRead, Write};
use std::ops::Range;

use dateline_coder::places::{Context, Mention, Place, is_known, resolve_all};
use serde_json::{Value, json};

/// Words of the longest name looked for.
const LONGEST: usize = 4;

fn main() -> io::Result<()> {
    let stories: Vec<Value> =
        io::stdin().lock().lines().map_while(Result::ok).filter_map(|line| serde_json::from_str(&line).ok()).collect();
    let texts: Vec<&str> = stories.iter().map(|story| story["text"].as_str().unwrap_or("")).collect();
    let common: HashSet<&str> =
        texts.iter().flat_map(|text| words(text).into_iter().map(|word| &text[word])).filter(|word| is_lower(word)).collect();
    let mut out = io::BufWriter::new(io::stdout().lock());
    for (story, text) in stories.iter().zip(texts) {
        let spans = spot(text, &common);
        let mentions: Vec<Mention<'_>> = spans
            .iter()
            .enumerate()
            .map(|(at, span)| {
                let next = spans.get(at + 1).filter(|next| text[span.end..next.start].trim() == ",");
                let container = next.map(|next| &text[next.clone()]);
                Mention { name: &text[span.clone()], container }
            })
            .collect();
        let places = resolve_all(&mentions, &Context::default());
        let entities: Vec<Value> =
            spans.iter().zip(places).filter_map(|(span, place)| Some(entity(text, span, &place?))).collect();
        writeln!(out, "{}", json!({"story": {"id": story["id"], "text": text}, "entities": entities}))?;
    }
    Ok(())
}

fn entity(text: &str, span: &Range<usize>, place: &Place) -> Value {
    let start = text[..span.start].chars().count();
    let end = start + text[span.clone()].chars().count();
    json!({
        "name": &text[span.clone()], "kind": "place", "country": place.country, "admin1": place.admin1,
        "latitude": place.latitude, "longitude": place.longitude, "geonames": place.geonames,
        "mentions": [{"span": [start, end], "kind": "name"}],
    })
}

/// Byte ranges of words; the point of an abbreviation belongs to it.
fn words(text: &str) -> Vec<Range<usize>> {
    let mut out = Vec::new();
    let mut start = None;
    for (at, c) in text.char_indices() {
        let next = text[at + c.len_utf8()..].chars().next();
        let inner = match c {
            '.' => {
                next.is_some_and(char::is_alphabetic)
                    || start.is_some_and(|from: usize| {
                        at - from <= 5 && !is_known(&text[from..at]) && is_known(&text[from..at + 1]) || at - from == 1
                    })
            }
            '\'' | '’' => next.is_some_and(char::is_uppercase),
            c => c.is_alphanumeric(),
        };
        if inner {
            start.get_or_insert(at);
        } else if let Some(from) = start.take() {
            out.push(from..at);
        }
    }
    out.extend(start.map(|from| from..text.len()));
    out
}

fn spot(text: &str, common: &HashSet<&str>) -> Vec<Range<usize>> {
    let words = words(text);
    let word = |at: usize| words.get(at).map_or("", |word| &text[word.clone()]);
    let joined = |at: usize| matches!(&text[words[at].end..words[at + 1].start], " " | "-" | ". ");
    let mut out: Vec<Range<usize>> = Vec::new();
    let mut at = 0;
    while at < words.len() {
        if !is_capital(word(at)) {
            at += 1;
            continue;
        }
        let most = (1..LONGEST).take_while(|&more| at + more < words.len() && joined(at + more - 1)).last().unwrap_or(0);
        let found =
            (0..=most).rev().find(|&more| is_capital(word(at + more)) && is_known(&text[words[at].start..words[at + more].end]));
        let Some(more) = found else {
            at += 1;
            continue;
        };
        let span = words[at].start..words[at + more].end;
        let starts_sentence = at == 0 || text[..span.start].trim_end().ends_with(['.', '?', '!', '”', '"', ':']);
        let before = if at > 0 && joined(at - 1) { word(at - 1) } else { "" };
        let after = if at + more + 1 < words.len() && joined(at + more) { word(at + more + 1) } else { "" };
        let ordinary = more == 0 && starts_sentence && common.contains(word(at).to_lowercase().as_str());
        let surname =
            !starts_sentence && is_capital(before) && !is_known(before) && !common.contains(before.to_lowercase().as_str());
        let first_name = is_capital(after) && !common.contains(after.to_lowercase().as_str()) && !is_known(after);
        let date =
            after.starts_with(|c: char| c.is_ascii_digit()) && more == 0 && common.contains(word(at).to_lowercase().as_str());
        if !ordinary && !surname && !first_name && !date {
            out.push(span);
        }
        at += more + 1;
    }
    out
}

fn is_capital(word: &str) -> bool {
    word.starts_with(char::is_uppercase)
}

fn is_lower(word: &str) -> bool {
    word.chars().all(char::is_lowercase)
}
