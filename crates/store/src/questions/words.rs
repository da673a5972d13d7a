//! A user's words as a full-text query that SQLite always understands.
//!
//! Words must all be there; `OR` between them means either side; `"…"` holds words together; `-word` or `NOT word` must not be there;
//! `word*` is the beginning of one. Anything else that means something to FTS5 is taken as a word.

use std::str::FromStr;

/// Words to search for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Words(String);

/// Why words cannot be searched for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NotSearchable {
    /// There is no letter and no digit in them.
    #[error("no word to search for; expected words, as in: ceasefire talks")]
    Nothing,
    /// A quotation is not closed.
    #[error("a quotation mark is not closed; expected words in a pair of them, as in: \"peace talks\"")]
    Unclosed,
    /// `OR` or `NOT` without a word.
    #[error("OR needs a word on either side and NOT one after it, as in: ceasefire OR truce NOT naval")]
    Dangling,
    /// Only words that must not be there.
    #[error("only words to leave out; expected at least one to search for, as in: ceasefire -naval")]
    OnlyUnwanted,
    /// More than a query can hold.
    #[error("more than {MOST} words; expected fewer")]
    TooMany,
}

const MOST: usize = 64;

/// A piece of what a user wrote.
enum Piece {
    Term(String),
    Or,
    Not,
}

impl Words {
    /// As the right side of FTS5's MATCH.
    pub fn as_match(&self) -> &str {
        &self.0
    }
}

impl FromStr for Words {
    type Err = NotSearchable;

    fn from_str(text: &str) -> Result<Self, NotSearchable> {
        let mut sides: Vec<Vec<String>> = vec![Vec::new()];
        let mut unwanted = Vec::new();
        let mut negated = false;
        let mut number = 0;
        for piece in pieces(text)? {
            match piece {
                Piece::Or if negated || sides.last().is_some_and(Vec::is_empty) => return Err(NotSearchable::Dangling),
                Piece::Or => sides.push(Vec::new()),
                Piece::Not => negated = true,
                Piece::Term(term) => {
                    number += 1;
                    if negated {
                        unwanted.push(term);
                    } else {
                        sides.last_mut().expect("there is always one").push(term);
                    }
                    negated = false;
                }
            }
        }
        let dangling = negated || (sides.len() > 1 && sides.last().is_some_and(Vec::is_empty));
        match number {
            _ if dangling => return Err(NotSearchable::Dangling),
            0 => return Err(NotSearchable::Nothing),
            number if number > MOST => return Err(NotSearchable::TooMany),
            _ if sides[0].is_empty() => return Err(NotSearchable::OnlyUnwanted),
            _ => {}
        }
        let sides: Vec<String> = sides.iter().map(|terms| format!("({})", terms.join(" AND "))).collect();
        let mut query = format!("({})", sides.join(" OR "));
        if !unwanted.is_empty() {
            query += &format!(" NOT ({})", unwanted.join(" OR "));
        }
        Ok(Self(query))
    }
}

fn pieces(text: &str) -> Result<Vec<Piece>, NotSearchable> {
    let mut pieces = Vec::new();
    let mut rest = text.trim_start();
    while !rest.is_empty() {
        if let Some(after) = rest.strip_prefix('"') {
            let (phrase, after) = after.split_once('"').ok_or(NotSearchable::Unclosed)?;
            let prefix = after.starts_with('*');
            pieces.extend(term(phrase, prefix));
            rest = after.strip_prefix('*').unwrap_or(after);
        } else {
            let end = rest.find(|c: char| c.is_whitespace() || c == '"').unwrap_or(rest.len());
            let (word, after) = rest.split_at(end);
            match word {
                "OR" => pieces.push(Piece::Or),
                "NOT" => pieces.push(Piece::Not),
                "AND" => {}
                "-" if after.starts_with('"') => pieces.push(Piece::Not),
                _ => {
                    let (unwanted, word) = word.strip_prefix('-').map_or((false, word), |word| (true, word));
                    if let Some(term) = term(word.trim_end_matches('*'), word.ends_with('*')) {
                        if unwanted {
                            pieces.push(Piece::Not);
                        }
                        pieces.push(term);
                    }
                }
            }
            rest = after;
        }
        rest = rest.trim_start();
    }
    Ok(pieces)
}

/// A word or phrase in quotation marks, inside which FTS5 knows nothing but words.
fn term(words: &str, prefix: bool) -> Option<Piece> {
    let words: String = words.chars().map(|c| if c == '\0' || c == '"' { ' ' } else { c }).collect();
    words
        .chars()
        .any(char::is_alphanumeric)
        .then(|| Piece::Term(format!("\"{}\"{}", words.trim(), if prefix { "*" } else { "" })))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: Result<&str, NotSearchable>) {
        assert_eq!(text.parse::<Words>().as_ref().map(Words::as_match), expected.as_ref().copied(), "{text:?}");
    }

    #[test]
    fn words_become_queries() {
        check("ceasefire talks", Ok("((\"ceasefire\" AND \"talks\"))"));
        check("\"peace talks\" OR truce", Ok("((\"peace talks\") OR (\"truce\"))"));
        check("strike -naval NOT \"hunger strike\"", Ok("((\"strike\")) NOT (\"naval\" OR \"hunger strike\")"));
        check("-\"hunger strike\" miners", Ok("((\"miners\")) NOT (\"hunger strike\")"));
        check("sanction* AND x", Ok("((\"sanction\"* AND \"x\"))"));
        check("NEAR(a b) text:x ^y {", Ok("((\"NEAR(a\" AND \"b)\" AND \"text:x\" AND \"^y\"))"));
        check("don't; DROP TABLE stories --", Ok("((\"don't;\" AND \"DROP\" AND \"TABLE\" AND \"stories\"))"));
    }

    #[test]
    fn what_is_no_query_says_why() {
        check("", Err(NotSearchable::Nothing));
        check("?! ()", Err(NotSearchable::Nothing));
        check("\"open", Err(NotSearchable::Unclosed));
        check("OR a", Err(NotSearchable::Dangling));
        check("a OR", Err(NotSearchable::Dangling));
        check("a NOT", Err(NotSearchable::Dangling));
        check("-a", Err(NotSearchable::OnlyUnwanted));
        check(&"a ".repeat(MOST + 1), Err(NotSearchable::TooMany));
    }
}
