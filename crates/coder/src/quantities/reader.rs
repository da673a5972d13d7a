//! Reads quantities off the atoms, from left to right.
//!
//! In: the atoms and the times of a text. Out: [`QuantityMention`]s: sign, number, range, unit, then the words that bound the number.

use std::ops::Range;

use record::Bound;

use super::counted::{Thing, thing};
use super::exclusions::{address, bound_after, bound_before, labelled, run_end};
use super::ranges::{Continuation, scaled};
use super::units::{Found, unit};
use super::{QuantityMention, Unit};
use crate::atoms::Atoms;
use crate::numerals::{Numeral, number_words};
use crate::times::TimeMention;

pub(crate) struct Reader<'a, 't> {
    pub(super) atoms: &'a Atoms<'t>,
    /// Atoms of the text's times, in order.
    pub(super) times: Vec<Range<usize>>,
}

/// A number with its sign, and what it measures where that is written beside it.
#[derive(Debug, Clone)]
pub(super) struct Figure {
    pub(super) value: f64,
    pub(super) number: Numeral,
    /// Its atoms, sign and unit included.
    pub(super) atoms: Range<usize>,
    /// First atom of the digits or words.
    pub(super) at: usize,
    pub(super) unit: Option<Found>,
    pub(super) rule: &'static str,
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

    pub(super) fn counted(&self, figure: &Figure) -> Option<Thing> {
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
        if let Some(bound) = bound.or(late).filter(|b| second.is_none() || *b == Bound::About) {
            mention.bound = bound;
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
}

enum Step {
    Found(Box<QuantityMention>, usize),
    Past(usize),
}
