//! Statements as a list: who said what, each leading to its words.

use maud::{Markup, html};
use store::SayingRow;

use super::{
    marks::{day, words_at},
    words::words,
};

/// Statements in order of time.
pub(super) fn course(sayings: &[SayingRow]) -> Markup {
    html! {
        @if sayings.is_empty() { p.empty { "No statement." } } @else {
            ol.course {
                @for saying in sayings {
                    li id={ "saying-" (saying.statement) } {
                        span.when { (day(saying.day.as_deref())) @if let Some(source) = &saying.source { " · " (words(source)) } }
                        p {
                            b { (words(saying.speaker.as_deref().unwrap_or("somebody unnamed"))) }
                            @if let Some(role) = &saying.speaker_role { ", " span.quiet { (words(role)) } }
                            @if let Some(code) = &saying.speaker_code { " " small.quiet { (code) } }
                            " " @if saying.negated { span.mark { "negated" } " " }
                            @if let Some(cue) = &saying.cue { i { (words(cue)) } }
                            @if let Some(addressee) = &saying.addressee { " to " (words(addressee)) }
                            " " small.quiet { (saying.manner) }
                        }
                        blockquote dir="auto" { (words_at(saying.story, &saying.id, saying.content.as_deref().unwrap_or("…"))) }
                    }
                }
            }
        }
    }
}
