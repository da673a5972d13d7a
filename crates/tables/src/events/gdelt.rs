//! The 61 columns of GDELT's event table. It has no header; the order is that of its codebook 2.0.

use record::Entity;

use super::{
    cells::{is_city, number, text},
    pair::Pair,
};
use crate::{cameo, countries, countries::codes};

/// The row of a pair.
pub(super) fn row(pair: &Pair) -> Vec<String> {
    let (event, story) = (pair.event, &pair.delivered.record.story);
    let mut row = vec![pair.id()];
    row.extend(days(pair.day()));
    for party in [pair.actor, pair.recipient] {
        row.extend(actor(party));
    }
    row.extend([
        u8::from(pair.is_in_headline_or_lead()).to_string(),
        event.cameo.clone(),
        event.cameo.get(..3).unwrap_or(&event.cameo).to_owned(),
        event.cameo.get(..2).unwrap_or_default().to_owned(),
        quad(&event.cameo).to_owned(),
        number(cameo::code(&event.cameo).map(|c| c.goldstein)),
        pair.tellings().count().to_string(),
        "1".to_owned(),
        "1".to_owned(),
        String::new(),
    ]);
    for place in [pair.actor, pair.recipient, pair.place()] {
        row.extend(geography(place));
    }
    row.push(added(story.published.as_deref(), pair.published()));
    row.push(text(story.url.as_ref()));
    row
}

/// Day, month, year, and the year with the share of it that has passed, which GDELT counts in months of thirty days.
fn days(day: &str) -> [String; 4] {
    let digits = day.replace('-', "");
    let part = |to: usize| digits.get(..to).unwrap_or_default().to_owned();
    let number = |from: usize| digits.get(from..from + 2).and_then(|text| text.parse::<f64>().ok());
    let fraction = match (number(4), number(6)) {
        (Some(month), Some(day)) => {
            let share = (((month - 1.0) * 30.0 + day) / 365.0).min(0.9999);
            format!("{}{}", part(4), &format!("{share:.4}")[1..])
        }
        _ => String::new(),
    };
    [digits.clone(), part(6), part(4), fraction]
}

/// Code, name, country, known group, ethnic group, two religions and three types of an actor.
fn actor(party: Option<&Entity>) -> [String; 10] {
    let Some(party) = party else { return Default::default() };
    let country = codes(party.country.as_deref()).cameo;
    let code = text(party.code.as_ref());
    // PLOVER's code begins with ISO's country, GDELT's with CAMEO's.
    let code = match party.country.as_deref().and_then(|iso| code.strip_prefix(iso)) {
        Some(rest) => format!("{country}{rest}"),
        None => code,
    };
    let sector = |n: usize| party.sectors.get(n).cloned().unwrap_or_default();
    let none = String::new;
    let name = party.name.to_uppercase();
    [code, name, country.to_owned(), none(), none(), none(), none(), sector(0), sector(1), sector(2)]
}

/// 1 verbal cooperation, 2 material cooperation, 3 verbal conflict, 4 material conflict, by root code, as GDELT's codebook has it.
fn quad(cameo: &str) -> &'static str {
    match cameo.get(..2).and_then(|root| root.parse::<u8>().ok()) {
        Some(1..=5) => "1",
        Some(6..=8) => "2",
        Some(9..=13) => "3",
        Some(14..=20) => "4",
        _ => "",
    }
}

/// Type, name, country, two administrative units, latitude, longitude and feature of a place.
fn geography(place: Option<&Entity>) -> [String; 8] {
    let Some(place) = place.filter(|p| p.latitude.is_some() && p.longitude.is_some()) else {
        let mut empty: [String; 8] = Default::default();
        empty[0] = "0".to_owned();
        return empty;
    };
    let fips = codes(place.country.as_deref()).fips;
    let country = countries::name(place.country.as_deref());
    let (kind, name, unit, feature) = if is_city(place) {
        let kind = if place.country.as_deref() == Some("USA") { "3" } else { "4" };
        let parts = [place.name.as_str(), place.admin1.as_deref().unwrap_or_default(), country];
        let name: Vec<&str> = parts.into_iter().filter(|part| !part.is_empty()).collect();
        (kind, name.join(", "), "", place.geonames.map(|g| g.to_string()).unwrap_or_default())
    } else {
        // Of a country GDELT repeats the country's code as unit and feature.
        ("1", place.name.clone(), fips, fips.to_owned())
    };
    let (latitude, longitude) = (number(place.latitude), number(place.longitude));
    [kind.to_owned(), name, fips.to_owned(), unit.to_owned(), String::new(), latitude, longitude, feature]
}

/// When the story was published, in UTC; at midnight where only the day is known.
fn added(published: Option<&str>, day: &str) -> String {
    match published.and_then(|text| text.parse::<jiff::Timestamp>().ok()) {
        Some(moment) => moment.strftime("%Y%m%d%H%M%S").to_string(),
        None if day.is_empty() => String::new(),
        None => format!("{}000000", day.replace('-', "")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moments_become_utc_and_days_midnight() {
        for (published, day, expected) in [
            (Some("2025-03-11T23:30:00-02:00"), "2025-03-11", "20250312013000"),
            (Some("2025-03-11"), "2025-03-11", "20250311000000"),
            (None, "", ""),
        ] {
            assert_eq!(added(published, day), expected);
        }
    }

    #[test]
    fn days_are_written_four_ways() {
        for (day, expected) in [
            ("2025-03-11", ["20250311", "202503", "2025", "2025.1945"]),
            ("2024-12-31", ["20241231", "202412", "2024", "2024.9890"]),
            ("", ["", "", "", ""]),
        ] {
            assert_eq!(days(day), expected);
        }
    }

    #[test]
    fn quads_follow_the_root() {
        for (cameo, expected) in [("057", "1"), ("0871", "2"), ("138", "3"), ("163", "4"), ("2042", "4"), ("", "")] {
            assert_eq!(quad(cameo), expected, "{cameo}");
        }
    }
}
