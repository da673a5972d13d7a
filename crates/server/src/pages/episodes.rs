//! Episodes: the list, and one with its reports, its figures and what was planned in it.

use maud::{Markup, html};
use store::{EpisodeRow, ReportRow, name_of};

use super::{
    Frame, calendar,
    events::table,
    layout::{Section, within},
    marks::{Picture, count, day, days, exports, next, outside, spaced, words_at},
    words::words,
};
use crate::{
    forms::Form,
    views::episodes::{Answer, FigureRow, FigureSet, ListAnswer, ListQuestion, Question},
};

pub(crate) fn episodes(frame: &Frame, question: &ListQuestion, answer: &ListAnswer) -> Markup {
    let content = html! {
        h1 { "Episodes" }
        p.lead { "The reports of one happening together, whoever told it." }
        form.filters action="/episodes" data-live {
            div.fields {
                div { label for="f-from" { "Reported from day" } input #f-from name="from" value=[question.from.as_ref()] placeholder="2025-03" pattern="[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?" autocomplete="off"; }
                div { label for="f-to" { "Begun by day" } input #f-to name="to" value=[question.to.as_ref()] pattern="[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?" autocomplete="off"; }
                div { label for="f-least" { "At least so many reports" } input #f-least type="number" min="1" name="least" value=(question.least); }
                div { label for="f-either" { "With an act of or towards" } input #f-either name="either" maxlength="200" placeholder="NOR, NORGOV or a name" value=[question.either.as_ref()]; }
                div { label for="f-text" { "Words of a report" } input #f-text name="text" maxlength="500" value=[question.text.as_ref()]; }
                div.check { button type="submit" { "Show" } " " a href="/episodes" { "Clear" } }
            }
        }
        (list(&answer.episodes))
        (next(frame, answer.next.as_deref()))
        (exports(frame, &[Form::Json, Form::Csv]))
    };
    within(Section::Episodes, "Episodes", &content)
}

pub(crate) fn episode(frame: &Frame, _question: &Question, answer: &Answer) -> Markup {
    let episode = &answer.episode;
    let title = episode.headline.as_deref().unwrap_or("An episode");
    let content = html! {
        h1 { (words(title)) }
        ul.facts {
            li { (days(episode.first_day.as_deref(), episode.last_day.as_deref())) }
            li { (count(episode.reports.into(), "report", "reports")) }
            li { (count(episode.sources.into(), "source", "sources")) }
            li { "id " span.code { (episode.episode) } }
        }
        h2 { "Reports, first to last" }
        (reports(&answer.reports))
        @if answer.reports.len() < episode.reports as usize { p.quiet { "The first " (answer.reports.len()) " of " (episode.reports) "." } }
        @if !answer.figures.is_empty() {
            h2 { "Figures side by side" }
            p.quiet { "Bars are open ends (at least, at most), spans are ranges. A diamond cannot stand beside the figures that are named after ≠. Later and higher is no conflict for the killed and the wounded." }
            @for (at, set) in answer.figures.iter().enumerate().filter(|(_, set)| set.figures.len() > 1) { (figures(frame, at, set)) }
            (counted_once(&answer.figures))
        }
        @match &answer.plans {
            None => { p.quiet { "What was planned in these reports, and what came of it, is still being followed: load the page again." } }
            Some(plans) if !plans.is_empty() => {
                h2 { "Planned, and what came of it" }
                ol.course { @for plan in plans { li id={ "plan-" (plan.id) } { (calendar::one(plan)) } } }
            }
            Some(_) => {}
        }
        @if !answer.events.is_empty() {
            h2 { "Acts in the reports" }
            (table(frame, "Acts in the reports", &answer.events))
        }
        (exports(frame, &[Form::Json, Form::Csv]))
    };
    within(Section::Episodes, title, &content)
}

/// What one report alone counts.
fn counted_once(sets: &[FigureSet]) -> Markup {
    let single = |set: &FigureSet| Some((title(set), set.figures.first().filter(|_| set.figures.len() == 1)?.clone()));
    let single: Vec<(String, FigureRow)> = sets.iter().filter_map(single).collect();
    html! {
        @if !single.is_empty() {
            h3 { "Counted once" }
            ul {
                @for (title, figure) in &single {
                    li {
                        (title) ": " (words_at(figure.story, &figure.id, &figure.words)) " "
                        small.quiet { (spaced(&name_of(figure.bound))) ", " (claimant(figure)) @if let Some(source) = &figure.source { ", " (words(source)) } ", " (day(figure.day.as_deref())) }
                    }
                }
            }
        }
    }
}

/// A set of figures as a picture where there are several, and as a list that reads without it.
fn figures(frame: &Frame, at: usize, set: &FigureSet) -> Markup {
    let title = title(set);
    let list = html! {
        div.scroll tabindex="0" role="group" aria-label=(title) {
            table.stacked {
                thead { tr { th.number scope="col" { "No." } th scope="col" { "Day" } th scope="col" { "Words" } th scope="col" { "Who says so" } th scope="col" { "Source" } th scope="col" { "Cannot stand beside" } } }
                tbody {
                    @for (index, figure) in set.figures.iter().enumerate() {
                        tr {
                            td.number { (index + 1) }
                            td.day { (day(figure.day.as_deref())) }
                            td { (words_at(figure.story, &figure.id, &figure.words)) " " small.quiet { (spaced(&name_of(figure.bound))) } }
                            td data-label="says" { (claimant(figure)) }
                            td data-label="source" { @if let Some(source) = &figure.source { (words(source)) } }
                            td data-label="cannot stand beside" { @for other in conflicts(set, index) { span.mark.conflict { "≠ " (other + 1) } " " } }
                        }
                    }
                }
            }
        }
    };
    let picture = Picture {
        name: "ledger",
        title: &title,
        json: frame.address(Form::Json),
        csv: None,
        part: Some(format!("figures.{at}")),
        to: None,
        choice: None,
        zoom: false,
        without: list.clone(),
    };
    html! {
        @if set.figures.iter().filter(|figure| figure.value.is_some()).count() > 1 {
            (picture.markup())
            details.needs-script { summary { "The same as a table" } (list) }
        } @else { h3 { (title) } (list) }
    }
}

/// What is counted: "people killed", "soldier, ASSAULT".
fn title(set: &FigureSet) -> String {
    let mut title = set.unit.clone();
    if let Some(casualty) = &set.casualty {
        title = format!("{title} {}", name_of(casualty));
    }
    if let Some(act) = &set.act {
        title = format!("{title}, {act}");
    }
    if let Some(holder) = &set.holder {
        title = format!("{title}, of {}", holder.split_once(':').map_or(holder.as_str(), |(_, name)| name));
    }
    super::words::plain(&title)
}

fn claimant(figure: &FigureRow) -> Markup {
    html! { @match &figure.claimant { Some(claimant) => (words(&claimant.replacen(':', " ", 1))), None => span.quiet { "the newsroom's own voice" } } }
}

fn conflicts(set: &FigureSet, index: usize) -> impl Iterator<Item = usize> {
    set.pairs.iter().filter(|pair| pair.agreement == "conflicting").filter_map(move |pair| match (pair.first, pair.second) {
        (first, second) if first == index => Some(second),
        (first, second) if second == index => Some(first),
        _ => None,
    })
}

/// Episodes, a row each.
fn list(episodes: &[EpisodeRow]) -> Markup {
    html! {
        @if episodes.is_empty() { p.empty { "No episode passes the filters." } } @else {
            div.scroll tabindex="0" role="group" aria-label="Episodes" {
                table.stacked {
                    thead { tr { th scope="col" { "Days" } th scope="col" { "Headline" } th.number scope="col" { "Reports" } th.number scope="col" { "Sources" } } }
                    tbody {
                        @for episode in episodes {
                            tr id={ "episode-" (episode.episode) } {
                                td.day { (days(episode.first_day.as_deref(), episode.last_day.as_deref())) }
                                td.sentence { a href={ "/episode/" (episode.episode) } { (words(episode.headline.as_deref().unwrap_or("no headline"))) } }
                                td.number data-label="reports" { (episode.reports) }
                                td.number data-label="sources" { (episode.sources) }
                            }
                        }
                    }
                }
            }
        }
    }
}

/// Reports of an episode, first to last, with why each is one of them.
fn reports(reports: &[ReportRow]) -> Markup {
    html! {
        ol.course {
            @for report in reports {
                li id={ "report-" (report.story) } {
                    span.when { (day(report.published.as_deref().or(report.day.as_deref()))) @if let Some(source) = &report.source { " · " (words(source)) } }
                    p { a href={ "/story/" (report.story) } { (words(report.headline.as_deref().unwrap_or("no headline"))) } " " (outside(report.url.as_deref(), "at its publisher")) }
                    @if let Some(copy) = &report.copy_of {
                        p { span.mark { (copy.kind) " copy" } " of " a href={ "#report-" (copy.story) } { (source_of(reports, copy.story)) } ", " (format!("{:.0}", copy.share * 100.0)) " % of the shorter text" }
                    }
                    (shared(report))
                }
            }
        }
    }
}

fn source_of(reports: &[ReportRow], story: i64) -> Markup {
    let earlier = reports.iter().find(|report| report.story == story);
    html! { @match earlier.and_then(|earlier| earlier.source.as_deref()) { Some(source) => (words(source)), None => "an earlier report" } }
}

fn shared(report: &ReportRow) -> Markup {
    let shared = &report.shared;
    let lists = [
        ("actors", &shared.actors),
        ("acts", &shared.acts),
        ("places", &shared.places),
        ("days", &shared.days),
        ("figures", &shared.figures),
        ("words", &shared.words),
    ];
    let total: usize = lists.iter().map(|(_, list)| list.len()).sum();
    html! {
        @if total > 0 {
            details {
                summary.quiet { "Why it is one of them: " (count(total as u64, "thing", "things")) " shared with other reports" }
                dl.pairs {
                    @for (name, list) in lists.iter().filter(|(_, list)| !list.is_empty()) {
                        dt { (name) } dd { @for (at, value) in list.iter().enumerate() { @if at > 0 { ", " } (words(value)) } }
                    }
                    dt { "likeness" } dd { (format!("{:.2}", report.similarity)) ", cosine with the whole" }
                }
            }
        }
    }
}
