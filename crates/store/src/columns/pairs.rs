//! Who does it to whom: a network of actors, and a matrix of dyads over time.

use rustc_hash::FxHashMap;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{ByQuad, Columns, Mean, NONE, Selection, Step, timeline};

/// What counts as one actor.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum By {
    /// The country of the party.
    #[default]
    Country,
    /// Its CAMEO or PLOVER actor code.
    Code,
    /// Its name, with its code.
    Name,
}

/// Actors and what they do to each other.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Network {
    /// What counts as one actor.
    pub by: By,
    /// The actors with the most events, the most first.
    pub nodes: Vec<Node>,
    /// What they do to each other, the most events first.
    pub edges: Vec<Edge>,
    /// Actors beyond those in `nodes`.
    pub more: u64,
}

/// An actor of a network or matrix.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Node {
    /// What it is called: a country, a code or a name. As `actor` or `recipient` it selects its events.
    pub label: String,
    /// Its code, where it is called by a name.
    pub code: Option<String>,
    /// Events in which it acts on another.
    pub acts: u64,
    /// Events in which it is acted upon.
    pub received: u64,
}

/// What one actor does to another.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Edge {
    /// Index of the actor in `nodes`.
    pub from: usize,
    /// Index of the recipient in `nodes`.
    pub to: usize,
    /// Events.
    pub events: u64,
    /// The same by quad class.
    pub quads: ByQuad,
    /// Mean conflict–cooperation score.
    pub score: Option<f64>,
}

/// A matrix of dyads: cooperation against conflict, over time.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Dyads {
    /// What counts as one actor.
    pub by: By,
    /// The actors with the most events: rows act, columns are acted upon.
    pub nodes: Vec<Node>,
    /// How long a period is.
    pub step: Step,
    /// The periods in order: `2025-07`.
    pub periods: Vec<String>,
    /// The dyads that have events.
    pub cells: Vec<Cell>,
    /// Actors beyond those in `nodes`.
    pub more: u64,
}

/// A dyad: what one actor does to another.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Cell {
    /// The edge.
    #[serde(flatten)]
    pub edge: Edge,
    /// Cooperation and conflict in each period, events.
    pub over_time: Vec<(u64, u64)>,
}

/// Periods of a matrix's small pictures.
const MOST_PERIODS: usize = 36;

/// What parties are called: which label each has, and the labels.
#[derive(Debug)]
pub(super) struct Labels {
    numbers: Vec<u32>,
    labels: Vec<(String, Option<String>)>,
}

/// The dyads of a selection between numbered actors.
struct Dyadic<'c> {
    labels: &'c [(String, Option<String>)],
    acts: Vec<u64>,
    received: Vec<u64>,
}

/// An event between two numbered actors.
struct Meeting {
    from: u32,
    to: u32,
    day: u32,
    quad: u8,
    score: f32,
}

impl Selection<'_> {
    /// The network of at most `most` actors.
    pub fn network(&self, by: By, most: usize) -> Network {
        let (dyadic, meetings) = self.dyadic(by);
        let (order, places) = dyadic.busiest(most);
        let mut edges: FxHashMap<(usize, usize), (ByQuad, Mean)> = FxHashMap::default();
        for meeting in meetings {
            if let Some(edge) = meeting.between(&places) {
                let (quads, mean) = edges.entry(edge).or_default();
                quads.add(meeting.quad);
                mean.add(meeting.score);
            }
        }
        let mut edges: Vec<Edge> = edges.into_iter().map(|(ends, (quads, mean))| edge(ends, quads, mean)).collect();
        edges.sort_by(|a, b| b.events.cmp(&a.events).then((a.from, a.to).cmp(&(b.from, b.to))));
        let more = dyadic.number() - order.len() as u64;
        Network { by, nodes: order.iter().map(|at| dyadic.node(*at)).collect(), edges, more }
    }

    /// The matrix of at most `most` actors.
    pub fn dyads(&self, by: By, most: usize) -> Dyads {
        let (dyadic, meetings) = self.dyadic(by);
        let (order, places) = dyadic.busiest(most);
        let (step, part) = self.period();
        let mut periods: Vec<u32> = self.rows().filter(|row| row.day > 0).map(|row| row.day / part).collect();
        periods.dedup();
        periods.drain(..periods.len().saturating_sub(MOST_PERIODS));
        type Summed = (ByQuad, Mean, Vec<(u64, u64)>);
        let mut cells: FxHashMap<(usize, usize), Summed> = FxHashMap::default();
        for meeting in meetings {
            let Some(ends) = meeting.between(&places) else { continue };
            let (quads, mean, over_time) =
                cells.entry(ends).or_insert_with(|| (ByQuad::default(), Mean::default(), vec![(0, 0); periods.len()]));
            quads.add(meeting.quad);
            mean.add(meeting.score);
            if let Ok(at) = periods.binary_search(&(meeting.day / part)) {
                let (cooperation, conflict) = &mut over_time[at];
                *if meeting.quad < 2 { cooperation } else { conflict } += 1;
            }
        }
        let mut cells: Vec<Cell> =
            cells.into_iter().map(|(ends, (quads, mean, over_time))| Cell { edge: edge(ends, quads, mean), over_time }).collect();
        cells.sort_by_key(|cell| (cell.edge.from, cell.edge.to));
        let more = dyadic.number() - order.len() as u64;
        let periods = periods.into_iter().map(|when| timeline::name(when, step)).collect();
        Dyads { by, nodes: order.iter().map(|at| dyadic.node(*at)).collect(), step, periods, cells, more }
    }

    /// The finest step that gives few periods.
    fn period(&self) -> (Step, u32) {
        for (step, part) in [(Step::Day, 1), (Step::Month, 100)] {
            let mut last = 0;
            let mut number = 0;
            for when in self.rows().map(|row| row.day / part).filter(|when| *when > 0) {
                number += usize::from(when != last);
                last = when;
                if number > MOST_PERIODS {
                    break;
                }
            }
            if number <= MOST_PERIODS {
                return (step, part);
            }
        }
        (Step::Year, 10_000)
    }

    fn dyadic(&self, by: By) -> (Dyadic<'_>, Vec<Meeting>) {
        let Labels { numbers, labels } = self.columns.labels(by);
        let mut dyadic = Dyadic { acts: vec![0; labels.len()], received: vec![0; labels.len()], labels };
        let mut meetings = Vec::new();
        for row in self.rows() {
            for from in self.columns.actors(row) {
                for to in self.columns.recipients(row) {
                    let (from, to) = (numbers[*from as usize], numbers[*to as usize]);
                    // What a party does to itself, or one part of a country to another, is an event too.
                    if from != NONE && to != NONE {
                        dyadic.acts[from as usize] += 1;
                        dyadic.received[to as usize] += 1;
                        meetings.push(Meeting { from, to, day: row.day, quad: row.quad, score: row.score });
                    }
                }
            }
        }
        (dyadic, meetings)
    }
}

impl Columns {
    /// The labels, made when they are first asked for.
    fn labels(&self, by: By) -> &Labels {
        self.labels[by as usize].get_or_init(|| {
            let mut labels = super::Dictionary::default();
            let numbers = self.parties.values().iter().map(|party| {
                let label = match by {
                    By::Country => party.country.clone().map(|country| (country, None)),
                    By::Code => party.code.clone().map(|code| (code, None)),
                    By::Name => Some((party.name.clone(), party.code.clone())),
                };
                label.map_or(NONE, |label| labels.number(label))
            });
            Labels { numbers: numbers.collect(), labels: labels.values().to_vec() }
        })
    }
}

impl Dyadic<'_> {
    fn number(&self) -> u64 {
        self.acts.iter().zip(&self.received).filter(|(acts, received)| *acts + *received > 0).count() as u64
    }

    /// The labels with the most events in order, and where each label stands among them.
    fn busiest(&self, most: usize) -> (Vec<usize>, Vec<u32>) {
        let events = |at: usize| self.acts[at] + self.received[at];
        let mut order: Vec<usize> = (0..self.labels.len()).filter(|at| events(*at) > 0).collect();
        order.sort_by(|a, b| events(*b).cmp(&events(*a)).then_with(|| self.labels[*a].cmp(&self.labels[*b])));
        order.truncate(most);
        let mut places = vec![NONE; self.labels.len()];
        for (place, at) in order.iter().enumerate() {
            places[*at] = place as u32;
        }
        (order, places)
    }

    fn node(&self, at: usize) -> Node {
        let (label, code) = self.labels[at].clone();
        Node { label, code, acts: self.acts[at], received: self.received[at] }
    }
}

impl Meeting {
    /// The places of both ends, where both are shown.
    fn between(&self, places: &[u32]) -> Option<(usize, usize)> {
        let (from, to) = (places[self.from as usize], places[self.to as usize]);
        (from != NONE && to != NONE).then_some((from as usize, to as usize))
    }
}

fn edge((from, to): (usize, usize), quads: ByQuad, mean: Mean) -> Edge {
    Edge { from, to, events: quads.total(), quads, score: mean.value() }
}
