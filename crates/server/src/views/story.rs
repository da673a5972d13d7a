//! `/story/{story}`: the text of a story with everything that was read out of it, its versions, and on request how each record came about.

use std::collections::BTreeMap;

use maud::Markup;
use record::Delivered;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use store::{StoryRow, Version};

use super::{Asking, View, filter::is_false};
use crate::{
    forms::Form,
    pages::{self, Frame},
    problem::Problem,
};

/// The view.
pub(crate) struct Story;

/// Which story.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub(crate) struct Question {
    /// Key of the story in the file
    #[schemars(range(min = 1, max = i64::MAX))]
    pub story: i64,
    /// Also say how each record came about: the story is coded again for that
    #[serde(default, skip_serializing_if = "is_false")]
    pub explain: bool,
}

/// A story with everything that was read out of it.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub(crate) struct Answer {
    /// Where it stands in the file.
    pub row: StoryRow,
    /// It is the version that counts: nothing came after it, and it was not withdrawn.
    pub stands: bool,
    /// All versions of the story, the first one first.
    pub versions: Vec<Version>,
    /// The record as `dateline code` prints it, and how the story came in.
    pub record: Delivered,
    /// How each record came about, where that was asked for.
    pub explanation: Option<Explanation>,
}

/// How each part of a record came about.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub(crate) struct Explanation {
    /// The engine that explains.
    pub engine: record::Engine,
    /// It is the engine that made the stored record.
    pub same_engine: bool,
    /// It makes the same record of the text. Where it does not, the steps are those of `record_now`.
    pub same_record: bool,
    /// The steps behind each record by its id (`v1`, `e4`), in order.
    pub steps: BTreeMap<String, Vec<String>>,
    /// The record as this engine codes the text, where that is another one than is stored.
    pub record_now: Option<record::Record>,
}

impl View for Story {
    const PATH: &'static str = "/story/{story}";
    const FORMS: &'static [Form] = &[Form::Page, Form::Json];
    const SUMMARY: &'static str = "A story with everything that was read out of it";
    type Question = Question;
    type Answer = Answer;

    fn answer(asking: &Asking<'_>, question: &Question) -> Result<Answer, Problem> {
        let missing = || Problem::missing(format!("no story {}", question.story), "the key of a story, as the lists give it");
        let row = asking.store.story_rows(&[question.story])?.pop().ok_or_else(missing)?;
        let versions = asking.store.versions(question.story)?;
        let record = asking.store.record(question.story)?;
        let explanation = question.explain.then(|| explain(asking, &record));
        let stands = versions.iter().any(|version| version.story == question.story && version.stands);
        Ok(Answer { row, stands, versions, record, explanation })
    }

    fn page(frame: &Frame, question: &Question, answer: &Answer) -> Markup {
        pages::story(frame, question, answer)
    }
}

fn explain(asking: &Asking<'_>, stored: &Delivered) -> Explanation {
    let mut story = stored.record.story.clone();
    if let Some(dateline) = &mut story.dateline {
        dateline.place = None;
    }
    let (now, explanation) = asking.site.coding.explain(story);
    let engine = asking.site.coding.identity().clone();
    let same_engine = engine == stored.record.engine;
    let same_record = record::Record { engine: engine.clone(), ..stored.record.clone() } == now;
    Explanation { same_engine, same_record, steps: steps(&now, &explanation), record_now: (!same_record).then_some(now), engine }
}

/// The steps of every record that has any.
pub(crate) fn steps(record: &record::Record, explanation: &coder::explanation::Explanation) -> BTreeMap<String, Vec<String>> {
    let ids = record.entities.iter().map(|entity| &entity.id);
    let ids = ids.chain(record.times.iter().map(|time| &time.id)).chain(record.quantities.iter().map(|quantity| &quantity.id));
    let ids =
        ids.chain(record.statements.iter().map(|statement| &statement.id)).chain(record.events.iter().map(|event| &event.id));
    ids.map(|id| (id.clone(), explanation.steps(id).to_vec())).filter(|(_, steps)| !steps.is_empty()).collect()
}
