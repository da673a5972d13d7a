//! The best single act from one marked party to another.
//!
//! In: a read sentence and the bytes of the two parties. Out: a [`Relation`], always. The lexicon's readings come first; the scorer weighs
//! them against the words around the two parties and says how sure it is.

use std::ops::Range;

use language::{Analysis, Sentence, Upos};
use record::{PloverCode, Status};

use super::codebook;
use super::features::{Candidate, Fit, features};
use super::lexicon::Lexicon;
use super::pools::Pools;
use super::reading::{Reader, Reading, keys};
use super::scorer::{Scorer, Seen};
use super::tree::Tree;

/// An act from a source to a target.
#[derive(Debug, Clone, PartialEq)]
pub struct Relation {
    /// Type of the act that the words describe.
    pub kind: String,
    /// Its mode.
    pub mode: Option<String>,
    /// Whether it happened.
    pub status: Status,
    /// Type and mode of the codebook.
    pub plover: PloverCode,
    /// Calibrated probability that the type of the codebook is right.
    pub confidence: f64,
}

/// Reads the act from `source` to `target`, byte ranges of the text that `analysis` is of.
pub fn relate(analysis: &Analysis, source: &[Range<usize>], target: &[Range<usize>]) -> Relation {
    let lexicon = Lexicon::load();
    let (candidates, seen) = see(lexicon, analysis, source, target);
    choose(lexicon, Scorer::load(), &candidates, &seen)
}

/// What the scorer sees, for training it.
pub fn seen(analysis: &Analysis, source: &[Range<usize>], target: &[Range<usize>]) -> Seen {
    see(Lexicon::load(), analysis, source, target).1
}

fn overlaps(spans: &[Range<usize>], span: &Range<usize>) -> bool {
    spans.iter().any(|s| s.start < span.end && span.start < s.end)
}

fn see(lexicon: &Lexicon, analysis: &Analysis, source: &[Range<usize>], target: &[Range<usize>]) -> (Vec<Candidate>, Seen) {
    let (mut all, mut names, mut pools) = (Vec::new(), Vec::new(), Pools::default());
    for sentence in &analysis.sentences {
        let (has_source, has_target) = (overlaps(source, &sentence.span), overlaps(target, &sentence.span));
        if !has_source && !has_target && analysis.sentences.len() > 1 {
            continue;
        }
        let tree = Tree::new(sentence);
        let keys = keys(&tree, lexicon);
        let party = |token: usize| is_nominal(sentence, token, source, target).then_some(token);
        let reader = Reader { tree: &tree, lexicon, keys: &keys, parties: &party };
        let inside = |spans: &[Range<usize>]| -> Vec<usize> {
            (0..sentence.tokens.len()).filter(|&t| overlaps(spans, &sentence.tokens[t].span)).collect()
        };
        let (sources, targets) = (inside(source), inside(target));
        pools.add(sentence, &sources, &targets);
        let candidates: Vec<Candidate> = reader
            .readings()
            .into_iter()
            .map(|reading| {
                let outcome = reader.outcome(reading.anchor, reading.light, false);
                let act = &lexicon.acts[reading.act];
                let coded = codebook::apply(lexicon, act.kind, act.mode, act.cameo, outcome);
                let fit = fit(&tree, &reading, &sources, &targets);
                Candidate { reading, outcome, coded, fit }
            })
            .collect();
        names.extend(features(&reader, lexicon, &candidates, head(&tree, &sources), head(&tree, &targets)));
        all.extend(candidates);
    }
    names.sort();
    names.dedup();
    (all, Seen { names, pooled: pools.finish() })
}

fn is_nominal(sentence: &Sentence, token: usize, source: &[Range<usize>], target: &[Range<usize>]) -> bool {
    let token = &sentence.tokens[token];
    matches!(token.upos, Upos::Noun | Upos::Propn | Upos::Pron | Upos::Num) && !matches!(token.deprel, "compound" | "nmod:desc")
        || overlaps(source, &token.span)
        || overlaps(target, &token.span)
}

fn head(tree: &Tree<'_>, words: &[usize]) -> Option<usize> {
    words.iter().copied().find(|&w| tree.tokens[w].head.is_none_or(|h| !words.contains(&h)))
}

/// True where a party's head is one of the words, or the words are part of its noun phrase.
fn touches(tree: &Tree<'_>, heads: &[usize], words: &[usize]) -> bool {
    heads.iter().any(|head| words.contains(head)) || head(tree, words).is_some_and(|w| heads.iter().any(|&h| within(tree, w, h)))
}

/// A word inside the noun phrase of a head, short of clauses.
fn within(tree: &Tree<'_>, mut word: usize, head: usize) -> bool {
    for _ in 0..4 {
        if word == head {
            return true;
        }
        match tree.tokens[word].head {
            Some(up) if matches!(tree.relation(word), "nmod" | "compound" | "amod" | "appos" | "flat" | "conj" | "det") => {
                word = up
            }
            _ => return false,
        }
    }
    false
}

fn fit(tree: &Tree<'_>, reading: &Reading, sources: &[usize], targets: &[usize]) -> Fit {
    let acts = touches(tree, &reading.actors, sources);
    let suffers = touches(tree, &reading.recipients, targets);
    let both = reading.reciprocal && touches(tree, &reading.actors, targets);
    let near = targets.iter().any(|&t| tree.is_under(t, reading.anchor)) || touches(tree, &reading.things, targets);
    let source_near = sources.iter().any(|&s| tree.is_under(s, reading.light.unwrap_or(reading.anchor)));
    match (acts, suffers || both, near) {
        (true, true, _) => 6,
        (true, false, true) => 5,
        (false, true, _) if source_near => 4,
        (false, true, _) => 3,
        (true, false, false) => 2,
        (false, false, true) if source_near => 1,
        _ => 0,
    }
}

fn choose(lexicon: &Lexicon, scorer: &Scorer, candidates: &[Candidate], seen: &Seen) -> Relation {
    let merged = |kind: &str| if matches!(kind, "CONCEDE" | "RETREAT") { "YIELD" } else { kind }.to_string();
    let probabilities = scorer.probabilities(seen);
    let mut best: Option<(usize, f32)> = None;
    for (at, &probability) in probabilities.iter().enumerate() {
        if best.is_none_or(|(_, most)| probability > most) {
            best = Some((at, probability));
        }
    }
    let rank = |c: &&Candidate| (c.fit, c.reading.fit, std::cmp::Reverse(c.reading.anchor));
    let (chosen, confidence) = match best {
        Some((at, probability)) => (scorer.types[at].clone(), f64::from(probability)),
        None => {
            let kind = candidates.iter().max_by_key(rank).map_or_else(|| "SUPPORT".into(), |c| merged(&c.coded.kind));
            (kind, if candidates.is_empty() { 0.1 } else { 0.5 })
        }
    };
    let fitting = candidates.iter().filter(|c| merged(&c.coded.kind) == chosen).max_by_key(rank);
    let act_of = |c: &Candidate| &lexicon.acts[c.reading.act];
    let by_act = || candidates.iter().filter(|c| merged(act_of(c).kind) == chosen).max_by_key(rank);
    if let Some(c) = fitting.or_else(by_act) {
        let act = act_of(c);
        let same = merged(&c.coded.kind) == chosen;
        let plover = if same {
            PloverCode { kind: c.coded.kind.clone(), mode: c.coded.mode.clone() }
        } else {
            PloverCode { kind: act.kind.into(), mode: act.mode.map(String::from) }
        };
        return Relation {
            kind: act.kind.into(),
            mode: act.mode.map(String::from),
            status: c.outcome.status,
            plover,
            confidence,
        };
    }
    let status = candidates.iter().max_by_key(rank).map_or(Status::Occurred, |c| c.outcome.status);
    let kind = match (&*chosen, status) {
        ("YIELD", Status::Occurred | Status::Ongoing) => "RETREAT".to_string(),
        ("YIELD", _) => "CONCEDE".to_string(),
        _ => chosen,
    };
    Relation { plover: PloverCode { kind: kind.clone(), mode: None }, kind, mode: None, status, confidence }
}
