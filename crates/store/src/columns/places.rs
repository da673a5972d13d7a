//! Events on the map: a point a place, and a count a country.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{
    ByQuad, Mean, NONE, Selection,
    tally::{Tally, first},
};

/// Where the events happened.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Places {
    /// The places with the most events.
    pub points: Vec<Point>,
    /// All countries, by code.
    pub countries: Vec<CountryCount>,
    /// Places beyond those in `points`.
    pub more: u64,
    /// Events without a place.
    pub unplaced: u64,
}

/// A place with its events.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Point {
    /// Its name in the stories.
    pub name: String,
    /// ISO 3166-1 alpha-3.
    pub country: Option<String>,
    /// First-level administrative region.
    pub admin1: Option<String>,
    /// Degrees north.
    pub latitude: Option<f64>,
    /// Degrees east.
    pub longitude: Option<f64>,
    /// Events there.
    pub events: u64,
    /// The same by quad class.
    pub quads: ByQuad,
    /// Mean conflict–cooperation score.
    pub score: Option<f64>,
}

/// A country with its events.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct CountryCount {
    /// ISO 3166-1 alpha-3.
    pub country: String,
    /// Events there.
    pub events: u64,
    /// The same by quad class.
    pub quads: ByQuad,
    /// Mean conflict–cooperation score.
    pub score: Option<f64>,
}

impl Selection<'_> {
    /// At most `most` points.
    pub fn places(&self, most: usize) -> Places {
        let known = self.columns.places.values();
        let mut counts = Tally::<(ByQuad, Mean)>::below(known.len());
        let mut unplaced = 0;
        for row in self.rows() {
            if row.place == NONE {
                unplaced += 1;
                continue;
            }
            let (quads, mean) = counts.of(row.place);
            quads.add(row.quad);
            mean.add(row.score);
        }
        let mut countries: BTreeMap<&str, (ByQuad, Mean)> = BTreeMap::new();
        for (place, (quads, mean)) in counts.sums() {
            let Some(country) = &known[*place as usize].country else { continue };
            let (all, of_all) = countries.entry(country).or_default();
            all.verbal_cooperation += quads.verbal_cooperation;
            all.material_cooperation += quads.material_cooperation;
            all.verbal_conflict += quads.verbal_conflict;
            all.material_conflict += quads.material_conflict;
            of_all.sum += mean.sum;
            of_all.number += mean.number;
        }
        let mut found: Vec<_> = counts.sums().to_vec();
        let more = first(&mut found, most, |(a, (_, of_a)), (b, (_, of_b))| of_b.number.cmp(&of_a.number).then(a.cmp(b)));
        let mut points: Vec<Point> = found
            .into_iter()
            .map(|(at, (quads, mean))| {
                let place = &known[at as usize];
                let degrees = |part: fn((i32, i32)) -> i32| place.point.map(|point| f64::from(part(point)) / 10_000.0);
                Point {
                    name: place.name.clone(),
                    country: place.country.clone(),
                    admin1: place.admin1.clone(),
                    latitude: degrees(|point| point.0),
                    longitude: degrees(|point| point.1),
                    events: mean.number,
                    quads,
                    score: mean.value(),
                }
            })
            .collect();
        points.sort_by(|a, b| {
            b.events.cmp(&a.events).then_with(|| (&a.name, &a.country, &a.admin1).cmp(&(&b.name, &b.country, &b.admin1)))
        });
        let countries = countries.into_iter().map(|(country, (quads, mean))| CountryCount {
            country: country.to_owned(),
            events: mean.number,
            quads,
            score: mean.value(),
        });
        Places { points, countries: countries.collect(), more, unplaced }
    }
}
