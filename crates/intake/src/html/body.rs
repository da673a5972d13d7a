//! The blocks of a page to the paragraphs of its story.
//!
//! In: [`Tree`]. Out: [`Body`]. Three steps: weigh every element by the running text below it, find the element that
//! holds the story, and judge each block inside it.

use super::blocks::{self, Block, Flags};
use super::names;
use super::select;
use super::tag::Tag;
use super::tree::{Attribute, NONE, NodeId, Tree};

/// A block's weight counts less with every element between it and the candidate.
const DECAY: f64 = 0.75;
/// Levels above a block that can be its story's element.
const LEVELS: usize = 10;
/// Levels that a first choice may move up.
const LEVELS_UP: usize = 3;
/// How much more an ancestor must hold to be the better choice.
const CLEARLY_MORE: f64 = 1.6;
/// Share from which a part stands for the whole.
const MOSTLY: f64 = 0.9;

/// A story's text.
#[derive(Debug, Default)]
pub(crate) struct Body {
    pub(crate) paragraphs: Vec<String>,
    /// The rights line that stood at the text.
    pub(crate) copyright: Option<String>,
}

/// Finds the story's text; empty if the page has no running text.
pub(crate) fn body(tree: &Tree, headline: Option<&str>) -> Body {
    let mut own = blocks::own_flags(tree);
    exempt(tree, &mut own);
    let flags = blocks::inherit(tree, &own);
    let blocks = blocks::blocks(tree, &flags);
    let weights = weigh(tree, &blocks);
    let Some(seed) = seed(tree, &blocks) else { return Body::default() };
    let region = climb(tree, &weights, hinted(tree, &weights, seed).unwrap_or(seed));
    let inside = inside(tree, region);
    let blocks: Vec<Block> = blocks.into_iter().filter(|block| inside[block.element as usize]).collect();
    let selection = select::select(&blocks, headline);
    Body {
        copyright: selection.copyright.map(|at| blocks[at].text.clone()),
        paragraphs: blocks.into_iter().zip(selection.kept).filter(|(_, kept)| *kept).map(|(block, _)| block.text).collect(),
    }
}

/// Furniture's names are not believed of an element that holds most of the page's running text.
fn exempt(tree: &Tree, own: &mut [Flags]) {
    let plain: Vec<Flags> =
        own.iter().map(|flags| flags.without(Flags::NAMED.with(Flags::CAPTION).with(Flags::STRUCTURE))).collect();
    let flags = blocks::inherit(tree, &plain);
    let blocks = blocks::blocks(tree, &flags);
    let weights = weigh(tree, &blocks);
    let all = weights[0];
    for (own, weight) in own.iter_mut().zip(&weights) {
        if *weight > 0.5 * all {
            *own = own.without(Flags::NAMED.with(Flags::CAPTION).with(Flags::STRUCTURE));
        }
    }
}

pub(super) fn is_running_text(block: &Block) -> bool {
    !block.flags.has(Flags::STRUCTURE.with(Flags::NAMED).with(Flags::CAPTION).with(Flags::HEADING).with(Flags::HEADER))
        && block.link_share() < 0.5
        && !(block.starts_linked && block.flags.has(Flags::LIST))
        && (block.words >= 12 || (block.words >= 5 && block.ends_sentence()))
}

/// For every element the code points of running text below it.
fn weigh(tree: &Tree, blocks: &[Block]) -> Vec<f64> {
    let mut weights = vec![0.0; tree.nodes.len()];
    for block in blocks.iter().filter(|block| is_running_text(block)) {
        weights[block.element as usize] += (block.length - block.linked) as f64;
    }
    for id in (1..tree.nodes.len()).rev() {
        weights[tree.nodes[id].parent as usize] += weights[id];
    }
    weights
}

/// The element with the most running text near below it.
fn seed(tree: &Tree, blocks: &[Block]) -> Option<NodeId> {
    let mut scores = vec![0.0; tree.nodes.len()];
    for block in blocks.iter().filter(|block| is_running_text(block)) {
        let mut node = block.element;
        if matches!(block.tag, Tag::P | Tag::Li | Tag::Blockquote) {
            node = tree.nodes[node as usize].parent;
        }
        let mut share = (block.length - block.linked) as f64;
        for _ in 0..LEVELS {
            if node == NONE {
                break;
            }
            scores[node as usize] += share;
            share *= DECAY;
            node = tree.nodes[node as usize].parent;
        }
    }
    let best = (0..scores.len()).max_by(|a, b| f64::total_cmp(&scores[*a], &scores[*b]).then(b.cmp(a)))?;
    (scores[best] > 0.0).then_some(best as NodeId)
}

/// The element that the page itself names as the story's body, if most of the seed's text is there.
fn hinted(tree: &Tree, weights: &[f64], seed: NodeId) -> Option<NodeId> {
    let mut best: Option<NodeId> = None;
    for (node, _) in tree.elements() {
        let named = tree.attribute(node, Attribute::ItemProp).is_some_and(|value| value.contains("articleBody"))
            || [Attribute::Class, Attribute::Id]
                .iter()
                .any(|attribute| tree.attribute(node, *attribute).is_some_and(|value| names::read(value).body));
        if named && weights[node as usize] > best.map_or(0.0, |best| weights[best as usize]) {
            best = Some(node);
        }
    }
    best.filter(|best| weights[*best as usize] >= MOSTLY * weights[seed as usize])
}

/// Up to an ancestor that holds clearly more, or that holds the story's other pieces: elements of the same class.
fn climb(tree: &Tree, weights: &[f64], region: NodeId) -> NodeId {
    let class = tree.attribute(region, Attribute::Class).unwrap_or_default();
    let tag = tree.nodes[region as usize].tag;
    let mut pieces = vec![0.0; tree.nodes.len()];
    if !class.is_empty() {
        for (node, other) in tree.elements() {
            if Some(other) == tag && tree.attribute(node, Attribute::Class) == Some(class) {
                pieces[node as usize] = weights[node as usize];
            }
        }
        for id in (1..pieces.len()).rev() {
            let below = pieces[id];
            pieces[tree.nodes[id].parent as usize] += below;
        }
    }
    let mut best = region;
    let mut node = region;
    for _ in 0..LEVELS_UP {
        node = tree.nodes[node as usize].parent;
        if node == NONE {
            break;
        }
        if weights[node as usize] > CLEARLY_MORE * weights[best as usize] || pieces[node as usize] > pieces[best as usize] {
            best = node;
        }
    }
    one_article(tree, weights, best)
}

/// Of several articles side by side the one with the page's main heading, else the first, is the story; the rest are others.
fn one_article(tree: &Tree, weights: &[f64], region: NodeId) -> NodeId {
    let mut articles = Vec::new();
    let mut node = tree.following(region, region);
    while node != NONE {
        if tree.nodes[node as usize].tag == Some(Tag::Article) {
            if weights[node as usize] > 0.0 {
                articles.push(node);
            }
            node = tree.after(node, region);
        } else {
            node = tree.following(node, region);
        }
    }
    let together: f64 = articles.iter().map(|article| weights[*article as usize]).sum();
    if articles.len() < 2 || together < MOSTLY * weights[region as usize] {
        return region;
    }
    let titled = |article: NodeId| {
        std::iter::successors(Some(article), |node| Some(tree.following(*node, article)).filter(|node| *node != NONE))
            .any(|node| tree.nodes[node as usize].tag == Some(Tag::H1))
    };
    articles.iter().copied().find(|article| titled(*article)).unwrap_or(articles[0])
}

fn inside(tree: &Tree, region: NodeId) -> Vec<bool> {
    let mut inside = vec![false; tree.nodes.len()];
    inside[region as usize] = true;
    for id in 1..tree.nodes.len() {
        if inside[tree.nodes[id].parent as usize] {
            inside[id] = true;
        }
    }
    inside
}
