//! Plans followed over stories and outlets: what moves them, calls them off and meets them, and what does not.

use std::collections::HashSet;

use dateline_episodes::{
    Party,
    actor::ActorKey,
    plans::{Change, Outcome, Plan, Telling, Turn, follow},
};
use proptest::prelude::*;
use record::Status;

fn party(name: &str, key: &str, country: &str, place: bool) -> Party {
    Party {
        name: name.into(),
        code: Some(country.into()),
        country: Some(country.into()),
        role: None,
        key: (!key.is_empty()).then(|| ActorKey::stored(key.into())),
        place,
    }
}

/// The foreign minister of Ghana visits Norway; told by story `story` of outlet `source` on that day of June.
fn telling(story: i64, source: &str, published: u8, begin: Option<u8>, status: Status) -> Telling {
    let day = |day: u8| format!("2025-06-{day:02}");
    Telling {
        event: story * 10,
        event_id: "v1".into(),
        same_as: None,
        story,
        stands: true,
        chain: format!("c{story}"),
        source: Some(source.into()),
        story_id: format!("s{story}"),
        published: Some(day(published)),
        url: None,
        episode: None,
        begin: begin.map(day),
        end: begin.map(day),
        status,
        ahead: false,
        kind: "CONSULT".into(),
        mode: Some("visit".into()),
        actors: vec![party("Efua Boadi", "person:efua boadi", "GHA", false)],
        recipients: vec![party("Norway", "government:NOR", "NOR", true)],
        place: None,
        point: None,
        claimants: None,
        words: "visit".into(),
        sentence: "Boadi will visit Norway.".into(),
        change: None,
        confidence: 0.9,
    }
}

fn plan(story: i64, source: &str, published: u8, begin: u8) -> Telling {
    telling(story, source, published, Some(begin), Status::Planned)
}

fn done(story: i64, published: u8, begin: Option<u8>) -> Telling {
    telling(story, "Post", published, begin, Status::Occurred)
}

fn changed(story: i64, published: u8, turn: Turn, old: Option<u8>, new: Option<u8>) -> Telling {
    let days = |day: u8| (format!("2025-06-{day:02}"), format!("2025-06-{day:02}"));
    let change =
        Change { turn, words: "put off".into(), new: new.map(days), other: old.map(days).into_iter().collect(), itself: false };
    Telling { change: Some(change), ..telling(story, "Post", published, None, Status::Denied) }
}

fn followed(tellings: Vec<Telling>) -> Vec<Plan> {
    follow(tellings, &HashSet::new(), "2025-06-15".parse().ok())
}

/// First day, outcome, sequence of each plan.
#[track_caller]
fn check(tellings: Vec<Telling>, expected: &[(&str, Outcome, u32)]) {
    let plans = followed(tellings);
    let found: Vec<(String, Outcome, u32)> = plans
        .iter()
        .map(|plan| (plan.begin.map_or_else(String::new, |day| day.strftime("%d").to_string()), plan.outcome, plan.sequence))
        .collect();
    let found: Vec<(&str, Outcome, u32)> = found.iter().map(|(day, outcome, n)| (day.as_str(), *outcome, *n)).collect();
    assert_eq!(found, expected);
    let ids: HashSet<&str> = plans.iter().map(|plan| plan.id.as_str()).collect();
    assert_eq!(ids.len(), plans.len(), "no two plans share an id");
}

use Outcome::{CalledOff, Due, Occurred, PutOff, Unknown};

#[test]
fn what_is_told_again_is_one_plan() {
    check(vec![plan(1, "Wire", 1, 20), plan(2, "Post", 2, 20)], &[("20", Due, 0)]);
    check(vec![plan(1, "Wire", 1, 10), plan(2, "Post", 2, 20)], &[("10", Unknown, 0), ("20", Due, 0)]);
    let called_for = telling(1, "Wire", 1, Some(20), Status::CalledFor);
    check(vec![called_for, plan(2, "Post", 2, 20)], &[("20", Due, 1)]);
    // Another minister, or another country, is another plan.
    let other = Telling { actors: vec![party("Kofi Asare", "person:kofi asare", "GHA", false)], ..plan(2, "Post", 2, 20) };
    assert_eq!(followed(vec![plan(1, "Wire", 1, 20), other]).len(), 2);
    let elsewhere = Telling { recipients: vec![party("Sweden", "government:SWE", "SWE", true)], ..plan(2, "Post", 2, 20) };
    assert_eq!(followed(vec![plan(1, "Wire", 1, 20), elsewhere]).len(), 2);
    // A city of the country is the country; its name alone tells nothing of another one.
    let oslo = Telling { recipients: vec![party("Oslo", "place:geonames 3143244", "NOR", true)], ..plan(2, "Post", 2, 20) };
    check(vec![plan(1, "Wire", 1, 20), oslo], &[("20", Due, 0)]);
}

#[test]
fn a_story_that_tells_a_plan_twice_gives_the_narrower_days() {
    let wide = Telling { end: Some("2025-06-24".into()), ..plan(1, "Wire", 1, 18) };
    let narrow = Telling { event: 11, same_as: Some(10), recipients: Vec::new(), ..plan(1, "Wire", 1, 19) };
    check(vec![wide.clone(), narrow], &[("19", Due, 0)]);
    // Told by another outlet, the narrower days are a change.
    check(vec![wide, plan(2, "Post", 2, 20)], &[("20", Due, 1)]);
}

#[test]
fn a_later_version_moves_the_day_and_the_id_stays() {
    let first = plan(1, "Wire", 1, 18);
    let before = followed(vec![first.clone()]);
    let superseded = Telling { stands: false, ..first };
    let second = Telling { chain: "c1".into(), ..plan(2, "Wire", 2, 25) };
    let after = followed(vec![superseded.clone(), second.clone()]);
    assert_eq!((&after[0].id, after[0].sequence, after.len()), (&before[0].id, 1, 1));
    check(vec![superseded.clone(), second], &[("25", Due, 1)]);
    // Both days in the new version: two plans.
    let both = [18, 25].map(|day| Telling { event: i64::from(day), chain: "c1".into(), ..plan(2, "Wire", 2, day) });
    check([vec![superseded], both.to_vec()].concat(), &[("18", Due, 0), ("25", Due, 0)]);
}

#[test]
fn words_put_off_and_call_off() {
    let first = || plan(1, "Wire", 1, 18);
    check(vec![first(), changed(2, 5, Turn::PutOff, None, Some(25))], &[("25", PutOff, 1)]);
    check(vec![first(), changed(2, 5, Turn::PutOff, Some(18), None)], &[("18", PutOff, 1)]);
    check(vec![first(), changed(2, 5, Turn::CalledOff, Some(18), None)], &[("18", CalledOff, 1)]);
    // Planned again after that.
    check(vec![first(), changed(2, 5, Turn::CalledOff, Some(18), None), plan(3, "Wire", 6, 18)], &[("18", Due, 2)]);
    // Words that name another plan's day.
    let two = vec![plan(1, "Wire", 1, 18), plan(2, "Wire", 1, 27)];
    check([two.clone(), vec![changed(3, 5, Turn::CalledOff, Some(27), None)]].concat(), &[("18", Due, 0), ("27", CalledOff, 1)]);
    // Which of two is meant is not said.
    check([two, vec![changed(3, 5, Turn::CalledOff, None, None)]].concat(), &[("18", Due, 0), ("27", Due, 0)]);
    // Long over.
    check(vec![plan(1, "Wire", 1, 5), changed(2, 12, Turn::CalledOff, None, None)], &[("05", Unknown, 0)]);
    // Somebody else's visit.
    let other = Telling {
        actors: vec![party("Kofi Asare", "person:kofi asare", "GHA", false)],
        ..changed(2, 5, Turn::CalledOff, Some(18), None)
    };
    check(vec![first(), other], &[("18", Due, 0)]);
    let moved = followed(vec![first(), changed(2, 5, Turn::PutOff, None, Some(25)), plan(3, "Wire", 6, 25)]);
    let days: Vec<String> = moved[0].dates.iter().map(|dates| format!("{} {}", dates.begin.day(), dates.story_id)).collect();
    assert_eq!((moved.len(), days), (1, vec!["18 s1".to_owned(), "25 s2".into(), "25 s3".into()]));
}

#[test]
fn denials_and_withdrawals() {
    let denied = |story, published, begin, ahead| Telling { ahead, ..telling(story, "Post", published, begin, Status::Denied) };
    check(vec![plan(1, "Wire", 1, 18), denied(2, 2, Some(18), false)], &[("18", CalledOff, 1)]);
    check(vec![plan(1, "Wire", 1, 18), denied(2, 2, Some(25), true)], &[("18", Due, 0)]);
    check(vec![plan(1, "Wire", 1, 18), denied(2, 2, None, true)], &[("18", CalledOff, 1)]);
    // "has never visited Norway" says nothing of what is to come.
    check(vec![plan(1, "Wire", 1, 18), denied(2, 2, None, false)], &[("18", Due, 0)]);
    let gone = || vec![Telling { stands: false, ..plan(1, "Wire", 1, 18) }];
    assert_eq!(followed(gone())[0].gone.as_deref(), Some("dropped"));
    let withdrawn = HashSet::from([("c1".to_owned(), Some("Wire".to_owned()))]);
    assert_eq!(follow(gone(), &withdrawn, None)[0].gone.as_deref(), Some("withdrawn"));
}

#[test]
fn an_act_meets_a_plan_of_the_same_parties_on_its_days() {
    let first = || plan(1, "Wire", 1, 12);
    check(vec![first(), done(2, 12, Some(12))], &[("12", Occurred, 0)]);
    check(vec![first(), done(2, 13, Some(13))], &[("12", Occurred, 0)]);
    check(vec![first(), done(2, 13, None)], &[("12", Occurred, 0)]);
    // A meeting with her host there.
    let met = Telling {
        mode: None,
        actors: [done(2, 12, Some(12)).actors, vec![party("Kari Strand", "person:kari strand", "NOR", false)]].concat(),
        recipients: Vec::new(),
        place: Some(party("Oslo", "place:geonames 3143244", "NOR", true)),
        ..done(2, 12, Some(12))
    };
    check(vec![first(), met], &[("12", Occurred, 0)]);
    // Too early, too late, told before the day, elsewhere, another act, and told before the plan was.
    check(vec![first(), done(2, 12, Some(9))], &[("12", Unknown, 0)]);
    check(vec![first(), done(2, 15, Some(15))], &[("12", Unknown, 0)]);
    check(vec![first(), done(2, 8, None)], &[("12", Unknown, 0)]);
    let elsewhere = Telling { recipients: vec![party("Sweden", "government:SWE", "SWE", true)], ..done(2, 12, Some(12)) };
    check(vec![first(), elsewhere], &[("12", Unknown, 0)]);
    let accused = Telling { kind: "ACCUSE".into(), mode: None, ..done(2, 12, Some(12)) };
    check(vec![first(), accused], &[("12", Unknown, 0)]);
    check(vec![done(2, 1, Some(12)), plan(1, "Wire", 2, 12)], &[("12", Unknown, 0)]);
    // After it was put off, on the new day.
    let put_off = changed(2, 5, Turn::PutOff, None, Some(14));
    check(vec![first(), put_off, done(3, 14, Some(14))], &[("14", Occurred, 1)]);
}

proptest! {
    /// Whatever the order of arrival, the plans are the same.
    #[test]
    fn order_of_arrival_is_nothing(order in Just((0..6_usize).collect::<Vec<_>>()).prop_shuffle()) {
        let all = [
            plan(1, "Wire", 1, 18),
            plan(2, "Post", 2, 18),
            changed(3, 5, Turn::PutOff, Some(18), Some(25)),
            plan(4, "Wire", 6, 25),
            done(5, 25, Some(25)),
            plan(6, "Post", 7, 29),
        ];
        let shuffled = order.iter().map(|&at| all[at].clone()).collect();
        prop_assert_eq!(followed(shuffled), followed(all.to_vec()));
    }
}
