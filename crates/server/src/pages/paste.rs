//! A story that is pasted: its records at once, and nothing stored.

use maud::{Markup, html};

use super::{
    layout::{Section, within},
    story::body,
    words::words,
};
use crate::{problem::ErrorText, writing::Coded};

/// What came of a pasted text.
pub(crate) enum Pasted {
    /// Nothing was sent yet.
    Nothing,
    /// Its records.
    Coded(Box<Coded>),
    /// Why there are none.
    Refused(ErrorText),
}

/// The form with what was typed into it, and what came of it.
pub(crate) fn paste(text: &str, published: &str, pasted: &Pasted) -> Markup {
    let content = html! {
        h1 { "Paste a story" }
        p.lead { "Its records at once, with the reason of each. Nothing is stored." }
        form action="/paste" method="post" data-paste {
            label for="f-text" { "Text, the headline on its first line where there is one" }
            textarea #f-text name="text" rows="10" required maxlength="200000" dir="auto" { "\n" (text) }
            p.actions {
                label for="f-published" { "Published on" }
                input #f-published name="published" type="date" value=(published);
                button.main type="submit" { "Read it" }
                small.quiet.needs-script { kbd { "Ctrl" } "+" kbd { "Enter" } }
            }
        }
        div data-answer aria-live="polite" { (answer(pasted)) }
    };
    within(Section::Paste, "Paste a story", &content)
}

fn answer(pasted: &Pasted) -> Markup {
    html! {
        @match pasted {
            Pasted::Nothing => {},
            Pasted::Refused(text) => div.note.bad {
                p { b { (words(&text.what)) } @if let Some(place) = &text.r#where { " (" (words(place)) ")" } "." }
                p { "Expected: " (words(&text.expected)) "." }
            },
            Pasted::Coded(coded) => {
                h2 { "What it says" }
                @for note in &coded.notes { p.note { (words(note)) } }
                (body(&coded.record, Some(&coded.steps), None))
            },
        }
    }
}
