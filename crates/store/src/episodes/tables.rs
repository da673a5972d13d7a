//! Episodes to rows, and rows back to what a grouper goes on from.

use episodes::{Digest, Episode, Shared};
use rusqlite::{Connection, OptionalExtension, Params, params};

/// Writes an episode over whatever stood of it.
pub(super) fn write(connection: &Connection, episode: &Episode) -> rusqlite::Result<()> {
    let key_and_day = |name: &str| -> rusqlite::Result<(i64, Option<String>)> {
        connection
            .prepare_cached("SELECT story, day FROM digests WHERE name = ?")?
            .query_row([name], |row| Ok((row.get(0)?, row.get(1)?)))
    };
    let days = episode.days.as_ref();
    connection
        .prepare_cached(
            "INSERT INTO episodes VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)
             ON CONFLICT (episode) DO UPDATE SET headline = ?2, first_day = ?3, last_day = ?4, first_story = ?5, reports = ?6, sources = ?7",
        )?
        .execute(params![
            episode.id,
            episode.headline,
            days.map(|d| &d.0),
            days.map(|d| &d.1),
            key_and_day(&episode.first)?.0,
            episode.members.len() as i64,
            episode.sources.len() as i64,
        ])?;
    for member in &episode.members {
        let (story, day) = key_and_day(&member.story)?;
        connection.prepare_cached("DELETE FROM episode_reasons WHERE story = ?")?.execute([story])?;
        connection.prepare_cached("INSERT OR REPLACE INTO episode_members VALUES (?, ?, ?, ?)")?.execute(params![
            story,
            episode.id,
            day,
            member.similarity
        ])?;
        for (kind, list) in reasons(&member.shared) {
            for (position, shared) in list.iter().enumerate() {
                connection.prepare_cached("INSERT INTO episode_reasons VALUES (?, ?, ?, ?)")?.execute(params![
                    story,
                    kind,
                    position as i64,
                    shared
                ])?;
            }
        }
    }
    // The grouper knows days alone.
    connection
        .prepare_cached(
            "UPDATE episodes SET first_story =
                 (SELECT m.story FROM episode_members m JOIN stories s USING (story) JOIN digests d USING (story)
                  WHERE m.episode = ?1 ORDER BY m.day, s.published, d.name LIMIT 1)
             WHERE episode = ?1",
        )?
        .execute([&episode.id])
        .map(drop)
}

fn reasons(shared: &Shared) -> [(&'static str, &[String]); 6] {
    [
        ("actor", &shared.actors),
        ("act", &shared.acts),
        ("place", &shared.places),
        ("day", &shared.days),
        ("figure", &shared.figures),
        ("word", &shared.words),
    ]
}

/// A digest as it is kept, without its shingles.
pub(super) fn digest(content: &[u8]) -> rusqlite::Result<Digest> {
    postcard::from_bytes(content)
        .map_err(|error| rusqlite::Error::FromSqlConversionFailure(0, rusqlite::types::Type::Blob, error.into()))
}

/// The digests of a day.
pub(super) fn of_day(connection: &Connection, day: &str) -> rusqlite::Result<Vec<Digest>> {
    read(connection, "SELECT content FROM digests WHERE day = ? ORDER BY name", [day])
}

/// The digests of the stories without a day that are in no episode.
pub(super) fn undated(connection: &Connection) -> rusqlite::Result<Vec<Digest>> {
    let sql = "SELECT content FROM digests WHERE day IS NULL AND story NOT IN (SELECT story FROM episode_members) ORDER BY name";
    read(connection, sql, [])
}

fn read(connection: &Connection, sql: &str, values: impl Params) -> rusqlite::Result<Vec<Digest>> {
    let mut find = connection.prepare_cached(sql)?;
    let mut rows = find.query(values)?;
    let mut digests = Vec::new();
    while let Some(row) = rows.next()? {
        digests.push(digest(row.get_ref(0)?.as_blob()?)?);
    }
    Ok(digests)
}

/// The first day with stories from this one on.
pub(super) fn first_day_from(connection: &Connection, day: &str) -> rusqlite::Result<Option<String>> {
    connection
        .prepare_cached("SELECT day FROM digests WHERE day >= ? ORDER BY day LIMIT 1")?
        .query_row([day], |row| row.get(0))
        .optional()
}

/// The first day with stories after this one.
pub(super) fn first_day_after(connection: &Connection, day: &str) -> rusqlite::Result<Option<String>> {
    connection
        .prepare_cached("SELECT day FROM digests WHERE day > ? ORDER BY day LIMIT 1")?
        .query_row([day], |row| row.get(0))
        .optional()
}

/// The episodes as they were before this day, those that had a report since `since`: ids and digests.
pub(super) fn before(connection: &Connection, day: &str, since: &str) -> rusqlite::Result<Vec<(String, Vec<Digest>)>> {
    let mut find = connection.prepare_cached(
        "SELECT m.episode, d.content FROM episode_members m JOIN digests d USING (story)
         WHERE m.day < ?1 AND m.episode IN
               (SELECT DISTINCT episode FROM episode_members INDEXED BY episode_members_by_day WHERE day >= ?2 AND day < ?1)
         ORDER BY m.episode",
    )?;
    let mut rows = find.query([day, since])?;
    let mut groups: Vec<(String, Vec<Digest>)> = Vec::new();
    while let Some(row) = rows.next()? {
        let episode: String = row.get(0)?;
        let digest = digest(row.get_ref(1)?.as_blob()?)?;
        match groups.last_mut() {
            Some((id, digests)) if *id == episode => digests.push(digest),
            _ => groups.push((episode, vec![digest])),
        }
    }
    Ok(groups)
}
