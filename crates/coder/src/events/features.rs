//! What the learned scorer sees of a sentence with two parties marked.
//!
//! In: the readings of a sentence, how each fits the two parties, and the tree. Out: names of features; the scorer hashes them.

use language::Upos;

use super::codebook::Coded;
use super::groups::Groups;
use super::lexicon::Lexicon;
use super::reading::{Reader, Reading};
use super::status::Outcome;

/// How well a reading fits the marked parties, 0 (not at all) to 6 (source acts on target).
pub(super) type Fit = usize;

/// A reading with what the codebook makes of it.
pub(super) struct Candidate {
    pub(super) reading: Reading,
    pub(super) outcome: Outcome,
    pub(super) coded: Coded,
    pub(super) fit: Fit,
}

/// Features of one lemma that are told by its group too.
const GROUPED: [&str; 9] = ["common", "verb", "verb0", "verb1", "obj", "target head", "source head", "between", "path"];
/// Words that any party is followed up the tree.
const PATH: usize = 12;

/// Features of a sentence. `source` and `target` are heads of the marked words.
pub(super) fn features(
    reader: &Reader<'_>,
    lexicon: &Lexicon,
    candidates: &[Candidate],
    source: Option<usize>,
    target: Option<usize>,
) -> Vec<String> {
    let mut out = vec!["bias".to_string()];
    let mut best: Option<&Candidate> = None;
    for candidate in candidates {
        let act = &lexicon.acts[candidate.reading.act];
        let (fit, mode) = (candidate.fit, act.mode.unwrap_or("-"));
        let status = candidate.outcome.status;
        if fit > 0 {
            out.push(format!("act {} {fit}", act.kind));
            out.push(format!("code {} {}", candidate.coded.kind, if fit >= 4 { "both" } else { "one" }));
            out.push(format!("mode {} {mode} {}", act.kind, fit >= 4));
            out.push(format!("status {} {status:?} {}", act.kind, fit >= 4));
        } else {
            out.push(format!("other {}", act.kind));
        }
        if best.is_none_or(|b| (fit, candidate.reading.fit) > (b.fit, b.reading.fit)) {
            best = Some(candidate);
        }
    }
    match best {
        Some(best) => {
            let act = &lexicon.acts[best.reading.act];
            out.push(format!("best act {} {:?} {:?}", act.kind, best.outcome.status, best.outcome.effect));
            out.push(format!("best code {} {}", best.coded.kind, best.coded.mode.as_deref().unwrap_or("-")));
            out.push(format!("best act {} {}", act.kind, act.mode.unwrap_or("-")));
            out.push(format!("best code {} fit {}", best.coded.kind, best.fit));
            out.push(format!("best cameo {}", act.cameo));
            out.push(format!("best word {}", best.reading.predicate));
            out.push(format!("best word {} {:?}", best.reading.predicate, best.outcome.status));
        }
        None => out.push("silent".into()),
    }
    words(reader, source, target, &mut out);
    let groups = Groups::load();
    let grouped: Vec<String> = out
        .iter()
        .filter_map(|name| {
            let (place, lemma) = name.rsplit_once(' ')?;
            let told = GROUPED.contains(&place);
            let (coarse, fine) = groups.of(lemma).filter(|_| told)?;
            Some([format!("coarse {place} {coarse}"), format!("fine {place} {fine}")])
        })
        .flatten()
        .collect();
    out.extend(grouped);
    out.sort();
    out.dedup();
    out
}

/// Lemmas on the way between the parties, of the verbs above them and what these take.
fn words(reader: &Reader<'_>, source: Option<usize>, target: Option<usize>, out: &mut Vec<String>) {
    let tree = reader.tree;
    let content = |at: usize| matches!(tree.tokens[at].upos, Upos::Verb | Upos::Noun | Upos::Adj | Upos::Adv | Upos::Part);
    let above = |from: Option<usize>| {
        let mut list = Vec::new();
        let mut at = from;
        while let Some(here) = at.and_then(|a| tree.tokens[a].head)
            && list.len() < PATH
        {
            list.push(here);
            at = Some(here);
        }
        list
    };
    let (up, down) = (above(source), above(target));
    let common = up.iter().find(|a| down.contains(a)).copied();
    if let Some(common) = common {
        out.push(format!("common {}", reader.keys[common]));
    }
    for (side, list) in [("source", &up), ("target", &down)] {
        for &at in list.iter().take_while(|&&a| Some(a) != common).chain(&common) {
            if content(at) {
                out.push(format!("path {}", reader.keys[at]));
                out.push(format!("{side} path {}", reader.keys[at]));
            }
        }
        if let Some(&first) = list.first() {
            out.push(format!("{side} head {}", reader.keys[first]));
            let own = if side == "source" { source } else { target };
            if let Some(own) = own {
                out.push(format!("{side} role {} {}", tree.relation(own), tree.preposition(own).unwrap_or_default()));
                out.push(format!("{side} under {} {}", tree.preposition(own).unwrap_or_default(), reader.keys[first]));
            }
        }
    }
    if let Some(target) = target {
        out.push(format!("target {}", reader.keys[target]));
    }
    // The predicate of the source, and what it takes.
    let verb = up.iter().copied().find(|&at| tree.is_predicate(at));
    let mut clause = verb;
    for depth in 0..3 {
        let Some(at) = clause else { break };
        out.push(format!("verb {}", reader.keys[at]));
        out.push(format!("verb{depth} {}", reader.keys[at]));
        let mut inner = None;
        for child in tree.children(at) {
            let relation = tree.relation(child);
            match relation {
                "aux" => out.push(format!("aux{depth} {}", reader.keys[child])),
                "obj" | "nsubj" | "obl" | "iobj" => {
                    out.push(format!("{relation} {}", reader.keys[child]));
                    out.push(format!("{relation} {} {}", reader.keys[at], reader.keys[child]));
                    if relation == "obl" {
                        out.push(format!("with {} {}", reader.keys[at], tree.preposition(child).unwrap_or_default()));
                    }
                    for below in tree.children(child).filter(|&b| content(b)) {
                        out.push(format!("under {relation} {}", reader.keys[below]));
                    }
                }
                "compound" => out.push(format!("particle {} {}", reader.keys[at], reader.keys[child])),
                "advmod" => out.push(format!("adverb {}", reader.keys[child])),
                "xcomp" | "ccomp" => inner = inner.or(Some(child)),
                "advcl" => {
                    out.push(format!("clause {}", reader.keys[child]));
                    if tree.is_infinitive(child) {
                        inner = inner.or(Some(child));
                    }
                }
                _ => {}
            }
        }
        clause = inner;
    }
    if let (Some(source), Some(target)) = (source, target) {
        out.push(format!("order {}", source < target));
        for at in source.min(target) + 1..source.max(target) {
            if content(at) {
                out.push(format!("between {}", reader.keys[at]));
            }
            if matches!(tree.tokens[at].upos, Upos::Verb | Upos::Noun) && at + 1 < source.max(target) {
                out.push(format!("pair {} {}", reader.keys[at], reader.keys[at + 1]));
            }
        }
    }
    for at in (0..tree.tokens.len()).filter(|&at| content(at)) {
        out.push(format!("word {}", reader.keys[at]));
    }
}
