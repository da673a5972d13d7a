//! `/episodes` and `/episode/{episode}`: the reports of one happening, and the figures that they give side by side.

use std::time::Duration;

use maud::Markup;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use store::{
    EpisodeRow, HappeningFilter, ReportRow,
    figures::{Agreement, Because, Claimant},
    name_of,
    plans::Plan,
};

use super::{
    Asking, View,
    calendar::{self, PlanView},
    cursor, days,
    filter::{Filter, words},
};
use crate::{
    forms::{Form, Table, field},
    pages::{self, Frame},
    problem::Problem,
};

/// The list.
pub(crate) struct Episodes;

/// Which episodes.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
pub(crate) struct ListQuestion {
    /// With a report on or after this day: 2025-07-09, 2025-07 or 2025
    #[schemars(regex(pattern = days::PATTERN))]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<String>,
    /// Begun on or before this day
    #[schemars(regex(pattern = days::PATTERN))]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<String>,
    /// With at least so many reports
    #[schemars(range(min = 1, max = 1_000_000))]
    #[serde(default = "one")]
    pub least: u32,
    /// With a report that holds these words
    #[schemars(length(min = 1, max = 500))]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
    /// With an act of or towards this party: a country, the beginning of an actor code, or words of a name
    #[schemars(length(min = 1, max = 200))]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub either: Option<String>,
    /// At most so many episodes
    #[schemars(range(min = 1, max = 1000))]
    #[serde(default = "usual")]
    pub limit: usize,
    /// Where to go on: the `next` of the answer before
    #[schemars(regex(pattern = cursor::PATTERN))]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cursor: Option<String>,
}

fn one() -> u32 {
    1
}

fn usual() -> usize {
    50
}

/// Episodes of a list.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub(crate) struct ListAnswer {
    /// Those of this page, the one reported last first.
    pub episodes: Vec<EpisodeRow>,
    /// The cursor of the next page; `null` on the last one.
    pub next: Option<String>,
}

impl View for Episodes {
    const PATH: &'static str = "/episodes";
    const FORMS: &'static [Form] = &[Form::Page, Form::Json, Form::Csv];
    const SUMMARY: &'static str = "Episodes: the reports of one happening together, the one reported last first";
    type Question = ListQuestion;
    type Answer = ListAnswer;

    fn answer(asking: &Asking<'_>, question: &ListQuestion) -> Result<ListAnswer, Problem> {
        let after = cursor::given::<(Option<String>, String)>(question.cursor.as_ref())?;
        let stories = match &question.either {
            Some(party) => {
                let filter = Filter { either: vec![party.clone()], ..Filter::default() };
                Some(asking.site.columns().select(asking.store, &filter.of_store()?)?.stories())
            }
            None => None,
        };
        let filter = HappeningFilter {
            from: question.from.clone(),
            to: question.to.clone(),
            least: question.least,
            text: question.text.as_deref().map(|text| words("text", text)).transpose()?,
            stories,
        };
        let mut episodes = asking.store.happenings(&filter, after, question.limit + 1)?;
        let next = cursor::cut(&mut episodes, question.limit, |last| (last.last_day.clone(), last.episode.clone()));
        Ok(ListAnswer { episodes, next })
    }

    fn page(frame: &Frame, question: &ListQuestion, answer: &ListAnswer) -> Markup {
        pages::episodes(frame, question, answer)
    }

    fn table(answer: &ListAnswer) -> Table {
        let rows = answer.episodes.iter().map(|episode| {
            vec![
                field(episode.first_day.as_ref()),
                field(episode.last_day.as_ref()),
                episode.reports.to_string(),
                episode.sources.to_string(),
                field(episode.headline.as_ref()),
                episode.episode.clone(),
            ]
        });
        Table { rows: rows.collect(), names: vec!["first_day", "last_day", "reports", "sources", "headline", "episode"] }
    }
}

/// One episode.
pub(crate) struct Episode;

/// Which episode.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub(crate) struct Question {
    /// Id of the episode
    #[schemars(regex(pattern = "^[0-9a-f]{1,64}$"))]
    pub episode: String,
}

/// The reports of one happening, and what they say of it.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub(crate) struct Answer {
    /// The episode.
    pub episode: EpisodeRow,
    /// Its reports, first to last; at most 500.
    pub reports: Vec<ReportRow>,
    /// Figures that count the same thing, side by side. Those of the first 200 reports.
    pub figures: Vec<FigureSet>,
    /// The events of the reports by day; at most 200.
    pub events: Vec<store::EventRow>,
    /// What the reports plan, and what came of it; `null` while the plans of the file are being followed: ask again.
    pub plans: Option<Vec<PlanView>>,
}

/// Figures that count the same thing.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub(crate) struct FigureSet {
    /// Unit, or lemma of the thing counted.
    pub unit: String,
    /// What befell the people counted.
    pub casualty: Option<record::Casualty>,
    /// Whose they are: the key of an actor.
    pub holder: Option<String>,
    /// PLOVER type of the act, where no casualty says what is counted.
    pub act: Option<String>,
    /// By day of saying: read downwards, a toll as it grew.
    pub figures: Vec<FigureRow>,
    /// Every two of them.
    pub pairs: Vec<FigurePairRow>,
}

/// One count in one story.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub(crate) struct FigureRow {
    /// Day of saying, else of publication.
    pub day: Option<String>,
    /// The words.
    pub words: String,
    /// The number, or the lower end of a range; `null` for "dozens".
    pub value: Option<f64>,
    /// Upper end of a range.
    pub upper: Option<f64>,
    /// How the value bounds the truth.
    pub bound: record::Bound,
    /// The highest value so far in the set.
    pub highest_so_far: Option<f64>,
    /// Who says so; `null`: the newsroom's own voice.
    pub claimant: Option<String>,
    /// Publisher.
    pub source: Option<String>,
    /// Key of the story: `/story/KEY#ID` shows the quantity.
    pub story: i64,
    /// Id of the quantity inside its story, `q1`.
    pub id: String,
}

/// What two figures of a set say of each other.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub(crate) struct FigurePairRow {
    /// Index of the first figure in the set.
    pub first: usize,
    /// Index of the second.
    pub second: usize,
    /// `agree`, `compatible` or `conflicting`.
    pub agreement: String,
    /// Why: `same_count`, `ranges_meet`, `no_number`, `later_and_higher`, `ranges_apart`.
    pub because: String,
}

/// How long plans are waited for, and how many are shown.
const PATIENCE: Duration = Duration::from_millis(300);
const PLANS: usize = 100;

/// Reports that are shown.
const REPORTS: usize = 500;

/// Events that are shown.
const EVENTS: usize = 200;

impl View for Episode {
    const PATH: &'static str = "/episode/{episode}";
    const FORMS: &'static [Form] = &[Form::Page, Form::Json, Form::Csv];
    const SUMMARY: &'static str = "One episode: its reports first to last, its events, and its figures side by side";
    type Question = Question;
    type Answer = Answer;

    fn answer(asking: &Asking<'_>, question: &Question) -> Result<Answer, Problem> {
        let id = asking.store.episode(&question.episode)?;
        let episode = asking.store.happening(&id)?;
        let reports = asking.store.report_rows(&id, REPORTS)?;
        let figures = figures(asking, &id, &reports)?;
        let keys: Vec<i64> = reports.iter().map(|report| report.story).collect();
        let events = asking.store.events_of_stories(&keys, EVENTS)?;
        let plans = asking.site.planned.get(asking.site, PATIENCE).map(|plans| {
            let told = |plan: &&Plan| plan.tellings.iter().any(|telling| telling.episode.as_ref() == Some(&id));
            plans.iter().filter(told).take(PLANS).map(calendar::view).collect()
        });
        Ok(Answer { plans, figures, events: asking.store.event_rows(&events)?, episode, reports })
    }

    fn page(frame: &Frame, question: &Question, answer: &Answer) -> Markup {
        pages::episode(frame, question, answer)
    }

    fn table(answer: &Answer) -> Table {
        let rows = answer.reports.iter().map(|report| {
            vec![
                field(report.day.as_ref()),
                field(report.source.as_ref()),
                field(report.headline.as_ref()),
                report.story.to_string(),
                report.story_id.clone(),
                field(report.copy_of.as_ref().map(|copy| copy.story)),
                field(report.copy_of.as_ref().map(|copy| copy.share)),
                report.similarity.to_string(),
            ]
        });
        let names = vec!["day", "source", "headline", "story", "story_id", "copy_of", "copy_share", "similarity"];
        Table { rows: rows.collect(), names }
    }
}

fn figures(asking: &Asking<'_>, id: &str, reports: &[ReportRow]) -> Result<Vec<FigureSet>, Problem> {
    /// Reports whose figures are set side by side.
    const READ: usize = 200;
    if reports.len() > READ {
        return Ok(Vec::new());
    }
    let mut sets = Vec::new();
    for group in asking.store.figures(id)? {
        let mut highest: Option<f64> = None;
        let mut rows = Vec::new();
        for figure in &group.figures {
            let story: i64 = figure.story.parse().map_err(|_| Problem::own(&format!("{}: no key of a story", figure.story)))?;
            highest = figure.count.value.map_or(highest, |value| Some(highest.map_or(value, |highest| highest.max(value))));
            rows.push(FigureRow {
                day: figure.day.clone(),
                words: asking.store.words(story, figure.span)?,
                value: figure.count.value,
                upper: figure.count.upper,
                bound: figure.count.bound,
                highest_so_far: highest,
                claimant: match &figure.claimant {
                    Claimant::Actor(key) => Some(key.as_str().to_owned()),
                    Claimant::Described(words) => Some(words.clone()),
                    Claimant::Outlet(_) => None,
                },
                source: reports.iter().find(|report| report.story == story).and_then(|report| report.source.clone()),
                story,
                id: figure.quantity.clone(),
            });
        }
        let pair = |pair: &store::figures::FigurePair| {
            let (agreement, because): (Agreement, Because) = (pair.agreement, pair.because);
            FigurePairRow { first: pair.first, second: pair.second, agreement: name_of(agreement), because: name_of(because) }
        };
        sets.push(FigureSet {
            unit: group.counted.unit.clone(),
            casualty: group.counted.casualty,
            holder: group.counted.holder.as_ref().map(|holder| holder.as_str().to_owned()),
            act: group.counted.act.clone(),
            pairs: group.pairs.iter().map(pair).collect(),
            figures: rows,
        });
    }
    Ok(sets)
}
