//! Names to entities: the same name, shorter names and other names of one country are one entity.
//!
//! In: the story. Out: drafts with their name mentions. What a name is taken for is decided once for the whole story ([`forms`]);
//! whether a capital is the place or its government is decided at each mention.
//!
//! [`forms`]: super::forms

use std::ops::Range;

use language::{NameKind, Upos};
use record::{EntityKind, MentionKind};
use rustc_hash::FxHashMap;

use super::draft::{Draft, Draftsman, Known};
use super::forms::{Form, Forms, Link, Reading};
use super::inside;
use super::names::{Name, names};
use super::seats;
use super::syntax;
use super::trace::{Field, Origin, Why};
use super::words;
use crate::actors::{Country, Metonym, Words, metonym};
use crate::fold::fold;

/// What makes two names one entity.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Key {
    Country(&'static str),
    People(&'static str),
    Organization(&'static str),
    Seat(&'static str),
    Person(&'static str),
    Form(usize),
}

/// Entities by what makes them one.
#[derive(Default)]
pub(super) struct Joined {
    entities: FxHashMap<Key, usize>,
}

/// Finds the names of the story and joins them.
pub(super) fn join(story: &mut Draftsman<'_>, dateline: Option<Range<usize>>) -> Joined {
    let mut forms = Forms::default();
    let mut found: Vec<(usize, Name, usize)> = Vec::new();
    for (sentence, tree) in story.trees.iter().enumerate() {
        for name in names(story.tables, tree.tokens, &story.words[sentence]) {
            let written = tree.forms(name.tokens.clone());
            let words = comparable(&written);
            if words.is_empty() {
                continue;
            }
            let form = forms.add(words, &written, || story.shown(sentence, name.tokens.clone()), &name);
            let inner = inside::place(story.tables, tree.tokens, &name);
            forms.syntax(form, syntax::of(story, sentence, &name.tokens));
            found.push((sentence, name, form));
            if let Some(inner) = inner {
                let written = tree.forms(inner.tokens.clone());
                let form = forms.add(comparable(&written), &written, || story.shown(sentence, inner.tokens.clone()), &inner);
                found.push((sentence, inner, form));
            }
        }
    }
    let dateline = dateline.and_then(|bytes| dateline_form(story, &mut forms, bytes));
    forms.decide(story.tables, story.day.as_deref());
    for pair in found.windows(2) {
        let ((sentence, long, long_form), (other, short, short_form)) = (&pair[0], &pair[1]);
        if sentence == other && opens_bracket(story, *sentence, &long.tokens, &short.tokens) {
            forms.bracket(*long_form, *short_form);
        }
    }
    let mut joined = Joined::default();
    if let Some((bytes, form)) = dateline {
        joined.dateline(story, &forms, bytes, form);
    }
    let mut introduced: FxHashMap<usize, usize> = FxHashMap::default();
    for (order, (_, _, form)) in found.iter().enumerate() {
        introduced.entry(*form).or_insert(order);
    }
    let first = introduced_first(&forms, &introduced);
    for (order, (sentence, name, form)) in found.iter().enumerate() {
        let mut resolved = resolve(&forms, *form, &first);
        let next = found.get(order + 1).filter(|(other, _, _)| other == sentence).map(|(_, name, form)| (name, *form));
        if resolved.0 != resolved.1 && next.is_some_and(|(next, form)| lies_in(story, &forms, *sentence, name, next, form)) {
            // "the man from Allen, Texas" in a story about a Mr Allen.
            resolved = (*form, *form, None);
            joined.place(story, &forms, *sentence, name, resolved);
            continue;
        }
        joined.name(story, &forms, *sentence, name, resolved);
    }
    joined
}

/// For each surname of several people, who is introduced first: the story's bare surname.
fn introduced_first<'f>(forms: &'f Forms, introduced: &FxHashMap<usize, usize>) -> FxHashMap<&'f str, usize> {
    let at = |form: &usize| introduced.get(form).copied().unwrap_or(usize::MAX);
    let several = forms.surnames.iter().filter(|(_, people)| people.len() > 1);
    several.filter_map(|(surname, people)| Some((surname.as_str(), people.iter().copied().min_by_key(at)?))).collect()
}

/// The form that a name is short for.
fn resolve(forms: &Forms, form: usize, first: &FxHashMap<&str, usize>) -> (usize, usize, Option<Link>) {
    let (mut root, link) = forms.root(form);
    if link == Some(Link::Shortened)
        && let [surname] = forms.list[form].words.as_slice()
        && let Some(&one) = first.get(surname.as_str())
    {
        root = forms.root(one).0;
    }
    (form, root, link)
}

/// A single word after a preposition of place, with a comma and a larger place after it.
fn lies_in(story: &Draftsman<'_>, forms: &Forms, sentence: usize, name: &Name, next: &Name, next_form: usize) -> bool {
    let tree = &story.trees[sentence];
    let larger = match forms.list[next_form].reading {
        Reading::Country(_) => true,
        Reading::Unknown(kind) => kind == EntityKind::Place,
        _ => false,
    };
    let before = name.tokens.start.checked_sub(1).map(|at| tree.lemma(at));
    larger
        && next.tokens.start == name.tokens.end + 1
        && tree.form(name.tokens.end) == ","
        && before.is_some_and(|word| matches!(word, "in" | "of" | "from" | "near" | "at" | "outside"))
}

/// Words without marks, honorifics and case.
fn comparable(written: &[&str]) -> Vec<String> {
    let mut out: Vec<String> = written
        .iter()
        .map(|word| fold(word).to_lowercase())
        .map(|word| word.trim_matches(|c: char| !c.is_alphanumeric() && c != '.').to_string())
        .filter(|word| word.chars().any(char::is_alphanumeric))
        .collect();
    while out.len() > 1 && words::is_honorific(&out[0]) {
        out.remove(0);
    }
    out
}

/// The dateline's place among the names of the story.
fn dateline_form(story: &Draftsman<'_>, forms: &mut Forms, bytes: Range<usize>) -> Option<(Range<usize>, usize)> {
    // "NIAMEY, Niger": what follows the comma says where the place lies.
    let place = story.text.get(bytes.clone())?.split(',').next()?.trim_end();
    let bytes = bytes.start..bytes.start + place.len();
    let written: Vec<&str> = place.split_whitespace().collect();
    let found = story.tables.find(&Words::new(&written), 0).filter(|found| found.words.end == written.len());
    let words = comparable(&written);
    if words.is_empty() {
        return None;
    }
    let items = found.map(|found| found.items).unwrap_or_default();
    let name = Name { tokens: 0..written.len(), label: Some(NameKind::Place), items };
    Some((bytes, forms.add(words, &written, || capitalized(place), &name)))
}

/// "NAME (" then the second name, and a closing bracket.
fn opens_bracket(story: &Draftsman<'_>, sentence: usize, long: &Range<usize>, short: &Range<usize>) -> bool {
    let tree = &story.trees[sentence];
    short.start == long.end + 1
        && tree.form(long.end) == "("
        && short.end < tree.len()
        && matches!(tree.form(short.end), ")" | "," | ";")
}

impl Joined {
    fn dateline(&mut self, story: &mut Draftsman<'_>, forms: &Forms, bytes: Range<usize>, form: usize) {
        let text = story.text.get(bytes.clone()).unwrap_or("");
        let entity = match forms.list[form].reading {
            Reading::Country(country) => self.country(story, country),
            _ => self.entity(story, Key::Form(form), |_| {
                let mut draft = Draft::new(EntityKind::Place, capitalized(text));
                draft.step(Field::Kind, "place", Origin::Story);
                draft
            }),
        };
        story.dateline = Some((bytes, entity));
    }

    /// The entity of a key, made at its first mention.
    fn entity(&mut self, story: &mut Draftsman<'_>, key: Key, make: impl FnOnce(&mut Draftsman<'_>) -> Draft) -> usize {
        if let Some(&entity) = self.entities.get(&key) {
            return entity;
        }
        let draft = make(story);
        let entity = story.add(draft);
        self.entities.insert(key, entity);
        entity
    }

    /// The entity of a country.
    pub(super) fn country(&mut self, story: &mut Draftsman<'_>, country: &'static Country) -> usize {
        self.entity(story, Key::Country(country.name), |_| {
            let mut draft = Draft::new(EntityKind::Country, country.name.to_string());
            draft.known = Some(Known::Country(country));
            draft.step(Field::Kind, "country", Origin::Table("lexicon/actors/countries.tsv"));
            draft
        })
    }

    fn name(
        &mut self,
        story: &mut Draftsman<'_>,
        forms: &Forms,
        sentence: usize,
        name: &Name,
        (form, root, link): (usize, usize, Option<Link>),
    ) {
        let head = story.trees[sentence].head_of(&name.tokens);
        let why = match link {
            Some(Link::Shortened) => Why::Shortened,
            Some(Link::Acronym) => Why::Acronym,
            Some(Link::Bracketed) => Why::Bracketed,
            None if name.label.is_some() => Why::Reader,
            None => Why::Table("lexicon/actors"),
        };
        let written = &forms.list[form];
        let (entity, kind, why) = match forms.list[root].reading {
            Reading::Country(country) => (self.country(story, country), MentionKind::Name, why),
            Reading::Demonym(country) if seats::is_people(&story.trees[sentence], &name.tokens) => {
                let shown = story.shown(sentence, name.tokens.clone());
                let entity = self.entity(story, Key::People(country.name), |_| {
                    let mut draft = Draft::new(EntityKind::People, shown);
                    draft.known = Some(Known::Country(country));
                    draft.plural = true;
                    draft.step(Field::Kind, "people", Origin::Table("lexicon/actors/countries.tsv"));
                    draft
                });
                (entity, MentionKind::Name, Why::Demonym)
            }
            Reading::Demonym(country) => {
                if !seats::stands_for_country(&story.trees[sentence], &name.tokens) {
                    return;
                }
                (self.country(story, country), MentionKind::Name, Why::Demonym)
            }
            Reading::Town { capital_of, seat } => {
                let reading = seats::reading(story.tables, &story.trees[sentence], head, true);
                match (reading, capital_of, seat) {
                    (metonym::Reading::Institution, Some(country), _) => {
                        let entity = self.country(story, country);
                        story.drafts[entity].acts = true;
                        (entity, MentionKind::Metonym, Why::Seat)
                    }
                    (metonym::Reading::Institution, None, Some(seat)) => {
                        (self.seat(story, seat), MentionKind::Metonym, Why::Seat)
                    }
                    _ => {
                        let entity = self.form(story, forms, root, EntityKind::Place);
                        story.drafts[entity].capital_of = capital_of;
                        (entity, MentionKind::Name, why)
                    }
                }
            }
            Reading::Seat(seat) => {
                let reading = seats::reading(story.tables, &story.trees[sentence], head, false);
                let kind = match reading {
                    metonym::Reading::Institution => MentionKind::Metonym,
                    metonym::Reading::Place => MentionKind::Name,
                };
                (self.seat(story, seat), kind, Why::Seat)
            }
            Reading::Organization(organization) => {
                let shown = story.shown(sentence, name.tokens.clone());
                let entity = self.entity(story, Key::Organization(organization.name), |_| {
                    let mut draft = Draft::new(organization.kind, shown);
                    draft.known = Some(Known::Organization(organization));
                    draft.step(Field::Kind, words::kind(organization.kind), Origin::Table("lexicon/actors/organizations.tsv"));
                    draft
                });
                (entity, MentionKind::Name, why)
            }
            Reading::Person(person) => {
                let shown = story.shown(sentence, name.tokens.clone());
                let entity = self.entity(story, Key::Person(person.name), |_| {
                    let mut draft = Draft::new(EntityKind::Person, shown);
                    draft.known = Some(Known::Person(person));
                    draft.step(Field::Kind, "person", Origin::Table("lexicon/actors/people.tsv"));
                    draft
                });
                (entity, MentionKind::Name, why)
            }
            Reading::Unknown(kind) => (self.form(story, forms, root, kind), MentionKind::Name, why),
        };
        self.fullest(story, entity, sentence, name, written);
        story.mention(sentence, name.tokens.clone(), entity, kind, why);
    }

    /// A name that is a place here, whatever it is elsewhere in the story.
    fn place(
        &mut self,
        story: &mut Draftsman<'_>,
        forms: &Forms,
        sentence: usize,
        name: &Name,
        (form, ..): (usize, usize, Option<Link>),
    ) {
        let entity = self.form(story, forms, form, EntityKind::Place);
        story.mention(sentence, name.tokens.clone(), entity, MentionKind::Name, Why::Reader);
    }

    fn seat(&mut self, story: &mut Draftsman<'_>, seat: &'static Metonym) -> usize {
        self.entity(story, Key::Seat(seat.name), |_| {
            let mut draft = Draft::new(EntityKind::Organization, seat.name.to_string());
            draft.known = Some(Known::Seat(seat));
            draft.acts = true;
            draft.step(Field::Kind, "organization", Origin::Table("lexicon/actors/metonyms.tsv"));
            draft
        })
    }

    fn form(&mut self, story: &mut Draftsman<'_>, forms: &Forms, form: usize, kind: EntityKind) -> usize {
        let shown = forms.list[form].shown.clone();
        let last = forms.list[form].words.last().filter(|_| forms.list[form].words.len() > 1);
        let facility = matches!(kind, EntityKind::Organization | EntityKind::Place)
            && last.is_some_and(|last| words::sets().facilities.contains(last));
        let kind = if facility { EntityKind::Facility } else { kind };
        self.entity(story, Key::Form(form), |_| {
            let mut draft = Draft::new(kind, shown);
            draft.step(Field::Kind, words::kind(kind), Origin::Reader);
            draft
        })
    }

    /// Keeps the fullest name; one in capitals throughout gives way to one that is not.
    fn fullest(&self, story: &mut Draftsman<'_>, entity: usize, sentence: usize, name: &Name, form: &Form) {
        let draft = &story.drafts[entity];
        if matches!(draft.known, Some(Known::Country(_) | Known::Seat(_)))
            || story.trees[sentence].tokens[name.tokens.start].upos == Upos::Adj && name.tokens.len() == 1
        {
            return;
        }
        let (old, new) = (comparable(&draft.name.split(' ').collect::<Vec<_>>()).len(), form.words.len());
        let capitals = |text: &str| !text.chars().any(char::is_lowercase);
        let shown = story.shown(sentence, name.tokens.clone());
        if (new > old || new == old && capitals(&draft.name) && draft.name.len() > 5)
            && (!capitals(&shown) || capitals(&draft.name))
        {
            story.drafts[entity].name = shown;
        }
    }
}

/// "NIAMEY" as "Niamey".
fn capitalized(text: &str) -> String {
    if text.chars().any(char::is_lowercase) {
        return text.split_whitespace().collect::<Vec<_>>().join(" ");
    }
    let mut out = String::with_capacity(text.len());
    let mut inside = false;
    for c in text.chars() {
        if inside {
            out.extend(c.to_lowercase());
        } else {
            out.push(c);
        }
        inside = c.is_alphabetic() || (inside && matches!(c, '\'' | '’'));
    }
    out.split_whitespace().collect::<Vec<_>>().join(" ")
}
