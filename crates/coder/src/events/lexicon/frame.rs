//! Frames: where the parties of an act stand around its predicate, as an editor writes them.
//!
//! In: `ACTOR _ @troops to|into RECIPIENT!`. Out: a [`Frame`]. The predicate is `_`; before it stands the subject (of a noun: its owner),
//! directly after it the object, then prepositions, each with what it governs. Slots:
//!
//! | slot | filled by |
//! | --- | --- |
//! | `ACTOR`, `RECIPIENT`, `BOTH` | a party; `BOTH` for acts that all take part in alike |
//! | `@class` | a word of the class (`classes.toml`), required |
//! | `^@class` | anything but a word of the class |
//! | `RECIPIENT@class` | a party that must be a word of the class |
//! | `ANY` | anything or nothing |
//! | `TO`, `THAT`, `ING` | the predicate has such a clause as complement, required |
//! | `TO^@class` | the same; with an infinitive of the class it is not this act at all |
//!
//! A slot with `!` must be filled; a party without it may be missing.

use std::fmt;

/// Who fills a slot.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Role {
    Actor,
    Recipient,
    Both,
    /// A word that is no party.
    Thing,
}

/// What may fill a slot.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Slot {
    pub(crate) role: Role,
    /// Name of the class that the word must belong to, or with `except` must not.
    pub(crate) class: Option<String>,
    pub(crate) except: bool,
    pub(crate) required: bool,
}

/// A clause that the predicate takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Complement {
    To,
    That,
    Ing,
}

/// Where the parties of an act stand.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Frame {
    pub(crate) subject: Option<Slot>,
    pub(crate) object: Option<Slot>,
    /// Prepositions and what they govern.
    pub(crate) obliques: Vec<(Vec<String>, Slot)>,
    pub(crate) complement: Option<Complement>,
    /// Class of the infinitives with which it is not this act at all.
    pub(crate) not_to: Option<String>,
}

/// Why a frame cannot be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct FrameError(String);

impl fmt::Display for FrameError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

fn slot(word: &str) -> Option<Slot> {
    let (word, required) = word.strip_suffix('!').map_or((word, false), |w| (w, true));
    let (word, except) = word.strip_prefix('^').map_or((word, false), |w| (w, true));
    let (name, class) = match word.split_once('@') {
        Some((name, class)) if !class.is_empty() => (name, Some(class.to_string())),
        Some(_) => return None,
        None => (word, None),
    };
    let role = match name {
        "ACTOR" => Role::Actor,
        "RECIPIENT" => Role::Recipient,
        "BOTH" => Role::Both,
        "ANY" => Role::Thing,
        "" if class.is_some() => Role::Thing,
        _ => return None,
    };
    let required = required || class.is_some() && !except && role == Role::Thing;
    Some(Slot { role, class, except, required })
}

impl Frame {
    /// Reads a frame.
    pub(crate) fn parse(text: &str) -> Result<Self, FrameError> {
        let error = |problem: String| FrameError(format!("frame `{text}`: {problem}"));
        let mut frame = Self::default();
        let (mut seen, mut prepositions) = (false, None::<Vec<String>>);
        for word in text.split_whitespace() {
            if word == "_" {
                if seen {
                    return Err(error("`_`, the predicate, stands twice".into()));
                }
                seen = true;
                continue;
            }
            let (bare, except) = word.split_once("^@").map_or((word, None), |(bare, class)| (bare, Some(class)));
            let complement = match bare {
                "TO" => Some(Complement::To),
                "THAT" => Some(Complement::That),
                "ING" => Some(Complement::Ing),
                _ => None,
            };
            if complement.is_some() {
                if except.is_some() && complement != Some(Complement::To) {
                    return Err(error(format!("`{word}`: only TO can leave out a class")));
                }
                frame.complement = complement;
                frame.not_to = except.map(String::from);
                continue;
            }
            let marked = word.chars().any(|c| c.is_uppercase() || matches!(c, '@' | '^' | '!'));
            if !marked {
                if !seen {
                    return Err(error(format!("`{word}` stands before `_`, where only the subject's slot may stand")));
                }
                prepositions = Some(word.split('|').map(|p| p.replace('+', " ")).collect());
                continue;
            }
            let slot = slot(word).ok_or_else(|| {
                error(format!("`{word}` is no slot; write ACTOR, RECIPIENT, BOTH, ANY, @class, TO, THAT or ING"))
            })?;
            match (seen, prepositions.take()) {
                (false, _) if frame.subject.is_none() => frame.subject = Some(slot),
                (false, _) => return Err(error("two slots before `_`".into())),
                (true, Some(list)) => frame.obliques.push((list, slot)),
                (true, None) if frame.object.is_none() => frame.object = Some(slot),
                (true, None) => return Err(error(format!("`{word}` has no preposition before it; one object is enough"))),
            }
        }
        if !seen {
            return Err(error("there is no `_` for the predicate".into()));
        }
        if prepositions.is_some() {
            return Err(error("ends with a preposition; write the slot after it".into()));
        }
        Ok(frame)
    }

    /// Every slot.
    pub(crate) fn slots(&self) -> impl Iterator<Item = &Slot> {
        self.subject.iter().chain(&self.object).chain(self.obliques.iter().map(|(_, slot)| slot))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn frames_are_read_as_written() {
        let frame = Frame::parse("ACTOR _ @troops to|into RECIPIENT!").expect("a frame");
        assert_eq!(frame.subject.map(|s| s.role), Some(Role::Actor));
        assert_eq!(frame.object.and_then(|s| s.class), Some("troops".into()));
        let (prepositions, slot) = &frame.obliques[0];
        assert_eq!((prepositions.join(","), slot.role, slot.required), ("to,into".into(), Role::Recipient, true));
        assert_eq!(Frame::parse("ACTOR _ RECIPIENT TO").expect("a frame").complement, Some(Complement::To));
    }

    #[test]
    fn faults_name_the_word() {
        for (text, fault) in [
            ("ACTOR RECIPIENT", "two slots"),
            ("ACTOR to", "no `_`"),
            ("ACTOR _ on", "ends with a preposition"),
            ("ACTOR _ RECIPIENT ACTOR", "no preposition"),
            ("ACTOR _ to WHOM", "`WHOM` is no slot"),
            ("_ _", "twice"),
            ("ACTOR _ ING^@comments", "only TO"),
        ] {
            let error = Frame::parse(text).map(|_| ()).map_err(|e| e.to_string());
            let fits =
                error.as_ref().is_err_and(|e| e.contains(fault)) || error.as_ref().is_err_and(|e| e.contains("before `_`"));
            assert!(fits, "{text}: {error:?}");
        }
    }
}
