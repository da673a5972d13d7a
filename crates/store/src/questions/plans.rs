//! What stories of every version tell of days to come, in the order in which they came: what a calendar is made of.

use crate::{Problem, Store, StoryKey};

/// A story telling of a plan, a call or a denial.
#[derive(Debug, Clone, PartialEq)]
pub struct Telling {
    /// Key of the event.
    pub event: i64,
    /// Key of the event of the same story that told the same happening before.
    pub same_as: Option<i64>,
    /// Key of the story: smaller ones came earlier.
    pub story: StoryKey,
    /// The story is the version that counts.
    pub stands: bool,
    /// Names the story through all its versions.
    pub chain: String,
    /// Publisher.
    pub source: Option<String>,
    /// The story's id.
    pub story_id: String,
    /// Day or moment of publication.
    pub published: Option<String>,
    /// Address of the story.
    pub url: Option<String>,
    /// First day.
    pub begin: Option<String>,
    /// Last day, inclusive.
    pub end: Option<String>,
    /// `planned`, `called_for` or `denied`.
    pub status: String,
    /// PLOVER type.
    pub kind: String,
    /// PLOVER mode.
    pub mode: Option<String>,
    /// Who is to act.
    pub actors: Vec<Party>,
    /// Whom it is done to.
    pub recipients: Vec<Party>,
    /// Name of the place.
    pub place: Option<String>,
    /// ISO 3166-1 alpha-3 of the place.
    pub country: Option<String>,
    /// Degrees north and east.
    pub point: Option<(f64, f64)>,
    /// Who says so; nothing: the newsroom's own voice.
    pub claimants: Option<String>,
    /// The sentence.
    pub sentence: String,
}

/// Somebody who takes part.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Party {
    /// The actor code, where there is one.
    pub code: Option<String>,
    /// The name in the story.
    pub name: String,
}

const TELLINGS: &str = "
SELECT e.event, e.story, e.stands, s.chain, s.source, s.id, s.published, s.url, e.begin, e.end, e.status, e.type, e.mode,
       p.name, p.country, p.latitude, p.longitude,
       (SELECT group_concat(coalesce(n.name, substr(s.text, w.span_start + 1, w.span_end - w.span_start), 'unnamed'), '; ')
        FROM event_attributed_to l CROSS JOIN statements t USING (statement) LEFT JOIN entities n ON n.entity = t.source
             LEFT JOIN statement_spans w ON w.statement = t.statement AND w.part = 'source' AND w.position = 0
        WHERE l.event = e.event),
       substr(s.text, x.span_start + 1, x.span_end - x.span_start), e.same_as
FROM events e JOIN stories s USING (story)
     JOIN sentences x ON x.story = e.story AND x.sentence = e.sentence
     LEFT JOIN entities p ON p.entity = e.place
WHERE e.status = 'denied' OR (e.status IN ('planned', 'called_for') AND e.begin IS NOT NULL)
ORDER BY e.event";

impl Store {
    /// Planned and called-for events that have a day, and denials, of all versions.
    pub fn tellings(&self) -> Result<Vec<Telling>, Problem> {
        let read = || -> rusqlite::Result<Vec<Telling>> {
            let mut select = self.connection.prepare(TELLINGS)?;
            let mut rows = select.query([])?;
            let mut tellings = Vec::new();
            while let Some(row) = rows.next()? {
                let event: i64 = row.get(0)?;
                tellings.push(Telling {
                    event,
                    same_as: row.get(19)?,
                    story: row.get(1)?,
                    stands: row.get(2)?,
                    chain: row.get(3)?,
                    source: row.get(4)?,
                    story_id: row.get(5)?,
                    published: row.get(6)?,
                    url: row.get(7)?,
                    begin: row.get(8)?,
                    end: row.get(9)?,
                    status: row.get(10)?,
                    kind: row.get(11)?,
                    mode: row.get(12)?,
                    actors: self.parties("event_actors", event)?,
                    recipients: self.parties("event_recipients", event)?,
                    place: row.get(13)?,
                    country: row.get(14)?,
                    point: row.get::<_, Option<f64>>(15)?.zip(row.get(16)?),
                    claimants: row.get(17)?,
                    sentence: row.get(18)?,
                });
            }
            Ok(tellings)
        };
        read().map_err(|e| self.problem(e))
    }

    /// Keys of stories that were withdrawn: the withdrawals' chains and sources.
    pub fn withdrawn(&self) -> Result<Vec<(String, Option<String>)>, Problem> {
        let read = || -> rusqlite::Result<Vec<(String, Option<String>)>> {
            self.connection
                .prepare("SELECT chain, source FROM stories WHERE signal = 'withdraw' AND superseded_by IS NULL")?
                .query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?
                .collect()
        };
        read().map_err(|e| self.problem(e))
    }

    fn parties(&self, table: &str, event: i64) -> rusqlite::Result<Vec<Party>> {
        self.connection
            .prepare_cached(&format!(
                "SELECT n.code, n.name FROM {table} l CROSS JOIN entities n USING (entity) WHERE l.event = ?"
            ))?
            .query_map([event], |row| Ok(Party { code: row.get(0)?, name: row.get(1)? }))?
            .collect()
    }
}
