//! What the file holds, in the pieces of the map of the data: totals, sources, days, engines, and what could not be read.

use maud::{Markup, html};
use store::{CoverageRow, EngineRow, RefusalRow, SourceRow, Totals};

use super::{
    Frame,
    frame::asking,
    layout::{Section, within},
    marks::{Picture, day, days, exports, next, number, spaced},
    words::words,
};
use crate::{
    forms::Form,
    views::data::{Answer, Question},
};

/// Rows of coverage that a picture shows as days; more are shown as months.
const DAYS: usize = 800;

pub(crate) fn data(frame: &Frame, _question: &Question, answer: &Answer) -> Markup {
    let step = if answer.coverage.len() > DAYS { "month" } else { "day" };
    let picture = |name, title, part: &str, without: Markup| {
        Picture {
            name,
            title,
            json: asking("/data.json", &[("step", step)]),
            csv: Some(asking("/data.csv", &[("step", step)])),
            part: Some(part.to_owned()),
            to: None,
            choice: None,
            zoom: false,
            without,
        }
        .markup()
    };
    let coverage = coverage(&answer.coverage);
    let sources = sources(&answer.sources);
    let same = answer.engines.iter().all(|row| row.engine == answer.engine);
    let content = html! {
        h1 { "Data" }
        p.lead { "What the file holds, from where and of which days, what read it, and what could not be read." }
        (totals(&answer.totals))
        h2 { "Coverage" }
        (picture("coverage", "Stories over time", "coverage", coverage.clone()))
        details.needs-script { summary { "The same as a table" } (coverage) }
        h2 { "Sources" }
        @if answer.sources.len() > 1 { (picture("sources", "Sources, from the first story to the last", "sources", html! {})) }
        (sources)
        h2 { "Engines" }
        @if !same { p.note { "Some stories were coded by another engine than this program has. " code { "dateline recode" } " brings them up to date." } }
        (engines(&answer.engines))
        h2 #refused { "What could not be read" }
        (refused(&answer.refusals))
        (next(frame, answer.next.as_deref()))
        p.quiet { @if answer.writable { "Stories can be stored through this server by those who have its token." } @else { "This server only reads." } }
        (exports(frame, &[Form::Json, Form::Csv]))
    };
    within(Section::Data, "Data", &content)
}

fn totals(totals: &Totals) -> Markup {
    let numbers = [
        ("stories", totals.stories, "/stories"),
        ("events", totals.events, "/events"),
        ("statements", totals.statements, "/ledger"),
        ("quantities", totals.quantities, ""),
        ("episodes", totals.episodes, "/episodes"),
        ("not read", totals.rejected, "#refused"),
        ("passed over", totals.passed_over, "#refused"),
    ];
    html! {
        dl.numbers {
            @for (name, count, address) in numbers {
                div {
                    dt { @if address.is_empty() { (name) } @else { a href=(address) { (name) } } }
                    dd { (number(count.into())) }
                }
            }
        }
        @if totals.versions > totals.stories {
            p.quiet { (number((totals.versions - totals.stories).into())) " earlier versions and withdrawals are kept beside what stands; statements and quantities count them too." }
        }
        @if !totals.grouped { p.note { "Some stories are not in their episode yet: " code { "dateline episodes --regroup" } " puts them there." } }
    }
}

fn sources(sources: &[SourceRow]) -> Markup {
    html! {
        div.scroll tabindex="0" role="group" aria-label="Sources" {
            table.stacked {
                thead { tr { th scope="col" { "Source" } th.number scope="col" { "Stories" } th scope="col" { "First to last" } } }
                tbody {
                    @for source in sources {
                        tr {
                            td { @match &source.source { Some(name) => a href=(asking("/stories", &[("source", name)])) { (words(name)) }, None => span.quiet { "none named" } } }
                            td.number data-label="stories" { (number(source.stories.into())) }
                            td.day { (days(short(source.first.as_deref()), short(source.last.as_deref()))) }
                        }
                    }
                }
            }
        }
    }
}

fn short(day: Option<&str>) -> Option<&str> {
    day.map(|day| day.get(..10).unwrap_or(day))
}

fn coverage(coverage: &[CoverageRow]) -> Markup {
    html! {
        div.scroll tabindex="0" role="group" aria-label="Stories by time" {
            table.stacked {
                thead { tr { th scope="col" { "When" } th.number scope="col" { "Stories" } th.number scope="col" { "Sources" } } }
                tbody {
                    @for row in coverage.iter().rev().take(60) {
                        tr {
                            td.day { @match &row.day { Some(when) => a href=(asking("/stories", &[("from", when), ("to", when)])) { (when) }, None => (day(None)) } }
                            td.number data-label="stories" { (number(row.stories.into())) }
                            td.number data-label="sources" { (number(row.sources.into())) }
                        }
                    }
                }
            }
        }
    }
}

fn engines(engines: &[EngineRow]) -> Markup {
    html! {
        div.scroll tabindex="0" role="group" aria-label="Engines" {
            table.stacked {
                thead { tr { th scope="col" { "Version" } th scope="col" { "Models" } th scope="col" { "Lexicon" } th.number scope="col" { "Stories" } } }
                tbody {
                    @for row in engines {
                        tr {
                            td { (row.engine.version) }
                            td.code data-label="models" { (row.engine.models) }
                            td.code data-label="lexicon" { (row.engine.lexicon) }
                            td.number data-label="stories" { (number(row.stories.into())) }
                        }
                    }
                }
            }
        }
    }
}

fn refused(refusals: &[RefusalRow]) -> Markup {
    html! {
        @if refusals.is_empty() { p.empty { "Everything that was given could be read." } } @else {
            ul { @for refusal in refusals { li { span.mark { (spaced(&refusal.kind)) } " " (words(&refusal.message)) } } }
        }
    }
}
