//! Full-text search over what stands: words in, the best stories or statements with the words marked out.

use std::io;

use rusqlite::params_from_iter;

use super::{Words, conditions::Conditions, limit};
use crate::{Answer, Problem, Store};

/// What is searched for, and where.
#[derive(Debug, Clone)]
pub struct Search {
    /// The words.
    pub words: Words,
    /// What is searched.
    pub within: In,
    /// Published on or after this day; a month or a year will do.
    pub from: Option<String>,
    /// Published on or before this day.
    pub to: Option<String>,
    /// Publishers.
    pub source: Vec<String>,
    /// At most so many rows.
    pub limit: Option<usize>,
}

/// What is searched.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum In {
    /// Headline and text of stories.
    Stories,
    /// What somebody says.
    Statements,
}

/// A full-text index.
pub(super) struct Index {
    pub(super) table: &'static str,
    /// What a word in each of its columns counts (BM25).
    pub(super) weights: &'static str,
    /// The column that the words are shown from.
    column: u8,
}

/// Words of the text around those found.
const AROUND: u8 = 24;

impl In {
    pub(super) fn index(self) -> Index {
        match self {
            Self::Stories => Index { table: "stories_search", weights: "4.0, 1.0", column: 1 },
            Self::Statements => Index { table: "statements_search", weights: "1.0", column: 0 },
        }
    }
}

impl Index {
    /// The words around those found, on one line, as SQL.
    pub(super) fn snippet(&self) -> String {
        let Self { table, column, .. } = self;
        format!("replace(replace(snippet({table}, {column}, '**', '**', '…', {AROUND}), char(10, 10), ' '), char(10), ' ')")
    }
}

impl Store {
    /// Names that hold the text as words in a row, whatever their case and accents.
    pub(crate) fn names_with(&self, text: &str) -> Result<Vec<String>, Problem> {
        let read = || -> rusqlite::Result<Vec<String>> {
            self.connection
                .prepare_cached("SELECT name FROM names_search WHERE names_search MATCH ?")?
                .query_map([super::conditions::phrase(text)], |row| row.get(0))?
                .collect()
        };
        read().map_err(|e| self.problem(e))
    }

    /// Keys of the stories that hold the words, also of those that stand no longer.
    pub(crate) fn stories_with(&self, words: &Words) -> Result<Vec<crate::StoryKey>, Problem> {
        let read = || -> rusqlite::Result<Vec<crate::StoryKey>> {
            self.connection
                .prepare_cached("SELECT rowid FROM stories_search WHERE stories_search MATCH ?")?
                .query_map([words.as_match()], |row| row.get(0))?
                .collect()
        };
        read().map_err(|e| self.problem(e))
    }

    /// What holds the words, the best first (BM25; a word of the headline counts four times). In `snippet` they stand between `**`.
    ///
    /// # Errors
    /// The inner result is the answer's own failure to write.
    pub fn search(&self, search: &Search, answer: &mut dyn Answer) -> Result<io::Result<()>, Problem> {
        let index = search.within.index();
        let table = index.table;
        let rank = format!("bm25({table}, {})", index.weights);
        let mut all = Conditions::default();
        all.add(format!("{table} MATCH ?"), [search.words.as_match().to_owned().into()]);
        all.add("s.stands", []);
        all.between("s.published", search.from.as_deref(), search.to.as_deref());
        all.one_of("s.source", &search.source);
        let (conditions, mut values) = all.finish();
        values.push(limit(search.limit));
        let found = format!("round(-{rank}, 3) AS score, {} AS snippet", index.snippet());
        let sql = match search.within {
            In::Stories => format!(
                "SELECT score, day, source, headline, snippet, story FROM (
                     SELECT {found}, substr(s.published, 1, 10) AS day, s.source, s.headline, s.id AS story, s.story AS key
                     FROM stories_search JOIN stories s ON s.story = stories_search.rowid
                     WHERE {conditions} ORDER BY {rank}, s.story LIMIT ?)"
            ),
            In::Statements => format!(
                "SELECT f.score, y.day, y.speaker, y.speaker_code, y.cue, y.negated, f.snippet, y.source, y.story_id AS story, y.id AS statement
                 FROM (SELECT {found}, t.statement, {rank} AS rank
                       FROM statements_search CROSS JOIN statements t ON t.statement = statements_search.rowid
                            CROSS JOIN stories s ON s.story = t.story
                       WHERE {conditions} ORDER BY {rank}, t.statement LIMIT ?) f
                 CROSS JOIN sayings y ON y.statement = f.statement ORDER BY f.rank, f.statement"
            ),
        };
        self.answer(&sql, params_from_iter(values), answer)
    }
}
