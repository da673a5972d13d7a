//! Days as parameters: a year, a month or a day.

/// A year, a month or a day of the calendar; 29 February is let through in every year.
pub(crate) const PATTERN: &str =
    "^[0-9]{4}(-(0[13578]|1[02])(-(0[1-9]|[12][0-9]|3[01]))?|-(0[469]|11)(-(0[1-9]|[12][0-9]|30))?|-02(-(0[1-9]|[12][0-9]))?)?$";
