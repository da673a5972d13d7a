//! A list of events.

use maud::{Markup, html};

use super::{Frame, layout};
use crate::{
    forms::Form,
    views::events::{Answer, Question},
};

pub(crate) fn events(frame: &Frame, _question: &Question, answer: &Answer) -> Markup {
    layout::page("Events", &html! { (list(answer)) (links(frame, answer)) })
}

/// The events of an answer, a row each.
pub(super) fn list(answer: &Answer) -> Markup {
    html! {
        p { (answer.total) " events" }
        (rows(&answer.events))
    }
}

/// Events, a row each.
pub(super) fn rows(events: &[store::EventRow]) -> Markup {
    html! {
        table {
            @for event in events {
                tr {
                    td { (event.day.as_deref().unwrap_or("")) }
                    td { @for actor in &event.actors { (actor.name) " " } }
                    td { (event.kind) " " (event.mode.as_deref().unwrap_or("")) " " (event.status) }
                    td { @for recipient in &event.recipients { (recipient.name) " " } }
                    td { a href={ "/story/" (event.story) "#" (event.id) } { (event.sentence) } }
                }
            }
        }
    }
}

fn links(frame: &Frame, answer: &Answer) -> Markup {
    html! {
        p {
            a href=(frame.address(Form::Json)) { "JSON" } " " a href=(frame.address(Form::Csv)) { "CSV" }
            @if let Some(next) = &answer.next { " " a rel="next" href=(frame.with("cursor", Some(next))) { "Next page" } }
        }
    }
}
