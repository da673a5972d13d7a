//! Parties, reasons and tellings as answers show them.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use store::{Party, Reason};

/// Somebody who takes part, as a story names them.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub(crate) struct PartyView {
    /// Fullest name in the story.
    pub name: String,
    /// CAMEO or PLOVER actor code.
    pub code: Option<String>,
    /// ISO 3166-1 alpha-3.
    pub country: Option<String>,
    /// Office or function.
    pub role: Option<String>,
    /// Who it is across stories, where the story tells: as a party it selects exactly this actor.
    pub actor: Option<String>,
}

impl From<&Party> for PartyView {
    fn from(party: &Party) -> Self {
        Self {
            name: party.name.clone(),
            code: party.code.clone(),
            country: party.country.clone(),
            role: party.role.clone(),
            actor: party.key.as_ref().map(|key| key.as_str().to_owned()),
        }
    }
}

/// Parties as answers show them.
pub(crate) fn parties(parties: &[Party]) -> Vec<PartyView> {
    parties.iter().map(PartyView::from).collect()
}

/// The names of parties, for a field of a table.
pub(crate) fn named(parties: &[PartyView]) -> String {
    parties.iter().map(|party| party.name.as_str()).collect::<Vec<_>>().join("; ")
}

/// Why two things were set side by side.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub(crate) struct ReasonView {
    /// What is shared or differs: `same_actor`, `same_act`, `statuses`, …
    pub kind: String,
    /// What shows it.
    pub value: String,
}

/// Reasons as answers show them.
pub(crate) fn reasons(reasons: &[Reason]) -> Vec<ReasonView> {
    reasons.iter().map(|reason| ReasonView { kind: reason.kind.clone(), value: reason.value.clone() }).collect()
}
