//! Words in a row, as tables of the lexicon write them: `no plan|plans to`, `postpon*`, where `*` stands for the rest of a word.
//!
//! In: a table under `lexicon/`, and the words of a text. Out: where a pattern stands.

use record::Span;
use serde::{Deserialize, de::DeserializeOwned};

/// A table that the program carries.
///
/// # Panics
/// If the table is malformed, which a test of each table rules out.
pub(crate) fn table<T: DeserializeOwned>(name: &str, text: &str) -> T {
    toml::from_str(text).unwrap_or_else(|error| panic!("lexicon/{name}: {error}"))
}

/// A word of a text, in lower case, and where it stands in code points.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Word {
    pub(crate) form: String,
    pub(crate) span: Span,
}

impl Word {
    /// Not a mark of punctuation.
    pub(crate) fn is_word(&self) -> bool {
        self.form.chars().any(char::is_alphanumeric)
    }
}

/// The words of a text; a mark of punctuation is a word of its own, an apostrophe or hyphen within a word is part of it.
pub(crate) fn words(text: &str) -> Vec<Word> {
    let characters: Vec<char> = text.chars().collect();
    let inside = |c: char| c.is_alphanumeric() || c == '\'' || c == '’';
    let joins = |c: char| c == '-' || c == '.' || c == ',';
    let mut found = Vec::new();
    let mut at = 0;
    while at < characters.len() {
        let start = at;
        if characters[at].is_whitespace() {
            at += 1;
            continue;
        }
        at += 1;
        if inside(characters[start]) {
            while at < characters.len() {
                let next = characters.get(at + 1).copied().is_some_and(char::is_alphanumeric);
                if inside(characters[at]) || (joins(characters[at]) && next) {
                    at += 1;
                } else {
                    break;
                }
            }
        }
        let form: String =
            characters[start..at].iter().flat_map(|c| c.to_lowercase()).map(|c| if c == '’' { '\'' } else { c }).collect();
        found.push(Word { form, span: Span { start, end: at } });
    }
    found
}

/// Words that `…` stands for at most.
const GAP: usize = 5;

/// Words in a row.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(from = "String")]
pub(crate) struct Pattern(Vec<Piece>);

#[derive(Debug, Clone, PartialEq, Eq)]
enum Piece {
    /// One word: any of these.
    Either(Vec<Form>),
    /// A few words, and no punctuation.
    Gap,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Form {
    Whole(String),
    Beginning(String),
}

impl From<String> for Pattern {
    fn from(text: String) -> Self {
        let form = |word: &str| match word.strip_suffix('*') {
            Some(beginning) => Form::Beginning(beginning.to_lowercase()),
            None => Form::Whole(word.to_lowercase()),
        };
        let piece = |place: &str| if place == "…" { Piece::Gap } else { Piece::Either(place.split('|').map(form).collect()) };
        Self(text.split_whitespace().map(piece).collect())
    }
}

impl Pattern {
    /// One past the last of the words that it takes from this word on; none where it does not stand here.
    pub(crate) fn end_at(&self, words: &[Word], at: usize) -> Option<usize> {
        end_of(&self.0, words, at)
    }

    /// The first words where it stands.
    pub(crate) fn find(&self, words: &[Word]) -> Option<std::ops::Range<usize>> {
        (0..words.len()).find_map(|at| self.end_at(words, at).map(|end| at..end))
    }

    /// The first letters of the words that it can begin with; none where any word will do.
    pub(crate) fn first_letters(&self) -> Option<Vec<char>> {
        let Some(Piece::Either(forms)) = self.0.first() else { return None };
        let letter = |form: &Form| match form {
            // "isn't" fits it too.
            Form::Whole(whole) if whole == "not" => None,
            Form::Whole(text) | Form::Beginning(text) => text.chars().next(),
        };
        forms.iter().map(letter).collect()
    }

    /// Whether it leaves room for words between its own.
    pub(crate) fn has_gap(&self) -> bool {
        self.0.contains(&Piece::Gap)
    }
}

fn end_of(pieces: &[Piece], words: &[Word], at: usize) -> Option<usize> {
    match pieces.split_first() {
        None => Some(at),
        Some((Piece::Either(forms), rest)) => {
            let word = words.get(at)?;
            forms.iter().any(|form| form.fits(&word.form)).then(|| end_of(rest, words, at + 1))?
        }
        Some((Piece::Gap, rest)) => (1..=GAP)
            .take_while(|&length| words.get(at + length - 1).is_some_and(Word::is_word))
            .find_map(|length| end_of(rest, words, at + length)),
    }
}

impl Form {
    fn fits(&self, form: &str) -> bool {
        match self {
            // "isn't" is "is not"; "won't" and the like are rows of their own where their verb counts.
            Self::Whole(whole) => form == whole || (whole == "not" && form.ends_with("n't")),
            Self::Beginning(beginning) => form.starts_with(beginning.as_str()),
        }
    }
}

/// Two forms of one word, so far as their beginnings tell: all but the ending of the shorter one, three letters at least.
pub(crate) fn same_stem(a: &str, b: &str) -> bool {
    let first = |text: &str| words(text).into_iter().next().map(|word| word.form);
    let (Some(a), Some(b)) = (first(a), first(b)) else { return false };
    let shared = a.chars().zip(b.chars()).take_while(|(x, y)| x == y).count();
    let shorter = a.chars().count().min(b.chars().count());
    shared >= 3 && shared + 2 >= shorter
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(pattern: &str, text: &str, expected: Option<&str>) {
        let all = words(text);
        let pattern = Pattern::from(pattern.to_owned());
        let found = pattern.find(&all).map(|at| {
            let span = Span { start: all[at.start].span.start, end: all[at.end - 1].span.end };
            text.chars().skip(span.start).take(span.end - span.start).collect::<String>()
        });
        assert_eq!(found.as_deref(), expected, "{text}");
    }

    #[test]
    fn patterns_stand_in_texts() {
        check("put* off", "The emir puts off a trip.", Some("puts off"));
        check("no plan|plans to", "There are no planes to spare, and NO plans to go.", Some("NO plans to"));
        check("not be", "She won’t be there; it isn't.", Some("won’t be"));
        check("call* off", "He called, off stage.", None);
        check("put … off", "She put her trip to Oslo off again.", Some("put her trip to Oslo off"));
        check("put … off", "She put it there, far off.", None);
        check("20,000", "About 20,000, they said.", Some("20,000"));
        check("so", "So-called “so”.", Some("so"));
    }
}
