//! Example sentences of the tables: `planned | {Paris} plans to [attack] <Rome>.`
//!
//! Braces mark actors, angle brackets recipients, brackets the predicate; a status may stand before a bar. What is not marked is not
//! asserted, except that a sentence under `codes` must code and one under `not` must not.

use std::ops::Range;

use record::Status;

/// An example sentence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Example {
    /// File and line.
    pub file: &'static str,
    /// Line number, from 1.
    pub line: usize,
    /// The sentence without marks.
    pub text: String,
    /// The predicate.
    pub anchor: Option<Range<usize>>,
    /// Marked actors.
    pub actors: Vec<Range<usize>>,
    /// Marked recipients.
    pub recipients: Vec<Range<usize>>,
    /// Status, where it is said.
    pub status: Option<Status>,
    /// Type and mode that the sentence must code as, or under `not` must not.
    pub act: Option<(String, Option<String>)>,
    /// False for sentences that must not code so.
    pub codes: bool,
    /// Index of the group of predicates.
    pub(crate) group: usize,
}

fn status(name: &str) -> Option<Status> {
    Some(match name {
        "occurred" => Status::Occurred,
        "ongoing" => Status::Ongoing,
        "planned" => Status::Planned,
        "called_for" => Status::CalledFor,
        "possible" => Status::Possible,
        "denied" => Status::Denied,
        _ => return None,
    })
}

/// Reads one line; the error says what is wrong with it.
pub(super) fn parse(marked: &str) -> Result<Example, String> {
    let (status, marked) = match marked.split_once(" | ") {
        Some((name, rest)) => {
            let known = status(name.trim());
            (
                Some(known.ok_or_else(|| {
                    format!("`{name}` is no status; write occurred, ongoing, planned, called_for, possible or denied")
                })?),
                rest,
            )
        }
        None => (None, marked),
    };
    let mut example = Example {
        file: "",
        line: 0,
        text: String::new(),
        anchor: None,
        actors: Vec::new(),
        recipients: Vec::new(),
        status,
        act: None,
        codes: true,
        group: 0,
    };
    let mut open: Vec<(char, usize)> = Vec::new();
    for character in marked.trim().chars() {
        let at = example.text.len();
        match character {
            '{' | '[' | '<' => open.push((character, at)),
            '}' | ']' | '>' => {
                let (mark, start) = open.pop().ok_or_else(|| format!("`{character}` closes nothing"))?;
                match (mark, character) {
                    ('{', '}') => example.actors.push(start..at),
                    ('<', '>') => example.recipients.push(start..at),
                    // Of a predicate of several words the first counts: "[took] the crew [hostage]".
                    ('[', ']') => example.anchor = example.anchor.take().or(Some(start..at)),
                    _ => return Err(format!("`{mark}` is closed by `{character}`")),
                }
            }
            other => example.text.push(other),
        }
    }
    match open.pop() {
        Some((mark, _)) => Err(format!("`{mark}` is not closed")),
        None => Ok(example),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_become_spans() {
        let example = parse("planned | {Paris} will [attack] <Rome>.").expect("an example");
        let words = |spans: &[Range<usize>]| spans.iter().map(|s| example.text[s.clone()].to_string()).collect::<Vec<_>>();
        assert_eq!(example.text, "Paris will attack Rome.");
        assert_eq!(words(&example.actors), ["Paris"]);
        assert_eq!(words(&example.recipients), ["Rome"]);
        assert_eq!(example.anchor.clone().map(|a| example.text[a].to_string()).as_deref(), Some("attack"));
        assert_eq!(example.status, Some(Status::Planned));
    }

    #[test]
    fn faults_are_said() {
        for (line, fault) in
            [("{Paris", "not closed"), ("Paris}", "closes nothing"), ("{Paris]", "closed by"), ("soon | Paris", "no status")]
        {
            assert!(parse(line).is_err_and(|e| e.contains(fault)), "{line}");
        }
    }
}
