//! The codebook's rules: what an act with a status codes as.
//!
//! In: an act and its [`Outcome`]. Out: a [`Coded`]: PLOVER type and mode, CAMEO code, quad class, score. The rules stand in
//! `codebook.toml`, types with their scores in `types.toml` (PLOVER manual, "Potential ambiguities" and its table of scores).

use record::{Quad, Status};

use super::lexicon::{Effect, Lexicon};
use super::status::Outcome;

/// What the codebook makes of an act.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Coded {
    pub(crate) kind: String,
    pub(crate) mode: Option<String>,
    pub(crate) cameo: String,
    pub(crate) quad: Quad,
    pub(crate) score: f64,
}

/// The names by which a rule may ask for an outcome, the most telling first.
fn names(outcome: Outcome) -> [Option<&'static str>; 2] {
    let effect = match outcome.effect {
        Some(Effect::Refused) => Some("refused"),
        Some(Effect::Alleged) => Some("alleged"),
        Some(Effect::Threatened) => Some("threatened"),
        Some(Effect::Excluded) if outcome.status == Status::Denied => Some("excluded"),
        _ => None,
    };
    let status = match outcome.status {
        Status::Occurred => "occurred",
        Status::Ongoing => "ongoing",
        Status::Planned => "planned",
        Status::CalledFor => "called_for",
        Status::Possible => "possible",
        Status::Denied => "denied",
    };
    [effect, Some(status)]
}

/// Applies the codebook to an act.
pub(crate) fn apply(lexicon: &Lexicon, kind: &str, mode: Option<&str>, cameo: &str, outcome: Outcome) -> Coded {
    let rule = names(outcome).into_iter().flatten().find_map(|name| {
        lexicon.rules.iter().find(|rule| {
            rule.act == kind && rule.mode.as_deref().is_none_or(|m| Some(m) == mode) && rule.when.iter().any(|w| w == name)
        })
    });
    let (kind, mode, cameo) = match rule {
        Some(rule) => (rule.kind.clone(), rule.becomes.clone(), rule.cameo.clone()),
        None => (kind.to_string(), mode.map(String::from), cameo.to_string()),
    };
    let known = lexicon.kind(&kind);
    let score = known.map_or(0.0, |t| mode.as_ref().and_then(|m| t.modes.get(m)).copied().unwrap_or(t.score));
    Coded { quad: known.map_or(Quad::VerbalCooperation, |t| t.quad), score, kind, mode, cameo }
}
