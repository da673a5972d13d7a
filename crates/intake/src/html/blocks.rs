//! The tree to blocks: each stretch of text between block boundaries, with what its surroundings say of it.
//!
//! In: [`Tree`]. Out: [`Block`]s in page order, and for every element the flags that hold for all below it.

use super::names;
use super::tag::Tag;
use super::tree::{Attribute, NONE, NodeId, Tree, push_folded};

/// Longest table cell that is a value rather than a paragraph of a page laid out by tables.
const LONGEST_CELL: usize = 80;
/// Longest row that is put together.
const LONGEST_ROW: usize = 2_000;

/// What is known of an element and all below it.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Flags(u16);

impl Flags {
    /// Never shown or never text: scripts, styles, hidden elements.
    pub(crate) const UNSEEN: Self = Self(1);
    /// Inside a link.
    pub(crate) const LINK: Self = Self(2);
    /// `nav`, `aside`, `footer`, `form`, `button`.
    pub(crate) const STRUCTURE: Self = Self(4);
    /// An element whose class or id names furniture.
    pub(crate) const NAMED: Self = Self(8);
    /// Words under a picture.
    pub(crate) const CAPTION: Self = Self(16);
    /// `h1` to `h6`.
    pub(crate) const HEADING: Self = Self(32);
    /// Item of a list.
    pub(crate) const LIST: Self = Self(64);
    /// Cell of a table.
    pub(crate) const TABLE: Self = Self(128);
    /// A quotation, an embedded post.
    pub(crate) const QUOTE: Self = Self(256);
    /// `header` inside the page.
    pub(crate) const HEADER: Self = Self(512);

    pub(crate) fn has(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    pub(crate) fn without(self, other: Self) -> Self {
        Self(self.0 & !other.0)
    }

    pub(crate) fn with(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
}

/// A stretch of text between block boundaries.
pub(crate) struct Block {
    /// White space folded.
    pub(crate) text: String,
    /// The block element that holds it.
    pub(crate) element: NodeId,
    pub(crate) tag: Tag,
    pub(crate) flags: Flags,
    /// Code points, and how many of them stand inside links.
    pub(crate) length: usize,
    pub(crate) linked: usize,
    pub(crate) words: usize,
    /// The text begins with a link, as teasers of other stories do.
    pub(crate) starts_linked: bool,
}

impl Block {
    /// Share of the text that is link.
    pub(crate) fn link_share(&self) -> f64 {
        self.linked as f64 / self.length.max(1) as f64
    }

    /// Ends as a sentence does, perhaps with a closing quote or bracket.
    pub(crate) fn ends_sentence(&self) -> bool {
        self.text
            .trim_end_matches(['"', '\'', '”', '’', '»', ')', ']', '」', '』'])
            .ends_with(['.', '!', '?', '…', '。', '！', '？', ':', ';'])
    }
}

/// What each node says of itself.
pub(crate) fn own_flags(tree: &Tree) -> Vec<Flags> {
    let element =
        |(id, node): (usize, &super::tree::Node)| node.tag.map_or(Flags::default(), |tag| element_flags(tree, id as NodeId, tag));
    tree.nodes.iter().enumerate().map(element).collect()
}

/// As [`own_flags`] for text that has no furniture: only what is never shown is told apart.
pub(crate) fn visible_flags(tree: &Tree) -> Vec<Flags> {
    let shown = Flags::UNSEEN.with(Flags::LINK).with(Flags::HEADING).with(Flags::LIST).with(Flags::TABLE).with(Flags::QUOTE);
    own_flags(tree).into_iter().map(|flags| Flags(flags.0 & shown.0)).collect()
}

/// What holds for each node by itself or any ancestor.
pub(crate) fn inherit(tree: &Tree, own: &[Flags]) -> Vec<Flags> {
    let mut flags: Vec<Flags> = Vec::with_capacity(own.len());
    for (node, own) in tree.nodes.iter().zip(own) {
        // Parents stand before their children.
        let mut inherited = if node.parent == NONE { Flags::default() } else { flags[node.parent as usize] };
        if node.tag == Some(Tag::Blockquote) {
            // A quoted post inside an element named for its embedding is part of the story.
            inherited = inherited.without(Flags::NAMED);
        }
        flags.push(inherited.with(*own));
    }
    flags
}

fn element_flags(tree: &Tree, node: NodeId, tag: Tag) -> Flags {
    let mut flags = match tag {
        Tag::Script | Tag::Ignored | Tag::Title | Tag::Meta | Tag::Link => return Flags::UNSEEN,
        Tag::A => Flags::LINK,
        Tag::Nav | Tag::Aside | Tag::Footer | Tag::Form | Tag::Button | Tag::Address => Flags::STRUCTURE,
        Tag::Header => Flags::HEADER,
        Tag::FigCaption | Tag::Figure => Flags::CAPTION,
        Tag::H1 | Tag::Heading => Flags::HEADING,
        Tag::Li | Tag::Definition => Flags::LIST,
        Tag::Cell => Flags::TABLE,
        Tag::Blockquote => Flags::QUOTE,
        _ => Flags::default(),
    };
    if is_hidden(tree, node) {
        return Flags::UNSEEN;
    }
    for attribute in [Attribute::Class, Attribute::Id] {
        if let Some(value) = tree.attribute(node, attribute) {
            let hints = names::read(value);
            if hints.furniture && !hints.body {
                flags = flags.with(Flags::NAMED);
            }
            if hints.caption {
                flags = flags.with(Flags::CAPTION);
            }
        }
    }
    if let Some(role) = tree.attribute(node, Attribute::Role)
        && matches!(role, "navigation" | "complementary" | "contentinfo" | "banner" | "search" | "dialog" | "button" | "menu")
    {
        flags = flags.with(Flags::STRUCTURE);
    }
    flags
}

fn is_hidden(tree: &Tree, node: NodeId) -> bool {
    tree.attribute(node, Attribute::Hidden).is_some()
        || tree.attribute(node, Attribute::AriaHidden) == Some("true")
        || tree.attribute(node, Attribute::Style).is_some_and(|style| {
            style.split(';').any(|rule| {
                rule.split_once(':').is_some_and(|(name, value)| {
                    let value = value.trim().to_ascii_lowercase();
                    (name.trim().eq_ignore_ascii_case("display") && value.starts_with("none"))
                        || (name.trim().eq_ignore_ascii_case("visibility") && value.starts_with("hidden"))
                })
            })
        })
}

/// The blocks of a page in order.
pub(crate) fn blocks(tree: &Tree, flags: &[Flags]) -> Vec<Block> {
    let mut walk = Walk { tree, flags, blocks: Vec::new(), open: Open::default() };
    walk.run();
    join_rows(tree, walk.blocks)
}

/// The short cells of one table row make one block.
fn join_rows(tree: &Tree, blocks: Vec<Block>) -> Vec<Block> {
    let row = |block: &Block| {
        let parent = tree.nodes[block.element as usize].parent;
        (block.tag == Tag::Cell && block.length <= LONGEST_CELL && parent != NONE).then_some(parent)
    };
    let mut joined: Vec<Block> = Vec::with_capacity(blocks.len());
    let mut last_row = None;
    for block in blocks {
        let this_row = row(&block);
        match joined.last_mut() {
            Some(last) if this_row.is_some() && this_row == last_row && last.length <= LONGEST_ROW => {
                last.text.push(' ');
                last.text.push_str(&block.text);
                last.length += 1 + block.length;
                last.linked += block.linked;
                last.words += block.words;
            }
            _ => joined.push(block),
        }
        last_row = this_row;
    }
    joined
}

struct Walk<'t> {
    tree: &'t Tree,
    flags: &'t [Flags],
    blocks: Vec<Block>,
    open: Open,
}

/// The block that is being gathered.
#[derive(Default)]
struct Open {
    text: String,
    linked: usize,
    first: Option<NodeId>,
    breaks: usize,
    starts_linked: bool,
}

impl Walk<'_> {
    fn run(&mut self) {
        let mut node: NodeId = 0;
        loop {
            let this = self.tree.nodes[node as usize];
            let unseen = self.flags[node as usize].has(Flags::UNSEEN);
            match this.tag {
                None if !unseen => self.text(node),
                Some(Tag::Br) => self.line_break(),
                Some(tag) if tag.is_block() => self.flush(),
                _ => {}
            }
            let child = if unseen { NONE } else { this.first_child };
            if child != NONE {
                node = child;
                continue;
            }
            // Leave elements until there is a next sibling.
            loop {
                let this = self.tree.nodes[node as usize];
                if this.tag.is_some_and(Tag::is_block) {
                    self.flush();
                }
                if this.next != NONE {
                    node = this.next;
                    break;
                }
                if this.parent == NONE {
                    self.flush();
                    return;
                }
                node = this.parent;
            }
        }
    }

    fn text(&mut self, node: NodeId) {
        let text = self.tree.own_text(node);
        if text.chars().all(char::is_whitespace) {
            if !self.open.text.is_empty() {
                push_folded(&mut self.open.text, " ");
            }
            return;
        }
        let flags = self.flags[node as usize];
        if flags.has(Flags::NAMED) && self.is_inserted(node) {
            return;
        }
        let open = &mut self.open;
        open.breaks = 0;
        if open.first.is_none() {
            open.first = Some(node);
            open.starts_linked = flags.has(Flags::LINK);
        }
        let before = open.text.len();
        push_folded(&mut open.text, text);
        let added = open.text[before..].chars().count();
        if flags.has(Flags::LINK) {
            open.linked += added;
        }
    }

    /// Whether an inline element that is named as furniture stands between the text and its block: a card that opens over a name,
    /// a label for screen readers.
    fn is_inserted(&self, text: NodeId) -> bool {
        let mut node = self.tree.nodes[text as usize].parent;
        while node != NONE {
            let Some(tag) = self.tree.nodes[node as usize].tag else { break };
            if tag.is_block() {
                return false;
            }
            let parent = self.tree.nodes[node as usize].parent;
            let above = parent != NONE && self.flags[parent as usize].has(Flags::NAMED);
            if self.flags[node as usize].has(Flags::NAMED) && !above {
                return tag != Tag::A;
            }
            node = parent;
        }
        false
    }

    /// One break is white space, two or more end a paragraph.
    fn line_break(&mut self) {
        self.open.breaks += 1;
        if self.open.breaks >= 2 {
            self.flush();
        } else if !self.open.text.is_empty() {
            push_folded(&mut self.open.text, " ");
        }
    }

    fn flush(&mut self) {
        let open = std::mem::take(&mut self.open);
        let Some(first) = open.first else { return };
        let text = open.text.trim_end().to_owned();
        if text.is_empty() {
            return;
        }
        let mut element = self.tree.nodes[first as usize].parent;
        let mut tag = Tag::Other;
        while element != NONE {
            tag = self.tree.nodes[element as usize].tag.unwrap_or(Tag::Other);
            if tag.is_block() || self.tree.nodes[element as usize].parent == NONE {
                break;
            }
            element = self.tree.nodes[element as usize].parent;
        }
        let mut flags = self.flags[element as usize];
        // An inline element that wraps all of the block speaks for it: <span class="caption">…</span>.
        let mut inline = self.tree.nodes[first as usize].parent;
        while inline != element && inline != NONE {
            let node = self.tree.nodes[inline as usize];
            if node.tag != Some(Tag::A) && node.next == NONE {
                flags = flags.with(self.flags[inline as usize]);
            }
            inline = node.parent;
        }
        let length = text.chars().count();
        self.blocks.push(Block {
            words: count_words(&text),
            length,
            linked: open.linked.min(length),
            text,
            element,
            tag,
            flags,
            starts_linked: open.starts_linked,
        });
    }
}

/// Words; in scripts without blanks, every two characters count as one.
fn count_words(text: &str) -> usize {
    let mut words = 0;
    let mut unspaced = 0;
    let mut inside = false;
    for c in text.chars() {
        if matches!(c, '\u{3040}'..='\u{30FF}' | '\u{3400}'..='\u{9FFF}' | '\u{0E00}'..='\u{0E7F}') {
            unspaced += 1;
            inside = false;
        } else if c.is_alphanumeric() {
            words += usize::from(!inside);
            inside = true;
        } else if c.is_whitespace() {
            inside = false;
        }
    }
    words + unspaced / 2
}
