//! `/timeline`, `/places`, `/network`, `/dyads`: what pictures are drawn from, for any filter.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use store::columns::{By, ByQuad, Dyads, Network, Places, Step, Timeline};

use super::{Asking, View, filter::Filter};
use crate::{
    forms::{Form, Table, field},
    problem::Problem,
};

const FORMS: &[Form] = &[Form::Json, Form::Csv];

/// Events over time.
pub(crate) struct OverTime;

/// Which events, and how they are put together.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub(crate) struct TimelineQuestion {
    /// Which events.
    #[serde(flatten)]
    pub filter: Filter,
    /// How long a bar is; the finest that a picture can show where this is left out
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub step: Option<Step>,
}

impl View for OverTime {
    const PATH: &'static str = "/timeline";
    const FORMS: &'static [Form] = FORMS;
    const SUMMARY: &'static str = "Events over time, by quad class";
    type Question = TimelineQuestion;
    type Answer = Timeline;

    fn answer(asking: &Asking<'_>, question: &TimelineQuestion) -> Result<Timeline, Problem> {
        Ok(asking.site.columns().select(asking.store, &question.filter.of_store()?)?.timeline(question.step))
    }

    fn table(answer: &Timeline) -> Table {
        let rows = answer.bars.iter().map(|bar| [vec![bar.when.clone()], counts(bar.events, bar.quads, bar.score)].concat());
        Table { rows: rows.collect(), names: [&["when"][..], &COUNTS].concat() }
    }
}

/// Events on the map.
pub(crate) struct OnTheMap;

/// Which events, and how many places.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub(crate) struct PlacesQuestion {
    /// Which events.
    #[serde(flatten)]
    pub filter: Filter,
    /// At most so many places, those with the most events
    #[schemars(range(min = 1, max = 5000))]
    #[serde(default = "points")]
    pub limit: usize,
}

fn points() -> usize {
    500
}

impl View for OnTheMap {
    const PATH: &'static str = "/places";
    const FORMS: &'static [Form] = FORMS;
    const SUMMARY: &'static str = "Where events happened: places with coordinates, and countries";
    type Question = PlacesQuestion;
    type Answer = Places;

    fn answer(asking: &Asking<'_>, question: &PlacesQuestion) -> Result<Places, Problem> {
        Ok(asking.site.columns().select(asking.store, &question.filter.of_store()?)?.places(question.limit))
    }

    fn table(answer: &Places) -> Table {
        let rows = answer.points.iter().map(|point| {
            let place = vec![
                point.name.clone(),
                field(point.country.as_ref()),
                field(point.admin1.as_ref()),
                field(point.latitude),
                field(point.longitude),
            ];
            [place, counts(point.events, point.quads, point.score)].concat()
        });
        Table { rows: rows.collect(), names: [&["name", "country", "admin1", "latitude", "longitude"][..], &COUNTS].concat() }
    }
}

/// Who does it to whom, as a network.
pub(crate) struct Networked;

/// Which events, and how parties are put together.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub(crate) struct PairsQuestion {
    /// Which events.
    #[serde(flatten)]
    pub filter: Filter,
    /// What counts as one actor
    #[serde(default)]
    pub by: By,
    /// At most so many actors, those with the most events
    #[schemars(range(min = 1, max = 200))]
    #[serde(default = "nodes")]
    pub limit: usize,
}

fn nodes() -> usize {
    30
}

impl View for Networked {
    const PATH: &'static str = "/network";
    const FORMS: &'static [Form] = FORMS;
    const SUMMARY: &'static str = "Who does it to whom, as a network of actors";
    type Question = PairsQuestion;
    type Answer = Network;

    fn answer(asking: &Asking<'_>, question: &PairsQuestion) -> Result<Network, Problem> {
        Ok(asking.site.columns().select(asking.store, &question.filter.of_store()?)?.network(question.by, question.limit))
    }

    fn table(answer: &Network) -> Table {
        let rows = answer.edges.iter().map(|edge| {
            let ends = vec![answer.nodes[edge.from].label.clone(), answer.nodes[edge.to].label.clone()];
            [ends, counts(edge.events, edge.quads, edge.score)].concat()
        });
        Table { rows: rows.collect(), names: [&["actor", "recipient"][..], &COUNTS].concat() }
    }
}

/// Who does it to whom, as a matrix over time.
pub(crate) struct InDyads;

impl View for InDyads {
    const PATH: &'static str = "/dyads";
    const FORMS: &'static [Form] = FORMS;
    const SUMMARY: &'static str = "Who does it to whom, as a matrix: cooperation against conflict over time";
    type Question = PairsQuestion;
    type Answer = Dyads;

    fn answer(asking: &Asking<'_>, question: &PairsQuestion) -> Result<Dyads, Problem> {
        Ok(asking.site.columns().select(asking.store, &question.filter.of_store()?)?.dyads(question.by, question.limit))
    }

    fn table(answer: &Dyads) -> Table {
        let rows = answer.cells.iter().flat_map(|cell| {
            let ends = vec![answer.nodes[cell.edge.from].label.clone(), answer.nodes[cell.edge.to].label.clone()];
            answer.periods.iter().zip(&cell.over_time).filter(|(_, counts)| **counts != (0, 0)).map(
                move |(when, (cooperation, conflict))| {
                    [ends.clone(), vec![when.clone(), cooperation.to_string(), conflict.to_string()]].concat()
                },
            )
        });
        Table { rows: rows.collect(), names: vec!["actor", "recipient", "when", "cooperation", "conflict"] }
    }
}

const COUNTS: [&str; 6] =
    ["events", "verbal_cooperation", "material_cooperation", "verbal_conflict", "material_conflict", "score"];

fn counts(events: u64, quads: ByQuad, score: Option<f64>) -> Vec<String> {
    let counts = [events, quads.verbal_cooperation, quads.material_cooperation, quads.verbal_conflict, quads.material_conflict];
    counts.iter().map(ToString::to_string).chain([field(score)]).collect()
}
