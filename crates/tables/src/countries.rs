//! What other systems call a country, from `lexicon/exports/countries.tsv`, and its English name, from `lexicon/actors/countries.tsv`.

use std::{collections::HashMap, sync::LazyLock};

/// A country's codes; empty where a system has none.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Codes<'a> {
    pub(crate) fips: &'static str,
    pub(crate) cow: &'static str,
    pub(crate) cameo: &'a str,
}

static TABLE: LazyLock<HashMap<&'static str, Codes<'static>>> = LazyLock::new(|| {
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

/// English short names by ISO code; the columns of each section stand on top of it.
static NAMES: LazyLock<HashMap<&'static str, &'static str>> = LazyLock::new(|| {
    let mut names = HashMap::new();
    let (mut code, mut name) = (None, None);
    for line in include_str!("../../../lexicon/actors/countries.tsv").lines() {
        if let Some(columns) = line.strip_prefix("@columns ") {
            let at = |wanted| columns.split(' ').position(|column| column == wanted);
            (code, name) = (at("alpha3"), at("name"));
        } else if !line.starts_with(['#', '@']) {
            let cells: Vec<&str> = line.split('\t').collect();
            let cell = |at: Option<usize>| at.and_then(|at| cells.get(at)).copied().filter(|cell| !cell.is_empty());
            if let (Some(code), Some(name)) = (cell(code), cell(name)) {
                names.entry(code).or_insert(name);
            }
        }
    }
    names
});

/// The codes of an ISO 3166-1 alpha-3 code. What is none, or of a state that is no more, keeps its own code in CAMEO.
pub(crate) fn codes(iso: Option<&str>) -> Codes<'_> {
    let iso = iso.unwrap_or_default();
    TABLE.get(iso).copied().unwrap_or(Codes { cameo: iso, ..Codes::default() })
}

/// The English short name of a country, or the code itself where there is none.
pub(crate) fn name(iso: Option<&str>) -> &str {
    let iso = iso.unwrap_or_default();
    NAMES.get(iso).copied().unwrap_or(iso)
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
            ("IGO", "", "", "IGO"),
        ] {
            assert_eq!(codes(Some(iso)), Codes { fips, cow, cameo }, "{iso}");
        }
    }

    #[test]
    fn countries_have_names() {
        for (iso, expected) in [("NER", "Niger"), ("GRL", "Greenland"), ("SUN", "Soviet Union"), ("IGO", "IGO")] {
            assert_eq!(name(Some(iso)), expected);
        }
        assert_eq!(name(None), "");
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
