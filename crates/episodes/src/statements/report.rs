//! Statements of a record as reports: who speaks, for whom, to whom, in what words, about whom, and which acts and figures the words hold.

use record::{Manner, Record, Span, Statement, Status};
use serde::{Deserialize, Serialize};

use super::denials;
use crate::figures::{Figure, figures, innermost};
use crate::party::Party;

/// One statement in one story.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Report {
    /// What tells the story from all others; whoever keeps records chooses it.
    pub story: String,
    /// The id that the source gave the story.
    pub story_id: String,
    /// Id of the statement in the story's record.
    pub statement: String,
    /// Publisher.
    pub source: Option<String>,
    /// Day or moment of publication.
    pub published: Option<String>,
    /// Headline of the story.
    pub headline: Option<String>,
    /// Address of the story.
    pub url: Option<String>,
    /// The episode that the story is a report of.
    pub episode: Option<String>,
    /// Day of saying, else of publication, `2025-07-09`.
    pub day: Option<String>,
    /// Who speaks.
    pub speaker: Speaker,
    /// Who is spoken to, by name or in the story's words.
    pub addressee: Option<String>,
    /// Lemma of the word that says that something is said.
    pub cue: Option<String>,
    /// Quoted, reported, or both.
    pub manner: Manner,
    /// True for "did not say", "denied".
    pub negated: bool,
    /// What is said, pieces parted by an ellipsis.
    pub words: String,
    /// Where it stands in the story's text.
    pub content: Vec<Span>,
    /// Who and what is named within it.
    pub about: Vec<Party>,
    /// Acts that it tells.
    pub acts: Vec<Act>,
    /// Numbers that it tells.
    pub figures: Vec<Figure>,
}

/// Who stands behind a statement.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Speaker {
    /// As a party; `None` where only the words are known.
    pub party: Option<Party>,
    /// The words that name the speaker in this place; empty where nobody is named.
    pub words: String,
    /// For whom a spokesperson speaks, across stories: `government:NOR`.
    pub speaks_for: Option<String>,
}

/// An act that a statement tells.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Act {
    /// Id of the event in the story's record.
    pub event: String,
    /// PLOVER type.
    pub kind: String,
    /// PLOVER mode.
    pub mode: Option<String>,
    /// Whether it happened, as the speaker says.
    pub status: Status,
    /// Denied for the days to come: "will not".
    pub ahead: bool,
    /// The words that say it.
    pub words: String,
    /// Who acts.
    pub actors: Vec<Party>,
    /// Whom it is done to.
    pub recipients: Vec<Party>,
    /// Where.
    pub place: Option<Party>,
    /// First day, where the story gives one.
    pub begin: Option<String>,
    /// Last day.
    pub end: Option<String>,
    /// Probability that the event is right.
    pub confidence: f64,
}

impl Speaker {
    /// What two speakers share if they are one across stories.
    pub fn key(&self) -> Option<&str> {
        self.party.as_ref()?.key.as_ref().map(|key| key.as_str())
    }

    /// The name, else the words.
    pub fn name(&self) -> &str {
        self.party.as_ref().map_or(&self.words, |party| &party.name)
    }
}

/// The reports of a record's statements, in text order. `story` tells the story from all others, `episode` is the one that it belongs to.
pub fn reports(record: &Record, story: &str, episode: Option<&str>) -> Vec<Report> {
    let text = Text::of(&record.story.text);
    let figures = figures(record);
    let statements = record.statements.iter().filter(|statement| !statement.content.is_empty());
    statements
        .map(|statement| Report {
            story: story.to_owned(),
            story_id: record.story.id.clone(),
            statement: statement.id.clone(),
            source: record.story.source.clone(),
            published: record.story.published.clone(),
            headline: record.story.headline.clone(),
            url: record.story.url.clone(),
            episode: episode.map(str::to_owned),
            day: crate::figures::day(record, Some(statement)),
            speaker: speaker(record, statement, &text),
            addressee: addressee(record, statement, &text),
            cue: statement.cue.lemma.clone(),
            manner: statement.manner,
            negated: statement.negated,
            words: text.pieces(&statement.content),
            content: statement.content.clone(),
            about: about(record, statement),
            acts: acts(record, statement, &text),
            figures: figures
                .iter()
                .filter(|figure| innermost(record, figure.span).is_some_and(|said| said.id == statement.id))
                .cloned()
                .collect(),
        })
        .collect()
}

/// A text that is cut by code points.
struct Text {
    characters: Vec<char>,
}

impl Text {
    fn of(text: &str) -> Self {
        Self { characters: text.chars().collect() }
    }

    fn words(&self, span: Span) -> String {
        let end = span.end.min(self.characters.len());
        self.characters[span.start.min(end)..end].iter().map(|c| if c.is_whitespace() { ' ' } else { *c }).collect()
    }

    fn pieces(&self, spans: &[Span]) -> String {
        spans.iter().map(|span| self.words(*span)).collect::<Vec<_>>().join(" … ")
    }
}

fn speaker(record: &Record, statement: &Statement, text: &Text) -> Speaker {
    let party = statement.source.entity.as_deref().and_then(|id| Party::in_record(record, id));
    let office = party.as_ref().filter(|party| party.role.as_deref().is_some_and(denials::speaks_for_office));
    // The code of a spokesperson is the office's: country, then the sector.
    let speaks_for = office.and_then(|party| {
        let (code, country) = (party.code.as_deref()?, party.country.as_deref()?);
        Some(if code == format!("{country}GOV") { format!("government:{country}") } else { code.to_owned() })
    });
    Speaker { party, words: text.pieces(&statement.source.spans), speaks_for }
}

fn addressee(record: &Record, statement: &Statement, text: &Text) -> Option<String> {
    let addressee = statement.addressee.as_ref()?;
    let named = addressee.entity.as_deref().and_then(|id| Party::in_record(record, id));
    Some(named.map_or_else(|| text.pieces(&addressee.spans), |party| party.name))
}

fn about(record: &Record, statement: &Statement) -> Vec<Party> {
    let within = |span: Span| statement.content.iter().any(|content| content.start <= span.start && span.end <= content.end);
    let named = record.entities.iter().filter(|entity| entity.mentions.iter().any(|mention| within(mention.span)));
    named.map(Party::of).collect()
}

/// The acts whose innermost statement this is: what somebody says that another said is not the first one's word.
fn acts(record: &Record, statement: &Statement, text: &Text) -> Vec<Act> {
    let parties = |ids: &[String]| ids.iter().filter_map(|id| Party::in_record(record, id)).collect();
    let own = record.events.iter().filter(|event| event.attributed_to.last() == Some(&statement.id));
    own.map(|event| {
        let sentence = record.sentences.get(event.sentence).map_or(event.anchor.start, |sentence| sentence.start);
        let before = text.words(Span { start: sentence, end: event.anchor.start.max(sentence) });
        Act {
            event: event.id.clone(),
            kind: event.kind.clone(),
            mode: event.mode.clone(),
            status: event.status,
            ahead: event.status == Status::Denied && denials::is_ahead(&before),
            words: text.words(event.anchor),
            actors: parties(&event.actors),
            recipients: parties(&event.recipients),
            place: event.place.as_deref().and_then(|id| Party::in_record(record, id)),
            begin: event.begin.clone(),
            end: event.end.clone(),
            confidence: event.confidence,
        }
    })
    .collect()
}
