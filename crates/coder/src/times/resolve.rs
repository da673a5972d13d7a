//! From what an expression says to the time it means.
//!
//! In: a [`Found`] expression, the story's day, and what was spoken of before. Out: type, TIMEX3 value, first and last day, and the
//! reasons. What cannot be known stays open, with the reason.

use jiff::civil::Date;
use record::TimeType;

use super::calendar::{Period, Unit, days_from, months_from};
use super::direction::{Direction, direction};
use super::expression::{Amount, Found, From, Node};
use super::words::{Shift, Zone, tables};
use crate::atoms::Atoms;

/// Why a time has no value.
pub const NO_PUBLICATION_DAY: &str = "the story's day is not known";
/// Why a time has no value.
pub const NO_SUCH_DATE: &str = "no calendar has this date";
/// Why a time has no value.
pub const NO_SUCH_DAY: &str = "no day was spoken of before";
/// Why a time has no value.
pub const MOVING_HOLIDAY: &str = "the day follows another calendar";
/// Why a time has no value.
pub const NO_HOUR: &str = "the story's hour is not known";
/// Why a time has no value.
pub const OUT_OF_RANGE: &str = "past the ends of the calendar";

/// What an expression means.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Meaning {
    pub(crate) kind: TimeType,
    pub(crate) value: Result<String, &'static str>,
    pub(crate) period: Option<Period>,
    /// The time that it was counted from.
    pub(crate) anchor: Option<String>,
    /// Hour, minute and zone of a clock time.
    pub(crate) clock: Option<(u8, u8, Option<Zone>)>,
}

/// Resolves expressions in text order.
pub(crate) struct Resolver<'a, 't> {
    atoms: &'a Atoms<'t>,
    published: Option<Date>,
    /// The time last spoken of.
    told: Option<Period>,
    /// The quarter last spoken of, and the sentence that did.
    quarter: Option<(Period, u32)>,
}

impl<'a, 't> Resolver<'a, 't> {
    pub(crate) fn new(atoms: &'a Atoms<'t>, published: Option<Date>) -> Self {
        Self { atoms, published, told: None, quarter: None }
    }

    /// The meaning of the next expression of the text.
    pub(crate) fn resolve(&mut self, found: &Found) -> Meaning {
        let sentence = self.atoms.get(found.atoms.start).map_or(0, |a| a.sentence);
        let meaning = self.meaning(&found.node, found, sentence);
        if let Some(period) = meaning.period {
            if matches!(found.node, Node::Fraction { .. } | Node::Of { .. } | Node::Fixed(_))
                && matches!(period, Period::Quarter(..))
            {
                self.quarter = Some((period, sentence));
            }
            // What is only compared with does not move the story: "up from a year earlier".
            let compared = matches!(
                found.node,
                Node::YearsBefore { .. }
                    | Node::PeriodOfYear(_)
                    | Node::Away { unit: Unit::Year, later: false, amount: Amount::Number(1.0), .. }
            );
            if !compared {
                self.told = Some(period);
            }
        }
        meaning
    }

    fn meaning(&self, node: &Node, found: &Found, sentence: u32) -> Meaning {
        let open = |kind, reason| Meaning { kind, value: Err(reason), period: None, anchor: None, clock: None };
        let said = |kind, value| Meaning { kind, value: Ok(value), period: None, anchor: None, clock: None };
        match node {
            Node::Duration { amount, unit } => said(TimeType::Duration, duration(*amount, *unit)),
            Node::Set(value) => said(TimeType::Set, value.clone()),
            Node::Reference(value) => said(TimeType::Date, (*value).to_string()),
            Node::Away { amount: Amount::Vague, later, .. } => {
                said(TimeType::Date, if *later { "FUTURE_REF" } else { "PAST_REF" }.to_string())
            }
            Node::PartOfDay { part, day } => match self.day_of(day.as_deref(), found, sentence) {
                Ok(day) => Meaning {
                    kind: TimeType::Time,
                    value: Ok(format!("{day}T{}", part.code)),
                    period: Some(Period::Day(day)),
                    anchor: self.anchor(node),
                    clock: None,
                },
                Err(reason) => open(TimeType::Time, reason),
            },
            Node::Clock { hour, minute, zone, day } => match self.day_of(day.as_deref(), found, sentence) {
                Ok(day) => Meaning {
                    kind: TimeType::Time,
                    value: Ok(clock_value(day, *hour, minute.unwrap_or(0), self.atoms.lower(found.atoms.start) == "midnight")),
                    period: Some(Period::Day(day)),
                    anchor: self.anchor(node),
                    clock: Some((*hour, minute.unwrap_or(0), zone.clone())),
                },
                Err(reason) => open(TimeType::Time, reason),
            },
            _ => match self.period(node, found, sentence) {
                Ok(period) => Meaning {
                    kind: TimeType::Date,
                    value: Ok(period.value()),
                    period: Some(period),
                    anchor: self.anchor(node),
                    clock: None,
                },
                Err(reason) => open(TimeType::Date, reason),
            },
        }
    }

    /// What the value was counted from, for a person to read.
    fn anchor(&self, node: &Node) -> Option<String> {
        match node {
            Node::Fixed(_) => None,
            Node::Away { from: From::Told, .. } | Node::Shifted { shift: Shift { told: true, .. }, .. } => {
                self.told.map(|p| format!("the time last spoken of, {}", p.value()))
            }
            Node::YearsBefore { .. } | Node::PeriodOfYear(_) => {
                self.quarter.map(|(p, _)| format!("the quarter last spoken of, {}", p.value()))
            }
            _ => self.published.map(|d| format!("the story's day, {d}")),
        }
    }

    fn day_of(&self, node: Option<&Node>, found: &Found, sentence: u32) -> Result<Date, &'static str> {
        match node {
            Some(node) => Ok(self.period(node, found, sentence)?.days().ok_or(OUT_OF_RANGE)?.0),
            None => match self.told {
                Some(Period::Day(day)) => Ok(day),
                _ => self.published.ok_or(NO_PUBLICATION_DAY),
            },
        }
    }

    /// The word before an expression.
    fn before(&self, found: &Found) -> &str {
        self.atoms.before(found.atoms.start).map_or("", |p| self.atoms.lower(p))
    }

    fn today(&self) -> Result<Date, &'static str> {
        self.published.ok_or(NO_PUBLICATION_DAY)
    }

    fn direction(&self, found: &Found) -> Direction {
        direction(self.atoms, &found.atoms)
    }

    fn period(&self, node: &Node, found: &Found, sentence: u32) -> Result<Period, &'static str> {
        let period = match node {
            Node::Fixed(period) => Some(*period),
            Node::Impossible => return Err(NO_SUCH_DATE),
            Node::Deictic(days) => days_from(self.today()?, i32::from(*days)).map(Period::Day),
            Node::MonthDay { month, day, to, shift } => return self.month_day(*month, *day, *to, *shift, found),
            Node::Month { month, shift } => {
                let today = self.today()?;
                let now = i32::from(today.year()) * 12 + i32::from(today.month()) - 1;
                let here = i32::from(today.year()) * 12 + i32::from(*month) - 1;
                let ahead = shift.is_none() && matches!(self.before(found), "by" | "through" | "until");
                let months = match ahead {
                    // "in the 12 months through June", told in July.
                    true if (now - here).rem_euclid(12) <= 3 => -(now - here).rem_euclid(12),
                    true => (here - now).rem_euclid(12),
                    false => self.nearest(here - now, 12, *shift, found),
                };
                months_from(today.year(), today.month(), months).map(|(y, m)| Period::Month(y, m))
            }
            Node::Weekday { day, shift } => return self.weekday(*day, *shift, found),
            Node::Season { season, shift } => {
                let today = self.today()?;
                let here = Period::Season(today.year(), *season);
                let passed = i32::from(today.month()) - i32::from(season.months.0);
                let steps = match shift {
                    Some(Shift { step: -1, .. }) if passed <= 2 => -1,
                    Some(Shift { step: 1, .. }) if passed >= 0 => 1,
                    Some(_) => 0,
                    None if passed < 0 && self.direction(found) == Direction::Past => -1,
                    None if passed > 2 && self.direction(found) == Direction::Future => 1,
                    None => 0,
                };
                here.step(steps)
            }
            Node::Fraction { number, of } => {
                let today = self.today()?;
                let length = i32::from(12 / of);
                let begins = (i32::from(*number) - 1) * length + 1;
                let year = match self.direction(found) {
                    _ if begins <= i32::from(today.month()) => 0,
                    Direction::Future => 0,
                    _ => -1,
                };
                let year = today.year() + year;
                let number = *number as i8;
                Some(if *of == 4 { Period::Quarter(year, number) } else { Period::Half(year, number) })
            }
            Node::Holiday { index, shift } => {
                let rule = tables().holidays.get(*index).copied().unwrap_or_default();
                let today = self.today()?;
                let year = today.year();
                let here = rule.day(year).ok_or(MOVING_HOLIDAY)?;
                let days = here.duration_since(today).as_hours() / 24;
                let step = match shift.map(|s| s.step) {
                    Some(-1) if days >= 0 => -1,
                    Some(1) if days <= 0 => 1,
                    Some(_) => 0,
                    None => match self.direction(found) {
                        Direction::Past if days > 0 => -1,
                        Direction::Future if days < 0 => 1,
                        Direction::Unknown if days > 183 => -1,
                        Direction::Unknown if days < -183 => 1,
                        _ => 0,
                    },
                };
                rule.day(year + step).map(Period::Day)
            }
            Node::Of { part, whole } => {
                let year = match self.period(whole, found, sentence)?.days() {
                    Some((first, _)) => first.year(),
                    None => return Err(OUT_OF_RANGE),
                };
                match part.as_ref() {
                    Node::Month { month, .. } => Some(Period::Month(year, *month as i8)),
                    Node::Season { season, .. } => Some(Period::Season(year, *season)),
                    Node::Fraction { number, of: 4 } => Some(Period::Quarter(year, *number as i8)),
                    Node::Fraction { number, .. } => Some(Period::Half(year, *number as i8)),
                    Node::Holiday { index, .. } => {
                        let rule = tables().holidays.get(*index).copied().unwrap_or_default();
                        Some(Period::Day(rule.day(year).ok_or(MOVING_HOLIDAY)?))
                    }
                    _ => None,
                }
            }
            Node::WeekOf(day) => Some(Period::Week(self.period(day, found, sentence)?.days().ok_or(OUT_OF_RANGE)?.0)),
            Node::Shifted { unit, shift } => return self.shifted(*unit, *shift, found),
            Node::Away { amount: Amount::Number(n), unit, later, from } => {
                return self.away(*n, *unit, *later, from, found, sentence);
            }
            Node::YearsBefore { years, .. } => match self.quarter.map(|(p, _)| p).or(self.told) {
                Some(period) => period.years_later(-years),
                None => Period::Year(self.today()?.year()).step(-years),
            },
            Node::PeriodOfYear(year) => Some(match self.quarter {
                Some((Period::Quarter(_, q), _)) => Period::Quarter(*year, q),
                _ => Period::Year(*year),
            }),
            _ => None,
        };
        period.filter(|p| matches!(p, Period::Season(..)) || p.days().is_some()).ok_or(OUT_OF_RANGE)
    }

    /// Of the places at `offset` modulo `cycle`, the one that shift, tense or nearness asks for. Zero is the present.
    fn nearest(&self, offset: i32, cycle: i32, shift: Option<Shift>, found: &Found) -> i32 {
        let ahead = offset.rem_euclid(cycle);
        let behind = ahead - if ahead == 0 { 0 } else { cycle };
        match shift.map(|s| s.step) {
            Some(-1) => ahead - cycle,
            Some(1) => {
                if ahead == 0 {
                    cycle
                } else {
                    ahead
                }
            }
            // "this April" is the one of this year.
            Some(_) => offset,
            None => match self.direction(found) {
                Direction::Past => behind,
                Direction::Future => ahead,
                Direction::Unknown => {
                    if ahead * 2 < cycle {
                        ahead
                    } else {
                        behind
                    }
                }
            },
        }
    }

    fn month_day(
        &self,
        month: u8,
        day: u8,
        to: Option<(u8, u8)>,
        shift: Option<Shift>,
        found: &Found,
    ) -> Result<Period, &'static str> {
        let today = self.today()?;
        let make = |year: i16| Date::new(year, month as i8, day as i8).ok();
        let days = |date: Date| date.duration_since(today).as_hours() / 24;
        let ended = matches!(self.before(found), "ended" | "since");
        let way = self.direction(found);
        let fits = |date: &Date| match shift.map(|s| s.step) {
            Some(-1) => days(*date) < 0,
            Some(1) => days(*date) > 0,
            Some(_) => date.year() == today.year(),
            // A past verb may govern a date that lies ahead ("agreed to meet Dec. 15"): only a far one is moved.
            None if ended => days(*date) <= 0,
            None => match way {
                Direction::Past => days(*date) <= 120,
                Direction::Future => days(*date) >= -120,
                Direction::Unknown => true,
            },
        };
        let candidates = (today.year() - 4..=today.year() + 4).filter_map(make);
        let date = candidates
            .filter(fits)
            .min_by_key(|d| if days(*d) > 0 { days(*d) * 5 / 4 } else { -days(*d) })
            .ok_or(NO_SUCH_DATE)?;
        let Some((last_month, last_day)) = to else { return Ok(Period::Day(date)) };
        let last_year = if last_month < month { date.year() + 1 } else { date.year() };
        let last = Date::new(last_year, last_month as i8, last_day as i8).map_err(|_| NO_SUCH_DATE)?;
        Ok(Period::Days(date, last))
    }

    fn weekday(&self, day: u8, shift: Option<Shift>, found: &Found) -> Result<Period, &'static str> {
        let base = match (shift, self.told) {
            (Some(Shift { told: true, .. }), Some(Period::Day(told))) => told,
            _ => self.today()?,
        };
        let ahead = (i32::from(day) - i32::from(base.weekday().to_monday_one_offset())).rem_euclid(7);
        let behind = if ahead == 0 { 0 } else { ahead - 7 };
        let days = match shift.map(|s| s.step) {
            Some(-1) => ahead - 7,
            Some(1) => {
                if ahead == 0 {
                    7
                } else {
                    ahead
                }
            }
            Some(_) => match self.direction(found) {
                Direction::Past => behind,
                _ => ahead,
            },
            None => match self.direction(found) {
                Direction::Future => ahead,
                _ => behind,
            },
        };
        days_from(base, days).map(Period::Day).ok_or(OUT_OF_RANGE)
    }

    fn shifted(&self, unit: Unit, shift: Shift, found: &Found) -> Result<Period, &'static str> {
        if shift.told && unit == Unit::Quarter {
            let latest = (found.atoms.clone()).any(|i| self.atoms.lower(i) == "latest");
            let done = |q: &Period| !latest || q.days().zip(self.published).is_some_and(|((_, last), today)| last < today);
            if let Some((quarter, _)) = self.quarter.filter(|(q, _)| done(q)) {
                return quarter.step(shift.step.into()).ok_or(OUT_OF_RANGE);
            }
            return Period::at(self.today()?, unit).and_then(|q| q.step(i32::from(shift.step) - 1)).ok_or(OUT_OF_RANGE);
        }
        let base = match (shift.told, self.told.and_then(|p| p.days())) {
            (true, Some((first, last))) => {
                if shift.step > 0 {
                    last
                } else {
                    first
                }
            }
            _ => self.today()?,
        };
        // "that day" where only a year was spoken of.
        if shift.told && unit == Unit::Day && !matches!(self.told, None | Some(Period::Day(_))) {
            return Err(NO_SUCH_DAY);
        }
        let here = Period::at(base, unit).ok_or(OUT_OF_RANGE)?;
        let mut steps = i32::from(shift.step);
        if unit == Unit::Weekend && !shift.told && steps == 0 {
            let in_it = base.weekday().to_monday_one_offset() >= 6;
            let named = self.atoms.lower(found.atoms.start) == "this";
            // "over the weekend" in a story of Monday looks back; "this weekend" does so early in the week, under a past verb.
            let early = base.weekday().to_monday_one_offset() <= 2;
            let past = self.direction(found) != Direction::Future;
            if !in_it
                && past
                && (!named && base.weekday().to_monday_one_offset() <= 4
                    || named && early && self.direction(found) == Direction::Past)
            {
                steps = -1;
            }
        }
        here.step(steps).ok_or(OUT_OF_RANGE)
    }

    fn away(&self, n: f64, unit: Unit, later: bool, from: &From, found: &Found, sentence: u32) -> Result<Period, &'static str> {
        let sign = if later { 1 } else { -1 };
        let base = match from {
            From::Present => Period::Day(self.today()?),
            From::Told => match self.told {
                Some(period) => period,
                None => Period::Day(self.today()?),
            },
            From::Node(node) => self.period(node, found, sentence)?,
        };
        // "a year ago", "a year earlier" where quarters are compared.
        if unit == Unit::Year
            && n == 1.0
            && !later
            && let Some((quarter, spoken)) = self.quarter
            && sentence.saturating_sub(spoken) <= 6
        {
            return quarter.years_later(-1).ok_or(OUT_OF_RANGE);
        }
        let (first, last) = base.days().ok_or(OUT_OF_RANGE)?;
        let day = if later { last } else { first };
        let (_, _, factor) = unit.designator();
        let count = n * factor;
        if count.abs() > 1e6 {
            return Err(OUT_OF_RANGE);
        }
        let whole = count.fract() == 0.0;
        let steps = sign * count as i32;
        let halves = sign * (count * 12.0).round() as i32;
        match unit {
            Unit::Second | Unit::Minute | Unit::Hour => match base {
                Period::Day(day) if !matches!(from, From::Present) => Some(Period::Day(day)),
                _ => return Err(NO_HOUR),
            },
            Unit::Day => days_from(day, steps).map(Period::Day),
            Unit::Week | Unit::Fortnight => {
                let there = days_from(day, sign * (count * 7.0).round() as i32);
                // From a day that is said, weeks lead to a day; from the present, to a week.
                there.map(|d| if matches!(from, From::Node(_)) { Period::Day(d) } else { Period::Week(d) })
            }
            Unit::Weekend => Period::at(day, Unit::Weekend).and_then(|w| w.step(steps)),
            Unit::Month if whole => months_from(day.year(), day.month(), steps).map(|(y, m)| Period::Month(y, m)),
            Unit::Month => days_from(day, sign * (count * 30.4).round() as i32).map(Period::Day),
            Unit::Quarter => Period::at(day, Unit::Quarter).and_then(|q| q.step(steps)),
            _ if !whole => months_from(day.year(), day.month(), halves).map(|(y, m)| Period::Month(y, m)),
            _ => Period::Year(day.year()).step(steps),
        }
        .ok_or(OUT_OF_RANGE)
    }
}

/// A day and its hour. Midnight of a day is the one that ends it.
fn clock_value(day: Date, hour: u8, minute: u8, midnight: bool) -> String {
    format!("{day}T{:02}:{minute:02}", if midnight { 24 } else { hour })
}

/// The TIMEX3 value of a length of time.
pub(crate) fn duration(amount: Amount, unit: Unit) -> String {
    let (before, designator, factor) = unit.designator();
    let Amount::Number(number) = amount else { return format!("{before}X{designator}") };
    let count = number * factor;
    let half = match unit {
        Unit::Minute => Some("30S"),
        Unit::Hour => Some("30M"),
        Unit::Year => Some("6M"),
        _ => None,
    };
    match half {
        Some(half) if count.fract() == 0.5 && count < 1.0 => format!("{}{half}", if unit == Unit::Year { "P" } else { "PT" }),
        Some(half) if count.fract() == 0.5 => format!("{before}{}{designator}{half}", count.trunc()),
        _ => format!("{before}{count}{designator}"),
    }
}
