//! What other systems call a country, from `lexicon/exports/countries.tsv`.

use std::{collections::HashMap, sync::LazyLock};

/// A country's codes; empty where a system has none.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Codes {
    pub(crate) fips: &'static str,
    pub(crate) cow: &'static str,
    pub(crate) cameo: &'static str,
}

static TABLE: LazyLock<HashMap<&'static str, Codes>> = LazyLock::new(|| {
    include_str!("../../../lexicon/exports/countries.tsv")
        .lines()
        .filter(|line| !line.starts_with('#'))
        .filter_map(|line| {
            let cells: Vec<&str> = line.split('\t').collect();
            let &[iso, fips, cow, _, cameo] = cells.as_slice() else { return None };
            Some((iso, Codes { fips, cow, cameo: if cameo.is_empty() { iso } else { cameo } }))
        })
        .collect()
});

/// The codes of an ISO 3166-1 alpha-3 code; codes of no country (IGO, …) stay as they are in CAMEO.
pub(crate) fn codes(iso: Option<&str>) -> Codes {
    TABLE.get(iso.unwrap_or_default()).copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn countries_have_the_codes_of_each_system() {
        for (iso, fips, cow, cameo) in [
            ("DEU", "GM", "255", "DEU"),
            ("CHE", "SZ", "225", "CHE"),
            ("AUS", "AS", "900", "AUS"),
            ("AUT", "AU", "305", "AUT"),
            ("ROU", "RO", "360", "ROM"),
            ("KOS", "KV", "347", "KOS"),
            ("GBR", "UK", "200", "GBR"),
            ("GRL", "GL", "", "GRL"),
        ] {
            assert_eq!(codes(Some(iso)), Codes { fips, cow, cameo }, "{iso}");
        }
    }

    #[test]
    fn every_row_is_whole() {
        let rows = include_str!("../../../lexicon/exports/countries.tsv").lines().filter(|line| !line.starts_with('#'));
        let mut seen = std::collections::HashSet::new();
        for row in rows {
            let cells: Vec<&str> = row.split('\t').collect();
            assert_eq!(cells.len(), 5, "{row}");
            assert!(cells[0].len() == 3 && seen.insert(cells[0]), "{row}");
            assert!(cells[2].is_empty() || cells[2].parse::<u16>().is_ok(), "{row}");
        }
    }
}
