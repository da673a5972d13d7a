//! What a name may mean: countries, regions of the table, and places of the gazetteer, each with a prior.

use std::sync::OnceLock;

use serde::Deserialize;

use super::gazetteer::{Gazetteer, Kind, Record};
use super::region::{Region, Regions, SOURCE};
use crate::actors::{Country, CountryForm, Item, Tables, Words};

/// A resolved place.
#[derive(Debug, Clone, PartialEq)]
pub struct Place {
    /// What it is.
    pub kind: PlaceKind,
    /// Degrees north.
    pub latitude: f64,
    /// Degrees east.
    pub longitude: f64,
    /// ISO 3166-1 alpha-3; none for a region of several countries.
    pub country: Option<&'static str>,
    /// Name of the first-level region.
    pub admin1: Option<&'static str>,
    /// GeoNames id, where a table has it.
    pub geonames: Option<u32>,
}

impl Place {
    /// A country as a place: its middle, by the table of countries.
    pub(crate) fn of_country(country: &Country) -> Self {
        Self {
            kind: PlaceKind::Country,
            latitude: country.latitude,
            longitude: country.longitude,
            country: Some(country.sovereign),
            admin1: None,
            geonames: country.geonames,
        }
    }
}

/// What a place is, from large to small.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PlaceKind {
    /// Continent, sea, river or other region of no single country.
    Area,
    /// Country or dependency.
    Country,
    /// First-level region or a region of that size.
    Region,
    /// Second-level region: a county.
    District,
    /// Populated place.
    City,
}

/// A reading of a name.
#[derive(Debug, Clone)]
pub(crate) struct Candidate {
    pub(crate) place: Place,
    /// Log-odds before anything else of the story is known.
    pub(crate) prior: f64,
    /// ISO 3166-1 alpha-2.
    pub(crate) country: [u8; 2],
    /// Number of the first-level region in the gazetteer.
    pub(crate) region: Option<u16>,
    /// Number of the second-level region.
    pub(crate) district: Option<u16>,
    /// Thousands of people are known: a city of the table.
    pub(crate) known: bool,
}

/// Most readings of one name that are weighed: the least likely of "San José" are left out.
const MOST: usize = 48;

/// Prior of a city of half a million.
const NAMESAKE: f64 = 3.7;

pub(crate) fn regions() -> &'static Regions {
    static REGIONS: OnceLock<Regions> = OnceLock::new();
    REGIONS.get_or_init(|| Regions::read(SOURCE).0)
}

/// True if any table or the gazetteer has a place of this name.
pub fn is_known(name: &str) -> bool {
    !candidates(name).is_empty()
}

/// Everything that a name may mean, the likeliest first.
pub(crate) fn candidates(name: &str) -> Vec<Candidate> {
    let gazetteer = Gazetteer::embedded();
    let mut out: Vec<Candidate> = countries(name);
    out.extend(regions().named(name).map(|region| from_region(gazetteer, region)));
    out.extend(gazetteer.named(name).map(|record| from_record(gazetteer, &record)));
    if let Some((core, wanted)) = area_word(name) {
        let mut inner = candidates_of_area(gazetteer, core, wanted);
        out.append(&mut inner);
    }
    // "Washington" and "New York" are the cities unless the story says that they are the states.
    let namesake = out.iter().any(|one| one.place.kind == PlaceKind::City && one.prior > NAMESAKE);
    for one in out.iter_mut().filter(|one| namesake && one.place.kind == PlaceKind::Region && one.known) {
        one.prior -= 0.8;
    }
    // A region of the table and of the gazetteer are one: the table's stays.
    let doubles: Vec<bool> = out
        .iter()
        .map(|one| {
            one.place.kind == PlaceKind::Region
                && one.place.geonames.is_none()
                && one.region.is_some()
                && out.iter().any(|two| {
                    two.place.kind == PlaceKind::Region
                        && two.country == one.country
                        && (two.region.is_none() || two.place.geonames.is_some())
                        && !std::ptr::eq(one, two)
                })
        })
        .collect();
    let mut doubles = doubles.into_iter();
    out.retain(|_| !doubles.next().unwrap_or(false));
    out.sort_by(|a, b| b.prior.total_cmp(&a.prior));
    out.truncate(MOST);
    out
}

fn countries(name: &str) -> Vec<Candidate> {
    let words: Vec<&str> = name.split_whitespace().collect();
    let words = Words::new(&words);
    let Some(found) = Tables::load().find(&words, 0).filter(|found| found.words.end == words.len()) else { return Vec::new() };
    found
        .items
        .iter()
        .filter_map(|item| match item {
            Item::Country(country, form) if *form != CountryForm::Capital => Some(country),
            _ => None,
        })
        .map(|country| Candidate {
            place: Place::of_country(country),
            prior: 4.2,
            country: alpha2(country.alpha2),
            region: None,
            district: None,
            known: true,
        })
        .collect()
}

fn from_region(gazetteer: Gazetteer, region: &'static Region) -> Candidate {
    // The number by which the gazetteer knows a state, so that its towns are known to lie in it.
    let number = gazetteer
        .named(region.name)
        .find(|record| record.kind == Kind::Region && record.country == alpha2(region.country))
        .map(|record| record.region);
    let kind = if region.country.is_empty() { PlaceKind::Area } else { PlaceKind::Region };
    Candidate {
        place: Place {
            kind,
            latitude: region.latitude,
            longitude: region.longitude,
            country: Tables::load().country_by_alpha2(region.country).map(|country| country.sovereign),
            admin1: (kind == PlaceKind::Region).then_some(region.name),
            geonames: region.geonames,
        },
        prior: if region.us_state { 3.9 } else { 3.6 },
        country: alpha2(region.country),
        region: number,
        district: None,
        known: true,
    }
}

fn from_record(gazetteer: Gazetteer, record: &Record) -> Candidate {
    let alpha2 = std::str::from_utf8(&record.country).unwrap_or("");
    let country = Tables::load().country_by_alpha2(alpha2).map(|country| country.sovereign);
    let density = f64::from(record.density).ln_1p() * 0.12;
    let (kind, prior) = match record.kind {
        Kind::City if record.people > 0 => (PlaceKind::City, 0.85 * (f64::from(record.people) * 1000.0).log10() - 1.08),
        Kind::City => (PlaceKind::City, 1.0 + density),
        Kind::District => (PlaceKind::District, 1.1),
        Kind::Region => (PlaceKind::Region, 1.9),
    };
    Candidate {
        place: Place {
            kind,
            latitude: record.latitude,
            longitude: record.longitude,
            country,
            admin1: gazetteer.region_name(record.region),
            geonames: None,
        },
        prior,
        country: record.country,
        region: Some(record.region),
        district: record.district,
        known: record.people > 0,
    }
}

/// "Samara region", "Anbar province": the name without the word, and the kinds that the word asks for.
fn area_word(name: &str) -> Option<(&str, Kind)> {
    let (core, word) = name.trim().rsplit_once(' ')?;
    let kind = match word.to_lowercase().as_str() {
        "region" | "oblast" | "province" | "state" | "governorate" | "krai" | "prefecture" | "republic" | "department"
        | "canton" => Kind::Region,
        "county" | "district" | "parish" | "raion" => Kind::District,
        _ => return None,
    };
    Some((core, kind))
}

fn candidates_of_area(gazetteer: Gazetteer, core: &str, wanted: Kind) -> Vec<Candidate> {
    let mut out: Vec<Candidate> =
        regions().named(core).filter(|_| wanted == Kind::Region).map(|region| from_region(gazetteer, region)).collect();
    out.extend(gazetteer.named(core).map(|record| {
        let mut candidate = from_record(gazetteer, &record);
        // The town of the name stands for its region, if the region itself is unknown.
        candidate.prior += if record.kind == wanted { 1.5 } else { -0.5 };
        candidate
    }));
    out
}

pub(crate) fn alpha2(text: &str) -> [u8; 2] {
    text.as_bytes().try_into().unwrap_or_default()
}
