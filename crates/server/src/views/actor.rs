//! `/actors` and `/actor`: who appears, and the profile of one: names and roles over time, acts done and received, what is said.

use maud::Markup;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use store::{
    RoleRow, SayingRow,
    columns::{Facets, Names, Timeline},
};

use super::{Asking, View, days, events, filter::Filter};
use crate::{
    forms::{Form, Table, field},
    pages::{self, Frame},
    problem::Problem,
};

/// Who appears.
pub(crate) struct Actors;

/// Which actors.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub(crate) struct ListQuestion {
    /// Those of the events that this lets through.
    #[serde(flatten)]
    pub filter: Filter,
    /// Only those that are this party: a country, the beginning of an actor code, or words of a name
    #[schemars(length(min = 1, max = 200))]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub party: Option<String>,
    /// At most so many
    #[schemars(range(min = 1, max = 1000))]
    #[serde(default = "usual")]
    pub limit: usize,
}

fn usual() -> usize {
    50
}

impl View for Actors {
    const PATH: &'static str = "/actors";
    const FORMS: &'static [Form] = &[Form::Page, Form::Json, Form::Csv];
    const SUMMARY: &'static str = "Names of those who act, are acted upon and say so, those with the most events first";
    type Question = ListQuestion;
    type Answer = Names;

    fn answer(asking: &Asking<'_>, question: &ListQuestion) -> Result<Names, Problem> {
        let columns = asking.site.columns();
        let selection = columns.select(asking.store, &question.filter.of_store()?)?;
        Ok(selection.names(asking.store, question.party.as_deref(), question.limit)?)
    }

    fn page(frame: &Frame, question: &ListQuestion, answer: &Names) -> Markup {
        pages::actors(frame, question, answer)
    }

    fn table(answer: &Names) -> Table {
        let rows = answer.names.iter().map(|name| {
            vec![
                name.name.clone(),
                field(name.code.as_ref()),
                field(name.country.as_ref()),
                name.acts.to_string(),
                name.received.to_string(),
                name.claims.to_string(),
                field(name.actor.as_ref()),
            ]
        });
        Table { rows: rows.collect(), names: vec!["name", "code", "country", "acts", "received", "claims", "actor"] }
    }
}

/// The profile of one.
pub(crate) struct Actor;

/// Who.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub(crate) struct Question {
    /// A country (`RUS`), the beginning of an actor code (`RUSGOV`), or whole words of a name (`lavrov`)
    #[schemars(length(min = 1, max = 200))]
    pub party: String,
    /// Events on or after this day: 2025-07-09, 2025-07 or 2025
    #[schemars(regex(pattern = days::PATTERN))]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<String>,
    /// Events on or before this day
    #[schemars(regex(pattern = days::PATTERN))]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<String>,
}

/// A profile.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub(crate) struct Answer {
    /// The names that the party goes by, those with the most events first.
    pub names: Names,
    /// The roles in which stories name the first of them, by name and first day.
    pub roles: Vec<RoleRow>,
    /// What it does.
    pub done: Acts,
    /// What is done to it.
    pub received: Acts,
    /// What the first of the names said, stored last first.
    pub statements: Vec<SayingRow>,
}

/// Acts of a profile.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub(crate) struct Acts {
    /// Over time.
    pub timeline: Timeline,
    /// What they are, and with whom.
    pub facets: Facets,
    /// The latest of them.
    pub events: events::Answer,
}

/// Names that are looked up in the stories.
const LOOKED_UP: usize = 12;

/// Values, events and statements that are shown.
const SHOWN: usize = 20;

impl View for Actor {
    const PATH: &'static str = "/actor";
    const FORMS: &'static [Form] = &[Form::Page, Form::Json];
    const SUMMARY: &'static str = "The profile of an actor: roles over time, acts done and received, statements";
    type Question = Question;
    type Answer = Answer;

    fn answer(asking: &Asking<'_>, question: &Question) -> Result<Answer, Problem> {
        let columns = asking.site.columns();
        let within = Filter { from: question.from.clone(), to: question.to.clone(), ..Filter::default() };
        let party = vec![question.party.clone()];
        let acts = |filter: Filter| -> Result<Acts, Problem> {
            let selection = columns.select(asking.store, &filter.of_store()?)?;
            Ok(Acts {
                timeline: selection.timeline(None),
                facets: selection.facets(SHOWN),
                events: events::page(asking, &selection, events::Order::Latest, None, SHOWN)?,
            })
        };
        let names = columns.select(asking.store, &within.of_store()?)?.names(asking.store, Some(&question.party), SHOWN)?;
        let mut called: Vec<String> = names.names.iter().map(|name| name.name.clone()).collect();
        called.dedup();
        called.truncate(LOOKED_UP);
        let statements = asking.store.said_by(&called, SHOWN)?;
        Ok(Answer {
            roles: asking.store.role_rows(&called)?,
            statements: asking.store.saying_rows(&statements)?,
            done: acts(Filter { actor: party.clone(), ..within.clone() })?,
            received: acts(Filter { recipient: party, ..within })?,
            names,
        })
    }

    fn page(frame: &Frame, question: &Question, answer: &Answer) -> Markup {
        pages::actor(frame, question, answer)
    }
}
