//! Paragraphs that belong to the page or the wire and not to the story. In: paragraphs. Out: those of the story.
//!
//! Used by the readers of wires, markup and pages; a text that came as plain text or as a JSON string is left as it is.

use std::sync::LazyLock;

use crate::words::rows;

#[derive(Default)]
struct Table {
    whole: Vec<String>,
    start: Vec<&'static str>,
    end: Vec<&'static str>,
}

const TABLE: &str = include_str!("../../../lexicon/wire/furniture.tsv");

static FURNITURE: LazyLock<Table> = LazyLock::new(|| {
    let mut table = Table::default();
    for mut row in rows(TABLE) {
        match (row.next(), row.next()) {
            (Some("whole"), Some(words)) => table.whole.push(bare(words)),
            (Some("start"), Some(words)) => table.start.push(words),
            (Some("end"), Some(words)) => table.end.push(words),
            _ => {}
        }
    }
    table
});

/// Paragraphs that begin like furniture but are longer than this are story.
const LONGEST: usize = 240;

/// Removes furniture.
pub(crate) fn strip(paragraphs: &mut Vec<String>) {
    paragraphs.retain(|p| !is_furniture(p));
    // A sign-off may stand at the end of the last sentence.
    if let Some(last) = paragraphs.last_mut() {
        for words in &FURNITURE.end {
            let cut = last.trim_end_matches(['.', ' ']).strip_suffix(words).filter(|rest| rest.ends_with([' ', '"']));
            if let Some(rest) = cut.map(str::trim_end).map(str::len) {
                last.truncate(rest);
                break;
            }
        }
    }
    paragraphs.retain(|p| !p.is_empty());
}

fn is_furniture(paragraph: &str) -> bool {
    if paragraph.len() > LONGEST {
        return false;
    }
    let whole = bare(paragraph);
    FURNITURE.whole.contains(&whole) || FURNITURE.start.iter().any(|words| paragraph.starts_with(words))
}

fn bare(paragraph: &str) -> String {
    paragraph.trim_matches(|c: char| c.is_whitespace() || ".…:*<>()[]".contains(c)).to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_shows_itself() {
        for row in rows(TABLE) {
            let cells: Vec<_> = row.collect();
            let mut paragraphs = vec![cells[2].to_owned()];
            strip(&mut paragraphs);
            let left = paragraphs.join("");
            assert!(left.len() < cells[2].len() && !left.contains(cells[1]), "{}", cells[2]);
        }
    }

    #[test]
    fn story_stays() {
        let story =
            ["The harbour has more ships than before.", "Reporting began on Monday.", "\"We read more,\" she told Reuters."];
        let mut paragraphs: Vec<String> = story.map(str::to_owned).to_vec();
        strip(&mut paragraphs);
        assert_eq!(paragraphs, story);
    }
}
