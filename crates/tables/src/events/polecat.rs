//! The 40 columns of POLECAT.

use record::{
    Entity,
    EntityKind::{self, ArmedGroup, Country, Organization, Person, Place},
    Quad,
};

use super::{
    Codebook,
    cells::{located, number, text},
    pair::{Pair, words},
};
use crate::countries::codes;

pub(super) const COLUMNS: [&str; 40] = [
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

/// Between several values of one cell.
const SEVERAL: &str = "; ";
/// What stands where there is no value.
const MISSING: &str = "None";

/// The row of a pair.
pub(super) fn row(pair: &Pair) -> Vec<String> {
    let (event, record) = (pair.event, &pair.delivered.record);
    let mut row = vec![
        pair.polecat_id(),
        pair.day().to_owned(),
        event.plover.kind.to_uppercase(),
        text(event.plover.mode.as_ref()),
        event.score.to_string(),
        quad(event.quad).to_owned(),
        event.contexts.join(SEVERAL),
    ];
    for party in [pair.actor, pair.recipient] {
        row.extend([
            party.map(|p| p.name.clone()).unwrap_or_default(),
            text(party.and_then(|p| p.country.as_ref())),
            codes(party.and_then(|p| p.country.as_deref())).cow.to_owned(),
            text(party.and_then(|p| p.sectors.first())),
            party.map(|p| p.sectors.join(SEVERAL)).unwrap_or_default(),
            text(party.and_then(|p| p.role.as_ref())),
            raw(pair, party),
            String::new(),
        ]);
    }
    let place = pair.place();
    row.push(place.map(|p| p.name.clone()).unwrap_or_default());
    row.extend(located(place));
    row.push(text(place.and_then(|p| p.country.as_ref())));
    let named = |kinds: &[EntityKind]| -> String {
        let names: Vec<&str> = record.entities.iter().filter(|e| kinds.contains(&e.kind)).map(|e| e.name.as_str()).collect();
        names.join(SEVERAL)
    };
    row.extend([
        number(place.and_then(|p| p.latitude)),
        number(place.and_then(|p| p.longitude)),
        place.and_then(|p| p.geonames).map(|g| g.to_string()).unwrap_or_default(),
        raw(pair, place),
        String::new(),
        text(record.story.source.as_ref()),
        pair.published().to_owned(),
        named(&[Person]),
        named(&[Organization, ArmedGroup]),
        named(&[Country, Place]),
        record.story.language.clone(),
        format!("dateline {}, {}", record.engine.version, Codebook::VERSION),
    ]);
    for cell in &mut row {
        if cell.is_empty() {
            MISSING.clone_into(cell);
        }
    }
    row
}

fn quad(quad: Quad) -> &'static str {
    match quad {
        Quad::VerbalCooperation => "VERBAL COOPERATION",
        Quad::MaterialCooperation => "MATERIAL COOPERATION",
        Quad::VerbalConflict => "VERBAL CONFLICT",
        Quad::MaterialConflict => "MATERIAL CONFLICT",
    }
}

/// The words that speak of an entity in the event's sentence, else where it is first spoken of.
fn raw(pair: &Pair, entity: Option<&Entity>) -> String {
    let Some(entity) = entity else { return String::new() };
    let sentence = pair.delivered.record.sentences.get(pair.event.sentence);
    let beside = entity.mentions.iter().find(|m| sentence.is_some_and(|s| s.start <= m.span.start && m.span.end <= s.end));
    beside.or(entity.mentions.first()).map(|m| words(pair.delivered, m.span)).unwrap_or_default()
}
