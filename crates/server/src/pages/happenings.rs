//! Episodes: the list, and one with its reports, its figures and what was planned in it.

use maud::{Markup, html};
use store::{EpisodeRow, ReportRow};

use super::{
    marks::{count, day, days, outside},
    words::words,
};

/// Episodes, a row each.
pub(super) fn list(episodes: &[EpisodeRow]) -> Markup {
    html! {
        @if episodes.is_empty() { p.empty { "No episode passes the filters." } } @else {
            div.scroll tabindex="0" role="region" aria-label="Episodes" {
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
pub(super) fn reports(reports: &[ReportRow]) -> Markup {
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
