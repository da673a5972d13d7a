//! Which stories are versions of one another, and what a version does to the earlier ones.

use dateline_intake::{Signal, Warning};
use serde_json::{Value, json};

mod common;
use common::get;

const BODY: &str = "The envoy of the inland republic arrived on Monday for talks about the river, his office said.";

/// Reads JSON Lines; gives each story's chain, signal and version.
fn chains(stories: &[Value]) -> Vec<(String, Signal, Option<String>)> {
    let lines: String = stories.iter().map(|story| format!("{story}\n")).collect();
    let got = get(lines);
    assert_eq!(got.rejected, []);
    got.stories.into_iter().map(|story| (story.chain, story.signal, story.version)).collect()
}

fn story(id: &str, headline: &str, day: &str) -> Value {
    json!({"id": id, "headline": headline, "published": day, "source": "Fjordwire", "text": BODY})
}

fn expect(chain: &str, signal: Signal, version: Option<&str>) -> (String, Signal, Option<String>) {
    (chain.to_owned(), signal, version.map(str::to_owned))
}

#[test]
fn a_lead_chain_is_one_story() {
    let found = chains(&[
        story("1", "Envoy arrives for talks on river", "2024-03-04"),
        story("2", "Harbour reopens after storm", "2024-03-04"),
        story("3", "(LEAD) Envoy arrives for talks on river", "2024-03-04"),
        story("4", "(2nd LD) Envoy arrives in port city for talks on river", "2024-03-04"),
        story("5", "KILL: Envoy arrives for talks on river", "2024-03-05"),
    ]);
    let expected = [
        expect("1", Signal::New, None),
        expect("2", Signal::New, None),
        expect("1", Signal::Update, Some("LEAD")),
        expect("1", Signal::Update, Some("2nd LD")),
        expect("1", Signal::Withdraw, Some("KILL")),
    ];
    assert_eq!(found, expected);
}

#[test]
fn without_a_mark_like_headlines_are_two_stories() {
    let found = chains(&[
        story("1", "Envoy arrives for talks on river", "2024-03-04"),
        story("2", "Envoy arrives for talks on river", "2024-03-04"),
    ]);
    assert_eq!(found, [expect("1", Signal::New, None), expect("2", Signal::New, None)]);
}

#[test]
fn a_mark_joins_nothing_that_is_far_off() {
    let mut other = story("4", "CORRECTED-Envoy arrives for talks on river", "2024-03-05");
    other["source"] = json!("Harbour Herald");
    let found = chains(&[
        story("1", "Envoy arrives for talks on river", "2024-03-04"),
        story("2", "UPDATE 1-Envoy arrives for talks on river", "2024-03-20"),
        story("3", "(LEAD) Quake strikes off the northern coast", "2024-03-04"),
        other,
    ]);
    let chains: Vec<&str> = found.iter().map(|(chain, _, _)| chain.as_str()).collect();
    assert_eq!(chains, ["1", "2", "3", "4"]);
}

#[test]
fn a_slug_joins_marked_versions() {
    let versions = [("a", "River Talks"), ("b", "River Talks, 1st Ld-Writethru"), ("c", "River Talks, CORRECTIVE")];
    let found = chains(&versions.map(|(id, slug)| json!({"id": id, "slug": slug, "date": "2024-03-04", "text": BODY})));
    let expected = [
        expect("a", Signal::New, None),
        expect("a", Signal::Update, Some("1st Ld-Writethru")),
        expect("a", Signal::Correct, Some("CORRECTIVE")),
    ];
    assert_eq!(found, expected);
}

#[test]
fn one_id_is_one_story_whatever_else_is_said() {
    let version = |number: u32, headline: &str| json!({"id": "x", "version": number, "headline": headline, "text": BODY});
    let found = chains(&[version(1, "Envoy arrives"), version(2, "Envoy leaves")]);
    assert_eq!(found, [expect("x", Signal::New, Some("1")), expect("x", Signal::Update, Some("2"))]);
}

#[test]
fn what_is_withdrawn_has_no_text() {
    let got = get(story("1", "KILL: Envoy arrives for talks on river", "2024-03-04").to_string());
    let killed = &got.stories[0];
    assert_eq!((killed.story.text.as_str(), &killed.story.headline, killed.story.parts.len()), ("", &None, 0));
    assert_eq!(killed.warnings, [Warning::Withdrawn]);
}
