//! Full-text search: hits with the words marked, each leading to its story or statement.

use maud::{Markup, html};

use super::{
    Frame,
    layout::{Section, within},
    marks::{count, day, exports, next},
    words::{letters, words},
};
use crate::{
    forms::Form,
    views::search::{Answer, Hit, Order, Question, Within},
};

pub(crate) fn search(frame: &Frame, question: &Question, answer: &Answer) -> Markup {
    let statements = question.r#in == Within::Statements;
    let latest = question.order == Order::Latest;
    let content = html! {
        h1 { "Search" }
        form.filters action="/search" {
            div.fields {
                div { label for="f-text" { "Words" } input #f-text type="search" name="text" maxlength="500" value=[question.text.as_ref()]; }
                div {
                    label for="f-in" { "In" }
                    select #f-in name="in" { option value="stories" { "stories" } option value="statements" selected[statements] { "what somebody says" } }
                }
                div {
                    label for="f-order" { "First" }
                    select #f-order name="order" { option value="best" { "the best" } option value="latest" selected[latest] { "the latest" } }
                }
                div { label for="f-from" { "From day" } input #f-from name="from" value=[question.from.as_ref()] pattern="[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?" autocomplete="off"; }
                div { label for="f-to" { "To day" } input #f-to name="to" value=[question.to.as_ref()] pattern="[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?" autocomplete="off"; }
                div.check { button.main type="submit" { "Search" } }
            }
            p.quiet { small { "All words must be there. " code { "OR" } " between them: either side; " code { "\"…\"" } ": together; " code { "-word" } ": not there; " code { "word*" } ": its beginning." } }
        }
        @if question.text.is_some() {
            @if answer.hits.is_empty() { p.empty { "Nothing holds these words." } }
            ol.course { @for (at, hit) in answer.hits.iter().enumerate() { (one(at, hit)) } }
            (next(frame, answer.next.as_deref()))
            (exports(frame, &[Form::Json, Form::Csv, Form::Atom]))
        } @else { p.empty { "Words to look for go into the field above." } }
    };
    within(Section::Nowhere, "Search", &content)
}

fn one(at: usize, hit: &Hit) -> Markup {
    let story = &hit.story;
    let place = hit.statement.as_ref().map_or_else(String::new, |statement| format!("#{}", statement.id));
    html! {
        li id={ "hit-" (at) } {
            span.when { (day(story.published.as_deref())) @if let Some(source) = &story.source { " · " (words(source)) } }
            p { a href={ "/story/" (story.story) (place) } { (words(story.headline.as_deref().unwrap_or("no headline"))) } }
            @if let Some(statement) = &hit.statement {
                p { b { (words(statement.speaker.as_deref().unwrap_or("somebody unnamed"))) } " " @if let Some(cue) = &statement.cue { i { (words(cue)) } } }
            }
            blockquote dir="auto" { (marked(&hit.snippet)) }
            @if story.events > 0 { small.quiet { (count(story.events.into(), "event", "events")) } }
        }
    }
}

/// The words around those found, which stand between `**`.
fn marked(snippet: &str) -> Markup {
    html! { bdi { @for (at, piece) in snippet.split("**").enumerate() { @if at % 2 == 1 { mark { (letters(piece)) } } @else { (letters(piece)) } } } }
}
