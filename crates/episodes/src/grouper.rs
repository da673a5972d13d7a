//! Stories to episodes. In: digests as they come. Out: episodes, the same for any order of arrival within a day.
//!
//! What was grouped on earlier days is settled. The stories of the open day and the settled episodes of the window are joined, the
//! nearest first by the mean cosine of their stories (average linkage; two settled episodes are never joined, so that ids survive). Ties go to
//! the least ids. Stories of the open day are taken as a set, which is why their order is nothing.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use jiff::civil::Date;
use rustc_hash::{FxHashMap, FxHashSet};

use crate::day::{self, Joint};
use crate::digest::Digest;
use crate::episode::Episode;
use crate::numbered::{Numbered, Terms};

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
    terms: Terms,
    settled: Vec<Group>,
    /// Settled episodes that can still grow, by each of their heaviest terms.
    index: FxHashMap<u32, Vec<(usize, i64)>>,
    growing: BTreeSet<usize>,
    open: Option<Date>,
    arrived: BTreeMap<String, Arrival>,
    undated: BTreeMap<String, Arc<Digest>>,
}

/// A story of the open day.
#[derive(Debug, Clone)]
pub(crate) struct Arrival {
    pub(crate) digest: Arc<Digest>,
    pub(crate) terms: Numbered,
    /// Its heaviest terms.
    pub(crate) keys: Vec<(u32, i64)>,
}

/// A settled episode.
#[derive(Debug, Clone)]
pub(crate) struct Group {
    pub(crate) id: String,
    last: Date,
    pub(crate) sum: Numbered,
    keys: Vec<(u32, i64)>,
    pub(crate) members: Vec<Arc<Digest>>,
}

impl Grouper {
    /// A grouper that has seen nothing.
    pub fn new(settings: Settings) -> Self {
        Self {
            settings,
            seen: FxHashSet::default(),
            terms: Terms::default(),
            settled: Vec::new(),
            index: FxHashMap::default(),
            growing: BTreeSet::new(),
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
        let digest = Arc::new(digest);
        let Some(day) = day_of(&digest) else {
            self.undated.insert(digest.story.clone(), digest);
            return true;
        };
        if self.open.is_some_and(|open| open < day) {
            self.settle();
            self.retire(day);
        }
        self.open = self.open.max(Some(day));
        let terms = self.terms.number(&digest.terms);
        let keys = self.terms.heaviest(&terms, self.settings.keys);
        self.arrived.insert(digest.story.clone(), Arrival { digest, terms, keys });
        true
    }

    /// A grouper that goes on from episodes settled before: each with its id and its stories, all of them of days that are over.
    pub fn resumed(settings: Settings, settled: impl IntoIterator<Item = (String, Vec<Digest>)>) -> Self {
        let mut grouper = Self::new(settings);
        for (id, digests) in settled {
            grouper.seen.extend(digests.iter().map(|digest| digest.story.clone()));
            let sums: Vec<Numbered> = digests.iter().map(|digest| grouper.terms.number(&digest.terms)).collect();
            let Some(last) = digests.iter().filter_map(day_of).max() else {
                for digest in digests {
                    grouper.undated.insert(digest.story.clone(), Arc::new(digest));
                }
                continue;
            };
            let sum = Numbered::sum(&sums);
            let keys = grouper.terms.heaviest(&sum, settings.keys);
            let at = grouper.settled.len();
            for &(key, weight) in &keys {
                grouper.index.entry(key).or_default().push((at, weight));
            }
            grouper.growing.insert(at);
            grouper.settled.push(Group { id, last, sum, keys, members: digests.into_iter().map(Arc::new).collect() });
        }
        grouper
    }

    /// Those of the settled episodes that are asked for, by id.
    pub fn settled<'a>(&self, ids: impl IntoIterator<Item = &'a str>) -> Vec<Episode> {
        let wanted: FxHashSet<&str> = ids.into_iter().collect();
        let mut out: Vec<Episode> = self
            .settled
            .iter()
            .filter(|group| wanted.contains(&*group.id))
            .map(|group| told(&group.id, group.members.iter()))
            .collect();
        out.sort_by(|a, b| a.id.cmp(&b.id));
        out
    }

    /// All episodes so far, by id; a story that nothing was like is one of its own.
    pub fn episodes(&self) -> Vec<Episode> {
        let (arrived, joints) = self.joined();
        let grown: FxHashSet<usize> = joints.iter().filter_map(|joint| joint.settled).collect();
        let still = self.settled.iter().enumerate().filter(|(at, _)| !grown.contains(at));
        let mut told: Vec<Episode> = still.map(|(_, group)| told(&group.id, group.members.iter())).collect();
        for joint in &joints {
            let old = joint.settled.map(|at| &self.settled[at]);
            let id = old.map_or_else(|| arrived[joint.arrived[0]].digest.story.clone(), |group| group.id.clone());
            let new = joint.arrived.iter().map(|&at| &arrived[at].digest);
            told.push(self::told(&id, old.into_iter().flat_map(|group| &group.members).chain(new)));
        }
        told.extend(self.undated.values().map(|digest| self::told(&digest.story, std::iter::once(digest))));
        told.sort_by(|a, b| a.id.cmp(&b.id));
        told
    }

    /// The stories of the open day, by id, and how they join.
    fn joined(&self) -> (Vec<&Arrival>, Vec<Joint>) {
        let arrived: Vec<&Arrival> = self.arrived.values().collect();
        let joints = day::join(&arrived, &self.settled, &self.index, self.settings.threshold);
        (arrived, joints)
    }

    /// Settles the open day. Gives the ids of the episodes that its stories began or joined, in order.
    pub fn settle(&mut self) -> Vec<String> {
        let Some(day) = self.open.take() else { return Vec::new() };
        let (arrived, joints) = self.joined();
        let mut changes = Vec::new();
        for joint in joints {
            let new: Vec<&Arrival> = joint.arrived.iter().map(|&at| arrived[at]).collect();
            let old = joint.settled.map(|at| &self.settled[at]);
            let sum = Numbered::sum(old.map(|g| &g.sum).into_iter().chain(new.iter().map(|a| &a.terms)));
            let last = new.iter().filter_map(|a| day_of(&a.digest)).chain(old.map(|g| g.last)).max().unwrap_or(day);
            let members: Vec<Arc<Digest>> = new.iter().map(|a| Arc::clone(&a.digest)).collect();
            changes.push((joint.settled, sum, last, members));
        }
        let mut touched = Vec::new();
        for (old, sum, last, mut members) in changes {
            let keys = self.terms.heaviest(&sum, self.settings.keys);
            let at = old.unwrap_or(self.settled.len());
            if old.is_some() {
                self.unlist(at);
                let group = &mut self.settled[at];
                (group.sum, group.keys, group.last) = (sum, keys, last);
                group.members.append(&mut members);
            } else {
                let id = members[0].story.clone();
                self.settled.push(Group { id, last, sum, keys, members });
            }
            for &(key, weight) in &self.settled[at].keys {
                self.index.entry(key).or_default().push((at, weight));
            }
            self.growing.insert(at);
            touched.push(self.settled[at].id.clone());
        }
        self.arrived.clear();
        touched.sort();
        touched
    }

    /// Lets go of the episodes that can no longer grow.
    fn retire(&mut self, day: Date) {
        let over = |group: &Group| days_between(group.last, day) > self.settings.window;
        let done: Vec<usize> = self.growing.iter().copied().filter(|&at| over(&self.settled[at])).collect();
        for at in done {
            self.unlist(at);
            self.growing.remove(&at);
        }
    }

    fn unlist(&mut self, at: usize) {
        for (key, _) in &self.settled[at].keys {
            if let Some(list) = self.index.get_mut(key) {
                list.retain(|(other, _)| *other != at);
            }
        }
    }
}

fn told<'d>(id: &str, members: impl Iterator<Item = &'d Arc<Digest>>) -> Episode {
    let mut members: Vec<&Digest> = members.map(Arc::as_ref).collect();
    members.sort_by(|a, b| (&a.day, &a.story).cmp(&(&b.day, &b.story)));
    Episode::of(id, &members)
}

fn day_of(digest: &Digest) -> Option<Date> {
    digest.day.as_deref()?.parse().ok()
}

fn days_between(from: Date, to: Date) -> i32 {
    to.duration_since(from).as_hours().div_euclid(24) as i32
}
