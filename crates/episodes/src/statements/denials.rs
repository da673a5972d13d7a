//! How a speaker denies: the tables `lexicon/statements/denials.toml` and `spokespeople.toml`.
//!
//! In: lemma of a cue, words before an act, a role. Out: whether they deny, whether for the days to come, whether somebody speaks for an office.

use std::sync::LazyLock;

use serde::Deserialize;

use crate::pattern::Pattern;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Denials {
    cues: Vec<String>,
    ahead: Vec<Pattern>,
    behind: Vec<Pattern>,
    #[cfg_attr(not(test), allow(dead_code))]
    examples_ahead: String,
    #[cfg_attr(not(test), allow(dead_code))]
    examples_behind: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Spokespeople {
    roles: Vec<String>,
    #[cfg_attr(not(test), allow(dead_code))]
    examples: String,
    #[cfg_attr(not(test), allow(dead_code))]
    not: String,
}

static DENIALS: LazyLock<Denials> = LazyLock::new(|| {
    crate::pattern::table("statements/denials.toml", include_str!("../../../../lexicon/statements/denials.toml"))
});
static SPOKESPEOPLE: LazyLock<Spokespeople> = LazyLock::new(|| {
    crate::pattern::table("statements/spokespeople.toml", include_str!("../../../../lexicon/statements/spokespeople.toml"))
});

/// Words before an act among which a denial of it stands.
const BEFORE: usize = 8;

/// Whether a cue says that its content is not so.
pub(super) fn denies(cue: Option<&str>) -> bool {
    cue.is_some_and(|cue| DENIALS.cues.iter().any(|known| known == cue))
}

/// Whether the words before a denied act deny it for the days to come.
pub(crate) fn is_ahead(before: &str) -> bool {
    let all = crate::pattern::words(before);
    let near = &all[all.len().saturating_sub(BEFORE)..];
    let found = |patterns: &[Pattern]| patterns.iter().any(|pattern| pattern.find(near).is_some());
    found(&DENIALS.ahead) && !found(&DENIALS.behind)
}

/// Whether who has this role speaks for an office.
pub(super) fn speaks_for_office(role: &str) -> bool {
    let last = crate::pattern::words(role).pop();
    last.is_some_and(|last| SPOKESPEOPLE.roles.contains(&last.form))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn examples_deny_what_is_to_come_or_what_was() {
        for (examples, expected) in [(&DENIALS.examples_ahead, true), (&DENIALS.examples_behind, false)] {
            for example in examples.lines() {
                let (before, _) = example.split_once('[').unwrap_or_else(|| panic!("mark the act in square brackets: {example}"));
                assert_eq!(is_ahead(before), expected, "{example}");
            }
        }
        assert!(denies(Some("deny")) && !denies(Some("say")) && !denies(None));
    }

    #[test]
    fn examples_speak_for_an_office_or_for_themselves() {
        for (roles, expected) in [(&SPOKESPEOPLE.examples, true), (&SPOKESPEOPLE.not, false)] {
            for role in roles.lines() {
                assert_eq!(speaks_for_office(role), expected, "{role}");
            }
        }
    }
}
