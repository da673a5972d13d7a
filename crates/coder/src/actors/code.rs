//! What an actor is coded as: country, international code and sectors, after the PLOVER manual's chapter on actors.

use std::borrow::Cow;

use record::EntityKind;

/// PLOVER's sectors, with the three-letter codes of the manual.
pub const SECTORS: [&str; 24] = [
    "COP", "GOV", "JUD", "LEG", "MIL", "PRM", "PTY", "REB", "SPY", "UAF", "UNK", "AGR", "BUS", "CRM", "CVL", "EDU", "ELI", "JRN",
    "LAB", "MED", "REF", "OPP", "PRE", "REL",
];

/// Sector of civil society; with [`SECTORS`] it makes 25.
pub const CIVIL_SOCIETY: &str = "SOC";

/// PLOVER's codes that stand where a country stands: intergovernmental, United Nations, European Union, non-governmental, social
/// movement, transnational armed group, multinational company.
pub const INTERNATIONAL: [&str; 7] = ["IGO", "UNO", "EUR", "NGO", "ISM", "IMG", "MNC"];

/// Country, international code and sectors of an actor.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Code {
    /// ISO 3166-1 alpha-3 of allegiance.
    pub country: Option<&'static str>,
    /// One of [`INTERNATIONAL`].
    pub international: Option<&'static str>,
    /// Sectors, the primary one first.
    pub sectors: Cow<'static, [&'static str]>,
}

impl Code {
    /// Country or international code followed by the primary sector, as CAMEO and PLOVER users expect: `RUSGOV`, `UNO`, `GOV`.
    pub fn text(&self) -> Option<String> {
        let place = self.international.or(self.country).unwrap_or("");
        let sector = self.sectors.first().copied().unwrap_or("");
        (!place.is_empty() || !sector.is_empty()).then(|| format!("{place}{sector}"))
    }

    /// What the record's `sectors` field holds: the international code, if any, and the sectors.
    pub fn record_sectors(&self) -> Vec<String> {
        self.international.into_iter().chain(self.sectors.iter().copied()).map(String::from).collect()
    }
}

/// The sector that a table writes so.
pub(crate) fn sector(text: &str) -> Option<&'static str> {
    SECTORS.iter().chain([&CIVIL_SOCIETY]).copied().find(|code| *code == text)
}

/// The international code that a table writes so.
pub(crate) fn international(text: &str) -> Option<&'static str> {
    INTERNATIONAL.iter().copied().find(|code| *code == text)
}

/// The kind of entity that a table writes so.
pub(crate) fn kind(text: &str) -> Option<EntityKind> {
    Some(match text {
        "organization" => EntityKind::Organization,
        "armed_group" => EntityKind::ArmedGroup,
        "people" => EntityKind::People,
        "person" => EntityKind::Person,
        "facility" => EntityKind::Facility,
        _ => return None,
    })
}
