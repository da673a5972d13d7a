//! Sayings of one speaker that cannot both stand, or show a change. In: sayings. Out: pairs, each with its reasons as data.
//!
//! Three kinds: an act affirmed and denied; a plan affirmed and denied; a figure that the rules of the ledger of figures call conflicting.
//! All of it is conservative: who acts, whom it is done to, what is done and when must be the same so far as both sayings tell, and at
//! least the actor must be known across stories.

use std::collections::BTreeMap;

use jiff::civil::Date;
use record::Status;
use serde::{Deserialize, Serialize};

use super::{Act, Report, Saying};
use crate::figures::{Agreement, Claimant, Figure, group_figures};
use crate::party::share_party;
use crate::pattern::words;
use crate::reason::{Reason, reason};

/// Days between two sayings on an act that neither of them dates.
const UNDATED: i32 = 14;
/// Least confidence of the acts.
const SURE: f64 = 0.5;

/// Two sayings of one speaker, side by side.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Contradiction {
    /// What they differ in.
    pub kind: Kind,
    /// Who says both, across stories: a key or, for those who speak for an office, the office.
    pub speaker: String,
    /// Why they are set side by side: `same_speaker`, `same_act`, `same_words`, `same_actor`, `same_recipient`, `same_place`, `same_days`,
    /// `same_episode`, `same_count`, `statuses`, `values`.
    pub reasons: Vec<Reason>,
    /// The earlier saying.
    pub first: Saying,
    /// The later one.
    pub second: Saying,
}

/// What two sayings differ in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// Whether an act happened.
    Act,
    /// Whether an act is to happen.
    Plan,
    /// How many.
    Figure,
}

/// The contradictions among sayings, by the day of the later saying.
pub fn contradictions(sayings: &[Saying]) -> Vec<Contradiction> {
    let mut by_speaker: BTreeMap<&str, Vec<&Saying>> = BTreeMap::new();
    for saying in sayings {
        let speaker = &saying.first().speaker;
        let keys = [speaker.key(), speaker.speaks_for.as_deref()];
        for key in keys.into_iter().flatten() {
            let list = by_speaker.entry(key).or_default();
            if !list.last().is_some_and(|last| std::ptr::eq(*last, saying)) {
                list.push(saying);
            }
        }
    }
    let mut found: Vec<Contradiction> = Vec::new();
    for (speaker, said) in by_speaker {
        acts(speaker, &said, &mut found);
        figures(speaker, &said, &mut found);
    }
    let order =
        |pair: &Contradiction| (pair.second.day.clone(), pair.first.day.clone(), pair.first.id.clone(), pair.second.id.clone());
    found.sort_by_key(|pair| (order(pair), pair.kind, pair.speaker.clone()));
    // A person who speaks for an office is met twice.
    found.dedup_by(|b, a| a.kind == b.kind && a.first.id == b.first.id && a.second.id == b.second.id);
    found
}

fn acts(speaker: &str, said: &[&Saying], found: &mut Vec<Contradiction>) {
    // Only what is told of acts of one type can be compared.
    let mut by_type: BTreeMap<(&str, Option<&str>), Vec<(&Saying, &Report, &Act)>> = BTreeMap::new();
    for saying in said {
        for report in &saying.reports {
            // "did not say" tells nothing of what was not said; "denied" does.
            if report.negated && !super::denials::denies(report.cue.as_deref()) {
                continue;
            }
            for act in report.acts.iter().filter(|act| stance(report, act).is_some() && act.confidence >= SURE) {
                by_type.entry((&act.kind, act.mode.as_deref())).or_default().push((saying, report, act));
            }
        }
    }
    for list in by_type.into_values() {
        for (at, &(a, of_a, act_a)) in list.iter().enumerate() {
            for &(b, of_b, act_b) in &list[at + 1..] {
                if a.id == b.id {
                    continue;
                }
                let Some((kind, mut reasons)) = opposed((of_a, act_a), (of_b, act_b)) else { continue };
                reasons.insert(0, reason("same_speaker", speaker));
                let known = found.iter().any(|pair| pair.kind == kind && pair.first.id == a.id && pair.second.id == b.id);
                if !known {
                    found.push(Contradiction { kind, speaker: speaker.into(), reasons, first: a.clone(), second: b.clone() });
                }
            }
        }
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Stance {
    Affirmed,
    Planned,
    Denied,
    DeniedAhead,
}

/// What a speaker says of an act; none where it is left open.
fn stance(report: &Report, act: &Act) -> Option<Stance> {
    let stance = match act.status {
        Status::Occurred | Status::Ongoing => Stance::Affirmed,
        Status::Planned => Stance::Planned,
        Status::Denied if act.ahead => Stance::DeniedAhead,
        Status::Denied => Stance::Denied,
        Status::Possible | Status::CalledFor => return None,
    };
    // Under "denied" only what the coder reads as denied is so.
    (!report.negated || matches!(stance, Stance::Denied | Stance::DeniedAhead)).then_some(stance)
}

/// Why one act is affirmed in one report and denied in the other; none where that is not certain.
fn opposed((a, act_a): (&Report, &Act), (b, act_b): (&Report, &Act)) -> Option<(Kind, Vec<Reason>)> {
    let kind = match (stance(a, act_a)?, stance(b, act_b)?) {
        (Stance::Affirmed, Stance::Denied) | (Stance::Denied, Stance::Affirmed) => Kind::Act,
        (Stance::Planned, Stance::DeniedAhead) | (Stance::DeniedAhead, Stance::Planned) => Kind::Plan,
        _ => return None,
    };
    let mut reasons = vec![reason("same_act", act_name(act_a))];
    if !same_predicate(&act_a.words, &act_b.words) {
        return None;
    }
    reasons.push(reason("same_words", format!("{} / {}", act_a.words, act_b.words)));
    let same_story = a.story == b.story;
    let shared = |ours: &[crate::Party], theirs: &[crate::Party]| {
        let known = |party: &&crate::Party| same_story || party.key.is_some();
        let both = |party: &&crate::Party| theirs.iter().any(|other| other.identity() == party.identity());
        ours.iter().filter(known).find(both).map(|party| party.name.clone())
    };
    reasons.push(reason("same_actor", shared(&act_a.actors, &act_b.actors)?));
    match (act_a.recipients.is_empty(), act_b.recipients.is_empty()) {
        (true, true) => {}
        (false, false) => reasons.push(reason("same_recipient", shared(&act_a.recipients, &act_b.recipients)?)),
        // One of them leaves open whom: what else they share must do.
        _ => {}
    }
    let one_sided = act_a.recipients.is_empty() != act_b.recipients.is_empty();
    let places = (act_a.place.as_ref(), act_b.place.as_ref());
    match places {
        (Some(x), Some(y)) if share_party(std::slice::from_ref(x), std::slice::from_ref(y)) => {
            reasons.push(reason("same_place", &x.name));
        }
        (Some(_), Some(_)) => return None,
        _ if one_sided => return None,
        _ => {}
    }
    let same_episode = a.episode.is_some() && a.episode == b.episode;
    match (days(act_a), days(act_b)) {
        (Some(x), Some(y)) if x.0 <= y.1 && y.0 <= x.1 => {
            reasons.push(reason("same_days", format!("{} to {}", x.0.max(y.0), x.1.min(y.1))))
        }
        (Some(_), Some(_)) => return None,
        _ if same_episode || same_story => {}
        _ if near(a.day.as_deref(), b.day.as_deref()) && !act_a.recipients.is_empty() => {}
        _ => return None,
    }
    if same_episode {
        reasons.push(reason("same_episode", a.episode.clone().unwrap_or_default()));
    }
    reasons.push(reason("statuses", format!("{} against {}", status(act_a), status(act_b))));
    Some((kind, reasons))
}

fn act_name(act: &Act) -> String {
    act.mode.as_ref().map_or_else(|| act.kind.clone(), |mode| format!("{} {mode}", act.kind))
}

fn status(act: &Act) -> &'static str {
    match act.status {
        Status::Occurred => "occurred",
        Status::Ongoing => "ongoing",
        Status::Planned => "planned",
        Status::CalledFor => "called_for",
        Status::Possible => "possible",
        Status::Denied => "denied",
    }
}

/// Two forms of one word, so far as their beginnings tell: all but the ending of the shorter one, three letters at least.
fn same_predicate(a: &str, b: &str) -> bool {
    let first = |text: &str| words(text).into_iter().next().map(|word| word.form);
    let (Some(a), Some(b)) = (first(a), first(b)) else { return false };
    let shared = a.chars().zip(b.chars()).take_while(|(x, y)| x == y).count();
    let shorter = a.chars().count().min(b.chars().count());
    shared >= 3 && shared + 2 >= shorter
}

fn days(act: &Act) -> Option<(Date, Date)> {
    let begin: Date = act.begin.as_deref()?.parse().ok()?;
    let end = act.end.as_deref().and_then(|end| end.parse().ok()).unwrap_or(begin);
    Some((begin, end))
}

fn near(a: Option<&str>, b: Option<&str>) -> bool {
    let (Some(a), Some(b)) = (a.and_then(|day| day.parse::<Date>().ok()), b.and_then(|day| day.parse::<Date>().ok())) else {
        return false;
    };
    (b - a).get_days().abs() <= UNDATED
}

/// Figures of one speaker in one episode that count the same thing and cannot both be true. Two of one story are parts of one account.
fn figures(speaker: &str, said: &[&Saying], found: &mut Vec<Contradiction>) {
    let mut by_episode: BTreeMap<&str, Vec<(&Saying, &Report, &Figure)>> = BTreeMap::new();
    for saying in said {
        for report in saying.reports.iter().filter(|report| !report.negated) {
            let Some(episode) = report.episode.as_deref() else { continue };
            by_episode.entry(episode).or_default().extend(report.figures.iter().map(|figure| (*saying, report, figure)));
        }
    }
    for (episode, list) in by_episode {
        let told = |figure: &Figure| {
            list.iter().find(|(_, report, own)| report.story == figure.story && own.quantity == figure.quantity).copied()
        };
        let stated = list.iter().map(|(_, report, figure)| Figure {
            story: report.story.clone(),
            // Whom a figure is claimed by is settled here: a spokesperson and the office are one.
            claimant: Claimant::Described(speaker.into()),
            ..(*figure).clone()
        });
        for group in group_figures(stated) {
            for pair in group.pairs.iter().filter(|pair| pair.agreement == Agreement::Conflicting) {
                let (x, y) = (&group.figures[pair.first], &group.figures[pair.second]);
                let (Some((a, of_a, _)), Some((b, of_b, _))) = (told(x), told(y)) else { continue };
                if a.id == b.id || of_a.story == of_b.story {
                    continue;
                }
                let counted = match group.counted.casualty {
                    Some(casualty) => format!("{} {}", group.counted.unit, format!("{casualty:?}").to_lowercase()),
                    None => {
                        format!("{} {}", group.counted.unit, group.counted.act.as_deref().unwrap_or_default()).trim().to_owned()
                    }
                };
                let value = |figure: &Figure| figure.count.value.map_or_else(|| "?".into(), |value| value.to_string());
                let reasons = vec![
                    reason("same_speaker", speaker),
                    reason("same_episode", episode),
                    reason("same_count", counted),
                    reason("values", format!("{} against {}", value(x), value(y))),
                ];
                let known =
                    found.iter().any(|known| known.kind == Kind::Figure && known.first.id == a.id && known.second.id == b.id);
                if !known {
                    let (first, second) = (a.clone(), b.clone());
                    found.push(Contradiction { kind: Kind::Figure, speaker: speaker.into(), reasons, first, second });
                }
            }
        }
    }
}
