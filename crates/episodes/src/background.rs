//! How common a word is in news at large. In: text. Out: its terms, and a weight for each from a table that never changes while
//! stories arrive, so that no weight depends on what came before.

use rustc_hash::FxHashMap;

const TABLE: &str = include_str!("../../../lexicon/background/document_frequencies.tsv");

/// Document frequencies of terms in a fixed set of stories.
pub struct Background {
    stories: f64,
    frequencies: FxHashMap<&'static str, f64>,
}

impl Background {
    /// The table that the program carries.
    ///
    /// # Panics
    /// If the table is malformed, which a test rules out.
    pub fn carried() -> Self {
        let mut stories = 0.0;
        let mut frequencies = FxHashMap::default();
        for (at, line) in TABLE.lines().enumerate().filter(|(_, line)| !line.starts_with('#')) {
            let place = || format!("lexicon/background/document_frequencies.tsv:{}: expected TERM, tab, COUNT", at + 1);
            let (term, count) = line.split_once('\t').unwrap_or_else(|| panic!("{}", place()));
            let count: f64 = count.parse().unwrap_or_else(|_| panic!("{}", place()));
            if term.is_empty() {
                stories = count;
            } else {
                frequencies.insert(term, count);
            }
        }
        Self { stories, frequencies }
    }

    /// Inverse document frequency (Spärck Jones 1972), smoothed; a term that the table lacks counts as seen half a time.
    pub fn weight(&self, term: &str) -> f64 {
        let seen = self.frequencies.get(term).copied().unwrap_or(0.0);
        ((self.stories + 1.0) / (seen + 0.5)).ln().max(0.0)
    }
}

/// The terms of a text: runs of letters and digits in lower case, without possessive and plural endings.
pub fn terms(text: &str) -> Vec<String> {
    text.split(|c: char| !c.is_alphanumeric() && c != '\'' && c != '’').filter_map(term).collect()
}

fn term(word: &str) -> Option<String> {
    let mut word = word.to_lowercase();
    if word.contains(['\'', '’']) {
        word = word.replace('’', "'");
        let bare = word.trim_matches('\'');
        word = bare.strip_suffix("'s").unwrap_or(bare).replace('\'', "");
    }
    let length = word.chars().count();
    Some(match word.strip_suffix("ies") {
        _ if word.is_empty() => return None,
        Some(stem) if length > 4 => format!("{stem}y"),
        _ if length > 3 && word.ends_with('s') && !word.ends_with("ss") => word[..word.len() - 1].to_owned(),
        _ => word,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_become_terms() {
        for (text, expected) in [
            ("Ministers met the minister’s deputies.", vec!["minister", "met", "the", "minister", "deputy"]),
            ("The press: 40 'dead'", vec!["the", "press", "40", "dead"]),
            ("'' -- ’s", vec!["s"]),
        ] {
            assert_eq!(terms(text), expected, "{text}");
        }
    }

    #[test]
    fn common_words_weigh_less() {
        let background = Background::carried();
        assert!(background.weight("the") < background.weight("minister"));
        assert!(background.weight("minister") < background.weight("qwertzuiop"));
    }
}
