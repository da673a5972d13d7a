//! Hits of a search.

use maud::{Markup, html};

use super::{Frame, layout};
use crate::{
    forms::Form,
    views::search::{Answer, Question},
};

pub(crate) fn search(frame: &Frame, question: &Question, answer: &Answer) -> Markup {
    layout::page(
        "Search",
        &html! {
            form action="/search" { input type="search" name="text" value=[&question.text] aria-label="Words"; }
            ul { @for hit in &answer.hits { li { a href={ "/story/" (hit.story.story) } { (hit.snippet) } } } }
            p { a href=(frame.address(Form::Json)) { "JSON" } " " a href=(frame.address(Form::Atom)) { "Atom" } }
        },
    )
}
