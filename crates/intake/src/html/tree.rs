//! A page's text to a small tree of elements and text, in one pass and within fixed limits.
//!
//! In: decoded text. Out: [`Tree`]. The tokens come from `html5gum`; the tree is ours and simpler than a browser's, because a
//! browser's rules (adoption agency, foster parenting) are quadratic on hostile pages. What is kept of them: void elements, the
//! implied ends of `p`, `li`, `dt`, `dd`, table cells and rows, and end tags that do not reach across table cells.
//! Elements below [`MAX_DEPTH`] are flattened into their ancestor; every loop over open elements is bounded by that depth.

use html5gum::emitters::callback::{CallbackEmitter, CallbackEvent};
use html5gum::{Span, Tokenizer};

use super::tag::Tag;

/// Open elements at one time; browsers stop at 512.
pub(crate) const MAX_DEPTH: usize = 200;
/// Elements and texts in one page.
pub(crate) const MAX_NODES: usize = 1_000_000;
/// Longest attribute value that is kept, in bytes.
const MAX_VALUE: usize = 16 * 1024;

/// Index of a node in [`Tree::nodes`].
pub(crate) type NodeId = u32;

/// No node.
pub(crate) const NONE: NodeId = u32::MAX;

/// A page as elements and texts.
pub(crate) struct Tree {
    pub(crate) nodes: Vec<Node>,
    attributes: Vec<(Attribute, Stretch)>,
    text: String,
    /// The `lang` of the root element.
    pub(crate) language: Option<String>,
    /// The page has more nodes than are read.
    pub(crate) overflowed: bool,
}

/// One element or text.
#[derive(Clone, Copy)]
pub(crate) struct Node {
    /// The element's name; `None` for a text.
    pub(crate) tag: Option<Tag>,
    pub(crate) parent: NodeId,
    pub(crate) first_child: NodeId,
    last_child: NodeId,
    pub(crate) next: NodeId,
    /// Range in `Tree::attributes` for an element, in `Tree::text` for a text.
    range: Stretch,
}

#[derive(Clone, Copy)]
struct Stretch {
    start: u32,
    end: u32,
}

/// The attributes that are kept.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Attribute {
    Class,
    Id,
    Role,
    ItemProp,
    Rel,
    Href,
    Name,
    Property,
    Content,
    DateTime,
    Type,
    Style,
    Hidden,
    AriaHidden,
    Lang,
}

impl Attribute {
    fn from_name(name: &[u8]) -> Option<Self> {
        Some(match name {
            b"class" => Self::Class,
            b"id" => Self::Id,
            b"role" => Self::Role,
            b"itemprop" => Self::ItemProp,
            b"rel" => Self::Rel,
            b"href" => Self::Href,
            b"name" => Self::Name,
            b"property" => Self::Property,
            b"content" => Self::Content,
            b"datetime" => Self::DateTime,
            b"type" => Self::Type,
            b"style" => Self::Style,
            b"hidden" => Self::Hidden,
            b"aria-hidden" => Self::AriaHidden,
            b"lang" => Self::Lang,
            _ => return None,
        })
    }
}

impl Tree {
    /// Reads a page; never fails.
    pub(crate) fn parse(page: &str) -> Self {
        let mut builder = Builder::new(page.len());
        let mut emitter = CallbackEmitter::new(|event: CallbackEvent<'_>, _: Span<()>| -> Option<std::convert::Infallible> {
            builder.accept(event);
            None
        });
        emitter.naively_switch_states(true);
        let Ok(()) = Tokenizer::new_with_emitter(page, emitter).finish();
        builder.tree
    }

    /// The value of an attribute.
    pub(crate) fn attribute(&self, node: NodeId, wanted: Attribute) -> Option<&str> {
        let node = &self.nodes[node as usize];
        node.tag?;
        self.attributes[node.range.start as usize..node.range.end as usize]
            .iter()
            .find(|(name, _)| *name == wanted)
            .map(|(_, value)| &self.text[value.start as usize..value.end as usize])
    }

    /// The characters of a text node; empty for an element.
    pub(crate) fn own_text(&self, node: NodeId) -> &str {
        let node = &self.nodes[node as usize];
        if node.tag.is_some() { "" } else { &self.text[node.range.start as usize..node.range.end as usize] }
    }

    /// All elements in page order.
    pub(crate) fn elements(&self) -> impl Iterator<Item = (NodeId, Tag)> + '_ {
        self.nodes.iter().enumerate().filter_map(|(i, node)| Some((i as NodeId, node.tag?)))
    }

    /// The next node in page order that is not below `node`, within `root`.
    pub(crate) fn after(&self, mut node: NodeId, root: NodeId) -> NodeId {
        while node != root && node != NONE {
            let this = &self.nodes[node as usize];
            if this.next != NONE {
                return this.next;
            }
            node = this.parent;
        }
        NONE
    }

    /// The next node in page order, within `root`.
    pub(crate) fn following(&self, node: NodeId, root: NodeId) -> NodeId {
        match self.nodes[node as usize].first_child {
            NONE => self.after(node, root),
            child => child,
        }
    }

    /// All text under a node with white space folded, at most `limit` bytes or a little more.
    pub(crate) fn text_under(&self, root: NodeId, limit: usize) -> String {
        let mut out = String::new();
        let mut node = root;
        while node != NONE && out.len() < limit {
            push_folded(&mut out, self.own_text(node));
            if self.nodes[node as usize].tag.is_some_and(Tag::is_block) {
                push_folded(&mut out, " ");
            }
            node = self.following(node, root);
        }
        out.trim_end().to_owned()
    }
}

/// Appends `text` with each run of white space as one blank, none at the start.
pub(crate) fn push_folded(out: &mut String, text: &str) {
    for c in text.chars() {
        if c.is_whitespace() || is_invisible(c) {
            if !is_invisible(c) && !out.is_empty() && !out.ends_with(' ') {
                out.push(' ');
            }
        } else {
            out.push(c);
        }
    }
}

/// Characters that show nothing: soft hyphen, zero-width space, byte order mark, word joiner, control characters.
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{AD}' | '\u{200B}' | '\u{FEFF}' | '\u{2060}') || (c.is_control() && !c.is_whitespace())
}

struct Builder {
    tree: Tree,
    /// Open elements, the root first.
    open: Vec<NodeId>,
    /// Start tags beyond [`MAX_DEPTH`] whose end has not come.
    flattened: usize,
    pending: Pending,
}

/// The start tag that is being read.
#[derive(Default)]
struct Pending {
    tag: Option<Tag>,
    name: Option<Attribute>,
    first_attribute: usize,
    in_start_tag: bool,
    is_root: bool,
}

impl Builder {
    fn new(page_length: usize) -> Self {
        let root = Node {
            tag: Some(Tag::Other),
            parent: NONE,
            first_child: NONE,
            last_child: NONE,
            next: NONE,
            range: Stretch { start: 0, end: 0 },
        };
        let tree = Tree {
            nodes: vec![root],
            attributes: Vec::new(),
            text: String::with_capacity(page_length / 4),
            language: None,
            overflowed: false,
        };
        Self { tree, open: vec![0], flattened: 0, pending: Pending::default() }
    }

    fn accept(&mut self, event: CallbackEvent<'_>) {
        match event {
            CallbackEvent::OpenStartTag { name } => {
                self.pending = Pending {
                    tag: Some(Tag::from_name(name)),
                    name: None,
                    first_attribute: self.tree.attributes.len(),
                    in_start_tag: true,
                    is_root: name == b"html",
                };
            }
            CallbackEvent::AttributeName { name } => {
                self.pending.name = if self.pending.in_start_tag { Attribute::from_name(name) } else { None };
                if let Some(attribute) = self.pending.name {
                    self.add_attribute(attribute, b"");
                }
            }
            CallbackEvent::AttributeValue { value } => {
                if let Some(attribute) = self.pending.name.take() {
                    self.set_value(attribute, value);
                }
            }
            CallbackEvent::CloseStartTag { self_closing } => self.start(self_closing),
            CallbackEvent::EndTag { name } => self.end(Tag::from_name(name)),
            CallbackEvent::String { value } => self.characters(value),
            CallbackEvent::Comment { .. } | CallbackEvent::Doctype { .. } | CallbackEvent::Error(_) => {}
        }
    }

    /// The first attribute of a name counts, as in a browser.
    fn add_attribute(&mut self, attribute: Attribute, value: &[u8]) {
        let range = self.store(value);
        let seen = self.tree.attributes[self.pending.first_attribute..].iter().any(|(name, _)| *name == attribute);
        if seen {
            self.pending.name = None;
        } else {
            self.tree.attributes.push((attribute, range));
        }
    }

    fn set_value(&mut self, attribute: Attribute, value: &[u8]) {
        let range = self.store(&value[..value.len().min(MAX_VALUE)]);
        if let Some((name, stored)) = self.tree.attributes.last_mut()
            && *name == attribute
        {
            *stored = range;
        }
    }

    fn store(&mut self, bytes: &[u8]) -> Stretch {
        let start = self.tree.text.len() as u32;
        self.tree.text.push_str(&String::from_utf8_lossy(bytes));
        Stretch { start, end: self.tree.text.len() as u32 }
    }

    fn add(&mut self, tag: Option<Tag>, range: Stretch) -> Option<NodeId> {
        if self.tree.nodes.len() >= MAX_NODES {
            self.tree.overflowed = true;
            return None;
        }
        let id = self.tree.nodes.len() as NodeId;
        let parent = self.open.last().copied().unwrap_or(0);
        self.tree.nodes.push(Node { tag, parent, first_child: NONE, last_child: NONE, next: NONE, range });
        let elder = std::mem::replace(&mut self.tree.nodes[parent as usize].last_child, id);
        if elder == NONE {
            self.tree.nodes[parent as usize].first_child = id;
        } else {
            self.tree.nodes[elder as usize].next = id;
        }
        Some(id)
    }

    fn characters(&mut self, value: &[u8]) {
        // Of scripts only the data blocks matter.
        let parent = self.open.last().copied().unwrap_or(0);
        match self.tree.nodes[parent as usize].tag {
            Some(Tag::Script) => {
                let data = self.tree.attribute(parent, Attribute::Type).is_some_and(|kind| kind.contains("json"));
                if !data {
                    return;
                }
            }
            Some(Tag::Ignored) => return,
            _ => {}
        }
        let range = self.store(value);
        self.add(None, range);
    }

    fn start(&mut self, self_closing: bool) {
        let Some(tag) = self.pending.tag.take() else { return };
        self.pending.in_start_tag = false;
        let range = Stretch { start: self.pending.first_attribute as u32, end: self.tree.attributes.len() as u32 };
        if tag == Tag::Page {
            // `html`, `head` and `body` only wrap what every page has; the tree's root stands for all three.
            if self.pending.is_root && self.tree.language.is_none() {
                self.tree.language = self.tree.attributes[range.start as usize..range.end as usize]
                    .iter()
                    .find(|(name, _)| *name == Attribute::Lang)
                    .map(|(_, value)| self.tree.text[value.start as usize..value.end as usize].to_owned());
            }
            return;
        }
        if tag == Tag::RowGroup {
            return;
        }
        self.imply_ends(tag);
        if !tag.is_void() && self.open.len() >= MAX_DEPTH {
            self.flattened += usize::from(!self_closing);
            return;
        }
        if let Some(id) = self.add(Some(tag), range)
            && !tag.is_void()
            && !(self_closing && matches!(tag, Tag::Ignored | Tag::Other))
        {
            self.open.push(id);
        }
    }

    /// Ends that a start tag implies.
    fn imply_ends(&mut self, tag: Tag) {
        let (closes, boundary): (&[Tag], &[Tag]) = match tag {
            Tag::Li => (&[Tag::Li], &[Tag::List]),
            Tag::Definition => (&[Tag::Definition], &[Tag::List]),
            Tag::Cell => (&[Tag::Cell], &[Tag::Table]),
            Tag::Row => (&[Tag::Row], &[Tag::Table]),
            Tag::A => (&[Tag::A], &[Tag::Cell, Tag::Table]),
            _ => (&[], &[]),
        };
        if tag.is_block() {
            self.close(&[Tag::P], &[Tag::Cell, Tag::Table, Tag::Button, Tag::List]);
        }
        if !closes.is_empty() {
            self.close(closes, boundary);
        }
    }

    fn close(&mut self, wanted: &[Tag], boundary: &[Tag]) {
        for at in (1..self.open.len()).rev() {
            let Some(tag) = self.tree.nodes[self.open[at] as usize].tag else { continue };
            if wanted.contains(&tag) {
                if tag == Tag::A {
                    self.open.remove(at);
                } else {
                    self.open.truncate(at);
                }
                return;
            }
            if boundary.contains(&tag) {
                return;
            }
        }
    }

    fn end(&mut self, tag: Tag) {
        if matches!(tag, Tag::Page | Tag::RowGroup) || tag.is_void() {
            return;
        }
        if self.flattened > 0 {
            self.flattened -= 1;
            return;
        }
        let inside_cell = !matches!(tag, Tag::Cell | Tag::Row | Tag::Table);
        for at in (1..self.open.len()).rev() {
            let Some(open) = self.tree.nodes[self.open[at] as usize].tag else { continue };
            if open == tag {
                if tag.is_block() || tag == Tag::Ignored || at + 1 == self.open.len() {
                    self.open.truncate(at);
                } else {
                    // Inline element that ends across the start of a block: it alone ends.
                    self.open.remove(at);
                }
                return;
            }
            if inside_cell && matches!(open, Tag::Cell | Tag::Table) {
                return;
            }
        }
    }
}
