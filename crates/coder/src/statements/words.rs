//! The words around a cue, from `lexicon/statements/words.toml`.

use std::collections::HashSet;
use std::sync::LazyLock;

use serde::Deserialize;

/// Word lists, each a set of lemmas.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Words {
    pub(super) listener_object: HashSet<String>,
    pub(super) listener_to: HashSet<String>,
    pub(super) negating: HashSet<String>,
    pub(super) negations: HashSet<String>,
    pub(super) asking: HashSet<String>,
    pub(super) place_prepositions: HashSet<String>,
}

pub(super) static WORDS: LazyLock<Words> =
    LazyLock::new(|| crate::lexicon::read("statements/words.toml", include_str!("../../../../lexicon/statements/words.toml")));
