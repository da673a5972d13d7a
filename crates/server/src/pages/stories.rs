//! A list of stories.

use maud::{Markup, html};

use super::{Frame, layout};
use crate::{
    forms::Form,
    views::stories::{Answer, Question},
};

pub(crate) fn stories(frame: &Frame, _question: &Question, answer: &Answer) -> Markup {
    layout::page(
        "Stories",
        &html! {
            ul {
                @for story in &answer.stories {
                    li {
                        (story.published.as_deref().unwrap_or("")) " "
                        a href={ "/story/" (story.story) } { (story.headline.as_deref().unwrap_or(&story.id)) } " "
                        (story.source.as_deref().unwrap_or(""))
                    }
                }
            }
            p {
                a href=(frame.address(Form::Json)) { "JSON" } " " a href=(frame.address(Form::Csv)) { "CSV" }
                @if let Some(next) = &answer.next { " " a rel="next" href=(frame.with("cursor", Some(next))) { "Next page" } }
            }
        },
    )
}
