//! Reads descriptions: "Russian ministry spokeswoman", "president of the Bosnian parliament", "former Peruvian president".
//!
//! In: the words of a noun phrase without the name that it stands with. Out: country, sectors, role and kind. The head is the last
//! noun before the first preposition; a weak one ("spokesman", "president", "chief") takes its sector from the institution beside it
//! or after "of". The country is the first that is named as allegiance: "ambassador to Mali" says nothing of Mali's.

use record::EntityKind;

use super::code::Code;
use super::noun::{Change, Class, Noun};
use super::{CountryForm, Item, Organization, Slot, Tables, Words};

/// What a description says of an actor.
#[derive(Debug, Clone, PartialEq)]
pub struct Description<'t> {
    /// Country, international code and sectors.
    pub code: Code,
    /// The role's lemma, with its rank: "deputy finance minister".
    pub role: Option<String>,
    /// What it describes.
    pub kind: EntityKind,
    /// The organization that is named in it.
    pub organization: Option<&'t Organization>,
    /// A former holder: "former", "ex-", "retired".
    pub past: bool,
    /// Several actors: "ministers".
    pub plural: bool,
    /// Index of the head word's last word.
    pub head: usize,
}

/// PLOVER codes former officials as ELI; who left one of these sectors is one.
pub(crate) fn becomes_elite(sector: &str) -> bool {
    matches!(sector, "GOV" | "LEG" | "MIL" | "JUD" | "SPY")
}

/// A noun or name in the phrase.
enum Part<'t> {
    Noun { noun: &'t Noun, end: usize, outer: bool },
    Modifier(&'static str, Change),
    Body { code: &'t Code, kind: EntityKind, organization: Option<&'t Organization>, end: usize, outer: bool },
}

impl Tables {
    /// What a noun phrase says of an actor; none if it names no role, institution or organization.
    pub fn describe(&self, words: &Words<'_>) -> Option<Description<'_>> {
        let mut parts = Vec::new();
        let mut country: Option<Code> = None;
        let mut preposition: Option<&str> = None;
        let mut at = 0;
        while at < words.len() {
            let skip = self.prefix(words, at).map_or(0, |(lemma, change)| {
                parts.push(Part::Modifier(lemma, change));
                1
            });
            let Some((range, slots)) = self.index.longest_within(words, at, skip, |slot| !matches!(slot, Slot::Person(_))) else {
                if let [piece] = words.lower(at)
                    && let Some(&found) = PREPOSITIONS.iter().find(|known| *known == piece)
                {
                    preposition = Some(found);
                }
                at += 1;
                continue;
            };
            let elsewhere = preposition.is_some_and(|word| !matches!(word, "of" | "in" | "from" | "at"));
            let inner_at = range.end - 1;
            let outer = preposition.is_none();
            let last = range.end == words.len() || self.nothing_but_prepositions_follow(words, range.end);
            let mut nouns = slots.iter().filter_map(|&slot| match slot {
                Slot::Noun(id) => Some(&self.nouns[id as usize]),
                _ => None,
            });
            let names: Vec<Item<'_>> = slots.iter().filter_map(|&slot| self.item(slot)).collect();
            if let Some(item) = names.first() {
                // "Georgian": the adjective goes before other readings; a seat before the town.
                let item = names
                    .iter()
                    .find(|item| matches!(item, Item::Metonym(_)) || matches!(item, Item::Country(_, CountryForm::Adjective)))
                    .unwrap_or(item);
                match item {
                    Item::Country(known, _) if !elsewhere => {
                        country.get_or_insert_with(|| known.code());
                    }
                    // "the embassy in Brussels" is not the Union's.
                    Item::Metonym(seat) if seat.town && matches!(preposition, Some("in" | "at" | "from")) => {}
                    Item::Metonym(seat) if !elsewhere || outer => {
                        parts.push(Part::Body {
                            code: &seat.code,
                            kind: EntityKind::Organization,
                            organization: None,
                            end: inner_at,
                            outer,
                        });
                    }
                    Item::Organization(known) if !elsewhere || matches!(preposition, Some("for" | "with" | "by")) => {
                        parts.push(Part::Body {
                            code: &known.code,
                            kind: known.kind,
                            organization: Some(known),
                            end: inner_at,
                            outer,
                        });
                    }
                    _ => {}
                }
            } else if let Some(modifier) =
                (!last).then(|| nouns.clone().find(|noun| matches!(noun.class, Class::Modifier(_)))).flatten()
            {
                let noun = nouns.find(|noun| !matches!(noun.class, Class::Modifier(_)));
                if let Some(noun) = noun.filter(|_| !matches!(modifier.class, Class::Modifier(Change::Sector(_)))) {
                    // "chief spokesman": a modifier if another noun follows, which `last` decided.
                    if !matches!(modifier.class, Class::Modifier(Change::Drop)) || !outer {
                        parts.push(Part::Noun { noun, end: inner_at, outer });
                    }
                }
                if let Class::Modifier(change) = modifier.class
                    && outer
                {
                    parts.push(Part::Modifier(modifier.lemma, change));
                }
            } else if let Some(noun) = nouns.find(|noun| !matches!(noun.class, Class::Modifier(_)))
                && (!elsewhere || matches!(preposition, Some("for" | "with" | "by")))
            {
                parts.push(Part::Noun { noun, end: inner_at, outer });
            }
            at = range.end;
        }
        self.compose(&parts, country)
    }

    /// "ex" of "ex-president", "co" of "co-chairman".
    fn prefix(&self, words: &Words<'_>, at: usize) -> Option<(&'static str, Change)> {
        let [first, _, ..] = words.lower(at) else { return None };
        self.index.under(first).find_map(|slot| match slot {
            Slot::Noun(id) => match &self.nouns[id as usize] {
                Noun { lemma, class: Class::Modifier(change @ (Change::Past | Change::Rank)), .. } => {
                    self.index.longest(words, at, |slot| matches!(slot, Slot::Noun(_))).is_none().then_some((*lemma, *change))
                }
                _ => None,
            },
            _ => None,
        })
    }

    fn nothing_but_prepositions_follow(&self, words: &Words<'_>, from: usize) -> bool {
        (from..words.len())
            .find(|&at| !words.lower(at).is_empty() && words.lower(at) != ["s"])
            .is_none_or(|at| words.lower(at).first().is_some_and(|piece| PREPOSITIONS.contains(&piece.as_str())))
    }

    fn compose<'t>(&'t self, parts: &[Part<'t>], country: Option<Code>) -> Option<Description<'t>> {
        let head = parts.iter().rposition(|part| matches!(part, Part::Noun { outer: true, .. } | Part::Body { outer: true, .. }));
        let head = head.or_else(|| parts.iter().position(|part| !matches!(part, Part::Modifier(..))))?;
        // The nearest institution before the head, else the first after "of". A people says whose side someone is on, and no sector.
        let institution = |part: &&Part<'_>| !matches!(part, Part::Modifier(..) | Part::Body { kind: EntityKind::People, .. });
        let before = parts[..head].iter().rev().find(institution);
        let after =
            parts.iter().enumerate().filter(|&(at, part)| at != head && !is_outer(part)).map(|(_, part)| part).find(institution);
        let beside = before.or(after);
        let mut weak_alone = false;
        let (mut sectors, kind, role, plural, end): (Vec<&'static str>, _, _, _, _) = match &parts[head] {
            Part::Noun { noun, end, .. } => match noun.class {
                Class::Office { weak } => {
                    let institution =
                        beside.map(sectors_of).filter(|sectors| !sectors.is_empty() || matches!(beside, Some(Part::Body { .. })));
                    weak_alone = weak && institution.is_none();
                    let own = noun.sectors.to_vec();
                    let sectors = match institution {
                        Some(found) if weak => found,
                        Some(found) => {
                            own.iter().copied().chain(found.into_iter().filter(|sector| !own.contains(sector))).collect()
                        }
                        None => own,
                    };
                    let kind = if noun.plural { EntityKind::People } else { EntityKind::Person };
                    (sectors, kind, Some(noun.lemma), noun.plural, *end)
                }
                Class::Institution(kind) => {
                    let mut sectors = noun.sectors.to_vec();
                    sectors.extend(before.map(sectors_of).unwrap_or_default());
                    (sectors, kind, None, noun.plural, *end)
                }
                Class::Modifier(_) => return None,
            },
            Part::Body { code, kind, end, .. } => (code.sectors.to_vec(), *kind, None, false, *end),
            Part::Modifier(..) => return None,
        };
        let mut past = false;
        let mut ranks = Vec::new();
        for part in parts[..head].iter() {
            let Part::Modifier(lemma, change) = part else { continue };
            match change {
                Change::Past => {
                    past = true;
                    ranks.push(*lemma);
                }
                Change::Rank => ranks.push(*lemma),
                Change::Sector(sector) => {
                    // "air force spokesman": the spokesman has no sector of his own.
                    if std::mem::take(&mut weak_alone) {
                        sectors.clear();
                    }
                    // The opposition's lawmaker is of the opposition first; an army's general is of the army already.
                    let first = matches!(*sector, "OPP" | "REB") || sectors.is_empty();
                    sectors.retain(|own| own != sector);
                    sectors.insert(if first { 0 } else { sectors.len().min(1) }, sector);
                }
                Change::Drop => {}
            }
        }
        dedup(&mut sectors);
        if past && sectors.first().is_some_and(|sector| becomes_elite(sector)) {
            sectors.insert(0, "ELI");
        }
        let mut code = country.unwrap_or_default();
        let organization = parts.iter().find_map(|part| match part {
            Part::Body { organization, .. } => *organization,
            _ => None,
        });
        for part in parts {
            if let Part::Body { code: body, .. } = part {
                code.country = code.country.or(body.country);
                code.international = code.international.or(body.international);
            }
        }
        let partial = code.sectors.first().copied();
        sectors.extend(partial.filter(|sector| !sectors.contains(sector)));
        code.sectors = sectors.into();
        ranks.extend(role);
        Some(Description { code, role: role.map(|_| ranks.join(" ")), kind, organization, past, plural, head: end })
    }
}

fn is_outer(part: &Part<'_>) -> bool {
    matches!(part, Part::Noun { outer: true, .. } | Part::Body { outer: true, .. } | Part::Modifier(..))
}

fn sectors_of(part: &Part<'_>) -> Vec<&'static str> {
    match part {
        Part::Noun { noun, .. } => noun.sectors.to_vec(),
        Part::Body { code, .. } => code.sectors.to_vec(),
        Part::Modifier(..) => Vec::new(),
    }
}

fn dedup(sectors: &mut Vec<&'static str>) {
    let mut seen = Vec::new();
    sectors.retain(|sector| {
        !seen.contains(sector) && {
            seen.push(*sector);
            true
        }
    });
}

const PREPOSITIONS: [&str; 14] =
    ["of", "for", "to", "in", "from", "at", "on", "with", "by", "against", "over", "near", "who", "during"];
