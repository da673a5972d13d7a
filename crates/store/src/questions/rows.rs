//! Events in full, with names and words, by their keys: what a list or a page shows of each.

use rusqlite::Row;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{Problem, Store, StoryKey};

/// An event with the words that it came from.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct EventRow {
    /// Key of the event in the file.
    pub event: i64,
    /// Key of the story in the file: `/story/KEY` shows it.
    pub story: StoryKey,
    /// The event's id inside its story, `v1`.
    pub id: String,
    /// The story's own id.
    pub story_id: String,
    /// The day to sort by: `begin`, and the story's day where that is unknown.
    pub day: Option<String>,
    /// First day of the act.
    pub begin: Option<String>,
    /// Last day of the act.
    pub end: Option<String>,
    /// PLOVER type of the act that the words describe.
    #[serde(rename = "type")]
    pub kind: String,
    /// PLOVER mode of that act.
    pub mode: Option<String>,
    /// Whether it happened.
    pub status: String,
    /// Type and mode after the codebook's rules.
    pub plover: PloverRow,
    /// CAMEO code.
    pub cameo: String,
    /// Quad class.
    pub quad: String,
    /// Conflict–cooperation score, −10 to +10.
    pub score: f64,
    /// PLOVER contexts.
    pub contexts: Vec<String>,
    /// Who acts.
    pub actors: Vec<PartyRow>,
    /// Whom it is done to.
    pub recipients: Vec<PartyRow>,
    /// Where it happened.
    pub place: Option<PlaceRow>,
    /// Who says so; nobody: the newsroom's own voice.
    pub claimants: Vec<String>,
    /// The words of its quantities.
    pub quantities: Vec<String>,
    /// Calibrated probability that the event is right, 0 to 1.
    pub confidence: f64,
    /// The same story told the same happening further up.
    pub told_before: bool,
    /// The sentence.
    pub sentence: String,
    /// The words that say it happened, as offsets in code points into `sentence`, half-open; `null` where they stand elsewhere.
    pub anchor: Option<(u32, u32)>,
    /// Publisher of the story.
    pub source: Option<String>,
    /// Day or moment of publication.
    pub published: Option<String>,
    /// The story's headline.
    pub headline: Option<String>,
    /// Address of the story at its publisher.
    pub url: Option<String>,
}

/// Type and mode of the codebook.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct PloverRow {
    /// PLOVER type.
    #[serde(rename = "type")]
    pub kind: String,
    /// PLOVER mode.
    pub mode: Option<String>,
}

/// Somebody who takes part.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct PartyRow {
    /// Id of the entity inside its story, `e1`.
    pub id: String,
    /// The name in the story.
    pub name: String,
    /// CAMEO or PLOVER actor code.
    pub code: Option<String>,
    /// ISO 3166-1 alpha-3.
    pub country: Option<String>,
}

/// A place.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct PlaceRow {
    /// Its name in the story.
    pub name: String,
    /// ISO 3166-1 alpha-3.
    pub country: Option<String>,
    /// First-level administrative region.
    pub admin1: Option<String>,
    /// Degrees north.
    pub latitude: Option<f64>,
    /// Degrees east.
    pub longitude: Option<f64>,
}

// Each asks for the events of a list at once: `key` is the place in the list.
const EVENTS: &str = "
SELECT j.key, e.event, e.story, e.id, s.id, e.day, e.begin, e.end, e.type, e.mode, e.status, e.plover_type, e.plover_mode, e.cameo,
       e.quad, e.score, e.confidence, e.same_as IS NOT NULL, p.name, p.country, p.admin1, p.latitude, p.longitude, x.span_start,
       x.span_end, substr(s.text, x.span_start + 1, x.span_end - x.span_start), e.anchor_start, e.anchor_end, s.source, s.published,
       s.headline, s.url
FROM json_each(?) j CROSS JOIN events e ON e.event = j.value
     CROSS JOIN stories s ON s.story = e.story
     LEFT JOIN sentences x ON x.story = e.story AND x.sentence = e.sentence
     LEFT JOIN entities p ON p.entity = e.place";
const CONTEXTS: &str = "SELECT j.key, l.position, l.context FROM json_each(?) j CROSS JOIN event_contexts l ON l.event = j.value";
const ACTORS: &str = "
SELECT j.key, l.position, n.id, n.name, n.code, n.country
FROM json_each(?) j CROSS JOIN event_actors l ON l.event = j.value CROSS JOIN entities n USING (entity)";
const RECIPIENTS: &str = "
SELECT j.key, l.position, n.id, n.name, n.code, n.country
FROM json_each(?) j CROSS JOIN event_recipients l ON l.event = j.value CROSS JOIN entities n USING (entity)";
const CLAIMANTS: &str = "
SELECT j.key, l.position, coalesce(n.name, substr(s.text, w.span_start + 1, w.span_end - w.span_start), 'unnamed')
FROM json_each(?) j CROSS JOIN event_attributed_to l ON l.event = j.value CROSS JOIN statements t USING (statement)
     LEFT JOIN entities n ON n.entity = t.source JOIN stories s ON s.story = t.story
     LEFT JOIN statement_spans w ON w.statement = t.statement AND w.part = 'source' AND w.position = 0";
const QUANTITIES: &str = "
SELECT j.key, l.position, substr(s.text, q.span_start + 1, q.span_end - q.span_start)
FROM json_each(?) j CROSS JOIN event_quantities l ON l.event = j.value CROSS JOIN quantities q USING (quantity)
     CROSS JOIN stories s ON s.story = q.story";

impl Store {
    /// The events of these keys, in their order; a key that the file does not hold is left out.
    pub fn event_rows(&self, keys: &[i64]) -> Result<Vec<EventRow>, Problem> {
        let list = serde_json::to_string(keys).expect("numbers are plain JSON");
        let read = || -> rusqlite::Result<Vec<EventRow>> {
            let mut rows: Vec<Option<EventRow>> = keys.iter().map(|_| None).collect();
            let mut select = self.connection.prepare_cached(EVENTS)?;
            let mut found = select.query([&list])?;
            while let Some(row) = found.next()? {
                rows[row.get::<_, u32>(0)? as usize] = Some(event(row)?);
            }
            self.lists(CONTEXTS, &list, &mut rows, |row| row.get(2), |event| &mut event.contexts)?;
            self.lists(ACTORS, &list, &mut rows, party, |event| &mut event.actors)?;
            self.lists(RECIPIENTS, &list, &mut rows, party, |event| &mut event.recipients)?;
            self.lists(CLAIMANTS, &list, &mut rows, |row| row.get(2), |event| &mut event.claimants)?;
            self.lists(QUANTITIES, &list, &mut rows, |row| row.get(2), |event| &mut event.quantities)?;
            Ok(rows.into_iter().flatten().collect())
        };
        read().map_err(|e| self.problem(e))
    }

    /// Keys of the events of some stories, by day and key, at most `limit`.
    pub fn events_of_stories(&self, stories: &[StoryKey], limit: usize) -> Result<Vec<i64>, Problem> {
        let list = serde_json::to_string(stories).expect("numbers are plain JSON");
        let sql = "SELECT e.event FROM json_each(?) j CROSS JOIN events e ON e.story = j.value ORDER BY e.day, e.event LIMIT ?";
        let read = || -> rusqlite::Result<Vec<i64>> {
            self.connection.prepare_cached(sql)?.query_map((list, limit as i64), |row| row.get(0))?.collect()
        };
        read().map_err(|e| self.problem(e))
    }

    /// The words under a span of a story's text.
    pub fn words(&self, story: StoryKey, span: record::Span) -> Result<String, Problem> {
        self.connection
            .prepare_cached("SELECT substr(text, ?2 + 1, ?3 - ?2) FROM stories WHERE story = ?1")
            .and_then(|mut cut| cut.query_row((story, span.start as i64, span.end as i64), |row| row.get(0)))
            .map_err(|e| self.problem(e))
    }

    /// Reads what the events of a list have several of, each in its own order.
    fn lists<T>(
        &self,
        sql: &str,
        list: &str,
        rows: &mut [Option<EventRow>],
        read: impl Fn(&Row<'_>) -> rusqlite::Result<T>,
        of: impl Fn(&mut EventRow) -> &mut Vec<T>,
    ) -> rusqlite::Result<()> {
        let mut select = self.connection.prepare_cached(sql)?;
        let mut found = select.query([list])?;
        let mut all: Vec<(u32, i64, T)> = Vec::new();
        while let Some(row) = found.next()? {
            all.push((row.get(0)?, row.get(1)?, read(row)?));
        }
        all.sort_by_key(|(at, position, _)| (*at, *position));
        for (at, _, value) in all {
            if let Some(event) = &mut rows[at as usize] {
                of(event).push(value);
            }
        }
        Ok(())
    }
}

fn event(row: &Row<'_>) -> rusqlite::Result<EventRow> {
    let span: Option<(u32, u32)> = row.get::<_, Option<u32>>(23)?.zip(row.get(24)?);
    let (anchor_start, anchor_end): (u32, u32) = (row.get(26)?, row.get(27)?);
    let anchor = span
        .filter(|(start, end)| *start <= anchor_start && anchor_start <= anchor_end && anchor_end <= *end)
        .map(|(start, _)| (anchor_start - start, anchor_end - start));
    let place: Option<String> = row.get(18)?;
    Ok(EventRow {
        event: row.get(1)?,
        story: row.get(2)?,
        id: row.get(3)?,
        story_id: row.get(4)?,
        day: row.get(5)?,
        begin: row.get(6)?,
        end: row.get(7)?,
        kind: row.get(8)?,
        mode: row.get(9)?,
        status: row.get(10)?,
        plover: PloverRow { kind: row.get(11)?, mode: row.get(12)? },
        cameo: row.get(13)?,
        quad: row.get(14)?,
        score: row.get(15)?,
        contexts: Vec::new(),
        actors: Vec::new(),
        recipients: Vec::new(),
        place: match place {
            Some(name) => Some(PlaceRow {
                name,
                country: row.get(19)?,
                admin1: row.get(20)?,
                latitude: row.get(21)?,
                longitude: row.get(22)?,
            }),
            None => None,
        },
        claimants: Vec::new(),
        quantities: Vec::new(),
        confidence: row.get(16)?,
        told_before: row.get(17)?,
        sentence: row.get::<_, Option<String>>(25)?.unwrap_or_default(),
        anchor,
        source: row.get(28)?,
        published: row.get(29)?,
        headline: row.get(30)?,
        url: row.get(31)?,
    })
}

fn party(row: &Row<'_>) -> rusqlite::Result<PartyRow> {
    Ok(PartyRow { id: row.get(2)?, name: row.get(3)?, code: row.get(4)?, country: row.get(5)? })
}
