//! An error as a page.

use axum::http::StatusCode;
use maud::{Markup, html};

use super::{
    layout::{Section, within},
    words::words,
};
use crate::problem::ErrorText;

pub(crate) fn problem(status: StatusCode, text: &ErrorText) -> Markup {
    let title = status.canonical_reason().unwrap_or("Error");
    let content = html! {
        h1 { (title) }
        div.note.bad {
            p { b { (words(&text.what)) } @if let Some(place) = &text.r#where { " (" (words(place)) ")" } "." }
            p { "Expected: " (words(&text.expected)) "." }
        }
        p { a href="/explore" { "To all events" } }
    };
    within(Section::Nowhere, title, &content)
}
