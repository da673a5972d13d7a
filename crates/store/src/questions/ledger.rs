//! The ledger of statements page by page: which statements a filter lets through, the latest first.

use rusqlite::params_from_iter;

use super::StatementFilter;
use crate::{Problem, Store, StoryKey};

/// A statement of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Said {
    /// Key of the statement.
    pub statement: i64,
    /// Id of the statement inside its story.
    pub id: String,
    /// Its place in the list, for [`Store::said`].
    pub place: SaidPlace,
}

/// Where a statement stands in its list: publication and key of its story, and its own key.
pub type SaidPlace = (Option<String>, StoryKey, i64);

impl Store {
    /// At most `limit` statements that the filter lets through, those published last first; `after` is the place of the last one of the list
    /// before. The filter's own limit is not looked at.
    pub fn said(&self, filter: &StatementFilter, after: Option<SaidPlace>, limit: usize) -> Result<Vec<Said>, Problem> {
        let mut all = filter.conditions();
        match after {
            Some((Some(published), story, statement)) => all.add(
                "(s.published < ? OR s.published IS NULL OR (s.published = ? AND (s.story < ? OR (s.story = ? AND t.statement < ?))))",
                [published.clone().into(), published.into(), story.into(), story.into(), statement.into()],
            ),
            Some((None, story, statement)) => all.add(
                "s.published IS NULL AND (s.story < ? OR (s.story = ? AND t.statement < ?))",
                [story.into(), story.into(), statement.into()],
            ),
            None => {}
        }
        let (conditions, mut values) = all.finish();
        values.push(super::limit(Some(limit)));
        // Where few statements are let through they are found first; otherwise stories are walked by day until the list is full.
        let from = if filter.is_narrow() {
            "statements t JOIN stories s USING (story)"
        } else {
            "stories s CROSS JOIN statements t USING (story)"
        };
        let sql = format!(
            "SELECT t.statement, t.id, s.published, s.story FROM {from} WHERE {conditions}
             ORDER BY s.published DESC, s.story DESC, t.statement DESC LIMIT ?"
        );
        let read = || -> rusqlite::Result<Vec<Said>> {
            self.connection
                .prepare_cached(&sql)?
                .query_map(params_from_iter(values), |row| {
                    let statement = row.get(0)?;
                    Ok(Said { statement, id: row.get(1)?, place: (row.get(2)?, row.get(3)?, statement) })
                })?
                .collect()
        };
        read().map_err(|e| self.problem(e))
    }
}

impl StatementFilter {
    /// Whether it asks for somebody, for words or for an episode.
    fn is_narrow(&self) -> bool {
        !self.speaker.is_empty() || !self.about.is_empty() || self.text.is_some() || self.episode.is_some()
    }
}
