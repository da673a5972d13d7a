//! Tellings to plans. In: tellings in any order. Out: plans by day, each with what became of its days and of itself.
//!
//! Tellings are taken in the order of publication, so that the outcome does not depend on the order of arrival. A plan that is told again
//! is one plan; a later version of a story, or words such as "postponed to", move it; words such as "called off" and denials call it off; an
//! act of the same family by the same actor, to the same recipient or at the same place, within its days, meets it.

use std::collections::{BTreeSet, HashMap, HashSet};

use jiff::{ToSpan, civil::Date};
use record::Status;

use super::families::kinds;
use super::matching::{Done, act, day, handles, met, same_parties, same_plan};
use super::plan::days;
use super::plan_id::plan_id;
use super::{Dates, Evidence, Outcome, Plan, Telling, Turn};
use crate::reason::{Reason, reason};

/// Chain and source of a story that was taken back.
pub type Withdrawn = (String, Option<String>);

/// Days after a plan's own on which a story may still say that it was put off or called off.
const CHANGED_AFTER: i32 = 3;
/// Days before a plan's own on which it can be called off without naming its day.
const FORESEEN: i32 = 60;

/// The plans, by day, those without one last. `today`: days before it have passed.
pub fn follow(mut tellings: Vec<Telling>, withdrawn: &HashSet<Withdrawn>, today: Option<Date>) -> Vec<Plan> {
    tellings.sort_unstable_by(|a, b| order(a).cmp(&order(b)));
    let mut ledger = Ledger::of(&tellings);
    for telling in tellings {
        ledger.take(telling);
    }
    ledger.finish(withdrawn, today)
}

fn order(telling: &Telling) -> (&Option<String>, &Option<String>, &str, i64, i64) {
    (&telling.published, &telling.source, &telling.chain, telling.story, telling.event)
}

#[derive(Default)]
struct Ledger {
    plans: Vec<Plan>,
    /// Plans by type and an actor, or by type and chain where nobody is named.
    by_act: HashMap<(String, String), BTreeSet<usize>>,
    /// Types among them.
    kinds: BTreeSet<String>,
    by_event: HashMap<i64, usize>,
    ids: HashSet<String>,
    /// Days that each story gives each act: an act with two days in one story is two plans, and neither moved.
    told: HashSet<(i64, String, Date)>,
}

impl Ledger {
    fn of(tellings: &[Telling]) -> Self {
        let mut ledger = Self::default();
        for telling in tellings.iter().filter(|telling| telling.is_plan()) {
            if let Some(begin) = day(telling.begin.as_deref()) {
                ledger.told.insert((telling.story, telling.kind.clone(), begin));
            }
        }
        ledger
    }

    fn take(&mut self, telling: Telling) {
        if let Some(change) = telling.change.clone() {
            let candidates = self.changed_by(&telling);
            if let [(at, reasons)] = &candidates[..] {
                let mut reasons = reasons.clone();
                reasons.push(reason("words", &change.words));
                self.turn(*at, telling, change.turn, reasons);
            }
            return;
        }
        match telling.status {
            Status::Planned | Status::CalledFor => self.plan(telling),
            Status::Denied => self.deny(&telling),
            Status::Occurred | Status::Ongoing => self.occur(&telling),
            Status::Possible => {}
        }
    }

    /// Plans that may be the telling's, by type and actor; of those who plan much they are many, so that days are looked at before parties.
    fn near(&self, telling: &Telling, kinds: &[&str]) -> BTreeSet<usize> {
        let handles = handles(telling);
        let keys = kinds.iter().flat_map(|kind| handles.iter().map(move |handle| (kind.to_string(), handle.clone())));
        keys.filter_map(|key| self.by_act.get(&key)).flatten().copied().collect()
    }

    fn plan(&mut self, telling: Telling) {
        let near = self.near(&telling, &[&telling.kind]);
        let same = |at: &usize| same_plan(&self.plans[*at], &telling);
        let again = telling.same_as.and_then(|event| self.by_event.get(&event).copied());
        let Some(begin) = day(telling.begin.as_deref()) else {
            // "plans to meet the premier", said of a visit, is a plan within a plan.
            let one = |told: &Telling| told.is_beside(&telling) && told.mode == telling.mode;
            let beside = near.iter().rev().copied().find(|at| self.plans[*at].tellings.iter().any(one) && same(at));
            match again.or(beside) {
                Some(at) => self.tell(at, telling),
                None => self.begin(telling, None),
            }
            return;
        };
        let end = day(telling.end.as_deref()).filter(|end| *end >= begin).unwrap_or(begin);
        let own = |at: &usize| self.plans[*at].last().story == telling.story;
        let nested = |at: &usize| {
            self.plans[*at]
                .begin
                .zip(self.plans[*at].end)
                .is_some_and(|(from, to)| (begin >= from && end <= to) || (begin <= from && end >= to))
        };
        let undated =
            |at: &usize| self.plans[*at].begin.is_none() && self.plans[*at].tellings.iter().any(|told| told.is_beside(&telling));
        let told_before = again
            .or_else(|| near.iter().copied().find(|at| self.plans[*at].begin == Some(begin) && same(at)))
            .or_else(|| near.iter().copied().find(|at| nested(at) && same(at)))
            .or_else(|| near.iter().copied().find(|at| undated(at) && same(at)));
        if let Some(at) = told_before {
            let plan = &self.plans[at];
            let narrower = plan.days().is_none_or(|known| days(begin, end) < known);
            let first = plan.begin.is_none();
            let revived = matches!(plan.outcome, Outcome::CalledOff) && !own(&at);
            let firmer = plan.last().status != telling.status && plan.last().story != telling.story;
            let refined = narrower && !first && !own(&at);
            let changes = revived || firmer || refined;
            if narrower {
                (self.plans[at].begin, self.plans[at].end) = (Some(begin), Some(end));
            }
            if revived {
                self.plans[at].outcome = Outcome::Unknown;
            }
            if changes {
                self.change(at, &telling);
            }
            self.date(at, begin, end, &telling);
            self.tell(at, telling);
            return;
        }
        // A later version of a story gives the act another day, and no longer the old one.
        let moved = near.iter().copied().find(|&at| {
            let plan = &self.plans[at];
            let before = plan.begin.map(|day| (telling.story, telling.kind.clone(), day));
            plan.tellings.iter().any(|told| told.is_version_of(&telling))
                && plan.last().story != telling.story
                && before.is_some_and(|before| !self.told.contains(&before))
                && same(&at)
        });
        match moved {
            Some(at) => {
                let plan = &mut self.plans[at];
                (plan.begin, plan.end) = (Some(begin), Some(end));
                plan.outcome = Outcome::Unknown;
                self.change(at, &telling);
                self.date(at, begin, end, &telling);
                self.tell(at, telling);
            }
            None => self.begin(telling, Some((begin, end))),
        }
    }

    fn begin(&mut self, telling: Telling, span: Option<(Date, Date)>) {
        let at = self.plans.len();
        self.file(at, &telling);
        self.plans.push(Plan {
            id: String::new(),
            begin: span.map(|(begin, _)| begin),
            end: span.map(|(_, end)| end),
            outcome: Outcome::Unknown,
            evidence: Vec::new(),
            dates: Vec::new(),
            changed: telling.published.clone(),
            gone: None,
            sequence: 0,
            // Most plans are told once, and a telling is large.
            tellings: Vec::with_capacity(1),
        });
        self.plans[at].id = plan_id(&telling, span.map(|(begin, _)| begin), &mut self.ids);
        if let Some((begin, end)) = span {
            self.date(at, begin, end, &telling);
        }
        self.plans[at].tellings.push(telling);
    }

    fn tell(&mut self, at: usize, telling: Telling) {
        self.file(at, &telling);
        self.plans[at].tellings.push(telling);
    }

    /// Makes a plan known by what a telling calls its act and those who do it.
    fn file(&mut self, at: usize, telling: &Telling) {
        self.by_event.insert(telling.event, at);
        self.kinds.insert(telling.kind.clone());
        for handle in handles(telling) {
            self.by_act.entry((telling.kind.clone(), handle)).or_default().insert(at);
        }
    }

    fn date(&mut self, at: usize, begin: Date, end: Date, telling: &Telling) {
        let dates = Dates {
            begin,
            end,
            story_id: telling.story_id.clone(),
            source: telling.source.clone(),
            published: telling.published.clone(),
            claimants: telling.claimants.clone(),
        };
        let list = &mut self.plans[at].dates;
        let known = list.iter().any(|known| {
            (known.begin, known.end, &known.story_id, &known.source) == (begin, end, &dates.story_id, &dates.source)
        });
        if !known {
            list.push(dates);
        }
    }

    fn change(&mut self, at: usize, by: &Telling) {
        self.plans[at].sequence += 1;
        self.plans[at].changed.clone_from(&by.published);
    }

    /// Plans that words of change can be about: the one whose day the sentence names, else the only one that is open.
    fn changed_by(&self, telling: &Telling) -> Vec<(usize, Vec<Reason>)> {
        let Some(change) = &telling.change else { return Vec::new() };
        let kinds: Vec<&str> = if change.itself { self.kinds.iter().map(String::as_str).collect() } else { vec![&telling.kind] };
        let said = day(telling.published.as_deref());
        let mut named = Vec::new();
        let mut open = Vec::new();
        for at in self.near(telling, &kinds) {
            let plan = &self.plans[at];
            let over = said.zip(plan.end).is_some_and(|(said, end)| said > end.saturating_add(CHANGED_AFTER.days()));
            if over || plan.outcome == Outcome::Occurred {
                continue;
            }
            let Some(mut reasons) = same_parties(plan, telling, !change.itself) else { continue };
            if !change.itself {
                reasons.push(reason("same_act", act(telling)));
            }
            let overlaps = |(begin, end): &(String, String)| {
                let days = day(Some(begin)).zip(day(Some(end)));
                days.zip(plan.begin.zip(plan.end)).is_some_and(|((a, b), (x, y))| a <= y && x <= b)
            };
            let own = telling.begin.clone().zip(telling.end.clone());
            let moved = own.as_ref().is_some_and(|own| Some(own) == change.new.as_ref());
            let old = change.other.iter().chain(own.as_ref().filter(|_| !moved));
            if let Some((begin, _)) = old.into_iter().find(|days| overlaps(days)) {
                reasons.push(reason("days", begin));
                named.push((at, reasons));
                continue;
            }
            // What was told on that day already has moved already.
            if change.new.as_ref().is_some_and(|new| day(Some(&new.0)) == plan.begin) {
                named.push((at, reasons));
                continue;
            }
            let beside = plan.tellings.iter().any(|told| told.is_beside(telling));
            let ahead = said.zip(plan.begin).is_none_or(|(said, begin)| begin <= said.saturating_add(FORESEEN.days()));
            if plan.begin.is_some() && (beside || ahead && !change.itself) {
                reasons.push(reason(
                    if beside { "same_episode" } else { "days" },
                    plan.begin.map_or_else(String::new, |day| day.to_string()),
                ));
                open.push((at, reasons));
            }
        }
        if named.is_empty() { open } else { named }
    }

    /// A plan is put off or called off.
    fn turn(&mut self, at: usize, telling: Telling, turn: Turn, reasons: Vec<Reason>) {
        let outcome = match turn {
            Turn::PutOff => Outcome::PutOff,
            Turn::CalledOff => Outcome::CalledOff,
        };
        let new = telling.change.as_ref().and_then(|change| change.new.clone());
        let new = new.and_then(|(begin, end)| Some((day(Some(&begin))?, day(Some(&end))?)));
        let plan = &mut self.plans[at];
        let mut changes = plan.outcome != outcome;
        plan.outcome = outcome;
        if let Some((begin, end)) = new.filter(|_| turn == Turn::PutOff) {
            changes |= plan.begin != Some(begin) || plan.end != Some(end);
            (plan.begin, plan.end) = (Some(begin), Some(end));
            self.date(at, begin, end, &telling);
        }
        if changes {
            self.change(at, &telling);
        }
        self.by_event.insert(telling.event, at);
        self.plans[at].evidence.push(Evidence { outcome, reasons, telling });
    }

    fn deny(&mut self, telling: &Telling) {
        let (said, begin) = (day(telling.published.as_deref()), day(telling.begin.as_deref()));
        for at in self.near(telling, &[&telling.kind]) {
            let plan = &self.plans[at];
            let reasons = match begin {
                Some(begin) if Some(begin) == plan.begin => vec![reason("days", begin.to_string())],
                Some(_) => continue,
                // Without a day it denies what is still to come, in so many words.
                None if telling.ahead && said.zip(plan.end).is_some_and(|(said, end)| said <= end) => Vec::new(),
                None => continue,
            };
            let copied = plan.tellings.iter().any(|told| told.sentence == telling.sentence);
            if copied || plan.outcome == Outcome::CalledOff || !same_plan(plan, telling) {
                continue;
            }
            let Some(mut all) = same_parties(plan, telling, false) else { continue };
            all.push(reason("same_act", act(telling)));
            all.extend(reasons);
            all.push(reason("denied", &telling.words));
            self.plans[at].outcome = Outcome::CalledOff;
            self.change(at, telling);
            self.plans[at].evidence.push(Evidence { outcome: Outcome::CalledOff, reasons: all, telling: telling.clone() });
        }
    }

    fn occur(&mut self, telling: &Telling) {
        let Some(done) = Done::of(telling) else { return };
        let mut best: Option<(i32, usize, Vec<Reason>)> = None;
        // Types of plans that an act of this type may meet.
        for kind in self.kinds.iter().filter(|kind| kinds(kind).any(|met| met == telling.kind)) {
            for at in self.near(telling, &[kind]) {
                let Some((distance, reasons)) = met(&self.plans[at], &done) else { continue };
                if best.as_ref().is_none_or(|(least, ..)| distance < *least) {
                    best = Some((distance, at, reasons));
                }
            }
        }
        let Some((_, at, reasons)) = best else { return };
        self.plans[at].outcome = Outcome::Occurred;
        self.plans[at].evidence.push(Evidence { outcome: Outcome::Occurred, reasons, telling: telling.clone() });
    }

    fn finish(mut self, withdrawn: &HashSet<Withdrawn>, today: Option<Date>) -> Vec<Plan> {
        for plan in &mut self.plans {
            if plan.tellings.iter().all(|telling| !telling.stands) {
                let taken_back = plan.tellings.iter().all(|told| withdrawn.contains(&(told.chain.clone(), told.source.clone())));
                plan.gone = Some(if taken_back { "withdrawn".into() } else { "dropped".into() });
                plan.sequence += 1;
            }
            let ahead = today.is_some_and(|today| plan.end.is_some_and(|end| end >= today));
            if plan.outcome == Outcome::Unknown && ahead {
                plan.outcome = Outcome::Due;
            }
        }
        self.plans.sort_by(|a, b| (a.begin.is_none(), a.begin, a.end, &a.id).cmp(&(b.begin.is_none(), b.begin, b.end, &b.id)));
        self.plans
    }
}
