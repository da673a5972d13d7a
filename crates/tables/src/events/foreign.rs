//! The rows of GDELT, ICEWS and POLECAT. `docs/exports.md` says of each column how it is filled.

use record::{Entity, Quad};

use super::{
    Codebook,
    pair::{Pair, words},
};
use crate::countries::codes;

pub(super) const ICEWS: [&str; 20] = [
    "Event ID",
    "Event Date",
    "Source Name",
    "Source Sectors",
    "Source Country",
    "Event Text",
    "CAMEO Code",
    "Intensity",
    "Target Name",
    "Target Sectors",
    "Target Country",
    "Story ID",
    "Sentence Number",
    "Publisher",
    "City",
    "District",
    "Province",
    "Country",
    "Latitude",
    "Longitude",
];

pub(super) const POLECAT: [&str; 40] = [
    "Event ID",
    "Event Date",
    "Event Type",
    "Event Mode",
    "Intensity",
    "Quad Code",
    "Contexts",
    "Actor Name",
    "Actor Country",
    "Actor COW",
    "Primary Actor Sector",
    "Actor Sectors",
    "Actor Title",
    "Actor Name Raw",
    "Wikipedia Actor ID",
    "Recipient Name",
    "Recipient Country",
    "Recipient COW",
    "Primary Recipient Sector",
    "Recipient Sectors",
    "Recipient Title",
    "Recipient Name Raw",
    "Wikipedia Recipient ID",
    "Placename",
    "City",
    "District",
    "Province",
    "Country",
    "Latitude",
    "Longitude",
    "GeoNames ID",
    "Raw Placename",
    "Feature Type",
    "Source",
    "Publication Date",
    "Story People",
    "Story Organizations",
    "Story Locations",
    "Language",
    "Version",
];

fn text(value: Option<&String>) -> String {
    value.cloned().unwrap_or_default()
}

fn number(value: Option<f64>) -> String {
    value.map(|v| v.to_string()).unwrap_or_default()
}

fn is_city(place: &Entity) -> bool {
    place.kind == record::EntityKind::Place
}

fn quad(quad: Quad) -> &'static str {
    match quad {
        Quad::VerbalCooperation => "1",
        Quad::MaterialCooperation => "2",
        Quad::VerbalConflict => "3",
        Quad::MaterialConflict => "4",
    }
}

/// The 61 columns of GDELT.
pub(super) fn gdelt(pair: &Pair) -> Vec<String> {
    let (event, story) = (pair.event, &pair.delivered.record.story);
    let digits = pair.day().replace('-', "");
    let part = |to: usize| digits.get(..to).unwrap_or_default().to_owned();
    // GDELT: year and the share of it that has passed, with thirty days a month.
    let fraction = match (
        digits.get(..4),
        digits.get(4..6).and_then(|m| m.parse::<f64>().ok()),
        digits.get(6..8).and_then(|d| d.parse::<f64>().ok()),
    ) {
        (Some(year), Some(month), Some(day)) => {
            let share = (((month - 1.0) * 30.0 + day) / 365.0).min(0.9999);
            format!("{year}{}", &format!("{share:.4}")[1..])
        }
        _ => String::new(),
    };
    let mut row = vec![pair.id(), digits.clone(), part(6), part(4), fraction];
    for party in [pair.actor, pair.recipient] {
        let country = party.map(|p| codes(p.country.as_deref()).cameo).unwrap_or_default();
        let sector = |n: usize| party.and_then(|p| p.sectors.get(n)).cloned().unwrap_or_default();
        row.extend([
            text(party.and_then(|p| p.code.as_ref())),
            party.map(|p| p.name.to_uppercase()).unwrap_or_default(),
            country.into(),
        ]);
        row.extend(std::iter::repeat_n(String::new(), 4));
        row.extend([sector(0), sector(1), sector(2)]);
    }
    let lead = event.sentence <= 1;
    row.extend([
        u8::from(lead).to_string(),
        event.cameo.clone(),
        event.cameo.get(..3).unwrap_or(&event.cameo).to_owned(),
        event.cameo.get(..2).unwrap_or_default().to_owned(),
        quad(event.quad).to_owned(),
        event.score.to_string(),
    ]);
    let first = event.same_as.as_ref().unwrap_or(&event.id);
    let mentions = pair.delivered.record.events.iter().filter(|e| &e.id == first || e.same_as.as_ref() == Some(first)).count();
    row.extend([mentions.max(1).to_string(), "1".into(), "1".into(), String::new()]);
    row.extend(geography(pair.actor));
    row.extend(geography(pair.recipient));
    row.extend(geography(pair.place()));
    let added = pair.published().replace('-', "");
    row.push(if added.is_empty() { added } else { format!("{added}000000") });
    row.push(text(story.url.as_ref()));
    row
}

/// Type, name, country, two administrative units, latitude, longitude and feature of a place.
fn geography(place: Option<&Entity>) -> [String; 8] {
    let Some(place) = place.filter(|p| p.latitude.is_some() && p.longitude.is_some()) else {
        let mut empty: [String; 8] = Default::default();
        empty[0] = "0".into();
        return empty;
    };
    let kind = if !is_city(place) {
        "1"
    } else if place.country.as_deref() == Some("USA") {
        "3"
    } else {
        "4"
    };
    [
        kind.into(),
        place.name.clone(),
        codes(place.country.as_deref()).fips.into(),
        String::new(),
        String::new(),
        number(place.latitude),
        number(place.longitude),
        place.geonames.map(|g| g.to_string()).unwrap_or_default(),
    ]
}

fn located(pair: &Pair) -> [String; 4] {
    let place = pair.place();
    [
        place.filter(|p| is_city(p)).map(|p| p.name.clone()).unwrap_or_default(),
        String::new(),
        text(place.and_then(|p| p.admin1.as_ref())),
        text(place.and_then(|p| p.country.as_ref())),
    ]
}

/// The 20 columns of ICEWS.
pub(super) fn icews(pair: &Pair) -> Vec<String> {
    let (event, story) = (pair.event, &pair.delivered.record.story);
    let party = |p: Option<&Entity>| {
        [
            p.map(|p| p.name.clone()).unwrap_or_default(),
            p.map(|p| p.sectors.join(",")).unwrap_or_default(),
            text(p.and_then(|p| p.country.as_ref())),
        ]
    };
    let mode = event.plover.mode.as_ref().map(|m| format!(" {m}")).unwrap_or_default();
    let mut row = vec![pair.id(), pair.day().to_owned()];
    row.extend(party(pair.actor));
    row.extend([format!("{}{mode}", event.plover.kind), event.cameo.clone(), event.score.to_string()]);
    row.extend(party(pair.recipient));
    row.extend([pair.story_id(), (event.sentence + 1).to_string(), text(story.source.as_ref())]);
    row.extend(located(pair));
    row.extend([number(pair.place().and_then(|p| p.latitude)), number(pair.place().and_then(|p| p.longitude))]);
    row
}

/// The 40 columns of POLECAT.
pub(super) fn polecat(pair: &Pair) -> Vec<String> {
    let (event, record) = (pair.event, &pair.delivered.record);
    let mut row = vec![
        pair.id(),
        pair.day().to_owned(),
        event.plover.kind.clone(),
        text(event.plover.mode.as_ref()),
        event.score.to_string(),
        quad(event.quad).to_owned(),
        event.contexts.join(";"),
    ];
    let raw = |p: Option<&Entity>| p.and_then(|p| p.mentions.first()).map(|m| words(pair.delivered, m.span)).unwrap_or_default();
    for party in [pair.actor, pair.recipient] {
        row.extend([
            party.map(|p| p.name.clone()).unwrap_or_default(),
            text(party.and_then(|p| p.country.as_ref())),
            party.map(|p| codes(p.country.as_deref()).cow).unwrap_or_default().to_owned(),
            text(party.and_then(|p| p.sectors.first())),
            party.map(|p| p.sectors.join(";")).unwrap_or_default(),
            text(party.and_then(|p| p.role.as_ref())),
            raw(party),
            String::new(),
        ]);
    }
    let place = pair.place();
    row.push(place.map(|p| p.name.clone()).unwrap_or_default());
    row.extend(located(pair));
    let kind = |kinds: &[record::EntityKind]| -> String {
        let names: Vec<&str> = record.entities.iter().filter(|e| kinds.contains(&e.kind)).map(|e| e.name.as_str()).collect();
        names.join(";")
    };
    use record::EntityKind::{ArmedGroup, Country, Organization, Person, Place};
    row.extend([
        number(place.and_then(|p| p.latitude)),
        number(place.and_then(|p| p.longitude)),
        place.and_then(|p| p.geonames).map(|g| g.to_string()).unwrap_or_default(),
        raw(place),
        String::new(),
        text(record.story.source.as_ref()),
        pair.published().to_owned(),
        kind(&[Person]),
        kind(&[Organization, ArmedGroup]),
        kind(&[Country, Place]),
        record.story.language.clone(),
        format!("dateline {}; {}", record.engine.version, Codebook::VERSION),
    ]);
    row
}
