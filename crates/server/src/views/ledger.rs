//! `/ledger` and `/contradictions`: who said what about whom, and where one speaker's words cannot all stand.

use std::collections::BTreeMap;

use maud::Markup;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use store::{
    SaidPlace, StatementFilter, name_of,
    statements::{self, Report, Saying},
};

use super::{
    Asking, View, cursor, days,
    filter::words,
    party::{PartyView, ReasonView, named, parties, reasons},
};
use crate::{
    forms::{Form, Table, field},
    pages::{self, Frame},
    problem::Problem,
};

/// The ledger.
pub(crate) struct Ledger;

/// Which statements.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
pub(crate) struct Question {
    /// Said on or after this day: 2025-07-09, 2025-07 or 2025
    #[schemars(regex(pattern = days::PATTERN))]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<String>,
    /// Said on or before this day
    #[schemars(regex(pattern = days::PATTERN))]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<String>,
    /// Who speaks: a country (`RUS`), the beginning of an actor code (`RUSGOV`), words of a name, or an actor's key
    #[schemars(inner(length(min = 1, max = 200)), length(max = 20))]
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub speaker: Vec<String>,
    /// Who is named in what is said
    #[schemars(inner(length(min = 1, max = 200)), length(max = 20))]
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub about: Vec<String>,
    /// Publisher of a report
    #[schemars(inner(length(min = 1, max = 200)), length(max = 50))]
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub source: Vec<String>,
    /// Words of what is said
    #[schemars(length(min = 1, max = 500))]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
    /// Reported in this episode
    #[schemars(regex(pattern = "^[0-9a-f]{1,64}$"))]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub episode: Option<String>,
    /// Quoted, reported, or both
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub manner: Vec<record::Manner>,
    /// At most so many statements
    #[schemars(range(min = 1, max = 200))]
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

/// Statements of a list.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub(crate) struct Answer {
    /// What was said, the latest first; reports of the same words that stand on this page are one.
    pub sayings: Vec<SayingView>,
    /// The cursor of the next page; `null` on the last one.
    pub next: Option<String>,
}

/// Something that somebody said, and its reports.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub(crate) struct SayingView {
    /// Day of the first report.
    pub day: Option<String>,
    /// Publishers of the reports, each once.
    pub outlets: Vec<String>,
    /// The first report, then the others by day; never empty.
    pub reports: Vec<ReportView>,
}

/// One statement in one story.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub(crate) struct ReportView {
    /// Key of the story: `/story/KEY#STATEMENT` shows it.
    pub story: i64,
    /// Id of the statement inside its story, `s1`.
    pub statement: String,
    /// The story's own id.
    pub story_id: String,
    /// Publisher.
    pub source: Option<String>,
    /// Day or moment of publication.
    pub published: Option<String>,
    /// Headline of the story.
    pub headline: Option<String>,
    /// Address of the story at its publisher.
    pub url: Option<String>,
    /// The episode that the story is a report of.
    pub episode: Option<String>,
    /// Day of saying, else of publication.
    pub day: Option<String>,
    /// Who speaks; `null` where only the words are known.
    pub speaker: Option<PartyView>,
    /// The words that name the speaker.
    pub speaker_words: String,
    /// For whom a spokesperson speaks: the key of an actor.
    pub speaks_for: Option<String>,
    /// Who is spoken to.
    pub addressee: Option<String>,
    /// Lemma of the word that says that something is said.
    pub cue: Option<String>,
    /// Quoted, reported, or both.
    pub manner: record::Manner,
    /// True for "did not say", "denied".
    pub negated: bool,
    /// What is said.
    pub words: String,
    /// Who and what is named within it.
    pub about: Vec<PartyView>,
    /// Acts that it tells.
    pub acts: Vec<ActView>,
}

/// An act that a statement tells.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub(crate) struct ActView {
    /// Id of the event inside its story, `v1`.
    pub event: String,
    /// PLOVER type.
    #[serde(rename = "type")]
    pub kind: String,
    /// PLOVER mode.
    pub mode: Option<String>,
    /// Whether it happened, as the speaker says.
    pub status: record::Status,
    /// The words that say it.
    pub words: String,
    /// Who acts.
    pub actors: Vec<PartyView>,
    /// Whom it is done to.
    pub recipients: Vec<PartyView>,
    /// First day.
    pub begin: Option<String>,
    /// Last day.
    pub end: Option<String>,
}

impl View for Ledger {
    const PATH: &'static str = "/ledger";
    const FORMS: &'static [Form] = &[Form::Page, Form::Json, Form::Csv];
    const SUMMARY: &'static str = "Who said what about whom, the latest first";
    type Question = Question;
    type Answer = Answer;

    fn answer(asking: &Asking<'_>, question: &Question) -> Result<Answer, Problem> {
        let after = cursor::given::<SaidPlace>(question.cursor.as_ref())?;
        let filter = question.filter(asking)?;
        let mut said = asking.store.said(&filter, after, question.limit + 1)?;
        let next = cursor::cut(&mut said, question.limit, |last| last.place.clone());
        let mut by_story: BTreeMap<i64, Vec<String>> = BTreeMap::new();
        for said in said {
            by_story.entry(said.place.1).or_default().push(said.id);
        }
        let mut reports = Vec::new();
        for (story, ids) in by_story {
            let episode = asking.store.episode_of_story(story)?;
            let record = asking.store.record(story)?.record;
            let all = statements::reports(&record, &story.to_string(), episode.as_deref());
            reports.extend(all.into_iter().filter(|report| ids.contains(&report.statement)));
        }
        let mut sayings: Vec<SayingView> = statements::sayings(reports).iter().map(saying).collect();
        sayings.sort_by(|a, b| b.day.cmp(&a.day));
        Ok(Answer { sayings, next })
    }

    fn page(frame: &Frame, question: &Question, answer: &Answer) -> Markup {
        pages::ledger(frame, question, answer)
    }

    fn table(answer: &Answer) -> Table {
        let names = vec![
            "day",
            "speaker",
            "speaker_code",
            "speaker_role",
            "speaker_key",
            "speaks_for",
            "addressee",
            "cue",
            "negated",
            "manner",
            "words",
            "about",
            "acts",
            "source",
            "story",
            "story_id",
            "statement",
            "episode",
            "headline",
            "url",
        ];
        let rows = answer.sayings.iter().flat_map(|saying| &saying.reports).map(|report| {
            let speaker = report.speaker.as_ref();
            let acts = report.acts.iter().map(|act| format!("{} {}", act.kind, name_of(act.status))).collect::<Vec<_>>();
            vec![
                field(report.day.as_ref()),
                speaker.map_or_else(|| report.speaker_words.clone(), |speaker| speaker.name.clone()),
                field(speaker.and_then(|speaker| speaker.code.as_ref())),
                field(speaker.and_then(|speaker| speaker.role.as_ref())),
                field(speaker.and_then(|speaker| speaker.actor.as_ref())),
                field(report.speaks_for.as_ref()),
                field(report.addressee.as_ref()),
                field(report.cue.as_ref()),
                report.negated.to_string(),
                name_of(report.manner),
                report.words.clone(),
                named(&report.about),
                acts.join("; "),
                field(report.source.as_ref()),
                report.story.to_string(),
                report.story_id.clone(),
                report.statement.clone(),
                field(report.episode.as_ref()),
                field(report.headline.as_ref()),
                field(report.url.as_ref()),
            ]
        });
        Table { rows: rows.collect(), names }
    }
}

impl Question {
    fn filter(&self, asking: &Asking<'_>) -> Result<StatementFilter, Problem> {
        Ok(StatementFilter {
            from: self.from.clone(),
            to: self.to.clone(),
            speaker: self.speaker.clone(),
            about: self.about.clone(),
            source: self.source.clone(),
            text: self.text.as_deref().map(|text| words("text", text)).transpose()?,
            episode: self.episode.as_deref().map(|episode| asking.store.episode(episode)).transpose()?,
            manner: self.manner.iter().map(name_of).collect(),
            limit: None,
        })
    }
}

fn saying(saying: &Saying) -> SayingView {
    SayingView { day: saying.day.clone(), outlets: saying.outlets.clone(), reports: saying.reports.iter().map(report).collect() }
}

fn report(report: &Report) -> ReportView {
    let act = |act: &statements::Act| ActView {
        event: act.event.clone(),
        kind: act.kind.clone(),
        mode: act.mode.clone(),
        status: act.status,
        words: act.words.clone(),
        actors: parties(&act.actors),
        recipients: parties(&act.recipients),
        begin: act.begin.clone(),
        end: act.end.clone(),
    };
    ReportView {
        story: report.story.parse().unwrap_or_default(),
        statement: report.statement.clone(),
        story_id: report.story_id.clone(),
        source: report.source.clone(),
        published: report.published.clone(),
        headline: report.headline.clone(),
        url: report.url.clone(),
        episode: report.episode.clone(),
        day: report.day.clone(),
        speaker: report.speaker.party.as_ref().map(PartyView::from),
        speaker_words: report.speaker.words.clone(),
        speaks_for: report.speaker.speaks_for.clone(),
        addressee: report.addressee.clone(),
        cue: report.cue.clone(),
        manner: report.manner,
        negated: report.negated,
        words: report.words.clone(),
        about: parties(&report.about),
        acts: report.acts.iter().map(act).collect(),
    }
}

/// Where one speaker's words cannot all stand.
pub(crate) struct Contradictions;

/// Whose words.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub(crate) struct PairsQuestion {
    /// Who speaks: a country (`RUS`), the beginning of an actor code (`RUSGOV`), words of a name, or an actor's key
    #[schemars(length(min = 1, max = 200))]
    pub speaker: String,
    /// Said on or after this day: 2025-07-09, 2025-07 or 2025
    #[schemars(regex(pattern = days::PATTERN))]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<String>,
    /// Said on or before this day
    #[schemars(regex(pattern = days::PATTERN))]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<String>,
    /// At most so many pairs
    #[schemars(range(min = 1, max = 500))]
    #[serde(default = "usual")]
    pub limit: usize,
}

/// Pairs of sayings.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub(crate) struct PairsAnswer {
    /// By the day of the later saying.
    pub contradictions: Vec<ContradictionView>,
}

/// Two sayings of one speaker that cannot both stand, or show a change; shown side by side, not judged.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub(crate) struct ContradictionView {
    /// What they differ in: `act`, `plan` or `figure`.
    pub kind: String,
    /// Who says both: the key of an actor.
    pub speaker: String,
    /// Why they are set side by side.
    pub reasons: Vec<ReasonView>,
    /// The earlier saying.
    pub first: SayingView,
    /// The later one.
    pub second: SayingView,
}

/// Statements among which contradictions are looked for.
const COMPARED: usize = 5_000;

impl View for Contradictions {
    const PATH: &'static str = "/contradictions";
    const FORMS: &'static [Form] = &[Form::Page, Form::Json];
    const SUMMARY: &'static str = "Sayings of one speaker that cannot both stand, or show a change, side by side";
    type Question = PairsQuestion;
    type Answer = PairsAnswer;

    fn answer(asking: &Asking<'_>, question: &PairsQuestion) -> Result<PairsAnswer, Problem> {
        let filter = StatementFilter {
            from: question.from.clone(),
            to: question.to.clone(),
            speaker: vec![question.speaker.clone()],
            limit: Some(question.limit),
            ..StatementFilter::default()
        };
        if asking.store.said(&filter, None, COMPARED + 1)?.len() > COMPARED {
            return Err(Problem::unprocessable(
                "query parameter speaker",
                format!("more than {COMPARED} statements would be compared"),
                "one speaker by name, or a span of days",
            ));
        }
        let pairs = asking.store.contradictions(&filter)?;
        let pairs = pairs.iter().map(|pair| ContradictionView {
            kind: name_of(pair.kind),
            speaker: pair.speaker.clone(),
            reasons: reasons(&pair.reasons),
            first: saying(&pair.first),
            second: saying(&pair.second),
        });
        Ok(PairsAnswer { contradictions: pairs.collect() })
    }

    fn page(frame: &Frame, question: &PairsQuestion, answer: &PairsAnswer) -> Markup {
        pages::contradictions(frame, question, answer)
    }
}
