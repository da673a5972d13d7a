//! The tables of actors hold what they promise: every row is sound, every example sentence gives its codes, no text panics.

use dateline_coder::actors::{CountryForm, Item, SOURCES, Tables, Words};
use proptest::prelude::*;

/// Words as a treebank cuts them, near enough: white space, and "'s" apart.
fn words(text: &str) -> Vec<String> {
    text.replace("'s", " 's").replace("’s", " ’s").split_whitespace().map(String::from).collect()
}

fn code_of(item: &Item<'_>, day: Option<&str>) -> String {
    match item {
        Item::Country(country, _) => country.code().text().unwrap_or_default(),
        Item::Organization(organization) => organization.code.text().unwrap_or_default(),
        Item::Metonym(metonym) => metonym.code.text().unwrap_or_default(),
        Item::Person(person) => {
            let (code, role) = person.code_on(day).unwrap_or_default();
            format!("{} {}", code.text().unwrap_or_default(), role.unwrap_or_default())
        }
    }
}

#[test]
fn every_row_is_sound() {
    let (_, errors) = Tables::read(&SOURCES);
    let messages: Vec<String> = errors.iter().map(ToString::to_string).collect();
    assert!(messages.is_empty(), "{} faulty rows:\n{}", messages.len(), messages.join("\n"));
}

#[test]
fn every_example_gives_its_codes() {
    let tables = Tables::load();
    let mut failures = Vec::new();
    let mut count = 0;
    for example in SOURCES.into_iter().flat_map(|source| source.examples()) {
        count += 1;
        let (sentence, day) = example.sentence.split_once(" @ ").map_or((example.sentence, None), |(s, day)| (s, Some(day)));
        let mut found = Vec::new();
        for mention in sentence.split('[').skip(1).filter_map(|rest| rest.split_once(']')).map(|(mention, _)| mention) {
            let forms = words(mention);
            let forms: Vec<&str> = forms.iter().map(String::as_str).collect();
            let words = Words::new(&forms);
            found.push(match example.section {
                "portfolio" | "institution" | "office" | "modifier" => tables.describe(&words).map_or_else(String::new, |said| {
                    let role = said.role.unwrap_or_default();
                    format!("{} {role}", said.code.text().unwrap_or_default())
                }),
                _ => {
                    // Beside a table of organizations, a country of the same name is another reading.
                    let wanted = example.file.contains("countries");
                    let items = tables.find(&words, 0).map(|hit| hit.items).unwrap_or_default();
                    let item = items.iter().find(|item| matches!(item, Item::Country(..)) == wanted).or(items.first());
                    item.map_or_else(String::new, |item| code_of(item, day))
                }
            });
        }
        if !sentence.contains('[') {
            let forms = words(sentence);
            let forms: Vec<&str> = forms.iter().map(String::as_str).collect();
            found.extend(tables.find_all(&Words::new(&forms)).iter().map(|hit| code_of(&hit.items[0], day)));
        }
        let found = found.join(" ").trim().to_string();
        if found != example.expected {
            failures.push(format!(
                "{}:{}: {} gives `{found}`, expected `{}`",
                example.file, example.line, sentence, example.expected
            ));
        }
    }
    assert!(count > 50, "only {count} examples");
    assert!(failures.is_empty(), "{} of {count} examples:\n{}", failures.len(), failures.join("\n"));
}

#[test]
fn office_by_day() {
    let tables = Tables::load();
    let check = |country: &str, role: &str, day: &str, expected: &[&str]| {
        let names: Vec<&str> = tables.holders(country, role, day).iter().map(|person| person.name).collect();
        assert_eq!(names, expected, "{role} of {country} on {day}");
    };
    check("DEU", "chancellor", "2010-01-01", &["Angela Merkel"]);
}

#[test]
fn the_name_of_a_country_is_not_its_adjective() {
    let tables = Tables::load();
    let check = |word: &str, expected: CountryForm| {
        let hit = tables.find(&Words::new(&[word]), 0).unwrap_or_else(|| panic!("{word} is unknown"));
        let forms: Vec<CountryForm> =
            hit.items.iter().filter_map(|item| if let Item::Country(_, form) = item { Some(*form) } else { None }).collect();
        assert_eq!(forms.first(), Some(&expected), "{word}");
    };
    check("France", CountryForm::Name);
    check("French", CountryForm::Adjective);
    check("Danes", CountryForm::People);
    check("Danish", CountryForm::Adjective);
    check("Kyiv", CountryForm::Capital);
}

proptest! {
    #[test]
    fn no_text_panics(text in "\\PC{0,80}", day in "\\PC{0,12}") {
        let tables = Tables::load();
        let forms: Vec<&str> = text.split(' ').collect();
        let words = Words::new(&forms);
        let mut last = 0;
        for found in tables.find_all(&words) {
            prop_assert!(found.words.start >= last && found.words.start < found.words.end && found.words.end <= forms.len());
            prop_assert!(!found.items.is_empty());
            last = found.words.end;
        }
        if let Some(said) = tables.describe(&words) {
            prop_assert!(said.head < forms.len());
        }
        for person in tables.people().iter().take(20) {
            person.code_on(Some(&day));
        }
        tables.people_by_short_name(&text).count();
    }

    #[test]
    fn words_of_the_tables_in_any_order_do_not_panic(picks in proptest::collection::vec(0usize..2000, 0..8)) {
        let tables = Tables::load();
        let vocabulary: Vec<&str> = SOURCES.iter().flat_map(|source| source.text.split(['\t', '|', '\n', ' '])).collect();
        let forms: Vec<&str> = picks.iter().map(|pick| vocabulary[pick * 7919 % vocabulary.len()]).collect();
        let words = Words::new(&forms);
        tables.find_all(&words);
        tables.describe(&words);
    }
}
