//! `/calendar`: what is planned, and what came of it; also as an address for calendar programs.

use maud::Markup;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use store::{
    name_of,
    plans::{Outcome, Plan, Telling},
};

use super::{
    Asking, View, cursor, days,
    filter::is_false,
    party::{PartyView, ReasonView, named, parties, reasons},
};
use crate::{
    forms::{Form, Table, field},
    pages::{self, Frame},
    problem::Problem,
};

/// The view.
pub(crate) struct Calendar;

/// Which plans.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
pub(crate) struct Question {
    /// Ends on or after this day: 2025-07-09, 2025-07 or 2025
    #[schemars(regex(pattern = days::PATTERN))]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<String>,
    /// Begins on or before this day
    #[schemars(regex(pattern = days::PATTERN))]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<String>,
    /// Country where it is to happen or whose act it is: ISO 3166-1 alpha-3
    #[schemars(regex(pattern = "^[A-Z]{3}$"))]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub country: Option<String>,
    /// Who takes part: a country, the beginning of an actor code, words of a name, or an actor's key
    #[schemars(length(min = 1, max = 200))]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub either: Option<String>,
    /// PLOVER type
    #[schemars(inner(regex(pattern = "^[A-Z]{2,20}$")), length(max = 20))]
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub r#type: Vec<String>,
    /// What came of it
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub outcome: Vec<OutcomeName>,
    /// Also what is only called for
    #[serde(default, skip_serializing_if = "is_false")]
    pub called_for: bool,
    /// Leave out plans that may fall on any of more days than this ("next year")
    #[schemars(range(min = 1, max = 4000))]
    #[serde(default = "longest")]
    pub longest: i32,
    /// At most so many plans; a calendar file holds up to 5,000
    #[schemars(range(min = 1, max = 1000))]
    #[serde(default = "usual")]
    pub limit: usize,
    /// Where to go on: the `next` of the answer before
    #[schemars(regex(pattern = cursor::PATTERN))]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cursor: Option<String>,
}

fn longest() -> i32 {
    31
}

fn usual() -> usize {
    100
}

/// What came of a plan.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum OutcomeName {
    /// Its day has not come
    Due,
    /// A later story tells it as done
    Occurred,
    /// It was put off, with or without new days
    PutOff,
    /// It was called off or denied
    CalledOff,
    /// Its day is over, or none was told, and no story says more
    Unknown,
}

impl From<Outcome> for OutcomeName {
    fn from(outcome: Outcome) -> Self {
        match outcome {
            Outcome::Due => Self::Due,
            Outcome::Occurred => Self::Occurred,
            Outcome::PutOff => Self::PutOff,
            Outcome::CalledOff => Self::CalledOff,
            Outcome::Unknown => Self::Unknown,
        }
    }
}

/// Plans of a list.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub(crate) struct Answer {
    /// Plans by their first day.
    pub plans: Vec<PlanView>,
    /// The cursor of the next page; `null` on the last one.
    pub next: Option<String>,
    /// The same as an iCalendar file, for the forms that are one.
    #[serde(skip)]
    pub file: String,
}

/// Something planned or called for, and what came of it.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub(crate) struct PlanView {
    /// Its name for ever, also when the day moves.
    pub id: String,
    /// First day, as told last.
    pub begin: Option<String>,
    /// Last day, inclusive.
    pub end: Option<String>,
    /// What came of it.
    pub outcome: OutcomeName,
    /// How often days or outcome changed.
    pub changes: u32,
    /// No story that stands tells it any more: `withdrawn` or `dropped`.
    pub gone: Option<String>,
    /// Publishers that told it or what came of it.
    pub outlets: Vec<String>,
    /// The telling that counts.
    pub last: TellingView,
    /// Everything that planned it or called for it, the earliest first; at most 50.
    pub tellings: Vec<TellingView>,
    /// Its days as they were told.
    pub dates: Vec<DatesView>,
    /// What says what came of it, the earliest first.
    pub evidence: Vec<EvidenceView>,
}

/// A story telling of a plan, a change or an act.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub(crate) struct TellingView {
    /// Key of the story: `/story/KEY#ID` shows the event.
    pub story: i64,
    /// Id of the event inside its story, `v1`.
    pub id: String,
    /// The story's own id.
    pub story_id: String,
    /// Publisher.
    pub source: Option<String>,
    /// Day or moment of publication.
    pub published: Option<String>,
    /// Address of the story at its publisher.
    pub url: Option<String>,
    /// The episode that the story is a report of.
    pub episode: Option<String>,
    /// First day of the act.
    pub begin: Option<String>,
    /// Last day, inclusive.
    pub end: Option<String>,
    /// Whether it happened.
    pub status: record::Status,
    /// PLOVER type.
    #[serde(rename = "type")]
    pub kind: String,
    /// PLOVER mode.
    pub mode: Option<String>,
    /// Who acts.
    pub actors: Vec<PartyView>,
    /// Whom it is done to.
    pub recipients: Vec<PartyView>,
    /// Where.
    pub place: Option<PartyView>,
    /// Who says so; `null`: the newsroom's own voice.
    pub claimants: Option<String>,
    /// The words of the act.
    pub words: String,
    /// The sentence.
    pub sentence: String,
}

/// Days of a plan as one story gave them.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub(crate) struct DatesView {
    /// First day.
    pub begin: String,
    /// Last day.
    pub end: String,
    /// The story's own id.
    pub story_id: String,
    /// Publisher.
    pub source: Option<String>,
    /// Day or moment of publication.
    pub published: Option<String>,
    /// Who says so.
    pub claimants: Option<String>,
}

/// A telling that decides what came of a plan.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub(crate) struct EvidenceView {
    /// What came of it by this telling.
    pub outcome: OutcomeName,
    /// Why it is taken for the plan.
    pub reasons: Vec<ReasonView>,
    /// The telling.
    pub telling: TellingView,
}

/// Plans of a calendar file.
const OF_A_FILE: usize = 5_000;

/// Tellings of a plan that are shown.
const TELLINGS: usize = 50;

impl View for Calendar {
    const PATH: &'static str = "/calendar";
    const FORMS: &'static [Form] = &[Form::Page, Form::Json, Form::Csv, Form::Ics];
    const SUMMARY: &'static str = "What is planned by day, and what came of it";
    type Question = Question;
    type Answer = Answer;

    fn answer(asking: &Asking<'_>, question: &Question) -> Result<Answer, Problem> {
        let all = asking.site.planned.get(asking.site, asking.site.options.time / 2).ok_or_else(|| {
            Problem::busy(axum::http::StatusCode::SERVICE_UNAVAILABLE, "the plans are being followed through the file", 10)
        })?;
        let file = question.limit > 1000;
        let after = cursor::given::<(String, String)>(question.cursor.as_ref())?;
        // They are in order: by day, those without one last, then by their ids.
        let key = |plan: &Plan| (plan.begin.map_or_else(|| "~".to_owned(), |begin| begin.to_string()), plan.id.clone());
        let mut plans: Vec<&Plan> = all
            .iter()
            .filter(|plan| (file || plan.gone.is_none()) && question.lets_through(plan))
            .filter(|plan| after.as_ref().is_none_or(|after| key(plan) > *after))
            .collect();
        plans.sort_by_cached_key(|plan| key(plan));
        let next = cursor::cut(&mut plans, question.limit, |last| key(last));
        if file {
            return Ok(Answer { plans: Vec::new(), next, file: crate::ical::calendar(plans) });
        }
        Ok(Answer { plans: plans.into_iter().map(view).collect(), next, file: String::new() })
    }

    fn asked_for(form: Form, question: Question) -> Question {
        if form == Form::Ics { Question { limit: OF_A_FILE, ..question } } else { question }
    }

    fn page(frame: &Frame, question: &Question, answer: &Answer) -> Markup {
        pages::calendar(frame, question, answer)
    }

    fn table(answer: &Answer) -> Table {
        let names = vec![
            "begin",
            "end",
            "outcome",
            "actors",
            "recipients",
            "type",
            "mode",
            "status",
            "place",
            "claimants",
            "outlets",
            "changes",
            "sentence",
            "story",
            "story_id",
            "event",
            "id",
        ];
        let rows = answer.plans.iter().map(|plan| {
            let last = &plan.last;
            vec![
                field(plan.begin.as_ref()),
                field(plan.end.as_ref()),
                name_of(plan.outcome),
                named(&last.actors),
                named(&last.recipients),
                last.kind.clone(),
                field(last.mode.as_ref()),
                name_of(last.status),
                field(last.place.as_ref().map(|place| &place.name)),
                field(last.claimants.as_ref()),
                plan.outlets.join("; "),
                plan.changes.to_string(),
                last.sentence.clone(),
                last.story.to_string(),
                last.story_id.clone(),
                last.id.clone(),
                plan.id.clone(),
            ]
        });
        Table { rows: rows.collect(), names }
    }

    fn text(_: Form, _: &Frame, answer: &Answer) -> String {
        answer.file.clone()
    }
}

impl Question {
    fn lets_through(&self, plan: &Plan) -> bool {
        let last = plan.last();
        let day = |day: Option<jiff::civil::Date>| day.map(|day| day.to_string());
        let (begin, end) = (day(plan.begin), day(plan.end));
        let parties = || last.actors.iter().chain(&last.recipients);
        let in_country = |country: &String| {
            last.place.as_ref().is_some_and(|place| place.country.as_ref() == Some(country))
                || parties().filter_map(|party| party.code.as_ref()).any(|code| code.starts_with(country.as_str()))
        };
        self.from.as_ref().is_none_or(|from| end.as_ref().is_some_and(|end| end >= from))
            && self.to.as_ref().is_none_or(|to| begin.as_ref().is_some_and(|begin| *begin < format!("{to}~")))
            && plan.days().is_none_or(|days| days <= self.longest)
            && self.country.as_ref().is_none_or(in_country)
            && self.either.as_ref().is_none_or(|either| parties().any(|party| party.answers_to(either)))
            && (self.r#type.is_empty() || self.r#type.contains(&last.kind))
            && (self.outcome.is_empty() || self.outcome.contains(&plan.outcome.into()))
            && (self.called_for || plan.tellings.iter().any(|telling| telling.status == record::Status::Planned))
    }
}

/// A plan as answers show it.
pub(crate) fn view(plan: &Plan) -> PlanView {
    let day = |day: Option<jiff::civil::Date>| day.map(|day| day.to_string());
    PlanView {
        id: plan.id.clone(),
        begin: day(plan.begin),
        end: day(plan.end),
        outcome: plan.outcome.into(),
        changes: plan.sequence,
        gone: plan.gone.clone(),
        outlets: plan.outlets().into_iter().map(str::to_owned).collect(),
        last: telling(plan.last()),
        tellings: plan.tellings.iter().take(TELLINGS).map(telling).collect(),
        dates: plan
            .dates
            .iter()
            .map(|dates| DatesView {
                begin: dates.begin.to_string(),
                end: dates.end.to_string(),
                story_id: dates.story_id.clone(),
                source: dates.source.clone(),
                published: dates.published.clone(),
                claimants: dates.claimants.clone(),
            })
            .collect(),
        evidence: plan
            .evidence
            .iter()
            .map(|evidence| EvidenceView {
                outcome: evidence.outcome.into(),
                reasons: reasons(&evidence.reasons),
                telling: telling(&evidence.telling),
            })
            .collect(),
    }
}

fn telling(telling: &Telling) -> TellingView {
    TellingView {
        story: telling.story,
        id: telling.event_id.clone(),
        story_id: telling.story_id.clone(),
        source: telling.source.clone(),
        published: telling.published.clone(),
        url: telling.url.clone(),
        episode: telling.episode.clone(),
        begin: telling.begin.clone(),
        end: telling.end.clone(),
        status: telling.status,
        kind: telling.kind.clone(),
        mode: telling.mode.clone(),
        actors: parties(&telling.actors),
        recipients: parties(&telling.recipients),
        place: telling.place.as_ref().map(PartyView::from),
        claimants: telling.claimants.clone(),
        words: telling.words.clone(),
        sentence: telling.sentence.clone(),
    }
}
