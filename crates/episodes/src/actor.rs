//! Who is who across stories: a key that two records give the same actor.
//!
//! In: an entity of a record. Out: an [`ActorKey`], or none where the story says too little to tell the actor from others.
//! The key depends on that entity alone, so it is the same in whatever order stories arrive.

use record::{Entity, EntityKind, MentionKind};
use serde::{Deserialize, Serialize};
use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

/// Identity of an actor across stories, as `person:ingrid solheim`, `government:NOR` or `organization:red crescent/SYR`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct ActorKey(String);

impl ActorKey {
    /// A key that was stored.
    pub fn stored(key: String) -> Self {
        Self(key)
    }

    /// The key as it is stored.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// The key of an entity: a person by full name, a country and what is known only as part of its government by the country,
/// everything else by name and country. None for a surname alone and for what is only described.
pub fn actor_key(entity: &Entity) -> Option<ActorKey> {
    let country = entity.country.as_deref();
    let named = entity.mentions.iter().any(|mention| mention.kind == MentionKind::Name);
    let governs = entity.sectors.first().is_some_and(|sector| sector == "GOV");
    let name = normalised_name(&entity.name);
    let with_country = |kind: &str| match country {
        Some(country) => format!("{kind}:{name}/{country}"),
        None => format!("{kind}:{name}"),
    };
    let key = match entity.kind {
        // A title without a name is an office, and its holder may change.
        EntityKind::Person => (named && name.contains(' ')).then(|| format!("person:{name}")),
        EntityKind::Country => country.map(|country| format!("government:{country}")),
        EntityKind::Place if governs => country.map(|country| format!("government:{country}")),
        EntityKind::Organization if !named => country.filter(|_| governs).map(|country| format!("government:{country}")),
        _ if !named || name.is_empty() => None,
        EntityKind::Organization => Some(with_country("organization")),
        EntityKind::ArmedGroup => Some(with_country("armed_group")),
        EntityKind::Place => Some(match entity.geonames {
            Some(id) => format!("place:geonames {id}"),
            None => with_country("place"),
        }),
        EntityKind::Facility => Some(with_country("facility")),
        EntityKind::People => Some(with_country("people")),
        EntityKind::Other => Some(with_country("other")),
    };
    key.map(ActorKey)
}

/// Lower case, without accents, punctuation and a leading article, words parted by one space.
pub fn normalised_name(name: &str) -> String {
    let plain: String = name.nfkd().filter(|c| !is_combining_mark(*c)).flat_map(char::to_lowercase).collect();
    let plain = plain.replace("'s ", " ").replace("’s ", " ");
    let words: Vec<&str> = plain.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    let from = usize::from(words.len() > 1 && words[0] == "the");
    words[from..].join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use record::{Mention, Span};

    #[track_caller]
    fn check(name: &str, kind: EntityKind, country: Option<&str>, sector: &str, by: MentionKind, expected: Option<&str>) {
        let entity = Entity {
            id: "e1".into(),
            name: name.into(),
            kind,
            country: country.map(Into::into),
            sectors: vec![sector.into()],
            role: None,
            code: None,
            latitude: None,
            longitude: None,
            geonames: None,
            admin1: None,
            mentions: vec![Mention { span: SPAN, kind: by }],
        };
        assert_eq!(actor_key(&entity).as_ref().map(ActorKey::as_str), expected, "{name}");
    }

    const SPAN: Span = Span { start: 0, end: 1 };

    #[test]
    fn one_actor_one_key() {
        use EntityKind::*;
        use MentionKind::{Metonym, Name, Nominal};
        check("José Martín-Oduya", Person, Some("ESP"), "GOV", Name, Some("person:jose martin oduya"));
        check("JOSE MARTIN ODUYA", Person, None, "OPP", Name, Some("person:jose martin oduya"));
        check("Oduya", Person, Some("ESP"), "GOV", Name, None);
        check("foreign minister", Person, Some("ESP"), "GOV", Nominal, None);
        check("Norway", Country, Some("NOR"), "GOV", Name, Some("government:NOR"));
        check("Oslo", Place, Some("NOR"), "GOV", Metonym, Some("government:NOR"));
        check("ministry", Organization, Some("NOR"), "GOV", Nominal, Some("government:NOR"));
        check("ministry", Organization, None, "GOV", Nominal, None);
        check("company", Organization, Some("NOR"), "BUS", Nominal, None);
        check("The Harbour Union", Organization, Some("NOR"), "LAB", Name, Some("organization:harbour union/NOR"));
        check("Harbour Union", Organization, Some("DNK"), "LAB", Name, Some("organization:harbour union/DNK"));
    }
}
