//! Versions of one story. In: stories as they come. Out: for each the chain it belongs to, named by the id of the chain's first version.
//!
//! Three things tell that a story is a version of an earlier one: the source gives both the same id; or it marks the later one as an
//! update, correction or withdrawal, and both have the same slug, or headlines that say the same. Without a mark two stories with like
//! headlines stay two: a wire writes many of those on one day. Only the latest stories are compared with, so that memory stays bounded.

use std::collections::{HashMap, VecDeque};
use std::hash::{DefaultHasher, Hash, Hasher};

use chrono::Datelike;
use record::Story;

use crate::arrival::{Incoming, Signal};
use crate::signals::without_marks;

/// Stories that a marked version is compared with.
const REMEMBERED: usize = 4096;
/// Days between two versions of a story at most.
const DAYS_APART: i32 = 3;
/// Words that two headlines must share, as a share of all their words.
const ALIKE: f64 = 0.5;
/// And how many at least, or all of a shorter one.
const SHARED_WORDS: usize = 3;
/// Words of a headline that are looked at.
const LONGEST_HEADLINE: usize = 40;

/// The latest stories.
#[derive(Debug, Default)]
pub(crate) struct Chains {
    latest: VecDeque<Version>,
    /// Where the last version with an id stands, counted from the first story of the run.
    by_id: HashMap<(u64, Option<u64>), usize>,
    /// Stories forgotten so far.
    forgotten: usize,
}

#[derive(Debug)]
struct Version {
    chain: String,
    id: u64,
    source: Option<u64>,
    slug: Option<u64>,
    /// Digests of the headline's words, sorted.
    words: Vec<u64>,
    day: Option<i32>,
}

impl Chains {
    /// The name of the chain that `incoming` belongs to.
    pub(crate) fn place(&mut self, incoming: &Incoming) -> String {
        let story = &incoming.story;
        let mut version = Version {
            chain: String::new(),
            id: digest(&story.id),
            source: story.source.as_deref().map(digest),
            slug: incoming.slug.as_deref().map(without_marks).filter(|slug| !slug.is_empty()).map(|slug| digest(&slug)),
            words: words(story),
            day: day(story),
        };
        let same_id = (version.id, version.source);
        let earlier = self.by_id.get(&same_id).and_then(|at| self.latest.get(at - self.forgotten));
        let earlier = earlier.or_else(|| (incoming.signal != Signal::New).then(|| self.marked(&version)).flatten());
        version.chain = earlier.map_or_else(|| story.id.clone(), |earlier| earlier.chain.clone());
        let chain = version.chain.clone();
        if self.latest.len() == REMEMBERED
            && let Some(oldest) = self.latest.pop_front()
        {
            let id = (oldest.id, oldest.source);
            if self.by_id.get(&id) == Some(&self.forgotten) {
                self.by_id.remove(&id);
            }
            self.forgotten += 1;
        }
        self.by_id.insert(same_id, self.forgotten + self.latest.len());
        self.latest.push_back(version);
        chain
    }

    /// The story that a marked version goes on with: the latest of the same slug, else that with the most similar headline.
    fn marked(&self, version: &Version) -> Option<&Version> {
        let near = || {
            self.latest.iter().rev().filter(|other| {
                other.source == version.source
                    && other.day.zip(version.day).is_none_or(|(one, two)| (one - two).abs() <= DAYS_APART)
            })
        };
        let slug = version.slug.and_then(|slug| near().find(|other| other.slug == Some(slug)));
        slug.or_else(|| {
            let alike = near().map(|other| (likeness(&other.words, &version.words), other));
            // Of equals the later one, which comes first here.
            let best = alike.reduce(|best, next| if next.0 > best.0 { next } else { best });
            best.filter(|(alike, _)| *alike >= ALIKE).map(|(_, other)| other)
        })
    }
}

/// Shared words as a share of all; 0 if too few are shared to mean anything.
fn likeness(one: &[u64], two: &[u64]) -> f64 {
    let shared = one.iter().filter(|word| two.binary_search(word).is_ok()).count();
    let enough = SHARED_WORDS.min(one.len()).min(two.len());
    if shared == 0 || shared < enough {
        return 0.0;
    }
    shared as f64 / (one.len() + two.len() - shared) as f64
}

fn words(story: &Story) -> Vec<u64> {
    let headline = story.headline.as_deref().map(without_marks).unwrap_or_default();
    let words = headline.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    let mut words: Vec<u64> = words.take(LONGEST_HEADLINE).map(digest).collect();
    words.sort_unstable();
    words.dedup();
    words
}

fn digest(text: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    text.hash(&mut hasher);
    hasher.finish()
}

fn day(story: &Story) -> Option<i32> {
    let day = story.published.as_deref()?.get(..10)?;
    chrono::NaiveDate::parse_from_str(day, "%Y-%m-%d").ok().map(|date| date.num_days_from_ce())
}
