//! Days and moments of publication. In: a date in any of the forms that news formats, feeds and pages use. Out: ISO 8601.
//!
//! A date with a clock time and a zone keeps both. A clock time without a zone cannot be placed, so only its day is kept. A date without a
//! day, or one that is no date of the calendar, gives nothing: no guess is made.

use crate::words::{is_weekday, month, zone};

/// Seconds from 2001 to 2100, for telling epoch numbers from others.
const EPOCH_SECONDS: std::ops::Range<i64> = 978_307_200..4_102_444_800;

/// Reads `text` as ISO 8601 (extended or basic) and its look-alikes, RFC 2822, a written date (`26-FEB-1987 15:01:01.79`, `March 4,
/// 2024`, `4 March 2024 10:05 pm EST`), or seconds or milliseconds since 1970; gives `YYYY-MM-DD` or `YYYY-MM-DDThh:mm:ss` with the
/// offset.
pub(crate) fn read(text: &str) -> Option<String> {
    let text = text.trim();
    if text.len() > 80 {
        return None;
    }
    iso(text).or_else(|| digits_alone(text)).or_else(|| epoch(text)).or_else(|| worded(text))
}

/// Whether `text` is a written day and nothing else: `Friday, January 4, 2019`.
pub(crate) fn is_day_alone(text: &str) -> bool {
    text.len() <= 40
        && text.split([' ', ',', '.', '\u{a0}']).filter(|w| !w.is_empty()).all(|w| {
            is_weekday(w) || month(w).is_some() || w.trim_end_matches(|c: char| c.is_ascii_alphabetic()).parse::<u16>().is_ok()
        })
        && read(text).is_some()
}

/// Whether `text` begins with a month and a day number, in either order.
pub(crate) fn begins_with_day(text: &str) -> bool {
    let mut words = text.split([' ', ',']).filter(|w| !w.is_empty());
    let (Some(first), Some(second)) = (words.next(), words.next()) else { return false };
    let number = |w: &str| w.parse::<u8>().is_ok_and(|n| (1..=31).contains(&n));
    month(first).is_some() && number(second) || number(first) && month(second).is_some()
}

#[derive(Default)]
struct Moment {
    year: i32,
    month: u32,
    day: u32,
    /// Seconds of the day.
    time: Option<u32>,
    /// Minutes east of UTC.
    offset: Option<i32>,
}

impl Moment {
    fn print(&self) -> Option<String> {
        let leap = self.year % 4 == 0 && (self.year % 100 != 0 || self.year % 400 == 0);
        let days = match self.month {
            4 | 6 | 9 | 11 => 30,
            2 => 28 + u32::from(leap),
            1..=12 => 31,
            _ => return None,
        };
        if !(1000..=9999).contains(&self.year) || !(1..=days).contains(&self.day) {
            return None;
        }
        let date = format!("{:04}-{:02}-{:02}", self.year, self.month, self.day);
        let (Some(time), Some(offset)) = (self.time, self.offset) else { return Some(date) };
        let zone = match offset {
            0 => "Z".to_owned(),
            minutes if minutes.abs() <= 18 * 60 => {
                let sign = if minutes < 0 { '-' } else { '+' };
                format!("{sign}{:02}:{:02}", minutes.abs() / 60, minutes.abs() % 60)
            }
            _ => return Some(date),
        };
        Some(format!("{date}T{:02}:{:02}:{:02}{zone}", time / 3600, time / 60 % 60, time % 60))
    }
}

/// `2019-11-19T10:00:00.000-0500`, `2019/11/19 10:00`, `20191119T100000Z`.
fn iso(text: &str) -> Option<String> {
    let mut rest = text;
    let year = number(&mut rest, 4, 4)?;
    let dashed = rest.starts_with(['-', '/', '.']);
    if dashed {
        rest = &rest[1..];
    }
    let least = if dashed { 1 } else { 2 };
    let month = number(&mut rest, least, 2)?;
    if dashed {
        rest = rest.strip_prefix(['-', '/', '.'])?;
    }
    let day = number(&mut rest, least, 2)?;
    let mut moment = Moment { year: year as i32, month, day, ..Moment::default() };
    if rest.starts_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let after = rest.trim_start_matches(['T', 't', ' ', ',']);
    if let Some((time, tail)) = clock(after) {
        moment.time = Some(time);
        moment.offset = offset(tail);
    }
    moment.print()
}

/// `20191119100500`, the moments of crawls, in Greenwich time.
fn digits_alone(text: &str) -> Option<String> {
    let all = text.len() == 14 && text.bytes().all(|b| b.is_ascii_digit());
    all.then(|| iso(&format!("{}T{}Z", &text[..8], &text[8..])))?
}

/// Seconds or milliseconds since 1970.
fn epoch(text: &str) -> Option<String> {
    let seconds = match text.len() {
        10 => text.parse::<i64>().ok()?,
        13 => text.parse::<i64>().ok()? / 1000,
        _ => return None,
    };
    EPOCH_SECONDS.contains(&seconds).then_some(())?;
    // Days to a date after Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms".
    let days = seconds.div_euclid(86_400) + 719_468;
    let era = days.div_euclid(146_097);
    let of_era = days.rem_euclid(146_097);
    let year_of_era = (of_era - of_era / 1460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let shifted = (5 * of_year + 2) / 153;
    let month = if shifted < 10 { shifted + 3 } else { shifted - 9 };
    Moment {
        year: (year_of_era + era * 400 + i64::from(month <= 2)) as i32,
        month: month as u32,
        day: (of_year - (153 * shifted + 2) / 5 + 1) as u32,
        time: Some(seconds.rem_euclid(86_400) as u32),
        offset: Some(0),
    }
    .print()
}

/// `Tue, 19 Nov 2019 10:00:00 -0500`, `November 19, 2019 10:00 am EST`, `19 November 2019`.
fn worded(text: &str) -> Option<String> {
    let mut moment = Moment::default();
    let mut rest = text;
    let mut day = None;
    while !rest.is_empty() {
        if moment.year != 0
            && moment.month != 0
            && moment.time.is_none()
            && let Some((time, tail)) = clock(rest)
        {
            moment.time = Some(time);
            moment.offset = offset(tail);
            break;
        }
        let end = rest.find(|c: char| !c.is_alphanumeric()).unwrap_or(rest.len());
        let (word, tail) = rest.split_at(end);
        if let Some(month) = month(word) {
            moment.month = month.into();
        } else if let Ok(number) = word.trim_end_matches(|c: char| c.is_ascii_alphabetic()).parse::<u32>() {
            // A clock may stand before the date: its hours are no day.
            if tail.starts_with(':') {
                return None;
            }
            match word.len() {
                4 if number >= 1000 => moment.year = number as i32,
                1..=4 if day.is_none() => day = Some(number),
                // RFC 822 years of two digits, after RFC 2822 section 4.3.
                2 if moment.year == 0 => moment.year = number as i32 + if number < 50 { 2000 } else { 1900 },
                _ => return None,
            }
        }
        rest = tail.trim_start_matches(|c: char| !c.is_alphanumeric());
    }
    moment.day = day?;
    moment.print()
}

/// `10:00`, `10:00:00.123`, `100000`, `10:00 am`: seconds of the day and what follows.
fn clock(text: &str) -> Option<(u32, &str)> {
    let mut rest = text;
    let mut hours = number(&mut rest, 1, 2)?;
    let colon = rest.starts_with(':');
    if colon {
        rest = &rest[1..];
    }
    let minutes = number(&mut rest, 2, 2)?;
    let mut seconds = 0;
    if colon {
        if let Some(tail) = rest.strip_prefix(':') {
            rest = tail;
            seconds = number(&mut rest, 2, 2)?;
        }
    } else if rest.starts_with(|c: char| c.is_ascii_digit()) {
        seconds = number(&mut rest, 2, 2)?;
    }
    if let Some(tail) = rest.strip_prefix(['.', ',']) {
        rest = tail.trim_start_matches(|c: char| c.is_ascii_digit());
    }
    let tail = rest.trim_start();
    let half = tail.get(..4).or(tail.get(..2)).unwrap_or_default().to_ascii_lowercase();
    for (mark, add) in [("a.m.", 0), ("p.m.", 12), ("am", 0), ("pm", 12)] {
        if half.starts_with(mark) && (1..=12).contains(&hours) {
            hours = hours % 12 + add;
            rest = &tail[mark.len()..];
            break;
        }
    }
    (hours < 24 && minutes < 60 && seconds <= 60).then_some((hours * 3600 + minutes * 60 + seconds.min(59), rest))
}

/// `Z`, `+05:30`, `-0500`, `+01`, `EST`, `GMT+1` in minutes east.
fn offset(text: &str) -> Option<i32> {
    let text = text.trim_start();
    let letters = text.bytes().take_while(u8::is_ascii_alphabetic).count();
    let (word, tail) = text.split_at(letters);
    let named = zone(word);
    let sign = match tail.as_bytes().first() {
        Some(b'+') if word.is_empty() || named == Some(0) => 1,
        Some(b'-') if word.is_empty() || named == Some(0) => -1,
        _ => return named,
    };
    let mut rest = &tail[1..];
    let hours = number(&mut rest, 1, 2)?;
    let rest_minutes = rest.strip_prefix(':').unwrap_or(rest);
    let mut rest = rest_minutes;
    let minutes = number(&mut rest, 2, 2).unwrap_or(0);
    Some(sign * (hours as i32 * 60 + minutes as i32))
}

fn number(rest: &mut &str, least: usize, most: usize) -> Option<u32> {
    let digits = rest.bytes().take(most).take_while(u8::is_ascii_digit).count();
    if digits < least {
        return None;
    }
    let value = rest[..digits].parse().ok()?;
    *rest = &rest[digits..];
    Some(value)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::{ZONES_TABLE, rows};

    #[test]
    fn forms() {
        for (text, expected) in [
            ("2025-07-09", Some("2025-07-09")),
            ("20250709", Some("2025-07-09")),
            ("2025/07/09", Some("2025-07-09")),
            ("2025-07-09T10:00:00Z", Some("2025-07-09T10:00:00Z")),
            ("2025-07-09T10:00:00.123+09:00", Some("2025-07-09T10:00:00+09:00")),
            ("2025-07-09 10:00:00+0900", Some("2025-07-09T10:00:00+09:00")),
            ("20250709T100000Z", Some("2025-07-09T10:00:00Z")),
            ("20250709T100000-0430", Some("2025-07-09T10:00:00-04:30")),
            ("20250709100000", Some("2025-07-09T10:00:00Z")),
            ("2025-07-09T00:00:00", Some("2025-07-09")),
            ("2025-07-09+02:00", Some("2025-07-09")),
            ("26-FEB-1987 15:01:01.79", Some("1987-02-26")),
            (" 3-MAR-1987 08:01:01.79", Some("1987-03-03")),
            ("Wed, 09 Jul 2025 10:00:00 +0300", Some("2025-07-09T10:00:00+03:00")),
            ("Wed, 09 Jul 2025 10:00:00 GMT", Some("2025-07-09T10:00:00Z")),
            ("9 Jul 25 10:00 EST", Some("2025-07-09T10:00:00-05:00")),
            ("March 4, 2024", Some("2024-03-04")),
            ("4 March 2024", Some("2024-03-04")),
            ("Monday, March 4th, 2024", Some("2024-03-04")),
            ("2024-02-29", Some("2024-02-29")),
            ("2023-02-29", None),
            ("2025-13-01", None),
            ("yesterday", None),
            ("", None),
            ("٢٠٢٥", None),
            ("2019-11-19T10:05:00.123-0500", Some("2019-11-19T10:05:00-05:00")),
            ("2019-11-19 10:05:00", Some("2019-11-19")),
            ("2019-11-19T10:05+05:30", Some("2019-11-19T10:05:00+05:30")),
            ("2019/11/9", Some("2019-11-09")),
            ("1574157900", Some("2019-11-19T10:05:00Z")),
            ("1574157900000", Some("2019-11-19T10:05:00Z")),
            ("Tue, 19 Nov 2019 10:05:00 -0500", Some("2019-11-19T10:05:00-05:00")),
            ("November 19, 2019 10:05 pm", Some("2019-11-19")),
            ("November 19, 2019 10:05 pm EST", Some("2019-11-19T22:05:00-05:00")),
            ("Nov. 19, 2019, 12:05 a.m. UTC", Some("2019-11-19T00:05:00Z")),
            ("Sept. 3rd, 2020", Some("2020-09-03")),
            ("Tue Nov 19 10:05:00 2019", None),
            ("19/11/2019", None),
            ("2019", None),
            ("2019-11-19T99:99:99Z", Some("2019-11-19")),
        ] {
            assert_eq!(read(text).as_deref(), expected, "{text}");
        }
    }

    #[test]
    fn every_zone_shows_itself() {
        for row in rows(ZONES_TABLE) {
            let cells: Vec<_> = row.collect();
            let east: i32 = cells[1].parse().expect("minutes");
            let sign = if east < 0 { '-' } else { '+' };
            let zone = format!("{sign}{:02}:{:02}", east.abs() / 60, east.abs() % 60);
            let expected = if east == 0 { "10:05:00Z".to_owned() } else { format!("10:05:00{zone}") };
            assert!(read(cells[2]).is_some_and(|moment| moment.ends_with(&expected)), "{}", cells[2]);
        }
    }

    #[test]
    fn days_alone() {
        assert!(is_day_alone("Friday, January 4, 2019"));
        assert!(is_day_alone("4 March 2024"));
        assert!(!is_day_alone("On 4 March 2024 the envoy left"));
        assert!(!is_day_alone("March"));
    }
}
