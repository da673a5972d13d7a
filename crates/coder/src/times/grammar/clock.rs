//! Clock times and parts of the day: "10:30 p.m. EDT Friday", "1500 GMT", "noon", "this morning".

use super::Grammar;
use crate::times::expression::{Found, Node};
use crate::times::words::Zone;

impl Grammar<'_, '_> {
    /// Expressions that start with a clock time or a part of the day.
    pub(super) fn clock_first(&self, i: usize) -> Option<Found> {
        if self.is(i, "overnight") {
            let part = self.tables.word("night")?.part?;
            return Some(Found::new(Node::PartOfDay { part, day: None }, i..i + 1, "part of the day"));
        }
        if let Some(part) = self.word(i).part {
            if !self.ordinary(i) {
                return None;
            }
            let Some(hour) = part.clock else {
                return self.part_alone(i);
            };
            let (zone, end) = self.zone(i + 1);
            return Some(self.with_day(Node::Clock { hour, minute: Some(0), zone, day: None }, i, end));
        }
        let (hour, minute, end) = self.clock(i)?;
        let (zone, end) = self.zone(end);
        Some(self.with_day(Node::Clock { hour, minute, zone, day: None }, i, end))
    }

    /// "the morning" is left to [`Self::bare_period`]; "morning" alone is a time in "by morning", "in the early morning".
    fn part_alone(&self, i: usize) -> Option<Found> {
        let part = self.word(i).part?;
        if self.word(i).plural || !matches!(self.previous_lower(i), "by" | "mid" | "until" | "early" | "late" | "before") {
            // "mid-afternoon"
            let hyphen = self.previous_lower(i) == "-";
            if !hyphen || self.word(i).plural {
                return None;
            }
        }
        Some(self.with_day(Node::PartOfDay { part, day: None }, i, i + 1))
    }

    /// Hour, minute and one past them.
    fn clock(&self, i: usize) -> Option<(u8, Option<u8>, usize)> {
        if i >= self.limit || !self.atoms.is_number(i) || self.bound_before(i) {
            return None;
        }
        let written = self.atoms.raw(i);
        // "1500 GMT", "0401 hours"
        if written.len() == 4 && written.bytes().all(|b| b.is_ascii_digit()) {
            let (hour, minute) = (written[..2].parse().ok()?, written[2..].parse().ok()?);
            let zoned = self.atoms.spaced(i + 1) && self.zone(i + 1).0.is_some() && self.atoms.capital(i + 1);
            return (hour < 24 && minute < 60 && (zoned || self.is(i + 1, "hours"))).then_some((hour, Some(minute), i + 1));
        }
        let (hour_text, mut minute, mut at) = match written.split_once('.') {
            // "10.45pm"
            Some((h, m)) if m.len() == 2 => (h, Some(m.parse::<u8>().ok()?), i + 1),
            Some(_) => return None,
            None => (written, None, i + 1),
        };
        if hour_text.len() > 2 {
            return None;
        }
        let hour: u8 = hour_text.parse().ok().filter(|h| *h < 25)?;
        if self.mark(at, ':')
            && !self.atoms.spaced(at)
            && at + 1 < self.limit
            && !self.atoms.spaced(at + 1)
            && self.atoms.is_number(at + 1)
        {
            let text = self.atoms.raw(at + 1);
            if minute.is_some() || text.len() != 2 || self.mark(at + 2, ':') && !self.atoms.spaced(at + 2) {
                return None;
            }
            minute = Some(text.parse().ok()?);
            at += 2;
        }
        if minute.is_some_and(|m| m > 59) {
            return None;
        }
        if let Some((afternoon, end)) = self.half_of_day(at) {
            (1..=12).contains(&hour).then_some(())?;
            let hour = hour % 12 + if afternoon { 12 } else { 0 };
            return Some((hour, minute, end));
        }
        if self.is(at, "o") && self.mark(at + 1, '\'') && self.is(at + 2, "clock") {
            return Some((hour, minute, at + 3));
        }
        // "2 in the morning", "8:30 at night"
        if self.is(at, "in") && self.is(at + 1, "the") || self.is(at, "at") {
            let part_at = if self.is(at, "at") { at + 1 } else { at + 2 };
            if let Some(part) = self.word(part_at).part.filter(|p| p.clock.is_none())
                && (1..=12).contains(&hour)
                && (minute.is_some() || matches!(self.previous_lower(i), "at" | "by" | "until" | "around" | "about"))
            {
                let late = part.code != "MO" && hour < 12;
                return Some((hour % 24 + if late { 12 } else { 0 }, minute, part_at + 1));
            }
        }
        // A bare "10:30" is a time only where words say so: it can be a score or a verse.
        let led =
            matches!(self.previous_lower(i), "at" | "by" | "until" | "till" | "around" | "from" | "since" | "before" | "after");
        (minute.is_some() && self.mark(i + 1, ':') && hour < 24 && (led || self.zone(at).0.is_some()))
            .then_some((hour, minute, at))
    }

    fn bound_before(&self, i: usize) -> bool {
        self.atoms.before(i).is_some_and(|p| !self.atoms.spaced(i) && "$£€¥#.,/:".contains(self.atoms.raw(p)))
    }

    /// "a.m.", "pm", "p.m": true for the afternoon, and one past it.
    fn half_of_day(&self, i: usize) -> Option<(bool, usize)> {
        match self.lower(i) {
            "am" if !self.atoms.spaced(i) || self.atoms.raw(i) != "am" || self.mark(i.wrapping_sub(2), ':') => {
                Some((false, i + 1))
            }
            "am" if matches!(self.lower(i + 1), "on" | "and" | "to" | "in" | "" | "," | ".") => Some((false, i + 1)),
            "pm" => Some((true, i + 1)),
            half @ ("a" | "p")
                if self.mark(i + 1, '.') && !self.atoms.spaced(i + 1) && self.is(i + 2, "m") && !self.atoms.spaced(i + 2) =>
            {
                // The full stop after "m" also ends a sentence; the expression leaves it out there.
                let stop = self.full_stop(i + 3);
                let ends = stop >= self.limit || stop > i + 3 && self.closes(stop);
                Some((half == "p", if ends { i + 3 } else { stop }))
            }
            _ => None,
        }
    }

    /// Only quotes and brackets follow in the sentence.
    fn closes(&self, i: usize) -> bool {
        (i..self.limit).all(|k| !self.atoms.is_word(k) && !self.atoms.is_number(k))
    }

    fn zone(&self, i: usize) -> (Option<Zone>, usize) {
        if i >= self.limit {
            return (None, i);
        }
        let bracket = usize::from(self.mark(i, '('));
        let at = i + bracket;
        if !self.atoms.is_word(at) || !self.atoms.capital(at) {
            return (None, i);
        }
        let Some(zone) = self.tables.zones.get(self.atoms.lower(at)) else { return (None, i) };
        // "Eastern Time", "Eastern Daylight Time"; the abbreviations stand in capitals.
        let abbreviation = self.atoms.raw(at).chars().all(char::is_uppercase);
        let mut end = at + 1;
        if !abbreviation {
            if matches!(self.lower(end), "standard" | "daylight" | "summer") {
                end += 1;
            }
            if !self.is(end, "time") {
                return (None, i);
            }
            end += 1;
        }
        if bracket == 1 {
            if !self.mark(end, ')') {
                return (None, i);
            }
            end += 1;
        }
        (Some(zone.clone()), end)
    }

    /// The day after a clock time: "Friday", "on Friday", ", Nov. 1", "yesterday".
    fn with_day(&self, node: Node, start: usize, end: usize) -> Found {
        let at = if self.mark(end, ',') { end + 1 } else { end };
        let day = self
            .month_first(at)
            .filter(|f| matches!(f.node, Node::MonthDay { .. } | Node::Fixed(_)))
            .or_else(|| self.weekday_first(at))
            .or_else(|| self.deictic(at))
            .filter(|f| !matches!(f.node, Node::Set(_)));
        let Some(day) = day else { return Found::new(node, start..end, "clock time") };
        let inner = match day.node {
            Node::PartOfDay { day: Some(inner), .. } => inner,
            other => Box::new(other),
        };
        let node = match node {
            Node::Clock { hour, minute, zone, .. } => Node::Clock { hour, minute, zone, day: Some(inner) },
            Node::PartOfDay { part, .. } => Node::PartOfDay { part, day: Some(inner) },
            other => other,
        };
        Found::new(node, start..day.atoms.end, "clock time and day")
    }
}
