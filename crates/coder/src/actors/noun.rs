//! Common nouns for actors: portfolios, institutions, offices and the words that modify them.

use record::EntityKind;

use super::code::{kind, sector};
use super::plural::plural;
use super::table::{Row, TableError};

/// A common noun for an actor.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Noun {
    /// Singular, lower-case.
    pub(crate) lemma: &'static str,
    pub(crate) sectors: &'static [&'static str],
    pub(crate) class: Class,
    pub(crate) plural: bool,
}

/// What a noun does in a description.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Class {
    /// A body: "parliament".
    Institution(EntityKind),
    /// A role; a weak one takes its sector from the institution beside it.
    Office { weak: bool },
    /// A word before a role.
    Modifier(Change),
}

/// What a modifier does to the role that follows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Change {
    /// "former".
    Past,
    /// "deputy": kept in the role.
    Rank,
    /// "senior": left out of the role.
    Drop,
    /// "opposition".
    Sector(&'static str),
}

/// The patterns by which a portfolio makes offices and bodies; `~` stands for the portfolio.
const OFFICES: [&str; 9] = [
    "~ minister",
    "minister of ~",
    "minister for ~",
    "minister of the ~",
    "~ secretary",
    "secretary of ~",
    "secretary for ~",
    "~ official",
    "~ chief",
];
const BODIES: [&str; 7] = [
    "~ ministry",
    "ministry of ~",
    "ministry for ~",
    "ministry of the ~",
    "~ department",
    "department of ~",
    "department of the ~",
];

/// Nouns of a row, each with its alias.
pub(crate) fn read(row: &Row) -> Result<Vec<(&'static str, Noun)>, TableError> {
    row.check_width()?;
    let mut out = Vec::new();
    let sectors: &'static [&'static str] = leak(sectors(row)?);
    let mut add = |alias: &'static str, class| {
        out.push((alias, Noun { lemma: alias, sectors, class, plural: false }));
        if !matches!(class, Class::Modifier(_))
            && let Some(plural) = plural(alias)
        {
            out.push((plural.leak(), Noun { lemma: alias, sectors, class, plural: true }));
        }
    };
    for name in row.list("names") {
        if name.chars().any(char::is_uppercase) {
            return Err(row.error(format_args!("`{name}`: write common nouns in lower case")));
        }
        match row.section {
            "portfolio" => {
                for pattern in OFFICES {
                    add(pattern.replace('~', name).leak(), Class::Office { weak: false });
                }
                for pattern in BODIES {
                    add(pattern.replace('~', name).leak(), Class::Institution(EntityKind::Organization));
                }
            }
            "institution" => {
                let kind = kind(row.cell("kind")).ok_or_else(|| row.error(format_args!("`{}` is no kind", row.cell("kind"))))?;
                add(name, Class::Institution(kind));
            }
            "office" => add(name, Class::Office { weak: weak(row)? }),
            "modifier" => add(name, Class::Modifier(change(row)?)),
            section => return Err(row.error(format_args!("no such section: `{section}`"))),
        }
    }
    Ok(out)
}

fn weak(row: &Row) -> Result<bool, TableError> {
    match row.cell("strength") {
        "weak" => Ok(true),
        "strong" => Ok(false),
        cell => Err(row.error(format_args!("strength is `{cell}`, expected `weak` or `strong`"))),
    }
}

fn change(row: &Row) -> Result<Change, TableError> {
    Ok(match row.cell("change") {
        "past" => Change::Past,
        "rank" => Change::Rank,
        "drop" => Change::Drop,
        cell => match sector(cell) {
            Some(sector) => Change::Sector(sector),
            None => return Err(row.error(format_args!("change is `{cell}`, expected `past`, `rank`, `drop` or a sector"))),
        },
    })
}

/// The sectors of a row, checked.
pub(crate) fn sectors(row: &Row) -> Result<Vec<&'static str>, TableError> {
    row.cell("sectors")
        .split(',')
        .filter(|code| !code.is_empty())
        .map(|code| sector(code).ok_or_else(|| row.error(format_args!("`{code}` is no PLOVER sector"))))
        .collect()
}

/// The tables live as long as the program.
pub(crate) fn leak<T>(items: Vec<T>) -> &'static [T] {
    items.leak()
}
