//! The embedded gazetteer: names in, places out. Nothing is read at start-up; look-ups read the bytes that the build wrote.
//!
//! The layout stands at the head of `build.rs`.

use crate::fold::place_key;

static BYTES: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/gazetteer.bin"));

const HEADER: usize = 24;
const PLACE: usize = 16;
const NONE: u16 = u16::MAX;

/// A view of the embedded gazetteer.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Gazetteer {
    names: usize,
    text_offsets: usize,
    first_postings: usize,
    postings: usize,
    region_offsets: usize,
    places: usize,
    countries: usize,
    text: usize,
    count: usize,
}

/// A place as the gazetteer has it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Record {
    pub(crate) id: u32,
    pub(crate) latitude: f64,
    pub(crate) longitude: f64,
    /// First-level region, by its number.
    pub(crate) region: u16,
    /// Second-level region, by its number; none for a region.
    pub(crate) district: Option<u16>,
    /// Thousands of people; 0 if unknown.
    pub(crate) people: u16,
    /// ISO 3166-1 alpha-2.
    pub(crate) country: [u8; 2],
    pub(crate) kind: Kind,
    /// Places in a square of about 80 kilometres around it, at most 63.
    pub(crate) density: u8,
}

/// What a record is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    City,
    District,
    Region,
}

impl Gazetteer {
    /// The gazetteer of this build.
    pub(crate) fn embedded() -> Self {
        let count = |at: usize| word(4 * at) as usize;
        let (names, postings, places, regions, countries) = (count(0), count(1), count(2), count(3), count(4));
        let text_offsets = HEADER;
        let first_postings = text_offsets + 4 * (names + 1);
        let posting_table = first_postings + 4 * (names + 1);
        let region_offsets = posting_table + 4 * postings;
        let place_table = region_offsets + 4 * (regions + 1);
        let country_table = place_table + PLACE * places;
        Self {
            names,
            text_offsets,
            first_postings,
            postings: posting_table,
            region_offsets,
            places: place_table,
            countries: country_table,
            text: country_table + 2 * countries,
            count: places,
        }
    }

    /// Places of a name, in the order of the build; the name may be written in any case, with or without accents.
    pub(crate) fn named(self, name: &str) -> impl Iterator<Item = Record> {
        let key = place_key(name);
        let range = self
            .find(key.as_bytes())
            .map_or(0..0, |at| word(self.first_postings + 4 * at) as usize..word(self.first_postings + 4 * at + 4) as usize);
        range.map(move |at| self.place(word(self.postings + 4 * at)))
    }

    /// Number of places.
    pub(crate) fn len(self) -> usize {
        self.count
    }

    /// Name of a first-level region.
    pub(crate) fn region_name(self, region: u16) -> Option<&'static str> {
        if region == NONE {
            return None;
        }
        let at = self.region_offsets + 4 * usize::from(region);
        std::str::from_utf8(self.slice(word(at) as usize, word(at + 4) as usize)).ok().filter(|name| !name.is_empty())
    }

    fn find(self, key: &[u8]) -> Option<usize> {
        let (mut low, mut high) = (0, self.names);
        while low < high {
            let middle = (low + high) / 2;
            let at = self.text_offsets + 4 * middle;
            match self.slice(word(at) as usize, word(at + 4) as usize).cmp(key) {
                std::cmp::Ordering::Equal => return Some(middle),
                std::cmp::Ordering::Less => low = middle + 1,
                std::cmp::Ordering::Greater => high = middle,
            }
        }
        None
    }

    fn slice(self, from: usize, to: usize) -> &'static [u8] {
        BYTES.get(self.text + from..self.text + to).unwrap_or_default()
    }

    fn place(self, id: u32) -> Record {
        let at = self.places + PLACE * id as usize;
        let byte = |offset: usize| BYTES.get(at + offset).copied().unwrap_or_default();
        let short = |offset| u16::from_le_bytes([byte(offset), byte(offset + 1)]);
        let country = self.countries + 2 * usize::from(byte(14));
        let letter = |offset: usize| BYTES.get(country + offset).copied().unwrap_or_default();
        let district = short(10);
        Record {
            id,
            latitude: f64::from(word(at) as i32) / 1e5,
            longitude: f64::from(word(at + 4) as i32) / 1e5,
            region: short(8),
            district: (district != NONE).then_some(district),
            people: short(12),
            country: [letter(0), letter(1)],
            kind: match byte(15) >> 6 {
                0 => Kind::City,
                1 => Kind::District,
                _ => Kind::Region,
            },
            density: byte(15) & 63,
        }
    }
}

fn word(at: usize) -> u32 {
    BYTES.get(at..at + 4).map_or(0, |bytes| u32::from_le_bytes([bytes[0], bytes[1], bytes[2], bytes[3]]))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(name: &str, country: &[u8; 2], latitude: f64, longitude: f64) {
        let found = Gazetteer::embedded().named(name).any(|place| {
            &place.country == country && (place.latitude - latitude).abs() < 0.3 && (place.longitude - longitude).abs() < 0.3
        });
        assert!(found, "{name}");
    }

    #[test]
    fn names_lead_to_places() {
        check("Omsk", b"RU", 54.99, 73.37);
        check("St. Petersburg", b"RU", 59.94, 30.31);
        check("ZÜRICH", b"CH", 47.37, 8.55);
        check("Kiev", b"UA", 50.45, 30.52);
        check("Kyiv", b"UA", 50.45, 30.52);
        check("Ciudad Juárez", b"MX", 31.72, -106.46);
        assert_eq!(Gazetteer::embedded().named("no such place at all").count(), 0);
        assert!(Gazetteer::embedded().len() > 150_000);
    }

    #[test]
    fn regions_have_names() {
        let gazetteer = Gazetteer::embedded();
        let texan = gazetteer.named("Waco").find(|place| &place.country == b"US").expect("Waco");
        assert_eq!(gazetteer.region_name(texan.region), Some("Texas"));
        assert_eq!(gazetteer.region_name(NONE), None);
    }
}
