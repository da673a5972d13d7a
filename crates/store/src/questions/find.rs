//! Full-text search for a page: hits by goodness or by day, each list going on after the last hit of the one before.

use rusqlite::params_from_iter;

use super::{In, Words, conditions::Conditions};
use crate::{Problem, Store};

/// A hit of a full-text search.
#[derive(Debug, Clone, PartialEq)]
pub struct Found {
    /// How good it is (BM25); greater is better.
    pub score: f64,
    /// Key of the story or statement.
    pub key: i64,
    /// The words around those found, which stand between `**`.
    pub snippet: String,
    /// Its place in the list, for [`Finding::after`].
    pub place: FoundPlace,
}

/// Where a hit stands in its list.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct FoundPlace {
    /// The bits of the rank.
    rank: u64,
    published: Option<String>,
    key: i64,
}

/// What is searched for, for a page.
#[derive(Debug, Clone)]
pub struct Finding<'w> {
    /// The words.
    pub words: &'w Words,
    /// What is searched.
    pub within: In,
    /// Published on or after this day; a month or a year will do.
    pub from: Option<&'w str>,
    /// Published on or before this day.
    pub to: Option<&'w str>,
    /// Publishers.
    pub source: &'w [String],
    /// The latest first, and not the best.
    pub latest: bool,
    /// The last hit of the list before.
    pub after: Option<FoundPlace>,
    /// At most so many.
    pub limit: usize,
}

impl Store {
    /// What holds the words.
    pub fn find(&self, finding: &Finding<'_>) -> Result<Vec<Found>, Problem> {
        let index = finding.within.index();
        let table = index.table;
        let join = match finding.within {
            In::Stories => "CROSS JOIN stories s ON s.story = f.rowid",
            In::Statements => "CROSS JOIN statements t ON t.statement = f.rowid CROSS JOIN stories s ON s.story = t.story",
        };
        let mut hits = Conditions::default();
        hits.add(format!("{table} MATCH ?"), [finding.words.as_match().to_owned().into()]);
        hits.add("rank MATCH ?", [format!("bm25({})", index.weights).into()]);
        let mut all = Conditions::default();
        all.add("s.stands", []);
        all.between("s.published", finding.from, finding.to);
        all.one_of("s.source", finding.source);
        match &finding.after {
            Some(FoundPlace { rank, key, .. }) if !finding.latest => {
                let rank = f64::from_bits(*rank);
                hits.add("(rank > ? OR (rank = ? AND rowid > ?))", [rank.into(), rank.into(), (*key).into()]);
            }
            Some(FoundPlace { published: Some(published), key, .. }) => all.add(
                "(s.published < ? OR s.published IS NULL OR (s.published = ? AND f.rowid < ?))",
                [published.clone().into(), published.clone().into(), (*key).into()],
            ),
            Some(FoundPlace { published: None, key, .. }) => all.add("s.published IS NULL AND f.rowid < ?", [(*key).into()]),
            None => {}
        }
        let (of_hits, mut values) = hits.finish();
        let (conditions, of_all) = all.finish();
        values.extend(of_all);
        values.push(super::limit(Some(finding.limit)));
        // The best come sorted out of the index, so that stories are looked up for those of the page alone; the latest only stories can tell. The
        // inner limit, which is none, keeps SQLite from sorting after the lookup.
        let (inner, outer) =
            if finding.latest { ("", "ORDER BY s.published DESC, f.rowid DESC") } else { ("ORDER BY rank, rowid LIMIT -1", "") };
        let sql = format!(
            "SELECT f.rank, f.rowid, s.published FROM (SELECT rank, rowid FROM {table} WHERE {of_hits} {inner}) f
             {join} WHERE {conditions} {outer} LIMIT ?"
        );
        // Only the hits of the page are cut out of their texts.
        let cut = format!("SELECT {} FROM {table} WHERE {table} MATCH ? AND rowid = ?", index.snippet());
        let read = || -> rusqlite::Result<Vec<Found>> {
            let mut select = self.connection.prepare_cached(&sql)?;
            let mut snippet = self.connection.prepare_cached(&cut)?;
            let mut rows = select.query(params_from_iter(values))?;
            let mut found = Vec::new();
            while let Some(row) = rows.next()? {
                let (rank, key): (f64, i64) = (row.get(0)?, row.get(1)?);
                found.push(Found {
                    score: (-rank * 1000.0).round() / 1000.0,
                    key,
                    snippet: snippet.query_row((finding.words.as_match(), key), |row| row.get(0))?,
                    place: FoundPlace { rank: rank.to_bits(), published: row.get(2)?, key },
                });
            }
            Ok(found)
        };
        read().map_err(|e| self.problem(e))
    }
}
