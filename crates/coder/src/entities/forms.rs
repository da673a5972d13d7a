//! The different names of a story, each read one way throughout it, and which of them are short for others.
//!
//! In: the names of all sentences. Out: [`Forms`]: a [`Reading`] for each different name, and the fuller name that it stands for.

use language::NameKind;
use record::EntityKind;
use rustc_hash::FxHashMap;

use super::names::Name;
use super::syntax::Evidence;
use crate::actors::{Country, CountryForm, Item, Metonym, Organization, Person, Tables, Words};
use crate::fold::fold;
use crate::places;

/// What a name is taken for throughout the story.
#[derive(Debug, Clone, Copy)]
pub(super) enum Reading {
    Country(&'static Country),
    /// An adjective or a people.
    Demonym(&'static Country),
    /// A town that a government or institution sits in.
    Town {
        capital_of: Option<&'static Country>,
        seat: Option<&'static Metonym>,
    },
    Seat(&'static Metonym),
    Organization(&'static Organization),
    Person(&'static Person),
    /// Not in the tables: what the reader takes it for.
    Unknown(EntityKind),
}

/// A different name.
#[derive(Debug)]
pub(super) struct Form {
    /// Its words in lower case without accents, marks and honorifics.
    pub(super) words: Vec<String>,
    /// Its words as first written.
    pub(super) written: Vec<String>,
    /// As it stands in the text.
    pub(super) shown: String,
    /// Country and words after it: "US" and "house of representatives".
    core: Option<(&'static str, String)>,
    votes: [u32; 3],
    /// Mentions whose syntax says place, and person.
    syntax: [u32; 2],
    items: Vec<Item<'static>>,
    pub(super) reading: Reading,
}

/// All different names, in the order in which the story first has them.
#[derive(Debug, Default)]
pub(super) struct Forms {
    pub(super) list: Vec<Form>,
    by_key: FxHashMap<String, usize>,
    /// Full names of people, by their last word or what the news calls them.
    pub(super) surnames: FxHashMap<String, Vec<usize>>,
    given: FxHashMap<String, Vec<usize>>,
    /// The same by the words between: "Rosselló" of "Ricardo Rosselló Nevares".
    middle: FxHashMap<String, Vec<usize>>,
    /// The fuller name that a form is short for.
    pub(super) fuller: FxHashMap<usize, (usize, Link)>,
}

/// How a form is short for a fuller one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Link {
    Shortened,
    Acronym,
    Bracketed,
}

/// Most names of one first or last word that are compared.
const MOST: usize = 32;

impl Forms {
    /// Reads every name; the result says for each which form it is.
    pub(super) fn add(&mut self, words: Vec<String>, written: &[&str], shown: impl FnOnce() -> String, name: &Name) -> usize {
        let key = words.join(" ");
        let at = *self.by_key.entry(key).or_insert_with(|| {
            self.list.push(Form {
                words,
                written: written.iter().map(|w| (*w).to_string()).collect(),
                shown: shown(),
                core: None,
                votes: [0; 3],
                syntax: [0; 2],
                items: Vec::new(),
                reading: Reading::Unknown(EntityKind::Other),
            });
            self.list.len() - 1
        });
        let form = &mut self.list[at];
        if let Some(label) = name.label {
            form.votes[label as usize] += 1;
        }
        if form.items.is_empty() {
            form.items.clone_from(&name.items);
        }
        at
    }

    /// Counts what the syntax of a mention says.
    pub(super) fn syntax(&mut self, form: usize, evidence: Evidence) {
        match evidence {
            Evidence::Place => self.list[form].syntax[0] += 1,
            Evidence::Person => self.list[form].syntax[1] += 1,
            Evidence::Nothing => {}
        }
    }

    /// Decides what each form is.
    pub(super) fn decide(&mut self, tables: &'static Tables, day: Option<&str>) {
        for at in 0..self.list.len() {
            let form = &self.list[at];
            let reading = form.first_reading(day);
            self.list[at].reading = reading;
        }
        for at in 0..self.list.len() {
            let form = &self.list[at];
            if form.words.len() > 1 && form.is_person() {
                let last = form.words[form.words.len() - 1].clone();
                let mut names = vec![last];
                if let Reading::Person(person) = form.reading {
                    let short = fold(person.short).to_lowercase();
                    if !names.contains(&short) {
                        names.push(short);
                    }
                }
                for name in names {
                    self.surnames.entry(name).or_default().push(at);
                }
                self.given.entry(form.words[0].clone()).or_default().push(at);
                for word in form.words[1..form.words.len() - 1].iter().filter(|word| word.len() > 3) {
                    self.middle.entry(word.clone()).or_default().push(at);
                }
            }
        }
        for at in 0..self.list.len() {
            self.shorten_person(at, tables, day);
        }
        self.cores(tables);
        self.shorten_organizations();
    }

    /// A single word that is a person's surname here is that person, whatever else it may be.
    fn shorten_person(&mut self, at: usize, tables: &'static Tables, day: Option<&str>) {
        let form = &self.list[at];
        if form.words.len() > 1 {
            if matches!(form.reading, Reading::Person(_) | Reading::Unknown(_)) {
                self.shorten_full_name(at);
            }
            return;
        }
        let word = &form.words[0];
        let place_or_country = !matches!(form.reading, Reading::Unknown(_) | Reading::Person(_));
        if place_or_country && form.label() != Some(NameKind::Person) {
            return;
        }
        let person = form.label() == Some(NameKind::Person);
        let only = |list: &'_ FxHashMap<String, Vec<usize>>| list.get(word).filter(|names| person && names.len() == 1).cloned();
        let fuller = self.surnames.get(word).cloned().or_else(|| only(&self.middle)).or_else(|| only(&self.given));
        if let Some(first) = fuller.and_then(|list| list.first().copied()) {
            self.fuller.insert(at, (first, Link::Shortened));
            self.list[at].reading = Reading::Unknown(EntityKind::Person);
            return;
        }
        let [place, person] = form.syntax;
        if matches!(form.reading, Reading::Unknown(EntityKind::Person | EntityKind::Organization))
            && place > 0
            && person == 0
            && places::is_known(&form.shown)
        {
            // Taken for a person or a body, but "in Roxton", and the gazetteer has it.
            self.list[at].reading = Reading::Unknown(EntityKind::Place);
            return;
        }
        if matches!(form.reading, Reading::Unknown(EntityKind::Person)) {
            let known: Vec<&Person> = tables.people_by_short_name(&form.written[0]).collect();
            let now: Vec<&&Person> = match day {
                Some(day) => known.iter().filter(|person| person.office_on(day).is_some()).collect(),
                None => Vec::new(),
            };
            let one = match (known.as_slice(), now.as_slice()) {
                (_, [one]) => Some(**one),
                ([one], []) => Some(*one),
                _ => None,
            };
            if let Some(person) = one {
                self.list[at].reading = Reading::Person(person);
            }
        }
    }

    /// "Ana Brandt" and "Ana M. Brandt", "Maria Brandt" and "Ana Maria Brandt".
    fn shorten_full_name(&mut self, at: usize) {
        let form = &self.list[at];
        let last = &form.words[form.words.len() - 1];
        let person = form.is_person();
        let same_last = self.surnames.get(last).into_iter().flatten().take(MOST).copied().find(|&other| {
            let words = &self.list[other].words;
            words.len() > form.words.len() && words.ends_with(&form.words)
        });
        // "Pedro Pierluisi" and "Pedro R. Pierluisi Urrutia": the words of one in the order of the other.
        let same_first = || {
            self.given.get(&form.words[0]).into_iter().flatten().take(MOST).copied().find(|&other| {
                let mut words = self.list[other].words.iter();
                self.list[other].words.len() > form.words.len() && form.words.iter().all(|word| words.any(|other| other == word))
            })
        };
        let longer = same_last.or_else(|| if person { same_first() } else { None });
        if let Some(longer) = longer {
            self.fuller.insert(at, (longer, Link::Shortened));
        }
    }

    /// Names of organizations without a country in front: "House of Representatives" of "US House of Representatives".
    fn cores(&mut self, tables: &'static Tables) {
        for form in self.list.iter_mut().filter(|form| form.words.len() > 1 && form.is_organization()) {
            let written: Vec<&str> = form.written.iter().map(String::as_str).collect();
            if form.words.len() != form.written.len() {
                continue;
            }
            // "Supreme Court of Puerto Rico"
            if let Some(of) = form.words.iter().rposition(|word| word == "of").filter(|&of| of > 0) {
                let country =
                    tables.find(&Words::new(&written[of + 1..]), 0).filter(|found| found.words.end + of + 1 == written.len());
                form.core = country.and_then(|found| {
                    found.items.iter().find_map(|item| match item {
                        Item::Country(country, CountryForm::Name) => Some((country.name, form.words[..of].join(" "))),
                        _ => None,
                    })
                });
                if form.core.is_some() {
                    continue;
                }
            }
            form.core = (1..form.words.len().min(4)).rev().find_map(|count| {
                let found = tables.find(&Words::new(&written[..count]), 0).filter(|found| found.words.end == count)?;
                found.items.iter().find_map(|item| match item {
                    Item::Country(country, CountryForm::Name | CountryForm::Adjective) => {
                        Some((country.name, form.words[count..].join(" ")))
                    }
                    _ => None,
                })
            });
        }
    }

    fn shorten_organizations(&mut self) {
        let mut acronyms: FxHashMap<String, usize> = FxHashMap::default();
        let mut beginnings: FxHashMap<String, usize> = FxHashMap::default();
        let mut endings: FxHashMap<String, usize> = FxHashMap::default();
        let mut cores: FxHashMap<(&str, String), usize> = FxHashMap::default();
        let mut longer_cores: FxHashMap<(&str, String), usize> = FxHashMap::default();
        let mut same: Vec<(usize, usize)> = Vec::new();
        for (at, form) in self.list.iter().enumerate().filter(|(_, form)| form.words.len() > 1 && form.is_organization()) {
            acronyms.entry(form.initials()).or_insert(at);
            if let Some((country, core)) = &form.core {
                let words: Vec<&str> = core.split(' ').collect();
                // "US House" is the US House of Representatives.
                let first = *cores.entry((*country, core.clone())).or_insert(at);
                if first != at && !matches!(form.reading, Reading::Organization(_)) {
                    same.push((at, first));
                }
                for count in 1..words.len() {
                    longer_cores.entry((*country, words[..count].join(" "))).or_insert(at);
                }
                for count in 1..=words.len() {
                    beginnings.entry(words[..count].join(" ")).or_insert(at);
                }
            }
            // "Solidarity Party" of "American Solidarity Party".
            for from in 1..form.words.len() - 1 {
                endings.entry(form.words[from..].join(" ")).or_insert(at);
            }
            for count in 1..form.words.len() {
                beginnings.entry(form.words[..count].join(" ")).or_insert(at);
            }
        }
        for form in 0..self.list.len() {
            if let Some((country, core)) = &self.list[form].core
                && !matches!(self.list[form].reading, Reading::Organization(_))
                && let Some(&longer) = longer_cores.get(&(*country, core.clone())).filter(|&&longer| longer != form)
            {
                same.push((form, longer));
            }
        }
        for (at, first) in same {
            self.fuller.insert(at, (first, Link::Shortened));
        }
        // "Mahan Air of Iran" is the Mahan Air that a table knows.
        for at in 0..self.list.len() {
            let form = &self.list[at];
            let of = form.words.iter().position(|word| word == "of").filter(|&of| of > 1);
            if matches!(form.reading, Reading::Unknown(EntityKind::Organization))
                && let Some(&short) = of.and_then(|of| self.by_key.get(&form.words[..of].join(" ")))
                && matches!(self.list[short].reading, Reading::Organization(_))
            {
                self.fuller.insert(at, (short, Link::Shortened));
            }
        }
        for at in 0..self.list.len() {
            let form = &self.list[at];
            if self.fuller.contains_key(&at) {
                continue;
            }
            let international = matches!(form.reading, Reading::Organization(known) if known.code.international.is_some());
            if form.is_organization()
                && !international
                && form.words.len() > 1
                && let Some(&longer) = endings.get(&form.words.join(" "))
            {
                self.fuller.insert(at, (longer, Link::Shortened));
                continue;
            }
            if !matches!(form.reading, Reading::Unknown(_)) {
                continue;
            }
            let acronym = (form.words.len() == 1 && form.is_acronym())
                .then(|| acronyms.get(&form.words[0].replace('.', "").to_uppercase()))
                .flatten();
            let unsure = matches!(form.reading, Reading::Unknown(EntityKind::Person)) && form.syntax[1] == 0;
            let beginning = (unsure || matches!(form.reading, Reading::Unknown(EntityKind::Organization)))
                .then(|| beginnings.get(&form.words.join(" ")))
                .flatten();
            if let Some(&longer) = acronym {
                self.fuller.insert(at, (longer, Link::Acronym));
            } else if let Some(&longer) = beginning {
                self.fuller.insert(at, (longer, Link::Shortened));
            }
        }
    }

    /// "International Atomic Energy Agency (IAEA)": two forms of one, whatever the letters.
    pub(super) fn bracket(&mut self, long: usize, short: usize) {
        let fits = long != short
            && self.list[long].is_organization()
            && matches!(self.list[short].reading, Reading::Unknown(_))
            && !self.fuller.contains_key(&long)
            && self.list[short].is_acronym();
        if fits {
            self.fuller.insert(short, (long, Link::Bracketed));
        }
    }

    /// The fullest form that a form is short for, and how.
    pub(super) fn root(&self, form: usize) -> (usize, Option<Link>) {
        let (mut at, mut link) = (form, None);
        for _ in 0..8 {
            match self.fuller.get(&at) {
                Some(&(longer, how)) => {
                    at = longer;
                    link = link.or(Some(how));
                }
                None => break,
            }
        }
        (at, link)
    }
}

impl Form {
    /// What most of its mentions are labelled as.
    pub(super) fn label(&self) -> Option<NameKind> {
        [NameKind::Person, NameKind::Organization, NameKind::Place]
            .into_iter()
            .filter(|&kind| self.votes[kind as usize] > 0)
            .rev()
            .max_by_key(|&kind| self.votes[kind as usize])
    }

    pub(super) fn is_person(&self) -> bool {
        matches!(self.reading, Reading::Person(_) | Reading::Unknown(EntityKind::Person))
    }

    fn is_organization(&self) -> bool {
        matches!(self.reading, Reading::Organization(_) | Reading::Unknown(EntityKind::Organization))
    }

    pub(super) fn is_acronym(&self) -> bool {
        self.written.len() == 1
            && self.written[0].len() > 1
            && self.written[0].chars().filter(|c| c.is_uppercase()).count() * 2 > self.written[0].chars().count()
    }

    fn initials(&self) -> String {
        self.written
            .iter()
            .flat_map(|word| word.split('-'))
            .filter_map(|word| word.chars().next())
            .filter(|c| c.is_uppercase())
            .collect()
    }

    fn first_reading(&self, day: Option<&str>) -> Reading {
        let label = self.label();
        let find = |wanted: &dyn Fn(&Item<'static>) -> Option<Reading>| self.items.iter().find_map(wanted);
        let person = find(&|item| match item {
            Item::Person(person) => Some(Reading::Person(person)),
            _ => None,
        });
        let country = find(&|item| match item {
            Item::Country(country, CountryForm::Name) => Some(Reading::Country(country)),
            _ => None,
        });
        let demonym = find(&|item| match item {
            Item::Country(country, CountryForm::Adjective | CountryForm::People) => Some(Reading::Demonym(country)),
            _ => None,
        });
        let capital = self.items.iter().find_map(|item| match item {
            Item::Country(country, CountryForm::Capital) => Some(*country),
            _ => None,
        });
        let metonym = self.items.iter().find_map(|item| match item {
            Item::Metonym(metonym) => Some(*metonym),
            _ => None,
        });
        let town = match (capital, metonym) {
            (Some(_), _) => Some(Reading::Town { capital_of: capital, seat: metonym.filter(|seat| seat.town) }),
            (None, Some(seat)) if seat.town => Some(Reading::Town { capital_of: None, seat: Some(seat) }),
            (None, Some(seat)) => Some(Reading::Seat(seat)),
            (None, None) => None,
        };
        let organization = {
            let all = || {
                self.items.iter().filter_map(|item| match item {
                    Item::Organization(organization) => Some(*organization),
                    _ => None,
                })
            };
            let existed = |organization: &&Organization| {
                day.is_none_or(|day| {
                    let (from, to) = organization.existed;
                    from <= day && (to.is_empty() || day.get(..to.len()).unwrap_or(day) <= to)
                })
            };
            all().find(existed).or_else(|| all().next()).map(Reading::Organization)
        };
        let by_label = match label {
            Some(NameKind::Person) => person,
            Some(NameKind::Organization) => organization.or(person),
            _ => None,
        };
        by_label.or(country).or(town).or(organization).or(person).or(demonym).unwrap_or(Reading::Unknown(match label {
            Some(NameKind::Person) => EntityKind::Person,
            Some(NameKind::Organization) => EntityKind::Organization,
            Some(NameKind::Place) => EntityKind::Place,
            None => EntityKind::Other,
        }))
    }
}
