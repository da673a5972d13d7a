//! An error as a page.

use axum::http::StatusCode;
use maud::{Markup, html};

use super::layout;
use crate::problem::ErrorText;

pub(crate) fn problem(status: StatusCode, text: &ErrorText) -> Markup {
    layout::page(
        status.canonical_reason().unwrap_or("Error"),
        &html! {
            p { (text.what) @if let Some(place) = &text.r#where { " (" (place) ")" } "." }
            p { "Expected: " (text.expected) "." }
        },
    )
}
