//! Sayings and contradictions: what is one saying, what cannot both stand, and what only looks so.

use dateline_episodes::{
    Party,
    actor::ActorKey,
    figures::{Claimant, Count, Figure},
    statements::{Act, Kind, Report, Speaker, contradictions, sayings},
};
use proptest::prelude::*;
use record::{Bound, Casualty, Manner, Span, Status};

fn party(name: &str, key: &str) -> Party {
    let key = (!key.is_empty()).then(|| ActorKey::stored(key.into()));
    Party { name: name.into(), code: None, country: None, role: None, key, place: false }
}

fn said(story: &str, day: u8, speaker: &str, words: &str) -> Report {
    Report {
        story: story.into(),
        story_id: story.into(),
        statement: "s1".into(),
        source: Some(format!("outlet of {story}")),
        published: Some(format!("2025-05-{day:02}")),
        headline: None,
        url: None,
        episode: Some("e".into()),
        day: Some(format!("2025-05-{day:02}")),
        speaker: Speaker { party: Some(party(speaker, &format!("person:{speaker}"))), words: speaker.into(), speaks_for: None },
        addressee: None,
        cue: Some("say".into()),
        manner: Manner::Indirect,
        negated: false,
        words: words.into(),
        content: vec![Span { start: 0, end: 10 }],
        about: Vec::new(),
        acts: Vec::new(),
        figures: Vec::new(),
    }
}

/// Ecuador shelled Zumarba on May 5.
fn shelled(status: Status) -> Act {
    Act {
        event: "v1".into(),
        kind: "ASSAULT".into(),
        mode: Some("heavy-weapons".into()),
        status,
        ahead: false,
        words: "shelled".into(),
        actors: vec![party("Ecuador", "government:ECU")],
        recipients: vec![party("Zumarba", "place:zumarba/PER")],
        place: None,
        begin: Some("2025-05-05".into()),
        end: Some("2025-05-05".into()),
        confidence: 0.9,
    }
}

fn tells(report: Report, act: Act) -> Report {
    Report { acts: vec![act], ..report }
}

fn counts(report: Report, killed: f64) -> Report {
    let figure = Figure {
        story: report.story.clone(),
        quantity: "q1".into(),
        span: Span { start: 0, end: 1 },
        count: Count { value: Some(killed), upper: None, bound: Bound::Exact },
        unit: Some("person".into()),
        casualty: Some(Casualty::Killed),
        holder: None,
        act: None,
        claimant: Claimant::Outlet(String::new()),
        day: report.day.clone(),
    };
    Report { figures: vec![figure], ..report }
}

#[track_caller]
fn check(reports: Vec<Report>, expected: &[Kind]) {
    let found: Vec<Kind> = contradictions(&sayings(reports)).iter().map(|pair| pair.kind).collect();
    assert_eq!(found, expected);
}

#[test]
fn the_same_words_by_the_same_speaker_are_one_saying() {
    let long = "Ecuador shelled the Peruvian town of Zumarba on Monday";
    for (a, b, expected) in [
        (said("a", 6, "rosa quillay", long), said("b", 6, "rosa quillay", long), 1),
        (said("a", 6, "rosa quillay", long), said("b", 7, "rosa quillay", &format!("that {long} evening")), 1),
        // Another speaker, other words, another number, long after.
        (said("a", 6, "rosa quillay", long), said("b", 6, "elias tamayo", long), 2),
        (said("a", 6, "rosa quillay", long), said("b", 6, "rosa quillay", "the shells were aimed at smugglers in the hills"), 2),
        (
            said("a", 6, "rosa quillay", &format!("{long}, killing 7")),
            said("b", 6, "rosa quillay", &format!("{long}, killing 9")),
            2,
        ),
        (said("a", 6, "rosa quillay", long), said("b", 12, "rosa quillay", long), 2),
        (said("a", 6, "rosa quillay", "yes indeed"), said("b", 6, "rosa quillay", "yes indeed"), 2),
    ] {
        let groups = sayings(vec![a.clone(), b.clone()]);
        assert_eq!(groups.len(), expected, "{} / {}", a.words, b.words);
        assert_eq!(groups.iter().map(|saying| saying.reports.len()).sum::<usize>(), 2, "no report is lost");
    }
    // Whom only the story can tell is the same within an episode alone.
    let police = |story, episode: &str| Report {
        speaker: Speaker { party: None, words: "police".into(), speaks_for: None },
        episode: Some(episode.into()),
        ..said(story, 6, "", long)
    };
    assert_eq!(sayings(vec![police("a", "e"), police("b", "e")]).len(), 1);
    assert_eq!(sayings(vec![police("a", "e"), police("b", "f")]).len(), 2);
}

#[test]
fn an_act_affirmed_and_denied() {
    let yes = || tells(said("a", 6, "rosa quillay", "Ecuador shelled Zumarba"), shelled(Status::Occurred));
    let no = || tells(said("b", 7, "rosa quillay", "Ecuador never shelled Zumarba"), shelled(Status::Denied));
    check(vec![yes(), no()], &[Kind::Act]);
    let pairs = contradictions(&sayings(vec![yes(), no()]));
    let kinds: Vec<&str> = pairs[0].reasons.iter().map(|reason| reason.kind.as_str()).collect();
    let expected =
        ["same_speaker", "same_act", "same_words", "same_actor", "same_recipient", "same_days", "same_episode", "statuses"];
    assert_eq!(kinds, expected);
    assert_eq!(pairs[0].reasons[7].value, "occurred against denied");
    // "denied that" is a negated statement whose content is denied.
    check(vec![yes(), Report { negated: true, cue: Some("deny".into()), ..no() }], &[Kind::Act]);
    // "did not say that" denies nothing.
    check(vec![yes(), Report { negated: true, ..no() }], &[]);
    let near_misses = [
        Report { speaker: said("", 1, "elias tamayo", "").speaker, ..no() },
        tells(no(), Act { begin: Some("2025-04-02".into()), end: Some("2025-04-02".into()), ..shelled(Status::Denied) }),
        tells(no(), Act { actors: vec![party("Peru", "government:PER")], ..shelled(Status::Denied) }),
        tells(no(), Act { recipients: vec![party("Loja", "place:loja/ECU")], ..shelled(Status::Denied) }),
        tells(no(), Act { mode: None, ..shelled(Status::Denied) }),
        tells(no(), Act { words: "bombed".into(), ..shelled(Status::Denied) }),
        tells(no(), Act { ahead: true, ..shelled(Status::Denied) }),
        tells(no(), shelled(Status::Possible)),
        tells(no(), Act { actors: vec![party("soldiers", "")], ..shelled(Status::Denied) }),
    ];
    for other in near_misses {
        check(vec![yes(), other], &[]);
    }
}

#[test]
fn a_plan_affirmed_and_denied() {
    let will = tells(said("a", 6, "rosa quillay", "Ecuador will shell Zumarba"), shelled(Status::Planned));
    let denied = Act { ahead: true, ..shelled(Status::Denied) };
    let will_not = tells(said("b", 7, "rosa quillay", "Ecuador will not shell Zumarba"), denied);
    check(vec![will.clone(), will_not], &[Kind::Plan]);
    let did_not = tells(said("b", 7, "rosa quillay", "Ecuador did not shell Zumarba"), shelled(Status::Denied));
    check(vec![will, did_not], &[]);
}

#[test]
fn a_figure_that_cannot_be_true_beside_another() {
    let nine = counts(said("a", 6, "elias tamayo", "nine people were killed in Zumarba"), 9.0);
    let six = |story, day| counts(said(story, day, "elias tamayo", "six people were killed in Zumarba"), 6.0);
    check(vec![nine.clone(), six("b", 7)], &[Kind::Figure]);
    // A toll that grows, another episode, another speaker, and two counts in one account.
    check(vec![nine.clone(), six("b", 5)], &[]);
    check(vec![nine.clone(), Report { episode: Some("f".into()), ..six("b", 7) }], &[]);
    check(vec![nine.clone(), Report { speaker: said("", 1, "rosa quillay", "").speaker, ..six("b", 7) }], &[]);
    check(vec![nine, Report { statement: "s2".into(), ..six("a", 6) }], &[]);
}

#[test]
fn a_spokesperson_and_the_office_are_one_speaker() {
    let office = Speaker { party: Some(party("ministry", "government:ECU")), words: "the ministry".into(), speaks_for: None };
    let woman = Speaker {
        party: Some(party("Ana Ruiz", "person:ana ruiz")),
        words: "spokeswoman Ana Ruiz".into(),
        speaks_for: Some("government:ECU".into()),
    };
    let yes = tells(Report { speaker: office, ..said("a", 6, "", "Ecuador shelled Zumarba") }, shelled(Status::Occurred));
    let no = tells(Report { speaker: woman, ..said("b", 7, "", "Ecuador never shelled it") }, shelled(Status::Denied));
    check(vec![yes, no], &[Kind::Act]);
}

proptest! {
    /// Whatever the order of arrival, sayings and contradictions are the same.
    #[test]
    fn order_of_arrival_is_nothing(order in Just((0..5_usize).collect::<Vec<_>>()).prop_shuffle()) {
        let words = "Ecuador shelled the Peruvian town of Zumarba on Monday";
        let all = [
            tells(said("a", 6, "rosa quillay", words), shelled(Status::Occurred)),
            tells(said("b", 6, "rosa quillay", words), shelled(Status::Occurred)),
            tells(said("c", 7, "rosa quillay", "Ecuador never shelled the town of Zumarba"), shelled(Status::Denied)),
            counts(said("d", 7, "elias tamayo", "nine people were killed"), 9.0),
            counts(said("e", 8, "elias tamayo", "six people were killed"), 6.0),
        ];
        let shuffled: Vec<Report> = order.iter().map(|&at| all[at].clone()).collect();
        let (one, other) = (sayings(shuffled), sayings(all.to_vec()));
        prop_assert_eq!(&one, &other);
        prop_assert_eq!(contradictions(&one), contradictions(&other));
        prop_assert_eq!(one.len(), 4);
    }
}
