//! What is planned, and what came of it.

use maud::{Markup, html};

use super::{Frame, layout};
use crate::{
    forms::Form,
    views::calendar::{Answer, Question},
};

pub(crate) fn calendar(frame: &Frame, _question: &Question, answer: &Answer) -> Markup {
    layout::page(
        "Calendar",
        &html! {
            ul {
                @for plan in &answer.plans {
                    li {
                        (plan.begin.as_deref().unwrap_or("")) " "
                        a href={ "/story/" (plan.last.story) "#" (plan.last.id) } { (plan.last.sentence) }
                    }
                }
            }
            p { a href=(frame.address(Form::Json)) { "JSON" } " " a href=(frame.address(Form::Ics)) { "iCalendar" } }
        },
    )
}
