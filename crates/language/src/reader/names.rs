//! Names from the scores of BIO tags.
//!
//! In: one row of scores a word. Out: a [`NameTag`] a word.

use super::bio::{Tag, decode};
use crate::analysis::{NameKind, NameTag, Token};

/// The tags in the order of their scores.
#[derive(Debug)]
pub(super) struct Tags {
    tags: Vec<Tag<NameKind>>,
}

impl Tags {
    pub(super) fn new(inventory: &[String]) -> Self {
        let kind = |label: &str| match label {
            "PER" => NameKind::Person,
            "ORG" => NameKind::Organization,
            _ => NameKind::Place,
        };
        Self { tags: inventory.iter().map(|tag| Tag::parse(tag, kind)).collect() }
    }

    pub(super) fn len(&self) -> usize {
        self.tags.len()
    }

    /// Sets the names of `words`.
    pub(super) fn decode<'a>(&self, rows: impl Iterator<Item = &'a [f32]>, words: &mut [Token]) {
        for (word, tag) in words.iter_mut().zip(decode(&self.tags, rows)) {
            word.name = match tag {
                Tag::Outside => NameTag::Outside,
                Tag::Begin(kind) => NameTag::Begin(kind),
                Tag::Inside(kind) => NameTag::Inside(kind),
            };
        }
    }
}
