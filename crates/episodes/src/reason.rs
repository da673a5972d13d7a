//! Why two things were set side by side: a kind, and the words or values that show it.

use serde::{Deserialize, Serialize};

/// One reason.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reason {
    /// What is shared or differs: `same_actor`, `same_act`, `statuses`, …
    pub kind: String,
    /// What shows it.
    pub value: String,
}

pub(crate) fn reason(kind: &str, value: impl Into<String>) -> Reason {
    Reason { kind: kind.into(), value: value.into() }
}
