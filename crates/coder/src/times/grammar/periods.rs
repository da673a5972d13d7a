//! Periods told by their place in a row: "last week", "the third quarter", "this summer", "every Monday", "year-ago".

use super::Grammar;
use crate::numerals::{cardinal, ordinal};
use crate::times::calendar::{Period, Unit};
use crate::times::expression::{Amount, Found, Node};
use crate::times::words::Shift;

const SAME: Shift = Shift { step: 0, told: true };
const PRESENT: Shift = Shift { step: 0, told: false };

impl Grammar<'_, '_> {
    /// Expressions that start with "last", "next", "this", "past", "following"…
    pub(super) fn shifted(&self, i: usize) -> Option<Found> {
        let shift = self.word(i).shift?;
        if self.telling && self.atoms.capital(i) && !self.atoms.opens(i) && !self.atoms.capital(i + 1) {
            return None;
        }
        // "is expected to last two days", "the talks will last": a verb.
        if self.is(i, "last") && (matches!(self.previous_lower(i), "to" | "not") || self.previous(i).direction == 1) {
            return None;
        }
        let mut at = i + 1;
        // "this coming Friday", "the last full year", "this past spring", "that same day"
        let mut shift = shift;
        if let Some(more) = self.word(at).shift {
            // "said that last year", "the week following last month's": two expressions.
            if !matches!((self.lower(i), self.lower(at)), ("this", "coming" | "past" | "last" | "present") | ("that", "same")) {
                return None;
            }
            shift = if shift.told && shift.step == 0 { Shift { step: more.step, told: true } } else { more };
            at += 1;
        }
        if matches!(self.lower(at), "full" | "fiscal" | "calendar" | "financial") {
            at += 1;
        }
        let word = self.word(at);
        if let Some(unit) = word.unit
            && !word.plural
            && self.ordinary(at)
        {
            if unit == Unit::Second || unit == Unit::Minute {
                return None;
            }
            let end = at + 1;
            // "the past decade", "the last hour" are lengths; "last year" is a year.
            let long = self.is(i, "past") && !matches!(unit, Unit::Year) || matches!(unit, Unit::Hour);
            if long && shift.step != 0 {
                return Some(Found::new(Node::Duration { amount: Amount::Number(1.0), unit }, i..end, "length"));
            }
            let shift = self.told_by_article(i, shift, unit == Unit::Day);
            let found = Found::new(Node::Shifted { unit, shift }, i..end, "counted from now");
            return Some(self.of_possessive(self.with_part(found)));
        }
        // "the past three months", "the next few days", "the last 24 hours", "the first" is ordinal.
        if let Some((amount, after, article)) = self.amount(at).filter(|(_, _, article)| !article) {
            let _ = article;
            let mut unit_at = self.after_hyphen(after);
            while self.word(unit_at).between && self.word(unit_at).unit.is_none() {
                unit_at += 1;
            }
            if let Some(unit) = self.word(unit_at).unit
                && (self.word(unit_at).plural || unit_at > after)
                && !self.age(at, unit_at + 1)
                && shift != (Shift { step: 0, told: true })
            {
                return Some(Found::new(Node::Duration { amount, unit }, i..unit_at + 1, "length"));
            }
            if let Some(season) = self.word(unit_at).season.filter(|_| self.word(unit_at).plural) {
                return Some(Found::new(Node::Set(format!("XXXX-{}", season.code)), i..unit_at + 1, "repeated season"));
            }
            return None;
        }
        // "recent weeks" is an amount; "coming weeks", "past years" are vague lengths.
        if let Some(unit) = word.unit.filter(|_| word.plural) {
            if shift.step == 0 {
                return None;
            }
            return Some(Found::new(Node::Duration { amount: Amount::Vague, unit }, i..at + 1, "length"));
        }
        if let Some(day) = word.weekday.filter(|_| self.atoms.capital(at) && !word.plural && !word.short) {
            let comma = if self.mark(at + 1, ',') { at + 2 } else { at + 1 };
            if let Some(inner) = self.month_first(comma).filter(|f| matches!(f.node, Node::MonthDay { .. })) {
                return Some(Found { atoms: i..inner.atoms.end, ..inner });
            }
            return Some(self.with_part(Found::new(Node::Weekday { day, shift: Some(shift) }, i..at + 1, "weekday")));
        }
        if let Some((month, end)) = word.month.and_then(|_| self.month_name(at)) {
            if let Some((day, end)) = self.day_number(end) {
                return Some(Found::new(Node::MonthDay { month, day, to: None, shift: Some(shift) }, i..end, "month and day"));
            }
            return Some(Found::new(Node::Month { month, shift: Some(shift) }, i..end, "month"));
        }
        if let Some(season) = word.season.filter(|_| self.ordinary(at)) {
            return Some(Found::new(Node::Season { season, shift: Some(shift) }, i..at + 1, "season"));
        }
        if let Some(part) = word.part.filter(|p| p.clock.is_none()) {
            let shift = self.told_by_article(i, shift, true);
            // "last night" is yesterday's, "this morning" today's, "the next morning" tomorrow's.
            let day = if shift.told { Node::Shifted { unit: Unit::Day, shift } } else { Node::Deictic(shift.step) };
            return Some(Found::new(Node::PartOfDay { part, day: Some(Box::new(day)) }, i..at + 1, "part of the day"));
        }
        if word.phrase
            && let Some(found) = self.phrase(at)
            && let Node::Holiday { index, .. } = found.node
        {
            return Some(Found::new(Node::Holiday { index, shift: Some(shift) }, i..found.atoms.end, "holiday"));
        }
        if self.is(at, "period") && shift.told {
            return Some(Found::new(Node::Shifted { unit: Unit::Quarter, shift }, i..at + 1, "period"));
        }
        None
    }

    /// "the next day" follows the one last spoken of; "next week" the present one.
    fn told_by_article(&self, i: usize, shift: Shift, day: bool) -> Shift {
        let told = day && shift.step == 1 && self.previous_lower(i) == "the";
        Shift { told: shift.told || told, ..shift }
    }

    /// "last year's third quarter", "this year's Thanksgiving".
    fn of_possessive(&self, found: Found) -> Found {
        let Some(at) = self.possessive(found.atoms.end) else { return found };
        let Node::Shifted { unit: Unit::Year, .. } = found.node else { return found };
        if let Some(part) = self.fraction_name(at) {
            let node = Node::Of { part: Box::new(part.node), whole: Box::new(found.node) };
            return Found::new(node, found.atoms.start..part.atoms.end, "quarter of a year");
        }
        if self.is(at, "quarter") || self.is(at, "period") {
            let steps = match &found.node {
                Node::Shifted { shift, .. } => i32::from(shift.step),
                _ => 0,
            };
            return Found::new(
                Node::YearsBefore { years: -steps, unit: Some(Unit::Quarter) },
                found.atoms.start..at + 1,
                "quarter of a year",
            );
        }
        if self.is(at, "end") {
            return Found { atoms: found.atoms.start..at + 1, modifier: Some("END"), ..found };
        }
        found
    }

    /// "third quarter", "third-quarter", "first half": the quarter without its year.
    fn fraction_name(&self, i: usize) -> Option<Found> {
        let fiscal = usize::from(self.is(i, "fiscal"));
        let at = if fiscal == 1 { self.after_hyphen(i + 1) } else { i };
        let (number, after) = if self.is(at, "last") || self.is(at, "final") { (0, at + 1) } else { ordinal(self.atoms, at)? };
        let unit_at = self.after_hyphen(after);
        let of = match self.lower(unit_at) {
            "quarter" => 4,
            "half" | "halves" => 2,
            _ => return None,
        };
        let number = if number == 0 { of } else { number };
        (number <= of && unit_at < self.limit).then(|| {
            let node = Node::Fraction { number: number as u8, of: of as u8 };
            Found::new(node, i..unit_at + 1, "quarter")
        })
    }

    /// "third quarter of 1989", "1989 third quarter" is [`Self::period_of_year`]; "19th century", "first nine months", "first two years".
    pub(super) fn ordinal_period(&self, i: usize) -> Option<Found> {
        if !self.ordinary(i) {
            return None;
        }
        if let Some(found) = self.fraction_name(i) {
            let half = matches!(found.node, Node::Fraction { of: 2, .. });
            // "of 1989", "of last year", "of this fiscal year"
            let end = found.atoms.end;
            let of = if self.is(end, "of") { end + 1 } else { end };
            let of = if self.is(of, "fiscal") { of + 1 } else { of };
            if let Some((year, after)) = self.year_number(of).filter(|_| of > end || self.atoms.spaced(of)) {
                let node = Node::Of { part: Box::new(found.node), whole: Box::new(Node::Fixed(Period::Year(year))) };
                return Some(Found::new(node, i..after, "quarter of a year"));
            }
            let the = if self.is(of, "the") { of + 1 } else { of };
            if of > end
                && let Some(whole) = self.shifted(the).or_else(|| self.bare_period(the)).or_else(|| self.decade(the))
                && matches!(whole.node, Node::Shifted { unit: Unit::Year, .. } | Node::Fixed(Period::Decade(_)))
            {
                if matches!(whole.node, Node::Fixed(_)) {
                    return Some(Found {
                        modifier: Some("END"),
                        ..Found::new(whole.node, i..whole.atoms.end, "half of a decade")
                    });
                }
                let node = Node::Of { part: Box::new(found.node), whole: Box::new(whole.node) };
                return Some(Found::new(node, i..whole.atoms.end, "quarter of a year"));
            }
            // "the second half" alone is a match's or a book's.
            return (!half).then_some(found);
        }
        let (number, end) = ordinal(self.atoms, i)?;
        let unit_at = self.after_hyphen(end);
        if self.word(unit_at).unit == Some(Unit::Century) && (10..=21).contains(&number) {
            return Some(Found::new(Node::Fixed(Period::Century(number as i16 - 1)), i..unit_at + 1, "century"));
        }
        // "the first nine months": a length.
        if number == 1
            && let Some(count) = cardinal(self.atoms, end)
            && let Some(unit) =
                self.word(self.after_hyphen(count.end)).unit.filter(|_| self.word(self.after_hyphen(count.end)).plural)
        {
            let end = self.after_hyphen(count.end) + 1;
            return Some(Found::new(Node::Duration { amount: Amount::Number(count.value), unit }, i..end, "length"));
        }
        None
    }

    /// What takes "the" and a unit alone: "the quarter", "the weekend", "the summer", "the morning", "the nine months".
    pub(super) fn bare_period(&self, i: usize) -> Option<Found> {
        let fiscal = usize::from(matches!(self.lower(i), "fiscal" | "full" | "calendar"));
        let i = i + fiscal;
        let word = self.word(i);
        if !self.ordinary(i) || word.plural {
            return None;
        }
        if let Some(season) = word.season {
            // "the fall of Kabul", "the spring in his step"
            if let Some(found) = self.season_of_year(i, season) {
                return Some(found);
            }
            let led = matches!(
                self.before_article(i),
                "in" | "during" | "by" | "until" | "over" | "for" | "since" | "through" | "early" | "late"
            );
            return (led && !self.is(i + 1, "of")).then(|| Found::new(Node::Season { season, shift: None }, i..i + 1, "season"));
        }
        if let Some(part) = word.part.filter(|p| p.clock.is_none()) {
            if self.is(i + 1, "of")
                && let Some(day) = self.month_first(i + 2).filter(|f| matches!(f.node, Node::MonthDay { .. } | Node::Fixed(_)))
            {
                return Some(Found::new(
                    Node::PartOfDay { part, day: Some(Box::new(day.node)) },
                    i..day.atoms.end,
                    "part of the day",
                ));
            }
            let led =
                matches!(self.before_article(i), "in" | "during" | "by" | "until" | "into" | "of" | "early" | "late" | "through");
            return led.then(|| Found::new(Node::PartOfDay { part, day: None }, i..i + 1, "part of the day"));
        }
        let end = i + 1;
        match word.unit? {
            Unit::Year if matches!(self.lower(end), "ended" | "ending" | "to") => {
                Some(Found::new(Node::Duration { amount: Amount::Number(1.0), unit: Unit::Year }, i..end, "length"))
            }
            unit @ (Unit::Week | Unit::Weekend | Unit::Month | Unit::Quarter | Unit::Year) => {
                if self.is(end, "of") || self.mark(end, '-') && !self.atoms.spaced(end) {
                    return None;
                }
                if unit == Unit::Quarter
                    && let Some(ago) = self.counted(end).filter(|f| matches!(f.node, Node::Away { later: false, .. }))
                {
                    return Some(Found::new(Node::YearsBefore { years: 1, unit: Some(unit) }, i..ago.atoms.end, "year-ago"));
                }
                let shift = if unit == Unit::Quarter { SAME } else { PRESENT };
                Some(Found::new(Node::Shifted { unit, shift }, i..end, "the present one"))
            }
            // "the day before Friday"
            Unit::Day if matches!(self.lower(end), "before" | "after") => {
                let inner = self.dated(end + 1)?;
                let from = crate::times::expression::From::Node(Box::new(inner.node));
                let node = Node::Away { amount: Amount::Number(1.0), unit: Unit::Day, later: self.is(end, "after"), from };
                Some(Found::new(node, i..inner.atoms.end, "before or after"))
            }
            _ => None,
        }
    }

    /// The word before "the" before `i`.
    fn before_article(&self, i: usize) -> &str {
        match self.atoms.before(i) {
            Some(p) if self.atoms.lower(p) == "the" => self.previous_lower(p),
            Some(p) => self.atoms.lower(p),
            None => "",
        }
    }

    /// Holidays with their year: "Christmas 1998", "last Thanksgiving" is [`Self::shifted`].
    pub(super) fn holiday(&self, index: usize, start: usize, end: usize) -> Found {
        let here = Node::Holiday { index, shift: None };
        if self.is(end, "week") {
            return Found::new(Node::WeekOf(Box::new(here)), start..end + 1, "holiday");
        }
        let at = if self.mark(end, ',') { end + 1 } else { end };
        if let Some((year, after)) = self.year_number(at) {
            let node = Node::Of { part: Box::new(here), whole: Box::new(Node::Fixed(Period::Year(year))) };
            return Found::new(node, start..after, "holiday");
        }
        Found::new(here, start..end, "holiday")
    }

    /// "summer 1998", "spring of 1998", from the season's word on.
    fn season_of_year(&self, i: usize, season: crate::times::Season) -> Option<Found> {
        let at = if self.is(i + 1, "of") { i + 2 } else { i + 1 };
        let (year, end) = self.year_number(at)?;
        let node =
            Node::Of { part: Box::new(Node::Season { season, shift: None }), whole: Box::new(Node::Fixed(Period::Year(year))) };
        Some(Found::new(node, i..end, "season of a year"))
    }

    /// "summer 1998", "spring of 1998"; "summer" alone needs a preposition.
    pub(super) fn seasonal(&self, i: usize) -> Option<Found> {
        let season = self.word(i).season.filter(|_| !self.word(i).plural)?;
        if let Some(found) = self.season_of_year(i, season) {
            return Some(found);
        }
        let led = matches!(self.previous_lower(i), "in" | "by" | "since" | "until" | "during" | "early" | "late" | "mid" | "of");
        (led && self.ordinary(i)).then(|| Found::new(Node::Season { season, shift: None }, i..i + 1, "season"))
    }

    /// "today", "yesterday morning", "tonight".
    pub(super) fn deictic(&self, i: usize) -> Option<Found> {
        let days = self.word(i).deictic?;
        if self.is(i, "tonight") {
            let part = self.tables.word("night")?.part?;
            let node = Node::PartOfDay { part, day: Some(Box::new(Node::Deictic(0))) };
            return Some(Found::new(node, i..i + 1, "part of the day"));
        }
        Some(self.with_part(Found::new(Node::Deictic(days), i..i + 1, "counted from now")))
    }

    /// "every day", "each Monday", "daily".
    pub(super) fn repeated(&self, i: usize) -> Option<Found> {
        if let Some(unit) = self.word(i).repeat.filter(|_| self.ordinary(i)) {
            return Some(Found::new(Node::Set(one(unit)), i..i + 1, "repeated"));
        }
        if !matches!(self.lower(i), "every" | "each") || !self.ordinary(i) {
            return None;
        }
        if self.is(i + 1, "of") && self.is(i + 2, "the") {
            let inner = self.shifted(i + 3).filter(|f| matches!(f.node, Node::Duration { .. }))?;
            return Some(Found { atoms: i..inner.atoms.end, ..inner });
        }
        let mut at = i + 1;
        let mut count = 1.0;
        if let Some(number) = cardinal(self.atoms, at) {
            (count, at) = (number.value, number.end);
        } else if self.is(at, "other") {
            (count, at) = (2.0, at + 1);
        }
        let word = self.word(at);
        let value = if let Some(unit) = word.unit {
            crate::times::resolve::duration(Amount::Number(count), unit)
        } else if let Some(day) = word.weekday {
            format!("XXXX-WXX-{day}")
        } else if let Some((month, _)) = self.month_name(at) {
            format!("XXXX-{month:02}")
        } else if let Some(season) = word.season {
            format!("XXXX-{}", season.code)
        } else if let Some(part) = word.part {
            format!("XXXX-XX-XXT{}", part.code)
        } else {
            return None;
        };
        let end = if word.weekday.is_some() && self.word(at + 1).part.is_some() { at + 2 } else { at + 1 };
        Some(Found::new(Node::Set(value), i..end, "repeated"))
    }

    /// "year-ago", "the year-earlier quarter", "year-ago period".
    pub(super) fn year_ago(&self, i: usize) -> Option<Found> {
        if !self.is(i, "year") {
            return None;
        }
        let at = self.after_hyphen(i + 1);
        if at == i + 1 || !matches!(self.lower(at), "ago" | "earlier") {
            return None;
        }
        if let Some(found) = self.fraction_name(at + 1) {
            return Some(Found::new(Node::YearsBefore { years: 1, unit: None }, i..found.atoms.end, "year-ago"));
        }
        if let Some(count) = cardinal(self.atoms, at + 1)
            && let Some(unit) = self.word(count.end).unit
        {
            return Some(Found::new(Node::Duration { amount: Amount::Number(count.value), unit }, i..count.end + 1, "length"));
        }
        let end = if matches!(self.lower(at + 1), "quarter" | "period" | "month") { at + 2 } else { at + 1 };
        Some(Found::new(Node::YearsBefore { years: 1, unit: None }, i..end, "year-ago"))
    }

    /// "the 1988 period", "the 1988 third quarter", "the 1988 quarter".
    pub(super) fn period_of_year(&self, i: usize) -> Option<Found> {
        let at = if self.is(i, "fiscal") { i + 1 } else { i };
        let (year, end) = self.year_number(at)?;
        if let Some(part) = self.fraction_name(end) {
            let node = Node::Of { part: Box::new(part.node), whole: Box::new(Node::Fixed(Period::Year(year))) };
            return Some(Found::new(node, i..part.atoms.end, "quarter of a year"));
        }
        matches!(self.lower(end), "period" | "quarter")
            .then(|| Found::new(Node::PeriodOfYear(year), i..end + 1, "period of a year"))
    }

    /// "the week of March 6".
    pub(super) fn week_of(&self, i: usize) -> Option<Found> {
        if !self.is(i, "week") || !matches!(self.lower(i + 1), "of" | "ended" | "ending") {
            return None;
        }
        let inner = self.month_first(i + 2).filter(|f| matches!(f.node, Node::MonthDay { .. } | Node::Fixed(Period::Day(_))))?;
        if self.is(i + 1, "of") {
            return Some(Found::new(Node::WeekOf(Box::new(inner.node)), i..inner.atoms.end, "week of a day"));
        }
        None
    }

    /// "year-end", "year end", "year's end".
    pub(super) fn year_end(&self, i: usize) -> Option<Found> {
        if !self.is(i, "year") {
            return None;
        }
        let at = self.possessive(i + 1).unwrap_or_else(|| self.after_hyphen(i + 1));
        if !self.is(at, "end") {
            return None;
        }
        let node = Node::Shifted { unit: Unit::Year, shift: PRESENT };
        Some(Found { modifier: Some("END"), ..Found::new(node, i..at + 1, "end of the year") })
    }
}

fn one(unit: Unit) -> String {
    crate::times::resolve::duration(Amount::Number(1.0), unit)
}
