//! A list of episodes, and one of them.

use maud::{Markup, html};

use super::{Frame, events, layout};
use crate::{
    forms::Form,
    views::episodes::{Answer, ListAnswer, ListQuestion, Question},
};

pub(crate) fn episodes(frame: &Frame, _question: &ListQuestion, answer: &ListAnswer) -> Markup {
    layout::page(
        "Episodes",
        &html! {
            ul {
                @for episode in &answer.episodes {
                    li {
                        (episode.first_day.as_deref().unwrap_or("")) " " (episode.reports) " reports "
                        a href={ "/episode/" (episode.episode) } { (episode.headline.as_deref().unwrap_or(&episode.episode)) }
                    }
                }
            }
            p {
                a href=(frame.address(Form::Json)) { "JSON" }
                @if let Some(next) = &answer.next { " " a rel="next" href=(frame.with("cursor", Some(next))) { "Next page" } }
            }
        },
    )
}

pub(crate) fn episode(frame: &Frame, _question: &Question, answer: &Answer) -> Markup {
    layout::page(
        answer.episode.headline.as_deref().unwrap_or(&answer.episode.episode),
        &html! {
            ol { @for report in &answer.reports { li { a href={ "/story/" (report.story) } { (report.headline.as_deref().unwrap_or(&report.story_id)) } } } }
            (events::rows(&answer.events))
            p { a href=(frame.address(Form::Json)) { "JSON" } }
        },
    )
}
