//! A plan as it stands after all tellings.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::Telling;
use super::as_text::{day, perhaps_day};
use crate::reason::Reason;

/// Something that is planned or called for, and what came of it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Plan {
    /// Made of who does what to whom and of the day that was told first: it stays when the day moves.
    pub id: String,
    /// First day, as told last; `None` where no day is told.
    #[serde(with = "perhaps_day")]
    pub begin: Option<Date>,
    /// Last day, inclusive.
    #[serde(with = "perhaps_day")]
    pub end: Option<Date>,
    /// What came of it.
    pub outcome: Outcome,
    /// What says so, the earliest first.
    pub evidence: Vec<Evidence>,
    /// Its days as they were told: a row for each change of them and for each outlet that gave them.
    pub dates: Vec<Dates>,
    /// Everything that planned it or called for it, the earliest first; never empty.
    pub tellings: Vec<Telling>,
    /// No story that stands tells it any more: `withdrawn`, or `dropped` by the last version.
    pub gone: Option<String>,
    /// How often days or outcome changed.
    pub sequence: u32,
    /// When the story came out that changed it last.
    pub changed: Option<String>,
}

/// What came of a plan.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// Its day has not come.
    Due,
    /// A later story tells it as done.
    Occurred,
    /// It was put off, with or without new days.
    PutOff,
    /// It was called off or denied.
    CalledOff,
    /// Its day is over, or none was told, and no story says more.
    Unknown,
}

/// A telling that decides what came of a plan.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Evidence {
    /// What came of it by this telling: `occurred`, `put_off` or `called_off`.
    pub outcome: Outcome,
    /// Why it is taken for the plan: `same_actor`, `same_act`, `same_recipient`, `same_place`, `days`, `words`, `same_story`,
    /// `same_episode`, `denied`.
    pub reasons: Vec<Reason>,
    /// The telling.
    pub telling: Telling,
}

/// Days of a plan as one story gave them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Dates {
    /// First day.
    #[serde(with = "day")]
    pub begin: Date,
    /// Last day.
    #[serde(with = "day")]
    pub end: Date,
    /// The story's id.
    pub story_id: String,
    /// Publisher.
    pub source: Option<String>,
    /// When that was.
    pub published: Option<String>,
    /// Who says so; nothing: the newsroom's own voice.
    pub claimants: Option<String>,
}

impl Plan {
    /// The telling that counts: the last one that stands, else the last one.
    pub fn last(&self) -> &Telling {
        self.tellings.iter().rev().find(|telling| telling.stands).unwrap_or_else(|| &self.tellings[self.tellings.len() - 1])
    }

    /// How many days it may fall on; `None` where no day is told.
    pub fn days(&self) -> Option<i32> {
        Some(days(self.begin?, self.end?))
    }

    /// The evidence that decides.
    pub fn decisive(&self) -> Option<&Evidence> {
        self.evidence.iter().rev().find(|evidence| evidence.outcome == self.outcome)
    }

    /// Publishers that told the plan or what came of it, each once.
    pub fn outlets(&self) -> Vec<&str> {
        let mut outlets: Vec<&str> = Vec::new();
        let told = self.tellings.iter().chain(self.evidence.iter().map(|evidence| &evidence.telling));
        for source in told.filter_map(|telling| telling.source.as_deref()) {
            if !outlets.contains(&source) {
                outlets.push(source);
            }
        }
        outlets
    }
}

/// Days from the first to the last, both counted.
pub(super) fn days(begin: Date, end: Date) -> i32 {
    begin.until(end).map_or(0, |span| span.get_days()) + 1
}
