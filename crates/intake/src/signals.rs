//! Versions and withdrawals that a wire writes into headline and slug: `(2nd LD)`, `UPDATE 2-`, `CORRECTED-`, `Bulletin Kill`. In: the
//! two lines. Out: what the version does, and its mark.

use std::sync::LazyLock;

use crate::arrival::Signal;
use crate::words::rows;

struct Mark {
    at_start: bool,
    before: &'static str,
    /// What follows the number; `None` if the mark has no number.
    after: Option<&'static str>,
    signal: Signal,
}

const TABLE: &str = include_str!("../../../lexicon/wire/signals.tsv");

static MARKS: LazyLock<Vec<Mark>> = LazyLock::new(|| {
    rows(TABLE)
        .filter_map(|mut row| {
            let (place, words, effect) = (row.next()?, row.next()?, row.next()?);
            let (before, after) = words.split_once('#').map_or((words, None), |(before, after)| (before, Some(after)));
            let signal = match effect {
                "update" => Signal::Update,
                "correct" => Signal::Correct,
                "withdraw" => Signal::Withdraw,
                _ => Signal::New,
            };
            Some(Mark { at_start: place == "start", before, after, signal })
        })
        .collect()
});

/// Looks for a mark; gives what it does and its words.
pub(crate) fn find(headline: Option<&str>, slug: Option<&str>) -> Option<(Signal, String)> {
    MARKS.iter().find_map(|mark| {
        let lines = [headline, slug];
        lines.into_iter().flatten().find_map(|line| {
            let words = if mark.at_start { at(mark, line) } else { within(mark, line) }?;
            Some((mark.signal, words.trim_matches(['(', ')', '-', ':', ' ']).to_owned()))
        })
    })
}

/// The line in small letters without its marks and what stands behind one: the part that all versions of a story share.
pub(crate) fn without_marks(line: &str) -> String {
    let mut line = line.trim();
    // A headline may carry two: `CORRECTED-UPDATE 2-…`.
    for _ in 0..2 {
        let Some(words) = MARKS.iter().filter(|mark| mark.at_start).find_map(|mark| at(mark, line)) else { break };
        line = line[words.len()..].trim_start_matches([' ', '-', ':', '–', '—']);
    }
    let end = MARKS.iter().filter(|mark| !mark.at_start).find_map(|mark| within(mark, line)).and_then(|words| line.find(words));
    line[..end.unwrap_or(line.len())].trim_end_matches([' ', ',', '-', '(']).to_lowercase()
}

/// The words of the mark if it stands at the start of `line`.
fn at<'l>(mark: &Mark, line: &'l str) -> Option<&'l str> {
    let rest = line.strip_prefix(mark.before)?;
    let Some(after) = mark.after else { return Some(&line[..mark.before.len()]) };
    let number = rest.bytes().take_while(u8::is_ascii_digit).count();
    if !(1..=2).contains(&number) {
        return None;
    }
    let rest = &rest[number..];
    let rest = ["st", "nd", "rd", "th"].iter().find_map(|end| rest.strip_prefix(end)).unwrap_or(rest);
    let rest = rest.strip_prefix(after)?;
    Some(&line[..line.len() - rest.len()])
}

fn within<'l>(mark: &Mark, line: &'l str) -> Option<&'l str> {
    let boundary = |c: Option<char>| c.is_none_or(|c| !c.is_alphanumeric());
    line.char_indices().find_map(|(i, _)| {
        let words = boundary(line[..i].chars().next_back()).then(|| at(mark, &line[i..])).flatten()?;
        boundary(line[i + words.len()..].chars().next()).then_some(words)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_mark_shows_itself() {
        for row in rows(TABLE) {
            let cells: Vec<_> = row.collect();
            let (signal, _) = find(Some(cells[3]), None).unwrap_or_else(|| panic!("no mark in {}", cells[3]));
            let wanted = match cells[2] {
                "update" => Signal::Update,
                "correct" => Signal::Correct,
                "withdraw" => Signal::Withdraw,
                _ => Signal::New,
            };
            assert_eq!(signal, wanted, "{}", cells[3]);
        }
    }

    #[test]
    fn what_versions_share() {
        for (line, expected) in [
            ("(2nd LD) Envoy arrives", "envoy arrives"),
            ("CORRECTED-UPDATE 2-Envoy arrives", "envoy arrives"),
            ("BC-River Talks, 1st Ld-Writethru, 0456", "bc-river talks"),
            ("BC-River Talks", "bc-river talks"),
            ("KILL: Envoy arrives", "envoy arrives"),
            ("", ""),
        ] {
            assert_eq!(without_marks(line), expected);
        }
    }

    #[test]
    fn versions() {
        assert_eq!(find(Some("(2nd LD) Envoy arrives"), None), Some((Signal::Update, "2nd LD".into())));
        assert_eq!(find(None, Some("BC-River Talks, 1st Ld-Writethru, 0456")), Some((Signal::Update, "1st Ld-Writethru".into())));
        for plain in [
            "Envoy arrives",
            "Updates on the river",
            "KILLED by the flood",
            "Kill the bill, say marchers",
            "Correction facility opens",
        ] {
            assert_eq!(find(Some(plain), None), None, "{plain}");
        }
    }
}
