//! Days, months and years: "March 4-6", "Friday, 11 July 2025", "2025-07-11", "the 1990s".

use jiff::civil::Date;

use super::Grammar;
use crate::atoms::Kind;
use crate::numerals::{number_words, ordinal};
use crate::times::calendar::Period;
use crate::times::expression::{Found, Node};

impl Grammar<'_, '_> {
    /// A month name at `i` with its full stop: the month, and one past it.
    pub(super) fn month_name(&self, i: usize) -> Option<(u8, usize)> {
        self.month_name_after(i, false)
    }

    /// As [`Self::month_name`]; `day`: a day of the month stands before it.
    fn month_name_after(&self, i: usize, day: bool) -> Option<(u8, usize)> {
        let word = self.word(i);
        let month = word.month?;
        if !self.atoms.capital(i) && !(self.small && (day || self.day_number(self.full_stop(i + 1)).is_some())) {
            return None;
        }
        let stop = self.full_stop(i + 1);
        let number_after = day || self.day_number(stop).is_some() || self.year_number(stop).is_some();
        if word.short && stop == i + 1 && !number_after {
            return None;
        }
        if word.common && !number_after && !(self.mark(i + 1, ',') && self.year_number(i + 2).is_some()) {
            let before = self.previous(i);
            let lower = self.previous_lower(i);
            let led = before.before_year || before.shift.is_some() || before.edge.is_some() || before.month.is_some();
            if !led || lower == "the" || lower == "to" && self.previous_verb(i) {
                return None;
            }
        }
        Some((month, if word.short { stop } else { i + 1 }))
    }

    fn previous_verb(&self, i: usize) -> bool {
        use language::Upos;
        self.atoms.token(i).is_some_and(|(_, t)| matches!(t.upos, Upos::Verb | Upos::Aux))
    }

    /// A day of a month at `i`: "11", "11th".
    pub(super) fn day_number(&self, i: usize) -> Option<(u8, usize)> {
        if i >= self.limit {
            return None;
        }
        if self.atoms.is_number(i) {
            let written = self.atoms.raw(i);
            if written.len() > 2 || self.mark(i + 1, '%') {
                return None;
            }
            let day: u8 = written.parse().ok().filter(|d| (1..=31).contains(d))?;
            let suffix = !self.atoms.spaced(i + 1) && matches!(self.lower(i + 1), "st" | "nd" | "rd" | "th");
            return Some((day, i + 1 + usize::from(suffix)));
        }
        // "July fourth", "March eighth"
        let (day, end) = ordinal(self.atoms, i)?;
        (day <= 31 && self.word(end).unit.is_none()).then_some((day as u8, end))
    }

    /// Four digits that can be a year.
    pub(super) fn year_number(&self, i: usize) -> Option<(i16, usize)> {
        if i < self.limit && self.atoms.is_number(i) {
            let written = self.atoms.raw(i);
            let tight = i + 1 < self.limit && !self.atoms.spaced(i + 1) && (self.atoms.is_word(i + 1) || self.mark(i + 1, '%'));
            if written.len() != 4 || !written.bytes().all(|b| b.is_ascii_digit()) || tight {
                return None;
            }
            return Some((written.parse().ok().filter(|y| (1000..=2999).contains(y))?, i + 1));
        }
        // "nineteen ninety-six", "two thousand" is a count unless a month or "year" leads.
        let words = number_words();
        let value = |i: usize| words.cardinals.get(self.lower(i)).copied();
        let century = value(i).filter(|c| (18.0..=20.0).contains(c))?;
        let tens = value(i + 1).filter(|t| *t >= 10.0)?;
        let unit_at = self.after_hyphen(i + 2);
        match value(unit_at).filter(|u| (1.0..10.0).contains(u) && tens >= 20.0) {
            Some(unit) => Some(((century * 100.0 + tens + unit) as i16, unit_at + 1)),
            None => Some(((century * 100.0 + tens) as i16, i + 2)),
        }
    }

    /// ", 1998" or " 1998" or " of 1998" after a date.
    fn year_after(&self, i: usize) -> Option<(i16, usize)> {
        let at = if self.mark(i, ',') || self.is(i, "of") { i + 1 } else { i };
        self.year_number(at).filter(|_| at < self.limit && self.atoms.spaced(at))
    }

    /// ":30" at `i`: the number before it is an hour.
    fn clock_digits(&self, i: usize) -> bool {
        self.mark(i, ':') && !self.atoms.spaced(i) && self.atoms.is_number(i + 1) && !self.atoms.spaced(i + 1)
    }

    /// Expressions that start with a month: "July 11", "March 4-6, 2025", "July 30-August 2", "July 2025", "July last year".
    pub(super) fn month_first(&self, i: usize) -> Option<Found> {
        let (month, at) = self.month_name(i)?;
        if let Some((day, mut end)) = self.day_number(at)
            && !self.clock_digits(end)
        {
            let mut to = None;
            if let Some((last_month, last_day, after)) = self.range_end(month, day, end) {
                to = Some((last_month, last_day));
                end = after;
            }
            let mut rule = "month and day";
            let mut year = None;
            if let Some((y, after)) = self.year_after(end) {
                (year, end) = (Some(y), after);
                rule = "month, day and year";
            }
            return Some(Found::new(dated(year, month, day, to), i..end, rule));
        }
        // "July 2025", "July, 2025", "July of 2025"
        if let Some((year, end)) = self.year_after(at) {
            return Some(Found::new(Node::Fixed(Period::Month(year, month as i8)), i..end, "month and year"));
        }
        // "July last year", "July of last year", "July this year"
        let whole = if self.is(at, "of") { at + 1 } else { at };
        if let Some(inner) = self.shifted(whole)
            && matches!(inner.node, Node::Shifted { unit: crate::times::calendar::Unit::Year, .. })
        {
            let node = Node::Of { part: Box::new(Node::Month { month, shift: None }), whole: Box::new(inner.node) };
            return Some(Found::new(node, i..inner.atoms.end, "month of a year"));
        }
        // "May-June", "July to September 2025": two months.
        let second = self.after_hyphen(at);
        if second > at
            && let Some((last, end)) = self.month_name(second)
            && let Some((year, end)) = self.year_after(end)
        {
            let from = if last < month { year - 1 } else { year };
            let months = Period::Months((from, month as i8), (year, last as i8));
            return Some(Found::new(Node::Fixed(months), i..end, "months"));
        }
        Some(Found::new(Node::Month { month, shift: None }, i..at, "month"))
    }

    /// "-13", " to 13", "-August 2", " and 13" after a day: the month and day, and one past them.
    fn range_end(&self, month: u8, day: u8, i: usize) -> Option<(u8, u8, usize)> {
        let tight = self.mark(i, '-');
        let joined = tight || matches!(self.lower(i), "to" | "through") || self.is(i, "and") && self.between_before(i);
        if !joined {
            return None;
        }
        if let Some((last, end)) = self.day_number(i + 1) {
            let unit = self.word(self.after_hyphen(end)).unit.is_some() || self.mark(end, '%') || self.word(end).month.is_some();
            // "July 11 to 13" but not "July 11 to 13 million", nor a clock time "11-13:00".
            let other = crate::numerals::cardinal(self.atoms, i + 1).is_some_and(|n| n.magnitude > 1.0) || self.mark(end, ':');
            return (last > day && !unit && !other).then_some((month, last, end));
        }
        let (last_month, at) = self.month_name(i + 1)?;
        let (last, end) = self.day_number(at)?;
        tight.then_some((last_month, last, end))
    }

    fn between_before(&self, i: usize) -> bool {
        (1..=4).any(|back| i >= back && self.atoms.together(i, i - back) && self.atoms.lower(i - back) == "between")
    }

    /// Expressions that start with digits: "11 July 2025", "11-13 July", "2025-07-11", "7/11/2025".
    pub(super) fn number_first(&self, i: usize) -> Option<Found> {
        if !self.atoms.is_number(i) || i >= self.limit {
            return None;
        }
        if let Some(found) = self.in_figures(i) {
            return Some(found);
        }
        let (day, mut at) = self.day_number(i)?;
        let mut to = None;
        if (self.mark(at, '-') || self.is(at, "to") || self.is(at, "and") && self.between_before(at))
            && let Some((last, end)) = self.day_number(at + 1)
            && last > day
        {
            (to, at) = (Some(last), end);
        }
        if self.is(at, "of") && at > i + 1 {
            at += 1;
        }
        let (month, mut end) = self.month_name_after(at, true)?;
        let to = to.map(|last| (month, last));
        let mut year = None;
        if let Some((y, after)) = self.year_after(end) {
            (year, end) = (Some(y), after);
        } else if self.day_number(end).is_some() && !self.mark(end, ',') {
            // "Game 5 May 3": the number belongs elsewhere.
            return None;
        }
        Some(Found::new(dated(year, month, day, to), i..end, "day and month"))
    }

    /// "2025-07-11", "07/11/2025", "11/07/2025" is left open where both readings are dates.
    fn in_figures(&self, i: usize) -> Option<Found> {
        let separator = match self.atoms.get(i + 1)?.kind {
            Kind::Mark(c @ ('-' | '/')) => c,
            _ => return None,
        };
        let tight = (i + 1..i + 5).all(|k| k < self.limit && !self.atoms.spaced(k));
        if !tight
            || !self.mark(i + 3, separator)
            || !self.atoms.is_number(i + 2)
            || !self.atoms.is_number(i + 4)
            || self.mark(i + 5, separator)
        {
            return None;
        }
        let parts = [self.atoms.raw(i), self.atoms.raw(i + 2), self.atoms.raw(i + 4)];
        let numbers: Vec<i16> = parts.iter().filter_map(|p| p.parse().ok()).collect();
        let [a, b, c] = numbers[..] else { return None };
        let node = match (parts[0].len(), parts[2].len()) {
            (4, 1..=2) if separator == '-' || separator == '/' => date(a, b, c),
            (1..=2, 4) => match (date(c, a, b), date(c, b, a)) {
                (us @ Node::Fixed(_), Node::Impossible) => us,
                (Node::Impossible, other) => other,
                (us, _) => us,
            },
            (1..=2, 2) if separator == '/' => {
                let year = if c < 50 { 2000 + c } else { 1900 + c };
                match (date(year, a, b), date(year, b, a)) {
                    (us @ Node::Fixed(_), _) => us,
                    (_, other) => other,
                }
            }
            _ => return None,
        };
        Some(Found::new(node, i..i + 5, "date in figures"))
    }

    /// "the 1990s", "1990s", "the '90s", "the nineties".
    pub(super) fn decade(&self, i: usize) -> Option<Found> {
        let quote = self.mark(i, '\'') && !self.atoms.spaced(i + 1);
        let at = i + usize::from(quote);
        let (decade, end) = if at < self.limit && self.atoms.is_number(at) {
            let end = if self.mark(at + 1, '\'') && !self.atoms.spaced(at + 1) { at + 2 } else { at + 1 };
            if !self.is(end, "s") || self.atoms.spaced(end) {
                return None;
            }
            // "in his 30s" is an age.
            if matches!(self.previous_lower(i), "his" | "her" | "their" | "my" | "our") && self.atoms.raw(at).len() == 2 {
                return None;
            }
            let written = self.atoms.raw(at);
            let value: i16 = written.parse().ok()?;
            match written.len() {
                4 if value % 10 == 0 && (1000..=2990).contains(&value) => (value / 10, end + 1),
                2 if value % 10 == 0 && (quote || value >= 20) => (century_of(value) + value / 10, end + 1),
                _ => return None,
            }
        } else {
            let stem = self.lower(i).strip_suffix("ies")?;
            let tens = *number_words().cardinals.get(&format!("{stem}y"))? as i16;
            (190 + tens / 10, i + 1)
        };
        Some(Found::new(Node::Fixed(Period::Decade(decade)), i..end, "decade"))
    }

    /// A year alone.
    pub(super) fn year(&self, i: usize) -> Option<Found> {
        if self.is(i, "fiscal") {
            let at = if self.is(i + 1, "year") { i + 2 } else { i + 1 };
            let (year, end) = self.year_number(at)?;
            return Some(Found::new(Node::Fixed(Period::Year(year)), i..end, "fiscal year"));
        }
        let prefixed = matches!(self.lower(i), "post" | "pre") && self.after_hyphen(i + 1) > i + 1;
        let at = if prefixed { i + 2 } else { i };
        let (year, end) = self.year_number(at)?;
        let before = self.previous(at);
        if self.atoms.before(at).is_some_and(|p| !self.atoms.spaced(at) && !prefixed && !self.tight_before_year(p)) {
            return None;
        }
        // "2012-13", "2012-2013", "1996/97"
        if !self.atoms.spaced(end)
            && (self.mark(end, '-') || self.mark(end, '/'))
            && !self.atoms.spaced(end + 1)
            && self.atoms.is_number(end + 1)
        {
            let written = self.atoms.raw(end + 1);
            let last: i16 = written.parse().ok()?;
            let last = match written.len() {
                2 => year / 100 * 100 + last,
                4 => last,
                _ => return None,
            };
            let more = self.mark(end + 2, '-') && !self.atoms.spaced(end + 2);
            let plausible = last > year && last - year < 200 && !more && (1700..2100).contains(&year);
            return plausible.then(|| Found::new(Node::Fixed(Period::Years(year, last)), i..end + 2, "years"));
        }
        let digits = self.atoms.is_number(at);
        // "from 2008 to 2012"
        let paired = matches!(self.previous_lower(at), "to" | "and" | "through") && at >= 2 && self.year_number(at - 2).is_some();
        let plausible = (1900..=2059).contains(&year) || before.before_year && (1000..=2200).contains(&year);
        if !plausible || digits && before.before_count && !self.previous_edge(at) && !paired {
            return None;
        }
        let next = self.lower(end);
        let counted = crate::quantities::is_unit(next)
            || self.word(end).unit.is_some()
            || next == "percent"
            || self.word(end).month.is_some();
        if digits && (counted && !matches!(next, "quarter") || self.counts(end) && !before.before_year && year % 100 == 0) {
            return None;
        }
        if self.mark(end, ':') && !self.atoms.spaced(end) || self.is(end, "gmt") || self.is(end, "hours") {
            return None;
        }
        Some(Found::new(Node::Fixed(Period::Year(year)), i..end, "year"))
    }

    fn previous_edge(&self, i: usize) -> bool {
        self.previous(i).edge.is_some()
    }

    /// A number of four digits with a plural noun after it that is not known to be a year.
    fn counts(&self, end: usize) -> bool {
        self.atoms.is_word(end) && self.ordinary(end) && self.lower(end).ends_with('s') && self.lower(end).len() > 4
    }

    /// What may stand tight before a year: quotes, brackets, a slash or dash after another word.
    fn tight_before_year(&self, previous: usize) -> bool {
        match self.atoms.get(previous).map(|a| a.kind) {
            Some(Kind::Mark('-')) => {
                let word = self.atoms.before(previous).map_or("", |p| self.atoms.lower(p));
                matches!(word, "mid" | "early" | "late" | "post" | "pre")
                    || self.atoms.spaced(previous)
                    || self.atoms.before(previous).is_none()
            }
            Some(Kind::Mark(c)) => !matches!(c, '$' | '£' | '€' | '#' | '.' | ',' | '/' | ':' | '+'),
            _ => false,
        }
    }

    /// "the year 2000", "the year two thousand".
    pub(super) fn year_named(&self, i: usize) -> Option<Found> {
        if !self.is(i, "year") {
            return None;
        }
        let (year, end) = match self.year_number(i + 1) {
            Some(found) => found,
            None if self.is(i + 1, "two") && self.is(i + 2, "thousand") => (2000, i + 3),
            None => return None,
        };
        Some(Found::new(Node::Fixed(Period::Year(year)), i..end, "year"))
    }

    /// A day that is said: a date, a weekday, a holiday.
    pub(super) fn dated(&self, i: usize) -> Option<Found> {
        let rules: [fn(&Self, usize) -> Option<Found>; 5] =
            [Self::month_first, Self::number_first, Self::weekday_first, Self::shifted, Self::phrase];
        let inner = super::longest(rules.into_iter().filter_map(|rule| rule(self, i)))?;
        let day = matches!(inner.node, Node::Weekday { .. } | Node::MonthDay { .. } | Node::Fixed(_) | Node::Holiday { .. });
        day.then_some(inner)
    }

    /// "Friday", "Friday, July 11", "Friday night", "Friday at noon" is two, "Fridays" repeats.
    pub(super) fn weekday_first(&self, i: usize) -> Option<Found> {
        let word = self.word(i);
        let day = word.weekday?;
        if !self.atoms.capital(i) {
            return None;
        }
        let stop = self.full_stop(i + 1);
        let comma = if self.mark(stop, ',') { stop + 1 } else { stop };
        // The weekday with its date: the date decides.
        let dated =
            self.month_first(comma).filter(|f| !matches!(f.node, Node::Month { .. })).or_else(|| self.number_first(comma));
        if let Some(inner) = dated
            .filter(|f| matches!(f.node, Node::MonthDay { .. } | Node::Fixed(Period::Day(_)) | Node::Fixed(Period::Days(..))))
        {
            return Some(Found { atoms: i..inner.atoms.end, rule: "weekday and date", ..inner });
        }
        if word.short && stop == i + 1 {
            return None;
        }
        let end = if word.short { stop } else { i + 1 };
        if word.plural {
            return Some(Found::new(Node::Set(format!("XXXX-WXX-{day}")), i..end, "repeated weekday"));
        }
        Some(self.with_part(Found::new(Node::Weekday { day, shift: None }, i..end, "weekday")))
    }

    /// Adds "night", "morning" after a day.
    pub(super) fn with_part(&self, found: Found) -> Found {
        let mut end = found.atoms.end;
        if let Some(after) = self.possessive(end)
            && self.word(after).part.is_some()
        {
            end = after;
        }
        let word = self.word(end);
        if let Some(part) = word.part
            && self.atoms.spaced(end)
            && part.clock.is_none()
        {
            if word.plural {
                let node = match &found.node {
                    Node::Weekday { day, .. } => Node::Set(format!("XXXX-WXX-{day}T{}", part.code)),
                    _ => Node::Set(format!("XXXX-XX-XXT{}", part.code)),
                };
                return Found::new(node, found.atoms.start..end + 1, "repeated part of the day");
            }
            return Found {
                node: Node::PartOfDay { part, day: Some(Box::new(found.node)) },
                atoms: found.atoms.start..end + 1,
                rule: "part of the day",
                modifier: None,
            };
        }
        found
    }
}

fn century_of(two_digits: i16) -> i16 {
    if two_digits <= 20 { 200 } else { 190 }
}

fn date(year: i16, month: i16, day: i16) -> Node {
    let made = i8::try_from(month).ok().zip(i8::try_from(day).ok()).and_then(|(m, d)| Date::new(year, m, d).ok());
    made.map_or(Node::Impossible, |d| Node::Fixed(Period::Day(d)))
}

/// A date, or the range from it to a later day.
fn dated(year: Option<i16>, month: u8, day: u8, to: Option<(u8, u8)>) -> Node {
    let Some(year) = year else {
        // No year has it: 31 June. 29 February is left to the year that the story gives.
        let fits = |m: u8, d: u8| Date::new(2024, m as i8, d as i8).is_ok();
        let possible = fits(month, day) && to.is_none_or(|(m, d)| fits(m, d));
        return if possible { Node::MonthDay { month, day, to, shift: None } } else { Node::Impossible };
    };
    let Some((last_month, last_day)) = to else { return date(year, month.into(), day.into()) };
    let first_year = if last_month < month { year - 1 } else { year };
    match (date(first_year, month.into(), day.into()), date(year, last_month.into(), last_day.into())) {
        (Node::Fixed(Period::Day(from)), Node::Fixed(Period::Day(last))) => Node::Fixed(Period::Days(from, last)),
        _ => Node::Impossible,
    }
}
