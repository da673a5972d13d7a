//! A list of events: a table with columns to choose and to sort by.

use maud::{Markup, html};
use store::EventRow;

use super::{
    Frame,
    explore::tabs,
    filters,
    layout::{Section, within},
    marks::{act, confidence, count, day, days, exports, next, party, quad, spaced, status},
    words::{letters, words},
};
use crate::{
    forms::Form,
    views::events::{Answer, Question},
};

pub(crate) fn events(frame: &Frame, _question: &Question, answer: &Answer) -> Markup {
    let content = html! {
        h1 { "Events" }
        (filters::form(frame, "/events"))
        (tabs(frame, "/events"))
        div.actions { span { (count(answer.total, "event", "events")) } span data-columns-of="events" {} (orders(frame)) }
        (table(frame, "Events", &answer.events))
        (next(frame, answer.next.as_deref()))
        (exports(frame, &[Form::Json, Form::Csv]))
    };
    within(Section::Explore, "Events", &content)
}

/// Orders that the head of the table does not offer.
fn orders(frame: &Frame) -> Markup {
    html! { @if frame.values("order").last().is_some() { a href=(frame.with("order", None)) { "Latest first" } } }
}

/// Columns of the table: its name, its head, and whether it shows from the start.
const COLUMNS: [(&str, &str, bool); 13] = [
    ("day", "Day", true),
    ("act", "Act", true),
    ("actors", "Who", true),
    ("recipients", "Whom", true),
    ("words", "Words", true),
    ("place", "Where", true),
    ("claimants", "Who says so", true),
    ("confidence", "Sure", true),
    ("source", "Source", true),
    ("codes", "Codes as", false),
    ("contexts", "Contexts", false),
    ("quantities", "How many", false),
    ("days", "First to last day", false),
];

/// The events, a row each; the words lead to their place in the story.
pub(super) fn table(frame: &Frame, title: &str, events: &[EventRow]) -> Markup {
    html! {
        @if events.is_empty() { p.empty { "No event passes the filters." } } @else {
            div.scroll tabindex="0" role="group" aria-label=(title) {
                table.stacked data-columns="events" {
                    thead {
                        tr { @for (name, head, shown) in COLUMNS { (head_cell(frame, name, head, shown)) } }
                    }
                    tbody { @for event in events { (row(event)) } }
                }
            }
        }
    }
}

fn head_cell(frame: &Frame, name: &str, head: &str, shown: bool) -> Markup {
    let order = frame.values("order").pop();
    let (to, sorted) = match (name, order.as_deref()) {
        ("day", None | Some("latest")) => (Some("earliest"), Some("descending")),
        ("day", Some("earliest")) => (Some("latest"), Some("ascending")),
        ("day", _) => (Some("latest"), None),
        ("confidence", Some("confidence")) => (Some("latest"), Some("descending")),
        ("confidence", _) => (Some("confidence"), None),
        _ => (None, None),
    };
    let address =
        to.map(|order| if frame.path() == "/events" { frame.with("order", Some(order)) } else { ordered(frame, order) });
    html! {
        th scope="col" data-column=(name) data-off[!shown] aria-sort=[sorted] {
            @match address { Some(address) => a href=(address) title={ "Sort: " (order_name(to)) } { (head) }, None => (head) }
        }
    }
}

/// The list itself in another order, asked from a page that shows its beginning.
fn ordered(frame: &Frame, order: &str) -> String {
    let list = frame.at("/events", Form::Page);
    let joint = if list.contains('?') { '&' } else { '?' };
    format!("{list}{joint}order={order}")
}

fn order_name(order: Option<&str>) -> &'static str {
    match order {
        Some("earliest") => "earliest first",
        Some("confidence") => "surest first",
        _ => "latest first",
    }
}

fn row(event: &EventRow) -> Markup {
    html! {
        tr id={ "event-" (event.event) } {
            td.day { (day(event.day.as_deref())) }
            td.act-cell { (act(&event.kind, event.mode.as_deref())) " " (status(&event.status)) br; small { (quad(&event.quad)) } }
            td data-label="who" { @for actor in &event.actors { (party(&actor.name, actor.code.as_deref())) } }
            td data-label="whom" { @for recipient in &event.recipients { (party(&recipient.name, recipient.code.as_deref())) } }
            td.sentence { a href={ "/story/" (event.story) "#" (event.id) } { (sentence(event)) } @if event.told_before { " " small.quiet { "told further up too" } } }
            td data-label="where" { @if let Some(place) = &event.place { (words(&place.name)) @if let Some(country) = &place.country { " " small.quiet { (country) } } } }
            td data-label="says" { @for (at, claimant) in event.claimants.iter().enumerate() { @if at > 0 { "; " } (words(claimant)) } }
            td.number data-label="sure" { (confidence(event.confidence)) }
            td data-label="source" { @if let Some(source) = &event.source { (words(source)) } }
            td data-label="codes as" { (act(&event.plover.kind, event.plover.mode.as_deref())) ", " (event.cameo) ", " (event.score) }
            td data-label="contexts" { (event.contexts.iter().map(|context| spaced(context)).collect::<Vec<_>>().join(", ")) }
            td data-label="how many" { @for (at, quantity) in event.quantities.iter().enumerate() { @if at > 0 { "; " } (words(quantity)) } }
            td.day data-label="days" { (days(event.begin.as_deref(), event.end.as_deref())) }
        }
    }
}

/// The sentence with the words that say it happened.
pub(super) fn sentence(event: &EventRow) -> Markup {
    let characters: Vec<char> = event.sentence.chars().collect();
    let part = |from: usize, to: usize| characters[from..to].iter().collect::<String>();
    html! {
        bdi {
            @match event.anchor.map(|(start, end)| (start as usize, end as usize)).filter(|(start, end)| start <= end && *end <= characters.len()) {
                Some((start, end)) => { (letters(&part(0, start))) b { (letters(&part(start, end))) } (letters(&part(end, characters.len()))) },
                None => (letters(&event.sentence)),
            }
        }
    }
}
