//! Arithmetic of bounds: which numbers a stated count allows, and whether two counts allow the same.

use record::Bound;
use serde::{Deserialize, Serialize};

/// How far "about" reaches on either side, as a share of the value.
const ABOUT: f64 = 0.1;

/// A count as it was stated.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Count {
    /// The number, or the lower end of a range.
    pub value: Option<f64>,
    /// Upper end of a range.
    pub upper: Option<f64>,
    /// How the value bounds the truth.
    pub bound: Bound,
}

/// What two figures say of each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Agreement {
    /// They state the same.
    Agree,
    /// Both can be true.
    Compatible,
    /// They cannot both be true.
    Conflicting,
}

/// Why two figures agree, are compatible or conflict.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Because {
    /// The same number with the same bound.
    SameCount,
    /// Some number satisfies both.
    RangesMeet,
    /// One of them gives no number: "dozens".
    NoNumber,
    /// What only grows was counted again on a later day and was higher.
    LaterAndHigher,
    /// No number satisfies both.
    RangesApart,
}

/// Compares two counts of one thing at one time.
pub fn compare(a: &Count, b: &Count) -> (Agreement, Because) {
    let (Some(x), Some(y)) = (range(a), range(b)) else { return (Agreement::Compatible, Because::NoNumber) };
    if x == y {
        return (Agreement::Agree, Because::SameCount);
    }
    let (low, low_open) = if x.low >= y.low { (x.low, x.low_open) } else { (y.low, y.low_open) };
    let (high, high_open) = if x.high <= y.high { (x.high, x.high_open) } else { (y.high, y.high_open) };
    // Where both ends fall on one number, an open end of either range shuts that number out.
    let open = low_open
        || high_open
        || (x.low == y.low && (x.low_open || y.low_open))
        || (x.high == y.high && (x.high_open || y.high_open));
    if low < high || (low == high && !open) {
        (Agreement::Compatible, Because::RangesMeet)
    } else {
        (Agreement::Conflicting, Because::RangesApart)
    }
}

#[derive(PartialEq)]
struct Range {
    low: f64,
    low_open: bool,
    high: f64,
    high_open: bool,
}

fn range(count: &Count) -> Option<Range> {
    let value = count.value.filter(|value| value.is_finite())?;
    let floor = if value >= 0.0 { 0.0 } else { f64::NEG_INFINITY };
    let (low, high) = match count.bound {
        Bound::Vague => return None,
        Bound::Exact => (value, count.upper.unwrap_or(value)),
        Bound::Between => (value, count.upper.unwrap_or(value)),
        Bound::About => {
            let upper = count.upper.unwrap_or(value);
            (value - value.abs() * ABOUT, upper + upper.abs() * ABOUT)
        }
        Bound::AtLeast | Bound::MoreThan => (value, f64::INFINITY),
        Bound::AtMost | Bound::LessThan => (floor, value),
    };
    Some(Range { low, low_open: count.bound == Bound::MoreThan, high, high_open: count.bound == Bound::LessThan })
}

#[cfg(test)]
mod tests {
    use super::*;
    use Agreement::*;
    use Bound::*;

    #[track_caller]
    fn check(a: (f64, Bound), b: (f64, Bound), expected: Agreement) {
        let count = |(value, bound)| Count { value: Some(value), upper: None, bound };
        assert_eq!(compare(&count(a), &count(b)).0, expected, "{a:?} {b:?}");
        assert_eq!(compare(&count(b), &count(a)).0, expected, "{b:?} {a:?}");
    }

    #[test]
    fn bounds() {
        check((12.0, Exact), (12.0, Exact), Agree);
        check((12.0, Exact), (13.0, Exact), Conflicting);
        check((12.0, AtLeast), (12.0, Exact), Compatible);
        check((12.0, AtLeast), (40.0, Exact), Compatible);
        check((12.0, AtLeast), (11.0, Exact), Conflicting);
        check((12.0, MoreThan), (12.0, Exact), Conflicting);
        check((12.0, MoreThan), (12.0, AtLeast), Compatible);
        check((12.0, MoreThan), (12.0, AtMost), Conflicting);
        check((12.0, AtMost), (12.0, AtLeast), Compatible);
        check((12.0, LessThan), (12.0, AtLeast), Conflicting);
        check((12.0, LessThan), (0.0, Exact), Compatible);
        check((100.0, About), (109.0, Exact), Compatible);
        check((100.0, About), (111.0, Exact), Conflicting);
        check((100.0, About), (100.0, About), Agree);
        check((100.0, About), (100.0, Exact), Compatible);
        check((12.0, Vague), (900.0, Exact), Compatible);
        check((-5.0, AtMost), (-7.0, Exact), Compatible);
    }

    #[test]
    fn a_range_reaches_to_its_upper_end() {
        let between = Count { value: Some(20.0), upper: Some(30.0), bound: Between };
        for (value, expected) in [(19.0, Conflicting), (20.0, Compatible), (30.0, Compatible), (31.0, Conflicting)] {
            let exact = Count { value: Some(value), upper: None, bound: Exact };
            assert_eq!(compare(&between, &exact).0, expected, "{value}");
        }
    }
}
