//! Episodes do not depend on the order in which the stories of a day arrive.

use std::collections::{BTreeMap, BTreeSet};

use dateline_episodes::{
    Background, Digest, Episode, Extent, Grouper, NearDuplicate, Settings, Vector, Why, copied, near_duplicates, terms,
};
use proptest::prelude::*;

fn story(id: &str, day: &str, text: &str) -> Digest {
    let background = Background::carried();
    let weights: BTreeMap<String, f64> = terms(text)
        .into_iter()
        .map(|t| {
            let w = background.weight(&t);
            (t, w)
        })
        .collect();
    Digest {
        story: id.to_owned(),
        source: None,
        day: Some(day.to_owned()).filter(|d| !d.is_empty()),
        headline: Some(text.to_owned()),
        chain: None,
        actors: BTreeSet::new(),
        acts: BTreeSet::new(),
        places: BTreeSet::new(),
        days: BTreeSet::new(),
        figures: Vec::new(),
        terms: Vector::unit(weights),
        shingles: Vec::new(),
    }
}

fn grouped(stories: &[Digest]) -> Vec<Episode> {
    let mut grouper = Grouper::new(Settings::default());
    for story in stories {
        assert!(grouper.add(story.clone()));
    }
    grouper.episodes()
}

const WORDS: [&str; 14] = [
    "ferry", "harbour", "capsized", "Velmora", "rescuers", "minister", "strike", "railway", "union", "Ostrand", "wages",
    "verdict", "court", "appeal",
];

proptest! {
    #[test]
    fn order_within_a_day_is_nothing(
        stories in prop::collection::vec((0..3usize, prop::collection::vec(0..WORDS.len(), 2..6)), 1..14),
        keys in prop::collection::vec(any::<u32>(), 14),
    ) {
        let made: Vec<Digest> = stories.iter().enumerate().map(|(at, (day, words))| {
            let text: Vec<&str> = words.iter().map(|w| WORDS[*w]).collect();
            story(&format!("s{at:02}"), &format!("2025-04-0{}", day + 1), &text.join(" "))
        }).collect();
        let mut one: Vec<(u32, Digest)> = keys.iter().copied().zip(made.iter().cloned()).collect();
        one.sort_by(|a, b| (&a.1.day, a.0).cmp(&(&b.1.day, b.0)));
        let mut other: Vec<Digest> = made;
        other.sort_by(|a, b| a.day.cmp(&b.day));
        let shuffled: Vec<Digest> = one.into_iter().map(|(_, d)| d).collect();
        prop_assert_eq!(grouped(&shuffled), grouped(&other));
    }
}

#[test]
fn reports_of_one_happening_meet_and_keep_their_id() {
    let mut stories = vec![
        story("b", "2025-04-01", "Ferry capsized in Velmora harbour"),
        story("a", "2025-04-01", "Velmora harbour ferry capsized, rescuers say"),
        story("c", "2025-04-01", "Ostrand railway union calls strike over wages"),
        story("n", "", "Ferry capsized in Velmora harbour"),
    ];
    let ids = |stories: &[Digest]| -> Vec<(String, usize)> {
        grouped(stories).iter().map(|e| (e.id.clone(), e.members.len())).collect()
    };
    assert_eq!(ids(&stories), [("a".to_owned(), 2), ("c".to_owned(), 1), ("n".to_owned(), 1)]);
    stories.push(story("0", "2025-04-02", "Rescuers search Velmora harbour after ferry capsized"));
    assert_eq!(ids(&stories), [("a".to_owned(), 3), ("c".to_owned(), 1), ("n".to_owned(), 1)]);
    let episode = &grouped(&stories)[0];
    assert_eq!(episode.days, Some(("2025-04-01".to_owned(), "2025-04-02".to_owned())));
    assert!(episode.members.iter().all(|m| m.shared.words.contains(&"velmora".to_owned())));
}

#[test]
fn the_window_closes_an_episode() {
    let stories = [
        story("a", "2020-04-01", "Ferry capsized in Velmora harbour"),
        story("b", "2025-04-01", "Ferry capsized in Velmora harbour"),
    ];
    assert_eq!(grouped(&stories).len(), 2);
}

#[test]
fn copies_are_told_with_their_share() {
    let with = |id: &str, shingles: std::ops::Range<u64>, chain: Option<&str>| Digest {
        shingles: shingles.collect(),
        chain: chain.map(str::to_owned),
        ..story(id, "2025-04-01", "x")
    };
    let check = |a: Digest, b: Digest, expected: Option<(f64, Why)>| {
        let found: Vec<NearDuplicate> = near_duplicates(&[b, a]);
        assert_eq!(found.first().map(|pair| (pair.share, pair.why)), expected);
        assert!(found.iter().all(|pair| pair.first == "a" && pair.second == "b"));
    };
    check(with("a", 0..100, None), with("b", 20..120, None), Some((0.8, Why::SameText)));
    check(with("a", 0..100, None), with("b", 50..90, None), Some((1.0, Why::SameText)));
    check(with("a", 0..100, None), with("b", 80..180, None), None);
    check(with("a", 0..19, None), with("b", 0..19, None), None);
    check(with("a", 0..100, Some("k")), with("b", 200..300, Some("k")), Some((0.0, Why::SameChain)));
}

#[test]
fn a_grouper_goes_on_from_what_was_settled() {
    let days = [
        vec![
            story("a", "2025-04-01", "Ferry capsized in Velmora harbour"),
            story("b", "2025-04-01", "Ostrand railway strike over wages"),
        ],
        vec![
            story("c", "2025-04-02", "Rescuers search Velmora harbour after ferry capsized"),
            story("d", "2025-04-02", "Court verdict on appeal"),
        ],
        vec![story("e", "2025-04-04", "Ostrand railway union ends strike over wages")],
    ];
    let mut whole = Grouper::new(Settings::default());
    let mut kept: BTreeMap<String, Vec<Digest>> = BTreeMap::new();
    for day in &days {
        let mut resumed = Grouper::resumed(Settings::default(), kept.clone());
        for story in day {
            assert!(whole.add(story.clone()));
            assert!(resumed.add(story.clone()));
        }
        let touched = resumed.settle();
        for episode in resumed.settled(touched.iter().map(String::as_str)) {
            let all = days.iter().flatten();
            let members = all.filter(|s| episode.members.iter().any(|m| m.story == s.story)).cloned().collect();
            kept.insert(episode.id.clone(), members);
        }
        let told = resumed.settled(kept.keys().map(String::as_str));
        assert_eq!(told, whole.episodes());
    }
    assert_eq!(whole.episodes().len(), 3);
}

#[test]
fn copies_are_whole_or_a_part_or_edited() {
    let check = |a: std::ops::Range<u64>, b: std::ops::Range<u64>, expected: Option<(f64, Extent)>| {
        let (a, b): (Vec<u64>, Vec<u64>) = (a.collect(), b.collect());
        assert_eq!(copied(&a, &b), expected, "{a:?} {b:?}");
        assert_eq!(copied(&b, &a), expected, "{b:?} {a:?}");
    };
    check(0..100, 0..100, Some((1.0, Extent::Whole)));
    check(0..100, 5..105, Some((0.95, Extent::Whole)));
    check(0..100, 0..40, Some((1.0, Extent::Part)));
    check(0..100, 30..130, Some((0.7, Extent::Edited)));
    check(0..100, 60..160, None);
    check(0..19, 0..19, None);
    check(0..0, 0..0, None);
}

proptest! {
    /// Settled day by day, broken off and resumed from what was settled: the same episodes to the last bit.
    #[test]
    fn a_resumed_grouper_goes_on_the_same(
        stories in prop::collection::vec((0..4usize, prop::collection::vec(0..WORDS.len(), 2..6)), 1..14),
    ) {
        let mut made: Vec<Digest> = stories.iter().enumerate().map(|(at, (day, words))| {
            let text: Vec<&str> = words.iter().map(|w| WORDS[*w]).collect();
            story(&format!("s{at:02}"), &format!("2025-04-0{}", day + 1), &text.join(" "))
        }).collect();
        made.sort_by(|a, b| a.day.cmp(&b.day));
        let mut whole = Grouper::new(Settings::default());
        let mut broken = Grouper::new(Settings::default());
        for day in made.chunk_by(|a, b| a.day == b.day) {
            for digest in day {
                whole.add(digest.clone());
                broken.add(digest.clone());
            }
            let touched = whole.settle();
            prop_assert_eq!(&broken.settle(), &touched);
            let told = whole.settled(touched.iter().map(String::as_str));
            prop_assert_eq!(told.len(), touched.len());
            prop_assert_eq!(broken.settled(touched.iter().map(String::as_str)), told);
            let of = |id: &String| made.iter().find(|digest| digest.story == *id).cloned().expect("a story");
            let kept = broken.episodes();
            prop_assert_eq!(&kept, &whole.episodes());
            broken = Grouper::resumed(Settings::default(), kept.into_iter().map(|episode| {
                (episode.id, episode.members.iter().rev().map(|member| of(&member.story)).collect())
            }));
        }
        prop_assert_eq!(grouped(&made), whole.episodes());
    }
}
