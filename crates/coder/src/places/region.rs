//! Regions of our own table: states of the United States and what news calls regions elsewhere.

use rustc_hash::FxHashMap;

use crate::actors::{Row, Source, TableError};
use crate::fold::place_key;

/// The table as it stands in the repository.
pub const SOURCE: Source =
    Source { file: "lexicon/places/regions.tsv", text: include_str!("../../../../lexicon/places/regions.tsv") };

/// A region of the table.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Region {
    pub(crate) name: &'static str,
    /// ISO 3166-1 alpha-2; empty if it lies in several countries.
    pub(crate) country: &'static str,
    /// A state of the United States.
    pub(crate) us_state: bool,
    pub(crate) latitude: f64,
    pub(crate) longitude: f64,
    pub(crate) geonames: Option<u32>,
}

/// Regions by the key of their names.
#[derive(Debug, Default)]
pub(crate) struct Regions {
    list: Vec<Region>,
    by_key: FxHashMap<String, Vec<(u32, &'static str)>>,
}

impl Regions {
    /// Reads the table; faulty rows are left out and reported.
    pub(crate) fn read(source: Source) -> (Self, Vec<TableError>) {
        let (mut out, mut errors) = (Self::default(), Vec::new());
        for row in source.rows() {
            if let Err(error) = out.row(&row) {
                errors.push(error);
            }
        }
        (out, errors)
    }

    fn row(&mut self, row: &Row) -> Result<(), TableError> {
        row.check_width()?;
        let (latitude, longitude) = (row.number("latitude")?, row.number("longitude")?);
        if !(-90.0..=90.0).contains(&latitude) || !(-180.0..=180.0).contains(&longitude) {
            return Err(row.error(format_args!("{latitude}, {longitude} is nowhere on Earth")));
        }
        let us_state = row.section == "us_state";
        let country = if us_state { "US" } else { row.cell("country") };
        if !country.is_empty() && (country.len() != 2 || !country.bytes().all(|b| b.is_ascii_uppercase())) {
            return Err(row.error(format_args!("`{country}` is no alpha-2 code: two capital letters")));
        }
        let name = row.cell("name");
        let geonames = if row.cell("geonames").is_empty() { None } else { Some(row.number("geonames")?) };
        let id = self.list.len() as u32;
        self.list.push(Region { name, country, us_state, latitude, longitude, geonames });
        for alias in std::iter::once(name).chain(row.list("names")).chain(row.list("adjectives")) {
            let alias = alias.strip_prefix("the ").unwrap_or(alias);
            let ids = self.by_key.entry(place_key(alias)).or_default();
            if ids.iter().any(|&(other, _)| self.list[other as usize].country == country && other != id) {
                return Err(row.error(format_args!("`{alias}` stands in another row of the same country")));
            }
            ids.push((id, alias));
        }
        Ok(())
    }

    /// Regions that a name may mean. An abbreviation ("Ind.", "La.") needs its point and its case, unless it has capitals only.
    pub(crate) fn named(&self, name: &str) -> impl Iterator<Item = &Region> {
        let ids = self.by_key.get(&place_key(name));
        ids.into_iter()
            .flatten()
            .filter(move |(_, alias)| !alias.ends_with('.') || *alias == name)
            .map(|&(id, _)| &self.list[id as usize])
    }
}
