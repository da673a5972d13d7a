//! Lengths of time and distances: "three years", "a week ago", "two days later", "several months".

use super::Grammar;
use crate::numerals::{cardinal, number_words};
use crate::times::calendar::Unit;
use crate::times::expression::{Amount, Found, From, Node};

impl Grammar<'_, '_> {
    /// An amount at `i`: its value and one past it. The last item is true for "a" and "an".
    pub(super) fn amount(&self, i: usize) -> Option<(Amount, usize, bool)> {
        let word = self.lower(i);
        if matches!(word, "a" | "an") {
            if self.is(i + 1, "few") {
                return Some((Amount::Vague, i + 2, false));
            }
            if self.is(i + 1, "couple") {
                let end = if self.is(i + 2, "of") { i + 3 } else { i + 2 };
                return Some((Amount::Number(2.0), end, false));
            }
            if self.is(i + 1, "half") {
                return Some((Amount::Number(0.5), i + 2, false));
            }
            if self.is(i + 1, "dozen") {
                return Some((Amount::Number(12.0), i + 2, false));
            }
            if let Some(number) = cardinal(self.atoms, i) {
                return Some((Amount::Number(number.value), number.end, false));
            }
            return Some((Amount::Number(1.0), i + 1, true));
        }
        if word == "half" && matches!(self.lower(i + 1), "a" | "an") {
            return Some((Amount::Number(0.5), i + 2, false));
        }
        if word == "couple" {
            let end = if self.is(i + 1, "of") { i + 2 } else { i + 1 };
            return Some((Amount::Number(2.0), end, false));
        }
        // "for the third time in as many weeks"
        if self.word(i).vague && self.previous_lower(i) != "as" {
            return Some((Amount::Vague, i + 1, false));
        }
        if number_words().plurals.contains_key(word) && self.is(i + 1, "of") {
            return Some((Amount::Vague, i + 2, false));
        }
        let number = cardinal(self.atoms, i).filter(|n| n.end <= self.limit)?;
        let mut end = number.end;
        let mut value = number.value;
        if self.is(end, "dozen") {
            value *= 12.0;
            end += 1;
        }
        // "two and a half years"
        if self.is(end, "and") && self.is(end + 1, "a") && self.is(end + 2, "half") {
            return Some((Amount::Number(value + 0.5), end + 3, false));
        }
        // "two to three weeks", "12 or 18 months", "6-8 weeks"
        let tight = self.mark(end, '-') && self.atoms.is_number(end + 1);
        if (tight || matches!(self.lower(end), "to" | "or"))
            && let Some(last) = cardinal(self.atoms, end + 1)
            && last.value > value
            && self.word(self.after_hyphen(last.end)).unit.is_some()
        {
            end = last.end;
        }
        Some((Amount::Number(value), end, false))
    }

    /// A unit at `i`, adjectives and a hyphen before it allowed: the unit and one past it.
    fn unit_after(&self, i: usize) -> Option<(Unit, usize)> {
        let mut at = self.after_hyphen(i);
        let mut skipped = 0;
        while self.word(at).between && self.word(at).unit.is_none() && skipped < 2 {
            at = self.after_hyphen(at + 1);
            skipped += 1;
        }
        let unit = self.word(at).unit.filter(|_| self.ordinary(at))?;
        Some((unit, at + 1))
    }

    /// Expressions that start with an amount.
    pub(super) fn counted(&self, i: usize) -> Option<Found> {
        // "US$2 billion a year": the number is money's.
        if self.atoms.before(i).is_some_and(|p| !self.atoms.spaced(i) && "$£€¥#.,/:".contains(self.atoms.raw(p))) {
            return None;
        }
        let (mut amount, at, article) = self.amount(i)?;
        let (unit, mut end) = self.unit_after(at)?;
        let singular = !self.word(end - 1).plural;
        let hyphen = self.mark(end - 2, '-');
        if matches!(amount, Amount::Vague) && singular && !hyphen || self.is(i, "some") && singular {
            return None;
        }
        // "a year-earlier loss"
        let ago = self.after_hyphen(end);
        if ago > end && matches!(self.lower(ago), "ago" | "earlier") {
            return None;
        }
        // "a second", "a quarter of", "the 1988 quarter", "three-quarters of"
        if matches!(unit, Unit::Second) && (article || singular && !hyphen && amount != Amount::Number(1.0))
            || unit == Unit::Quarter && singular != hyphen
        {
            return None;
        }
        if self.atoms.is_number(i) && self.year_number(i).is_some() && singular && !hyphen {
            return None;
        }
        // "a minute and a half", "two and a half years"
        if self.is(end, "and") && self.is(end + 1, "a") && self.is(end + 2, "half") {
            if let Amount::Number(n) = &mut amount {
                *n += 0.5;
            }
            end += 3;
        }
        if self.age(i, end) {
            return None;
        }
        // "three-year-long", "a decade long"
        let long = self.after_hyphen(end);
        if long > end && matches!(self.lower(long), "long" | "plus") {
            end = long + 1;
        }
        let here = Found::new(Node::Duration { amount, unit }, i..end, "length");
        // "a year or so ago", "a year or two"
        let at = if self.is(end, "or") && self.is(end + 1, "so") { end + 2 } else { end };
        if let Some(found) = self.distance(i, at, amount, unit) {
            return Some(found);
        }
        if article && !hyphen && !self.length_expected(i) && end - i == 2 {
            return None;
        }
        // "one day" in a tale is no length.
        Some(here)
    }

    /// "ago", "later", "earlier", "before …", "from now" after an amount.
    fn distance(&self, start: usize, at: usize, amount: Amount, unit: Unit) -> Option<Found> {
        let away = |later, from, end, rule| Some(Found::new(Node::Away { amount, unit, later, from }, start..end, rule));
        match self.lower(at) {
            "ago" => away(false, From::Present, at + 1, "ago"),
            "earlier" | "previously" | "beforehand" => away(false, From::Told, at + 1, "earlier"),
            "later" | "afterwards" | "afterward" => away(true, From::Told, at + 1, "later"),
            "from" if matches!(self.lower(at + 1), "now" | "today") => away(true, From::Present, at + 2, "from now"),
            "hence" => away(true, From::Present, at + 1, "from now"),
            word @ ("before" | "after") if matches!(unit, Unit::Day | Unit::Week) => {
                let inner = self.dated(at + 1)?;
                let from = From::Node(Box::new(inner.node));
                Some(Found::new(
                    Node::Away { amount, unit, later: word == "after", from },
                    start..inner.atoms.end,
                    "before or after",
                ))
            }
            _ => None,
        }
    }

    /// "29-year-old", "three weeks old", "at age two".
    pub(super) fn age(&self, start: usize, end: usize) -> bool {
        let at = self.after_hyphen(end);
        matches!(self.lower(at), "old" | "olds" | "older" | "younger")
            || matches!(self.lower(end), "of") && self.is(end + 1, "age")
            || self.is(end, "her") && self.is(end + 1, "junior")
            || matches!(self.previous_lower(start), "aged" | "age")
    }

    fn length_expected(&self, i: usize) -> bool {
        self.previous(i).before_length || self.atoms.opens(i)
    }

    /// "weeks", "months of talks", "decades-long".
    pub(super) fn bare_plural(&self, i: usize) -> Option<Found> {
        let word = self.word(i);
        let unit = word.unit.filter(|_| self.ordinary(i) && !self.atoms.opens(i))?;
        let long = self.after_hyphen(i + 1);
        if long > i + 1 && self.is(long, "long") {
            let amount = if word.plural { Amount::Vague } else { Amount::Number(1.0) };
            return Some(Found::new(Node::Duration { amount, unit }, i..long + 1, "length"));
        }
        if !word.plural
            || matches!(unit, Unit::Second | Unit::Minute | Unit::Quarter | Unit::Weekend)
            || word.common
            || self.age(i, i + 1)
        {
            return None;
        }
        // "light years", "five-days": part of another expression.
        if self.previous_lower(i) == "-"
            || matches!(self.previous_lower(i), "light" | "early" | "golden" | "his" | "her" | "those")
        {
            return None;
        }
        if let Some(found) = self.distance(i, i + 1, Amount::Vague, unit) {
            return Some(found);
        }
        Some(Found::new(Node::Duration { amount: Amount::Vague, unit }, i..i + 1, "length"))
    }
}
