//! Events over time: a bar a day, month or year, by quad class.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{ByQuad, Mean, Selection, day};

/// How long a bar of a timeline is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs)]
pub enum Step {
    Day,
    Month,
    Year,
}

/// Events over time.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Timeline {
    /// How long a bar is.
    pub step: Step,
    /// The day of the first event.
    pub first: Option<String>,
    /// The day of the last event.
    pub last: Option<String>,
    /// The bars that hold events, in order; what lies between them is empty.
    pub bars: Vec<Bar>,
    /// Events without a day.
    pub undated: u64,
}

/// The events of a day, a month or a year.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Bar {
    /// `2025-07-09`, `2025-07` or `2025`: as `from` and `to` it selects the events of the bar.
    pub when: String,
    /// Events in it.
    pub events: u64,
    /// The same by quad class.
    pub quads: ByQuad,
    /// Mean conflict–cooperation score.
    pub score: Option<f64>,
}

/// Bars that a picture still shows apart.
const MOST_BARS: usize = 400;

impl Selection<'_> {
    /// The events over time; without a step, the finest that gives no more bars than a picture shows.
    pub fn timeline(&self, step: Option<Step>) -> Timeline {
        let undated = self.rows.partition_point(|at| self.columns.rows[*at as usize].day == 0);
        let dated = |step: Step| {
            let part = match step {
                Step::Day => 1,
                Step::Month => 100,
                Step::Year => 10_000,
            };
            let mut bars: Vec<(u32, ByQuad, Mean)> = Vec::new();
            for row in self.rows().skip(undated) {
                let when = row.day / part;
                if bars.last().is_none_or(|(last, _, _)| *last != when) {
                    bars.push((when, ByQuad::default(), Mean::default()));
                }
                let (_, quads, mean) = bars.last_mut().expect("one was just put there");
                quads.add(row.quad);
                mean.add(row.score);
            }
            bars
        };
        let edge = |at: Option<&u32>| at.and_then(|at| day(self.columns.rows[*at as usize].day));
        let (first, last) = (edge(self.rows.get(undated)), edge(self.rows.last()));
        let step = step.unwrap_or_else(|| step_for(first.as_deref(), last.as_deref()));
        let bars = dated(step).into_iter().map(|(when, quads, mean)| Bar {
            when: name(when, step),
            events: quads.total(),
            quads,
            score: mean.value(),
        });
        Timeline { step, bars: bars.collect(), first, last, undated: undated as u64 }
    }
}

/// The finest step that is not too many bars.
fn step_for(first: Option<&str>, last: Option<&str>) -> Step {
    let day = |day: Option<&str>| day.and_then(|day| day.parse::<jiff::civil::Date>().ok());
    let days = day(first).zip(day(last)).and_then(|(first, last)| first.until(last).ok()).map_or(0, |span| span.get_days());
    match days as usize {
        days if days <= MOST_BARS => Step::Day,
        days if days <= MOST_BARS * 30 => Step::Month,
        _ => Step::Year,
    }
}

/// A bar's name.
pub(super) fn name(when: u32, step: Step) -> String {
    match step {
        Step::Day => day(when).unwrap_or_default(),
        Step::Month => format!("{:04}-{:02}", when / 100, when % 100),
        Step::Year => format!("{when:04}"),
    }
}
