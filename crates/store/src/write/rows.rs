//! A record to rows, and rows away again when a story is coded anew.

use ::episodes::actor::{ActorKey, actor_key};
use record::{Delivered, Delivery, Entity, Event, Quantity, Span, Statement, Story, Time};
use rusqlite::{Connection, Params, params};

use super::{keys::Keys, references::References, versions};
use crate::names::Named;

fn run(connection: &Connection, sql: &str, values: impl Params) -> rusqlite::Result<()> {
    connection.prepare_cached(sql)?.execute(values).map(drop)
}

fn start(span: Span) -> i64 {
    span.start as i64
}

fn end(span: Span) -> i64 {
    span.end as i64
}

/// The row of the story itself with what was delivered with it.
pub(super) fn insert_story(
    connection: &Connection,
    key: i64,
    engine: i64,
    now: i64,
    delivered: &Delivered,
    references: &References<'_>,
) -> rusqlite::Result<()> {
    let (story, delivery) = (&delivered.record.story, &delivered.delivery);
    let dateline = story.dateline.as_ref();
    let feed = delivery.feed.as_ref();
    run(
        connection,
        "INSERT INTO stories (story, id, source, published, chain, signal, engine, stored, digest, url, byline, language, version,
             updated, slug, copyright, feed, feed_digest, feed_perhaps_repeated, dateline, dateline_start, dateline_end,
             dateline_place, headline, text)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        params![
            key,
            story.id,
            story.source,
            story.published,
            delivery.chain,
            delivery.signal.name(),
            engine,
            now,
            versions::digest(story, delivery),
            story.url,
            story.byline,
            story.language,
            delivery.version,
            delivery.updated,
            delivery.slug,
            delivery.copyright,
            feed.map(|f| &f.address),
            feed.map(|f| &f.digest),
            feed.map(|f| f.perhaps_repeated),
            dateline.map(|d| &d.text),
            dateline.map(|d| start(d.span)),
            dateline.map(|d| end(d.span)),
            dateline.and_then(|d| references.entity_of(&d.place)),
            story.headline,
            story.text,
        ],
    )?;
    insert_labels(connection, key, delivery)
}

/// The words of the story for full-text search.
pub(super) fn insert_search(connection: &Connection, key: i64, story: &Story) -> rusqlite::Result<()> {
    run(
        connection,
        "INSERT INTO stories_search (rowid, headline, text) VALUES (?, ?, ?)",
        params![key, story.headline, story.text],
    )
}

/// The row of a story that was there: everything but what makes it this version (see [`versions::digest`]).
pub(super) fn update_story(
    connection: &Connection,
    key: i64,
    engine: i64,
    delivered: &Delivered,
    references: &References<'_>,
) -> rusqlite::Result<()> {
    let (story, delivery) = (&delivered.record.story, &delivered.delivery);
    let dateline = story.dateline.as_ref();
    let feed = delivery.feed.as_ref();
    run(
        connection,
        "UPDATE stories SET engine = ?2, url = ?3, byline = ?4, language = ?5, version = ?6, updated = ?7, slug = ?8, copyright = ?9,
             feed = ?10, feed_digest = ?11, feed_perhaps_repeated = ?12, dateline = ?13, dateline_start = ?14, dateline_end = ?15,
             dateline_place = ?16
         WHERE story = ?1",
        params![
            key,
            engine,
            story.url,
            story.byline,
            story.language,
            delivery.version,
            delivery.updated,
            delivery.slug,
            delivery.copyright,
            feed.map(|f| &f.address),
            feed.map(|f| &f.digest),
            feed.map(|f| f.perhaps_repeated),
            dateline.map(|d| &d.text),
            dateline.map(|d| start(d.span)),
            dateline.map(|d| end(d.span)),
            dateline.and_then(|d| references.entity_of(&d.place)),
        ],
    )?;
    run(connection, "DELETE FROM story_subjects WHERE story = ?", [key])?;
    run(connection, "DELETE FROM story_places WHERE story = ?", [key])?;
    insert_labels(connection, key, delivery)
}

/// The labels that the story travels under.
fn insert_labels(connection: &Connection, key: i64, delivery: &Delivery) -> rusqlite::Result<()> {
    for (position, subject) in delivery.subjects.iter().enumerate() {
        run(connection, "INSERT INTO story_subjects VALUES (?, ?, ?)", params![key, position as i64, subject])?;
    }
    for (position, place) in delivery.places.iter().enumerate() {
        run(connection, "INSERT INTO story_places VALUES (?, ?, ?)", params![key, position as i64, place])?;
    }
    Ok(())
}

/// Everything that was read out of the story.
pub(super) fn insert(
    connection: &Connection,
    keys: &mut Keys,
    key: i64,
    stands: bool,
    delivered: &Delivered,
    references: &References<'_>,
) -> rusqlite::Result<()> {
    let record = &delivered.record;
    for (position, part) in record.story.parts.iter().enumerate() {
        let (position, kind, span) = (position as i64, part.kind.name(), part.span);
        run(connection, "INSERT INTO story_parts VALUES (?, ?, ?, ?, ?)", params![key, position, kind, start(span), end(span)])?;
    }
    for (number, span) in record.sentences.iter().enumerate() {
        run(connection, "INSERT INTO sentences VALUES (?, ?, ?, ?)", params![key, number as i64, start(*span), end(*span)])?;
    }
    for entity in &record.entities {
        insert_entity(connection, keys.entity, key, entity)?;
        keys.entity += 1;
    }
    for time in &record.times {
        insert_time(connection, keys.time, key, time)?;
        keys.time += 1;
    }
    for quantity in &record.quantities {
        insert_quantity(connection, keys.quantity, key, quantity, references)?;
        keys.quantity += 1;
    }
    // Code points to bytes once a story: the words of statements are cut from the text for full-text search.
    let offsets = offsets(&record.story.text, !record.statements.is_empty());
    for statement in &record.statements {
        insert_statement(connection, keys.statement, key, statement, references)?;
        let words = statement_words(&record.story.text, &offsets, statement);
        run(connection, "INSERT INTO statements_search (rowid, content) VALUES (?, ?)", params![keys.statement, words])?;
        keys.statement += 1;
    }
    let first = keys.entity - record.entities.len() as i64;
    for event in &record.events {
        let day = event.begin.as_deref().or_else(|| day_of(record.story.published.as_deref()));
        insert_event(connection, keys.event, key, stands, day, event, references)?;
        for (table, parties) in [("event_actors", &event.actors), ("event_recipients", &event.recipients)] {
            for (position, id) in parties.iter().enumerate() {
                let entity = references.entity(id);
                let of = &record.entities[(entity - first) as usize];
                let sql = match table {
                    "event_actors" => "INSERT INTO event_actors VALUES (?, ?, ?, ?, ?, ?)",
                    _ => "INSERT INTO event_recipients VALUES (?, ?, ?, ?, ?, ?)",
                };
                run(connection, sql, params![keys.event, position as i64, entity, of.country, of.code, day])?;
            }
        }
        keys.event += 1;
    }
    for (position, uncoded) in record.uncoded.iter().enumerate() {
        let (position, sentence) = (position as i64, uncoded.sentence as i64);
        run(connection, "INSERT INTO uncoded VALUES (?, ?, ?, ?)", params![key, position, sentence, uncoded.reason.name()])?;
    }
    Ok(())
}

fn insert_entity(connection: &Connection, key: i64, story: i64, entity: &Entity) -> rusqlite::Result<()> {
    run(
        connection,
        "INSERT INTO entities VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        params![
            key,
            story,
            entity.id,
            entity.name,
            entity.kind.name(),
            entity.country,
            entity.role,
            entity.code,
            entity.latitude,
            entity.longitude,
            entity.geonames,
            entity.admin1,
            actor_key(entity).as_ref().map(ActorKey::as_str),
        ],
    )?;
    insert_name(connection, &entity.name)?;
    for (position, sector) in entity.sectors.iter().enumerate() {
        run(connection, "INSERT INTO entity_sectors VALUES (?, ?, ?)", params![key, position as i64, sector])?;
    }
    for (position, mention) in entity.mentions.iter().enumerate() {
        let (position, span, kind) = (position as i64, mention.span, mention.kind.name());
        run(connection, "INSERT INTO mentions VALUES (?, ?, ?, ?, ?)", params![key, position, start(span), end(span), kind])?;
    }
    Ok(())
}

/// A name that is new to the file can be found by its words from now on.
fn insert_name(connection: &Connection, name: &str) -> rusqlite::Result<()> {
    let new = connection.prepare_cached("INSERT OR IGNORE INTO entity_names (name) VALUES (?)")?.execute([name])?;
    if new > 0 {
        let key = connection.last_insert_rowid();
        run(connection, "INSERT INTO names_search (rowid, name) VALUES (?, ?)", params![key, name])?;
    }
    Ok(())
}

fn insert_time(connection: &Connection, key: i64, story: i64, time: &Time) -> rusqlite::Result<()> {
    run(
        connection,
        "INSERT INTO times VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        params![key, story, time.id, start(time.span), end(time.span), time.kind.name(), time.value, time.begin, time.end],
    )
}

fn insert_quantity(
    connection: &Connection,
    key: i64,
    story: i64,
    quantity: &Quantity,
    references: &References<'_>,
) -> rusqlite::Result<()> {
    run(
        connection,
        "INSERT INTO quantities VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        params![
            key,
            story,
            quantity.id,
            start(quantity.span),
            end(quantity.span),
            quantity.value,
            quantity.upper,
            quantity.bound.name(),
            quantity.unit,
            quantity.unit_code,
            quantity.unit_span.map(start),
            quantity.unit_span.map(end),
            references.entity_of(&quantity.holder),
            quantity.casualty.map(Named::name),
        ],
    )
}

fn insert_statement(
    connection: &Connection,
    key: i64,
    story: i64,
    statement: &Statement,
    references: &References<'_>,
) -> rusqlite::Result<()> {
    let addressee = statement.addressee.as_ref();
    run(
        connection,
        "INSERT INTO statements VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        params![
            key,
            story,
            statement.id,
            references.entity_of(&statement.source.entity),
            statement.cue.lemma,
            statement.manner.name(),
            addressee.is_some(),
            addressee.and_then(|a| references.entity_of(&a.entity)),
            references.time_of(&statement.time),
            references.entity_of(&statement.place),
            statement.negated,
        ],
    )?;
    let parts = [
        ("source", &statement.source.spans[..]),
        ("cue", &statement.cue.spans),
        ("content", &statement.content),
        ("addressee", addressee.map_or(&[], |a| &a.spans)),
    ];
    for (part, spans) in parts {
        for (position, span) in spans.iter().enumerate() {
            let values = params![key, part, position as i64, start(*span), end(*span)];
            run(connection, "INSERT INTO statement_spans VALUES (?, ?, ?, ?, ?)", values)?;
        }
    }
    Ok(())
}

fn insert_event(
    connection: &Connection,
    key: i64,
    story: i64,
    stands: bool,
    day: Option<&str>,
    event: &Event,
    references: &References<'_>,
) -> rusqlite::Result<()> {
    run(
        connection,
        "INSERT INTO events VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        params![
            key,
            story,
            event.id,
            day,
            stands,
            event.kind,
            event.mode,
            event.status.name(),
            event.plover.kind,
            event.plover.mode,
            event.cameo,
            event.quad.name(),
            event.score,
            start(event.anchor),
            end(event.anchor),
            references.time_of(&event.time),
            event.begin,
            event.end,
            references.entity_of(&event.place),
            references.event_of(&event.same_as),
            event.confidence,
            event.sentence as i64,
        ],
    )?;
    for (position, context) in event.contexts.iter().enumerate() {
        run(connection, "INSERT INTO event_contexts VALUES (?, ?, ?)", params![key, position as i64, context])?;
    }
    for (position, id) in event.quantities.iter().enumerate() {
        let values = params![key, position as i64, references.quantity(id)];
        run(connection, "INSERT INTO event_quantities VALUES (?, ?, ?)", values)?;
    }
    for (position, id) in event.attributed_to.iter().enumerate() {
        let values = params![key, position as i64, references.statement(id)];
        run(connection, "INSERT INTO event_attributed_to VALUES (?, ?, ?)", values)?;
    }
    Ok(())
}

/// Takes away everything that was read out of the story; the story's own row and what was delivered with it stay.
pub(super) fn remove(connection: &Connection, story: i64) -> rusqlite::Result<()> {
    // The words that leave the search must be those that went in, so they go while the spans are still there.
    run(
        connection,
        "INSERT INTO statements_search (statements_search, rowid, content)
         SELECT 'delete', statement, content FROM statement_texts WHERE statement IN (SELECT statement FROM statements WHERE story = ?)",
        [story],
    )?;
    for sql in [
        "DELETE FROM event_actors WHERE event IN (SELECT event FROM events WHERE story = ?)",
        "DELETE FROM event_recipients WHERE event IN (SELECT event FROM events WHERE story = ?)",
        "DELETE FROM event_contexts WHERE event IN (SELECT event FROM events WHERE story = ?)",
        "DELETE FROM event_quantities WHERE event IN (SELECT event FROM events WHERE story = ?)",
        "DELETE FROM event_attributed_to WHERE event IN (SELECT event FROM events WHERE story = ?)",
        "DELETE FROM events WHERE story = ?",
        "DELETE FROM statement_spans WHERE statement IN (SELECT statement FROM statements WHERE story = ?)",
        "DELETE FROM statements WHERE story = ?",
        "DELETE FROM quantities WHERE story = ?",
        "DELETE FROM times WHERE story = ?",
        "DELETE FROM entity_sectors WHERE entity IN (SELECT entity FROM entities WHERE story = ?)",
        "DELETE FROM mentions WHERE entity IN (SELECT entity FROM entities WHERE story = ?)",
        "DELETE FROM entities WHERE story = ?",
        "DELETE FROM uncoded WHERE story = ?",
        "DELETE FROM sentences WHERE story = ?",
        "DELETE FROM story_parts WHERE story = ?",
    ] {
        run(connection, sql, [story])?;
    }
    Ok(())
}

/// The calendar day of a moment.
fn day_of(published: Option<&str>) -> Option<&str> {
    published.and_then(|published| published.get(..10))
}

/// Byte offset of every code point, and of the end; nothing where it is not wanted.
fn offsets(text: &str, wanted: bool) -> Vec<usize> {
    if wanted { text.char_indices().map(|(at, _)| at).chain([text.len()]).collect() } else { Vec::new() }
}

/// The words of a statement's content, as the view `statement_texts` cuts them.
fn statement_words(text: &str, offsets: &[usize], statement: &Statement) -> Option<String> {
    let last = offsets.len().saturating_sub(1);
    let cut = |span: &Span| &text[offsets[span.start.min(last)]..offsets[span.end.min(last).max(span.start.min(last))]];
    let words: Vec<&str> = statement.content.iter().map(cut).collect();
    (!words.is_empty()).then(|| words.join(" … "))
}
