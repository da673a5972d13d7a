//! Whether an event is one with a plan. In: a plan and a telling. Out: the reasons, or none where parties or days differ or cannot be told.

use jiff::civil::Date;
use record::Status;

use super::families::meets;
use super::plan::days;
use super::{Plan, Telling};
use crate::party::Party;
use crate::pattern::same_stem;
use crate::reason::{Reason, reason};

/// Days around a plan's own on which an act meets it.
const AROUND: i32 = 1;
/// Days after a plan's own on which a story may say, without a day, that it was done.
const TOLD_AFTER: i32 = 2;
/// Days after a plan without a day was told, within which an act meets it.
const UNDATED: i32 = 30;

/// Under which names a telling's plan is looked for.
pub(super) fn handles(telling: &Telling) -> Vec<String> {
    if telling.actors.is_empty() {
        return vec![format!("chain {} {}", telling.chain, telling.source.as_deref().unwrap_or_default())];
    }
    telling.actors.iter().map(Party::identity).collect()
}

pub(super) fn act(telling: &Telling) -> String {
    telling.mode.as_ref().map_or_else(|| telling.kind.clone(), |mode| format!("{} {mode}", telling.kind))
}

/// Whether a telling can be of the plan, days aside: the same act, and parties of which none gainsays.
pub(super) fn same_plan(plan: &Plan, telling: &Telling) -> bool {
    let first = plan.last();
    let alike = first.kind == telling.kind && (first.mode == telling.mode || first.mode.is_none() || telling.mode.is_none());
    alike && same_parties(plan, telling, false).is_some()
}

/// Why the parties of a telling are those of a plan; none where they differ or cannot be told. `strict`: whom or where must be shared.
pub(super) fn same_parties(plan: &Plan, telling: &Telling, strict: bool) -> Option<Vec<Reason>> {
    plan.tellings.iter().rev().find_map(|told| parties(told, telling, strict))
}

fn parties(told: &Telling, telling: &Telling, strict: bool) -> Option<Vec<Reason>> {
    let beside = told.is_beside(telling);
    // What is only described can be compared within one matter alone, or where the whole description is the same on the same day.
    let one = |a: &Party, b: &Party| {
        let alike = a.identity() == b.identity() && (a.key.is_some() || beside || told.begin == telling.begin);
        alike
            || a.land().zip(b.key.as_ref()).is_some_and(|(land, key)| land == key.as_str())
            || b.land().zip(a.key.as_ref()).is_some_and(|(land, key)| land == key.as_str())
            || a.land().is_some() && a.land() == b.land()
    };
    let mut reasons = Vec::new();
    if told.actors.is_empty() && telling.actors.is_empty() {
        if !told.is_version_of(telling) {
            return None;
        }
        reasons.push(reason("same_story", &telling.story_id));
    } else {
        let actor = telling.actors.iter().find(|actor| told.actors.iter().any(|other| one(actor, other)))?;
        reasons.push(reason("same_actor", actor.identity()));
    }
    let shared = telling.whereabouts().find(|party| told.whereabouts().any(|other| one(party, other)));
    // Those who meet are actors all.
    let all_actors = telling.actors.len() > 1 && told.actors.len() > 1;
    let second = telling.actors.iter().filter(|actor| told.actors.iter().any(|other| one(actor, other))).nth(1);
    let across = telling
        .recipients
        .iter()
        .find(|party| told.actors.iter().any(|other| one(party, other)))
        .or_else(|| telling.actors.iter().find(|party| told.recipients.iter().any(|other| one(party, other))));
    let blank = |telling: &Telling| telling.whereabouts().next().is_none() && telling.actors.len() < 2;
    match shared.or(second).or(across) {
        Some(party) => reasons.push(reason(if party.place { "same_place" } else { "same_recipient" }, party.identity())),
        None if all_actors => return None,
        None if blank(told) || blank(telling) => {
            if strict && !(blank(told) && blank(telling)) && !beside {
                return None;
            }
            if !beside && !strict && told.begin != telling.begin {
                return None;
            }
        }
        None => return None,
    }
    if told.episode.is_some() && told.episode == telling.episode {
        reasons.push(reason("same_episode", told.episode.clone().unwrap_or_default()));
    }
    Some(reasons)
}

/// A telling of an act that was done, with its days read.
pub(super) struct Done<'t> {
    telling: &'t Telling,
    /// Day of publication.
    said: Date,
    /// First and last day of the act.
    days: Option<(Date, Date)>,
}

impl<'t> Done<'t> {
    /// Nothing where the story has no day: it cannot be told to be later than a plan.
    pub(super) fn of(telling: &'t Telling) -> Option<Self> {
        let begin = day(telling.begin.as_deref());
        let days = begin.map(|begin| (begin, day(telling.end.as_deref()).unwrap_or(begin)));
        Some(Self { telling, said: day(telling.published.as_deref())?, days })
    }

    /// How many days the act is off the plan's, as far as they are known; none where that is too far.
    fn distance(&self, plan: &Plan) -> Option<i32> {
        let said = self.said;
        let (distance, within) = match (plan.begin.zip(plan.end), self.days) {
            (Some((begin, end)), Some((done, last))) => {
                let off = (begin - last).get_days().max((done - end).get_days()).max(0);
                (off, off <= AROUND && said >= begin && days(done, last) <= days(begin, end).max(7))
            }
            (Some((begin, end)), None) => {
                let off = (begin - said).get_days().max((said - end).get_days()).max(0);
                (off, said >= begin && off <= TOLD_AFTER)
            }
            (None, done) => {
                let told = day(plan.tellings[0].published.as_deref())?;
                // Without a day of its own either, it may be any such act.
                let off = (done?.0 - told).get_days();
                (off, self.telling.status == Status::Occurred && (0..=UNDATED).contains(&off))
            }
        };
        within.then_some(distance)
    }
}

/// Why an act meets a plan, and how many days it is off; none where that is not certain.
pub(super) fn met(plan: &Plan, done: &Done<'_>) -> Option<(i32, Vec<Reason>)> {
    let telling = done.telling;
    // The report is later than the plan, and of another story or version.
    if telling.published <= plan.tellings[0].published || plan.tellings.iter().any(|told| told.story == telling.story) {
        return None;
    }
    let distance = done.distance(plan)?;
    let last = plan.last();
    if !meets((&last.kind, last.mode.as_deref()), (&telling.kind, telling.mode.as_deref())) {
        return None;
    }
    // A copy of the plan's sentence says no more than the plan.
    if plan.tellings.iter().any(|told| told.sentence == telling.sentence) {
        return None;
    }
    let known = telling.actors.iter().any(|actor| actor.key.is_some());
    let beside = plan.tellings.iter().any(|told| told.is_beside(telling));
    if !beside && (!known || plan.begin.is_none()) {
        return None;
    }
    let mut reasons = same_parties(plan, telling, true)?;
    // A plan that names neither recipient nor place is met only within its episode, and by the same predicate.
    let blank = !reasons.iter().any(|reason| matches!(reason.kind.as_str(), "same_recipient" | "same_place"));
    let unnamed = |telling: &Telling| telling.whereabouts().next().is_none();
    let alone =
        beside && unnamed(telling) && plan.tellings.iter().any(|told| unnamed(told) && same_stem(&told.words, &telling.words));
    if blank && !alone {
        return None;
    }
    reasons.push(reason("same_act", act(telling)));
    reasons.push(reason("days", telling.begin.clone().unwrap_or_else(|| done.said.to_string())));
    Some((distance, reasons))
}

pub(super) fn day(text: Option<&str>) -> Option<Date> {
    text?.get(..10)?.parse().ok()
}
