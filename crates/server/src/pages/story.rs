//! A story with its records.

use maud::{Markup, html};

use super::{Frame, layout};
use crate::{
    forms::Form,
    views::story::{Answer, Question},
};

pub(crate) fn story(frame: &Frame, _question: &Question, answer: &Answer) -> Markup {
    let record = &answer.record.record;
    let text: Vec<char> = record.story.text.chars().collect();
    layout::page(
        record.story.headline.as_deref().unwrap_or(&record.story.id),
        &html! {
            @for (number, sentence) in record.sentences.iter().enumerate() {
                p id={ "sentence-" (number) } { (text[sentence.start..sentence.end].iter().collect::<String>()) }
                @for event in record.events.iter().filter(|event| event.sentence == number) {
                    p id=(event.id) { (event.id) " " (event.kind) }
                }
            }
            p { a href=(frame.address(Form::Json)) { "JSON" } }
        },
    )
}
