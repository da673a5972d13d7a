//! A text to be coded at once.

use maud::{Markup, html};

use super::layout;

pub(crate) fn paste() -> Markup {
    layout::page(
        "Paste a story",
        &html! {
            form id="paste" {
                label { "Text" textarea name="text" required {} }
                label { "Published" input name="published" type="date"; }
            }
        },
    )
}
