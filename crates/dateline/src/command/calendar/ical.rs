//! Entries as an iCalendar file. The same entries give the same bytes: no clock is asked and nothing is drawn by chance.

use icalendar::{Calendar, Component, Event, Property};
use jiff::{Timestamp, civil::Date};
use store::{Party, Telling};

use super::entries::Entry;

/// Tellings that a description names; more are counted.
const TELLINGS: usize = 5;

pub(super) fn print(entries: &[Entry]) -> String {
    let mut calendar = Calendar::empty();
    for (key, value) in [
        ("VERSION", "2.0"),
        ("PRODID", concat!("-//dateline//dateline ", env!("CARGO_PKG_VERSION"), "//EN")),
        ("CALSCALE", "GREGORIAN"),
        ("METHOD", "PUBLISH"),
        ("X-WR-CALNAME", "Planned and called for"),
    ] {
        calendar.append_property((key, value));
    }
    for entry in entries {
        calendar.push(event(entry));
    }
    calendar.to_string()
}

fn event(entry: &Entry) -> Event {
    let last = entry.last();
    let stamp = moment(entry.changed.as_deref());
    let mut event = Event::new();
    for (key, value) in [
        ("UID", entry.uid.clone()),
        ("DTSTAMP", stamp.clone()),
        ("LAST-MODIFIED", stamp),
        ("SEQUENCE", entry.sequence.to_string()),
        ("STATUS", status(entry).into()),
        ("SUMMARY", summary(last)),
        ("DESCRIPTION", description(entry)),
        ("CATEGORIES", last.kind.clone()),
        ("TRANSP", "TRANSPARENT".into()),
    ] {
        event.append_property((key, plain(&value).as_str()));
    }
    for (key, day) in [("DTSTART", entry.begin), ("DTEND", entry.end.tomorrow().unwrap_or(Date::MAX))] {
        let mut property = Property::new(key, day.strftime("%Y%m%d").to_string());
        event.append_property(property.add_parameter("VALUE", "DATE").done());
    }
    if let Some(place) = &last.place {
        event.append_property(("LOCATION", plain(place).as_str()));
    }
    if let Some((latitude, longitude)) = last.point {
        event.append_property(("GEO", format!("{latitude};{longitude}").as_str()));
    }
    // An address goes out as it is; what holds anything else could end the line.
    if let Some(url) = last.url.as_ref().filter(|url| url.bytes().all(|b| b.is_ascii_graphic())) {
        event.append_property(("URL", url.as_str()));
    }
    event.done()
}

fn status(entry: &Entry) -> &'static str {
    match (entry.cancelled, entry.last().status.as_str()) {
        (Some(_), _) => "CANCELLED",
        (None, "planned") => "CONFIRMED",
        (None, _) => "TENTATIVE",
    }
}

fn summary(telling: &Telling) -> String {
    let names = |parties: &[Party]| parties.iter().map(|party| party.name.as_str()).collect::<Vec<_>>().join(", ");
    let act = telling
        .mode
        .as_ref()
        .map_or_else(|| telling.kind.to_lowercase(), |mode| format!("{} ({mode})", telling.kind.to_lowercase()));
    let who = if telling.actors.is_empty() { "?".into() } else { names(&telling.actors) };
    let whom = if telling.recipients.is_empty() { String::new() } else { format!(" → {}", names(&telling.recipients)) };
    let called_for = if telling.status == "called_for" { "called for: " } else { "" };
    format!("{called_for}{who}{whom}: {act}")
}

/// The sentences, who says so, and where they stand.
fn description(entry: &Entry) -> String {
    let mut lines = Vec::new();
    match entry.cancelled {
        Some("denied") => lines.push("A later story denies it.".to_owned()),
        Some("withdrawn") => lines.push("The story was withdrawn.".to_owned()),
        Some(_) => lines.push("The last version of the story tells it no more.".to_owned()),
        None => {}
    }
    for telling in entry.tellings.iter().rev().take(TELLINGS) {
        let claimant = telling.claimants.as_deref().unwrap_or("the newsroom's own voice");
        let source = telling.source.as_deref().unwrap_or("unnamed source");
        let published = telling.published.as_deref().unwrap_or("undated");
        lines.push(format!("“{}”", telling.sentence.split_whitespace().collect::<Vec<_>>().join(" ")));
        lines.push(format!("According to: {claimant}. {source}, {published}, story {}", telling.story_id));
    }
    if entry.tellings.len() > TELLINGS {
        lines.push(format!("Told {} times more.", entry.tellings.len() - TELLINGS));
    }
    lines.join("\n")
}

/// A day or moment of publication in UTC; a day is its beginning, and an unknown one the beginning of the count.
fn moment(published: Option<&str>) -> String {
    let published = published.unwrap_or_default();
    match (published.parse::<Timestamp>(), published.get(..10).map(str::parse::<Date>)) {
        (Ok(moment), _) => moment.strftime("%Y%m%dT%H%M%SZ").to_string(),
        (_, Some(Ok(day))) => day.strftime("%Y%m%dT000000Z").to_string(),
        _ => "19700101T000000Z".into(),
    }
}

/// Text without control characters, which the standard forbids; lines may break.
fn plain(text: &str) -> String {
    text.chars().map(|c| if c.is_control() && c != '\n' { ' ' } else { c }).collect()
}
