//! Words that the readers of entities need, from `lexicon/entities/`.

use std::sync::OnceLock;

use record::EntityKind;
use rustc_hash::FxHashSet;
use serde::Deserialize;

use crate::lexicon;

/// Sets of words in lower case.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Sets {
    /// "Mr", "Dr".
    pub(super) honorifics: FxHashSet<String>,
    /// Nouns before which a town is the town: "Moscow suburbs", "Moscow's mayor".
    pub(super) local: FxHashSet<String>,
    /// Nouns before which a demonym is a language.
    pub(super) languages: FxHashSet<String>,
    /// "deputy": words that make an office another one.
    pub(super) ranks: FxHashSet<String>,
    /// "another": what was not spoken of.
    pub(super) others: FxHashSet<String>,
    /// Words that are written as names and are none.
    pub(super) not_names: FxHashSet<String>,
    /// Singular nouns for many people: "crowd".
    pub(super) collectives: FxHashSet<String>,
    /// Nouns that are mostly no actor: "customs", "force".
    pub(super) abstractions: FxHashSet<String>,
    /// "region", "province".
    pub(super) areas: FxHashSet<String>,
    /// Last words of names of local bodies.
    pub(super) bodies: FxHashSet<String>,
    /// Last words of names of buildings and sites.
    pub(super) facilities: FxHashSet<String>,
    /// Verbs whose subject speaks.
    pub(super) speech: FxHashSet<String>,
    /// Nouns that describe a person without an office: "man", "counterpart".
    pub(super) not_roles: FxHashSet<String>,
    /// Nouns before which a town is its government: "Moscow officials".
    pub(super) institutional: FxHashSet<String>,
}

pub(super) fn sets() -> &'static Sets {
    static SETS: OnceLock<Sets> = OnceLock::new();
    SETS.get_or_init(|| lexicon::read("entities/words.toml", include_str!("../../../../lexicon/entities/words.toml")))
}

pub(super) fn is_honorific(word: &str) -> bool {
    sets().honorifics.contains(word.trim_end_matches('.'))
}

/// The kind as the record writes it.
pub(super) fn kind(kind: EntityKind) -> &'static str {
    match kind {
        EntityKind::Person => "person",
        EntityKind::Organization => "organization",
        EntityKind::Country => "country",
        EntityKind::Place => "place",
        EntityKind::ArmedGroup => "armed_group",
        EntityKind::People => "people",
        EntityKind::Facility => "facility",
        EntityKind::Other => "other",
    }
}
