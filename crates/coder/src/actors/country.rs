//! States and territories and what they are called.

use super::code::{Code, sector};
use super::table::{Row, TableError};

/// A state or a territory, of today or of the past.
#[derive(Debug, Clone, PartialEq)]
pub struct Country {
    /// ISO 3166-1 alpha-2, or its withdrawn code; empty for a partially recognised entity.
    pub alpha2: &'static str,
    /// ISO 3166-1 alpha-3, or its withdrawn code; empty for a partially recognised entity.
    pub alpha3: &'static str,
    /// The state that actors of this one are coded to: itself, or who controls a territory.
    pub sovereign: &'static str,
    /// The state that continues a state of the past.
    pub successor: Option<&'static str>,
    /// Recognised by some states only: PLOVER adds the sector PRE.
    pub partially_recognised: bool,
    /// Usual English name.
    pub name: &'static str,
    /// Capital and other seats, the seat of government first.
    pub capitals: Vec<&'static str>,
    /// Degrees north of a middle point.
    pub latitude: f64,
    /// Degrees east of a middle point.
    pub longitude: f64,
    /// GeoNames id, where the table has it.
    pub geonames: Option<u32>,
    /// First and last month of a state of the past; empty for one of today.
    pub existed: (&'static str, &'static str),
}

/// How an alias names a country.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum CountryForm {
    /// "France".
    Name,
    /// "French", as an adjective or for its people.
    Adjective,
    /// "Frenchmen".
    People,
    /// "Paris", for its government or for the city.
    Capital,
}

/// What a country is called, and how each name names it.
pub(crate) type Aliases = Vec<(&'static str, CountryForm)>;

impl Country {
    /// Country of the record with the sector of a partially recognised entity.
    pub fn code(&self) -> Code {
        let sectors: &'static [&'static str] = if self.partially_recognised { &["PRE"] } else { &[] };
        Code { country: Some(self.sovereign), international: None, sectors: sectors.into() }
    }

    /// Reads a row of any section, with the aliases of the country.
    pub(crate) fn read(row: &Row) -> Result<(Self, Aliases), TableError> {
        row.check_width()?;
        let alpha3 = row.cell("alpha3");
        let letters = |text: &str, count| text.len() == count && text.bytes().all(|b| b.is_ascii_uppercase());
        if row.section != "territory" && !letters(alpha3, 3) {
            return Err(row.error(format_args!("`{alpha3}` is no alpha-3 code: three capital letters")));
        }
        if !row.cell("alpha2").is_empty() && !letters(row.cell("alpha2"), 2) {
            return Err(row.error(format_args!("`{}` is no alpha-2 code: two capital letters", row.cell("alpha2"))));
        }
        let (sovereign, extra) = match row.cell("sovereign") {
            "" => (alpha3, None),
            cell => cell.split_once('+').map_or((cell, None), |(state, extra)| (state, Some(extra))),
        };
        if !letters(sovereign, 3) {
            return Err(row.error(format_args!("`{sovereign}` is no alpha-3 code of a sovereign state")));
        }
        if extra.is_some_and(|extra| sector(extra) != Some("PRE")) {
            return Err(row.error("only `+PRE` may follow the sovereign"));
        }
        let (from, to) = (row.date("from")?, row.date("to")?);
        if !to.is_empty() && from > to {
            return Err(row.error(format_args!("begins {from} after it ends {to}")));
        }
        let (latitude, longitude) = (row.number("latitude")?, row.number("longitude")?);
        if !(-90.0..=90.0).contains(&latitude) || !(-180.0..=180.0).contains(&longitude) {
            return Err(row.error(format_args!("{latitude}, {longitude} is nowhere on Earth")));
        }
        let name = row.cell("name");
        let country = Self {
            alpha2: row.cell("alpha2"),
            alpha3,
            sovereign,
            successor: Some(row.cell("successor")).filter(|code| !code.is_empty()),
            partially_recognised: extra.is_some(),
            name,
            capitals: row.list("capitals").collect(),
            latitude,
            longitude,
            geonames: if row.cell("geonames").is_empty() { None } else { Some(row.number("geonames")?) },
            existed: (from, to),
        };
        let mut aliases = vec![(name, CountryForm::Name)];
        aliases.extend(row.list("names").map(|alias| (alias, CountryForm::Name)));
        aliases.extend(row.list("adjectives").map(|alias| (alias, CountryForm::Adjective)));
        aliases.extend(row.list("people").map(|alias| (alias, CountryForm::People)));
        aliases.extend(row.list("capitals").map(|alias| (alias, CountryForm::Capital)));
        Ok((country, aliases))
    }
}
