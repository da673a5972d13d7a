//! Organizations with proper names.

use record::EntityKind;

use super::code::{Code, international, kind};
use super::noun::{leak, sectors};
use super::table::{Row, TableError};

/// An organization with a proper name, an armed group among them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Organization {
    /// Usual English name.
    pub name: &'static str,
    /// Country, international code and sectors.
    pub code: Code,
    /// What it is.
    pub kind: EntityKind,
    /// When it existed, as far as the table says; empty where open.
    pub existed: (&'static str, &'static str),
}

impl Organization {
    /// Reads a row with the aliases.
    pub(crate) fn read(row: &Row, is_country: impl Fn(&str) -> bool) -> Result<(Self, Vec<&'static str>), TableError> {
        row.check_width()?;
        let kind = match row.cell("kind") {
            "" => EntityKind::Organization,
            cell => kind(cell).ok_or_else(|| row.error(format_args!("`{cell}` is no kind of entity")))?,
        };
        let existed = (row.date("from")?, row.date("to")?);
        if !existed.1.is_empty() && existed.0 > existed.1 {
            return Err(row.error(format_args!("begins {} after it ends {}", existed.0, existed.1)));
        }
        let (country, code) = affiliation(row, is_country)?;
        let code = Code { country, international: code, sectors: leak(sectors(row)?).into() };
        if code.text().is_none() {
            return Err(row.error("no country, no international code and no sector: give at least one"));
        }
        let name = row.cell("name");
        Ok((Self { name, code, kind, existed }, std::iter::once(name).chain(row.list("names")).collect()))
    }
}

/// Country and international code of the columns `country` and `code`; either column may hold either.
pub(crate) fn affiliation(
    row: &Row,
    is_country: impl Fn(&str) -> bool,
) -> Result<(Option<&'static str>, Option<&'static str>), TableError> {
    let (mut country, mut code) = (None, None);
    for cell in [row.cell("country"), row.cell("code")].into_iter().filter(|cell| !cell.is_empty()) {
        if let Some(known) = international(cell) {
            code = Some(known);
        } else if is_country(cell) {
            country = Some(cell);
        } else {
            return Err(
                row.error(format_args!("`{cell}` is neither a country's alpha-3 code nor an international code of PLOVER"))
            );
        }
    }
    Ok((country, code))
}
