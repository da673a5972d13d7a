//! Which line breaks mean something. In: a text. Out: the places where a new line or paragraph really begins.
//!
//! Wire copy is wrapped at a column: there a line break is white space. Headlines, list items and greetings end their
//! line early: there it ends the sentence. A break is soft if the first word of the next line would not have fitted.

use super::characters::{is_space, is_terminal};
use super::tables::{holds, tables};

/// How a word is set apart from the one before.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Gap {
    /// Not at all.
    None,
    /// White space, soft line breaks among it.
    Space,
    /// A line break that ends a line before its column.
    Line,
    /// A blank line.
    Paragraph,
}

/// Lines longer than this were never wrapped: each is a paragraph or item of its own.
const WIDEST_WRAPPED: usize = 130;
/// Columns narrower than this are not wrapped copy.
const NARROWEST_WRAPPED: usize = 40;

/// Bytes at which a line or a paragraph begins, in order, with the gap before each.
pub(super) fn breaks(text: &str) -> Vec<(usize, Gap)> {
    let mut out = Vec::new();
    let mut block: Vec<&str> = Vec::new();
    let place = |line: &str| line.as_ptr() as usize - text.as_ptr() as usize;
    for line in lines(text) {
        if line.is_empty() {
            close(&block, &mut out, place);
            block.clear();
            continue;
        }
        if block.is_empty() {
            out.push((place(line), Gap::Paragraph));
        }
        block.push(line);
    }
    close(&block, &mut out, place);
    out
}

fn close(block: &[&str], out: &mut Vec<(usize, Gap)>, place: impl Fn(&str) -> usize) {
    let widest = block.iter().map(|line| line.len()).max().unwrap_or(0);
    for pair in block.windows(2) {
        if begins_anew(pair[0], pair[1], widest) {
            out.push((place(pair[1]), Gap::Line));
        }
    }
}

/// The lines of a text without the white space around them; a form feed or paragraph separator gives an empty line.
fn lines(text: &str) -> impl Iterator<Item = &str> {
    text.split(['\u{c}', '\u{2029}']).enumerate().flat_map(|(page, piece)| {
        let ahead = if page > 0 { Some("") } else { None };
        ahead.into_iter().chain(piece.split(['\n', '\u{b}', '\u{85}', '\u{2028}']).flat_map(carriage_returns))
    })
}

/// Cuts at carriage returns that are line ends of their own (old Macintosh files), not part of CR LF.
fn carriage_returns(line: &str) -> impl Iterator<Item = &str> {
    line.strip_suffix('\r').unwrap_or(line).split('\r').map(|line| line.trim_matches(is_space))
}

fn begins_anew(line: &str, next: &str, widest: usize) -> bool {
    let first = next.split(is_space).next().unwrap_or(next);
    let room = line.len() + 1 + first.len();
    let full = (NARROWEST_WRAPPED..=WIDEST_WRAPPED).contains(&widest) && room * 10 > widest * 9;
    if is_item(first, next) {
        return !full || !matches!(first, "-" | "–" | "—" | "--");
    }
    if full {
        return false;
    }
    let ended = line.chars().next_back().is_some_and(|c| is_terminal(c) || matches!(c, '"' | '”' | ')' | ':'));
    if next.starts_with(char::is_lowercase) && !ended {
        return false;
    }
    if line.ends_with(',') && line.len() >= NARROWEST_WRAPPED {
        return false;
    }
    let last = line.rsplit(is_space).next().unwrap_or(line);
    !holds(&tables().unfinished, last)
}

/// Whether the line is an item of a list: "- …", "• …", "3. …", "b) …".
fn is_item(first: &str, line: &str) -> bool {
    if first.len() == line.len() {
        return false;
    }
    if matches!(first, "-" | "–" | "—" | "--" | "*" | "•" | "·" | "▪" | "■" | "●" | "◦" | "‣" | "►" | "o") {
        return true;
    }
    let label = first.trim_start_matches('(');
    label.strip_suffix(['.', ')']).is_some_and(|label| {
        (1..=3).contains(&label.len()) && (label.bytes().all(|b| b.is_ascii_digit()) || label.len() == 1 && first.ends_with(')'))
    })
}
