//! Which events are wanted: the parameters that explore, lists, pictures, feeds and streams share.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use store::{EventFilter, name_of};

use super::days;
use crate::problem::Problem;

/// Which events are wanted; all that stand by default. Of several values of one parameter any will do, and every parameter must be met.
///
/// A party is an ISO 3166-1 alpha-3 country (`RUS`), the beginning of an actor code (`RUSGOV`), or whole words of a name (`lavrov`).
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(default)]
pub(crate) struct Filter {
    /// Begins on or after this day: 2025-07-09, 2025-07 or 2025
    #[schemars(regex(pattern = days::PATTERN))]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub from: Option<String>,
    /// Begins on or before this day; a month or a year stands for all its days
    #[schemars(regex(pattern = days::PATTERN))]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub to: Option<String>,
    /// Who acts: a party
    #[schemars(inner(length(min = 1, max = 200)), length(max = 20))]
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub actor: Vec<String>,
    /// Whom it is done to: a party
    #[schemars(inner(length(min = 1, max = 200)), length(max = 20))]
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub recipient: Vec<String>,
    /// Who acts or whom it is done to: a party
    #[schemars(inner(length(min = 1, max = 200)), length(max = 20))]
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub either: Vec<String>,
    /// PLOVER type of the act that the words describe
    #[schemars(inner(regex(pattern = "^[A-Z]{2,20}$")), length(max = 20))]
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub r#type: Vec<String>,
    /// PLOVER mode of that act
    #[schemars(inner(regex(pattern = "^[a-z_ -]{2,40}$")), length(max = 20))]
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub mode: Vec<String>,
    /// Whether it happened
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub status: Vec<record::Status>,
    /// Quad class
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub quad: Vec<record::Quad>,
    /// Where it happened: whole words of a place's name, or its region
    #[schemars(inner(length(min = 1, max = 200)), length(max = 20))]
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub place: Vec<String>,
    /// Country where it happened: ISO 3166-1 alpha-3
    #[schemars(inner(regex(pattern = "^[A-Z]{3}$")), length(max = 50))]
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub country: Vec<String>,
    /// Publisher of the story
    #[schemars(inner(length(min = 1, max = 200)), length(max = 50))]
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub source: Vec<String>,
    /// Words of the story: all must be there; OR between them: either side; "…": together; -word: not there; word*: its beginning
    #[schemars(length(min = 1, max = 500))]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
    /// Least confidence, 0 to 1
    #[schemars(range(min = 0.0, max = 1.0))]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub min_confidence: Option<f64>,
    /// Who says so: a party
    #[schemars(inner(length(min = 1, max = 200)), length(max = 20))]
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub claimant: Vec<String>,
    /// Leave out what the same story told further up
    #[serde(skip_serializing_if = "is_false")]
    pub told_once: bool,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands out references")]
pub(crate) fn is_false(value: &bool) -> bool {
    !value
}

/// Words for a full-text search, or what is wrong with them.
pub(crate) fn words(parameter: &str, text: &str) -> Result<store::Words, Problem> {
    text.parse().map_err(|problem: store::NotSearchable| {
        let problem = problem.to_string();
        let (what, expected) = problem.split_once("; ").unwrap_or((&problem, "words"));
        Problem::unprocessable(format!("query parameter {parameter}"), what, expected.trim_start_matches("expected "))
    })
}

impl Filter {
    /// As the store takes it.
    pub(crate) fn of_store(&self) -> Result<EventFilter, Problem> {
        Ok(EventFilter {
            from: self.from.clone(),
            to: self.to.clone(),
            actor: self.actor.clone(),
            recipient: self.recipient.clone(),
            either: self.either.clone(),
            kind: self.r#type.clone(),
            mode: self.mode.clone(),
            status: self.status.iter().map(name_of).collect(),
            quad: self.quad.iter().map(name_of).collect(),
            place: self.place.clone(),
            country: self.country.clone(),
            source: self.source.clone(),
            text: self.text.as_deref().map(|text| words("text", text)).transpose()?,
            min_confidence: self.min_confidence,
            claimant: self.claimant.clone(),
            told_once: self.told_once,
            limit: None,
            order: store::Order::Day,
        })
    }
}
