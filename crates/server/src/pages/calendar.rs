//! What is planned, by day, and what came of it; the same as a calendar to subscribe to.

use maud::{Markup, html};
use store::name_of;

use super::{
    Frame,
    layout::{Section, within},
    ledger::parties,
    marks::{act, day, days, exports, next, spaced, words_at},
    words::words,
};
use crate::{
    forms::Form,
    views::calendar::{Answer, PlanView, Question},
};

pub(crate) fn calendar(frame: &Frame, question: &Question, answer: &Answer) -> Markup {
    let outcome = question.outcome.first().map(|outcome| name_of(*outcome)).unwrap_or_default();
    let content = html! {
        h1 { "Calendar" }
        p.lead { "What is planned, and what came of it. As a calendar to subscribe to: " a href=(frame.address(Form::Ics)) { code { (frame.address(Form::Ics)) } } }
        form.filters action="/calendar" data-live {
            div.fields {
                div { label for="f-from" { "From day" } input #f-from name="from" value=[question.from.as_ref()] placeholder="2025-03" pattern="[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?" autocomplete="off"; }
                div { label for="f-to" { "To day" } input #f-to name="to" value=[question.to.as_ref()] pattern="[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?" autocomplete="off"; }
                div { label for="f-either" { "Who takes part" } input #f-either name="either" maxlength="200" value=[question.either.as_ref()] placeholder="NOR, NORGOV or a name"; }
                div { label for="f-country" { "Country" } input #f-country name="country" pattern="[A-Z]{3}" value=[question.country.as_ref()] placeholder="ALB"; }
                div {
                    label for="f-outcome" { "What came of it" }
                    select #f-outcome name="outcome" {
                        option value="" { "anything" }
                        @for value in ["due", "occurred", "put_off", "called_off", "unknown"] { option value=(value) selected[outcome == value] { (spaced(value)) } }
                    }
                }
                div.check { label { input type="checkbox" name="called_for" value="true" checked[question.called_for]; "Also what is only called for" } }
                div.check { button type="submit" { "Show" } " " a href="/calendar" { "Clear" } }
            }
        }
        @if answer.plans.is_empty() { p.empty { "Nothing is planned in these days." } }
        ol.course { @for plan in &answer.plans { li id={ "plan-" (plan.id) } { (one(plan)) } } }
        (next(frame, answer.next.as_deref()))
        (exports(frame, &[Form::Json, Form::Csv, Form::Ics]))
    };
    within(Section::Calendar, "Calendar", &content)
}

/// One plan: its days, its words and what came of it.
pub(super) fn one(plan: &PlanView) -> Markup {
    let last = &plan.last;
    let outcome = name_of(plan.outcome);
    html! {
        span.when { b { (days(plan.begin.as_deref(), plan.end.as_deref())) } @for source in &plan.outlets { " · " (words(source)) } }
        p {
            (parties(&last.actors)) @if !last.recipients.is_empty() { " → " (parties(&last.recipients)) } " "
            (act(&last.kind, last.mode.as_deref())) " " span class={ "mark " (outcome) } { (spaced(&outcome)) }
            @if let Some(place) = &last.place { " in " (words(&place.name)) }
            @if let Some(gone) = &plan.gone { " " span.mark.denied { (spaced(gone)) } }
        }
        blockquote dir="auto" { (words_at(last.story, &last.id, &last.sentence)) }
        @if plan.dates.len() > 1 {
            p { "Its days as they were told: "
                @for (at, told) in plan.dates.iter().enumerate() {
                    @if at > 0 { " → " }
                    (days(Some(&told.begin), Some(&told.end))) " " small.quiet { "(" @if let Some(source) = &told.source { (words(source)) ", " } (day(told.published.as_deref())) ")" }
                }
            }
        }
        @if !plan.evidence.is_empty() {
            p { b { "What came of it" } }
            ul {
                @for evidence in &plan.evidence {
                    li {
                        span class={ "mark " (name_of(evidence.outcome)) } { (spaced(&name_of(evidence.outcome))) } " "
                        (words_at(evidence.telling.story, &evidence.telling.id, &evidence.telling.sentence)) " "
                        small.quiet {
                            @if let Some(source) = &evidence.telling.source { (words(source)) ", " } (day(evidence.telling.published.as_deref())) "; "
                            @for (at, reason) in evidence.reasons.iter().enumerate() { @if at > 0 { " · " } (spaced(&reason.kind)) ": " (words(&reason.value)) }
                        }
                    }
                }
            }
        }
        @if plan.tellings.len() > 1 {
            details {
                summary { (plan.tellings.len()) " tellings" }
                ul {
                    @for telling in &plan.tellings {
                        li {
                            span.when.quiet { (day(telling.published.as_deref())) @if let Some(source) = &telling.source { " · " (words(source)) } @if let Some(claimants) = &telling.claimants { " · according to " (words(claimants)) } }
                            " " (words_at(telling.story, &telling.id, &telling.sentence))
                        }
                    }
                }
            }
        }
    }
}
