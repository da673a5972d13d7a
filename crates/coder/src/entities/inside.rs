//! Places and countries in the names of bodies and sites: "Lima" of "Lima Police Department", "Ruritanian" of "Ruritanian Air Force".
//!
//! In: a name that no table knows. Out: the words at its beginning, or after "of", that name where it is.

use std::ops::Range;

use language::{NameKind, Token};

use super::names::Name;
use super::words;
use crate::actors::{CountryForm, Item, Tables, Words};
use crate::places;

/// Most words of the place.
const LONGEST: usize = 3;

/// The place in a name, if what remains of the name is a body or a site.
pub(super) fn place(tables: &'static Tables, tokens: &[Token], name: &Name) -> Option<Name> {
    if name.label == Some(NameKind::Person) || !name.items.is_empty() || name.tokens.len() < 2 {
        return None;
    }
    let range = name.tokens.clone();
    // "Supreme Court" is one noun.
    let forms: Vec<&str> = tokens[range.clone()].iter().map(|token| &*token.form).collect();
    if tables.find_noun(&Words::new(&forms), 0).is_some_and(|noun| noun.end == forms.len()) {
        return None;
    }
    let first =
        (1..range.len().min(LONGEST + 1)).rev().map(|count| (range.start..range.start + count, range.start + count..range.end));
    let of = range.clone().find(|&at| &*tokens[at].form == "of");
    let last = of.map(|of| (of + 1..range.end, range.start..of));
    first.chain(last).find_map(|(part, rest)| {
        if part.is_empty() || rest.is_empty() || !names_a_body(tables, tokens, &rest) {
            return None;
        }
        inner(tables, tokens, part)
    })
}

fn names_a_body(tables: &Tables, tokens: &[Token], rest: &Range<usize>) -> bool {
    let forms: Vec<&str> = tokens[rest.clone()].iter().map(|token| &*token.form).collect();
    let last = forms.last().map_or_else(String::new, |form| form.to_lowercase());
    let sets = words::sets();
    sets.facilities.contains(&last)
        || sets.local.contains(&last)
        || sets.bodies.contains(&last)
        || tables.describe(&Words::new(&forms)).is_some_and(|said| said.head + 1 == forms.len())
}

fn inner(tables: &'static Tables, tokens: &[Token], part: Range<usize>) -> Option<Name> {
    let forms: Vec<&str> = tokens[part.clone()].iter().map(|token| &*token.form).collect();
    if !forms[0].starts_with(char::is_uppercase) {
        return None;
    }
    let items: Vec<Item<'static>> = tables
        .find(&Words::new(&forms), 0)
        .filter(|found| found.words.end == forms.len())
        .map(|found| found.items)
        .unwrap_or_default()
        .into_iter()
        .filter(|item| matches!(item, Item::Country(..)))
        .collect();
    let adjective = items.iter().any(|item| matches!(item, Item::Country(_, CountryForm::Adjective)));
    (adjective || !items.is_empty() || places::is_known(&forms.join(" "))).then_some(Name {
        tokens: part,
        label: Some(NameKind::Place),
        items,
    })
}
