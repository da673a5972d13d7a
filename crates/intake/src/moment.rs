//! Days and moments of publication. In: a date in any of the forms that news formats use. Out: ISO 8601.
//!
//! A date with a clock time and a zone keeps both. A clock time without a zone cannot be placed, so only its day is kept.

use crate::words::{is_weekday, month};

/// Reads `text` as ISO 8601 (extended or basic), RFC 2822, or a written date (`26-FEB-1987 15:01:01.79`, `March 4, 2024`,
/// `4 March 2024`); gives ISO 8601.
pub(crate) fn read(text: &str) -> Option<String> {
    let text = text.trim();
    if text.len() > 80 || !text.is_ascii() {
        return None;
    }
    iso(text).or_else(|| written(text))
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

struct Clock {
    hour: u8,
    minute: u8,
    second: u8,
    /// Minutes east of Greenwich.
    zone: Option<i16>,
}

fn show(year: u16, month: u8, day: u8, clock: Option<Clock>) -> Option<String> {
    let leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
    let days = match month {
        1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
        4 | 6 | 9 | 11 => 30,
        2 => 28 + u8::from(leap),
        _ => return None,
    };
    if !(1..=days).contains(&day) || !(1000..=2999).contains(&year) {
        return None;
    }
    let date = format!("{year:04}-{month:02}-{day:02}");
    let Some(Clock { hour, minute, second, zone }) = clock else { return Some(date) };
    if hour > 24 || minute > 59 || second > 60 || hour == 24 && (minute, second) != (0, 0) {
        return None;
    }
    Some(match zone {
        Some(_) if hour == 24 => date,
        None => date,
        Some(0) => format!("{date}T{hour:02}:{minute:02}:{second:02}Z"),
        Some(east) => {
            let sign = if east < 0 { '-' } else { '+' };
            format!("{date}T{hour:02}:{minute:02}:{second:02}{sign}{:02}:{:02}", east.abs() / 60, east.abs() % 60)
        }
    })
}

/// `2025-07-09`, `2025-07-09T10:00:00.000+09:00`, `20250709T100000Z`, `20250709`, with a space for the `T`.
fn iso(text: &str) -> Option<String> {
    let (date, time) = match text.find(['T', 't', ' ']) {
        Some(at) => (&text[..at], Some(text[at + 1..].trim())),
        None => (text, None),
    };
    let digits = |s: &str| s.bytes().all(|b| b.is_ascii_digit());
    let (year, month, day) = match date.len() {
        8 if digits(date) => (&date[..4], &date[4..6], &date[6..]),
        // WARC and ARC write all fourteen digits together.
        14 if digits(date) && time.is_none() => {
            let clock = clock(&format!("{}Z", &date[8..]))?;
            return show(date[..4].parse().ok()?, date[4..6].parse().ok()?, date[6..8].parse().ok()?, Some(clock));
        }
        10 => {
            let sign = date.as_bytes()[4];
            if !matches!(sign, b'-' | b'/') || date.as_bytes()[7] != sign {
                return None;
            }
            (&date[..4], &date[5..7], &date[8..])
        }
        // `2025-07-09+02:00` and `2025-07-09Z`: a day with a zone is a day.
        11 | 16 if time.is_none() => return iso(date.get(..10)?),
        _ => return None,
    };
    if !(digits(year) && digits(month) && digits(day)) {
        return None;
    }
    let clock = match time {
        None | Some("") => None,
        Some(time) => Some(clock(time)?),
    };
    show(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?, clock)
}

/// `10:00`, `10:00:00.123 +0900`, `100000Z`, `10:00 GMT`.
fn clock(text: &str) -> Option<Clock> {
    let zone_at = text.find(|c: char| !c.is_ascii_digit() && !matches!(c, ':' | '.' | ',')).unwrap_or(text.len());
    let (time, zone_text) = text.split_at(zone_at);
    let time = time.split(['.', ',']).next()?;
    let parts: Vec<&str> = if time.contains(':') {
        time.split(':').collect()
    } else {
        match time.len() {
            6 => vec![&time[..2], &time[2..4], &time[4..]],
            4 => vec![&time[..2], &time[2..]],
            2 => vec![time],
            _ => return None,
        }
    };
    let number = |i: usize| parts.get(i).map_or(Some(0), |p| p.parse::<u8>().ok());
    if parts.is_empty() || parts.len() > 3 {
        return None;
    }
    Some(Clock { hour: number(0)?, minute: number(1)?, second: number(2)?, zone: zone(zone_text.trim()) })
}

fn zone(text: &str) -> Option<i16> {
    let word = text.split([' ', '(']).next()?;
    match word.to_ascii_uppercase().as_str() {
        "Z" | "UTC" | "GMT" | "UT" => return Some(0),
        // The zones that RFC 2822 names.
        "EDT" => return Some(-240),
        "EST" | "CDT" => return Some(-300),
        "CST" | "MDT" => return Some(-360),
        "MST" | "PDT" => return Some(-420),
        "PST" => return Some(-480),
        _ => {}
    }
    let word = word.strip_prefix("GMT").or_else(|| word.strip_prefix("UTC")).unwrap_or(word);
    let sign = match word.bytes().next()? {
        b'+' => 1,
        b'-' => -1,
        _ => return None,
    };
    let digits: String = word[1..].chars().filter(|c| *c != ':').collect();
    if digits.len() < 2 || !digits.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    let hours: i16 = digits[..2].parse().ok()?;
    let minutes: i16 = digits.get(2..4).map_or(Ok(0), str::parse).ok()?;
    (hours <= 15 && minutes < 60).then_some(sign * (hours * 60 + minutes))
}

/// RFC 2822 and other dates with the month as a word.
fn written(text: &str) -> Option<String> {
    let words: Vec<&str> = text.split([' ', ',', '-', '\t']).filter(|w| !w.is_empty()).collect();
    let at = words.iter().position(|w| month(w).is_some())?;
    let month = month(words[at])?;
    let number = |i: Option<&&str>| {
        i.and_then(|w| w.trim_end_matches('.').trim_end_matches(|c: char| c.is_ascii_alphabetic()).parse::<u16>().ok())
    };
    let before = at.checked_sub(1).and_then(|i| number(words.get(i))).filter(|d| *d <= 31);
    let (day, year_at) = match before {
        Some(day) => (day, at + 1),
        None => (number(words.get(at + 1))?, at + 2),
    };
    let year = number(words.get(year_at))?;
    // RFC 2822, 4.3: two digits below 50 are of this century.
    let year = match year {
        0..=49 if words[year_at].len() == 2 => 2000 + year,
        50..=99 => 1900 + year,
        _ => year,
    };
    // The clock and its zone are whatever comes after the year in the text itself, since the zone may hold a `-`.
    let after = words[year_at].as_ptr() as usize - text.as_ptr() as usize + words[year_at].len();
    let rest = text[after..].trim_start_matches([' ', ',', 'T', '-']);
    let clock = if rest.starts_with(|c: char| c.is_ascii_digit()) && rest.contains(':') { clock(rest) } else { None };
    show(year, month, u8::try_from(day).ok()?, clock)
}

#[cfg(test)]
mod tests {
    use super::*;

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
        ] {
            assert_eq!(read(text).as_deref(), expected, "{text}");
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
