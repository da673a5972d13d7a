//! Drafts to entities: country, sectors, role and code, in order of first mention.

use rustc_hash::FxHashMap;

use super::draft::{Draft, Draftsman, Known};
use super::found::{Entities, Entity};
use super::nominals::country_of;
use super::trace::{Field, Origin, Step};
use crate::actors::Code;
use record::EntityKind;

/// Settles every draft that has a mention and numbers them.
pub(super) fn finish(mut story: Draftsman<'_>) -> Entities {
    story.sort();
    let main = main_country(&story);
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
    let list = order.iter().enumerate().map(|(at, &draft)| settle(at, &story.drafts[draft], day, main)).collect();
    let dateline = story.dateline.map(|(bytes, entity)| (bytes, numbers[&entity]));
    Entities::new(list, story.mentions, story.analysis.sentences.len(), dateline)
}

/// The country that most of the story is about, where one clearly is; else the country of the dateline, where two fifths of what is said of
/// any country is said of it: a correspondent writes "the foreign minister" for the one at hand.
fn main_country(story: &Draftsman<'_>) -> Option<&'static str> {
    let mut counts: Vec<(&'static str, u32)> = Vec::new();
    let mut total = 0;
    let dateline = story.dateline.as_ref().map(|&(_, entity)| entity);
    let mut of = vec![None; story.drafts.len()];
    for (entity, draft) in story.drafts.iter().enumerate() {
        of[entity] = country_of(story, entity).or_else(|| draft.place.as_ref().and_then(|place| place.country));
    }
    for country in story.mentions.iter().map(|mention| mention.entity).chain(dateline).filter_map(|entity| of[entity]) {
        total += 1;
        match counts.iter_mut().find(|(other, _)| *other == country) {
            Some((_, count)) => *count += 1,
            None => counts.push((country, 1)),
        }
    }
    let &(country, count) = counts.iter().reduce(|best, next| if next.1 > best.1 { next } else { best })?;
    if count * 3 >= total * 2 {
        return Some(country);
    }
    let here = dateline.and_then(|entity| of[entity])?;
    counts.iter().find(|(country, count)| *country == here && count * 5 >= total * 2).map(|&(country, _)| country)
}

/// Sectors of domestic actors: one that nothing says a country of is of the story's.
const DOMESTIC: [&str; 18] = [
    "GOV", "LEG", "MIL", "COP", "JUD", "SPY", "OPP", "PTY", "ELI", "REB", "PRM", "UAF", "CRM", "CVL", "LAB", "AGR", "REF", "MED",
];

fn settle(at: usize, draft: &Draft, day: Option<&str>, main: Option<&'static str>) -> Entity {
    let mut steps = draft.steps.clone();
    let mut from = |field, value: &str, origin: &Origin| {
        steps.push(Step { field, value: value.to_string(), origin: origin.clone() });
    };
    let mut code = Code::default();
    let mut role: Option<String> = None;
    let (known, office, table) = known(draft, day);
    let person = matches!(draft.known, Some(Known::Person(_)));
    // Of what the tables know, an organization or a country is what it is; a person may hold another office in the story.
    if !person && let Some(known) = &known {
        code = known.clone();
        from(Field::Sectors, &code.text().unwrap_or_default(), &table);
    }
    // The office that the table knows is coded as there: a chief executive of Hong Kong runs no company.
    if person
        && let (Some(known), Some(office)) = (&known, office)
        && draft.said.iter().find_map(|said| said.role.as_deref()) == Some(office)
    {
        code.sectors = known.sectors.clone();
        from(Field::Sectors, &code.sectors.join(","), &table);
    }
    for said in &draft.said {
        // A word for the country alone does not outweigh the table: "the Ruritanian-born".
        let bare = said.role.is_none() && said.code.sectors.is_empty();
        if code.country.is_none() && code.international.is_none() && !(bare && person && known.is_some()) {
            code.country = said.code.country;
            code.international = said.code.international;
            if let Some(country) = said.code.country.or(said.code.international) {
                from(Field::Country, country, &said.origin);
            }
        }
        let weak = said.role.is_none() && draft.kind == EntityKind::Person && draft.said.iter().any(|said| said.role.is_some());
        if code.sectors.is_empty() && !said.code.sectors.is_empty() && !weak {
            code.sectors = said.code.sectors.clone();
            from(Field::Sectors, &code.sectors.join(","), &said.origin);
        }
        if role.is_none() && said.role.is_some() && draft.kind != EntityKind::Organization {
            role.clone_from(&said.role);
            from(Field::Role, role.as_deref().unwrap_or_default(), &said.origin);
        }
    }
    if person && let Some(known) = known {
        if code.country.is_none() && code.international.is_none() {
            code.country = known.country;
            code.international = known.international;
            from(Field::Country, code.country.or(code.international).unwrap_or_default(), &table);
        }
        if code.sectors.is_empty() {
            code.sectors = known.sectors;
            from(Field::Sectors, &code.sectors.join(","), &table);
        }
        if role.is_none()
            && let Some(office) = office
        {
            from(Field::Role, office, &table);
            role = Some(office.to_string());
        }
    }
    let place = draft.place.as_ref();
    if code.country.is_none()
        && let Some(country) = place.and_then(|place| place.country)
    {
        from(Field::Country, country, &Origin::Table("gazetteer"));
        code.country = Some(country);
    }
    if code.country.is_none()
        && code.international.is_none()
        && code.sectors.first().is_some_and(|sector| DOMESTIC.contains(sector))
        && let Some(country) = main
    {
        from(Field::Country, country, &Origin::Story);
        code.country = Some(country);
    }
    if draft.acts && code.sectors.is_empty() {
        from(Field::Sectors, "GOV", &Origin::Table("lexicon/actors/metonyms.tsv"));
        code.sectors = vec!["GOV"].into();
    }
    let located = matches!(draft.kind, EntityKind::Place | EntityKind::Country | EntityKind::Facility);
    let place = place.filter(|_| located);
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

/// What the tables know: code, office held on the day, and the table's name.
fn known(draft: &Draft, day: Option<&str>) -> (Option<Code>, Option<&'static str>, Origin) {
    match draft.known {
        Some(Known::Country(country)) => (Some(country.code()), None, Origin::Table("lexicon/actors/countries.tsv")),
        Some(Known::Organization(organization)) => {
            (Some(organization.code.clone()), None, Origin::Table("lexicon/actors/organizations.tsv"))
        }
        Some(Known::Seat(seat)) => (Some(seat.code.clone()), None, Origin::Table("lexicon/actors/metonyms.tsv")),
        Some(Known::Person(person)) => {
            let (code, office) = person.code_on(day).map_or((None, None), |(code, office)| (Some(code), office));
            (code, office, Origin::Table("lexicon/actors/people.tsv"))
        }
        None => (None, None, Origin::Story),
    }
}
