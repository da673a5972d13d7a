//! Days as users write them: a year, a month or a day.

use super::Failure;

/// The day as it was given, if there is such a day; `option` names the argument that holds it.
pub(super) fn day(option: &str, given: Option<&str>) -> Result<Option<String>, Failure> {
    let Some(given) = given else { return Ok(None) };
    let whole = match given.len() {
        4 => format!("{given}-01-01"),
        7 => format!("{given}-01"),
        _ => given.to_owned(),
    };
    let known = whole.len() == 10 && whole.is_ascii() && whole.parse::<jiff::civil::Date>().is_ok();
    if known {
        Ok(Some(given.to_owned()))
    } else {
        let expected = "expected a day, a month or a year, as in 2025-07-09, 2025-07 or 2025";
        Err(Failure::Usage(format!("{option} {given}: no such day; {expected}")))
    }
}

/// Both ends of a span of days, in order.
pub(super) fn span(from: Option<&str>, to: Option<&str>) -> Result<(Option<String>, Option<String>), Failure> {
    let (from, to) = (day("--from", from)?, day("--to", to)?);
    if let (Some(first), Some(last)) = (&from, &to)
        && first.as_str() > format!("{last}~").as_str()
    {
        return Err(Failure::Usage(format!("--from {first} comes after --to {last}; expected the earlier day first")));
    }
    Ok((from, to))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_months_and_years_are_days() {
        for good in ["2025", "2025-07", "2025-07-09", "2024-02-29"] {
            assert!(matches!(day("--from", Some(good)), Ok(Some(day)) if day == good), "{good}");
        }
        for bad in ["", "25", "2025-13", "2025-02-30", "2025-07-09T10", "july", "２０２５", "2025-7-9", "-2025-07-1"] {
            assert!(matches!(day("--from", Some(bad)), Err(Failure::Usage(_))), "{bad}");
        }
    }

    #[test]
    fn a_month_holds_its_days() {
        assert!(span(Some("2025-07-09"), Some("2025-07")).is_ok());
        assert!(span(Some("2025-08-01"), Some("2025-07")).is_err());
    }
}
