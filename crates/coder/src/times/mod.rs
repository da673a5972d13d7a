//! Times of a story, after TIMEX3 (TimeML annotation guidelines 1.2.1; TempEval-3).
//!
//! In: a text, its [`Analysis`] and the day it was published. Out: [`TimeMention`]s in text order, none overlapping. The words are
//! read by a grammar over atoms (`grammar`), and resolved against the story's day and the time last spoken of (`resolve`).
//! Knowledge is in `lexicon/times/`. A time that cannot be known stays open, with the reason.

mod calendar;
mod direction;
mod expression;
mod grammar;
mod resolve;
mod words;

use std::ops::Range;

use jiff::civil::Date;
use language::{Analysis, CodePoints};
use record::TimeType;

pub use calendar::{Period, Season, Unit};
pub use resolve::{MOVING_HOLIDAY, NO_HOUR, NO_PUBLICATION_DAY, NO_SUCH_DATE, NO_SUCH_DAY, OUT_OF_RANGE};

use crate::atoms::Atoms;

/// A time expression, what it means, and why.
#[derive(Debug, Clone, PartialEq)]
pub struct TimeMention {
    /// Bytes of the text.
    pub span: Range<usize>,
    /// TIMEX3 type.
    pub kind: TimeType,
    /// TIMEX3 value; none where it is open.
    pub value: Option<String>,
    /// TIMEX3 modifier: `START`, `END`, `MID`, `LESS_THAN`, `MORE_THAN`, `EQUAL_OR_LESS`, `EQUAL_OR_MORE`.
    pub modifier: Option<&'static str>,
    /// The stretch of the calendar, where there is one.
    pub period: Option<Period>,
    /// The clock time, where one is said.
    pub clock: Option<Clock>,
    /// How it was found.
    pub trace: Trace,
    /// Index of the sentence.
    pub sentence: usize,
}

/// A clock time as it was said.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Clock {
    /// 0 to 23, or 24 for the midnight that ends a day.
    pub hour: u8,
    /// 0 to 59.
    pub minute: u8,
    /// Minutes from UTC on that day, where a zone is said.
    pub offset: Option<i32>,
}

/// The steps that led to a time, for a person to read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Trace {
    /// The grammar's rule.
    pub rule: &'static str,
    /// What it was counted from.
    pub anchor: Option<String>,
    /// Why it has no value.
    pub open: Option<&'static str>,
}

impl TimeMention {
    /// First and last calendar day, inclusive.
    pub fn days(&self) -> Option<(Date, Date)> {
        self.period.and_then(|p| p.days())
    }

    /// The record's form.
    pub fn record(&self, id: String, points: &CodePoints) -> record::Time {
        let days = self.days();
        record::Time {
            id,
            span: points.span(&self.span),
            kind: self.kind,
            value: self.value.clone(),
            begin: days.map(|(first, _)| first.to_string()),
            end: days.map(|(_, last)| last.to_string()),
        }
    }

    /// The day, month or year of what lies this length of time before `day`: dates what an anniversary marks ("marked the one-year
    /// anniversary of the pact"). None where this is no length, or one of hours.
    pub fn before(&self, day: Date) -> Option<Period> {
        let value = self.value.as_deref().filter(|_| self.kind == TimeType::Duration)?;
        let (number, unit) = value.strip_prefix('P')?.split_at_checked(value.len() - 2)?;
        let count: i32 = number.parse().ok()?;
        match unit {
            "Y" => Period::Day(day).years_later(-count),
            "M" => Period::Month(day.year(), day.month()).step(-count),
            "W" => Period::Day(day).step(count.checked_mul(-7)?),
            "D" => Period::Day(day).step(-count),
            _ => None,
        }
    }
}

/// Reads the day from an ISO 8601 date or date-time, as the writer of the story counted it.
pub fn publication_day(published: &str) -> Option<Date> {
    published.get(..10)?.parse().ok()
}

/// All times of a text. `published` is an ISO 8601 date or date-time.
pub fn times(text: &str, analysis: &Analysis, published: Option<&str>) -> Vec<TimeMention> {
    read(&Atoms::new(text, analysis), published)
}

pub(crate) fn read(atoms: &Atoms, published: Option<&str>) -> Vec<TimeMention> {
    let found = grammar::Grammar::new(atoms).read();
    let mut resolver = resolve::Resolver::new(atoms, published.and_then(publication_day));
    found
        .iter()
        .map(|one| {
            let meaning = resolver.resolve(one);
            let sentence = atoms.get(one.atoms.start).map_or(0, |a| a.sentence as usize);
            let clock = meaning.clock.map(|(hour, minute, zone)| Clock {
                hour,
                minute,
                offset: zone.and_then(|z| offset(&z, meaning.period?.days()?.0, hour, minute)),
            });
            TimeMention {
                span: atoms.span(&one.atoms),
                kind: meaning.kind,
                value: meaning.value.as_ref().ok().cloned(),
                modifier: one.modifier,
                period: meaning.period,
                clock,
                trace: Trace { rule: one.rule, anchor: meaning.anchor, open: meaning.value.err() },
                sentence,
            }
        })
        .collect()
}

/// Minutes from UTC of a zone at a time.
fn offset(zone: &words::Zone, day: Date, hour: u8, minute: u8) -> Option<i32> {
    match zone {
        words::Zone::Fixed(minutes) => Some(*minutes),
        words::Zone::Named(name) => {
            let moment = day.at(hour.min(23) as i8, minute as i8, 0, 0).in_tz(name).ok()?;
            Some(moment.offset().seconds() / 60)
        }
    }
}
