//! `/explore`: what a filter lets through at a glance: how many, when, of which kinds, and the latest of them.

use maud::Markup;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use store::columns::{Facets, Timeline};

use super::{Asking, View, events, filter::Filter};
use crate::{
    forms::Form,
    pages::{self, Frame},
    problem::Problem,
};

/// Values of a field that are shown.
const VALUES: usize = 20;

/// Events that are shown.
const EVENTS: usize = 50;

/// The view.
pub(crate) struct Explore;

/// A filter at a glance.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub(crate) struct Answer {
    /// Events over time.
    pub timeline: Timeline,
    /// The most frequent values of each field.
    pub facets: Facets,
    /// The first page of its events.
    pub events: events::Answer,
}

impl View for Explore {
    const PATH: &'static str = "/explore";
    const FORMS: &'static [Form] = &[Form::Page, Form::Json];
    const SUMMARY: &'static str = "A filter at a glance: how many events, when, of which kinds, and the latest of them";
    type Question = Filter;
    type Answer = Answer;

    fn answer(asking: &Asking<'_>, filter: &Filter) -> Result<Answer, Problem> {
        let columns = asking.site.columns();
        let selection = columns.select(asking.store, &filter.of_store()?)?;
        Ok(Answer {
            timeline: selection.timeline(None),
            facets: selection.facets(VALUES),
            events: events::page(asking, &selection, events::Order::Latest, None, EVENTS)?,
        })
    }

    fn page(frame: &Frame, question: &Filter, answer: &Answer) -> Markup {
        pages::explore(frame, question, answer)
    }
}
