//! Who said what, and where one speaker's words cannot all stand.

use maud::{Markup, html};

use super::{Frame, layout};
use crate::{
    forms::Form,
    views::ledger::{Answer, PairsAnswer, PairsQuestion, Question, SayingView},
};

pub(crate) fn ledger(frame: &Frame, _question: &Question, answer: &Answer) -> Markup {
    layout::page(
        "Ledger",
        &html! {
            ul { @for saying in &answer.sayings { li { (one(saying)) } } }
            p {
                a href=(frame.address(Form::Json)) { "JSON" }
                @if let Some(next) = &answer.next { " " a rel="next" href=(frame.with("cursor", Some(next))) { "Next page" } }
            }
        },
    )
}

pub(crate) fn contradictions(frame: &Frame, question: &PairsQuestion, answer: &PairsAnswer) -> Markup {
    layout::page(
        &question.speaker,
        &html! {
            ul { @for pair in &answer.contradictions { li { (one(&pair.first)) " / " (one(&pair.second)) } } }
            p { a href=(frame.address(Form::Json)) { "JSON" } }
        },
    )
}

fn one(saying: &SayingView) -> Markup {
    html! {
        @for report in saying.reports.iter().take(1) {
            (report.day.as_deref().unwrap_or("")) " "
            (report.speaker.as_ref().map_or(report.speaker_words.as_str(), |speaker| &speaker.name)) ": "
            a href={ "/story/" (report.story) "#" (report.statement) } { (report.words) }
        }
    }
}
