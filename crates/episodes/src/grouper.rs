//! Stories to episodes. In: digests as they come. Out: episodes, the same for any order of arrival within a day.
//!
//! What was grouped on earlier days is settled. The stories of the open day and the settled episodes of the window are joined, the
//! nearest first by the mean cosine of their stories (average linkage; two settled episodes are never joined, so that ids survive). Ties go to
//! the least ids. Stories of the open day are taken as a set, which is why their order is nothing.

use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet, BinaryHeap};
use std::sync::{Arc, OnceLock};

use jiff::civil::Date;
use rustc_hash::{FxHashMap, FxHashSet};

use crate::digest::Digest;
use crate::episode::Episode;
use crate::vector::Vector;

/// What decides.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Settings {
    /// Mean cosine of their stories from which two groups report one happening.
    pub threshold: f64,
    /// Days after its last report in which an episode can still grow.
    pub window: i32,
    /// Heaviest terms by which a pair is nominated.
    pub keys: usize,
}

impl Default for Settings {
    fn default() -> Self {
        Self { threshold: 0.17, window: 400, keys: 40 }
    }
}

/// Groups stories that report one happening. A clone shares the digests.
#[derive(Debug, Clone)]
pub struct Grouper {
    settings: Settings,
    seen: FxHashSet<String>,
    settled: Vec<Arc<Group>>,
    open: Option<Date>,
    arrived: BTreeMap<String, Arc<Digest>>,
    undated: BTreeMap<String, Arc<Digest>>,
}

#[derive(Debug, Clone)]
struct Group {
    id: String,
    settled: bool,
    /// Whether a story of the open day is in it.
    grew: bool,
    last: Date,
    sum: Vector,
    members: Vec<Arc<Digest>>,
    /// Places in `sum` of the heaviest terms, found when they are first asked for.
    keys: OnceLock<Vec<u32>>,
}

impl Grouper {
    /// A grouper that has seen nothing.
    pub fn new(settings: Settings) -> Self {
        Self {
            settings,
            seen: FxHashSet::default(),
            settled: Vec::new(),
            open: None,
            arrived: BTreeMap::new(),
            undated: BTreeMap::new(),
        }
    }

    /// Takes a story in; `false` if its id came before. The first story of a later day settles the days before. A story of a day
    /// that is settled joins the open day; one without a day of publication stays alone.
    pub fn add(&mut self, digest: Digest) -> bool {
        if !self.seen.insert(digest.story.clone()) {
            return false;
        }
        let Some(day) = day_of(&digest) else {
            self.undated.insert(digest.story.clone(), Arc::new(digest));
            return true;
        };
        if self.open.is_some_and(|open| open < day) {
            self.settle();
        }
        self.open = self.open.max(Some(day));
        self.arrived.insert(digest.story.clone(), Arc::new(digest));
        true
    }

    /// A grouper that goes on from episodes settled before: each with its id and its stories, all of them of days that are over.
    pub fn resumed(settings: Settings, settled: impl IntoIterator<Item = (String, Vec<Digest>)>) -> Self {
        let mut grouper = Self::new(settings);
        for (id, digests) in settled {
            grouper.seen.extend(digests.iter().map(|digest| digest.story.clone()));
            grouper.settled.push(Arc::new(Group::settled(id, digests.into_iter().map(Arc::new).collect())));
        }
        grouper
    }

    /// Settles the open day. Gives the ids of the episodes that its stories began or joined, in order.
    pub fn settle(&mut self) -> Vec<String> {
        self.settled = self.joined();
        self.open = None;
        self.arrived.clear();
        let mut touched = Vec::new();
        for group in self.settled.iter_mut().filter(|group| group.grew) {
            touched.push(group.id.clone());
            *group = Arc::new(Group::settled(group.id.clone(), group.members.clone()));
        }
        touched.sort();
        touched
    }

    /// Those of the settled episodes that are asked for.
    pub fn settled<'a>(&self, ids: impl IntoIterator<Item = &'a str>) -> Vec<Episode> {
        let wanted: FxHashSet<&str> = ids.into_iter().collect();
        let mut told: Vec<Episode> =
            self.settled.iter().filter(|group| wanted.contains(group.id.as_str())).map(|group| group.told()).collect();
        told.sort_by(|a, b| a.id.cmp(&b.id));
        told
    }

    /// All episodes so far, by id; a story that nothing was like is one of its own.
    pub fn episodes(&self) -> Vec<Episode> {
        let mut told: Vec<Episode> = self.joined().iter().map(|group| group.told()).collect();
        told.extend(self.undated.values().map(|digest| Episode::of(&digest.story, &[digest.as_ref()], &digest.terms)));
        told.sort_by(|a, b| a.id.cmp(&b.id));
        told
    }

    /// The settled groups with the open day joined to them.
    fn joined(&self) -> Vec<Arc<Group>> {
        let Some(open) = self.open else { return self.settled.clone() };
        let reaches = |group: &Group| days_between(group.last, open) <= self.settings.window;
        let mut out: Vec<Arc<Group>> = self.settled.iter().filter(|group| !reaches(group)).cloned().collect();
        let mut groups: Vec<Option<Arc<Group>>> = self.settled.iter().filter(|group| reaches(group)).cloned().map(Some).collect();
        groups.sort_by(|a, b| a.as_ref().map(|g| &g.id).cmp(&b.as_ref().map(|g| &g.id)));
        groups.extend(self.arrived.values().map(|digest| Some(Arc::new(Group::alone(digest)))));
        let mut near = self.nominated(&groups);
        let mut heap = BinaryHeap::new();
        for (a, others) in near.iter().enumerate() {
            for b in others.iter().filter(|b| **b > a) {
                self.weigh(&groups, a, *b, &mut heap);
            }
        }
        while let Some(Pair { a, b, .. }) = heap.pop() {
            if groups[a].is_none() || groups[b].is_none() {
                continue;
            }
            let (Some(left), Some(right)) = (groups[a].take(), groups[b].take()) else { continue };
            let around: BTreeSet<usize> = near[a].union(&near[b]).copied().filter(|c| groups[*c].is_some()).collect();
            let new = groups.len();
            groups.push(Some(Arc::new(Group::joint(&left, &right))));
            for other in &around {
                near[*other].insert(new);
                self.weigh(&groups, *other, new, &mut heap);
            }
            near.push(around);
        }
        out.extend(groups.into_iter().flatten());
        out
    }

    /// For each group those with which it shares a heavy term, at least one of the two being of the open day.
    fn nominated(&self, groups: &[Option<Arc<Group>>]) -> Vec<BTreeSet<usize>> {
        let mut near = vec![BTreeSet::new(); groups.len()];
        let mut holders: FxHashMap<&str, Vec<usize>> = FxHashMap::default();
        for (at, group) in groups.iter().enumerate() {
            let Some(group) = group else { continue };
            for key in group.keys(self.settings.keys) {
                let holders = holders.entry(key).or_default();
                if !group.settled {
                    for other in holders.iter() {
                        near[at].insert(*other);
                        near[*other].insert(at);
                    }
                }
                holders.push(at);
            }
        }
        near
    }

    fn weigh(&self, groups: &[Option<Arc<Group>>], a: usize, b: usize, heap: &mut BinaryHeap<Pair>) {
        let (Some(left), Some(right)) = (&groups[a], &groups[b]) else { return };
        if left.settled && right.settled {
            return;
        }
        let pairs = (left.members.len() * right.members.len()) as f64;
        let similarity = left.sum.dot(&right.sum) / pairs;
        if similarity >= self.settings.threshold {
            let (least, greatest) = if left.id < right.id { (left, right) } else { (right, left) };
            heap.push(Pair { similarity, ids: (least.id.clone(), greatest.id.clone()), a, b });
        }
    }
}

impl Group {
    fn alone(digest: &Arc<Digest>) -> Self {
        Self {
            id: digest.story.clone(),
            settled: false,
            grew: true,
            last: day_of(digest).unwrap_or_default(),
            sum: digest.terms.clone(),
            members: vec![Arc::clone(digest)],
            keys: OnceLock::new(),
        }
    }

    /// An episode of days that are over. Joining sums in the order of nearness; this sum is in the order of the stories, so that an
    /// episode goes on the same whether it was joined or resumed.
    fn settled(id: String, mut members: Vec<Arc<Digest>>) -> Self {
        members.sort_by(|a, b| order(a).cmp(&order(b)));
        let sum = Vector::sum(members.iter().map(|digest| &digest.terms));
        let last = members.iter().filter_map(|digest| day_of(digest)).max().unwrap_or_default();
        Self { id, settled: true, grew: false, last, sum, members, keys: OnceLock::new() }
    }

    fn keys(&self, count: usize) -> impl Iterator<Item = &str> {
        self.keys.get_or_init(|| self.sum.heaviest(count)).iter().map(|at| self.sum.terms()[*at as usize].0.as_str())
    }

    /// Both as one, under the settled one's id, else the least.
    fn joint(a: &Self, b: &Self) -> Self {
        let (first, second) = if (!a.settled, &a.id) < (!b.settled, &b.id) { (a, b) } else { (b, a) };
        let sum = first.sum.plus(&second.sum);
        Self {
            id: first.id.clone(),
            settled: first.settled,
            grew: true,
            last: first.last.max(second.last),
            sum,
            keys: OnceLock::new(),
            members: first.members.iter().chain(&second.members).cloned().collect(),
        }
    }

    fn told(&self) -> Episode {
        if self.grew {
            return Self::settled(self.id.clone(), self.members.clone()).told();
        }
        let members: Vec<&Digest> = self.members.iter().map(Arc::as_ref).collect();
        Episode::of(&self.id, &members, &self.sum)
    }
}

/// What the stories of an episode are sorted by.
fn order(digest: &Digest) -> (&Option<String>, &String) {
    (&digest.day, &digest.story)
}

fn day_of(digest: &Digest) -> Option<Date> {
    digest.day.as_deref()?.parse().ok()
}

fn days_between(from: Date, to: Date) -> i32 {
    to.duration_since(from).as_hours().div_euclid(24) as i32
}

/// Two groups; the nearest come first, then those of the least ids.
struct Pair {
    similarity: f64,
    ids: (String, String),
    a: usize,
    b: usize,
}

impl Ord for Pair {
    fn cmp(&self, other: &Self) -> Ordering {
        self.similarity.total_cmp(&other.similarity).then_with(|| other.ids.cmp(&self.ids))
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
