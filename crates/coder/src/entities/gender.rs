//! Whether a person is "he" or "she", from titles, nouns of role and family, and given names.

use std::sync::OnceLock;

use rustc_hash::FxHashMap;
use serde::Deserialize;

use super::draft::{Draftsman, Gender};
use crate::fold::fold;
use crate::lexicon;
use record::EntityKind;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Table {
    male: Words,
    female: Words,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Words {
    /// Titles and nouns.
    nouns: Vec<String>,
    /// Given names.
    names: String,
}

struct Genders {
    nouns: FxHashMap<String, Gender>,
    names: FxHashMap<String, Gender>,
}

fn genders() -> &'static Genders {
    static GENDERS: OnceLock<Genders> = OnceLock::new();
    GENDERS.get_or_init(|| {
        let table: Table = lexicon::read("entities/gender.toml", include_str!("../../../../lexicon/entities/gender.toml"));
        let mut out = Genders { nouns: FxHashMap::default(), names: FxHashMap::default() };
        for (gender, words) in [(Gender::Male, table.male), (Gender::Female, table.female)] {
            out.nouns.extend(words.nouns.into_iter().map(|noun| (noun, gender)));
            out.names.extend(words.names.split_whitespace().map(|name| (name.to_string(), gender)));
        }
        out
    })
}

/// The gender that a title or a noun says: "Mrs", "spokeswoman", "king".
pub(super) fn of_word(word: &str) -> Option<Gender> {
    let word = word.trim_end_matches('.').to_lowercase();
    genders().nouns.get(&word).copied().or_else(|| if word.ends_with("woman") { Some(Gender::Female) } else { None })
}

/// Gives people the gender of their given name where nothing else said it.
pub(super) fn from_names(story: &mut Draftsman<'_>) {
    for draft in story.drafts.iter_mut().filter(|draft| draft.kind == EntityKind::Person && draft.gender.is_none()) {
        if let Some(super::draft::Known::Person(person)) = draft.known {
            draft.gender = of_given_name(person.name);
        }
        if draft.gender.is_none() && draft.name.contains(' ') {
            draft.gender = of_given_name(&draft.name);
        }
    }
}

fn of_given_name(name: &str) -> Option<Gender> {
    name.split([' ', '-']).take(2).find_map(|word| genders().names.get(fold(word).to_lowercase().as_str()).copied())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_and_names_say_it() {
        let check = |word: &str, expected: Option<Gender>| assert_eq!(of_word(word), expected, "{word}");
        check("Mrs.", Some(Gender::Female));
        check("spokeswoman", Some(Gender::Female));
        check("King", Some(Gender::Male));
        check("minister", None);
        for (name, expected) in
            [("Angela Brandt", Some(Gender::Female)), ("José Maria Silva", Some(Gender::Male)), ("Xu Wei", None)]
        {
            assert_eq!(of_given_name(name), expected, "{name}");
        }
    }

    #[test]
    fn no_word_is_both() {
        let table: Table = lexicon::read("entities/gender.toml", include_str!("../../../../lexicon/entities/gender.toml"));
        for word in table.male.names.split_whitespace() {
            assert!(!table.female.names.split_whitespace().any(|other| other == word), "{word} stands under both");
        }
    }
}
