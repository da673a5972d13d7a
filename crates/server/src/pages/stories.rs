//! A list of stories.

use maud::{Markup, html};
use store::StoryRow;

use super::{
    Frame,
    layout::{Section, within},
    marks::{day, exports, next},
    words::words,
};
use crate::{
    forms::Form,
    views::stories::{Answer, Question},
};

pub(crate) fn stories(frame: &Frame, question: &Question, answer: &Answer) -> Markup {
    let content = html! {
        h1 { "Stories" }
        form.filters action="/stories" data-live {
            div.fields {
                div { label for="f-from" { "From day" } input #f-from name="from" value=[question.from.as_ref()] placeholder="2025-03" pattern="[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?" autocomplete="off"; }
                div { label for="f-to" { "To day" } input #f-to name="to" value=[question.to.as_ref()] pattern="[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?" autocomplete="off"; }
                div { label for="f-source" { "Source" } input #f-source name="source" value=[question.source.as_ref()] maxlength="200"; }
                div.check { button type="submit" { "Show" } " " a href="/stories" { "Clear" } }
            }
        }
        (list(&answer.stories))
        (next(frame, answer.next.as_deref()))
        (exports(frame, &[Form::Json, Form::Csv]))
    };
    within(Section::Stories, "Stories", &content)
}

/// Stories, a row each.
pub(super) fn list(stories: &[StoryRow]) -> Markup {
    html! {
        @if stories.is_empty() { p.empty { "No story is published in these days by this source." } } @else {
            div.scroll tabindex="0" role="group" aria-label="Stories" {
                table.stacked {
                    thead { tr { th scope="col" { "Day" } th scope="col" { "Headline" } th scope="col" { "Source" } th.number scope="col" { "Events" } th.number scope="col" { "Statements" } th scope="col" { "Happening" } } }
                    tbody {
                        @for story in stories {
                            tr id={ "story-" (story.story) } {
                                td.day { (day(story.published.as_deref())) }
                                td.sentence { a href={ "/story/" (story.story) } { (words(story.headline.as_deref().unwrap_or("no headline"))) } }
                                td { @if let Some(source) = &story.source { (words(source)) } }
                                td.number data-label="events" { (story.events) }
                                td.number data-label="statements" { (story.statements) }
                                td { @if let Some(episode) = &story.episode { a href={ "/episode/" (episode) } { "its reports" } } }
                            }
                        }
                    }
                }
            }
        }
    }
}
