//! What the words of a story refer to: entities, times, quantities, statements.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::Span;

/// A person, organization, country, place or group, once per story.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Entity {
    /// `e1`, `e2`, … in order of first mention.
    pub id: String,
    /// Fullest name in the story.
    pub name: String,
    /// What it is.
    pub kind: EntityKind,
    /// ISO 3166-1 alpha-3 of allegiance or location; `null` if unknown.
    pub country: Option<String>,
    /// PLOVER sector codes, the primary one first.
    pub sectors: Vec<String>,
    /// Office or function, from the text or from the actor tables.
    pub role: Option<String>,
    /// The code that a CAMEO or PLOVER user expects: country and sector.
    pub code: Option<String>,
    /// Degrees north, for places.
    pub latitude: Option<f64>,
    /// Degrees east, for places.
    pub longitude: Option<f64>,
    /// GeoNames id, for places.
    pub geonames: Option<u32>,
    /// First-level administrative region, for places.
    pub admin1: Option<String>,
    /// Where the story speaks of it.
    pub mentions: Vec<Mention>,
}

/// What an entity is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs)]
pub enum EntityKind {
    Person,
    Organization,
    Country,
    Place,
    ArmedGroup,
    People,
    Facility,
    Other,
}

/// One place in the text that speaks of an entity.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Mention {
    /// The words.
    pub span: Span,
    /// How they refer.
    pub kind: MentionKind,
}

/// How words refer to an entity.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum MentionKind {
    /// A proper name.
    Name,
    /// A description: "the ministry spokeswoman".
    Nominal,
    /// "she", "their".
    Pronoun,
    /// A place or building for the institution that sits there.
    Metonym,
}

/// A TIMEX3 expression.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Time {
    /// `t1`, `t2`, … in text order.
    pub id: String,
    /// The words.
    pub span: Span,
    /// TIMEX3 type.
    #[serde(rename = "type")]
    pub kind: TimeType,
    /// TIMEX3 value; an explicit range is an ISO 8601 interval. `null` where it cannot be known.
    pub value: Option<String>,
    /// First calendar day, inclusive; `null` where open.
    pub begin: Option<String>,
    /// Last calendar day, inclusive; `null` where open.
    pub end: Option<String>,
}

/// TIMEX3 types.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "UPPERCASE")]
#[allow(missing_docs)]
pub enum TimeType {
    Date,
    Time,
    Duration,
    Set,
}

/// A number and what it counts or measures.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Quantity {
    /// `q1`, `q2`, … in text order.
    pub id: String,
    /// Number, bound words and unit.
    pub span: Span,
    /// The number, or the lower end of a range; `null` for "dozens" and the like.
    pub value: Option<f64>,
    /// Upper end of a range.
    pub upper: Option<f64>,
    /// How the value bounds the truth.
    pub bound: Bound,
    /// Lemma of the thing counted; English name of the measure or money: `soldier`, `kilometre per hour`, `dollar`, `percentage`.
    pub unit: Option<String>,
    /// Code of a measure (UCUM: `km/h`, `%`) or of money (ISO 4217: `USD`).
    pub unit_code: Option<String>,
    /// The words of the unit.
    pub unit_span: Option<Span>,
    /// Id of the entity whose they are: "40 Danish engineers".
    pub holder: Option<String>,
    /// What befell the people counted.
    pub casualty: Option<Casualty>,
}

/// What befell people.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs)]
pub enum Casualty {
    Killed,
    Wounded,
    Missing,
    Detained,
    Displaced,
}

/// How a stated value bounds the truth.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs)]
pub enum Bound {
    Exact,
    About,
    AtLeast,
    AtMost,
    MoreThan,
    LessThan,
    Between,
    Vague,
}

/// Who said what.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Statement {
    /// `s1`, `s2`, … in text order.
    pub id: String,
    /// Who speaks.
    pub source: Source,
    /// The words that say that something is said.
    pub cue: Cue,
    /// What is said.
    pub content: Vec<Span>,
    /// Quoted, reported, or both.
    pub manner: Manner,
    /// Who is spoken to.
    pub addressee: Option<Addressee>,
    /// Id of the time of saying.
    pub time: Option<String>,
    /// Id of the entity where it was said.
    pub place: Option<String>,
    /// True for "did not say", "declined to comment".
    pub negated: bool,
}

/// The speaker of a statement.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Source {
    /// The words; empty where the speaker is not named.
    pub spans: Vec<Span>,
    /// Id of the entity; `null` if unknown.
    pub entity: Option<String>,
}

/// The cue of a statement.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Cue {
    /// The words; empty where only the layout says it ("Kyiv: …").
    pub spans: Vec<Span>,
    /// Lemma of the head word.
    pub lemma: Option<String>,
}

/// The listeners of a statement.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Addressee {
    /// The words.
    pub spans: Vec<Span>,
    /// Id of the entity; `null` if unknown.
    pub entity: Option<String>,
}

/// How words are reported.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs)]
pub enum Manner {
    Direct,
    Indirect,
    Mixed,
}
