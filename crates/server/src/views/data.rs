//! `/data`: the map of the data: how much there is, from whom, of which days, made by what, and what could not be read.

use maud::Markup;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use store::{CoverageRow, EngineRow, RefusalRow, SourceRow, Totals, columns::Step};

use super::{Asking, View, cursor};
use crate::{
    forms::{Form, Table, field},
    pages::{self, Frame},
    problem::Problem,
};

/// The view.
pub(crate) struct Data;

/// How the coverage is cut.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
pub(crate) struct Question {
    /// Coverage by day, month or year; by day where this is left out
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub step: Option<Step>,
    /// At most so many refusals
    #[schemars(range(min = 1, max = 1000))]
    #[serde(default = "usual")]
    pub limit: usize,
    /// Where the refusals go on: the `next` of the answer before
    #[schemars(regex(pattern = cursor::PATTERN))]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cursor: Option<String>,
}

fn usual() -> usize {
    100
}

/// The map of the data.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub(crate) struct Answer {
    /// How much there is.
    pub totals: Totals,
    /// Publishers, those with the most stories first; at most 1,000.
    pub sources: Vec<SourceRow>,
    /// How long a row of the coverage is.
    pub step: Step,
    /// Stories by day of publication, in order.
    pub coverage: Vec<CoverageRow>,
    /// What coded the stories.
    pub engines: Vec<EngineRow>,
    /// The engine of this server.
    pub engine: record::Engine,
    /// What was not stored and why, the latest first.
    pub refusals: Vec<RefusalRow>,
    /// The cursor of further refusals; `null` where there are none.
    pub next: Option<String>,
    /// Stories can be stored through this server by those who have its token.
    pub writable: bool,
}

impl View for Data {
    const PATH: &'static str = "/data";
    const FORMS: &'static [Form] = &[Form::Page, Form::Json, Form::Csv];
    const SUMMARY: &'static str = "The map of the data: totals, publishers, coverage by day, engines, and what could not be read";
    type Question = Question;
    type Answer = Answer;

    fn answer(asking: &Asking<'_>, question: &Question) -> Result<Answer, Problem> {
        let before = cursor::given::<i64>(question.cursor.as_ref())?;
        let step = question.step.unwrap_or(Step::Day);
        let letters = match step {
            Step::Day => 10,
            Step::Month => 7,
            Step::Year => 4,
        };
        let mut refusals = asking.store.refusal_rows(before, question.limit + 1)?;
        let next = cursor::cut(&mut refusals, question.limit, |last| last.refusal);
        Ok(Answer {
            totals: asking.store.totals()?,
            sources: asking.store.source_rows(1000)?,
            step,
            coverage: asking.store.coverage(letters)?,
            engines: asking.store.engine_rows()?,
            engine: asking.site.coding.identity().clone(),
            next,
            refusals,
            writable: asking.site.options.token.is_some(),
        })
    }

    fn page(frame: &Frame, question: &Question, answer: &Answer) -> Markup {
        pages::data(frame, question, answer)
    }

    fn table(answer: &Answer) -> Table {
        let rows =
            answer.coverage.iter().map(|row| vec![field(row.day.as_ref()), row.stories.to_string(), row.sources.to_string()]);
        Table { rows: rows.collect(), names: vec!["day", "stories", "sources"] }
    }
}
