//! What a single word can mean in a time expression, from the tables under `lexicon/times/`.
//!
//! In: a word in lower case. Out: a [`Word`] with its senses, in one look-up.

use std::collections::HashMap;
use std::sync::OnceLock;

use serde::Deserialize;

use super::calendar::{Holiday, Season, Unit};
use crate::atoms::words_of;
use crate::lexicon::read;

/// The senses of a word.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Word {
    pub(crate) month: Option<u8>,
    /// 1 is Monday.
    pub(crate) weekday: Option<u8>,
    /// A month or weekday cut short: needs a full stop or a number beside it.
    pub(crate) short: bool,
    /// Also an ordinary word.
    pub(crate) common: bool,
    pub(crate) season: Option<Season>,
    pub(crate) part: Option<Part>,
    pub(crate) unit: Option<Unit>,
    pub(crate) plural: bool,
    pub(crate) shift: Option<Shift>,
    /// TIMEX3 modifier of "early", "end of".
    pub(crate) edge: Option<&'static str>,
    pub(crate) deictic: Option<i8>,
    pub(crate) vague: bool,
    pub(crate) repeat: Option<Unit>,
    /// Points to the future (1) or the past (-1).
    pub(crate) direction: i8,
    /// An expression of several words, a holiday or a bound can start here.
    pub(crate) phrase: bool,
    /// Makes "a year" after it a length of time.
    pub(crate) before_length: bool,
    /// May stand between an amount and its unit.
    pub(crate) between: bool,
    /// Makes a number of four digits after it a year.
    pub(crate) before_year: bool,
    /// Makes a number of four digits after it a count.
    pub(crate) before_count: bool,
    /// Makes a time word before it, or after it, part of a name.
    pub(crate) name_after: bool,
    pub(crate) name_before: bool,
}

/// A part of the day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Part {
    /// TIMEX3 code: MO, AF, EV, NI, MI.
    pub(crate) code: &'static str,
    /// The hour, where the word is a moment.
    pub(crate) clock: Option<u8>,
}

/// Which of a row of periods is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Shift {
    pub(crate) step: i8,
    /// Counts from the period last spoken of, not from the present one.
    pub(crate) told: bool,
}

/// Where a time zone's rules are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Zone {
    /// Minutes from UTC.
    Fixed(i32),
    /// IANA name.
    Named(String),
}

/// What a phrase of several words stands for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Phrase {
    /// PRESENT_REF, PAST_REF or FUTURE_REF.
    Reference(&'static str),
    /// Index in [`Tables::holidays`].
    Holiday(usize),
    /// TIMEX3 modifier of an amount: "more than".
    Bound(&'static str),
}

/// All that the tables say.
pub(crate) struct Tables {
    words: HashMap<String, Word>,
    phrases: HashMap<String, Vec<(Vec<String>, Phrase)>>,
    pub(crate) holidays: Vec<Holiday>,
    pub(crate) zones: HashMap<String, Zone>,
}

impl Tables {
    /// The senses of a word in lower case.
    pub(crate) fn word(&self, lower: &str) -> Option<&Word> {
        self.words.get(lower)
    }

    /// Phrases that start with a word in lower case, the longest first: the words, and what they stand for.
    pub(crate) fn phrases(&self, first: &str) -> &[(Vec<String>, Phrase)] {
        self.phrases.get(first).map_or(&[], Vec::as_slice)
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Calendar {
    month: Vec<Numbered>,
    weekday: Vec<Numbered>,
    season: Vec<SeasonRow>,
    part: Vec<PartRow>,
    unit: Vec<UnitRow>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Numbered {
    number: u8,
    names: Vec<String>,
    #[serde(default)]
    short: Vec<String>,
    #[serde(default)]
    common: bool,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SeasonRow {
    code: String,
    names: Vec<String>,
    months: (u8, u8),
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct PartRow {
    code: String,
    names: Vec<String>,
    clock: Option<u8>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct UnitRow {
    unit: Unit,
    names: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SmallWords {
    shift: Vec<ShiftRow>,
    edges: HashMap<String, String>,
    deictics: HashMap<String, i8>,
    bounds: HashMap<String, String>,
    vague: VagueRow,
    repeats: HashMap<String, Unit>,
    references: HashMap<String, String>,
    lengths: LengthRow,
    years: YearRow,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct LengthRow {
    before: Vec<String>,
    between: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct YearRow {
    before: Vec<String>,
    not_before: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ShiftRow {
    words: Vec<String>,
    step: i8,
    #[serde(default)]
    told: bool,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct VagueRow {
    words: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Holidays {
    holiday: Vec<HolidayRow>,
}

#[derive(Deserialize)]
struct HolidayRow {
    names: Vec<String>,
    #[serde(flatten)]
    rule: Holiday,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Zones {
    minutes: HashMap<String, i32>,
    zones: HashMap<String, String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Directions {
    future: Vec<String>,
    past: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Names {
    after: Vec<String>,
    before: Vec<String>,
}

/// The tables, read once.
pub(crate) fn tables() -> &'static Tables {
    static TABLES: OnceLock<Tables> = OnceLock::new();
    TABLES.get_or_init(load)
}

macro_rules! table {
    ($file:literal) => {
        read(concat!("times/", $file), include_str!(concat!("../../../../lexicon/times/", $file)))
    };
}

/// The tables live as long as the program: their strings may as well.
fn keep(text: String) -> &'static str {
    Box::leak(text.into_boxed_str())
}

fn load() -> Tables {
    let calendar: Calendar = table!("calendar.toml");
    let small: SmallWords = table!("words.toml");
    let holidays: Holidays = table!("holidays.toml");
    let zones: Zones = table!("zones.toml");
    let directions: Directions = table!("direction.toml");
    let names: Names = table!("names.toml");

    let mut words: HashMap<String, Word> = HashMap::new();
    let mut phrases: HashMap<String, Vec<(Vec<String>, Phrase)>> = HashMap::new();
    let mut set = |word: &str, change: &dyn Fn(&mut Word)| change(words.entry(word.to_string()).or_default());

    for (rows, is_month) in [(&calendar.month, true), (&calendar.weekday, false)] {
        for row in rows {
            for (name, short) in row.names.iter().map(|n| (n, false)).chain(row.short.iter().map(|n| (n, true))) {
                set(name, &|w| {
                    *(if is_month { &mut w.month } else { &mut w.weekday }) = Some(row.number);
                    w.short = short;
                    w.common = row.common;
                    w.plural = !is_month && !short && name.ends_with('s');
                });
            }
        }
    }
    for row in calendar.season {
        let season = Season { code: keep(row.code), months: row.months };
        for name in row.names {
            set(&name, &|w| (w.season, w.plural) = (Some(season), name.ends_with('s')));
        }
    }
    for row in calendar.part {
        let part = Part { code: keep(row.code), clock: row.clock };
        for name in row.names {
            set(&name, &|w| (w.part, w.plural) = (Some(part), name.ends_with('s')));
        }
    }
    for row in calendar.unit {
        for name in row.names {
            let plural = name.ends_with('s') || name == "millennia";
            set(&name, &|w| (w.unit, w.plural) = (Some(row.unit), plural));
        }
    }
    for row in small.shift {
        for word in row.words {
            set(&word, &|w| w.shift = Some(Shift { step: row.step, told: row.told }));
        }
    }
    for (word, edge) in small.edges {
        let edge = keep(edge);
        set(&word, &|w| w.edge = Some(edge));
    }
    for (word, days) in small.deictics {
        set(&word, &|w| w.deictic = Some(days));
    }
    for word in small.vague.words {
        set(&word, &|w| w.vague = true);
    }
    for (word, unit) in small.repeats {
        set(&word, &|w| w.repeat = Some(unit));
    }
    for (list, direction) in [(directions.future, 1), (directions.past, -1)] {
        for word in list {
            set(&word, &|w| w.direction = direction);
        }
    }
    type Flag = fn(&mut Word);
    let flags: [(Vec<String>, Flag); 6] = [
        (small.lengths.before, |w| w.before_length = true),
        (small.lengths.between, |w| w.between = true),
        (small.years.before, |w| w.before_year = true),
        (small.years.not_before, |w| w.before_count = true),
        (names.after, |w| w.name_after = true),
        (names.before, |w| w.name_before = true),
    ];
    for (list, flag) in flags {
        for word in list {
            set(&word, &|w| flag(w));
        }
    }
    let mut rules = Vec::new();
    let mut add = |wording: &str, phrase: Phrase| {
        let list = words_of(wording);
        phrases.entry(list[0].clone()).or_default().push((list, phrase));
    };
    for row in holidays.holiday {
        for name in &row.names {
            add(name, Phrase::Holiday(rules.len()));
        }
        rules.push(row.rule);
    }
    for (wording, reference) in small.references {
        add(&wording, Phrase::Reference(keep(reference)));
    }
    for (wording, bound) in small.bounds {
        add(&wording, Phrase::Bound(keep(bound)));
    }
    for (first, list) in &mut phrases {
        list.sort_by(|(a, _), (b, _)| b.len().cmp(&a.len()).then_with(|| a.cmp(b)));
        words.entry(first.clone()).or_default().phrase = true;
    }
    let zones = zones
        .minutes
        .into_iter()
        .map(|(name, minutes)| (name, Zone::Fixed(minutes)))
        .chain(zones.zones.into_iter().map(|(name, zone)| (name, Zone::Named(zone))))
        .collect();
    Tables { words, phrases, holidays: rules, zones }
}
