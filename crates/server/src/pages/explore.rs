//! A filter at a glance: pictures of its events, and the latest of them.

use maud::{Markup, html};

use super::{
    Frame,
    events::table,
    facets::facets,
    filters,
    layout::{Section, within},
    marks::{Picture, count, exports, number},
};
use crate::{
    forms::Form,
    views::{explore::Answer, filter::Filter},
};

pub(crate) fn explore(frame: &Frame, _question: &Filter, answer: &Answer) -> Markup {
    let data = |path: &str| (frame.at(path, Form::Json), Some(frame.at(path, Form::Csv)));
    let picture = |name, title, path, choice, zoom| {
        let (json, csv) = data(path);
        Picture { name, title, json, csv, part: None, to: None, choice, without: html! {}, zoom }.markup()
    };
    let by = Some("by:country,code,name");
    let content = html! {
        h1 { "Explore" }
        (filters::form(frame, "/explore"))
        (tabs(frame, "/explore"))
        p.lead {
            (count(answer.events.total, "event", "events")) " in " (count(answer.facets.stories, "story", "stories"))
            @if answer.timeline.undated > 0 { ", " (number(answer.timeline.undated)) " without a day" }
        }
        p.actions { button.needs-script type="button" data-live-from=(frame.at("/events/stream", Form::Page)) { "Follow new events" } }
        h2.only-heard { "Pictures" }
        (picture("timeline", "Over time", "/timeline", None, true))
        div.pair {
            (picture("map", "On the map", "/places", None, false))
            (picture("network", "Who acts on whom", "/network", by, false))
        }
        div.pair {
            (picture("matrix", "The same as a matrix: who acts, down, on whom, across", "/network", by, false))
            (picture("dyads", "Between pairs over time", "/dyads", by, false))
        }
        h2 { "What, who and where most" }
        (facets(frame, &answer.facets))
        h2 { "The latest" }
        (table(frame, "The latest events", &answer.events.events))
        p { a.button href=(frame.at("/events", Form::Page)) { "All of them as a table" } }
        (exports(frame, &[Form::Json]))
    };
    within(Section::Explore, "Explore", &content)
}

/// Pictures or table of the same filter.
pub(super) fn tabs(frame: &Frame, here: &str) -> Markup {
    html! {
        ul.tabs aria-label="Views" {
            @for (path, name) in [("/explore", "Pictures"), ("/events", "Table")] {
                li { a href=(frame.at(path, Form::Page)) aria-current=[(path == here).then_some("page")] { (name) } }
            }
        }
    }
}
