//! The small tables of wire words: months, weekdays, zones, languages, agencies, capitals that are no place. In: the files of `lexicon/wire`. Out: look-ups.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

static MONTHS: LazyLock<HashMap<String, u8>> = LazyLock::new(|| {
    rows(include_str!("../../../lexicon/wire/months.tsv"))
        .filter_map(|mut row| row.next().and_then(|n| n.parse::<u8>().ok()).map(|n| (n, row)))
        .flat_map(|(n, names)| names.map(move |name| (name.to_lowercase(), n)))
        .collect()
});

static AGENCIES: LazyLock<HashSet<&'static str>> = LazyLock::new(|| first_column(AGENCIES_TABLE));
static NOT_PLACES: LazyLock<HashSet<&'static str>> = LazyLock::new(|| first_column(NOT_PLACES_TABLE));

static WEEKDAYS: LazyLock<Vec<&'static str>> =
    LazyLock::new(|| rows(include_str!("../../../lexicon/wire/weekdays.tsv")).flatten().collect());
static ZONES: LazyLock<Vec<(&'static str, i32)>> =
    LazyLock::new(|| rows(ZONES_TABLE).filter_map(|mut row| Some((row.next()?, row.next()?.parse().ok()?))).collect());
static LANGUAGES: LazyLock<HashMap<&'static str, &'static str>> = LazyLock::new(|| {
    rows(include_str!("../../../lexicon/wire/languages.tsv")).filter_map(|mut row| Some((row.next()?, row.next()?))).collect()
});

static FUNCTION_WORDS: LazyLock<HashMap<&'static str, HashSet<&'static str>>> = LazyLock::new(|| {
    rows(include_str!("../../../lexicon/wire/function_words.tsv"))
        .filter_map(|mut row| Some((row.next()?, row.collect())))
        .collect()
});

pub(crate) const ZONES_TABLE: &str = include_str!("../../../lexicon/wire/zones.tsv");
pub(crate) const AGENCIES_TABLE: &str = include_str!("../../../lexicon/wire/agencies.tsv");
pub(crate) const NOT_PLACES_TABLE: &str = include_str!("../../../lexicon/wire/not_places.tsv");

/// Rows of a table, each an iterator of its cells; lines that begin with `#` are comments.
pub(crate) fn rows(table: &'static str) -> impl Iterator<Item = std::str::Split<'static, char>> {
    table.lines().filter(|line| !line.is_empty() && !line.starts_with('#')).map(|line| line.split('\t'))
}

fn first_column(table: &'static str) -> HashSet<&'static str> {
    rows(table).filter_map(|mut row| row.next()).collect()
}

/// Number of the month, 1 to 12, that `word` names, in any case and with or without a stop.
pub(crate) fn month(word: &str) -> Option<u8> {
    let word = word.trim_end_matches('.');
    if word.len() < 3 || word.len() > 9 {
        return None;
    }
    MONTHS.get(&word.to_lowercase()).copied()
}

/// Whether `word` names a weekday, whole or shortened (`Wednesday`, `Wed.`).
pub(crate) fn is_weekday(word: &str) -> bool {
    let word = word.trim_end_matches('.');
    WEEKDAYS.iter().any(|day| day.eq_ignore_ascii_case(word))
}

/// Whether `word` is an agency that writes its name in datelines without brackets.
pub(crate) fn is_agency(word: &str) -> bool {
    AGENCIES.contains(word)
}

/// Whether `word`, in capitals before a dash, is no place.
pub(crate) fn is_not_a_place(word: &str) -> bool {
    NOT_PLACES.contains(word)
}

/// Minutes east of Greenwich of a zone's name, in any case.
pub(crate) fn zone(word: &str) -> Option<i32> {
    ZONES.iter().find(|(name, _)| word.eq_ignore_ascii_case(name)).map(|(_, minutes)| *minutes)
}

/// The BCP 47 code of a language that ISO 639-3 writes `code`: the one of two letters where there is one.
pub(crate) fn language_tag(code: &'static str) -> &'static str {
    LANGUAGES.get(code).copied().unwrap_or(code)
}

/// The small words of a language, if the table has it.
pub(crate) fn function_words(tag: &str) -> Option<&'static HashSet<&'static str>> {
    FUNCTION_WORDS.get(tag)
}
