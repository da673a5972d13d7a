//! Which blocks inside the story's element are its text.
//!
//! In: the element's [`Block`]s in order. Out: [`Selection`]. A block is judged by its surroundings, its share of links, its
//! wording and its place between running paragraphs.

use super::blocks::{Block, Flags};
use super::body::is_running_text;
use super::phrases;
use super::tag::Tag;

/// Paragraphs this near the end or start are the story's edges.
const EDGE: usize = 4;

/// Which blocks are what.
pub(super) struct Selection {
    /// For each block whether it is text of the story.
    pub(super) kept: Vec<bool>,
    /// The rights line.
    pub(super) copyright: Option<usize>,
}

/// Judges the blocks of the story's element.
pub(super) fn select(blocks: &[Block], headline: Option<&str>) -> Selection {
    let wordings: Vec<_> = blocks.iter().map(|block| phrases::read(&block.text, block.words)).collect();
    let running: Vec<bool> = blocks
        .iter()
        .zip(&wordings)
        .map(|(block, wording)| is_running_text(block) && !wording.furniture && !wording.at_edges)
        .collect();
    let mut kept: Vec<bool> = blocks
        .iter()
        .zip(&wordings)
        .map(|(block, wording)| stands(block) && !wording.furniture && headline != Some(block.text.as_str()))
        .collect();
    drop_sections(blocks, &wordings, &mut kept);
    drop_edges(blocks, &wordings, &running, &mut kept);
    let copyright = wordings.iter().position(|wording| wording.copyright);
    Selection { kept, copyright }
}

/// Whether its surroundings and links let it be text.
fn stands(block: &Block) -> bool {
    !block.flags.has(Flags::STRUCTURE.with(Flags::NAMED).with(Flags::CAPTION).with(Flags::HEADER))
        && block.tag != Tag::H1
        && block.link_share() < 0.8
}

/// A head of other stories goes with the linked or listed lines below it.
fn drop_sections(blocks: &[Block], wordings: &[phrases::Wording], kept: &mut [bool]) {
    let mut inside = false;
    for (at, block) in blocks.iter().enumerate() {
        if wordings[at].section && !block.ends_sentence() {
            inside = true;
            kept[at] = false;
        } else if inside {
            let teaser = block.link_share() > 0.3
                || block.flags.has(Flags::LIST)
                || block.flags.has(Flags::HEADING)
                || (block.words < 12 && !block.ends_sentence());
            if teaser {
                kept[at] = false;
            } else {
                inside = false;
            }
        }
    }
}

/// Before the first and after the last running paragraph only sentences, quotations, lists and tables are text.
fn drop_edges(blocks: &[Block], wordings: &[phrases::Wording], running: &[bool], kept: &mut [bool]) {
    let Some(first) = running.iter().position(|running| *running) else { return };
    let last = running.iter().rposition(|running| *running).unwrap_or(first);
    let odd = |block: &Block| {
        block.words < 12 && !block.ends_sentence() && !block.flags.has(Flags::QUOTE.with(Flags::TABLE).with(Flags::LIST))
    };
    for at in 0..blocks.len() {
        let near_edge = at < first + EDGE || at + EDGE > last;
        if (at < first || at > last) && odd(&blocks[at]) || near_edge && wordings[at].at_edges {
            kept[at] = false;
        }
    }
}
