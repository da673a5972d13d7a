//! The map of the data.

use maud::{Markup, html};

use super::{Frame, layout};
use crate::{
    forms::Form,
    views::data::{Answer, Question},
};

pub(crate) fn data(frame: &Frame, _question: &Question, answer: &Answer) -> Markup {
    layout::page(
        "Data",
        &html! {
            p { (answer.totals.stories) " stories, " (answer.totals.events) " events" }
            ul { @for source in &answer.sources { li { (source.source.as_deref().unwrap_or("unnamed")) " " (source.stories) } } }
            ul { @for refusal in &answer.refusals { li { (refusal.message) } } }
            p { a href=(frame.address(Form::Json)) { "JSON" } }
        },
    )
}
