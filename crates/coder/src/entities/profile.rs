//! Drafts to entities: country, sectors, role and code, in order of first mention.

use rustc_hash::FxHashMap;

use super::draft::{Draft, Draftsman, Known};
use super::found::{Entities, Entity};
use super::trace::{Field, Origin};
use crate::actors::Code;

/// Settles every draft that has a mention and numbers them.
pub(super) fn finish(mut story: Draftsman<'_>) -> Entities {
    story.mentions.sort_by(|a, b| {
        (a.sentence, a.tokens.start, b.tokens.end, a.entity).cmp(&(b.sentence, b.tokens.start, a.tokens.end, b.entity))
    });
    story.mentions.dedup_by(|b, a| a.sentence == b.sentence && a.tokens == b.tokens && a.entity == b.entity);
    let mut numbers: FxHashMap<usize, usize> = FxHashMap::default();
    let mut order: Vec<usize> = Vec::new();
    let dateline = story.dateline.as_ref().map(|&(_, entity)| entity);
    for entity in dateline.into_iter().chain(story.mentions.iter().map(|mention| mention.entity)) {
        numbers.entry(entity).or_insert_with(|| {
            order.push(entity);
            order.len() - 1
        });
    }
    for mention in &mut story.mentions {
        mention.entity = numbers[&mention.entity];
    }
    let day = story.day.as_deref();
    let list = order.iter().enumerate().map(|(at, &draft)| settle(at, &story.drafts[draft], day)).collect();
    let dateline = story.dateline.map(|(bytes, entity)| (bytes, numbers[&entity]));
    Entities::new(list, story.mentions, story.analysis.sentences.len(), dateline)
}

fn settle(at: usize, draft: &Draft, day: Option<&str>) -> Entity {
    let mut steps = draft.steps.clone();
    let mut code = Code::default();
    let mut role = None;
    let mut from = |field, value: String, origin: Origin| steps.push(super::Step { field, value, origin });
    match draft.known {
        Some(Known::Country(country)) => {
            code = country.code();
            from(Field::Country, country.sovereign.to_string(), Origin::Table("lexicon/actors/countries.tsv"));
        }
        Some(Known::Organization(organization)) => {
            code = organization.code.clone();
            from(Field::Sectors, code.text().unwrap_or_default(), Origin::Table("lexicon/actors/organizations.tsv"));
        }
        Some(Known::Seat(seat)) => {
            code = seat.code.clone();
            from(Field::Sectors, code.text().unwrap_or_default(), Origin::Table("lexicon/actors/metonyms.tsv"));
        }
        Some(Known::Person(person)) => {
            if let Some((known, office)) = person.code_on(day) {
                code = known;
                role = office.map(String::from);
                from(Field::Sectors, code.text().unwrap_or_default(), Origin::Table("lexicon/actors/people.tsv"));
            }
        }
        None => {}
    }
    let place = draft.place.as_ref();
    let record = record::Entity {
        id: format!("e{}", at + 1),
        name: draft.name.clone(),
        kind: draft.kind,
        country: code.country.map(String::from),
        sectors: code.record_sectors(),
        role,
        code: code.text(),
        latitude: place.map(|place| place.latitude),
        longitude: place.map(|place| place.longitude),
        geonames: place.and_then(|place| place.geonames),
        admin1: place.and_then(|place| place.admin1).map(String::from),
        mentions: Vec::new(),
    };
    Entity { record, steps }
}
