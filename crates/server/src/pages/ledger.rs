//! The ledger: who said what about whom, every report of it, and sayings of one speaker that cannot both stand, side by side.

use maud::{Markup, html};
use store::name_of;

use super::{
    Frame,
    frame::asking,
    layout::{Section, within},
    marks::{act, day, exports, next, spaced, status, words_at},
    words::{plain, words},
};
use crate::{
    forms::Form,
    views::{
        ledger::{ActView, Answer, PairsAnswer, PairsQuestion, Question, ReportView, SayingView},
        party::PartyView,
    },
};

pub(crate) fn ledger(frame: &Frame, question: &Question, answer: &Answer) -> Markup {
    let given = |values: &[String]| values.first().cloned();
    let manner = question.manner.first().map(|manner| name_of(*manner)).unwrap_or_default();
    let content = html! {
        h1 { "Ledger" }
        p.lead { "Who said what about whom. Reports of the same words are one saying." }
        form.filters action="/ledger" data-live {
            div.fields {
                (field("from", "Said from day", "2025-03", question.from.clone()))
                (field("to", "To day", "", question.to.clone()))
                (field("speaker", "Who speaks", "NOR, NORGOV or a name", given(&question.speaker)))
                (field("about", "About whom", "", given(&question.about)))
                (field("source", "Source", "", given(&question.source)))
                (field("text", "Words of what is said", "", question.text.clone()))
                div {
                    label for="f-manner" { "Quoted or reported" }
                    select #f-manner name="manner" {
                        option value="" { "either" }
                        @for (value, said) in [("direct", "quoted"), ("indirect", "reported"), ("mixed", "both in one")] {
                            option value=(value) selected[manner == value] { (said) }
                        }
                    }
                }
                @if let Some(episode) = &question.episode { input type="hidden" name="episode" value=(episode); }
                div.check { button type="submit" { "Show" } " " a href="/ledger" { "Clear" } }
            }
        }
        @if let [speaker] = &question.speaker[..] {
            p { a.button href=(asking("/contradictions", &[("speaker", speaker)])) { "Sayings of " (plain(speaker)) " that cannot both stand" } }
        }
        @if answer.sayings.is_empty() { p.empty { "No statement passes the filters." } }
        ol.course { @for (at, said) in answer.sayings.iter().enumerate() { li id={ "saying-" (at) } { (saying(said)) } } }
        (next(frame, answer.next.as_deref()))
        (exports(frame, &[Form::Json, Form::Csv]))
    };
    within(Section::Ledger, "Ledger", &content)
}

fn field(name: &str, label: &str, example: &str, value: Option<String>) -> Markup {
    html! {
        div {
            label for={ "f-" (name) } { (label) }
            input id={ "f-" (name) } name=(name) maxlength="200" placeholder=(example) value=[value] autocomplete="off" spellcheck="false";
        }
    }
}

pub(crate) fn contradictions(frame: &Frame, question: &PairsQuestion, answer: &PairsAnswer) -> Markup {
    let content = html! {
        h1 { "Sayings that cannot both stand" }
        p.lead { "Of " b { (words(&question.speaker)) } ", side by side. Nothing is judged; every pair says why it is one." }
        @if answer.contradictions.is_empty() {
            p.empty { "None is found. Only what is plainly the same act, plan or count by the same speaker is set side by side." }
        }
        @for pair in &answer.contradictions {
            div.sides {
                section { (saying(&pair.first)) }
                section { (saying(&pair.second)) }
                p.why {
                    span.mark.conflict { (spaced(&pair.kind)) } " "
                    @for (at, reason) in pair.reasons.iter().enumerate() {
                        @if at > 0 { " · " }
                        span.quiet { (spaced(&reason.kind)) } ": " (words(&reason.value))
                    }
                }
            }
        }
        p { a href=(asking("/ledger", &[("speaker", &question.speaker)])) { "All that it said" } }
        (exports(frame, &[Form::Json]))
    };
    within(Section::Ledger, &question.speaker, &content)
}

/// A saying by its first report, with the others below.
fn saying(saying: &SayingView) -> Markup {
    html! {
        @if let [first, others @ ..] = &saying.reports[..] {
            span.when { (day(saying.day.as_deref())) @for source in &saying.outlets { " · " (words(source)) } }
            p { (speaker(first)) " " @if first.negated { span.mark { "negated" } " " } @if let Some(cue) = &first.cue { i { (words(cue)) } }
                @if let Some(addressee) = &first.addressee { " to " (words(addressee)) }
                " " small.quiet { (name_of(first.manner)) }
            }
            blockquote dir="auto" { (words_at(first.story, &first.statement, &first.words)) }
            @if !first.acts.is_empty() { p { "Claims: " @for (at, told) in first.acts.iter().enumerate() { @if at > 0 { "; " } (claimed(first.story, told)) } } }
            @if !first.about.is_empty() { p { small { "About " (parties(&first.about)) } } }
            @if !others.is_empty() {
                details {
                    summary { (others.len()) " more " @if others.len() == 1 { "report" } @else { "reports" } }
                    ul {
                        @for report in others {
                            li { span.when.quiet { (day(report.published.as_deref())) @if let Some(source) = &report.source { " · " (words(source)) } } " " (words_at(report.story, &report.statement, &report.words)) }
                        }
                    }
                }
            }
            @if let Some(episode) = &first.episode { p { small { a href={ "/episode/" (episode) } { "the happening" } } } }
        }
    }
}

fn speaker(report: &ReportView) -> Markup {
    html! {
        @match &report.speaker {
            Some(party) => {
                b { a href=(asking("/ledger", &[("speaker", party.actor.as_deref().unwrap_or(&plain(&party.name)))])) { (words(&party.name)) } }
                @if let Some(role) = &party.role { ", " span.quiet { (words(role)) } }
                @if let Some(code) = &party.code { " " small.quiet { (code) } }
            },
            None if report.speaker_words.is_empty() => span.quiet { "somebody unnamed" },
            None => b { (words(&report.speaker_words)) },
        }
        @if let Some(office) = &report.speaks_for { " " small.quiet { "for " (words(&office.replacen(':', " ", 1))) } }
    }
}

fn claimed(story: i64, told: &ActView) -> Markup {
    html! {
        a href={ "/story/" (story) "#" (told.event) } { (act(&told.kind, told.mode.as_deref())) } " " (status(&name_of(told.status)))
        " " (parties(&told.actors)) @if !told.recipients.is_empty() { " → " (parties(&told.recipients)) }
    }
}

/// Names, each leading to the actor.
pub(super) fn parties(parties: &[PartyView]) -> Markup {
    html! {
        @for (at, party) in parties.iter().enumerate() {
            @if at > 0 { ", " }
            a href=(asking("/actor", &[("party", party.actor.as_deref().unwrap_or(&plain(&party.name)))])) { (words(&party.name)) }
        }
    }
}
