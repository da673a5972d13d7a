//! Descriptions: "the ministry spokeswoman", "the president", "40 Danish engineers", "the two countries".
//!
//! In: the story with its names and what is said of them. Out: descriptions as mentions of entities that they fit, or as entities of
//! their own. A definite description takes the nearest entity before it that holds the office or is of the kind; one with its own
//! country takes none of another.

use record::{EntityKind, MentionKind};
use rustc_hash::{FxHashMap, FxHashSet};

use super::draft::{Draft, Draftsman, Known};
use super::gender;
use super::kinds::{self, KindNoun};
use super::phrases::{Phrase, name_of, phrase};
use super::trace::{Field, Origin, Why};
use super::words;

/// How many of the entities last spoken of are weighed.
const RECENT: usize = 24;

/// Entities last spoken of, the latest at the end.
#[derive(Default)]
struct Recent(Vec<usize>);

impl Recent {
    fn push(&mut self, entity: usize) {
        self.0.retain(|&other| other != entity);
        if self.0.len() == RECENT {
            self.0.remove(0);
        }
        self.0.push(entity);
    }

    fn latest(&self) -> impl Iterator<Item = usize> + '_ {
        self.0.iter().rev().copied()
    }
}

/// What was spoken of so far.
#[derive(Default)]
struct Context {
    by_kind: FxHashMap<EntityKind, Recent>,
    by_role: FxHashMap<String, Recent>,
    by_noun: FxHashMap<String, Recent>,
    countries: FxHashMap<&'static str, usize>,
    same: FxHashMap<(String, Option<&'static str>, bool), usize>,
}

/// Finds descriptions and joins them to entities.
pub(super) fn describe(story: &mut Draftsman<'_>) {
    let roles = roles(story);
    let mut context = Context::default();
    for (entity, draft) in story.drafts.iter().enumerate() {
        if let Some(Known::Country(country)) = draft.known
            && draft.kind == EntityKind::Country
        {
            context.countries.insert(country.name, entity);
        }
    }
    // Entities that the story names anywhere, by the last word of their role.
    let mut anywhere: FxHashMap<&str, Vec<usize>> = FxHashMap::default();
    for (entity, list) in roles.iter().enumerate() {
        for role in list {
            let found = anywhere.entry(last_word(role)).or_default();
            if found.len() < 4 && !found.contains(&entity) {
                found.push(entity);
            }
        }
    }
    let mut next = 0;
    let names = story.mentions.len();
    for sentence in 0..story.trees.len() {
        let mut taken: FxHashSet<usize> = FxHashSet::default();
        let mut here: FxHashMap<usize, usize> = FxHashMap::default();
        while next < names && story.mentions[next].sentence == sentence {
            let mention = &story.mentions[next];
            here.insert(mention.head, mention.entity);
            if mention.kind == MentionKind::Nominal {
                taken.insert(mention.head);
            } else {
                taken.extend(mention.phrase.clone());
            }
            next += 1;
        }
        for token in 0..story.trees[sentence].len() {
            if let Some(&entity) = here.get(&token) {
                context.spoken(story, &roles, entity);
            }
            if taken.contains(&token) {
                continue;
            }
            let Some(phrase) = phrase(story, sentence, token) else { continue };
            let entity = context.resolve(story, &roles, &anywhere, sentence, phrase);
            if let Some(entity) = entity {
                context.spoken(story, &roles, entity);
            }
        }
    }
}

/// Roles of each entity: from the words and from the tables.
fn roles(story: &Draftsman<'_>) -> Vec<Vec<String>> {
    let of = |draft: &Draft| {
        let mut out: Vec<String> = draft.said.iter().filter_map(|said| said.role.clone()).take(8).collect();
        if let Some(Known::Person(person)) = draft.known
            && let Some((_, Some(role))) = person.code_on(story.day.as_deref())
        {
            out.push(role.to_string());
        }
        out
    };
    story.drafts.iter().map(of).collect()
}

fn last_word(role: &str) -> &str {
    let role = role.split(" of ").next().unwrap_or(role);
    role.rsplit([' ', '-']).next().unwrap_or(role)
}

impl Context {
    /// Remembers that an entity was spoken of.
    fn spoken(&mut self, story: &Draftsman<'_>, roles: &[Vec<String>], entity: usize) {
        let draft = &story.drafts[entity];
        self.by_kind.entry(draft.kind).or_default().push(entity);
        if let Some(country) = draft.capital_of.and_then(|country| self.countries.get(country.name)) {
            self.by_kind.entry(EntityKind::Country).or_default().push(*country);
        }
        for role in roles.get(entity).into_iter().flatten() {
            self.by_role.entry(last_word(role).to_string()).or_default().push(entity);
        }
        if let Some(noun) = &draft.noun {
            self.by_noun.entry(noun.clone()).or_default().push(entity);
        } else if matches!(draft.kind, EntityKind::Organization | EntityKind::ArmedGroup | EntityKind::Facility) {
            for word in draft.name.split(' ').filter(|word| word.len() > 3).take(12) {
                self.by_noun.entry(word.to_lowercase()).or_default().push(entity);
            }
        }
    }

    /// Makes the phrase a mention; the entity that it speaks of.
    fn resolve(
        &mut self,
        story: &mut Draftsman<'_>,
        roles: &[Vec<String>],
        anywhere: &FxHashMap<&str, Vec<usize>>,
        sentence: usize,
        phrase: Phrase,
    ) -> Option<usize> {
        if let Some(entity) = self.predicate(story, sentence, &phrase) {
            story.mention(sentence, phrase.tokens.clone(), entity, MentionKind::Nominal, Why::Apposition);
            return Some(entity);
        }
        if let Some(entity) = phrase.named {
            story.mention(sentence, phrase.tokens.clone(), entity, MentionKind::Nominal, Why::Apposition);
            return Some(entity);
        }
        if phrase.two {
            let both = self.two(story, &phrase);
            if let [first, second] = both[..] {
                for entity in [first, second] {
                    story.mention(sentence, phrase.tokens.clone(), entity, MentionKind::Nominal, Why::Several);
                }
                return Some(second);
            }
        }
        if (phrase.definite || phrase.headline)
            && let Some((entity, why)) = self.known(story, roles, anywhere, sentence, &phrase)
        {
            story.mention(sentence, phrase.tokens.clone(), entity, MentionKind::Nominal, why);
            return Some(entity);
        }
        // "He is a lawyer" makes nobody new.
        if story.trees[sentence].child(phrase.noun, "cop").is_some() {
            return None;
        }
        let (said, kind) = phrase.said.clone()?;
        let country = said.code.country;
        let noun = phrase.modifiers.iter().chain([&phrase.lemma]).map(String::as_str).collect::<Vec<_>>().join(" ");
        let key = (noun, country, kind == EntityKind::People);
        let again = kind != EntityKind::Person || phrase.definite;
        let mut why = Why::Description;
        let entity = match self.same.get(&key).copied().filter(|_| again) {
            Some(entity) => {
                why = Why::SameDescription;
                entity
            }
            None => {
                let mut draft = Draft::new(kind, name_of(story, sentence, &phrase));
                draft.gender = gender::of_word(story.trees[sentence].form(phrase.noun));
                draft.plural = kind == EntityKind::People || phrase.plural && phrase.lemma != "police";
                draft.noun = Some(phrase.lemma.clone());
                draft.step(Field::Kind, words::kind(kind), Origin::Words { sentence, tokens: phrase.tokens.clone() });
                draft.said.push(said);
                let entity = story.add(draft);
                self.same.insert(key, entity);
                entity
            }
        };
        story.mention(sentence, phrase.tokens.clone(), entity, MentionKind::Nominal, why);
        Some(entity)
    }

    /// "X is the minister": said of the subject.
    fn predicate(&self, story: &Draftsman<'_>, sentence: usize, phrase: &Phrase) -> Option<usize> {
        let tree = &story.trees[sentence];
        tree.child(phrase.noun, "cop")?;
        let subject = tree.child(phrase.noun, "nsubj")?;
        let &mention = story.named[sentence].get(&subject)?;
        let entity = story.mentions[mention].entity;
        let person = phrase.said.as_ref().is_some_and(|(_, kind)| *kind == EntityKind::Person);
        ((story.drafts[entity].kind == EntityKind::Person) == person && !phrase.plural && phrase.said.is_some()).then_some(entity)
    }

    /// The entity before that a definite description fits.
    fn known(
        &self,
        story: &Draftsman<'_>,
        roles: &[Vec<String>],
        anywhere: &FxHashMap<&str, Vec<usize>>,
        sentence: usize,
        phrase: &Phrase,
    ) -> Option<(usize, Why)> {
        let said = phrase.said.as_ref();
        let country = said.and_then(|(said, _)| said.code.country);
        let fits = |entity: &usize| country.is_none() || country_of(story, *entity).is_none_or(|other| Some(other) == country);
        let gender = gender::of_word(story.trees[sentence].form(phrase.noun));
        let gender_fits =
            |entity: &usize| gender.is_none() || story.drafts[*entity].gender.is_none_or(|other| Some(other) == gender);
        if let Some((said, kind)) = said {
            if *kind == EntityKind::Person && !phrase.plural {
                let role = said.role.as_deref().unwrap_or(&phrase.lemma);
                let noun = last_word(role);
                let past = said.code.sectors.first().is_some_and(|sector| *sector == "ELI");
                let sector = said.code.sectors.first();
                let holds = |entity: &usize| {
                    let list = roles.get(*entity).into_iter().flatten();
                    // "the president" is not the president of the senate.
                    let same_sector = |held: &str| held == role || sector_of(story, *entity).as_ref() == sector;
                    fits(entity)
                        && gender_fits(entity)
                        && list.into_iter().any(|held| same_office(held, role, past) && same_sector(held))
                };
                if let Some(entity) = self.by_role.get(noun).and_then(|recent| recent.latest().find(holds)) {
                    return Some((entity, Why::Office));
                }
                let mut holders = anywhere.get(noun).into_iter().flatten().copied().filter(holds);
                if let (Some(entity), None) = (holders.next(), holders.next()) {
                    return Some((entity, Why::Office));
                }
                if phrase.headline {
                    return None;
                }
            }
            let same_number = |entity: &usize| story.drafts[*entity].plural == (phrase.plural || *kind == EntityKind::People);
            let named_so = |entity: &usize| {
                let name = story.drafts[*entity].name.to_lowercase();
                phrase.modifiers.iter().all(|modifier| name.split([' ', '-']).any(|word| word == modifier))
            };
            let found = self
                .by_noun
                .get(&phrase.lemma)
                .and_then(|recent| recent.latest().find(|e| fits(e) && same_number(e) && named_so(e)));
            if let Some(entity) = found {
                let why = if story.drafts[entity].noun.is_some() { Why::SameDescription } else { Why::KindNoun };
                return Some((entity, why));
            }
        }
        let nouns = kinds::of(&phrase.lemma)?;
        if phrase.plural || nouns.two || phrase.headline || !phrase.plain && country.is_none() {
            return None;
        }
        let fits = |entity: &usize| country.is_none() || country_of(story, *entity) == country;
        // A country of its own says which: "the Ruritanian group" may be any group of there, and "the country" is the last one.
        let found = nouns.kinds.iter().find_map(|kind| {
            self.by_kind.get(kind).and_then(|recent| {
                recent.latest().find(|e| {
                    fits(e) && gender_fits(e) && kind_fits(story, *e, nouns) && story.drafts[*e].plural == phrase.plural
                })
            })
        });
        found.map(|entity| (entity, Why::KindNoun))
    }

    /// The two entities that "the two leaders" speaks of.
    fn two(&self, story: &Draftsman<'_>, phrase: &Phrase) -> Vec<usize> {
        let kinds: &[EntityKind] = match kinds::of(&phrase.lemma) {
            Some(nouns) => &nouns.kinds,
            None if phrase.said.as_ref().is_some_and(|(_, kind)| *kind == EntityKind::People) => &[EntityKind::Person],
            None => return Vec::new(),
        };
        let role = phrase.said.as_ref().and_then(|(said, _)| said.role.as_deref()).map(last_word);
        let mut out: Vec<usize> = Vec::new();
        if let Some(recent) = role.and_then(|role| self.by_role.get(role)) {
            out.extend(recent.latest().take(2));
        }
        for kind in kinds {
            if out.len() == 2 {
                break;
            }
            out.clear();
            if let Some(recent) = self.by_kind.get(kind) {
                let named = |entity: &usize| story.drafts[*entity].noun.is_none();
                out.extend(recent.latest().filter(named).take(2));
            }
        }
        out.reverse();
        out
    }
}

fn kind_fits(story: &Draftsman<'_>, entity: usize, nouns: &KindNoun) -> bool {
    let draft = &story.drafts[entity];
    if draft.noun.is_some() {
        return false;
    }
    if let (false, Some(place)) = (nouns.places.is_empty(), &draft.place) {
        return nouns.places.contains(&place.kind);
    }
    if nouns.sectors.is_empty() {
        return true;
    }
    let sectors: Vec<&str> = match draft.known {
        Some(Known::Organization(organization)) => {
            organization.code.sectors.iter().copied().chain(organization.code.international).collect()
        }
        Some(Known::Seat(seat)) => seat.code.sectors.to_vec(),
        _ => draft.said.iter().flat_map(|said| said.code.sectors.iter().copied()).collect(),
    };
    // What nothing is known of may be anything.
    sectors.is_empty() || nouns.sectors.iter().any(|sector| sectors.contains(&sector.as_str()))
}

/// Primary sector of the office that the words give an entity, or the tables.
fn sector_of(story: &Draftsman<'_>, entity: usize) -> Option<&'static str> {
    let draft = &story.drafts[entity];
    let said = draft.said.iter().find(|said| said.role.is_some()).and_then(|said| said.code.sectors.first().copied());
    said.or_else(|| match draft.known? {
        Known::Person(person) => person.code_on(story.day.as_deref()).and_then(|(code, _)| code.sectors.first().copied()),
        _ => None,
    })
}

/// "minister" is the office of a foreign minister, "defence minister" is not; a former one is another.
fn same_office(held: &str, said: &str, past: bool) -> bool {
    let former = |role: &str| role.starts_with("former ") || role.starts_with("ex ") || role.starts_with("ex-");
    if former(held) != past {
        return false;
    }
    let parts = |role: &str| role.split([' ', '-']).map(String::from).collect::<Vec<_>>();
    let (held, said) = (parts(held), parts(said));
    let ranks = |parts: &[String]| parts.iter().filter(|word| words::sets().ranks.contains(*word)).count();
    if ranks(&held) != ranks(&said) {
        return false;
    }
    held.iter().all(|word| said.contains(word)) || said.iter().all(|word| held.contains(word))
}

/// The country that an entity is known to be of.
pub(super) fn country_of(story: &Draftsman<'_>, entity: usize) -> Option<&'static str> {
    let draft = &story.drafts[entity];
    draft.said.iter().find_map(|said| said.code.country).or_else(|| match draft.known? {
        Known::Country(country) => Some(country.sovereign),
        Known::Organization(organization) => organization.code.country,
        Known::Seat(seat) => seat.code.country,
        Known::Person(person) => person.code_on(story.day.as_deref()).and_then(|(code, _)| code.country),
    })
}
