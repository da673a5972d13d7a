//! What CAMEO codes are called and how much conflict or cooperation they are, from `lexicon/exports/cameo.tsv`.

use std::{collections::HashMap, sync::LazyLock};

const FILE: &str = include_str!("../../../lexicon/exports/cameo.tsv");

/// A code's name in the codebook and its value on the scale of Goldstein (1992), −10 to +10.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Code {
    pub(crate) name: &'static str,
    pub(crate) goldstein: f64,
    /// Whether its parties do it with each other: meet, sign, cooperate.
    pub(crate) mutual: bool,
}

static TABLE: LazyLock<HashMap<&'static str, Code>> = LazyLock::new(|| rows().collect());

fn rows() -> impl Iterator<Item = (&'static str, Code)> {
    FILE.lines().filter(|line| !line.starts_with('#')).filter_map(|line| {
        let cells: Vec<&str> = line.split('\t').collect();
        let &[code, name, goldstein, mutual] = cells.as_slice() else { return None };
        Some((code, Code { name, goldstein: goldstein.parse().ok()?, mutual: mutual == "yes" }))
    })
}

/// The row of a code, or else the longest that it begins with.
pub(crate) fn code(cameo: &str) -> Option<Code> {
    (2..=cameo.len()).rev().filter_map(|length| TABLE.get(cameo.get(..length)?)).next().copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_have_names_and_values() {
        for (cameo, name, goldstein, mutual) in [
            ("042", "Make a visit", 1.9, false),
            ("046", "Engage in negotiation", 7.0, true),
            ("0334", "Express intent to provide military protection or peacekeeping", 6.0, false),
            ("190", "Use conventional military force, not specified below", -10.0, false),
            ("1949", "Fight with artillery and tanks", -10.0, false),
            ("19", "Fight", -10.0, false),
        ] {
            assert_eq!(code(cameo), Some(Code { name, goldstein, mutual }), "{cameo}");
        }
        for none in ["", "1", "21", "é1"] {
            assert_eq!(code(none), None, "{none}");
        }
    }

    #[test]
    fn every_row_is_whole() {
        let lines = FILE.lines().skip_while(|line| line.starts_with('#') || *line == "cameo\tname\tgoldstein\tmutual");
        let mut before = "";
        for line in lines {
            let cells: Vec<&str> = line.split('\t').collect();
            let &[cameo, name, goldstein, mutual] = cells.as_slice() else { panic!("not four cells: {line}") };
            assert!(["", "yes"].contains(&mutual), "{line}");
            assert!(matches!(cameo.len(), 2..=4) && cameo.bytes().all(|b| b.is_ascii_digit()), "{line}");
            assert!(cameo > before, "{line}: the rows are in order, each once");
            assert!(!name.is_empty() && name.trim() == name, "{line}");
            assert!((-10.0..=10.0).contains(&goldstein.parse::<f64>().expect(line)), "{line}");
            before = cameo;
        }
    }

    #[test]
    fn every_code_that_acts_use_has_a_row() {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../lexicon/acts");
        let mut seen = 0;
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            let text = std::fs::read_to_string(&path).unwrap_or_default();
            for (at, line) in text.lines().enumerate() {
                let parts = line.split("cameo").skip(1);
                for part in parts.filter_map(|rest| rest.trim_start().strip_prefix('=')) {
                    let cameo = part.split('"').nth(1).unwrap_or_default();
                    assert!(TABLE.contains_key(cameo), "{}:{}: no row for {cameo:?}", path.display(), at + 1);
                    seen += 1;
                }
            }
        }
        assert!(seen > 100, "{seen} codes found");
    }
}
