//! Periods of the calendar and their arithmetic.
//!
//! In: a day, or a period. Out: a [`Period`] with its TIMEX3 value and its first and last day. ISO 8601 weeks; the calendar itself
//! is jiff's.

use jiff::Span;
use jiff::civil::{Date, Weekday};
use serde::Deserialize;

/// A unit of time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
#[serde(rename_all = "lowercase")]
#[allow(missing_docs)]
pub enum Unit {
    Second,
    Minute,
    Hour,
    Day,
    Weekend,
    Week,
    Fortnight,
    Month,
    Quarter,
    Year,
    Decade,
    Century,
    Millennium,
}

impl Unit {
    /// The TIMEX3 duration designator, what stands before it, and how many of it the unit is.
    pub(crate) fn designator(self) -> (&'static str, &'static str, f64) {
        match self {
            Self::Second => ("PT", "S", 1.0),
            Self::Minute => ("PT", "M", 1.0),
            Self::Hour => ("PT", "H", 1.0),
            Self::Day => ("P", "D", 1.0),
            Self::Weekend => ("P", "WE", 1.0),
            Self::Week => ("P", "W", 1.0),
            Self::Fortnight => ("P", "W", 2.0),
            Self::Month => ("P", "M", 1.0),
            Self::Quarter => ("P", "Q", 1.0),
            Self::Year => ("P", "Y", 1.0),
            Self::Decade => ("P", "Y", 10.0),
            Self::Century => ("P", "Y", 100.0),
            Self::Millennium => ("P", "Y", 1000.0),
        }
    }
}

/// A season: its TIMEX3 code, first and last month.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Season {
    pub(crate) code: &'static str,
    pub(crate) months: (u8, u8),
}

/// How the day of a holiday is found. None of the fields: its date moves with another calendar.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct Holiday {
    pub(crate) month: Option<i8>,
    pub(crate) day: Option<i8>,
    pub(crate) weekday: Option<i8>,
    pub(crate) nth: Option<i8>,
    pub(crate) easter: Option<i32>,
    pub(crate) plus: Option<i32>,
}

impl Holiday {
    /// Its day in a year.
    pub(crate) fn day(&self, year: i16) -> Option<Date> {
        let base = match (self.month, self.day, self.weekday, self.nth, self.easter) {
            (_, _, _, _, Some(days)) => days_from(easter(year)?, days)?,
            (Some(month), Some(day), ..) => Date::new(year, month, day).ok()?,
            (Some(month), None, Some(weekday), Some(nth), _) => {
                let weekday = Weekday::from_monday_one_offset(weekday).ok()?;
                Date::new(year, month, 1).ok()?.nth_weekday_of_month(nth, weekday).ok()?
            }
            _ => return None,
        };
        days_from(base, self.plus.unwrap_or(0))
    }
}

/// Western Easter Sunday, after the anonymous Gregorian algorithm (Meeus, Jones, Butcher).
pub(crate) fn easter(year: i16) -> Option<Date> {
    let y = i32::from(year);
    let (a, b, c) = (y % 19, y / 100, y % 100);
    let h = (19 * a + b - b / 4 - (b - (b + 8) / 25 + 1) / 3 + 15) % 30;
    let l = (32 + 2 * (b % 4) + 2 * (c / 4) - h - c % 4) % 7;
    let m = (a + 11 * h + 22 * l) / 451;
    let n = h + l - 7 * m + 114;
    Date::new(year, (n / 31) as i8, (n % 31 + 1) as i8).ok()
}

/// A stretch of the calendar.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum Period {
    Day(Date),
    /// Any day of an ISO week.
    Week(Date),
    /// The Saturday of a weekend.
    Weekend(Date),
    Month(i16, i8),
    Quarter(i16, i8),
    Half(i16, i8),
    Season(i16, Season),
    Year(i16),
    /// The first three digits of its years.
    Decade(i16),
    /// The first two digits of its years.
    Century(i16),
    /// First and last day.
    Days(Date, Date),
    /// First and last year.
    Years(i16, i16),
    /// First and last month.
    Months((i16, i8), (i16, i8)),
}

/// A day that lies some days away; none past the calendar's ends.
pub(crate) fn days_from(day: Date, days: i32) -> Option<Date> {
    day.checked_add(Span::new().try_days(i64::from(days)).ok()?).ok()
}

/// A month that lies some months away.
pub(crate) fn months_from(year: i16, month: i8, months: i32) -> Option<(i16, i8)> {
    let count = i32::from(year) * 12 + i32::from(month) - 1 + months;
    let year = i16::try_from(count.div_euclid(12)).ok().filter(|y| (1..=9999).contains(y))?;
    Some((year, (count.rem_euclid(12) + 1) as i8))
}

fn years_from(day: Date, years: i32) -> Option<Date> {
    day.checked_add(Span::new().try_years(i64::from(years)).ok()?).ok()
}

fn month_days(year: i16, month: i8) -> Option<(Date, Date)> {
    let first = Date::new(year, month, 1).ok()?;
    Some((first, first.last_of_month()))
}

impl Period {
    /// First and last day; none where the calendar ends, or where the words leave it open (a winter has two years).
    pub fn days(&self) -> Option<(Date, Date)> {
        match *self {
            Self::Day(day) => Some((day, day)),
            Self::Week(day) => {
                let monday = days_from(day, -i32::from(day.weekday().to_monday_zero_offset()))?;
                Some((monday, days_from(monday, 6)?))
            }
            Self::Weekend(saturday) => Some((saturday, days_from(saturday, 1)?)),
            Self::Month(year, month) => month_days(year, month),
            Self::Quarter(year, q) => Some((month_days(year, q * 3 - 2)?.0, month_days(year, q * 3)?.1)),
            Self::Half(year, h) => Some((month_days(year, h * 6 - 5)?.0, month_days(year, h * 6)?.1)),
            Self::Season(year, season) => {
                let (from, to) = season.months;
                (from < to).then_some(())?;
                Some((month_days(year, from as i8)?.0, month_days(year, to as i8)?.1))
            }
            Self::Year(year) => Some((Date::new(year, 1, 1).ok()?, Date::new(year, 12, 31).ok()?)),
            Self::Decade(d) => Some((Date::new(d.checked_mul(10)?, 1, 1).ok()?, Date::new(d * 10 + 9, 12, 31).ok()?)),
            Self::Century(c) => Some((Date::new(c.checked_mul(100)?, 1, 1).ok()?, Date::new(c * 100 + 99, 12, 31).ok()?)),
            Self::Days(from, to) => Some((from, to)),
            Self::Years(from, to) => Some((Date::new(from, 1, 1).ok()?, Date::new(to, 12, 31).ok()?)),
            Self::Months(from, to) => Some((month_days(from.0, from.1)?.0, month_days(to.0, to.1)?.1)),
        }
    }

    /// The TIMEX3 value.
    pub fn value(&self) -> String {
        match *self {
            Self::Day(day) => day.to_string(),
            Self::Week(day) => {
                let week = day.iso_week_date();
                format!("{:04}-W{:02}", week.year(), week.week())
            }
            Self::Weekend(saturday) => format!("{}-WE", Self::Week(saturday).value()),
            Self::Month(year, month) => format!("{year:04}-{month:02}"),
            Self::Quarter(year, q) => format!("{year:04}-Q{q}"),
            Self::Half(year, h) => format!("{year:04}-H{h}"),
            Self::Season(year, season) => format!("{year:04}-{}", season.code),
            Self::Year(year) => format!("{year:04}"),
            Self::Decade(d) => format!("{d:03}"),
            Self::Century(c) => format!("{c:02}"),
            Self::Days(from, to) => format!("{from}/{to}"),
            Self::Years(from, to) => format!("{from:04}/{to:04}"),
            Self::Months(from, to) => format!("{}/{}", Self::Month(from.0, from.1).value(), Self::Month(to.0, to.1).value()),
        }
    }

    /// The period of the given unit that holds this one's first day.
    pub(crate) fn at(day: Date, unit: Unit) -> Option<Self> {
        Some(match unit {
            Unit::Second | Unit::Minute | Unit::Hour | Unit::Day => Self::Day(day),
            Unit::Weekend => {
                let from_monday = i32::from(day.weekday().to_monday_zero_offset());
                Self::Weekend(days_from(day, 5 - from_monday)?)
            }
            Unit::Week | Unit::Fortnight => Self::Week(day),
            Unit::Month => Self::Month(day.year(), day.month()),
            Unit::Quarter => Self::Quarter(day.year(), (day.month() + 2) / 3),
            Unit::Year => Self::Year(day.year()),
            Unit::Decade => Self::Decade(day.year() / 10),
            Unit::Century | Unit::Millennium => Self::Century(day.year() / 100),
        })
    }

    /// The same kind of period, some steps later.
    pub(crate) fn step(self, steps: i32) -> Option<Self> {
        let small = i16::try_from(steps).ok()?;
        Some(match self {
            Self::Day(day) => Self::Day(days_from(day, steps)?),
            Self::Week(day) => Self::Week(days_from(day, steps.checked_mul(7)?)?),
            Self::Weekend(day) => Self::Weekend(days_from(day, steps.checked_mul(7)?)?),
            Self::Month(year, month) => {
                let (year, month) = months_from(year, month, steps)?;
                Self::Month(year, month)
            }
            Self::Quarter(year, q) => {
                let count = i32::from(year) * 4 + i32::from(q) - 1 + steps;
                Self::Quarter(i16::try_from(count.div_euclid(4)).ok()?, (count.rem_euclid(4) + 1) as i8)
            }
            Self::Half(year, h) => {
                let count = i32::from(year) * 2 + i32::from(h) - 1 + steps;
                Self::Half(i16::try_from(count.div_euclid(2)).ok()?, (count.rem_euclid(2) + 1) as i8)
            }
            Self::Season(year, season) => Self::Season(year.checked_add(small)?, season),
            Self::Year(year) => Self::Year(year.checked_add(small).filter(|y| (1..=9999).contains(y))?),
            Self::Decade(d) => Self::Decade(d.checked_add(small).filter(|d| (0..1000).contains(d))?),
            Self::Century(c) => Self::Century(c.checked_add(small).filter(|c| (0..100).contains(c))?),
            Self::Days(..) | Self::Years(..) | Self::Months(..) => return None,
        })
    }

    /// The same period of another year.
    pub(crate) fn years_later(self, years: i32) -> Option<Self> {
        match self {
            Self::Day(day) => Some(Self::Day(years_from(day, years)?)),
            Self::Week(day) | Self::Weekend(day) => Some(Self::Week(years_from(day, years)?)),
            Self::Month(..) => self.step(years.checked_mul(12)?),
            Self::Quarter(..) => self.step(years.checked_mul(4)?),
            Self::Half(..) => self.step(years.checked_mul(2)?),
            Self::Season(..) | Self::Year(_) => self.step(years),
            _ => Self::Year(self.days()?.0.year()).step(years),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn easter_falls_where_the_almanac_says() {
        for (year, day) in
            [(1998, "1998-04-12"), (2000, "2000-04-23"), (2008, "2008-03-23"), (2025, "2025-04-20"), (2038, "2038-04-25")]
        {
            assert_eq!(easter(year).map(|d| d.to_string()).as_deref(), Some(day));
        }
    }

    #[test]
    fn periods_know_their_days() {
        let day = Date::constant(2025, 7, 9);
        for (unit, value, from, to) in [
            (Unit::Day, "2025-07-09", "2025-07-09", "2025-07-09"),
            (Unit::Week, "2025-W28", "2025-07-07", "2025-07-13"),
            (Unit::Weekend, "2025-W28-WE", "2025-07-12", "2025-07-13"),
            (Unit::Month, "2025-07", "2025-07-01", "2025-07-31"),
            (Unit::Quarter, "2025-Q3", "2025-07-01", "2025-09-30"),
            (Unit::Year, "2025", "2025-01-01", "2025-12-31"),
            (Unit::Decade, "202", "2020-01-01", "2029-12-31"),
        ] {
            let period = Period::at(day, unit).unwrap();
            let (first, last) = period.days().unwrap();
            assert_eq!((period.value().as_str(), first.to_string().as_str(), last.to_string().as_str()), (value, from, to));
        }
    }
}
