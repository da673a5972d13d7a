//! A filter at a glance.

use maud::{Markup, html};

use super::{Frame, events::list, layout};
use crate::{
    forms::Form,
    views::{explore::Answer, filter::Filter},
};

pub(crate) fn explore(frame: &Frame, _question: &Filter, answer: &Answer) -> Markup {
    layout::page(
        "Explore",
        &html! {
            (list(&answer.events))
            p { a href=(frame.address(Form::Json)) { "JSON" } }
        },
    )
}
