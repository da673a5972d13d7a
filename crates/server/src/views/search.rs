//! `/search`: words in, the stories or statements that hold them out: the best or the latest first, also as a feed.

use maud::Markup;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use store::{Finding, FoundPlace, In, SayingRow, StoryRow};

use super::{Asking, View, cursor, days, filter::words};
use crate::{
    feed,
    forms::{Form, Table, field},
    pages::{self, Frame},
    problem::Problem,
};

/// The view.
pub(crate) struct Search;

/// What is searched for.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
pub(crate) struct Question {
    /// Words that must all be there; OR between them: either side; "…": together; -word: not there; word*: its beginning
    #[schemars(length(min = 1, max = 500))]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
    /// What is searched
    #[serde(default)]
    pub r#in: Within,
    /// Published on or after this day: 2025-07-09, 2025-07 or 2025
    #[schemars(regex(pattern = days::PATTERN))]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<String>,
    /// Published on or before this day
    #[schemars(regex(pattern = days::PATTERN))]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<String>,
    /// Publisher
    #[schemars(inner(length(min = 1, max = 200)), length(max = 50))]
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub source: Vec<String>,
    /// Which come first; in a feed always the latest
    #[serde(default)]
    pub order: Order,
    /// At most so many hits
    #[schemars(range(min = 1, max = 200))]
    #[serde(default = "usual")]
    pub limit: usize,
    /// Where to go on: the `next` of the answer before
    #[schemars(regex(pattern = cursor::PATTERN))]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cursor: Option<String>,
}

fn usual() -> usize {
    20
}

/// What is searched.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Within {
    /// Headline and text of stories
    #[default]
    Stories,
    /// What somebody says
    Statements,
}

/// Which hits come first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Order {
    /// The best: BM25, where a word of the headline counts four times
    #[default]
    Best,
    /// The latest
    Latest,
}

/// Hits.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub(crate) struct Answer {
    /// Those of this page.
    pub hits: Vec<Hit>,
    /// The cursor of the next page; `null` on the last one.
    pub next: Option<String>,
}

/// A story or statement that holds the words.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub(crate) struct Hit {
    /// How good it is; greater is better.
    pub score: f64,
    /// The words around those found, which stand between `**`.
    pub snippet: String,
    /// The story.
    pub story: StoryRow,
    /// The statement, where statements are searched.
    pub statement: Option<SayingRow>,
}

impl View for Search {
    const PATH: &'static str = "/search";
    const FORMS: &'static [Form] = &[Form::Page, Form::Json, Form::Csv, Form::Atom];
    const SUMMARY: &'static str = "Stories or statements that hold words, the best or the latest first";
    type Question = Question;
    type Answer = Answer;

    fn answer(asking: &Asking<'_>, question: &Question) -> Result<Answer, Problem> {
        let Some(text) = &question.text else { return Ok(Answer { hits: Vec::new(), next: None }) };
        let statements = question.r#in == Within::Statements;
        let finding = Finding {
            words: &words("text", text)?,
            within: if statements { In::Statements } else { In::Stories },
            from: question.from.as_deref(),
            to: question.to.as_deref(),
            source: &question.source,
            latest: question.order == Order::Latest,
            after: cursor::given::<FoundPlace>(question.cursor.as_ref())?,
            limit: question.limit + 1,
        };
        let mut found = asking.store.find(&finding)?;
        let next = cursor::cut(&mut found, question.limit, |last| last.place.clone());
        let mut hits = Vec::with_capacity(found.len());
        for found in found {
            let statement = if statements { asking.store.saying_rows(&[found.key])?.pop() } else { None };
            let key = statement.as_ref().map_or(found.key, |statement| statement.story);
            let Some(story) = asking.store.story_rows(&[key])?.pop() else { continue };
            hits.push(Hit { score: found.score, snippet: found.snippet, story, statement });
        }
        Ok(Answer { hits, next })
    }

    fn asked_for(form: Form, question: Question) -> Question {
        // A feed tells what is new.
        if form == Form::Atom { Question { order: Order::Latest, ..question } } else { question }
    }

    fn page(frame: &Frame, question: &Question, answer: &Answer) -> Markup {
        pages::search(frame, question, answer)
    }

    fn table(answer: &Answer) -> Table {
        let rows = answer.hits.iter().map(|hit| {
            let statement = hit.statement.as_ref();
            vec![
                hit.score.to_string(),
                field(hit.story.published.as_ref()),
                field(hit.story.source.as_ref()),
                field(hit.story.headline.as_ref()),
                field(statement.and_then(|statement| statement.speaker.as_ref())),
                hit.snippet.clone(),
                hit.story.story.to_string(),
                hit.story.id.clone(),
                field(statement.map(|statement| &statement.id)),
            ]
        });
        let names = vec!["score", "published", "source", "headline", "speaker", "snippet", "story", "story_id", "statement"];
        Table { rows: rows.collect(), names }
    }

    fn text(_: Form, frame: &Frame, answer: &Answer) -> String {
        let entries = answer.hits.iter().map(|hit| feed::Entry {
            id: match &hit.statement {
                Some(statement) => format!("{}:{}", hit.story.id, statement.id),
                None => hit.story.id.clone(),
            },
            source: hit.story.source.clone(),
            title: hit.story.headline.clone().unwrap_or_else(|| hit.story.id.clone()),
            published: hit.story.published.clone(),
            address: match &hit.statement {
                Some(statement) => format!("/story/{}#{}", hit.story.story, statement.id),
                None => format!("/story/{}", hit.story.story),
            },
            text: hit.snippet.clone(),
        });
        feed::print("Search", frame, &entries.collect::<Vec<_>>())
    }
}
