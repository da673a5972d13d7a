//! Which acts can meet a plan at all, told before anything else is looked up about them.
//!
//! In: the tellings of plans and changes. Out: whether an act's type, actors and days are near those of one. Never a no for an act that meets a plan.

use std::collections::HashMap;

use jiff::{ToSpan, civil::Date};

use super::Telling;
use super::families::kinds;
use super::matching::{AROUND, TOLD_AFTER, UNDATED, day};
use crate::party::Party;

/// First and last day.
type Days = (Date, Date);

/// What plans wait for.
#[derive(Debug, Default)]
pub struct Sought {
    /// By type of the act and its actor: days of plans, and days on which plans without one were told.
    by_act: HashMap<(String, String), (Vec<Days>, Vec<Date>)>,
    /// Days to which something was put off: of whichever plan.
    moved: Vec<Days>,
}

impl Sought {
    /// What the plans among these tellings wait for.
    pub fn by(tellings: &[Telling]) -> Self {
        let mut sought = Self::default();
        for telling in tellings {
            let new = telling.change.as_ref().and_then(|change| change.new.as_ref());
            sought.moved.extend(new.and_then(|(begin, end)| day(Some(begin)).zip(day(Some(end)))));
            if !telling.is_plan() {
                continue;
            }
            let days = span(telling.begin.as_deref(), telling.end.as_deref());
            let told = day(telling.published.as_deref());
            for kind in kinds(&telling.kind) {
                for actor in &telling.actors {
                    let (dated, undated) = sought.by_act.entry((kind.to_owned(), actor.identity())).or_default();
                    dated.extend(days);
                    undated.extend(told.filter(|_| days.is_none()));
                }
            }
        }
        sought
    }

    /// Whether an act that a story of this day tells, with these days of its own, can meet a plan.
    pub fn may_meet(&self, kind: &str, actors: &[Party], days: (Option<&str>, Option<&str>), published: Option<&str>) -> bool {
        let Some(said) = day(published) else { return false };
        let done = span(days.0, days.1);
        let near = |(begin, end): &Days| match done {
            Some((first, last)) => last >= before(*begin, AROUND) && first <= after(*end, AROUND),
            None => said >= *begin && said <= after(*end, TOLD_AFTER),
        };
        actors.iter().filter_map(|actor| self.by_act.get(&(kind.to_owned(), actor.identity()))).any(|(dated, undated)| {
            let soon = |told: &Date| done.is_some_and(|(first, _)| first >= *told && first <= after(*told, UNDATED));
            dated.iter().any(near) || undated.iter().any(soon) || self.moved.iter().any(near)
        })
    }
}

fn span(begin: Option<&str>, end: Option<&str>) -> Option<Days> {
    let begin = day(begin)?;
    Some((begin, day(end).unwrap_or(begin).max(begin)))
}

fn before(day: Date, days: i32) -> Date {
    day.saturating_sub(days.days())
}

fn after(day: Date, days: i32) -> Date {
    day.saturating_add(days.days())
}

#[cfg(test)]
mod tests {
    use record::Status;

    use super::*;
    use crate::plans::Change;
    use crate::plans::Turn;

    fn party(name: &str) -> Party {
        Party { name: name.into(), code: None, country: None, role: None, key: None, place: false }
    }

    fn plan(begin: Option<&str>, change: Option<Change>) -> Telling {
        Telling {
            event: 1,
            event_id: "v1".into(),
            same_as: None,
            story: 1,
            stands: true,
            chain: "a".into(),
            source: None,
            story_id: "a".into(),
            published: Some("2024-03-01".into()),
            url: None,
            episode: None,
            begin: begin.map(str::to_owned),
            end: None,
            status: Status::Planned,
            ahead: false,
            kind: "CONSULT".into(),
            mode: None,
            actors: vec![party("Aduba")],
            recipients: Vec::new(),
            place: None,
            point: None,
            claimants: None,
            words: "visit".into(),
            sentence: "Aduba is to visit Oslo.".into(),
            change,
            confidence: 0.9,
        }
    }

    #[test]
    fn acts_are_sought_by_type_actor_and_days() {
        let dated = Sought::by(&[plan(Some("2024-03-10"), None)]);
        let undated = Sought::by(&[plan(None, None)]);
        for (sought, kind, actor, begin, published, expected) in [
            (&dated, "CONSULT", "Aduba", Some("2024-03-10"), Some("2024-03-11"), true),
            (&dated, "CONSULT", "Aduba", Some("2024-03-11"), Some("2024-03-11"), true),
            (&dated, "CONSULT", "Aduba", Some("2024-03-12"), Some("2024-03-12"), false),
            (&dated, "CONSULT", "Aduba", None, Some("2024-03-12"), true),
            (&dated, "CONSULT", "Aduba", None, Some("2024-03-13"), false),
            (&dated, "CONSULT", "Aduba", Some("2024-03-10"), None, false),
            (&dated, "CONSULT", "Solheim", Some("2024-03-10"), Some("2024-03-11"), false),
            (&dated, "AID", "Aduba", Some("2024-03-10"), Some("2024-03-11"), false),
            (&undated, "CONSULT", "Aduba", Some("2024-03-31"), Some("2024-04-01"), true),
            (&undated, "CONSULT", "Aduba", Some("2024-04-01"), Some("2024-04-01"), false),
            (&undated, "CONSULT", "Aduba", None, Some("2024-03-02"), false),
        ] {
            let found = sought.may_meet(kind, &[party(actor)], (begin, None), published);
            assert_eq!(found, expected, "{kind} {actor} {begin:?} {published:?}");
        }
    }

    #[test]
    fn days_to_which_something_was_put_off_are_sought_too() {
        let days = ("2024-05-02".to_owned(), "2024-05-03".to_owned());
        let change = Change { turn: Turn::PutOff, words: "postponed".into(), new: Some(days), other: Vec::new(), itself: false };
        let sought = Sought::by(&[plan(Some("2024-03-10"), None), plan(None, Some(change))]);
        assert!(sought.may_meet("CONSULT", &[party("Aduba")], (Some("2024-05-02"), None), Some("2024-05-03")));
        assert!(!sought.may_meet("CONSULT", &[party("Aduba")], (Some("2024-06-02"), None), Some("2024-06-03")));
    }
}
