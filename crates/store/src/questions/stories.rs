//! What is known of a story beside its record: its versions, its episode, and where it stands among the others.

use rusqlite::{OptionalExtension, params_from_iter};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::conditions::Conditions;
use crate::{Problem, Store, StoryKey};

/// A story a row.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct StoryRow {
    /// Key of the story in the file: `/story/KEY` shows it.
    pub story: StoryKey,
    /// The story's own id.
    pub id: String,
    /// Publisher.
    pub source: Option<String>,
    /// Day or moment of publication.
    pub published: Option<String>,
    /// Headline.
    pub headline: Option<String>,
    /// Address at its publisher.
    pub url: Option<String>,
    /// Events that it tells.
    pub events: u32,
    /// Statements in it.
    pub statements: u32,
    /// The episode that it is a report of.
    pub episode: Option<String>,
}

/// A version of a story.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Version {
    /// Key of this version.
    pub story: StoryKey,
    /// What it does to the earlier ones: `new`, `update`, `correct`, `withdraw`.
    pub signal: String,
    /// The version as the source counts it.
    pub version: Option<String>,
    /// When it was made.
    pub updated: Option<String>,
    /// Day or moment of publication.
    pub published: Option<String>,
    /// Headline.
    pub headline: Option<String>,
    /// It is the version that counts.
    pub stands: bool,
}

/// Which stories are wanted; all that stand by default.
#[derive(Debug, Clone, Default)]
pub struct StoryFilter {
    /// Published on or after this day; a month or a year will do.
    pub from: Option<String>,
    /// Published on or before this day.
    pub to: Option<String>,
    /// Publisher.
    pub source: Option<String>,
    /// The story's own id.
    pub id: Option<String>,
}

const STORY: &str = "
SELECT s.story, s.id, s.source, s.published, s.headline, s.url, (SELECT count(*) FROM events e WHERE e.story = s.story),
       (SELECT count(*) FROM statements t WHERE t.story = s.story), (SELECT m.episode FROM episode_members m WHERE m.story = s.story)
FROM stories s";

fn row(row: &rusqlite::Row<'_>) -> rusqlite::Result<StoryRow> {
    Ok(StoryRow {
        story: row.get(0)?,
        id: row.get(1)?,
        source: row.get(2)?,
        published: row.get(3)?,
        headline: row.get(4)?,
        url: row.get(5)?,
        events: row.get(6)?,
        statements: row.get(7)?,
        episode: row.get(8)?,
    })
}

impl Store {
    /// The stories of these keys, in their order; a key that the file does not hold is left out.
    pub fn story_rows(&self, keys: &[StoryKey]) -> Result<Vec<StoryRow>, Problem> {
        let read = || -> rusqlite::Result<Vec<StoryRow>> {
            let mut find = self.connection.prepare_cached(&format!("{STORY} WHERE s.story = ?"))?;
            let mut rows = Vec::with_capacity(keys.len());
            for key in keys {
                rows.extend(find.query_row([key], row).optional()?);
            }
            Ok(rows)
        };
        read().map_err(|e| self.problem(e))
    }

    /// Keys of the stories that stand and that the filter lets through, the latest first and those without a day last, each with its moment of
    /// publication; `after` is the last pair of the list before.
    pub fn story_keys(
        &self,
        filter: &StoryFilter,
        after: Option<(Option<String>, StoryKey)>,
        limit: usize,
    ) -> Result<Vec<(Option<String>, StoryKey)>, Problem> {
        let mut all = Conditions::default();
        all.add("stands", []);
        all.between("published", filter.from.as_deref(), filter.to.as_deref());
        all.one_of("source", filter.source.as_slice());
        all.one_of("id", filter.id.as_slice());
        match after {
            Some((Some(published), story)) => all.add(
                "(published < ? OR published IS NULL OR (published = ? AND story < ?))",
                [published.clone().into(), published.into(), story.into()],
            ),
            Some((None, story)) => all.add("published IS NULL AND story < ?", [story.into()]),
            None => {}
        }
        let (conditions, mut values) = all.finish();
        values.push(super::limit(Some(limit)));
        let sql = format!("SELECT published, story FROM stories WHERE {conditions} ORDER BY published DESC, story DESC LIMIT ?");
        let read = || -> rusqlite::Result<Vec<(Option<String>, StoryKey)>> {
            self.connection
                .prepare_cached(&sql)?
                .query_map(params_from_iter(values), |row| Ok((row.get(0)?, row.get(1)?)))?
                .collect()
        };
        read().map_err(|e| self.problem(e))
    }

    /// All versions of the story that this one is a version of, the first one first.
    pub fn versions(&self, story: StoryKey) -> Result<Vec<Version>, Problem> {
        let sql = "SELECT v.story, v.signal, v.version, v.updated, v.published, v.headline, v.stands
                   FROM stories s JOIN stories v ON v.chain = s.chain AND v.source IS s.source WHERE s.story = ? ORDER BY v.story";
        let read = || -> rusqlite::Result<Vec<Version>> {
            self.connection
                .prepare_cached(sql)?
                .query_map([story], |row| {
                    Ok(Version {
                        story: row.get(0)?,
                        signal: row.get(1)?,
                        version: row.get(2)?,
                        updated: row.get(3)?,
                        published: row.get(4)?,
                        headline: row.get(5)?,
                        stands: row.get(6)?,
                    })
                })?
                .collect()
        };
        read().map_err(|e| self.problem(e))
    }

    /// The key of the last story of this id, one that stands before others.
    pub fn story_key(&self, id: &str) -> Result<Option<StoryKey>, Problem> {
        self.connection
            .prepare_cached("SELECT story FROM stories WHERE id = ? ORDER BY stands DESC, story DESC LIMIT 1")
            .and_then(|mut find| find.query_row([id], |row| row.get(0)).optional())
            .map_err(|e| self.problem(e))
    }

    /// Key of the story that came last; 0 where there is none.
    pub fn last_story(&self) -> Result<StoryKey, Problem> {
        let sql = "SELECT coalesce(max(story), 0) FROM stories";
        self.connection.query_row(sql, [], |row| row.get(0)).map_err(|e| self.problem(e))
    }

    /// Key of the event that came last; 0 where there is none.
    pub fn last_event(&self) -> Result<i64, Problem> {
        let sql = "SELECT coalesce(max(event), 0) FROM events";
        self.connection.query_row(sql, [], |row| row.get(0)).map_err(|e| self.problem(e))
    }

    /// Keys of at most `limit` stories of a publisher that came after this one and stand, and the key up to which the file was looked at.
    pub fn stories_since(
        &self,
        source: Option<&str>,
        after: StoryKey,
        limit: usize,
    ) -> Result<(Vec<StoryKey>, StoryKey), Problem> {
        let last = self.last_story()?;
        let sql = "SELECT story FROM stories WHERE story > ?1 AND stands AND (?2 IS NULL OR source = ?2) ORDER BY story LIMIT ?3";
        let read = || -> rusqlite::Result<Vec<StoryKey>> {
            self.connection.prepare_cached(sql)?.query_map((after, source, limit as i64), |row| row.get(0))?.collect()
        };
        let keys = read().map_err(|e| self.problem(e))?;
        let until = keys.last().copied().filter(|_| keys.len() == limit).unwrap_or_else(|| last.max(after));
        Ok((keys, until))
    }

    /// Number of the file's last change by another connection: it changes whenever somebody else commits.
    pub fn file_version(&self) -> Result<i64, Problem> {
        self.connection.pragma_query_value(None, "data_version", |row| row.get(0)).map_err(|e| self.problem(e))
    }
}
