//! What is known of actors: countries and their people, institutions and roles, named organizations, holders of office.
//!
//! In: words of a story, in order ([`Words`]), and a day. Out: what they may stand for ([`Item`]), with the codes of PLOVER's chapter
//! on actors ([`Code`]). The knowledge stands in `lexicon/actors/`; here is what reads it and answers:
//!
//! - [`Tables::find`]: the longest alias at a word and all that it may mean;
//! - [`Tables::describe`]: country, sectors and role of a description such as "Russian ministry spokeswoman";
//! - [`Tables::holders`] and [`Person::office_on`]: who held an office on a day;
//! - [`metonym::reading`]: whether a capital or a seat is the place or the government, by its syntax.

mod code;
mod country;
mod index;
pub mod metonym;
mod noun;
mod organization;
mod person;
mod phrase;
mod plural;
mod table;
mod words;

use std::ops::Range;
use std::sync::OnceLock;

use rustc_hash::FxHashMap;

pub use code::{CIVIL_SOCIETY, Code, INTERNATIONAL, SECTORS};
pub use country::{Country, CountryForm};
use index::Index;
pub use index::Words;
pub use metonym::Metonym;
use metonym::Verbs;
use noun::{Class, Noun};
pub use organization::Organization;
pub use person::{Office, Person};
pub use phrase::Description;
pub(crate) use table::Row;
pub use table::{Example, Source, TableError};

/// The tables as they stand in the repository.
pub const SOURCES: [Source; 5] = [
    Source { file: "lexicon/actors/countries.tsv", text: include_str!("../../../../lexicon/actors/countries.tsv") },
    Source { file: "lexicon/actors/metonyms.tsv", text: include_str!("../../../../lexicon/actors/metonyms.tsv") },
    Source { file: "lexicon/actors/roles.tsv", text: include_str!("../../../../lexicon/actors/roles.tsv") },
    Source { file: "lexicon/actors/organizations.tsv", text: include_str!("../../../../lexicon/actors/organizations.tsv") },
    Source { file: "lexicon/actors/people.tsv", text: include_str!("../../../../lexicon/actors/people.tsv") },
];

/// Everything known of actors.
#[derive(Debug)]
pub struct Tables {
    countries: Vec<Country>,
    organizations: Vec<Organization>,
    people: Vec<Person>,
    metonyms: Vec<Metonym>,
    nouns: Vec<Noun>,
    verbs: Verbs,
    index: Index<Slot>,
    short_names: FxHashMap<Box<str>, Vec<u32>>,
    by_alpha3: FxHashMap<&'static str, u32>,
    by_alpha2: FxHashMap<&'static str, u32>,
}

/// Position of an item in its list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Slot {
    Country(u32, CountryForm),
    Organization(u32),
    Person(u32),
    Metonym(u32),
    Noun(u32),
}

/// What words may stand for.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Item<'t> {
    /// A country, its people, or its capital.
    Country(&'t Country, CountryForm),
    /// An organization with a proper name.
    Organization(&'t Organization),
    /// A person known by full name.
    Person(&'t Person),
    /// A seat of power.
    Metonym(&'t Metonym),
}

/// Words that the tables know.
#[derive(Debug, Clone, PartialEq)]
pub struct Found<'t> {
    /// The words, by their index.
    pub words: Range<usize>,
    /// What they may stand for, in the order of the tables.
    pub items: Vec<Item<'t>>,
}

impl Tables {
    /// The tables of this build, read at the first call.
    pub fn load() -> &'static Self {
        static TABLES: OnceLock<Tables> = OnceLock::new();
        // A faulty row is left out here; the test `every_row_is_sound` names it.
        TABLES.get_or_init(|| Self::read(&SOURCES).0)
    }

    /// Reads tables; faulty rows are left out and reported.
    pub fn read(sources: &[Source]) -> (Self, Vec<TableError>) {
        let mut tables = Self {
            countries: Vec::new(),
            organizations: Vec::new(),
            people: Vec::new(),
            metonyms: Vec::new(),
            nouns: Vec::new(),
            verbs: Verbs::default(),
            index: Index::new(),
            short_names: FxHashMap::default(),
            by_alpha3: FxHashMap::default(),
            by_alpha2: FxHashMap::default(),
        };
        let mut errors = Vec::new();
        for row in sources.iter().flat_map(|source| source.rows()) {
            if let Err(error) = tables.row(&row) {
                errors.push(error);
            }
        }
        (tables, errors)
    }

    fn row(&mut self, row: &Row) -> Result<(), TableError> {
        match row.section {
            "state" | "territory" | "former" => self.country_row(row),
            "metonym" => {
                let (metonym, aliases) = Metonym::read(row, |code| self.by_alpha3.contains_key(code))?;
                let slot = Slot::Metonym(push(&mut self.metonyms, metonym));
                self.aliases(row, aliases, slot, |other| matches!(other, Slot::Metonym(_)))
            }
            "place_verb" | "motion_verb" => self.verbs.read(row),
            "portfolio" | "institution" | "office" | "modifier" => {
                for (alias, noun) in noun::read(row)? {
                    self.noun(row, alias, noun)?;
                }
                Ok(())
            }
            "person" => self.person_row(row),
            _ => {
                let (organization, aliases) = Organization::read(row, |code| self.by_alpha3.contains_key(code))?;
                let slot = Slot::Organization(push(&mut self.organizations, organization));
                self.aliases(row, aliases, slot, |other| matches!(other, Slot::Organization(_)))
            }
        }
    }

    fn country_row(&mut self, row: &Row) -> Result<(), TableError> {
        let (country, aliases) = Country::read(row)?;
        let (alpha2, alpha3, former) = (country.alpha2, country.alpha3, row.section == "former");
        if !alpha3.is_empty() && self.by_alpha3.contains_key(alpha3) {
            return Err(row.error(format_args!("`{alpha3}` stands in another row already")));
        }
        let id = push(&mut self.countries, country);
        if !alpha3.is_empty() {
            self.by_alpha3.insert(alpha3, id);
        }
        if !alpha2.is_empty() && !former {
            self.by_alpha2.insert(alpha2, id);
        }
        for (alias, form) in aliases {
            let same_form =
                |other| matches!(other, Slot::Country(_, f) if (f == CountryForm::Capital) == (form == CountryForm::Capital));
            self.aliases(row, vec![alias], Slot::Country(id, form), same_form)?;
            if matches!(form, CountryForm::Adjective | CountryForm::People)
                && let Some(plural) = plural::plural_demonym(alias.trim_start_matches('~'))
            {
                let plural = if alias.starts_with('~') { format!("~{plural}") } else { plural };
                self.aliases(row, vec![plural.leak()], Slot::Country(id, CountryForm::People), same_form)?;
            }
        }
        Ok(())
    }

    /// A row without a name is a further office of the person before it.
    fn person_row(&mut self, row: &Row) -> Result<(), TableError> {
        let office = Office::read(row, |code| self.by_alpha3.contains_key(code))?;
        if row.cell("name").is_empty() {
            let person = self.people.last_mut().ok_or_else(|| row.error("an office before any person"))?;
            person.offices.push(office);
            return Ok(());
        }
        let (mut person, aliases) = Person::read(row)?;
        person.offices.push(office);
        let short = person.short;
        let id = push(&mut self.people, person);
        self.short_names.entry(words::key(&words::pieces(short.split(' '))).into()).or_default().push(id);
        self.aliases(row, aliases, Slot::Person(id), |other| matches!(other, Slot::Person(_)))
    }

    /// Adds aliases; one that another row of the same kind has must be marked `~` in both.
    fn aliases(
        &mut self,
        row: &Row,
        aliases: Vec<&'static str>,
        slot: Slot,
        same: impl Fn(Slot) -> bool,
    ) -> Result<(), TableError> {
        for marked in aliases {
            let alias = marked.strip_prefix('~').unwrap_or(marked);
            let alias = alias.strip_prefix("the ").unwrap_or(alias);
            let shared = marked.starts_with('~');
            let clash = |other, item| !shared && other == alias && same(item) && !same_item(item, slot);
            if self.index.add(alias, slot, clash).is_some() {
                return Err(
                    row.error(format_args!("`{alias}` stands in another row: write `~{alias}` in both if both are meant"))
                );
            }
        }
        Ok(())
    }

    /// Adds a noun. One that is written out goes before one that a portfolio makes.
    fn noun(&mut self, row: &Row, alias: &'static str, noun: Noun) -> Result<(), TableError> {
        let modifier = matches!(noun.class, Class::Modifier(_));
        let nouns = &self.nouns;
        let slot = Slot::Noun(nouns.len() as u32);
        let clash = |_, item| match item {
            Slot::Noun(id) => matches!(nouns[id as usize].class, Class::Modifier(_)) == modifier,
            _ => false,
        };
        let Some(known) = self.index.add(alias, slot, clash) else {
            self.nouns.push(noun);
            return Ok(());
        };
        let Slot::Noun(known) = known else { return Ok(()) };
        let known = &mut self.nouns[known as usize];
        if row.section == "portfolio" || noun.plural || known.plural {
            return Ok(());
        }
        if known.lemma == alias && !alias.contains(' ') {
            return Err(row.error(format_args!("`{alias}` stands in another row of the same kind")));
        }
        *known = noun;
        Ok(())
    }

    /// The longest name that begins at word `at`, with everything that it may stand for.
    pub fn find(&self, words: &Words<'_>, at: usize) -> Option<Found<'_>> {
        let (words, slots) = self.index.longest(words, at, |slot| !matches!(slot, Slot::Noun(_)))?;
        Some(Found { words, items: slots.into_iter().filter_map(|slot| self.item(slot)).collect() })
    }

    /// The longest common noun for an actor that begins at word `at`: "senate majority leader".
    pub fn find_noun(&self, words: &Words<'_>, at: usize) -> Option<Range<usize>> {
        let noun = |slot| match slot {
            Slot::Noun(id) => !matches!(self.nouns[id as usize].class, Class::Modifier(_)),
            _ => false,
        };
        self.index.longest(words, at, noun).map(|(words, _)| words)
    }

    /// All names in a row of words, from the left, the longest first; none overlap.
    pub fn find_all(&self, words: &Words<'_>) -> Vec<Found<'_>> {
        let (mut at, mut out) = (0, Vec::new());
        while at < words.len() {
            match self.find(words, at) {
                Some(found) => {
                    at = found.words.end;
                    out.push(found);
                }
                None => at += 1,
            }
        }
        out
    }

    fn item(&self, slot: Slot) -> Option<Item<'_>> {
        Some(match slot {
            Slot::Country(id, form) => Item::Country(&self.countries[id as usize], form),
            Slot::Organization(id) => Item::Organization(&self.organizations[id as usize]),
            Slot::Person(id) => Item::Person(&self.people[id as usize]),
            Slot::Metonym(id) => Item::Metonym(&self.metonyms[id as usize]),
            Slot::Noun(_) => return None,
        })
    }

    /// A country by its ISO 3166-1 alpha-3 code, or a state of the past by its withdrawn code.
    pub fn country(&self, alpha3: &str) -> Option<&Country> {
        self.by_alpha3.get(alpha3).map(|&id| &self.countries[id as usize])
    }

    /// A country or dependency of today by its ISO 3166-1 alpha-2 code.
    pub fn country_by_alpha2(&self, alpha2: &str) -> Option<&Country> {
        self.by_alpha2.get(alpha2).map(|&id| &self.countries[id as usize])
    }

    /// All countries and territories.
    pub fn countries(&self) -> &[Country] {
        &self.countries
    }

    /// All named organizations.
    pub fn organizations(&self) -> &[Organization] {
        &self.organizations
    }

    /// All people with their offices.
    pub fn people(&self) -> &[Person] {
        &self.people
    }

    /// People whom the news calls by this short name: "Merkel", "Xi". Case does not count.
    pub fn people_by_short_name(&self, name: &str) -> impl Iterator<Item = &Person> {
        let ids = self.short_names.get(words::key(&words::pieces(name.split(' '))).as_str());
        ids.into_iter().flatten().map(|&id| &self.people[id as usize])
    }

    /// Who held an office of a country on a day (`2025-07-09`); the role is a lemma as in [`Office::role`].
    pub fn holders(&self, country: &str, role: &str, day: &str) -> Vec<&Person> {
        let fits = |office: &Office| {
            (office.code.country == Some(country) || office.code.international == Some(country))
                && office.role == role
                && office.held_on(day)
        };
        self.people.iter().filter(|person| person.offices.iter().any(fits)).collect()
    }

    /// Number of different aliases, nouns among them.
    pub fn aliases_len(&self) -> usize {
        self.index.len()
    }
}

fn same_item(one: Slot, two: Slot) -> bool {
    match (one, two) {
        (Slot::Country(a, _), Slot::Country(b, _)) => a == b,
        (one, two) => one == two,
    }
}

fn push<T>(list: &mut Vec<T>, item: T) -> u32 {
    list.push(item);
    (list.len() - 1) as u32
}
