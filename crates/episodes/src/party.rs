//! Somebody who takes part: in a record an entity, across stories an actor.
//!
//! In: an entity of a record. Out: a [`Party`], small enough to stand beside every act and statement that names it.

use record::{Entity, EntityKind, Record};
use serde::{Deserialize, Serialize};

use crate::actor::{ActorKey, actor_key, normalised_name};

/// An entity of one story as others see it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Party {
    /// Fullest name in the story.
    pub name: String,
    /// The actor code, where there is one.
    pub code: Option<String>,
    /// ISO 3166-1 alpha-3 of allegiance or location.
    pub country: Option<String>,
    /// Office or function.
    pub role: Option<String>,
    /// Who it is across stories, where the story tells.
    pub key: Option<ActorKey>,
    /// Whether it is a place or a country: a party that is also where something happens.
    pub place: bool,
}

impl Party {
    /// An entity as a party.
    pub fn of(entity: &Entity) -> Self {
        Self {
            name: entity.name.clone(),
            code: entity.code.clone(),
            country: entity.country.clone(),
            role: entity.role.clone(),
            key: actor_key(entity),
            place: matches!(entity.kind, EntityKind::Place | EntityKind::Country | EntityKind::Facility),
        }
    }

    /// The party of this id in a record.
    pub fn in_record(record: &Record, id: &str) -> Option<Self> {
        record.entities.iter().find(|entity| entity.id == id).map(Self::of)
    }

    /// What two parties share if they are one: the key; without one the description, which tells parties apart within one matter only.
    pub fn identity(&self) -> String {
        match &self.key {
            Some(key) => key.as_str().to_owned(),
            None => format!("described:{}/{}", normalised_name(&self.name), self.code.as_deref().unwrap_or_default()),
        }
    }

    /// Whether it is the one that a user means: a country, the beginning of a code, words of a name, or the key across stories.
    pub fn answers_to(&self, text: &str) -> bool {
        let is_code = text.len() >= 3 && text.bytes().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit());
        let by_code =
            is_code && (self.country.as_deref() == Some(text) || self.code.as_deref().is_some_and(|code| code.starts_with(text)));
        let (wanted, name) = (normalised_name(text), normalised_name(&self.name));
        let by_name = !wanted.is_empty() && format!(" {name} ").contains(&format!(" {wanted} "));
        by_code || by_name || self.key.as_ref().is_some_and(|key| key.as_str() == text)
    }

    /// The country that a place lies in, as an actor: who visits a country's capital visits the country.
    pub fn land(&self) -> Option<String> {
        self.country.as_ref().filter(|_| self.place).map(|country| format!("government:{country}"))
    }
}

/// Whether two lists have a party in common that is known across stories.
pub fn share_key(ours: &[Party], theirs: &[Party]) -> bool {
    ours.iter().filter_map(|party| party.key.as_ref()).any(|key| theirs.iter().any(|other| other.key.as_ref() == Some(key)))
}

/// Whether two lists have a party in common, by key or by description.
pub fn share_party(ours: &[Party], theirs: &[Party]) -> bool {
    ours.iter().any(|party| theirs.iter().any(|other| party.identity() == other.identity()))
}
