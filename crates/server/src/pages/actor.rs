//! Who appears, and the profile of one.

use maud::{Markup, html};
use store::columns::Names;

use super::{Frame, events, layout};
use crate::{
    forms::Form,
    views::actor::{Answer, ListQuestion, Question},
};

pub(crate) fn actors(frame: &Frame, _question: &ListQuestion, answer: &Names) -> Markup {
    layout::page("Actors", &html! { (names(answer)) p { a href=(frame.address(Form::Json)) { "JSON" } } })
}

pub(crate) fn actor(frame: &Frame, question: &Question, answer: &Answer) -> Markup {
    layout::page(
        &question.party,
        &html! {
            (names(&answer.names))
            (events::rows(&answer.done.events.events))
            (events::rows(&answer.received.events.events))
            p { a href=(frame.address(Form::Json)) { "JSON" } }
        },
    )
}

fn names(names: &Names) -> Markup {
    html! { ul { @for name in &names.names { li { (name.name) " " (name.acts) " " (name.received) } } } }
}
