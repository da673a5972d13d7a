//! Holders of office: who held which office from when to when.

use super::code::Code;
use super::noun::{leak, sectors};
use super::organization::affiliation;
use super::table::{Row, TableError};

/// A person with the offices held, in order of their beginning.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Person {
    /// Usual English name.
    pub name: &'static str,
    /// Family name, or what the news calls the person by ("Xi", "Lula").
    pub short: &'static str,
    /// Offices in the order of the table.
    pub offices: Vec<Office>,
}

/// An office held for a time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Office {
    /// Country, international code and sectors.
    pub code: Code,
    /// The role's lemma: "foreign minister".
    pub role: &'static str,
    /// First day, month or year; empty if unknown.
    pub from: &'static str,
    /// Last day, month or year; empty if held still.
    pub to: &'static str,
}

impl Office {
    /// True on a day (`2025-07-09`) inside the term. A bound that is a month or a year holds throughout it.
    pub fn held_on(&self, day: &str) -> bool {
        begins_by(self.from, day) && (self.to.is_empty() || day.get(..self.to.len()).unwrap_or(day) <= self.to)
    }
}

impl Person {
    /// The office held on a day: the one begun last among those held.
    pub fn office_on(&self, day: &str) -> Option<&Office> {
        self.offices.iter().filter(|office| office.held_on(day)).max_by_key(|office| office.from)
    }

    /// The last office begun by a day, held or not.
    pub fn last_office_by(&self, day: &str) -> Option<&Office> {
        self.offices.iter().filter(|office| begins_by(office.from, day)).max_by_key(|office| office.from)
    }

    /// The code on a day: that of the office held, else of the last one, with PLOVER's sector for former officials (ELI) first.
    /// Before any office, and without a day, the code of the first or last office as it stands.
    pub fn code_on(&self, day: Option<&str>) -> Option<(Code, Option<&'static str>)> {
        let Some(day) = day else { return self.offices.last().map(|office| (office.code.clone(), Some(office.role))) };
        if let Some(office) = self.office_on(day) {
            return Some((office.code.clone(), Some(office.role)));
        }
        let Some(office) = self.last_office_by(day) else {
            return self.offices.first().map(|office| (Code { sectors: [].as_slice().into(), ..office.code.clone() }, None));
        };
        let mut code = office.code.clone();
        if code.sectors.first().is_some_and(|sector| super::phrase::becomes_elite(sector)) {
            code.sectors.to_mut().insert(0, "ELI");
        }
        Some((code, None))
    }

    pub(crate) fn read(row: &Row) -> Result<(Self, Vec<&'static str>), TableError> {
        row.check_width()?;
        let name = row.cell("name");
        let short = match row.cell("short") {
            "" => name.rsplit(' ').next().unwrap_or(name),
            short => short,
        };
        Ok((Self { name, short, offices: Vec::new() }, row.list("names").chain([name]).collect()))
    }
}

impl Office {
    pub(crate) fn read(row: &Row, is_country: impl Fn(&str) -> bool) -> Result<Self, TableError> {
        row.check_width()?;
        let (from, to) = (row.date("from")?, row.date("to")?);
        if !to.is_empty() && from > to {
            return Err(row.error(format_args!("the term begins {from} after it ends {to}")));
        }
        let (country, international) = affiliation(row, is_country)?;
        if country.is_none() && international.is_none() {
            return Err(row.error("no country: write an alpha-3 code or an international code of PLOVER"));
        }
        let role = row.cell("role");
        if role.is_empty() {
            return Err(row.error("no role: name the office"));
        }
        Ok(Self { code: Code { country, international, sectors: leak(sectors(row)?).into() }, role, from, to })
    }
}

fn begins_by(from: &str, day: &str) -> bool {
    from <= day.get(..from.len().min(day.len())).unwrap_or(day)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(from: &'static str, to: &'static str, day: &str, expected: bool) {
        let office = Office { code: Code::default(), role: "president", from, to };
        assert_eq!(office.held_on(day), expected, "{from} to {to} on {day}");
    }

    #[test]
    fn terms() {
        check("2004-03", "2012-05", "2004-03-01", true);
        check("2004-03", "2012-05", "2012-05-31", true);
        check("2004-03", "2012-05", "2012-06-01", false);
        check("2004-03", "2012-05", "2004-02-28", false);
        check("2004-03-09", "", "2025-07-09", true);
        check("2004", "2005", "2005-12-31", true);
        check("", "2005", "1990-01-01", true);
    }
}
