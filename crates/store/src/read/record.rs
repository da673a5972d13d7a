//! One story's rows to its record, with the ids that it had.

use record::{
    Addressee, Cue, Dateline, Delivered, Delivery, Engine, Entity, Event, FromFeed, Mention, Part, PloverCode, Quantity, Record,
    Source, Span, Statement, Story, Time, Uncoded,
};
use rusqlite::{Connection, OptionalExtension, Row};
use rustc_hash::FxHashMap;

use super::{Fault, lists::Lists, named};
use crate::{Problem, Store, StoryKey};

impl Store {
    /// The record of a story with how it came in, equal to the one that was put.
    pub fn record(&self, story: StoryKey) -> Result<Delivered, Problem> {
        // One view of the file, also while another program writes to it; whoever holds the file still has one already.
        let apart = self.connection.is_autocommit();
        let _view = apart.then(|| self.connection.unchecked_transaction()).transpose().map_err(|e| self.problem(e))?;
        match delivered(&self.connection, story) {
            Ok(Some(delivered)) => Ok(delivered),
            Ok(None) => Err(Problem::NoStory(story.to_string())),
            Err(Fault::Sqlite(error)) => Err(self.problem(error)),
            Err(Fault::Row { table, what }) => Err(Problem::BadRow { table, story, what }),
        }
    }
}

type Ids = FxHashMap<i64, String>;

pub(crate) fn delivered(connection: &Connection, key: i64) -> Result<Option<Delivered>, Fault> {
    let Some((mut story, mut delivery, engine, dateline_place)) = story(connection, key)? else { return Ok(None) };
    let parts =
        list(connection, "SELECT kind, span_start, span_end FROM story_parts WHERE story = ? ORDER BY position", key, |row| {
            Ok(Part {
                kind: named("story_parts", row.get_ref(0)?.as_str().map_err(rusqlite::Error::from)?)?,
                span: span(row, 1)?,
            })
        })?;
    story.parts = parts;
    let text = |row: &Row<'_>| Ok(row.get(0)?);
    delivery.subjects = list(connection, "SELECT subject FROM story_subjects WHERE story = ? ORDER BY position", key, text)?;
    delivery.places = list(connection, "SELECT place FROM story_places WHERE story = ? ORDER BY position", key, text)?;
    let sentences =
        list(connection, "SELECT span_start, span_end FROM sentences WHERE story = ? ORDER BY sentence", key, |row| {
            span(row, 0)
        })?;

    let (entities, entity_ids) = entities(connection, key)?;
    if let (Some(dateline), Some(place)) = (&mut story.dateline, dateline_place) {
        dateline.place = Some(id_of(&entity_ids, place, "stories", "entity")?);
    }
    let (times, time_ids) = times(connection, key)?;
    let (quantities, quantity_ids) = quantities(connection, key, &entity_ids)?;
    let (statements, statement_ids) = statements(connection, key, &entity_ids, &time_ids)?;
    let ids = EventIds { entities: &entity_ids, times: &time_ids, quantities: &quantity_ids, statements: &statement_ids };
    let events = events(connection, key, &ids)?;
    let uncoded = list(connection, "SELECT sentence, reason FROM uncoded WHERE story = ? ORDER BY position", key, |row| {
        let reason = named("uncoded", row.get_ref(1)?.as_str().map_err(rusqlite::Error::from)?)?;
        Ok(Uncoded { sentence: number(row, 0)?, reason })
    })?;
    let record = Record { story, sentences, entities, times, quantities, statements, events, uncoded, engine };
    Ok(Some(Delivered { record, delivery }))
}

type StoryRow = (Story, Delivery, Engine, Option<i64>);

fn story(connection: &Connection, key: i64) -> Result<Option<StoryRow>, Fault> {
    let mut statement = connection.prepare_cached(
        "SELECT s.id, s.source, s.url, s.byline, s.language, s.published, s.headline, s.text, s.dateline, s.dateline_start,
                s.dateline_end, s.dateline_place, s.chain, s.signal, s.version, s.updated, s.slug, s.copyright, s.feed, s.feed_digest,
                s.feed_perhaps_repeated, e.version, e.models, e.lexicon
         FROM stories s JOIN engines e USING (engine) WHERE s.story = ?",
    )?;
    let row = statement.query_row([key], |row| {
        let dateline = match row.get::<_, Option<String>>(8)? {
            Some(text) => Some(Dateline {
                span: Span { start: row.get::<_, i64>(9)? as usize, end: row.get::<_, i64>(10)? as usize },
                text,
                place: None,
            }),
            None => None,
        };
        let story = Story {
            id: row.get(0)?,
            source: row.get(1)?,
            url: row.get(2)?,
            byline: row.get(3)?,
            language: row.get(4)?,
            published: row.get(5)?,
            headline: row.get(6)?,
            dateline,
            text: row.get(7)?,
            parts: Vec::new(),
        };
        let feed = match row.get::<_, Option<String>>(18)? {
            Some(address) => Some(FromFeed { address, digest: row.get(19)?, perhaps_repeated: row.get(20)? }),
            None => None,
        };
        let delivery = Delivery {
            chain: row.get(12)?,
            signal: record::Signal::New,
            version: row.get(14)?,
            updated: row.get(15)?,
            slug: row.get(16)?,
            subjects: Vec::new(),
            places: Vec::new(),
            copyright: row.get(17)?,
            feed,
        };
        let engine = Engine { version: row.get(21)?, models: row.get(22)?, lexicon: row.get(23)? };
        Ok((story, delivery, engine, row.get(11)?, row.get::<_, String>(13)?))
    });
    let Some((story, mut delivery, engine, place, signal)) = row.optional()? else { return Ok(None) };
    delivery.signal = named("stories", &signal)?;
    Ok(Some((story, delivery, engine, place)))
}

fn entities(connection: &Connection, story: i64) -> Result<(Vec<Entity>, Ids), Fault> {
    let mut sectors = Lists::read(
        connection,
        "SELECT entity, sector FROM entity_sectors JOIN entities USING (entity) WHERE story = ? ORDER BY entity, position",
        story,
        |row| Ok(row.get::<_, String>(1)?),
    )?;
    let mut mentions = Lists::read(
        connection,
        "SELECT entity, span_start, span_end, m.kind FROM mentions m JOIN entities USING (entity) WHERE story = ?
         ORDER BY entity, position",
        story,
        |row| Ok(Mention { span: span(row, 1)?, kind: named("mentions", &row.get::<_, String>(3)?)? }),
    )?;
    let mut ids = Ids::default();
    let entities = list(
        connection,
        "SELECT entity, id, name, kind, country, role, code, latitude, longitude, geonames, admin1 FROM entities WHERE story = ?
         ORDER BY entity",
        story,
        |row| {
            let (key, id): (i64, String) = (row.get(0)?, row.get(1)?);
            ids.insert(key, id.clone());
            Ok(Entity {
                id,
                name: row.get(2)?,
                kind: named("entities", &row.get::<_, String>(3)?)?,
                country: row.get(4)?,
                sectors: sectors.of(key),
                role: row.get(5)?,
                code: row.get(6)?,
                latitude: row.get(7)?,
                longitude: row.get(8)?,
                geonames: row.get(9)?,
                admin1: row.get(10)?,
                mentions: mentions.of(key),
            })
        },
    )?;
    Ok((entities, ids))
}

fn times(connection: &Connection, story: i64) -> Result<(Vec<Time>, Ids), Fault> {
    let mut ids = Ids::default();
    let times = list(
        connection,
        "SELECT time, id, span_start, span_end, type, value, begin, end FROM times WHERE story = ? ORDER BY time",
        story,
        |row| {
            let id: String = row.get(1)?;
            ids.insert(row.get(0)?, id.clone());
            let kind = named("times", &row.get::<_, String>(4)?)?;
            Ok(Time { id, span: span(row, 2)?, kind, value: row.get(5)?, begin: row.get(6)?, end: row.get(7)? })
        },
    )?;
    Ok((times, ids))
}

fn quantities(connection: &Connection, story: i64, entities: &Ids) -> Result<(Vec<Quantity>, Ids), Fault> {
    let mut ids = Ids::default();
    let quantities = list(
        connection,
        "SELECT quantity, id, span_start, span_end, value, upper, bound, unit, unit_code, unit_span_start, unit_span_end, holder, casualty
         FROM quantities WHERE story = ? ORDER BY quantity",
        story,
        |row| {
            let id: String = row.get(1)?;
            ids.insert(row.get(0)?, id.clone());
            Ok(Quantity {
                id,
                span: span(row, 2)?,
                value: row.get(4)?,
                upper: row.get(5)?,
                bound: named("quantities", &row.get::<_, String>(6)?)?,
                unit: row.get(7)?,
                unit_code: row.get(8)?,
                unit_span: row.get::<_, Option<i64>>(9)?.map(|_| span(row, 9)).transpose()?,
                holder: optional(entities, row.get(11)?, "quantities", "entity")?,
                casualty: row.get::<_, Option<String>>(12)?.map(|name| named("quantities", &name)).transpose()?,
            })
        },
    )?;
    Ok((quantities, ids))
}

fn statements(connection: &Connection, story: i64, entities: &Ids, times: &Ids) -> Result<(Vec<Statement>, Ids), Fault> {
    let part = |part| {
        Lists::read(
            connection,
            &format!(
                "SELECT statement, span_start, span_end FROM statement_spans JOIN statements USING (statement)
                 WHERE story = ? AND part = '{part}' ORDER BY statement, position"
            ),
            story,
            |row| span(row, 1),
        )
    };
    let (mut sources, mut cues, mut contents, mut addressees) =
        (part("source")?, part("cue")?, part("content")?, part("addressee")?);
    let mut ids = Ids::default();
    let statements = list(
        connection,
        "SELECT statement, id, source, cue_lemma, manner, addressed, addressee, time, place, negated FROM statements WHERE story = ?
         ORDER BY statement",
        story,
        |row| {
            let (key, id): (i64, String) = (row.get(0)?, row.get(1)?);
            ids.insert(key, id.clone());
            let entity = |column| optional(entities, row.get(column)?, "statements", "entity");
            let addressee = Addressee { spans: addressees.of(key), entity: entity(6)? };
            Ok(Statement {
                id,
                source: Source { spans: sources.of(key), entity: entity(2)? },
                cue: Cue { spans: cues.of(key), lemma: row.get(3)? },
                content: contents.of(key),
                manner: named("statements", &row.get::<_, String>(4)?)?,
                addressee: row.get::<_, bool>(5)?.then_some(addressee),
                time: optional(times, row.get(7)?, "statements", "time")?,
                place: entity(8)?,
                negated: row.get(9)?,
            })
        },
    )?;
    Ok((statements, ids))
}

/// Ids that events refer to.
struct EventIds<'a> {
    entities: &'a Ids,
    times: &'a Ids,
    quantities: &'a Ids,
    statements: &'a Ids,
}

fn events(connection: &Connection, story: i64, ids: &EventIds<'_>) -> Result<Vec<Event>, Fault> {
    let links = |table: &'static str, column: &str, of: &Ids, what: &'static str| {
        Lists::read(
            connection,
            &format!(
                "SELECT l.event, l.{column} FROM {table} l JOIN events e ON e.event = l.event WHERE e.story = ? ORDER BY l.event, l.position"
            ),
            story,
            |row| id_of(of, row.get(1)?, table, what),
        )
    };
    let mut actors = links("event_actors", "entity", ids.entities, "entity")?;
    let mut recipients = links("event_recipients", "entity", ids.entities, "entity")?;
    let mut quantities = links("event_quantities", "quantity", ids.quantities, "quantity")?;
    let mut attributed = links("event_attributed_to", "statement", ids.statements, "statement")?;
    let mut contexts = Lists::read(
        connection,
        "SELECT event, context FROM event_contexts JOIN events USING (event) WHERE story = ? ORDER BY event, position",
        story,
        |row| Ok(row.get::<_, String>(1)?),
    )?;
    let own = list(connection, "SELECT event, id FROM events WHERE story = ?", story, |row| Ok((row.get(0)?, row.get(1)?)))?;
    let own: Ids = own.into_iter().collect();
    list(
        connection,
        "SELECT event, id, type, mode, status, plover_type, plover_mode, cameo, quad, score, anchor_start, anchor_end, time, begin, end,
                place, same_as, confidence, sentence
         FROM events WHERE story = ? ORDER BY event",
        story,
        |row| {
            let key: i64 = row.get(0)?;
            Ok(Event {
                id: row.get(1)?,
                kind: row.get(2)?,
                mode: row.get(3)?,
                status: named("events", &row.get::<_, String>(4)?)?,
                plover: PloverCode { kind: row.get(5)?, mode: row.get(6)? },
                cameo: row.get(7)?,
                quad: named("events", &row.get::<_, String>(8)?)?,
                score: row.get(9)?,
                contexts: contexts.of(key),
                anchor: span(row, 10)?,
                actors: actors.of(key),
                recipients: recipients.of(key),
                time: optional(ids.times, row.get(12)?, "events", "time")?,
                begin: row.get(13)?,
                end: row.get(14)?,
                place: optional(ids.entities, row.get(15)?, "events", "entity")?,
                quantities: quantities.of(key),
                attributed_to: attributed.of(key),
                same_as: optional(&own, row.get(16)?, "events", "event")?,
                confidence: row.get(17)?,
                sentence: number(row, 18)?,
            })
        },
    )
}

fn list<T>(
    connection: &Connection,
    sql: &str,
    story: i64,
    mut read: impl FnMut(&Row<'_>) -> Result<T, Fault>,
) -> Result<Vec<T>, Fault> {
    let mut statement = connection.prepare_cached(sql)?;
    let mut rows = statement.query([story])?;
    let mut all = Vec::new();
    while let Some(row) = rows.next()? {
        all.push(read(row)?);
    }
    Ok(all)
}

fn number(row: &Row<'_>, column: usize) -> Result<usize, Fault> {
    Ok(row.get::<_, i64>(column)? as usize)
}

/// The span that begins in this column and ends in the next.
fn span(row: &Row<'_>, column: usize) -> Result<Span, Fault> {
    Ok(Span { start: number(row, column)?, end: number(row, column + 1)? })
}

fn id_of(ids: &Ids, key: i64, table: &'static str, what: &str) -> Result<String, Fault> {
    ids.get(&key)
        .cloned()
        .ok_or_else(|| Fault::Row { table, what: format!("refers to {what} {key}, which is not of this story") })
}

fn optional(ids: &Ids, key: Option<i64>, table: &'static str, what: &str) -> Result<Option<String>, Fault> {
    key.map(|key| id_of(ids, key, table, what)).transpose()
}
