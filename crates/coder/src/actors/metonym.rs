//! Seats of power: a capital, building or street for the institution that sits there, or for the place itself.
//!
//! The tables say what may be a metonym; which of the two a mention is, its relation to the words around it decides.

use rustc_hash::FxHashSet;

use super::code::Code;
use super::noun::{leak, sectors};
use super::organization::affiliation;
use super::table::{Row, TableError};

/// A seat of power.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Metonym {
    /// Usual English name.
    pub name: &'static str,
    /// The institution that it stands for.
    pub code: Code,
    /// A town; else a building, street or hill.
    pub town: bool,
}

/// What a mention of a seat means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reading {
    /// The government or other institution that sits there.
    Institution,
    /// The place itself.
    Place,
}

/// How a mention stands in its sentence, in the terms of Universal Dependencies.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Relation<'t> {
    /// Relation of the mention's head to its governor, with the subtype: `nsubj`, `obl`, `nmod:poss`.
    pub deprel: &'t str,
    /// The preposition, lower-case, if there is one.
    pub preposition: Option<&'t str>,
    /// Lemma of the governor; that of the verb it is a predicate of, if it is a noun under a light verb.
    pub governor: &'t str,
    /// The governor is a verb.
    pub governor_is_verb: bool,
}

/// Verbs that decide between the readings.
#[derive(Debug, Default)]
pub(crate) struct Verbs {
    place: FxHashSet<&'static str>,
    motion: FxHashSet<&'static str>,
}

impl Verbs {
    pub(crate) fn read(&mut self, row: &Row) -> Result<(), TableError> {
        row.check_width()?;
        let set = if row.section == "motion_verb" { &mut self.motion } else { &mut self.place };
        set.extend(row.list("verbs"));
        Ok(())
    }
}

impl Metonym {
    pub(crate) fn read(row: &Row, is_country: impl Fn(&str) -> bool) -> Result<(Self, Vec<&'static str>), TableError> {
        row.check_width()?;
        let (country, international) = affiliation(row, is_country)?;
        let town = match row.cell("kind") {
            "seat" => false,
            "city" => true,
            cell => return Err(row.error(format_args!("kind is `{cell}`, expected `seat` or `city`"))),
        };
        let code = Code { country, international, sectors: leak(sectors(row)?).into() };
        let name = row.cell("name");
        Ok((Self { name, code, town }, std::iter::once(name).chain(row.list("names")).collect()))
    }
}

/// The reading of a capital or seat. `town`: the name is a town's, so that without evidence it is the place.
///
/// A subject of a verb acts, unless the verb is one of being or undergoing; after "in", "at", "near" and the like it is the place;
/// after "to" and "from" the verb of motion decides; after "with", "between", "by", "against" it is the institution, and so is a
/// possessor.
pub fn reading(tables: &super::Tables, relation: &Relation<'_>, town: bool) -> Reading {
    let verbs = &tables.verbs;
    let base = relation.deprel.split(':').next().unwrap_or("");
    let otherwise = if town { Reading::Place } else { Reading::Institution };
    if let Some(preposition) = relation.preposition {
        return match preposition {
            "in" | "near" | "around" | "outside" | "inside" | "through" | "throughout" | "across" | "over" | "via" | "into"
            | "above" | "within" | "beyond" => Reading::Place,
            "at" | "on" if town => Reading::Place,
            "to" | "from" | "for" | "towards" | "toward" | "out" if verbs.motion.contains(relation.governor) => Reading::Place,
            "with" | "between" | "by" | "against" | "among" | "without" | "versus" | "according" | "to" | "towards"
            | "toward" | "from" => Reading::Institution,
            _ => otherwise,
        };
    }
    match base {
        "nsubj" if relation.deprel == "nsubj:pass" => otherwise,
        "nsubj" | "csubj" if relation.governor_is_verb => {
            if town && verbs.place.contains(relation.governor) {
                Reading::Place
            } else {
                Reading::Institution
            }
        }
        "obj" | "iobj" if verbs.motion.contains(relation.governor) => Reading::Place,
        "obj" | "iobj" if relation.governor_is_verb => Reading::Institution,
        "nmod" if relation.deprel == "nmod:poss" => Reading::Institution,
        _ => otherwise,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(deprel: &str, preposition: Option<&str>, governor: &str, verb: bool, expected: Reading) {
        let relation = Relation { deprel, preposition, governor, governor_is_verb: verb };
        assert_eq!(reading(super::super::Tables::load(), &relation, true), expected, "{relation:?}");
    }

    #[test]
    fn syntax_decides() {
        check("nsubj", None, "say", true, Reading::Institution);
        check("nsubj", None, "lie", true, Reading::Place);
        check("obl", Some("in"), "say", true, Reading::Place);
        check("obl", Some("to"), "fly", true, Reading::Place);
        check("obl", Some("to"), "sell", true, Reading::Institution);
        check("nmod", Some("between"), "talks", false, Reading::Institution);
        check("nmod:poss", None, "ally", false, Reading::Institution);
        check("obj", None, "visit", true, Reading::Place);
        check("obj", None, "accuse", true, Reading::Institution);
        check("nsubj:pass", None, "hit", true, Reading::Place);
        check("compound", None, "airport", false, Reading::Place);
    }

    #[test]
    fn a_building_is_its_institution_without_evidence() {
        let relation = Relation { deprel: "compound", governor: "spokesman", ..Relation::default() };
        assert_eq!(reading(super::super::Tables::load(), &relation, false), Reading::Institution);
    }
}
