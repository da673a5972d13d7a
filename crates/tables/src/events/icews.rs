//! The 20 columns of ICEWS coded events.

use record::Entity;

use super::{
    cells::{located, number, text},
    pair::Pair,
};
use crate::{cameo, countries};

pub(super) const COLUMNS: [&str; 20] = [
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

/// The row of a pair.
pub(super) fn row(pair: &Pair) -> Vec<String> {
    let (event, story) = (pair.event, &pair.delivered.record.story);
    let party = |party: Option<&Entity>| {
        [
            party.map(|p| p.name.clone()).unwrap_or_default(),
            party.map(|p| p.sectors.join(",")).unwrap_or_default(),
            countries::name(party.and_then(|p| p.country.as_deref())).to_owned(),
        ]
    };
    let code = cameo::code(&event.cameo);
    let mut row = vec![pair.id(), pair.day().to_owned()];
    row.extend(party(pair.actor));
    row.extend([
        // ICEWS leaves out that a code is the general one of its kind.
        code.map(|c| c.name.trim_end_matches(", not specified below").to_owned()).unwrap_or_default(),
        event.cameo.clone(),
        number(code.map(|c| c.goldstein)),
    ]);
    row.extend(party(pair.recipient));
    row.extend([pair.story_id(), (event.sentence + 1).to_string(), text(story.source.as_ref())]);
    let place = pair.place();
    row.extend(located(place));
    row.push(countries::name(place.and_then(|p| p.country.as_deref())).to_owned());
    row.extend([number(place.and_then(|p| p.latitude)), number(place.and_then(|p| p.longitude))]);
    row
}
