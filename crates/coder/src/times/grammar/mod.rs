//! The grammar of time expressions.
//!
//! In: the atoms of a text. Out: [`Found`] expressions in text order that do not overlap, unresolved. Each rule reads the longest
//! expression of its kind at one place; the longest of all rules wins.

mod amounts;
mod clock;
mod dates;
mod periods;

use super::expression::{Amount, Found, Node};
use super::words::{Phrase, Tables, Word, tables};
use crate::atoms::Atoms;

/// The determiner before an expression.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Lead {
    None,
    The,
}

pub(crate) struct Grammar<'a, 't> {
    pub(super) atoms: &'a Atoms<'t>,
    pub(super) tables: &'static Tables,
    words: Vec<&'static Word>,
    /// One past the last atom of the sentence being read.
    pub(super) limit: usize,
    /// Capital letters tell names from words in this sentence; they do not in a headline.
    pub(super) telling: bool,
    /// The sentence has no capital letter at all.
    pub(super) small: bool,
}

static NOTHING: Word = Word {
    month: None,
    weekday: None,
    short: false,
    common: false,
    season: None,
    part: None,
    unit: None,
    plural: false,
    shift: None,
    edge: None,
    deictic: None,
    vague: false,
    repeat: None,
    direction: 0,
    phrase: false,
    before_length: false,
    between: false,
    before_year: false,
    before_count: false,
    name_after: false,
    name_before: false,
};

impl<'a, 't> Grammar<'a, 't> {
    pub(crate) fn new(atoms: &'a Atoms<'t>) -> Self {
        let tables = tables();
        let words = (0..atoms.len())
            .map(|i| if atoms.is_word(i) { tables.word(atoms.lower(i)).unwrap_or(&NOTHING) } else { &NOTHING })
            .collect();
        Self { atoms, tables, words, limit: 0, telling: true, small: false }
    }

    /// All expressions of the text.
    pub(crate) fn read(&mut self) -> Vec<Found> {
        let mut found: Vec<Found> = Vec::new();
        let mut begin = 0;
        while begin < self.atoms.len() {
            let mut end = begin + 1;
            while self.atoms.together(begin, end) {
                end += 1;
            }
            self.limit = end;
            self.telling = self.capitals_tell(begin);
            self.small = !(begin..end).any(|i| self.atoms.capital(i));
            let mut at = begin;
            while at < end {
                match self.expression(at).filter(|f| !self.in_name(f)) {
                    Some(one) => {
                        at = one.atoms.end;
                        found.push(one);
                    }
                    None => at += 1,
                }
            }
            begin = end;
        }
        found
    }

    /// Less than three quarters of the longer words of a sentence have a capital.
    fn capitals_tell(&self, begin: usize) -> bool {
        let long = (begin..self.limit).filter(|&i| self.atoms.is_word(i) && self.atoms.raw(i).len() > 3);
        let (mut all, mut capital) = (0, 0);
        for i in long {
            all += 1;
            capital += usize::from(self.atoms.capital(i));
        }
        capital * 4 < all * 3
    }

    /// The senses of the word at `i`; none past the sentence.
    pub(super) fn word(&self, i: usize) -> &'static Word {
        if i < self.limit { self.words[i] } else { &NOTHING }
    }

    pub(super) fn lower(&self, i: usize) -> &str {
        if i < self.limit { self.atoms.lower(i) } else { "" }
    }

    pub(super) fn is(&self, i: usize, word: &str) -> bool {
        self.lower(i) == word
    }

    pub(super) fn mark(&self, i: usize, mark: char) -> bool {
        i < self.limit && self.atoms.is_mark(i, mark)
    }

    pub(super) fn previous(&self, i: usize) -> &'static Word {
        self.atoms.before(i).map_or(&NOTHING, |p| self.words[p])
    }

    pub(super) fn previous_lower(&self, i: usize) -> &str {
        self.atoms.before(i).map_or("", |p| self.atoms.lower(p))
    }

    /// `i`, or what stands after a tight hyphen at `i`.
    pub(super) fn after_hyphen(&self, i: usize) -> usize {
        if self.mark(i, '-') && !self.atoms.spaced(i) && i + 1 < self.limit && !self.atoms.spaced(i + 1) { i + 1 } else { i }
    }

    /// One past "'s" or "'" at `i`.
    pub(super) fn possessive(&self, i: usize) -> Option<usize> {
        if !self.mark(i, '\'') || self.atoms.spaced(i) {
            return None;
        }
        Some(if self.is(i + 1, "s") && !self.atoms.spaced(i + 1) { i + 2 } else { i + 1 })
    }

    /// One past a full stop that belongs to the abbreviation before `i`.
    pub(super) fn full_stop(&self, i: usize) -> usize {
        if self.mark(i, '.') && !self.atoms.spaced(i) { i + 1 } else { i }
    }

    /// True where the word at `i` is written small, or where capitals tell nothing.
    pub(super) fn ordinary(&self, i: usize) -> bool {
        !self.telling || !self.atoms.capital(i) || self.atoms.opens(i)
    }

    /// The longest expression at `i`.
    fn expression(&self, i: usize) -> Option<Found> {
        if !self.may_start(i) {
            return None;
        }
        let rules: [fn(&Self, usize) -> Option<Found>; 5] =
            [Self::phrase, Self::edge, Self::bounded, Self::with_the, |g, i| g.core(i, Lead::None)];
        longest(rules.into_iter().filter_map(|rule| rule(self, i)))
    }

    fn may_start(&self, i: usize) -> bool {
        if self.atoms.is_word(i) {
            let word = self.word(i);
            return word.phrase
                || word.month.is_some()
                || word.weekday.is_some()
                || word.season.is_some()
                || word.part.is_some()
                || word.unit.is_some()
                || word.shift.is_some()
                || word.edge.is_some()
                || word.deictic.is_some()
                || word.vague
                || word.repeat.is_some()
                || matches!(
                    self.lower(i),
                    "the" | "a" | "an" | "each" | "every" | "half" | "over" | "overnight" | "fiscal" | "post" | "pre"
                )
                || crate::numerals::cardinal(self.atoms, i).is_some()
                || crate::numerals::ordinal(self.atoms, i).is_some();
        }
        self.atoms.is_number(i) || self.mark(i, '\'')
    }

    /// Holidays and words of reference.
    fn phrase(&self, i: usize) -> Option<Found> {
        if !self.word(i).phrase {
            return None;
        }
        for (words, phrase) in self.tables.phrases(self.lower(i)) {
            let Some(end) = self.atoms.matches(i, words.iter().map(String::as_str)) else { continue };
            match phrase {
                Phrase::Reference(value) => {
                    if !self.ordinary(i) || self.atoms.spaced(end - 1) && self.mark(end, '-') && !self.atoms.spaced(end) {
                        continue;
                    }
                    // "the current year" is a period, "current" before anything else the present.
                    if words.len() == 1 && self.word(i).shift.is_some() && self.word(i + 1).unit.is_some() {
                        continue;
                    }
                    // "the past two years", "the future of"
                    let next = self.word(end);
                    if words.len() == 2 && (next.unit.is_some() || next.vague || next.season.is_some() || self.is(end, "of"))
                        || self.atoms.is_number(end) && end < self.limit
                        || words.len() == 2 && crate::numerals::cardinal(self.atoms, end).is_some()
                    {
                        continue;
                    }
                    return Some(Found::new(Node::Reference(value), i..end, "reference"));
                }
                Phrase::Holiday(index) => {
                    if self.telling && !self.atoms.capital(i) {
                        continue;
                    }
                    return Some(self.holiday(*index, i, end));
                }
                Phrase::Bound(_) => {}
            }
        }
        None
    }

    /// "early 1990", "later this year", "the end of the month", "mid-July".
    fn edge(&self, i: usize) -> Option<Found> {
        let start = i;
        let i = if self.is(i, "the") { i + 1 } else { i };
        let modifier = self.word(i).edge?;
        if !self.ordinary(i) {
            return None;
        }
        let word = self.lower(i);
        let inner = if matches!(word, "early" | "late" | "mid" | "earlier" | "later") {
            if start < i && word.ends_with("er") {
                return None;
            }
            let at = self.after_hyphen(i + 1);
            let at = if self.is(at, "in") && word.ends_with("er") { at + 1 } else { at };
            self.with_the(at).or_else(|| self.core(at, if start < i { Lead::The } else { Lead::None }))?
        } else {
            if !self.is(i + 1, "of") {
                return None;
            }
            self.with_the(i + 2).or_else(|| self.core(i + 2, Lead::None))?
        };
        if matches!(inner.node, Node::Duration { .. } | Node::Set(_) | Node::Reference(_) | Node::Away { .. }) {
            return None;
        }
        Some(Found { node: inner.node, atoms: start..inner.atoms.end, modifier: Some(modifier), rule: "edge" })
    }

    /// "more than two years", "nearly a decade ago".
    fn bounded(&self, i: usize) -> Option<Found> {
        if !self.word(i).phrase {
            return None;
        }
        for (words, phrase) in self.tables.phrases(self.lower(i)) {
            let Phrase::Bound(modifier) = phrase else { continue };
            let Some(end) = self.atoms.matches(i, words.iter().map(String::as_str)) else { continue };
            // "over the past year", "over several years": a preposition.
            if self.is(end, "the") {
                continue;
            }
            if let Some(inner) = self.core(end, Lead::None)
                && matches!(
                    inner.node,
                    Node::Duration { amount: Amount::Number(_), .. } | Node::Away { amount: Amount::Number(_), .. }
                )
            {
                return Some(Found { atoms: i..inner.atoms.end, modifier: Some(modifier), ..inner });
            }
        }
        None
    }

    fn with_the(&self, i: usize) -> Option<Found> {
        if !self.is(i, "the") {
            return None;
        }
        let found = self.core(i + 1, Lead::The)?;
        // "the year-ago results": the article is the noun's.
        let bare = found.rule == "year-ago" && matches!(self.lower(found.atoms.end - 1), "ago" | "earlier");
        if bare {
            return None;
        }
        Some(Found { atoms: i..found.atoms.end, ..found })
    }

    /// The longest expression at `i` without modifiers. After [`Lead::The`], only what takes the article into its span.
    pub(super) fn core(&self, i: usize, lead: Lead) -> Option<Found> {
        if i >= self.limit {
            return None;
        }
        let always: [fn(&Self, usize) -> Option<Found>; 3] = [Self::shifted, Self::ordinal_period, Self::counted];
        let mut best = longest(always.into_iter().filter_map(|rule| rule(self, i)));
        let more: &[fn(&Self, usize) -> Option<Found>] = match lead {
            Lead::The => {
                &[Self::bare_period, Self::decade, Self::year_named, Self::period_of_year, Self::week_of, Self::year_ago]
            }
            Lead::None => &[
                Self::month_first,
                Self::number_first,
                Self::decade,
                Self::weekday_first,
                Self::clock_first,
                Self::deictic,
                Self::seasonal,
                Self::repeated,
                Self::year,
                Self::year_ago,
                Self::bare_plural,
                Self::year_end,
            ],
        };
        best = longest(more.iter().filter_map(|rule| rule(self, i)).chain(best));
        best.filter(|f| lead == Lead::None || !self.premodifier(f))
    }

    /// "the third-quarter results": the article is the noun's.
    fn premodifier(&self, found: &Found) -> bool {
        matches!(found.node, Node::Duration { .. } | Node::Fraction { .. })
            && found.atoms.len() > 2
            && self.mark(found.atoms.end - 2, '-')
            && !self.atoms.spaced(found.atoms.end - 2)
    }

    /// A time word inside a name: "the Sunday Telegraph", "Black September".
    fn in_name(&self, found: &Found) -> bool {
        let (first, last) = (found.atoms.start, found.atoms.end - 1);
        if !self.telling {
            return false;
        }
        let named = |i: usize| self.atoms.capital(i);
        let after = last + 1;
        if named(last) && after < self.limit && named(after) && self.word(after).name_after && self.atoms.spaced(after) {
            return true;
        }
        if let Some(before) = self.atoms.before(first)
            && named(before)
            && self.words[before].name_before
            && (named(first) || self.atoms.is_number(first))
        {
            return true;
        }
        // "This Week", "Today" in the middle of a sentence.
        let plain = |i: usize| {
            let w = self.word(i);
            w.unit.is_some()
                || w.deictic.is_some()
                || w.shift.is_some()
                || w.part.is_some() && w.weekday.is_none()
                || w.repeat.is_some()
        };
        (named(last) && plain(last) && self.atoms.is_word(last) && !self.atoms.opens(first)
            || named(first) && named(last) && plain(first) && plain(last))
            && !self.atoms.raw(last).chars().all(char::is_uppercase)
            && !(last > first && !named(first) && matches!(found.node, Node::PartOfDay { .. }))
            && !matches!(found.node, Node::Holiday { .. })
            && !(last == first && self.atoms.opens(first))
    }
}

/// The expression that ends last; of those, the first.
fn longest(found: impl Iterator<Item = Found>) -> Option<Found> {
    let mut best: Option<Found> = None;
    for one in found {
        if best.as_ref().is_none_or(|b| one.atoms.end > b.atoms.end) {
            best = Some(one);
        }
    }
    best
}
