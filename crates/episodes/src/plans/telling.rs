//! One event of one story, so far as it bears on a plan.

use record::Status;
use serde::{Deserialize, Serialize};

use super::Change;
use crate::{party::Party, statements};

/// A story telling of a plan, a call, a denial, a change or an act.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Telling {
    /// What tells the event from all others; whoever keeps records chooses it.
    pub event: i64,
    /// Id of the event in the story's record.
    pub event_id: String,
    /// The event of the same story that told the same happening before.
    pub same_as: Option<i64>,
    /// What tells the story from all others: of two versions of one story the later has the greater number.
    pub story: i64,
    /// The story is the version that counts.
    pub stands: bool,
    /// Names the story through all its versions.
    pub chain: String,
    /// Publisher.
    pub source: Option<String>,
    /// The story's id.
    pub story_id: String,
    /// Day or moment of publication.
    pub published: Option<String>,
    /// Address of the story.
    pub url: Option<String>,
    /// The episode that the story is a report of.
    pub episode: Option<String>,
    /// First day of the act.
    pub begin: Option<String>,
    /// Last day, inclusive.
    pub end: Option<String>,
    /// Whether it happened.
    pub status: Status,
    /// Denied for the days to come: "will not".
    pub ahead: bool,
    /// PLOVER type.
    pub kind: String,
    /// PLOVER mode.
    pub mode: Option<String>,
    /// Who acts.
    pub actors: Vec<Party>,
    /// Whom it is done to.
    pub recipients: Vec<Party>,
    /// Where.
    pub place: Option<Party>,
    /// Degrees north and east of the place.
    pub point: Option<(f64, f64)>,
    /// Who says so; nothing: the newsroom's own voice.
    pub claimants: Option<String>,
    /// The words of the act.
    pub words: String,
    /// The sentence.
    pub sentence: String,
    /// What the sentence says becomes of it.
    pub change: Option<Change>,
    /// Probability that the event is right.
    pub confidence: f64,
}

impl Telling {
    /// It is planned or called for, as it stands.
    pub fn is_plan(&self) -> bool {
        matches!(self.status, Status::Planned | Status::CalledFor)
    }

    /// Of versions of one story.
    pub fn is_version_of(&self, other: &Self) -> bool {
        self.chain == other.chain && self.source == other.source
    }

    /// Whom or where: what tells one visit from another.
    pub(super) fn whereabouts(&self) -> impl Iterator<Item = &Party> {
        self.recipients.iter().chain(&self.place)
    }

    /// Of the same story, its versions, or its episode: what it only describes can be compared.
    pub(super) fn is_beside(&self, other: &Self) -> bool {
        self.is_version_of(other) || (self.episode.is_some() && self.episode == other.episode)
    }
}

/// Whether the words before a denied act deny it for the days to come.
pub fn denied_ahead(before: &str) -> bool {
    statements::is_ahead(before)
}
