//! Statements in full by their keys, and the roles in which stories name somebody.

use rusqlite::OptionalExtension;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{Problem, Store, StoryKey};

/// A statement with its words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct SayingRow {
    /// Key of the statement in the file.
    pub statement: i64,
    /// Key of the story: `/story/KEY` shows it.
    pub story: StoryKey,
    /// The story's own id.
    pub story_id: String,
    /// The statement's id inside its story, `s1`.
    pub id: String,
    /// Day of saying, else of publication.
    pub day: Option<String>,
    /// Who speaks.
    pub speaker: Option<String>,
    /// The speaker's actor code.
    pub speaker_code: Option<String>,
    /// The speaker's country, ISO 3166-1 alpha-3.
    pub speaker_country: Option<String>,
    /// The speaker's office or function.
    pub speaker_role: Option<String>,
    /// Lemma of the word of saying.
    pub cue: Option<String>,
    /// `direct`, `indirect` or `mixed`.
    pub manner: String,
    /// It was not said: "declined to comment".
    pub negated: bool,
    /// What is said.
    pub content: Option<String>,
    /// Who is spoken to.
    pub addressee: Option<String>,
    /// Publisher.
    pub source: Option<String>,
    /// Day or moment of publication.
    pub published: Option<String>,
    /// Headline of the story.
    pub headline: Option<String>,
    /// Address of the story at its publisher.
    pub url: Option<String>,
}

/// A role in which stories name somebody.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct RoleRow {
    /// The name.
    pub name: String,
    /// The office or function; `null` where a story gives none.
    pub role: Option<String>,
    /// CAMEO or PLOVER actor code.
    pub code: Option<String>,
    /// First day of a story that names it so.
    pub first: Option<String>,
    /// Last day of a story that names it so.
    pub last: Option<String>,
    /// Stories.
    pub stories: u32,
}

/// The latest entities of a name: some are named in every second story, and a profile shows what is new.
const LATEST: &str =
    "(SELECT entity, story, name, role, code FROM entities WHERE name = ? COLLATE NOCASE ORDER BY entity DESC LIMIT 2000)";

impl Store {
    /// The statements of these keys, in their order; a key that the file does not hold is left out.
    pub fn saying_rows(&self, keys: &[i64]) -> Result<Vec<SayingRow>, Problem> {
        let sql = "SELECT statement, story, story_id, id, day, speaker, speaker_code, speaker_country, speaker_role, cue, manner, negated, content,
                          addressee, source, published, headline, url FROM sayings WHERE statement = ?";
        let read = || -> rusqlite::Result<Vec<SayingRow>> {
            let mut select = self.connection.prepare_cached(sql)?;
            let mut rows = Vec::with_capacity(keys.len());
            for key in keys {
                rows.extend(select.query_row([key], saying).optional()?);
            }
            Ok(rows)
        };
        read().map_err(|e| self.problem(e))
    }

    /// Keys of the last statements of those who are called so, those stored last first; of each name the latest 2,000 stories are looked at.
    pub fn said_by(&self, names: &[String], limit: usize) -> Result<Vec<i64>, Problem> {
        let sql = format!(
            "SELECT t.statement FROM {LATEST} n CROSS JOIN statements t ON t.source = n.entity CROSS JOIN stories s ON s.story = t.story
             WHERE s.stands ORDER BY n.entity DESC LIMIT ?"
        );
        let read = || -> rusqlite::Result<Vec<i64>> {
            let mut select = self.connection.prepare_cached(&sql)?;
            let mut keys = Vec::new();
            for name in names {
                for key in select.query_map((name, limit as i64), |row| row.get(0))? {
                    keys.push(key?);
                }
            }
            keys.sort_unstable_by(|a: &i64, b| b.cmp(a));
            keys.dedup();
            keys.truncate(limit);
            Ok(keys)
        };
        read().map_err(|e| self.problem(e))
    }

    /// The roles in which stories that stand name somebody, by name and first day, as the latest 2,000 stories that name it have them.
    pub fn role_rows(&self, names: &[String]) -> Result<Vec<RoleRow>, Problem> {
        let sql = format!(
            "SELECT n.name, n.role, n.code, min(substr(s.published, 1, 10)), max(substr(s.published, 1, 10)), count(DISTINCT n.story)
             FROM {LATEST} n CROSS JOIN stories s ON s.story = n.story
             WHERE s.stands GROUP BY n.name, n.role, n.code ORDER BY n.name, 4, n.role"
        );
        let read = || -> rusqlite::Result<Vec<RoleRow>> {
            let mut select = self.connection.prepare_cached(&sql)?;
            let mut roles = Vec::new();
            for name in names {
                for role in select.query_map([name], |row| {
                    Ok(RoleRow {
                        name: row.get(0)?,
                        role: row.get(1)?,
                        code: row.get(2)?,
                        first: row.get(3)?,
                        last: row.get(4)?,
                        stories: row.get(5)?,
                    })
                })? {
                    roles.push(role?);
                }
            }
            Ok(roles)
        };
        read().map_err(|e| self.problem(e))
    }
}

fn saying(row: &rusqlite::Row<'_>) -> rusqlite::Result<SayingRow> {
    Ok(SayingRow {
        statement: row.get(0)?,
        story: row.get(1)?,
        story_id: row.get(2)?,
        id: row.get(3)?,
        day: row.get(4)?,
        speaker: row.get(5)?,
        speaker_code: row.get(6)?,
        speaker_country: row.get(7)?,
        speaker_role: row.get(8)?,
        cue: row.get(9)?,
        manner: row.get(10)?,
        negated: row.get(11)?,
        content: row.get(12)?,
        addressee: row.get(13)?,
        source: row.get(14)?,
        published: row.get(15)?,
        headline: row.get(16)?,
        url: row.get(17)?,
    })
}
