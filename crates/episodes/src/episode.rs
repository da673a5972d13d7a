//! What is told of an episode. In: the digests of its members. Out: headline, first report, sources, days, and what each member shares.

use std::collections::BTreeSet;

use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};

use crate::digest::Digest;
use crate::vector::Vector;

/// Words given as a reason.
const WORDS: usize = 8;

/// The reports of one happening.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Episode {
    /// The least story id of the first day: settled once that day is over, and kept however the episode grows.
    pub id: String,
    /// The headline of the member nearest to all members.
    pub headline: Option<String>,
    /// Id of the first report: earliest day, then least id.
    pub first: String,
    /// Who reports it.
    pub sources: BTreeSet<String>,
    /// First and last day of publication; `None` for a story without one.
    pub days: Option<(String, String)>,
    /// Its members, by day and id.
    pub members: Vec<Member>,
}

/// A story of an episode, and why it is one.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Member {
    /// Id of the story.
    pub story: String,
    /// Cosine of its terms with those of the whole episode.
    pub similarity: f64,
    /// What it has in common with other members; empty for a story alone.
    pub shared: Shared,
}

/// What a story and the other members of its episode have in common.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Shared {
    /// Names of actors.
    pub actors: Vec<String>,
    /// PLOVER types.
    pub acts: Vec<String>,
    /// Names of places.
    pub places: Vec<String>,
    /// Days of what happened.
    pub days: Vec<String>,
    /// Figures, as number and unit.
    pub figures: Vec<String>,
    /// Words that tell most.
    pub words: Vec<String>,
}

impl Episode {
    /// Tells the episode of these members, given in order of day and id.
    pub(crate) fn of(id: &str, members: &[&Digest]) -> Self {
        let sum = Vector::sum(members.iter().map(|digest| &digest.terms));
        let common = Common::of(members);
        let told: Vec<Member> = members.iter().map(|digest| common.member(digest, &sum)).collect();
        let best = (0..told.len()).rev().max_by(|a, b| told[*a].similarity.total_cmp(&told[*b].similarity));
        let day = |at: usize| members.get(at).and_then(|digest| digest.day.clone());
        Self {
            id: id.to_owned(),
            headline: best.and_then(|at| members[at].headline.clone()),
            first: members.first().map(|digest| digest.story.clone()).unwrap_or_default(),
            sources: members.iter().filter_map(|digest| digest.source.clone()).collect(),
            days: day(0).zip(day(members.len().saturating_sub(1))),
            members: told,
        }
    }
}

type Field = fn(&Digest) -> &BTreeSet<String>;

/// How many members have each thing.
struct Common<'d> {
    fields: [FxHashMap<&'d str, usize>; 4],
    figures: FxHashMap<String, usize>,
}

const FIELDS: [Field; 4] = [|d| &d.actors, |d| &d.acts, |d| &d.places, |d| &d.days];

impl<'d> Common<'d> {
    fn of(members: &[&'d Digest]) -> Self {
        let mut out = Self { fields: Default::default(), figures: FxHashMap::default() };
        for digest in members {
            for (counts, field) in out.fields.iter_mut().zip(FIELDS) {
                for item in field(digest) {
                    *counts.entry(item).or_default() += 1;
                }
            }
            for figure in figures(digest) {
                *out.figures.entry(figure).or_default() += 1;
            }
        }
        out
    }

    fn member(&self, digest: &Digest, sum: &Vector) -> Member {
        let mut fields = self.fields.iter().zip(FIELDS).map(|(counts, field)| {
            field(digest).iter().filter(|item| counts.get(item.as_str()).is_some_and(|n| *n > 1)).cloned().collect::<Vec<_>>()
        });
        let mut next = || fields.next().unwrap_or_default();
        Member {
            story: digest.story.clone(),
            similarity: digest.terms.cosine(sum),
            shared: Shared {
                actors: next(),
                acts: next(),
                places: next(),
                days: next(),
                figures: figures(digest).into_iter().filter(|f| self.figures.get(f).is_some_and(|n| *n > 1)).collect(),
                words: digest.terms.shared(sum, WORDS),
            },
        }
    }
}

/// Figures as number and unit, each once.
fn figures(digest: &Digest) -> BTreeSet<String> {
    digest.figures.iter().map(|f| format!("{} {}", f.value, f.unit)).collect()
}
