//! The addresses, one module each: what can be asked there, and the typed answer.
//!
//! A view is found at its path as a page, and with an ending (`.json`, `.csv`, `.atom`, `.ics`) as data.

pub(crate) mod actor;
pub(crate) mod calendar;
mod cursor;
pub(crate) mod data;
mod days;
pub(crate) mod episodes;
pub(crate) mod events;
pub(crate) mod explore;
pub(crate) mod filter;
pub(crate) mod ledger;
pub(crate) mod party;
pub(crate) mod pictures;
pub(crate) mod search;
pub(crate) mod stories;
pub(crate) mod story;

use std::sync::Arc;

use maud::Markup;
use schemars::JsonSchema;
use serde::{Serialize, de::DeserializeOwned};
use store::Store;

use crate::{
    forms::{Form, Table},
    pages::Frame,
    problem::Problem,
    router::Routes,
    site::Site,
};

/// One address: a question, and a typed answer in several forms.
pub(crate) trait View: Send + Sync + 'static {
    /// The path; the last part may be a `{name}` of the question.
    const PATH: &'static str;
    /// The forms in which the answer can be had.
    const FORMS: &'static [Form];
    /// What it answers, in a line.
    const SUMMARY: &'static str;
    /// The parameters.
    type Question: Serialize + DeserializeOwned + JsonSchema + Send + 'static;
    /// What is answered.
    type Answer: Serialize + JsonSchema;

    /// Answers the question from the file.
    fn answer(asking: &Asking<'_>, question: &Self::Question) -> Result<Self::Answer, Problem>;

    /// The question that is answered where it is asked for in this form.
    fn asked_for(form: Form, question: Self::Question) -> Self::Question {
        let _ = form;
        question
    }

    /// The answer as a page.
    fn page(frame: &Frame, question: &Self::Question, answer: &Self::Answer) -> Markup {
        let _ = (frame, question, answer);
        unreachable!("{} has no page", Self::PATH)
    }

    /// The answer as a flat table.
    fn table(answer: &Self::Answer) -> Table {
        let _ = answer;
        unreachable!("{} has no table", Self::PATH)
    }

    /// The answer as a feed or a calendar.
    fn text(form: Form, frame: &Frame, answer: &Self::Answer) -> String {
        let _ = (frame, answer);
        unreachable!("{} has no {form:?}", Self::PATH)
    }
}

/// What a question is answered from.
pub(crate) struct Asking<'a> {
    pub(crate) site: &'a Arc<Site>,
    /// One state of the file.
    pub(crate) store: &'a Store,
}

/// Puts every view at its address.
pub(crate) fn all(routes: &mut Routes) {
    routes.view::<explore::Explore>();
    routes.view::<events::Events>();
    routes.view::<pictures::OverTime>();
    routes.view::<pictures::OnTheMap>();
    routes.view::<pictures::Networked>();
    routes.view::<pictures::InDyads>();
    routes.view::<stories::Stories>();
    routes.view::<story::Story>();
    routes.view::<episodes::Episodes>();
    routes.view::<episodes::Episode>();
    routes.view::<actor::Actors>();
    routes.view::<actor::Actor>();
    routes.view::<ledger::Ledger>();
    routes.view::<ledger::Contradictions>();
    routes.view::<calendar::Calendar>();
    routes.view::<search::Search>();
    routes.view::<data::Data>();
}
