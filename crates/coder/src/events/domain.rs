//! What a story is about, so that the "attacks" of a football match are no acts of the codebook.
//!
//! In: the words of a story. Out: a [`Domain`], which says whether an act with given parties may be coded.

use language::{Analysis, Upos};
use record::{EntityKind, Quad};
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

    /// Whether an act may be coded. Somebody of political account must take part, but for plain violence and protest; in a story of
    /// another domain both sides must be told too.
    pub(super) fn allows(
        &self,
        lexicon: &Lexicon,
        entities: &Entities,
        act: &Act,
        actors: &[usize],
        recipients: &[usize],
    ) -> bool {
        let political = actors.iter().chain(recipients).any(|&party| is_political(entities, party));
        if self.name.is_some() {
            // "Brazil beat Germany": in such stories countries are teams.
            let office = |&party: &usize| entities.kind(party) != EntityKind::Country && is_political(entities, party);
            let political = actors.iter().chain(recipients).any(office);
            return political && !actors.is_empty() && (!recipients.is_empty() || actors.len() > 1);
        }
        let conflict = lexicon.kind(act.kind).is_some_and(|k| k.quad == Quad::MaterialConflict);
        political || conflict && !act.ambiguous
    }
}

/// Sectors of actors whose acts the codebook is about.
const POLITICAL: [&str; 18] = [
    "GOV", "MIL", "COP", "REB", "JUD", "LEG", "SPY", "PRM", "PTY", "OPP", "ELI", "UAF", "IGO", "UNO", "EUR", "NGO", "IMG", "REF",
];

fn is_political(entities: &Entities, party: usize) -> bool {
    matches!(entities.kind(party), EntityKind::ArmedGroup | EntityKind::Country)
        || entities.sectors(party).iter().any(|sector| POLITICAL.contains(&&**sector))
}
