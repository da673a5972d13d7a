//! Plans as an iCalendar file. The same plans give the same bytes: no clock is asked and nothing is drawn by chance.

use icalendar::{Calendar, Component, Event, Property};
use jiff::{Timestamp, civil::Date};
use record::Status;
use store::{
    Party,
    plans::{Outcome, Plan, Telling},
};

/// Tellings that a description names; more are counted.
const TELLINGS: usize = 5;

/// Plans as an iCalendar file (RFC 5545).
pub fn calendar<'p>(plans: impl IntoIterator<Item = &'p Plan>) -> String {
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
    for plan in plans {
        if let (Some(begin), Some(end)) = (plan.begin, plan.end) {
            calendar.push(event(plan, begin, end));
        }
    }
    calendar.to_string()
}

fn event(plan: &Plan, begin: Date, end: Date) -> Event {
    let last = plan.last();
    let stamp = moment(plan.changed.as_deref());
    let mut event = Event::new();
    for (key, value) in [
        ("UID", format!("{}@dateline", plan.id)),
        ("DTSTAMP", stamp.clone()),
        ("LAST-MODIFIED", stamp),
        ("SEQUENCE", plan.sequence.to_string()),
        ("STATUS", status(plan).into()),
        ("SUMMARY", summary(last)),
        ("DESCRIPTION", description(plan)),
        ("CATEGORIES", last.kind.clone()),
        ("TRANSP", "TRANSPARENT".into()),
    ] {
        event.append_property((key, plain(&value).as_str()));
    }
    for (key, day) in [("DTSTART", begin), ("DTEND", end.tomorrow().unwrap_or(Date::MAX))] {
        let mut property = Property::new(key, day.strftime("%Y%m%d").to_string());
        event.append_property(property.add_parameter("VALUE", "DATE").done());
    }
    if let Some(place) = &last.place {
        event.append_property(("LOCATION", plain(&place.name).as_str()));
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

fn status(plan: &Plan) -> &'static str {
    match (plan.outcome, last_change_names_day(plan), plan.last().status) {
        _ if plan.gone.is_some() => "CANCELLED",
        (Outcome::CalledOff, ..) => "CANCELLED",
        // Put off, and nobody says to when: it is not on that day, and it is not off.
        (Outcome::PutOff, false, _) => "TENTATIVE",
        (.., Status::Planned) => "CONFIRMED",
        _ => "TENTATIVE",
    }
}

fn last_change_names_day(plan: &Plan) -> bool {
    plan.decisive().and_then(|evidence| evidence.telling.change.as_ref()).is_some_and(|change| change.new.is_some())
}

fn summary(telling: &Telling) -> String {
    let names = |parties: &[Party]| parties.iter().map(|party| party.name.as_str()).collect::<Vec<_>>().join(", ");
    let act = telling
        .mode
        .as_ref()
        .map_or_else(|| telling.kind.to_lowercase(), |mode| format!("{} ({mode})", telling.kind.to_lowercase()));
    let who = if telling.actors.is_empty() { "?".into() } else { names(&telling.actors) };
    let whom = if telling.recipients.is_empty() { String::new() } else { format!(" → {}", names(&telling.recipients)) };
    let called_for = if telling.status == Status::CalledFor { "called for: " } else { "" };
    format!("{called_for}{who}{whom}: {act}")
}

/// What came of it, its days as they were told, the sentences, who says so, and where they stand.
fn description(plan: &Plan) -> String {
    let mut lines = Vec::new();
    match (plan.gone.as_deref(), plan.outcome, plan.decisive()) {
        (Some("withdrawn"), ..) => lines.push("The story was withdrawn.".to_owned()),
        (Some(_), ..) => lines.push("The last version of the story tells it no more.".to_owned()),
        (None, outcome, Some(evidence)) => {
            let denied = evidence.reasons.iter().any(|reason| reason.kind == "denied");
            lines.push(
                match outcome {
                    Outcome::CalledOff if denied => "A later story denies it:",
                    Outcome::CalledOff => "Called off:",
                    Outcome::PutOff => "Put off:",
                    _ => "Done:",
                }
                .to_owned(),
            );
            lines.extend(told(&evidence.telling));
        }
        (None, ..) => {}
    }
    if plan.dates.iter().any(|dates| (dates.begin, dates.end) != (plan.dates[0].begin, plan.dates[0].end)) {
        for dates in &plan.dates {
            let days =
                if dates.begin == dates.end { dates.begin.to_string() } else { format!("{} to {}", dates.begin, dates.end) };
            let source = dates.source.as_deref().unwrap_or("unnamed source");
            lines.push(format!("Told for {days}: {source}, {}", dates.published.as_deref().unwrap_or("undated")));
        }
    }
    for telling in plan.tellings.iter().rev().take(TELLINGS) {
        lines.extend(told(telling));
    }
    if plan.tellings.len() > TELLINGS {
        lines.push(format!("Told {} times more.", plan.tellings.len() - TELLINGS));
    }
    lines.join("\n")
}

fn told(telling: &Telling) -> [String; 2] {
    let claimant = telling.claimants.as_deref().unwrap_or("the newsroom's own voice");
    let source = telling.source.as_deref().unwrap_or("unnamed source");
    let published = telling.published.as_deref().unwrap_or("undated");
    [format!("“{}”", telling.sentence), format!("According to: {claimant}. {source}, {published}, story {}", telling.story_id)]
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
