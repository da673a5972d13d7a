//! Names from the scores of BIO tags: the best sequence in which every inside follows its kind (Viterbi).
//!
//! In: one row of scores a word. Out: a [`NameTag`] a word.

use crate::analysis::{NameKind, NameTag, Token};

/// The tags in the order of their scores.
#[derive(Debug)]
pub(super) struct Tags {
    tags: Vec<NameTag>,
}

impl Tags {
    pub(super) fn new(inventory: &[String]) -> Self {
        let kind = |label: &str| match label {
            "PER" => NameKind::Person,
            "ORG" => NameKind::Organization,
            _ => NameKind::Place,
        };
        let tags = inventory
            .iter()
            .map(|tag| match tag.split_once('-') {
                Some(("B", label)) => NameTag::Begin(kind(label)),
                Some((_, label)) => NameTag::Inside(kind(label)),
                None => NameTag::Outside,
            })
            .collect();
        Self { tags }
    }

    pub(super) fn len(&self) -> usize {
        self.tags.len()
    }

    fn follows(&self, previous: Option<usize>, tag: usize) -> bool {
        match self.tags[tag] {
            NameTag::Inside(kind) => {
                previous.is_some_and(|p| self.tags[p] == NameTag::Begin(kind) || self.tags[p] == NameTag::Inside(kind))
            }
            _ => true,
        }
    }

    /// Sets the names of `words`.
    pub(super) fn decode<'a>(&self, rows: impl Iterator<Item = &'a [f32]>, words: &mut [Token]) {
        let count = self.tags.len();
        let (mut best, mut back): (Vec<f32>, Vec<usize>) = (Vec::new(), Vec::new());
        for (i, row) in rows.enumerate() {
            let mut now = vec![f32::NEG_INFINITY; count];
            for tag in 0..count {
                let mut from = usize::MAX;
                if i == 0 {
                    if self.follows(None, tag) {
                        now[tag] = row[tag];
                    }
                } else {
                    for (previous, &score) in best.iter().enumerate() {
                        if self.follows(Some(previous), tag) && (from == usize::MAX || score + row[tag] > now[tag]) {
                            now[tag] = score + row[tag];
                            from = previous;
                        }
                    }
                }
                back.push(from);
            }
            best = now;
        }
        let mut tag = (0..best.len()).fold(0, |a, b| if best[b] > best[a] { b } else { a });
        for (i, word) in words.iter_mut().enumerate().rev() {
            word.name = self.tags[tag];
            tag = back[i * count + tag];
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_inside_follows_its_own_kind() {
        let tags = Tags::new(&["O", "B-PER", "I-PER", "B-LOC", "I-LOC"].map(String::from));
        let check = |rows: &[[f32; 5]], expected: &[NameTag]| {
            let mut words: Vec<Token> = rows.iter().map(|_| Token::unread("w", 0..1)).collect();
            tags.decode(rows.iter().map(|r| &r[..]), &mut words);
            assert_eq!(words.iter().map(|w| w.name).collect::<Vec<_>>(), expected);
        };
        use NameKind::{Person, Place};
        check(&[[0.0, 1.0, 5.0, 0.9, 0.0]], &[NameTag::Begin(Person)]);
        check(&[[0.0, 1.0, 0.0, 2.0, 0.0], [0.0, 0.0, 3.0, 0.0, 0.5]], &[NameTag::Begin(Person), NameTag::Inside(Person)]);
        check(&[[9.0, 0.0, 0.0, 0.0, 0.0], [0.0, 0.0, 1.0, 0.0, 1.5]], &[NameTag::Outside, NameTag::Outside]);
        check(&[[0.0, 0.0, 0.0, 2.0, 0.0], [0.0, 0.0, 0.0, 0.0, 2.0]], &[NameTag::Begin(Place), NameTag::Inside(Place)]);
        check(&[], &[]);
    }
}
