//! `/stories`: the stories of the file, the latest first, page by page.

use maud::Markup;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use store::StoryRow;

use super::{Asking, View, cursor, days};
use crate::{
    forms::{Form, Table, field},
    pages::{self, Frame},
    problem::Problem,
};

/// The view.
pub(crate) struct Stories;

/// Which stories.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
pub(crate) struct Question {
    /// Published on or after this day: 2025-07-09, 2025-07 or 2025
    #[schemars(regex(pattern = days::PATTERN))]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<String>,
    /// Published on or before this day
    #[schemars(regex(pattern = days::PATTERN))]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<String>,
    /// Publisher
    #[schemars(length(min = 1, max = 200))]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
    /// The story's own id
    #[schemars(length(min = 1, max = 1000))]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// At most so many stories
    #[schemars(range(min = 1, max = 1000))]
    #[serde(default = "usual")]
    pub limit: usize,
    /// Where to go on: the `next` of the answer before
    #[schemars(regex(pattern = cursor::PATTERN))]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cursor: Option<String>,
}

fn usual() -> usize {
    50
}

/// Stories of a list.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub(crate) struct Answer {
    /// Those of this page.
    pub stories: Vec<StoryRow>,
    /// The cursor of the next page; `null` on the last one.
    pub next: Option<String>,
}

impl View for Stories {
    const PATH: &'static str = "/stories";
    const FORMS: &'static [Form] = &[Form::Page, Form::Json, Form::Csv];
    const SUMMARY: &'static str = "Stories that stand, the latest first";
    type Question = Question;
    type Answer = Answer;

    fn answer(asking: &Asking<'_>, question: &Question) -> Result<Answer, Problem> {
        let after = cursor::given::<(Option<String>, i64)>(question.cursor.as_ref())?;
        let Question { from, to, source, id, limit, .. } = question;
        let wanted = store::StoryFilter { from: from.clone(), to: to.clone(), source: source.clone(), id: id.clone() };
        let mut keys = asking.store.story_keys(&wanted, after, limit + 1)?;
        let next = cursor::cut(&mut keys, *limit, Clone::clone);
        let keys: Vec<i64> = keys.into_iter().map(|(_, key)| key).collect();
        Ok(Answer { stories: asking.store.story_rows(&keys)?, next })
    }

    fn page(frame: &Frame, question: &Question, answer: &Answer) -> Markup {
        pages::stories(frame, question, answer)
    }

    fn table(answer: &Answer) -> Table {
        let names = vec!["story", "id", "source", "published", "headline", "events", "statements", "episode", "url"];
        let rows = answer.stories.iter().map(|story| {
            vec![
                story.story.to_string(),
                story.id.clone(),
                field(story.source.as_ref()),
                field(story.published.as_ref()),
                field(story.headline.as_ref()),
                story.events.to_string(),
                story.statements.to_string(),
                field(story.episode.as_ref()),
                field(story.url.as_ref()),
            ]
        });
        Table { rows: rows.collect(), names }
    }
}
