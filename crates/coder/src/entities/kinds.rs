//! Nouns for kinds of entities: "the country", "the group", from `lexicon/entities/kinds.toml`.

use std::sync::OnceLock;

use record::EntityKind;
use rustc_hash::FxHashMap;
use serde::Deserialize;

use crate::lexicon;
use crate::places::PlaceKind;

/// What a noun may refer to.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct KindNoun {
    nouns: Vec<String>,
    /// Kinds of entities, the likeliest first.
    pub(super) kinds: Vec<EntityKind>,
    /// Only of two: "both sides".
    #[serde(default)]
    pub(super) two: bool,
    /// What a place is, where the noun says it.
    #[serde(default)]
    pub(super) places: Vec<PlaceKind>,
    /// Sectors that the entity has, if any are known; empty for all.
    #[serde(default)]
    pub(super) sectors: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Table {
    kind: Vec<KindNoun>,
}

struct Kinds {
    list: Vec<KindNoun>,
    by_noun: FxHashMap<String, usize>,
}

/// What a noun in lower case, singular, may refer to.
pub(super) fn of(lemma: &str) -> Option<&'static KindNoun> {
    static KINDS: OnceLock<Kinds> = OnceLock::new();
    let kinds = KINDS.get_or_init(|| {
        let table: Table = lexicon::read("entities/kinds.toml", include_str!("../../../../lexicon/entities/kinds.toml"));
        let by_noun = table.kind.iter().enumerate().flat_map(|(at, kind)| kind.nouns.iter().map(move |noun| (noun.clone(), at)));
        Kinds { by_noun: by_noun.collect(), list: table.kind }
    });
    kinds.by_noun.get(lemma).map(|&at| &kinds.list[at])
}
