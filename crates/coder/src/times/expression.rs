//! What a time expression says, before anything is known of the story's day.
//!
//! In: nothing. Out: [`Node`], a small tree that the grammar builds and [`super::resolve`] evaluates.

use std::ops::Range;

use super::calendar::{Period, Season, Unit};
use super::words::{Part, Shift, Zone};

/// How many.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Amount {
    Number(f64),
    /// "several", "weeks".
    Vague,
}

/// Where a distance starts.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum From {
    /// The story's day: "ago".
    Present,
    /// The time last spoken of: "later".
    Told,
    /// A time that is said.
    Node(Box<Node>),
}

/// A time expression.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Node {
    /// Complete in itself.
    Fixed(Period),
    /// Looks like a date that no calendar has: "31 June".
    Impossible,
    /// Day of a month without a year, and the last day of a range.
    MonthDay {
        month: u8,
        day: u8,
        to: Option<(u8, u8)>,
        shift: Option<Shift>,
    },
    Month {
        month: u8,
        shift: Option<Shift>,
    },
    /// 1 is Monday.
    Weekday {
        day: u8,
        shift: Option<Shift>,
    },
    Season {
        season: Season,
        shift: Option<Shift>,
    },
    /// Quarter (of 4) or half (of 2) of a year that is not said.
    Fraction {
        number: u8,
        of: u8,
    },
    /// Index of the holiday.
    Holiday {
        index: usize,
        shift: Option<Shift>,
    },
    /// "last week", "this year", "the quarter".
    Shifted {
        unit: Unit,
        shift: Shift,
    },
    /// "two years ago", "two days later", "the day before Friday".
    Away {
        amount: Amount,
        unit: Unit,
        later: bool,
        from: From,
    },
    /// Days from the story's day.
    Deictic(i8),
    /// A month, season, quarter or holiday of a year that another expression says: "the third quarter of last year".
    Of {
        part: Box<Node>,
        whole: Box<Node>,
    },
    PartOfDay {
        part: Part,
        day: Option<Box<Node>>,
    },
    Clock {
        hour: u8,
        minute: Option<u8>,
        zone: Option<Zone>,
        day: Option<Box<Node>>,
    },
    WeekOf(Box<Node>),
    /// "the year-ago quarter": what was last spoken of, years before.
    YearsBefore {
        years: i32,
        unit: Option<Unit>,
    },
    /// The quarter last spoken of, in a year that is said: "the 1988 period".
    PeriodOfYear(i16),
    Duration {
        amount: Amount,
        unit: Unit,
    },
    /// The TIMEX3 value of what repeats.
    Set(String),
    /// PRESENT_REF, PAST_REF, FUTURE_REF.
    Reference(&'static str),
}

/// A time expression and where it stands.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Found {
    pub(crate) node: Node,
    pub(crate) atoms: Range<usize>,
    /// TIMEX3 modifier.
    pub(crate) modifier: Option<&'static str>,
    /// Name of the rule, for explanations.
    pub(crate) rule: &'static str,
}

impl Found {
    pub(crate) fn new(node: Node, atoms: Range<usize>, rule: &'static str) -> Self {
        Self { node, atoms, modifier: None, rule }
    }
}
