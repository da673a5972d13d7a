//! Tellings to entries: the same plan told again is one entry; a later version moves it; a denial or a withdrawal cancels it.

use std::collections::{HashMap, HashSet};

use jiff::civil::Date;
use sha2::{Digest, Sha256};
use store::{Party, Telling};

/// One plan.
#[derive(Debug, Clone)]
pub(super) struct Entry {
    /// Made of who does what to whom and of the day that was told first: it stays when the day moves.
    pub(super) uid: String,
    pub(super) begin: Date,
    pub(super) end: Date,
    /// How often the entry changed.
    pub(super) sequence: u32,
    /// Why it is off.
    pub(super) cancelled: Option<&'static str>,
    /// Everything that told it, the earliest first; never empty.
    pub(super) tellings: Vec<Telling>,
    /// When the story came out that changed it last.
    pub(super) changed: Option<String>,
}

/// Who does what to whom, so far as two stories would say it alike.
type Act = (Vec<String>, Vec<String>, String, Option<String>, Option<String>);

impl Entry {
    /// The telling that counts: the last one that stands, else the last one.
    pub(super) fn last(&self) -> &Telling {
        self.tellings.iter().rev().find(|telling| telling.stands).unwrap_or_else(|| &self.tellings[self.tellings.len() - 1])
    }

    /// How many days it may fall on.
    pub(super) fn days(&self) -> i32 {
        days(self.begin, self.end)
    }

    fn change(&mut self, by: &Telling) {
        self.sequence += 1;
        self.changed.clone_from(&by.published);
    }

    /// A version of the same story told it.
    fn is_of_chain(&self, telling: &Telling) -> bool {
        self.tellings.iter().any(|told| told.chain == telling.chain && told.source == telling.source)
    }
}

/// The entries, by day. `withdrawn`: chains and sources of stories that were taken back.
pub(super) fn of(tellings: Vec<Telling>, withdrawn: &[(String, Option<String>)]) -> Vec<Entry> {
    // Which days each story gives an act: an act with two days is two plans, and neither moved.
    let told: HashSet<(i64, Act, Date)> =
        tellings.iter().filter_map(|telling| Some((telling.story, act(telling), day(telling.begin.as_deref())?))).collect();
    let mut entries: Vec<Entry> = Vec::new();
    let mut by_act: HashMap<Act, Vec<usize>> = HashMap::new();
    let mut by_event: HashMap<i64, usize> = HashMap::new();
    let mut uids = HashSet::new();
    for telling in tellings {
        let act = act(&telling);
        let known = by_act.entry(act.clone()).or_default();
        if telling.status == "denied" {
            for &at in known.iter() {
                let entry = &mut entries[at];
                if entry.cancelled.is_none() && denies(&telling, entry) {
                    entry.cancelled = Some("denied");
                    entry.change(&telling);
                }
            }
            continue;
        }
        let Some(begin) = day(telling.begin.as_deref()) else { continue };
        let end = day(telling.end.as_deref()).filter(|end| *end >= begin).unwrap_or(begin);
        let within = |at: usize| {
            let entry = &entries[at];
            let nested = (begin >= entry.begin && end <= entry.end) || (begin <= entry.begin && end >= entry.end);
            nested && entry.tellings.last().is_some_and(|told| told.story == telling.story)
        };
        let again = telling.same_as.and_then(|event| by_event.get(&event).copied());
        if let Some(at) = again.or_else(|| known.iter().copied().find(|&at| within(at))) {
            let entry = &mut entries[at];
            // One story in two ways, as headline and lead do: the narrower days count.
            if days(begin, end) < entry.days() {
                (entry.begin, entry.end) = (begin, end);
            }
            by_event.insert(telling.event, at);
            entry.tellings.push(telling);
            if !known.contains(&at) {
                known.push(at);
            }
            continue;
        }
        let same = known.iter().copied().find(|&at| entries[at].begin == begin);
        let moved = || {
            known.iter().copied().find(|&at| {
                let entry = &entries[at];
                entry.is_of_chain(&telling)
                    && entry.last().story != telling.story
                    && !told.contains(&(telling.story, act.clone(), entry.begin))
            })
        };
        match same.or_else(moved) {
            Some(at) => {
                let entry = &mut entries[at];
                let firmer = entry.last().status != telling.status;
                if entry.begin != begin || entry.end != end || entry.cancelled.is_some() || firmer {
                    entry.change(&telling);
                }
                (entry.begin, entry.end, entry.cancelled) = (begin, end, None);
                by_event.insert(telling.event, at);
                entry.tellings.push(telling);
            }
            None => {
                known.push(entries.len());
                by_event.insert(telling.event, entries.len());
                let uid = uid(&act, begin, &mut uids);
                let changed = telling.published.clone();
                entries.push(Entry { uid, begin, end, sequence: 0, cancelled: None, tellings: vec![telling], changed });
            }
        }
    }
    for entry in
        entries.iter_mut().filter(|entry| entry.cancelled.is_none() && entry.tellings.iter().all(|telling| !telling.stands))
    {
        let taken_back = entry
            .tellings
            .iter()
            .all(|told| withdrawn.iter().any(|(chain, source)| *chain == told.chain && *source == told.source));
        entry.cancelled = Some(if taken_back { "withdrawn" } else { "dropped" });
        entry.sequence += 1;
    }
    entries.sort_by(|a, b| (a.begin, a.end, &a.uid).cmp(&(b.begin, b.end, &b.uid)));
    entries
}

/// A denial is of the plan if it names its day, or is of the same story; one without a day denies what is still to come.
fn denies(denial: &Telling, entry: &Entry) -> bool {
    match day(denial.begin.as_deref()) {
        Some(begin) => begin == entry.begin,
        None => entry.is_of_chain(denial) || day(denial.published.as_deref()).is_some_and(|published| published <= entry.begin),
    }
}

fn act(telling: &Telling) -> Act {
    let parties = |parties: &[Party]| {
        let mut keys: Vec<String> =
            parties.iter().map(|party| party.code.clone().unwrap_or_else(|| party.name.to_lowercase())).collect();
        keys.sort();
        keys
    };
    // Where nobody is named, only versions of one story can be about the same.
    let chain = telling.actors.is_empty().then(|| telling.chain.clone());
    (parties(&telling.actors), parties(&telling.recipients), telling.kind.clone(), telling.mode.clone(), chain)
}

fn days(begin: Date, end: Date) -> i32 {
    begin.until(end).map_or(0, |span| span.get_days()) + 1
}

fn day(text: Option<&str>) -> Option<Date> {
    text?.get(..10)?.parse().ok()
}

fn uid(act: &Act, begin: Date, taken: &mut HashSet<String>) -> String {
    for number in 0.. {
        let named = serde_json::to_vec(&(act, begin.to_string(), number)).expect("plain JSON");
        let digest = Sha256::digest(named);
        let uid = digest[..16].iter().map(|byte| format!("{byte:02x}")).collect::<String>() + "@dateline";
        if taken.insert(uid.clone()) {
            return uid;
        }
    }
    unreachable!("there are more numbers than entries")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn telling(story: i64, chain: &str, begin: Option<&str>, status: &str, stands: bool) -> Telling {
        Telling {
            event: story,
            same_as: None,
            story,
            stands,
            chain: chain.into(),
            source: None,
            story_id: format!("s{story}"),
            published: Some(format!("2025-03-{story:02}")),
            url: None,
            begin: begin.map(str::to_owned),
            end: begin.map(str::to_owned),
            status: status.into(),
            kind: "CONSULT".into(),
            mode: Some("visit".into()),
            actors: vec![Party { code: Some("NORGOV".into()), name: "Ingrid Solheim".into() }],
            recipients: vec![Party { code: Some("ALB".into()), name: "Albania".into() }],
            place: None,
            country: None,
            point: None,
            claimants: None,
            sentence: "Solheim will visit Albania.".into(),
        }
    }

    /// Days, sequences and what cancelled each entry.
    fn check(tellings: Vec<Telling>, withdrawn: &[(String, Option<String>)], expected: &[(&str, u32, Option<&str>)]) {
        let entries = of(tellings, withdrawn);
        let found: Vec<_> = entries.iter().map(|e| (e.begin.to_string(), e.sequence, e.cancelled)).collect();
        let found: Vec<_> = found.iter().map(|(day, sequence, why)| (day.as_str(), *sequence, *why)).collect();
        assert_eq!(found, expected);
        let uids: HashSet<_> = entries.iter().map(|e| &e.uid).collect();
        assert_eq!(uids.len(), entries.len(), "no two entries share a UID");
    }

    const FIRST: Option<&str> = Some("2025-03-18");
    const LATER: Option<&str> = Some("2025-03-25");

    #[test]
    fn what_is_told_again_is_one_entry() {
        check(
            vec![telling(1, "a", FIRST, "planned", true), telling(2, "b", FIRST, "planned", true)],
            &[],
            &[("2025-03-18", 0, None)],
        );
        check(
            vec![telling(1, "a", FIRST, "planned", true), telling(2, "b", LATER, "planned", true)],
            &[],
            &[("2025-03-18", 0, None), ("2025-03-25", 0, None)],
        );
        check(
            vec![telling(1, "a", FIRST, "called_for", true), telling(2, "b", FIRST, "planned", true)],
            &[],
            &[("2025-03-18", 1, None)],
        );
    }

    #[test]
    fn a_story_that_tells_a_plan_twice_gives_the_narrower_days() {
        let wide = Telling { end: Some("2025-03-24".into()), ..telling(1, "a", FIRST, "planned", true) };
        let narrow = Telling {
            event: 2,
            same_as: Some(1),
            recipients: Vec::new(),
            ..telling(1, "a", Some("2025-03-19"), "planned", true)
        };
        check(vec![wide.clone(), narrow.clone()], &[], &[("2025-03-19", 0, None)]);
        let narrow = Telling { same_as: None, ..narrow };
        check(vec![wide.clone(), narrow], &[], &[("2025-03-18", 0, None), ("2025-03-19", 0, None)]);
        let nested = telling(1, "a", Some("2025-03-20"), "planned", true);
        check(vec![nested, wide], &[], &[("2025-03-20", 0, None)]);
    }

    #[test]
    fn a_later_version_moves_the_day_and_the_uid_stays() {
        let first = telling(1, "a", FIRST, "planned", true);
        let before = of(vec![first.clone()], &[]);
        let superseded = Telling { stands: false, ..first };
        let after = of(vec![superseded.clone(), telling(2, "a", LATER, "planned", true)], &[]);
        assert_eq!((after.len(), after[0].begin.to_string()), (1, "2025-03-25".into()));
        assert_eq!((&after[0].uid, after[0].sequence), (&before[0].uid, 1));
        // Both days in the new version: two plans.
        check(
            vec![superseded, telling(2, "a", FIRST, "planned", true), telling(2, "a", LATER, "planned", true)],
            &[],
            &[("2025-03-18", 0, None), ("2025-03-25", 0, None)],
        );
        // The day that the moved plan had is planned by somebody else: another UID.
        check(
            vec![
                telling(1, "a", FIRST, "planned", false),
                telling(2, "a", LATER, "planned", true),
                telling(3, "b", FIRST, "planned", true),
            ],
            &[],
            &[("2025-03-18", 0, None), ("2025-03-25", 1, None)],
        );
    }

    #[test]
    fn denials_and_withdrawals_cancel() {
        let plan = |stands| telling(1, "a", FIRST, "planned", stands);
        check(vec![plan(true), telling(2, "b", FIRST, "denied", true)], &[], &[("2025-03-18", 1, Some("denied"))]);
        check(vec![plan(true), telling(2, "b", LATER, "denied", true)], &[], &[("2025-03-18", 0, None)]);
        check(vec![plan(true), telling(2, "b", None, "denied", true)], &[], &[("2025-03-18", 1, Some("denied"))]);
        check(vec![plan(true), telling(20, "b", None, "denied", true)], &[], &[("2025-03-18", 0, None)]);
        let again = telling(3, "c", FIRST, "planned", true);
        check(vec![plan(true), telling(2, "b", FIRST, "denied", true), again], &[], &[("2025-03-18", 2, None)]);
        check(vec![plan(false)], &[("a".into(), None)], &[("2025-03-18", 1, Some("withdrawn"))]);
        check(vec![plan(false)], &[], &[("2025-03-18", 1, Some("dropped"))]);
    }
}
