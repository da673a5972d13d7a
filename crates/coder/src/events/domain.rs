//! What a story is about, so that the "attacks" of a football match are no acts of the codebook.
//!
//! In: the words of a story. Out: a [`Domain`], which says whether an act with given parties may be coded.

use language::{Analysis, Upos};
use record::EntityKind;
use rustc_hash::FxHashMap;

use super::lexicon::{Act, Lexicon, key};
use crate::entities::Entities;

/// Share of the content words that make a story one of a domain.
const SHARE: f64 = 0.045;
/// Fewer content words say nothing.
const LEAST: usize = 12;

/// The domain of a story outside politics, if it has one.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Domain {
    pub(super) name: Option<String>,
}

impl Domain {
    pub(super) fn of(lexicon: &Lexicon, analysis: &Analysis) -> Self {
        let mut counts: FxHashMap<&str, usize> = FxHashMap::default();
        let mut content = 0;
        for token in analysis.sentences.iter().flat_map(|s| &s.tokens) {
            if !matches!(token.upos, Upos::Noun | Upos::Verb | Upos::Adj | Upos::Propn) {
                continue;
            }
            content += 1;
            for domain in lexicon.domains(&key(&token.lemma)) {
                *counts.entry(domain).or_default() += 1;
            }
        }
        let most = counts.into_iter().max_by(|one, two| (one.1, two.0).cmp(&(two.1, one.0)));
        let name = most
            .filter(|(_, count)| content >= LEAST && *count as f64 >= SHARE * content as f64)
            .map(|(name, _)| name.to_string());
        Self { name }
    }

    /// Whether an act may be coded: in a story of another domain one party must bear arms or office; elsewhere an ambiguous predicate
    /// needs a party of political account.
    pub(super) fn allows(&self, entities: &Entities, act: &Act, parties: impl Iterator<Item = usize>) -> bool {
        let mut parties = parties;
        let official = |e: usize| {
            entities.kind(e) == EntityKind::ArmedGroup
                || entities.sectors(e).iter().any(|s| {
                    matches!(&**s, "GOV" | "MIL" | "COP" | "REB" | "JUD" | "LEG" | "SPY" | "PTY" | "OPP" | "IGO" | "UNO" | "UAF")
                })
        };
        if self.name.is_some() {
            return parties.any(official);
        }
        let political = |e: usize| {
            let kind = entities.kind(e);
            official(e)
                || kind == EntityKind::Country
                || !entities.sectors(e).is_empty()
                || entities.country(e).is_some() && kind != EntityKind::Place
        };
        !act.ambiguous || parties.any(political)
    }
}
