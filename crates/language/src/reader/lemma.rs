//! Lemmas: from a dictionary of words seen in training, else by an edit of the word: casing, letters dropped at the end, letters added
//! (after Straka et al. 2016).
//!
//! In: a word, its part of speech, and an edit such as `l3y` ("in lower case, drop three, add y": `countries` → `country`). Out: the
//! lemma.

use std::collections::BTreeMap;

use rustc_hash::FxHashMap;

use crate::analysis::Upos;

/// Lemmas of known words, by part of speech.
#[derive(Debug)]
pub(super) struct Dictionary {
    words: [FxHashMap<Box<str>, Box<str>>; Upos::COUNT],
}

impl Dictionary {
    pub(super) fn new(lemmas: &BTreeMap<String, BTreeMap<String, String>>) -> Self {
        let mut words: [FxHashMap<Box<str>, Box<str>>; Upos::COUNT] = Default::default();
        for (upos, entries) in lemmas {
            if let Some(upos) = Upos::parse(upos) {
                words[upos as usize] =
                    entries.iter().map(|(word, lemma)| (word.as_str().into(), lemma.as_str().into())).collect();
            }
        }
        Self { words }
    }

    /// The lemma of a word, if the dictionary has it.
    pub(super) fn get(&self, form: &str, upos: Upos) -> Option<Box<str>> {
        let words = &self.words[upos as usize];
        if words.is_empty() {
            return None;
        }
        words.get(form.to_lowercase().as_str()).cloned()
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Base {
    AsWritten,
    Lower,
    Title,
}

/// One edit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct LemmaScript {
    base: Base,
    drop: usize,
    add: Box<str>,
}

impl LemmaScript {
    /// Reads an edit; anything else leaves the word as it is.
    pub(super) fn parse(script: &str) -> Self {
        let base = match script.chars().next() {
            Some('l') => Base::Lower,
            Some('t') => Base::Title,
            _ => Base::AsWritten,
        };
        let rest = script.get(1..).unwrap_or("");
        let digits = rest.len() - rest.trim_start_matches(|c: char| c.is_ascii_digit()).len();
        Self { base, drop: rest[..digits].parse().unwrap_or(0), add: rest[digits..].into() }
    }

    /// The lemma of `form`; never empty for a word that is not.
    pub(super) fn apply(&self, form: &str) -> Box<str> {
        let mut out = match self.base {
            Base::AsWritten => form.to_owned(),
            Base::Lower => form.to_lowercase(),
            Base::Title => {
                let mut characters = form.chars();
                let first: String = characters.next().into_iter().flat_map(char::to_uppercase).collect();
                first + &characters.as_str().to_lowercase()
            }
        };
        for _ in 0..self.drop {
            out.pop();
        }
        out.push_str(&self.add);
        if out.is_empty() { form.into() } else { out.into() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn edits_make_lemmas() {
        for (script, form, expected) in [
            ("l3y", "Countries", "country"),
            ("l0", "Troops", "troops"),
            ("l3be", "was", "be"),
            ("k0", "NATO", "NATO"),
            ("t0", "MOSCOW", "Moscow"),
            ("t1", "RUSSIANS", "Russian"),
            ("l9", "up", "up"),
            ("", "odd", "odd"),
            ("l2", "café", "ca"),
        ] {
            assert_eq!(&*LemmaScript::parse(script).apply(form), expected, "{script} on {form}");
        }
    }
}
