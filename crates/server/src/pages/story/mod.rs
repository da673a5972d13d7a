//! A story with its records: the text with every record in place, and a card a record below its sentence.
//!
//! In: the typed answer of `/story/{story}`, or of a text that was just coded. Out: a page that reads without script: the letters beside the words
//! lead to the cards, the cards lead back.

mod cards;
mod segments;

use std::collections::BTreeMap;

use maud::{Markup, html};
use record::{PartKind, Record, Span};

use super::{
    Frame,
    frame::asking,
    layout::{Section, within},
    marks::{day, outside},
    words::{plain, words},
};
use crate::{
    forms::Form,
    views::story::{Answer, Explanation, Question},
};
use cards::Cards;
use segments::Segments;

/// How each record came about, by its id.
type Steps = BTreeMap<String, Vec<String>>;

pub(crate) fn story(frame: &Frame, question: &Question, answer: &Answer) -> Markup {
    let stored = &answer.record.record;
    let explanation = answer.explanation.as_ref();
    let shown = explanation.and_then(|explanation| explanation.record_now.as_ref()).unwrap_or(stored);
    let title = stored.story.headline.as_deref().unwrap_or(&stored.story.id);
    let explained = frame.with("explain", Some("true"));
    let content = html! {
        (facts(answer))
        (standing(answer))
        (otherwise(frame, explanation))
        p.actions {
            a href=(frame.address(Form::Json)) { "JSON" }
            @if question.explain { a href=(frame.with("explain", None)) { "Without how each record came about" } }
            @else { a href=(explained) { "How each record came about, to read or print" } }
        }
        (body(shown, explanation.map(|explanation| &explanation.steps), Some(&frame.at(frame.path(), Form::Json))))
    };
    within(Section::Stories, title, &content)
}

/// The text and the cards of a record. `explain` is where its explanation can be had, when it is not given.
pub(crate) fn body(record: &Record, steps: Option<&Steps>, explain: Option<&str>) -> Markup {
    let text: Vec<char> = record.story.text.chars().collect();
    let segments = Segments::of(record, &text);
    let later = explain.filter(|_| steps.is_none()).map(|address| format!("{address}?explain=true"));
    html! {
        div.story data-explain=[later] {
            div.text data-layers="v s q t e" dir="auto" {
                (layers())
                (parts(record, &segments))
                @if record.story.text.trim().is_empty() { p.quiet { "The story has no text." } }
            }
            section.cards aria-label="Records" {
                (Cards { record, text: &text, steps }.markup())
            }
        }
    }
}

fn facts(answer: &Answer) -> Markup {
    let story = &answer.record.record.story;
    let engine = &answer.record.record.engine;
    html! {
        @if story.parts.iter().all(|part| part.kind != PartKind::Headline) { h1.only-heard { "A story without a headline" } }
        ul.facts {
            li { (day(story.published.as_deref())) }
            @if let Some(source) = &story.source { li { a href=(asking("/stories", &[("source", source)])) { (words(source)) } } }
            @if let Some(byline) = &story.byline { li { (words(byline)) } }
            @if story.url.is_some() { li { (outside(story.url.as_deref(), "at its publisher")) } }
            @if let Some(episode) = &answer.row.episode { li { a href={ "/episode/" (episode) } { "other reports of this happening" } } }
            li { "id " span.code { (plain(&story.id)) } }
            li { "coded by " (engine.version) ", models " span.code { (engine.models) } ", lexicon " span.code { (engine.lexicon) } }
        }
    }
}

/// What to know of a version that is not the last one, and of one that has others.
fn standing(answer: &Answer) -> Markup {
    html! {
        @if !answer.stands {
            div.note.bad { p { "This version does not stand: a later one took its place, or the story was withdrawn. It does not count in any other page." } }
        }
        @if answer.versions.len() > 1 {
            details {
                summary { (answer.versions.len()) " versions" }
                ol {
                    @for version in &answer.versions {
                        li {
                            a href={ "/story/" (version.story) } aria-current=[(version.story == answer.row.story).then_some("page")] {
                                (words(version.headline.as_deref().unwrap_or("no headline")))
                            }
                            " " span.quiet { (version.signal) " " (day(version.updated.as_deref().or(version.published.as_deref()))) @if version.stands { ", stands" } }
                        }
                    }
                }
            }
        }
    }
}

/// Where this program reads the text otherwise than the stored record has it.
fn otherwise(frame: &Frame, explanation: Option<&Explanation>) -> Markup {
    html! {
        @if let Some(explanation) = explanation {
            @if explanation.record_now.is_some() {
                div.note.bad {
                    p {
                        "The file holds another record of this text, made by another engine. Below is what this program reads ("
                        (explanation.engine.version) ", models " span.code { (explanation.engine.models) } ", lexicon " span.code { (explanation.engine.lexicon) }
                        "), because only that can be explained. " a href=(frame.with("explain", None)) { "The stored record" } ". "
                        code { "dateline recode" } " brings the file up to date."
                    }
                }
            } @else if !explanation.same_engine {
                div.note { p { "Explained by another engine than the one that made the stored record; both read this text the same way." } }
            }
        }
    }
}

fn layers() -> Markup {
    html! {
        fieldset.layers.needs-script {
            legend.only-heard { "What is marked in the text" }
            @for (letter, name) in [("v", "events"), ("s", "statements"), ("q", "quantities"), ("t", "times"), ("e", "people and places")] {
                label { input type="checkbox" value=(letter) checked; (name) i class=(letter) aria-hidden="true" {} }
            }
        }
    }
}

/// The parts of the story in order; a dateline opens the paragraph after it, and what lies between parts is kept too.
fn parts(record: &Record, segments: &Segments<'_>) -> Markup {
    let parts = &record.story.parts;
    html! {
        @for (at, part) in parts.iter().enumerate() {
            @let opening = (at > 0).then(|| parts[at - 1]).filter(|before| before.kind == PartKind::Dateline && part.kind == PartKind::Paragraph);
            @match part.kind {
                PartKind::Headline => h1 dir="auto" { (segments.of_span(part.span)) },
                PartKind::Byline => p.byline dir="auto" { (segments.of_span(part.span)) },
                // It stands in its paragraph, where there is one.
                PartKind::Dateline if parts.get(at + 1).is_some_and(|next| next.kind == PartKind::Paragraph) => {},
                PartKind::Dateline => p.dateline dir="auto" { (segments.of_span(part.span)) },
                PartKind::Paragraph => p dir="auto" {
                    @if let Some(dateline) = opening {
                        span.dateline { (segments.of_span(dateline.span)) }
                        (segments.of_span(Span { start: dateline.span.end, end: part.span.start }))
                    }
                    (segments.of_span(part.span))
                },
            }
        }
        @if parts.is_empty() { p dir="auto" { (segments.of_span(Span { start: 0, end: segments.len() })) } }
    }
}
