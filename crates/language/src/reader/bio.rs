//! Spans from the scores of BIO tags: the best sequence in which every inside follows its kind (Viterbi 1967).
//!
//! In: one row of scores a word, in the order of the tags. Out: a tag a word, or the spans they draw.

use std::ops::Range;

/// A BIO tag of some kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Tag<K> {
    Outside,
    Begin(K),
    Inside(K),
}

impl<K: Copy + PartialEq> Tag<K> {
    /// The tag as training writes it: `O`, or a prefix and a label that `kind` knows.
    pub(super) fn parse(name: &str, kind: impl Fn(&str) -> K) -> Self {
        match name.split_once('-').unwrap_or((name, "")) {
            ("B", label) => Self::Begin(kind(label)),
            ("I", label) => Self::Inside(kind(label)),
            _ => Self::Outside,
        }
    }

    fn follows(self, previous: Option<Self>) -> bool {
        match self {
            Self::Inside(kind) => previous == Some(Self::Begin(kind)) || previous == Some(Self::Inside(kind)),
            _ => true,
        }
    }
}

/// The best sequence of `tags`.
pub(super) fn decode<'a, K: Copy + PartialEq>(tags: &[Tag<K>], rows: impl Iterator<Item = &'a [f32]>) -> Vec<Tag<K>> {
    let count = tags.len();
    let (mut best, mut back): (Vec<f32>, Vec<usize>) = (Vec::new(), Vec::new());
    let mut words = 0;
    for (i, row) in rows.enumerate() {
        let mut now = vec![f32::NEG_INFINITY; count];
        for tag in 0..count {
            let mut from = usize::MAX;
            if i == 0 {
                if tags[tag].follows(None) {
                    now[tag] = row[tag];
                }
            } else {
                for (previous, &score) in best.iter().enumerate() {
                    if tags[tag].follows(Some(tags[previous])) && (from == usize::MAX || score + row[tag] > now[tag]) {
                        now[tag] = score + row[tag];
                        from = previous;
                    }
                }
            }
            back.push(from);
        }
        best = now;
        words += 1;
    }
    let mut tag = (0..best.len()).fold(0, |a, b| if best[b] > best[a] { b } else { a });
    let mut out = vec![Tag::Outside; words];
    for i in (0..words).rev() {
        out[i] = tags[tag];
        tag = back[i * count + tag];
    }
    out
}

/// The spans of one kind.
pub(super) fn spans<K: Copy + PartialEq>(tags: &[Tag<K>], kind: K) -> Vec<Range<usize>> {
    let mut out: Vec<Range<usize>> = Vec::new();
    for (i, &tag) in tags.iter().enumerate() {
        match (tag, out.last_mut()) {
            (Tag::Begin(k), _) if k == kind => out.push(i..i + 1),
            (Tag::Inside(k), Some(last)) if k == kind && last.end == i => last.end = i + 1,
            _ => {}
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_inside_follows_its_own_kind() {
        let tags = ["O", "B-a", "I-a", "B-b", "I-b"].map(|name| Tag::parse(name, |label| label == "b"));
        let check = |rows: &[[f32; 5]], expected: &[Tag<bool>], b: &[(usize, usize)]| {
            let found = decode(&tags, rows.iter().map(|r| &r[..]));
            assert_eq!(found, expected);
            assert_eq!(spans(&found, true).iter().map(|s| (s.start, s.end)).collect::<Vec<_>>(), b);
        };
        use Tag::{Begin, Inside, Outside};
        check(&[[0.0, 1.0, 5.0, 0.9, 0.0]], &[Begin(false)], &[]);
        check(&[[0.0, 1.0, 0.0, 2.0, 0.0], [0.0, 0.0, 3.0, 0.0, 0.5]], &[Begin(false), Inside(false)], &[]);
        check(&[[9.0, 0.0, 0.0, 0.0, 0.0], [0.0, 0.0, 1.0, 0.0, 1.5]], &[Outside, Outside], &[]);
        check(&[[0.0, 0.0, 0.0, 2.0, 0.0], [0.0, 0.0, 0.0, 0.0, 2.0]], &[Begin(true), Inside(true)], &[(0, 2)]);
        check(&[[0.0, 0.0, 0.0, 2.0, 0.0], [0.0, 0.0, 0.0, 2.0, 0.0]], &[Begin(true), Begin(true)], &[(0, 1), (1, 2)]);
        check(&[], &[], &[]);
    }
}
