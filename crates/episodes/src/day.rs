//! One day: its stories join each other and what is settled. In: the stories of the day, sorted by id, and the settled episodes with the index of
//! their heaviest terms. Out: [`Joint`]s, each of them an episode that is new or has grown.

use std::cmp::Ordering;
use std::collections::BinaryHeap;

use rustc_hash::{FxHashMap, FxHashSet};

use crate::grouper::{Arrival, Group};
use crate::numbered::Numbered;
use crate::vector::UNIT;

/// Share of the threshold that the heaviest terms alone must reach before two are compared in full.
const NOMINATION: f64 = 0.25;

/// Stories of the day that join, and the settled episode that they join.
pub(crate) struct Joint {
    /// Index of the settled episode.
    pub(crate) settled: Option<usize>,
    /// Indices of the stories, ascending.
    pub(crate) arrived: Vec<usize>,
}

/// A group under way.
struct Node<'a> {
    settled: Option<usize>,
    arrived: Vec<usize>,
    size: usize,
    /// Place of its id among all ids, which decides ties.
    rank: usize,
    sum: Sum<'a>,
    near: FxHashSet<usize>,
    alive: bool,
}

enum Sum<'a> {
    Told(&'a Numbered),
    Made(Numbered),
}

impl Sum<'_> {
    fn get(&self) -> &Numbered {
        match self {
            Self::Told(sum) => sum,
            Self::Made(sum) => sum,
        }
    }
}

/// Joins the nearest first until none are near enough.
pub(crate) fn join(
    arrived: &[&Arrival],
    settled: &[Group],
    index: &FxHashMap<u32, Vec<(usize, i64)>>,
    threshold: f64,
) -> Vec<Joint> {
    let mut day = Day { nodes: Vec::new(), dots: FxHashMap::default(), heap: BinaryHeap::new(), threshold };
    for (at, arrival) in arrived.iter().enumerate() {
        day.nodes.push(Node::new(None, vec![at], 1, Sum::Told(&arrival.terms)));
    }
    let mut node_of: FxHashMap<usize, usize> = FxHashMap::default();
    let mut here: FxHashMap<u32, Vec<(usize, i64)>> = FxHashMap::default();
    let nomination = threshold * NOMINATION * (UNIT * UNIT) as f64;
    for (at, arrival) in arrived.iter().enumerate() {
        let (mut old, mut new): (FxHashMap<usize, i64>, FxHashMap<usize, i64>) = Default::default();
        for &(key, weight) in &arrival.keys {
            for (list, sums) in [(index.get(&key), &mut old), (here.get(&key), &mut new)] {
                for &(other, theirs) in list.into_iter().flatten() {
                    *sums.entry(other).or_default() += weight * theirs;
                }
            }
            here.entry(key).or_default().push((at, weight));
        }
        let mut pairs: Vec<usize> = new.into_iter().filter(|(_, told)| *told as f64 >= nomination).map(|(at, _)| at).collect();
        for (group, told) in old {
            if told as f64 >= nomination * settled[group].members.len() as f64 {
                pairs.push(*node_of.entry(group).or_insert_with(|| {
                    let sum = Sum::Told(&settled[group].sum);
                    day.nodes.push(Node::new(Some(group), Vec::new(), settled[group].members.len(), sum));
                    day.nodes.len() - 1
                }));
            }
        }
        for other in pairs {
            day.nodes[at].near.insert(other);
            day.nodes[other].near.insert(at);
        }
    }
    let ids: Vec<&str> = day
        .nodes
        .iter()
        .map(|node| match node.settled {
            Some(group) => &*settled[group].id,
            None => &*arrived[node.arrived[0]].digest.story,
        })
        .collect();
    day.rank(&ids);
    day.run()
}

impl<'a> Node<'a> {
    fn new(settled: Option<usize>, arrived: Vec<usize>, size: usize, sum: Sum<'a>) -> Self {
        Self { settled, arrived, size, rank: 0, sum, near: FxHashSet::default(), alive: true }
    }
}

struct Day<'a> {
    nodes: Vec<Node<'a>>,
    dots: FxHashMap<(usize, usize), i64>,
    heap: BinaryHeap<Pair>,
    threshold: f64,
}

impl Day<'_> {
    fn rank(&mut self, ids: &[&str]) {
        let mut order: Vec<usize> = (0..ids.len()).collect();
        order.sort_by_key(|&at| ids[at]);
        for (rank, at) in order.into_iter().enumerate() {
            self.nodes[at].rank = rank;
        }
    }

    fn run(mut self) -> Vec<Joint> {
        for a in 0..self.nodes.len() {
            for b in self.nodes[a].near.iter().copied().filter(|&b| b > a).collect::<Vec<_>>() {
                self.weigh(a, b);
            }
        }
        while let Some(Pair { a, b, .. }) = self.heap.pop() {
            if self.nodes[a].alive && self.nodes[b].alive {
                self.merge(a, b);
            }
        }
        let grown = self.nodes.into_iter().filter(|node| node.alive && !node.arrived.is_empty());
        let mut joints: Vec<(usize, Joint)> =
            grown.map(|node| (node.rank, Joint { settled: node.settled, arrived: node.arrived })).collect();
        joints.sort_by_key(|(rank, _)| *rank);
        joints.into_iter().map(|(_, joint)| joint).collect()
    }

    fn dot(&mut self, a: usize, b: usize) -> i64 {
        let key = (a.min(b), a.max(b));
        if let Some(&dot) = self.dots.get(&key) {
            return dot;
        }
        let dot = self.nodes[a].sum.get().dot(self.nodes[b].sum.get());
        self.dots.insert(key, dot);
        dot
    }

    fn weigh(&mut self, a: usize, b: usize) {
        if self.nodes[a].settled.is_some() && self.nodes[b].settled.is_some() {
            return;
        }
        let dot = self.dot(a, b);
        let (left, right) = (&self.nodes[a], &self.nodes[b]);
        let pairs = (left.size * right.size) as f64;
        let similarity = dot as f64 / (pairs * (UNIT * UNIT) as f64);
        if similarity >= self.threshold {
            let ranks = (left.rank.min(right.rank), left.rank.max(right.rank));
            self.heap.push(Pair { similarity, ranks, a, b });
        }
    }

    /// Both as one, under the settled one's id, else the least. The product of a sum is the sum of the products.
    fn merge(&mut self, a: usize, b: usize) {
        let new = self.nodes.len();
        let around: FxHashSet<usize> =
            self.nodes[a].near.union(&self.nodes[b].near).copied().filter(|&c| c != a && c != b && self.nodes[c].alive).collect();
        for &other in &around {
            let dot = self.dot(a, other) + self.dot(b, other);
            self.dots.insert((other, new), dot);
            self.nodes[other].near.insert(new);
        }
        let (left, right) = (&self.nodes[a], &self.nodes[b]);
        let settled = left.settled.or(right.settled);
        let rank = match (left.settled, right.settled) {
            (Some(_), _) => left.rank,
            (_, Some(_)) => right.rank,
            _ => left.rank.min(right.rank),
        };
        let mut arrived: Vec<usize> = left.arrived.iter().chain(&right.arrived).copied().collect();
        arrived.sort_unstable();
        let sum = Sum::Made(Numbered::sum([left.sum.get(), right.sum.get()]));
        let size = left.size + right.size;
        self.nodes[a].alive = false;
        self.nodes[b].alive = false;
        let mut order: Vec<usize> = around.iter().copied().collect();
        order.sort_unstable();
        self.nodes.push(Node { settled, arrived, size, rank, sum, near: around, alive: true });
        for other in order {
            self.weigh(other, new);
        }
    }
}

/// Two groups; the nearest come first, then those of the least ids.
struct Pair {
    similarity: f64,
    ranks: (usize, usize),
    a: usize,
    b: usize,
}

impl Ord for Pair {
    fn cmp(&self, other: &Self) -> Ordering {
        self.similarity.total_cmp(&other.similarity).then_with(|| other.ranks.cmp(&self.ranks))
    }
}

impl PartialOrd for Pair {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Pair {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for Pair {}
