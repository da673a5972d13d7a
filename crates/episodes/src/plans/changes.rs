//! Whether a sentence says that an act is put off or called off: the table `lexicon/plans/changes.toml`.
//!
//! In: a sentence, where the act's words stand in it, and its times. Out: a [`Change`] with the words that say so and the new days.
//! There is no tree here: an act must stand close to the words of change, with nothing between that parts them.

use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::LazyLock;

use record::Span;
use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};

use crate::pattern::{Pattern, Word, table, words};

/// Words between a change and its object.
const OBJECT: usize = 8;
/// Words between a subject and its passive, beside those between commas.
const SUBJECT: usize = 14;
/// Words between the subject of a headline and its participle.
const HEADLINE: usize = 5;
/// Words before a change among which a doubt stands.
const DOUBT: usize = 10;
/// Words between a passive and its participle: "has been indefinitely postponed".
const PASSIVE: usize = 2;
/// Words between the change or the act and the new day.
const DAY: usize = 6;

/// What words make of a plan.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Turn {
    /// It is to happen later, or on another day.
    PutOff,
    /// It is not to happen.
    CalledOff,
}

/// A change of a plan, in words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Change {
    /// What becomes of it.
    pub turn: Turn,
    /// The words that say so.
    pub words: String,
    /// The new days, first and last, where they are named.
    pub new: Option<(String, String)>,
    /// Other days in the sentence.
    pub other: Vec<(String, String)>,
    /// The words of change are those of the event itself: what is put off stands beside them and is no event of its own.
    pub itself: bool,
}

/// A time in a sentence: where it stands there, in code points, and its days.
pub type DayAt = (Span, String, String);

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Table {
    change: Vec<Row>,
    doubt: Doubt,
    between: Between,
    passive: List,
    day: Day,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Row {
    outcome: Turn,
    #[serde(default)]
    needs_day: bool,
    words: Vec<Pattern>,
    #[cfg_attr(not(test), allow(dead_code))]
    examples: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Doubt {
    words: Vec<Pattern>,
    #[cfg_attr(not(test), allow(dead_code))]
    examples: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Between {
    object: Vec<String>,
    subject: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct List {
    words: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Day {
    to: Vec<String>,
    directly: Vec<String>,
}

static TABLE: LazyLock<Table> =
    LazyLock::new(|| table("plans/changes.toml", include_str!("../../../../lexicon/plans/changes.toml")));

/// The change that a sentence tells of the act whose words stand at `anchor`, in code points of the sentence.
pub fn change(sentence: &str, anchor: Span, times: &[DayAt]) -> Option<Change> {
    let all = words(sentence);
    let act = range(&all, anchor)?;
    let mut at = 0;
    while at < all.len() {
        let found = TABLE.change.iter().find_map(|row| {
            let longest = row.words.iter().filter_map(|pattern| pattern.end_at(&all, at).map(|end| (at..end, pattern.has_gap())));
            longest.max_by_key(|(range, _)| range.len()).map(|(range, gap)| (row, range, gap))
        });
        if let Some((row, here, gap)) = found
            && let Some(itself) = concerns(&all, &here, gap, &act)
            && !is_doubtful(&all, here.start)
        {
            let new = new_day(&all, &here, &act, times);
            if !row.needs_day || new.is_some() {
                let other = times.iter().filter(|time| new.is_none_or(|new| !std::ptr::eq(new, *time)));
                let days = |(_, begin, end): &DayAt| (begin.clone(), end.clone());
                return Some(Change {
                    turn: row.outcome,
                    words: text(sentence, &all, &here),
                    new: new.map(days),
                    other: other.map(days).collect(),
                    itself,
                });
            }
        }
        at += 1;
    }
    None
}

/// Whether a sentence holds words of change at all: a quick look before its times are gathered.
pub fn may_change(sentence: &str) -> bool {
    let all = words(sentence);
    let patterns = |word: &Word| word.form.chars().next().and_then(|letter| BY_LETTER.get(&letter)).unwrap_or(&*BY_NONE);
    all.iter().enumerate().any(|(at, word)| patterns(word).iter().any(|pattern| pattern.end_at(&all, at).is_some()))
}

/// The words of change by the letter that a word begins with, so that most words of a text are looked at once.
static BY_LETTER: LazyLock<FxHashMap<char, Vec<&'static Pattern>>> = LazyLock::new(|| {
    let all = || TABLE.change.iter().flat_map(|row| &row.words);
    let letters: BTreeSet<char> = all().filter_map(Pattern::first_letters).flatten().collect();
    let begins = |pattern: &Pattern, letter: char| pattern.first_letters().is_none_or(|letters| letters.contains(&letter));
    letters.into_iter().map(|letter| (letter, all().filter(|pattern| begins(pattern, letter)).collect())).collect()
});

/// Those that may begin with any word.
static BY_NONE: LazyLock<Vec<&'static Pattern>> = LazyLock::new(|| {
    TABLE.change.iter().flat_map(|row| &row.words).filter(|pattern| pattern.first_letters().is_none()).collect()
});

/// The words under a span.
fn range(all: &[Word], span: Span) -> Option<Range<usize>> {
    let first = all.iter().position(|word| word.span.end > span.start)?;
    let last = all.iter().rposition(|word| word.span.start < span.end)?;
    (first <= last).then_some(first..last + 1)
}

/// Whether a change is one of the act; if so, whether it is the act itself.
fn concerns(all: &[Word], change: &Range<usize>, gap: bool, act: &Range<usize>) -> Option<bool> {
    let within = |inner: &Range<usize>, outer: &Range<usize>| outer.start <= inner.start && inner.end <= outer.end;
    if gap && within(act, change) {
        return Some(false);
    }
    if act.contains(&change.start) {
        return Some(true);
    }
    let near = if change.end <= act.start {
        is_object(&all[change.end..act.start])
    } else {
        act.end <= change.start && is_subject(all, act.end, change.start)
    };
    near.then_some(false)
}

/// Nothing parts a change from what follows it.
fn is_object(between: &[Word]) -> bool {
    between.len() <= OBJECT && between.iter().all(|word| word.is_word() && !TABLE.between.object.contains(&word.form))
}

/// A participle at `change` with its passive; its subject ends at `from`.
fn is_subject(all: &[Word], from: usize, change: usize) -> bool {
    let passive = (from..change).rev().take(PASSIVE + 1).find(|&at| TABLE.passive.words.contains(&all[at].form));
    let headline = all.last().is_some_and(Word::is_word);
    let (to, most) = match passive {
        Some(at) => (at, SUBJECT),
        None if headline => (change, HEADLINE),
        None => return false,
    };
    let between = &all[from..to];
    let commas: Vec<usize> = (0..between.len()).filter(|&at| between[at].form == ",").collect();
    // What stands between two commas is said in passing.
    let outside = |at: usize| match commas[..] {
        [first, last] => at < first || at > last,
        _ => true,
    };
    let plain: Vec<&Word> = (0..between.len()).filter(|&at| outside(at)).map(|at| &between[at]).collect();
    matches!(commas.len(), 0 | 2)
        && plain.len() <= most
        && plain.iter().all(|word| word.is_word() && !TABLE.between.subject.contains(&word.form))
}

/// Whether words before a change leave it open or deny it.
fn is_doubtful(all: &[Word], change: usize) -> bool {
    let from = change.saturating_sub(DOUBT);
    // Behind the last mark of punctuation.
    let from = (from..change).rev().find(|&at| !all[at].is_word()).map_or(from, |at| at + 1);
    (from..change).any(|at| TABLE.doubt.words.iter().any(|pattern| pattern.end_at(&all[..change], at).is_some()))
}

/// The time that a change gives the act.
fn new_day<'t>(all: &[Word], change: &Range<usize>, act: &Range<usize>, times: &'t [DayAt]) -> Option<&'t DayAt> {
    times.iter().find(|(span, ..)| {
        let Some(first) = all.iter().position(|word| word.span.end > span.start) else { return false };
        let Some(before) = first.checked_sub(1).filter(|&before| before >= change.start) else { return false };
        let from = if act.start >= change.end { act.end } else { change.end };
        let close = before >= change.end && before <= from.max(change.end) + DAY;
        let to = TABLE.day.to.contains(&all[before].form) && close;
        let directly = before == change.end && TABLE.day.directly.contains(&all[before].form);
        to || directly
    })
}

fn text(sentence: &str, all: &[Word], range: &Range<usize>) -> String {
    let span = Span { start: all[range.start].span.start, end: all[range.end - 1].span.end };
    sentence.chars().skip(span.start).take(span.end - span.start).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A sentence with its act and times marked: `[act]`, `<new day>`, `(other day)`.
    fn unmark(marked: &str) -> (String, Span, Vec<(char, Span)>) {
        let (mut plain, mut open, mut act, mut times) = (String::new(), 0, None, Vec::new());
        for c in marked.chars() {
            let here = plain.chars().count();
            match c {
                '[' | '<' | '(' => open = here,
                ']' => act = Some(Span { start: open, end: here }),
                '>' | ')' => times.push((c, Span { start: open, end: here })),
                c => plain.push(c),
            }
        }
        (plain, act.unwrap_or_else(|| panic!("lexicon/plans/changes.toml: mark the act in square brackets: {marked}")), times)
    }

    #[track_caller]
    fn read(marked: &str) -> (Option<Change>, Option<String>) {
        let (plain, act, times) = unmark(marked);
        let slice = |span: Span| plain.chars().skip(span.start).take(span.end - span.start).collect::<String>();
        let at: Vec<DayAt> = times.iter().map(|(_, span)| (*span, slice(*span), slice(*span))).collect();
        let new = times.iter().find(|(mark, _)| *mark == '>').map(|(_, span)| slice(*span));
        (change(&plain, act, &at), new)
    }

    #[test]
    fn examples_change_the_marked_act() {
        for row in &TABLE.change {
            for example in row.examples.lines() {
                let (found, new) = read(example);
                let found = found.unwrap_or_else(|| panic!("no change: {example}"));
                assert_eq!(found.turn, row.outcome, "{example}");
                assert_eq!(found.new.map(|(begin, _)| begin), new, "{example}");
            }
        }
    }

    #[test]
    fn examples_of_doubt_change_nothing() {
        for example in TABLE.doubt.examples.lines() {
            assert_eq!(read(example).0, None, "{example}");
        }
    }

    #[test]
    fn an_event_of_changing_is_told_from_the_act_that_is_changed() {
        let (found, _) = read("Aduba [postponed] a visit to Oslo.");
        assert!(found.is_some_and(|change| change.itself && change.turn == Turn::PutOff));
        let (found, _) = read("Aduba postponed a [visit] to Oslo.");
        assert!(found.is_some_and(|change| !change.itself));
    }
}
