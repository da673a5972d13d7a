//! The names of a sentence.
//!
//! In: the reader's BIO tags and the actor tables. Out: [`Name`]s that do not overlap, each with what the tables know of it. The longer
//! of two overlapping names wins; a title before a person, an article and a possessive ending are no part of a name.

use std::ops::Range;

use language::{NameKind, NameTag, Token, Upos};

use super::words;
use crate::actors::{CountryForm, Item, Tables, Words};

/// A name in a sentence.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Name {
    /// The words.
    pub(super) tokens: Range<usize>,
    /// What the reader takes it for; none if only a table knows it.
    pub(super) label: Option<NameKind>,
    /// What the tables know by these words and no more.
    pub(super) items: Vec<Item<'static>>,
}

/// The names of a sentence, in order.
pub(super) fn names(tables: &'static Tables, tokens: &[Token], words: &Words<'_>) -> Vec<Name> {
    let read = labelled(tables, tokens, words);
    let known = known(tables, tokens, words);
    let mut out: Vec<Name> = Vec::with_capacity(read.len().max(known.len()));
    let (mut read, mut known) = (read.into_iter().peekable(), known.into_iter().peekable());
    loop {
        let name = match (read.peek(), known.peek()) {
            (None, None) => break,
            (Some(_), None) => read.next(),
            (None, Some(_)) => known.next(),
            (Some(one), Some(two)) if one.tokens.end <= two.tokens.start => read.next(),
            (Some(one), Some(two)) if two.tokens.end <= one.tokens.start => known.next(),
            (Some(one), Some(two)) => {
                let wins = table_wins(one, two, tokens);
                let label = one.label;
                if wins {
                    // The rest of the reader's name is dropped with it.
                    let end = two.tokens.end;
                    while read.next_if(|name| name.tokens.start < end).is_some() {}
                    known.next().map(|name| Name { label, ..name })
                } else {
                    let end = one.tokens.end;
                    while known.next_if(|name| name.tokens.start < end).is_some() {}
                    read.next()
                }
            }
        };
        let Some(name) = name else { continue };
        if out.last().is_none_or(|last: &Name| last.tokens.end <= name.tokens.start) {
            out.push(name);
        }
    }
    out
}

/// Whether the table's name is better than the reader's, where they overlap.
fn table_wins(read: &Name, known: &Name, tokens: &[Token]) -> bool {
    let covers = known.tokens.start <= read.tokens.start && read.tokens.end <= known.tokens.end;
    if covers {
        return true;
    }
    let inside = read.tokens.start <= known.tokens.start && known.tokens.end <= read.tokens.end;
    if !inside {
        return known.tokens.len() >= read.tokens.len() && !known.items.iter().all(is_adjective);
    }
    // "President Ana Brandt": the title is no part of the name.
    known.items.iter().any(|item| matches!(item, Item::Person(_)))
        && known.tokens.end == read.tokens.end
        && tokens[read.tokens.start..known.tokens.start].iter().all(|t| matches!(t.upos, Upos::Noun | Upos::Adj | Upos::Propn))
}

fn is_adjective(item: &Item<'_>) -> bool {
    matches!(item, Item::Country(_, CountryForm::Adjective | CountryForm::People))
}

/// Names by the reader's tags, without articles and possessive endings.
fn labelled(tables: &Tables, tokens: &[Token], sentence: &Words<'_>) -> Vec<Name> {
    let mut out: Vec<Name> = Vec::new();
    for (at, token) in tokens.iter().enumerate() {
        match token.name {
            NameTag::Outside => {}
            NameTag::Begin(kind) => out.push(Name { tokens: at..at + 1, label: Some(kind), items: Vec::new() }),
            NameTag::Inside(_) => {
                if let Some(name) = out.last_mut() {
                    name.tokens.end = at + 1;
                }
            }
        }
    }
    for name in &mut out {
        trim(&mut name.tokens, tokens);
        // "Republican Senate Majority" of "Republican Senate Majority Leader": an office that reaches beyond the name is not in it.
        let office =
            name.tokens.clone().skip(1).find(|&at| tables.find_noun(sentence, at).is_some_and(|noun| noun.end > name.tokens.end));
        // "State" of "Secretary of State".
        let part_of_office = (name.tokens.start.saturating_sub(2)..name.tokens.start).any(|at| {
            tables.find_noun(sentence, at).is_some_and(|noun| noun.end >= name.tokens.end && noun.len() > name.tokens.len())
        });
        if name.label != Some(NameKind::Person) && part_of_office {
            name.tokens.end = name.tokens.start;
        } else if name.label != Some(NameKind::Person)
            && let Some(office) = office
        {
            name.tokens.end = office;
            trim(&mut name.tokens, tokens);
            if name.tokens.len() == 1 && tokens[name.tokens.start].upos == Upos::Adj {
                name.tokens.end = name.tokens.start;
            }
        }
    }
    out.retain(|name| {
        name.tokens.len() != 1 || !words::sets().not_names.contains(&tokens[name.tokens.start].form.to_lowercase())
    });
    out.retain(|name| {
        !name.tokens.is_empty() && tokens[name.tokens.clone()].iter().any(|t| t.form.chars().any(char::is_alphanumeric))
    });
    out
}

/// Takes articles, possessive endings and marks off both ends.
fn trim(range: &mut Range<usize>, tokens: &[Token]) {
    let edge = |token: &Token| token.upos == Upos::Det || (token.upos == Upos::Punct && !token.form.ends_with('.'));
    while range.start < range.end && (edge(&tokens[range.start]) || is_possessive(&tokens[range.start])) {
        range.start += 1;
    }
    while range.start < range.end && (edge(&tokens[range.end - 1]) || is_possessive(&tokens[range.end - 1])) {
        range.end -= 1;
    }
}

fn is_possessive(token: &Token) -> bool {
    matches!(&*token.form, "'s" | "’s" | "'" | "’" | "'S" | "’S")
}

/// Names that the tables know. A single ordinary word needs the reader of words to take it for a name.
fn known(tables: &'static Tables, tokens: &[Token], words: &Words<'_>) -> Vec<Name> {
    let (mut at, mut out) = (0, Vec::new());
    while at < tokens.len() {
        let token = &tokens[at];
        // "the Guardian" has its article in the table.
        let capital = |token: &Token| token.form.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit());
        let article = &*token.form == "the" && tokens.get(at + 1).is_some_and(capital);
        if !capital(token) && !article {
            at += 1;
            continue;
        }
        let Some(found) = tables.find(words, at) else {
            at += 1;
            continue;
        };
        let mut range = found.words;
        trim(&mut range, tokens);
        let token = &tokens[range.start.min(tokens.len() - 1)];
        let single = range.len() == 1;
        let fits = |item: &Item<'_>| match item {
            Item::Country(_, CountryForm::Adjective | CountryForm::People) => {
                matches!(token.upos, Upos::Adj | Upos::Propn | Upos::Noun)
            }
            _ => !single || token.upos == Upos::Propn || token.name != NameTag::Outside || is_acronym(&token.form),
        };
        let items: Vec<Item<'static>> = found.items.into_iter().filter(fits).collect();
        // "November 17" is a group only where the reader takes it for a name.
        let numbered = range.len() > 1 && token.name == NameTag::Outside && tokens[range.clone()].iter().any(|t| t.xpos == "CD");
        if items.is_empty() || range.is_empty() || numbered {
            at += 1;
            continue;
        }
        at = range.end;
        out.push(Name { tokens: range, label: None, items });
    }
    out
}

fn is_acronym(form: &str) -> bool {
    form.len() > 1 && form.chars().all(|c| c.is_uppercase() || c == '.')
}
