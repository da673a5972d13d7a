//! Lemmas as edits of the word: casing, letters dropped at the end, letters added (after Straka et al. 2016).
//!
//! In: an edit such as `l3y` ("in lower case, drop three, add y": `countries` → `country`) and a word. Out: the lemma.

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
