//! What is told of an episode. In: the digests of its members. Out: headline, first report, sources, days, and what each member shares.

use std::collections::BTreeSet;

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
    /// Tells the episode of these members, given in order of day and id, whose terms add up to `sum`.
    pub(crate) fn of(id: &str, members: &[&Digest], sum: &Vector) -> Self {
        let told: Vec<Member> = members.iter().enumerate().map(|(at, digest)| member(at, digest, members, sum)).collect();
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

fn member(at: usize, digest: &Digest, members: &[&Digest], sum: &Vector) -> Member {
    let others = || members.iter().enumerate().filter(move |(other, _)| *other != at).map(|(_, other)| *other);
    let shared = |of: fn(&Digest) -> &BTreeSet<String>| {
        of(digest).iter().filter(|item| others().any(|other| of(other).contains(*item))).cloned().collect()
    };
    let same_figure = |f: &&crate::Figure| others().any(|other| other.figures.contains(f));
    let figures: BTreeSet<String> =
        digest.figures.iter().filter(same_figure).map(|f| format!("{} {}", f.value, f.unit)).collect();
    Member {
        story: digest.story.clone(),
        similarity: digest.terms.cosine(sum),
        shared: Shared {
            actors: shared(|d| &d.actors),
            acts: shared(|d| &d.acts),
            places: shared(|d| &d.places),
            days: shared(|d| &d.days),
            figures: figures.into_iter().collect(),
            words: digest.terms.shared_with_rest(sum, WORDS),
        },
    }
}
