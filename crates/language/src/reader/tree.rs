//! Maximum spanning trees with one root (Chu & Liu 1965, Edmonds 1967).
//!
//! In: scores of arcs, `count` rows of `count + 1` columns: row `d`, column 0 for the root and `h + 1` for the word `h` as head of `d`.
//! Out: the column of each word's head. Ties go to the lower column, so the tree is the same everywhere.
//! Time: quadratic where the best heads already form a tree, which is nearly always; cubic at worst.

/// The best tree in which exactly one word hangs on the root.
pub(super) fn maximum_spanning_tree(arcs: &[f32], count: usize) -> Vec<usize> {
    let width = count + 1;
    let greedy: Vec<usize> = (0..count)
        .map(|d| {
            let row = &arcs[d * width..][..width];
            (0..width)
                .filter(|&h| h != d + 1)
                .fold(usize::MAX, |best, h| if best == usize::MAX || row[h] > row[best] { h } else { best })
        })
        .collect();
    if greedy.iter().filter(|&&h| h == 0).count() == 1 && is_tree(&greedy) {
        return greedy;
    }
    let lowest = arcs.iter().copied().fold(f32::INFINITY, f32::min);
    let highest = arcs.iter().copied().fold(f32::NEG_INFINITY, f32::max);
    // A second arc from the root must cost more than any rearrangement gains.
    let toll = (f64::from(highest) - f64::from(lowest) + 1.0) * (width as f64);
    let mut scores = vec![f64::NEG_INFINITY; width * width];
    for d in 0..count {
        for h in (0..width).filter(|&h| h != d + 1) {
            scores[(d + 1) * width + h] = f64::from(arcs[d * width + h]) - if h == 0 { toll } else { 0.0 };
        }
    }
    contract(scores, width)
}

/// Whether following heads from every word ends at the root.
fn is_tree(heads: &[usize]) -> bool {
    const UNSEEN: u32 = u32::MAX;
    let mut seen = vec![UNSEEN; heads.len()];
    for start in 0..heads.len() {
        let mut at = start;
        loop {
            if seen[at] == start as u32 {
                return false;
            }
            if seen[at] != UNSEEN {
                break;
            }
            seen[at] = start as u32;
            match heads[at].checked_sub(1) {
                Some(next) => at = next,
                None => break,
            }
        }
    }
    true
}

/// A cycle that was made into one node: the node that stands for it, and each member with its head inside the cycle.
struct Cycle {
    node: usize,
    members: Vec<(usize, usize)>,
}

/// Edmonds' algorithm on a dense matrix, contracting in place; node 0 is the root, `scores[d · width + h]`.
fn contract(mut scores: Vec<f64>, width: usize) -> Vec<usize> {
    // The arc of the words themselves that each contracted arc stands for.
    let mut origin: Vec<(u32, u32)> = (0..width * width).map(|i| ((i / width) as u32, (i % width) as u32)).collect();
    let mut alive: Vec<usize> = (0..width).collect();
    // Words inside each node.
    let mut inside: Vec<Vec<usize>> = (0..width).map(|i| vec![i]).collect();
    let mut cycles: Vec<(Cycle, Vec<Vec<usize>>)> = Vec::new();
    let mut head = vec![0; width];
    loop {
        for &d in alive.iter().filter(|&&d| d != 0) {
            head[d] = alive.iter().filter(|&&h| h != d).fold(usize::MAX, |best, &h| {
                if best == usize::MAX || scores[d * width + h] > scores[d * width + best] { h } else { best }
            });
        }
        let Some(members) = find_cycle(&alive, &head) else { break };
        let node = members[0];
        let cycle = Cycle { node, members: members.iter().map(|&m| (m, head[m])).collect() };
        let parts: Vec<Vec<usize>> = members.iter().map(|&m| inside[m].clone()).collect();
        for &other in alive.iter().filter(|a| !members.contains(a)) {
            let mut into = (f64::NEG_INFINITY, (0, 0));
            let mut out = (f64::NEG_INFINITY, (0, 0));
            for &m in &members {
                let gain = scores[m * width + other] - scores[m * width + head[m]];
                if gain > into.0 || into.0 == f64::NEG_INFINITY {
                    into = (gain, origin[m * width + other]);
                }
                let score = scores[other * width + m];
                if score > out.0 || out.0 == f64::NEG_INFINITY {
                    out = (score, origin[other * width + m]);
                }
            }
            (scores[node * width + other], origin[node * width + other]) = into;
            (scores[other * width + node], origin[other * width + node]) = out;
        }
        for &m in &members[1..] {
            let moved = std::mem::take(&mut inside[m]);
            inside[node].extend(moved);
        }
        alive.retain(|a| *a == node || !members.contains(a));
        // Arcs inside the cycle are kept by their words, before the matrix is used for something else.
        let cycle = Cycle {
            node: cycle.node,
            members: cycle.members.iter().map(|&(m, h)| (m, pack(origin[m * width + h], width))).collect(),
        };
        cycles.push((cycle, parts));
    }
    // Arcs of the words themselves, from the outermost contraction inwards.
    let mut arc_into = vec![None; width];
    for &d in alive.iter().filter(|&&d| d != 0) {
        arc_into[d] = Some(origin[d * width + head[d]]);
    }
    let mut result = vec![0; width];
    for (cycle, parts) in cycles.iter().rev() {
        let entering = arc_into[cycle.node].take().expect("a contracted node has an arc into it");
        for (&(member, inner), words) in cycle.members.iter().zip(parts) {
            let arc = if words.contains(&(entering.0 as usize)) { entering } else { unpack(inner, width) };
            arc_into[member] = Some(arc);
        }
    }
    for arc in arc_into.into_iter().flatten() {
        result[arc.0 as usize] = arc.1 as usize;
    }
    result.split_off(1)
}

fn pack(arc: (u32, u32), width: usize) -> usize {
    arc.0 as usize * width + arc.1 as usize
}

fn unpack(arc: usize, width: usize) -> (u32, u32) {
    ((arc / width) as u32, (arc % width) as u32)
}

fn find_cycle(alive: &[usize], head: &[usize]) -> Option<Vec<usize>> {
    let mut seen = vec![0; head.len()];
    for (round, &start) in alive.iter().enumerate() {
        let mark = round + 1;
        let mut at = start;
        while at != 0 && seen[at] == 0 {
            seen[at] = mark;
            at = head[at];
        }
        if at != 0 && seen[at] == mark {
            let mut members = vec![at];
            let mut next = head[at];
            while next != at {
                members.push(next);
                next = head[next];
            }
            members.sort_unstable();
            return Some(members);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// The best tree by trying every choice of heads.
    fn by_trying(arcs: &[f32], count: usize) -> f64 {
        let width = count + 1;
        let mut best = f64::NEG_INFINITY;
        for choice in 0..width.pow(count as u32) {
            let heads: Vec<usize> = (0..count).map(|d| choice / width.pow(d as u32) % width).collect();
            if heads.iter().enumerate().any(|(d, &h)| h == d + 1)
                || heads.iter().filter(|&&h| h == 0).count() != 1
                || !is_tree(&heads)
            {
                continue;
            }
            best = best.max(weight(arcs, &heads));
        }
        best
    }

    fn weight(arcs: &[f32], heads: &[usize]) -> f64 {
        heads.iter().enumerate().map(|(d, &h)| f64::from(arcs[d * (heads.len() + 1) + h])).sum()
    }

    proptest! {
        #[test]
        fn no_tree_is_better(count in 1usize..6, seed in prop::collection::vec(-9i8..9, 30)) {
            let arcs: Vec<f32> = (0..count * (count + 1)).map(|i| f32::from(seed[i])).collect();
            let heads = maximum_spanning_tree(&arcs, count);
            prop_assert!(is_tree(&heads), "{heads:?}");
            prop_assert_eq!(heads.iter().filter(|&&h| h == 0).count(), 1);
            prop_assert_eq!(weight(&arcs, &heads), by_trying(&arcs, count));
        }

        #[test]
        fn large_ones_are_trees(count in 30usize..80, seed in any::<u64>()) {
            let mut state = seed | 1;
            let arcs: Vec<f32> = (0..count * (count + 1)).map(|_| {
                state ^= state << 13; state ^= state >> 7; state ^= state << 17;
                (state >> 40) as f32
            }).collect();
            let heads = maximum_spanning_tree(&arcs, count);
            prop_assert!(is_tree(&heads));
            prop_assert_eq!(heads.iter().filter(|&&h| h == 0).count(), 1);
        }
    }

    #[test]
    fn one_word_hangs_on_the_root() {
        assert_eq!(maximum_spanning_tree(&[0.0, 5.0], 1), [0]);
        assert_eq!(maximum_spanning_tree(&[], 0), [0usize; 0]);
    }
}
