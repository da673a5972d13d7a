//! Coordinates, country and region of the places.
//!
//! In: the story with its names. Out: a [`Place`] in each draft of a place or country that the gazetteer or the tables resolve, with
//! the whole story in view ([`resolve_all`]).

use std::ops::Range;

use record::{EntityKind, MentionKind};

use super::draft::{Draftsman, Known};
use super::found::Mention;
use super::trace::{Field, Origin};
use super::words;
use crate::places::{self, Context, Place, PlaceKind, resolve_all};

/// Resolves every place of the story.
pub(super) fn locate(story: &mut Draftsman<'_>) {
    let mut asked: Vec<(usize, String, Option<String>)> = Vec::new();
    for mention in story.mentions.iter().filter(|mention| mention.kind == MentionKind::Name) {
        let draft = &story.drafts[mention.entity];
        match (draft.kind, draft.known) {
            (EntityKind::Country, Some(Known::Country(_))) => asked.push((mention.entity, draft.name.clone(), None)),
            (EntityKind::Place, _) => {
                asked.push((mention.entity, place_name(story, mention), container(story, mention)));
            }
            _ => {}
        }
    }
    let dateline =
        story.dateline.as_ref().map(|(bytes, entity)| (story.text.get(bytes.clone()).unwrap_or("").to_string(), *entity));
    if let Some((name, entity)) = &dateline
        && story.drafts[*entity].kind == EntityKind::Place
    {
        asked.push((*entity, name.clone(), region_after(story)));
    }
    let countries = countries(story);
    let mentions: Vec<places::Mention<'_>> =
        asked.iter().map(|(_, name, container)| places::Mention { name, container: container.as_deref() }).collect();
    let context = Context { countries: &countries, dateline: dateline.as_ref().map(|(name, _)| name.as_str()) };
    let found = resolve_all(&mentions, &context);
    let regions: Vec<&str> = found.iter().flatten().filter_map(|place| place.admin1).collect();
    for ((entity, name, container), place) in asked.iter().zip(found.iter().cloned()) {
        // A capital's name is the capital, unless the story has other places of the namesake's region.
        let place = match (story.drafts[*entity].capital_of, place) {
            (Some(country), Some(place)) if place.country != Some(country.sovereign) && container.is_none() => {
                let supported = regions.iter().filter(|region| place.admin1 == Some(region)).count() > 1;
                let capital = || places::resolve(places::Mention { name, container: Some(country.name) }, &context);
                if supported { Some(place) } else { capital() }
            }
            (_, place) => place,
        };
        let draft = &mut story.drafts[*entity];
        if draft.kind == EntityKind::Country {
            // "Georgia" of a story about Atlanta is the state.
            if let Some(place) = place.filter(|place| place.kind == PlaceKind::Region) {
                draft.kind = EntityKind::Place;
                draft.known = None;
                draft.place = Some(place);
            }
            continue;
        }
        if draft.place.is_none()
            && let Some(place) = place
        {
            draft.step(
                Field::Place,
                format!("{name}: {:.2}, {:.2}", place.latitude, place.longitude),
                Origin::Table("gazetteer"),
            );
            draft.place = Some(place);
        }
    }
    for draft in &mut story.drafts {
        if draft.kind == EntityKind::Country
            && let Some(Known::Country(country)) = draft.known
        {
            draft.place = Some(Place::of_country(country));
        }
    }
}

/// The name with the word for its area: "Anbar province".
fn place_name(story: &Draftsman<'_>, mention: &Mention) -> String {
    let tree = &story.trees[mention.sentence];
    let name = story.shown(mention.sentence, mention.tokens.clone());
    match tree.tokens.get(mention.tokens.end) {
        Some(next) if words::sets().areas.contains(&next.form.to_lowercase()) => format!("{name} {}", next.form.to_lowercase()),
        _ => name,
    }
}

/// The larger place named with it: "Texas" of "Paris, Texas", "Iraq" of "Tikrit in Iraq", "Syria" of "the Syrian town of Raqqa".
fn container(story: &Draftsman<'_>, mention: &Mention) -> Option<String> {
    let tree = &story.trees[mention.sentence];
    let named = |at: usize| {
        let &mention = story.named[mention.sentence].get(&at)?;
        let other = &story.mentions[mention];
        matches!(story.drafts[other.entity].kind, EntityKind::Place | EntityKind::Country).then_some(other)
    };
    let end = mention.tokens.end;
    let linked = tree.tokens.get(end).is_some_and(|token| matches!(&*token.form, "," | "in" | "("));
    if linked && let Some(other) = named(end + 1).filter(|other| other.tokens.start == end + 1) {
        return Some(story.shown(other.sentence, other.tokens.clone()));
    }
    // "the Syrian town of Raqqa"
    let governor = tree.tokens[mention.head].head?;
    let of = tree.preposition(mention.head) == Some("of") && governor < mention.head;
    if of {
        let inside: Range<usize> = tree.left_edge(governor)..governor;
        let other = inside.into_iter().find_map(named)?;
        return Some(story.drafts[other.entity].name.clone());
    }
    None
}

/// What follows the dateline's place in brackets or after a comma is not part of the story's sentences; the text has it.
fn region_after(story: &Draftsman<'_>) -> Option<String> {
    let (bytes, _) = story.dateline.as_ref()?;
    let rest = story.text.get(bytes.end..)?.strip_prefix(", ")?;
    let name: String = rest.chars().take(40).take_while(|c| c.is_alphabetic() || matches!(c, ' ' | '.' | '\'')).collect();
    let name = name.trim();
    places::is_known(name).then(|| name.to_string())
}

/// Countries that the story speaks of.
fn countries(story: &Draftsman<'_>) -> Vec<&'static str> {
    let mut out: Vec<&'static str> = story
        .drafts
        .iter()
        .filter_map(|draft| match draft.known? {
            Known::Country(country) => Some(country.alpha3),
            Known::Organization(organization) => organization.code.country,
            Known::Seat(seat) => seat.code.country,
            Known::Person(person) => person.code_on(story.day.as_deref()).and_then(|(code, _)| code.country),
        })
        .collect();
    out.sort_unstable();
    out.dedup();
    out
}
