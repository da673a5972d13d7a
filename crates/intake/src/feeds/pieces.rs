//! A damaged feed to its pieces.
//!
//! In: the bytes of a feed that cannot be read as a whole. Out: for each item a small feed of its own, with the head of the damaged one,
//! so that one bad item, or a cut-off end, costs that item and no other.

use std::ops::Range;

/// A head longer than this is no head but a feed that lost its items' tags.
const LONGEST_HEAD: usize = 64 * 1024;
/// Elements that stay open over the items.
const LONGEST_STACK: usize = 16;
/// The head is read again with each item; no more than this many bytes of it in all.
const MOST_WORK: usize = 256 << 20;

/// A damaged feed, cut up.
pub(super) struct Pieces<'b> {
    bytes: &'b [u8],
    head: &'b [u8],
    /// End tags of what the head leaves open.
    tail: Vec<u8>,
    items: Vec<Range<usize>>,
    /// Whether an item at the end has no end tag.
    pub(super) cut_off: bool,
}

impl<'b> Pieces<'b> {
    /// Cuts an XML feed up; `None` if it has no items or its head cannot be told.
    pub(super) fn of(bytes: &'b [u8]) -> Option<Self> {
        let (name, first) = [&b"item"[..], b"entry"]
            .into_iter()
            .filter_map(|name| Some((name, next_tag(bytes, 0, name)?)))
            .min_by_key(|(_, at)| *at)?;
        if first > LONGEST_HEAD {
            return None;
        }
        let head = &bytes[..first];
        let tail = closing(head)?;
        let mut items = Vec::new();
        let mut cut_off = false;
        let mut at = Some(first);
        while let Some(start) = at {
            let next = next_tag(bytes, start + 1, name);
            match end_of(&bytes[..next.unwrap_or(bytes.len())], start, name) {
                Some(end) => items.push(start..end),
                None if next.is_none() => cut_off = true,
                // The end tag is missing: the piece is bad and says so when it is read.
                None => items.push(start..next.unwrap_or(bytes.len())),
            }
            at = next;
        }
        (items.len().saturating_mul(first) <= MOST_WORK).then_some(Self { bytes, head, tail, items, cut_off })
    }

    pub(super) fn len(&self) -> usize {
        self.items.len()
    }

    /// The feed that holds the item with this number alone.
    pub(super) fn alone(&self, number: usize) -> Vec<u8> {
        [self.head, &self.bytes[self.items[number].clone()], &self.tail].concat()
    }
}

/// Where the next start tag of `name` stands, outside of CDATA sections and comments.
fn next_tag(bytes: &[u8], from: usize, name: &[u8]) -> Option<usize> {
    tags(bytes, from).find(|at| {
        let rest = bytes[at + 1..].strip_prefix(name);
        rest.and_then(<[u8]>::first).is_some_and(|b| b.is_ascii_whitespace() || matches!(b, b'>' | b'/'))
    })
}

/// Behind the end tag of `name`.
fn end_of(bytes: &[u8], from: usize, name: &[u8]) -> Option<usize> {
    tags(bytes, from).find_map(|at| {
        let rest = bytes[at + 1..].strip_prefix(b"/")?.strip_prefix(name)?;
        let blanks = rest.iter().take_while(|b| b.is_ascii_whitespace()).count();
        (rest.get(blanks) == Some(&b'>')).then(|| bytes.len() - rest.len() + blanks + 1)
    })
}

/// Where tags open, outside of CDATA sections and comments; one that is never closed hides the rest.
fn tags(bytes: &[u8], mut from: usize) -> impl Iterator<Item = usize> {
    std::iter::from_fn(move || {
        loop {
            let at = from + bytes.get(from..)?.iter().position(|b| *b == b'<')?;
            from = at + 1;
            let hidden =
                [(&b"<![CDATA["[..], &b"]]>"[..]), (b"<!--", b"-->")].into_iter().find(|(open, _)| bytes[at..].starts_with(open));
            match hidden {
                Some((_, close)) => {
                    let end = bytes[at..].windows(close.len()).position(|window| window == close)?;
                    from = at + end + close.len();
                }
                None => return Some(at),
            }
        }
    })
}

/// End tags for the elements that `head` leaves open, the innermost first.
fn closing(head: &[u8]) -> Option<Vec<u8>> {
    let mut open: Vec<&[u8]> = Vec::new();
    for at in tags(head, 0) {
        let rest = &head[at + 1..];
        let end = rest.iter().position(|b| *b == b'>')?;
        let tag = &rest[..end];
        match tag.first()? {
            b'!' | b'?' => {}
            b'/' => drop(open.pop()),
            _ if tag.ends_with(b"/") => {}
            _ => open.push(tag.split(|b| b.is_ascii_whitespace()).next()?),
        }
    }
    if open.len() > LONGEST_STACK {
        return None;
    }
    Some(open.iter().rev().flat_map(|name| [b"</", *name, b">"].concat()).collect())
}
