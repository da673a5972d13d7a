//! Events, sentences without one, and the provenance of a record.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::Span;

/// A PLOVER mode; its meaning depends on the type that it stands with.
pub type Mode = String;

/// Who did what to whom, when and where, and whether it happened.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Event {
    /// `v1`, `v2`, … in text order.
    pub id: String,
    /// PLOVER type of the act that the words describe.
    #[serde(rename = "type")]
    pub kind: String,
    /// PLOVER mode of that act.
    pub mode: Option<Mode>,
    /// Whether it happened.
    pub status: Status,
    /// Type and mode after the codebook's rules: a planned visit codes as AGREE.
    pub plover: PloverCode,
    /// CAMEO code.
    pub cameo: String,
    /// Quad class.
    pub quad: Quad,
    /// Conflict–cooperation score, −10 to +10.
    pub score: f64,
    /// PLOVER contexts.
    pub contexts: Vec<String>,
    /// The words that say it happened.
    pub anchor: Span,
    /// Ids of the entities that act.
    pub actors: Vec<String>,
    /// Ids of the entities acted upon.
    pub recipients: Vec<String>,
    /// Id of the time of the act.
    pub time: Option<String>,
    /// First day of the act.
    pub begin: Option<String>,
    /// Last day of the act.
    pub end: Option<String>,
    /// Id of the entity where it happened.
    pub place: Option<String>,
    /// Ids of quantities: killed, sent, paid.
    pub quantities: Vec<String>,
    /// Ids of the statements it stands inside; empty: the newsroom's own voice.
    pub attributed_to: Vec<String>,
    /// Id of the event of this story that told the same happening before.
    pub same_as: Option<String>,
    /// Calibrated probability that the event is right, 0 to 1.
    pub confidence: f64,
    /// Index of the sentence.
    pub sentence: usize,
}

/// Type and mode of the codebook.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct PloverCode {
    /// PLOVER type.
    #[serde(rename = "type")]
    pub kind: String,
    /// PLOVER mode.
    pub mode: Option<Mode>,
}

/// Whether an act happened.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs)]
pub enum Status {
    Occurred,
    Ongoing,
    Planned,
    CalledFor,
    Possible,
    Denied,
}

/// PLOVER quad classes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs)]
pub enum Quad {
    VerbalCooperation,
    MaterialCooperation,
    VerbalConflict,
    MaterialConflict,
}

/// A sentence that gave no event.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Uncoded {
    /// Index of the sentence.
    pub sentence: usize,
    /// Why.
    pub reason: Reason,
}

/// Why a sentence gave no event.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs)]
pub enum Reason {
    NoAct,
    NoActor,
    ActNotInLexicon,
    QuotedOpinion,
}

/// What made a record: the same three give the same record, byte for byte.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Engine {
    /// Version of the program.
    pub version: String,
    /// Hash of the trained models.
    pub models: String,
    /// Hash of the lexicon.
    pub lexicon: String,
}
