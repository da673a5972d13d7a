//! Reads quantities off the atoms, from left to right.
//!
//! In: the atoms and the times of a text. Out: [`QuantityMention`]s: sign, number, range, unit, then the words that bound the number.

use std::ops::Range;

use record::Bound;

use super::counted::{Thing, thing};
use super::exclusions::{address, bound_after, bound_before, joined, labelled, run_end};
use super::tables::tables;
use super::units::{Found, money, sign, unit};
use super::{Casualty, QuantityMention, Unit};
use crate::atoms::{Atoms, Kind};
use crate::numerals::{Numeral, cardinal, number_words};
use crate::times::TimeMention;

pub(crate) struct Reader<'a, 't> {
    atoms: &'a Atoms<'t>,
    /// Atoms of the text's times, in order.
    times: Vec<Range<usize>>,
}

/// A number with its sign, and what it measures where that is written beside it.
#[derive(Debug, Clone)]
struct Figure {
    value: f64,
    number: Numeral,
    /// Its atoms, sign and unit included.
    atoms: Range<usize>,
    /// First atom of the digits or words.
    at: usize,
    unit: Option<Found>,
    rule: &'static str,
}

impl<'a, 't> Reader<'a, 't> {
    pub(crate) fn new(atoms: &'a Atoms<'t>, times: &[TimeMention]) -> Self {
        let mut ranges = Vec::with_capacity(times.len());
        let mut at = 0;
        for time in times {
            while atoms.get(at).is_some_and(|a| a.end <= time.span.start) {
                at += 1;
            }
            let first = at;
            while atoms.get(at).is_some_and(|a| a.start < time.span.end) {
                at += 1;
            }
            ranges.push(first..at);
        }
        Self { atoms, times: ranges }
    }

    pub(crate) fn read(&self) -> Vec<QuantityMention> {
        let mut found = Vec::new();
        let mut at = 0;
        let mut time = 0;
        while at < self.atoms.len() {
            while self.times.get(time).is_some_and(|t| t.end <= at) {
                time += 1;
            }
            let in_time = self.times.get(time).is_some_and(|t| t.start <= at);
            match self.quantity(at, in_time, self.times.get(time)) {
                Step::Found(mention, end) => {
                    found.push(*mention);
                    at = end.max(at + 1);
                }
                Step::Past(end) => at = end.max(at + 1),
            }
        }
        found
    }

    fn quantity(&self, i: usize, in_time: bool, time: Option<&Range<usize>>) -> Step {
        let atoms = self.atoms;
        if let Some(vague) = self.vague(i).filter(|_| !in_time) {
            return vague;
        }
        let Some(first) = self.fraction(i).or_else(|| self.figure(i)) else { return Step::Past(i + 1) };
        let tight_name = bound_before(atoms, first.at) && first.at == first.atoms.start;
        if tight_name || first.rule == "number" && bound_after(atoms, &first.number, first.at, first.unit.is_some()) {
            return Step::Past(run_end(atoms, first.at));
        }
        if first.unit.is_none() && address(atoms, first.at, &first.number) {
            return Step::Past(run_end(atoms, first.at));
        }
        let range = self.range(&first);
        // Inside a time only its length is a quantity, and the number must not be the calendar's.
        let last = if let Continuation::With(second) = &range { second } else { &first };
        if in_time && !last.unit.as_ref().is_some_and(|u| u.time) {
            return Step::Past(first.number.end);
        }
        if let Some(ahead) =
            time.filter(|t| !in_time && t.start < first.atoms.end && !first.unit.as_ref().is_some_and(|u| u.time))
        {
            // "20 August": the number ran into a time.
            if first.number.end > ahead.start {
                return Step::Past(ahead.end);
            }
        }
        match range {
            Continuation::With(second) => self.finish(first, Some(second)),
            Continuation::Reject(end) => Step::Past(end),
            Continuation::None => self.finish(first, None),
        }
    }

    /// "dozens", "hundreds of thousands of people": many, with no number.
    fn vague(&self, i: usize) -> Option<Step> {
        let atoms = self.atoms;
        let plurals = &number_words().plurals;
        plurals.get(atoms.lower(i)).filter(|_| atoms.is_word(i))?;
        let mut end = i + 1;
        while atoms.matches(end, ["of"]).is_some() && atoms.together(i, end + 1) {
            if plurals.contains_key(atoms.lower(end + 1)) {
                end += 2;
                continue;
            }
            end += 1;
            break;
        }
        let of = atoms.lower(end - 1) == "of";
        let number_end = if of { end - 1 } else { end };
        let counted = if of { unit(atoms, i, end).map(Ok).or_else(|| thing(atoms, i, end, false).map(Err)) } else { None };
        let mut mention = self.mention(i..number_end, "vague");
        mention.bound = Bound::Vague;
        let mut last = number_end;
        match counted {
            Some(Ok(found)) => {
                last = found.atoms.end;
                mention.duration = found.time;
                mention.unit_span = Some(atoms.span(&found.atoms));
                mention.unit = Some(found.unit);
            }
            Some(Err(thing)) => {
                last = thing.atoms.end;
                self.set_thing(&mut mention, thing);
            }
            None => {}
        }
        mention.span = atoms.span(&(i..last));
        mention.casualty = self.casualty(i, last);
        Some(Step::Found(Box::new(mention), last))
    }

    /// A number at `i` with its sign and unit.
    fn figure(&self, i: usize) -> Option<Figure> {
        let atoms = self.atoms;
        if let Some((row, at)) = sign(atoms, i) {
            let number = cardinal(atoms, at).filter(|n| n.digits && atoms.together(i, at))?;
            let unit = money(atoms, row, i..at, number.end);
            let number = self.with_cents(number, &unit);
            let end = unit.atoms.end;
            // "$10 dollars": the word repeats the sign.
            let (unit, end) = match super::units::unit(atoms, at, end).filter(|u| u.money) {
                Some(again) => {
                    let end = again.atoms.end;
                    (again, end)
                }
                None => (unit, end),
            };
            return Some(Figure { value: number.value, number, atoms: i..end, at, unit: Some(unit), rule: "money" });
        }
        // "-5", "+0.2%", "minus 20", "minus-260"
        let mut at = i;
        let mut negative = false;
        match atoms.get(i)?.kind {
            Kind::Mark('-' | '+') if atoms.spaced(i) && !atoms.spaced(i + 1) && atoms.is_number(i + 1) => {
                negative = atoms.is_mark(i, '-');
                at = i + 1;
            }
            Kind::Word if atoms.lower(i) == "minus" => {
                negative = true;
                at = if atoms.is_mark(i + 1, '-') { i + 2 } else { i + 1 };
            }
            Kind::Word | Kind::Number => {}
            Kind::Mark(mark) if number_words().glyphs.contains_key(&mark) => {}
            _ => return None,
        }
        let mut number = cardinal(atoms, at).filter(|_| atoms.together(i, at))?;
        let sign = if negative { -1.0 } else { 1.0 };
        // "two dozen"
        if let Some(factor) = number_words().collectives.get(atoms.lower(number.end)).filter(|f| **f == 12.0)
            && atoms.together(i, number.end)
        {
            number.value *= factor;
            number.end += 1;
        }
        // "48m": metres, unless money or a counted thing says million.
        if number.magnitude == 1e6 && atoms.raw(number.end - 1) == "m" && !atoms.spaced(number.end - 1) {
            let next = number.end;
            let counted = atoms.together(i, next)
                && atoms.is_word(next)
                && (atoms.lower(next) == "of" || !tables().stops.contains(atoms.lower(next)));
            if !counted {
                number = Numeral { value: number.value / 1e6, end: number.end - 1, magnitude: 1.0, ..number };
            }
        }
        // "1.99×10−30"
        if atoms.is_mark(number.end, '×') && atoms.raw(number.end + 1) == "10" && number.magnitude == 1.0 {
            let minus = usize::from(atoms.is_mark(number.end + 2, '-'));
            let exponent_at = number.end + 2 + minus;
            if !atoms.spaced(exponent_at)
                && let Ok(exponent) = atoms.raw(exponent_at).parse::<i32>()
            {
                let power = 10f64.powi(if minus == 1 { -exponent.min(300) } else { exponent.min(300) });
                number = Numeral { value: number.value * power, end: exponent_at + 1, magnitude: 1.0, digits: true };
            }
        }
        if !number.value.is_finite() {
            return None;
        }
        let unit = self.unit_of(&number, at);
        let mut end = unit.as_ref().map_or(number.end, |u| u.atoms.end);
        if let Some(unit) = unit.as_ref().filter(|u| u.money) {
            // "75 USD million"
            if let Some(factor) =
                number_words().magnitudes.get(atoms.lower(end)).filter(|_| number.magnitude == 1.0 && atoms.together(at, end))
            {
                number = Numeral { value: number.value * factor, magnitude: *factor, ..number };
                end += 1;
            }
            number = self.with_cents(number, unit);
            end = end.max(number.end);
        }
        Some(Figure { value: sign * number.value, number, atoms: i..end, at, unit, rule: "number" })
    }

    /// "3 dollars 50 cents", "thirteen dollars and forty-five cents": one sum.
    fn with_cents(&self, number: Numeral, unit: &Found) -> Numeral {
        let atoms = self.atoms;
        let from = unit.atoms.end.max(number.end);
        let at = if atoms.lower(from) == "and" { from + 1 } else { from };
        if !atoms.together(number.end - 1, at) || number.magnitude > 1.0 {
            return number;
        }
        let cents = cardinal(atoms, at).filter(|c| c.value < 100.0 && c.value.fract() == 0.0);
        match cents {
            Some(cents) if matches!(atoms.lower(cents.end), "cents" | "cent" | "pence") && atoms.together(at, cents.end) => {
                Numeral { value: number.value + cents.value / 100.0, end: cents.end + 1, ..number }
            }
            _ => number,
        }
    }

    fn unit_of(&self, number: &Numeral, at: usize) -> Option<Found> {
        let atoms = self.atoms;
        let Some(found) = unit(atoms, at, number.end) else { return self.shared_unit(number, at) };
        // "200 pounds" may be weight: money is spoken of in thousands, or with "sterling".
        if let Unit::Measure { code, .. } = &found.unit
            && code == "GBP"
            && number.value < 1000.0
            && atoms.lower(number.end).starts_with("pound")
            && !(atoms.lower(found.atoms.end) == "sterling" || self.pays(at))
        {
            let unit = Unit::Measure { code: "[lb_av]".into(), name: "pound-mass".into() };
            return Some(Found { unit, money: false, ..found });
        }
        // "two second-hand cars", "the 1989 quarter": an ordinal or a share of a year is no unit.
        if found.time && atoms.lower(found.atoms.start) == "second" && !atoms.is_mark(found.atoms.start.wrapping_sub(1), '-') {
            return None;
        }
        // "52-year-old", "three weeks old"
        let end = found.atoms.end;
        let old = end + usize::from(atoms.is_mark(end, '-'));
        if found.time
            && atoms.together(at, old)
            && matches!(atoms.lower(old), "old" | "olds")
            && let Unit::Measure { code, name } = &found.unit
        {
            let unit = Unit::Measure { code: code.clone(), name: format!("{name} of age") };
            return Some(Found { unit, atoms: found.atoms.start..old + 1, time: false, money: false });
        }
        Some(found)
    }

    /// The unit of the number that follows: "eight or nine euros", "a 7- or 8-inch screen"; or one past a small word: "50 previous years".
    fn shared_unit(&self, number: &Numeral, at: usize) -> Option<Found> {
        let atoms = self.atoms;
        let hyphen = usize::from(atoms.is_mark(number.end, '-') && !atoms.spaced(number.end));
        let next = number.end + hyphen;
        if !atoms.together(at, next + 1) {
            return None;
        }
        if atoms.lower(next) == "or" {
            let other = cardinal(atoms, next + 1).filter(|n| n.value > number.value)?;
            let found = unit(atoms, at, other.end)?;
            return Some(Found { atoms: number.end..number.end, ..found }).filter(|_| number.end > at);
        }
        let small = matches!(
            atoms.lower(next),
            "previous" | "more" | "additional" | "consecutive" | "straight" | "full" | "further" | "long"
        );
        unit(atoms, at, next + 1).filter(|_| small && hyphen == 0)
    }

    /// A word of paying stands close before.
    fn pays(&self, at: usize) -> bool {
        let mut k = at;
        for _ in 0..4 {
            let Some(previous) = self.atoms.before(k) else { break };
            if matches!(
                self.atoms.lower(previous),
                "cost" | "costs" | "paid" | "pay" | "pays" | "price" | "priced" | "worth" | "fined" | "fine" | "spent"
            ) {
                return true;
            }
            k = previous;
        }
        false
    }

    /// "half of", "a third", "two-thirds", "one in five", "half a million".
    fn fraction(&self, i: usize) -> Option<Figure> {
        let atoms = self.atoms;
        let words = number_words();
        let build = |value: f64, end: usize, unit: Option<Found>| {
            let number = Numeral { value, end, digits: false, magnitude: 1.0 };
            let last = unit.as_ref().map_or(end, |u| u.atoms.end);
            Figure { value, number, atoms: i..last, at: i, unit, rule: "fraction" }
        };
        let lower = atoms.lower(i);
        if lower == "half" {
            // "the second half of the season"
            let before = atoms.before(i).map_or("", |p| atoms.lower(p));
            if words.ordinals.contains_key(before) || matches!(before, "last" | "other" | "final" | "latter" | "better") {
                return None;
            }
            let article = usize::from(matches!(atoms.lower(i + 1), "a" | "an"));
            let next = i + 1 + article;
            if let Some(factor) = words.magnitudes.get(atoms.lower(next)).filter(|_| atoms.together(i, next)) {
                return Some(build(factor / 2.0, next + 1, unit(atoms, i, next + 1)));
            }
            if article == 1 && atoms.lower(next) == "dozen" {
                return Some(build(6.0, next + 1, None));
            }
            let of = atoms.lower(i + 1) == "of" || matches!(atoms.lower(i + 1), "the" | "its" | "their" | "those" | "all");
            return (of && atoms.together(i, i + 1)).then(|| build(0.5, i + 1, None));
        }
        let (over, after) = if matches!(lower, "a" | "one") {
            (1.0, i + 1)
        } else {
            let number = words.cardinals.get(lower).copied().filter(|n| (2.0..20.0).contains(n))?;
            (number, i + 1)
        };
        let hyphen = usize::from(atoms.is_mark(after, '-') && !atoms.spaced(after));
        let part = after + hyphen;
        // "one in five", "one out of three"
        if hyphen == 0 && atoms.together(i, after + 1) && lower != "a" {
            let out_of = atoms.matches(after, ["out", "of"]).or_else(|| atoms.matches(after, ["in"]).filter(|_| over == 1.0));
            if let Some(under_at) = out_of
                && let Some(under) = cardinal(atoms, under_at)
                && under.value > over
                && under.value <= 1000.0
                && unit(atoms, i, under.end).is_none()
                && atoms.together(i, under.end - 1)
            {
                return Some(build(over / under.value, under.end, None));
            }
        }
        let under = *words.fractions.get(atoms.lower(part)).filter(|_| atoms.together(i, part))?;
        let plural = atoms.lower(part).ends_with('s') || atoms.lower(part) == "halves";
        if plural != (over > 1.0) {
            return None;
        }
        // "a second quarter", "a third time", "a quarter-final": only a share takes "of" or a hyphen, or ends its phrase.
        let next = part + 1;
        let magnitude = words.magnitudes.get(atoms.lower(next)).filter(|_| atoms.together(i, next));
        if let Some(factor) = magnitude {
            return Some(build(over / under * factor, next + 1, unit(atoms, i, next + 1)));
        }
        let of = atoms.lower(next) == "of" && atoms.together(i, next);
        let ends = !atoms.together(i, next) || !atoms.is_word(next) && !(atoms.is_mark(next, '-') && !atoms.spaced(next));
        let quarter = under == 4.0 && !of && over == 1.0 && hyphen == 0;
        if !(of || hyphen == 1 || plural || ends) || quarter || ends && lower == "a" && !of && under != 3.0 {
            return None;
        }
        Some(build(over / under, next, None))
    }

    /// What follows the first number of a range.
    fn range(&self, first: &Figure) -> Continuation {
        let atoms = self.atoms;
        if first.rule == "fraction" {
            return Continuation::None;
        }
        let end = first.atoms.end;
        if !atoms.together(first.at, end) {
            return Continuation::None;
        }
        let tight = atoms.is_mark(end, '-') && !atoms.spaced(end) && !atoms.spaced(end + 1);
        let dash = atoms.is_mark(end, '-') && atoms.spaced(end) == atoms.spaced(end + 1);
        let word = atoms.lower(end);
        let led = |cue: &str| atoms.before(first.atoms.start).is_some_and(|p| self.cue_before(p, cue));
        // "0-to-60-mph"
        let hyphened = tight && atoms.lower(end + 1) == "to" && atoms.is_mark(end + 2, '-');
        let joint = if hyphened {
            end + 3
        } else if word == "up" && atoms.lower(end + 1) == "to" && led("from") {
            end + 2
        } else if dash || matches!(word, "to" | "through") || word == "and" && led("between") {
            end + 1
        } else {
            return Continuation::None;
        };
        let joint = if atoms.lower(joint) == "about" { joint + 1 } else { joint };
        if !atoms.together(first.at, joint) {
            return Continuation::None;
        }
        let Some(second) = self.figure(joint).filter(|s| s.value.is_finite()) else { return Continuation::None };
        if dash && (first.number.digits != second.number.digits || joint != second.atoms.start) {
            return Continuation::None;
        }
        if dash && !hyphened {
            let unit_follows = first.unit.is_some() || second.unit.is_some() || self.counted(&second).is_some();
            if first.unit.is_some() != second.unit.is_some() && first.unit.is_some() {
                return Continuation::None;
            }
            if joined(atoms, first.at, &first.number, &second.number, unit_follows) {
                return if tight { Continuation::Reject(run_end(atoms, second.at)) } else { Continuation::None };
            }
            return Continuation::With(second);
        }
        // A number of a time ends no range: "from 12 to 14 July".
        let ahead = self.times.get(self.times.partition_point(|t| t.end <= second.at));
        if ahead.is_some_and(|t| t.start < second.number.end) && !second.unit.as_ref().is_some_and(|u| u.time) {
            // "between 3 and 5 p.m."
            return if first.unit.is_none() { Continuation::Reject(first.number.end) } else { Continuation::None };
        }
        let same = match (&first.unit, &second.unit) {
            (Some(a), Some(b)) => base(&a.unit) == base(&b.unit),
            (None, Some(_)) | (None, None) => true,
            (Some(_), None) => led("from") || led("between"),
        };
        let from = led("from") || led("between") || led("aged") || led("ages") || hyphened || word == "and";
        if !same || bound_after(atoms, &second.number, second.at, second.unit.is_some()) {
            return Continuation::None;
        }
        // "rose to", "5 to 3": without "from" only a rising pair is a range.
        let rising = scaled(first, &second) < second.value;
        if from
            || rising
                && (first.unit.is_none() && self.counted(&second).is_some()
                    || first.unit.is_none() && second.unit.is_some()
                    || first.unit.is_some())
        {
            return Continuation::With(second);
        }
        Continuation::None
    }

    /// The cue stands at `p`, or before the bound words at `p`.
    fn cue_before(&self, p: usize, cue: &str) -> bool {
        let atoms = self.atoms;
        atoms.lower(p) == cue
            || matches!(atoms.lower(p), "about" | "around" | "approximately" | "roughly" | "somewhere" | "the" | "a")
                && atoms.before(p).is_some_and(|q| atoms.lower(q) == cue)
    }

    fn counted(&self, figure: &Figure) -> Option<Thing> {
        let one = figure.value.abs() == 1.0;
        // "seven or more missiles"
        let (after, _) = self.bound_after(figure.number.end, figure.number.end);
        thing(self.atoms, figure.at, after, one)
    }

    fn finish(&self, first: Figure, second: Option<Figure>) -> Step {
        let atoms = self.atoms;
        let last = second.as_ref().unwrap_or(&first);
        let rated =
            |f: &Figure| f.unit.as_ref().is_some_and(|u| matches!(&u.unit, Unit::Measure { code, .. } if code.contains('/')));
        let unit =
            if rated(&first) && !rated(last) { first.unit.clone() } else { last.unit.clone().or_else(|| first.unit.clone()) };
        let thing = if unit.is_none() { self.counted(last) } else { None };
        let number_end = last.number.end;
        let skip = Step::Past(number_end.max(first.atoms.end));
        let bounded = self.bound_before(first.atoms.start).1.is_some() || first.value >= 10_000.0;
        if unit.is_none() && second.is_none() && !bounded && labelled(atoms, first.at, &first.number, thing.is_some()) {
            return Step::Past(number_end);
        }
        // Number words without a unit or a thing are pronouns and figures of speech.
        if unit.is_none() && thing.is_none() && !first.number.digits && first.number.magnitude == 1.0 && first.rule != "fraction"
        {
            return skip;
        }
        // "the two countries": known things are meant, not counted.
        let before = atoms.before(first.atoms.start).map_or("", |p| atoms.lower(p));
        let known =
            before == "the" && !first.number.digits && first.number.value == 2.0 && first.rule == "number" && second.is_none();
        // "aged 18 to 34", "at age 5"
        if known && unit.is_none() || matches!(before, "aged" | "age" | "ages") {
            return skip;
        }
        if first.number.value == 1.0 && !first.number.digits && unit.is_none() && self.one_of_many(&first, thing.as_ref()) {
            return skip;
        }
        let mut end = last.atoms.end.max(first.atoms.end);
        let mut mention = self.mention(first.atoms.start..end, if second.is_some() { "range" } else { first.rule });
        match &second {
            Some(second) => {
                let (low, high) = (scaled(&first, second), second.value);
                mention.value = Some(low.min(high));
                mention.upper = Some(low.max(high));
                mention.bound = Bound::Between;
            }
            None => mention.value = Some(first.value),
        }
        if let Some(found) = unit {
            mention.duration = found.time;
            mention.unit_span = Some(atoms.span(&found.atoms));
            mention.head = self.token_index(found.atoms.end - 1);
            mention.unit = Some(found.unit);
        } else if let Some(thing) = thing {
            end = end.max(thing.atoms.end);
            self.set_thing(&mut mention, thing);
        }
        let (start, bound) = self.bound_before(first.atoms.start);
        // "between 5% and 7%": the word is the range's.
        let between = atoms.before(start).filter(|p| second.is_some() && atoms.lower(*p) == "between");
        let start = between.unwrap_or(start);
        let (after, late) = self.bound_after(number_end, end);
        if let Some(bound) = bound.or(late) {
            if second.is_none() || bound == Bound::About {
                mention.bound = bound;
            }
        }
        end = end.max(after);
        mention.span = atoms.span(&(start..end));
        mention.casualty = if mention.duration { None } else { self.casualty(start, end) };
        // "one 52,000-barrel refinery": the thing lies beyond another number, which is read too.
        let inner = (number_end..end).any(|k| atoms.is_number(k));
        let next = if inner { number_end.max(first.atoms.end) } else { end };
        Step::Found(Box::new(mention), next)
    }

    fn mention(&self, range: Range<usize>, rule: &'static str) -> QuantityMention {
        QuantityMention {
            span: self.atoms.span(&range),
            value: None,
            upper: None,
            bound: Bound::Exact,
            unit: None,
            unit_span: None,
            sentence: self.atoms.get(range.start).map_or(0, |a| a.sentence as usize),
            head: None,
            modifiers: 0..0,
            casualty: None,
            duration: false,
            rule,
        }
    }

    fn set_thing(&self, mention: &mut QuantityMention, thing: Thing) {
        mention.unit_span = Some(self.atoms.span(&(thing.head..thing.head + 1)));
        mention.head = self.token_index(thing.head);
        let first = self.token_index(thing.atoms.start);
        if let (Some(first), Some(head)) = (first, mention.head) {
            mention.modifiers = first.min(head)..head;
        }
        mention.unit = Some(Unit::Thing(thing.lemma));
    }

    fn token_index(&self, i: usize) -> Option<usize> {
        let (sentence, _) = self.atoms.token(i)?;
        let index = self.atoms.get(i)?.token as usize;
        (index < sentence.tokens.len()).then_some(index)
    }

    /// "one of Moscow's allies", "no one", "one day": membership, pronoun and tale, not a count.
    fn one_of_many(&self, figure: &Figure, thing: Option<&Thing>) -> bool {
        let atoms = self.atoms;
        let next = figure.number.end;
        let before = atoms.before(figure.at).map_or("", |p| atoms.lower(p));
        matches!(
            atoms.lower(next),
            "of" | "another" | "that" | "who" | "which" | "day" | "way" | "side" | "time" | "thing" | "point"
        ) || matches!(
            before,
            "no" | "the"
                | "this"
                | "that"
                | "any"
                | "every"
                | "each"
                | "some"
                | "which"
                | "another"
                | "a"
                | "an"
                | "only"
                | "loved"
        ) || thing.is_none()
    }

    /// Words before the number that bound it: where they start, and how.
    fn bound_before(&self, start: usize) -> (usize, Option<Bound>) {
        let atoms = self.atoms;
        let (mut at, mut bound) = (start, None);
        // "about 600", "only about 600", "at least some 600": the words nearest the number come first, an outer bound wins over "some".
        for _ in 0..2 {
            let Some(previous) = atoms.before(at) else { break };
            let tight = atoms.is_mark(previous, '-') && !atoms.spaced(previous) && !atoms.spaced(at);
            let Some(list) = tables().bounds_before.get(if tight { "-" } else { atoms.lower(previous) }) else { break };
            let matched = list.iter().find_map(|(words, found)| {
                let from = (previous + 1).checked_sub(words.len())?;
                atoms
                    .matches(from, words.iter().map(String::as_str))
                    .filter(|end| *end == previous + 1 && atoms.together(from, start))?;
                Some((from, *found))
            });
            let Some((from, found)) = matched else { break };
            bound = Some(match (bound, found) {
                (Some(inner), Bound::About) => inner,
                _ => found,
            });
            at = from;
        }
        (at, bound)
    }

    /// Words after the number, or after its unit: "10 or more", "30 years or so", "100+".
    fn bound_after(&self, number_end: usize, end: usize) -> (usize, Option<Bound>) {
        let atoms = self.atoms;
        for at in [number_end, end] {
            if !atoms.together(number_end.saturating_sub(1), at) {
                continue;
            }
            let Some(list) = tables().bounds_after.get(atoms.lower(at)) else { continue };
            for (words, bound) in list {
                if let Some(after) = atoms.matches(at, words.iter().map(String::as_str))
                    && (atoms.is_word(at) || !atoms.spaced(at))
                {
                    return (after, Some(*bound));
                }
            }
        }
        (end, None)
    }

    /// What befell the people: the verb before the number, else the words after the thing.
    fn casualty(&self, start: usize, end: usize) -> Option<Casualty> {
        let atoms = self.atoms;
        let word = |i: usize| tables().casualties.get(atoms.lower(i)).copied();
        let mut at = start;
        for _ in 0..2 {
            let Some(previous) = atoms.before(at).filter(|p| atoms.is_word(*p)) else { break };
            if let Some(found) = word(previous) {
                return Some(found);
            }
            at = previous;
        }
        if let Some(found) = (start..end).rev().find_map(word) {
            return Some(found);
        }
        for i in end..end + 8 {
            if !atoms.together(start, i)
                || matches!(atoms.get(i).map(|a| a.kind), Some(Kind::Mark(',' | ';' | '.' | ':') | Kind::Number))
            {
                break;
            }
            if let Some(found) = word(i) {
                return Some(found);
            }
            if matches!(atoms.lower(i), "and" | "but" | "while") {
                break;
            }
        }
        None
    }
}

/// A unit without its rate: the rate of "$62 and $68 per share" is both numbers'.
fn base(unit: &Unit) -> &str {
    match unit {
        Unit::Thing(lemma) => lemma,
        Unit::Measure { code, .. } if code.starts_with(|c: char| c.is_ascii_uppercase()) => {
            code.split_once('/').map_or(code, |(over, _)| over)
        }
        Unit::Measure { code, .. } => code,
    }
}

/// The lower end of a range, in the magnitude of the upper: "four to five thousand".
fn scaled(first: &Figure, second: &Figure) -> f64 {
    let raised = first.value * second.number.magnitude;
    let bare = first.number.magnitude == 1.0 && second.number.magnitude >= 1e3 && first.value.abs() < 1000.0;
    if bare && raised < second.value { raised } else { first.value }
}

enum Step {
    Found(Box<QuantityMention>, usize),
    Past(usize),
}

enum Continuation {
    With(Figure),
    Reject(usize),
    None,
}
