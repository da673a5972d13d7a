//! Which stored story is the same as one that comes in, and which ones a new version supersedes.

use record::{Delivery, Story};
use rusqlite::{Connection, OptionalExtension, params};
use sha2::{Digest, Sha256};

use crate::{episodes, names::Named};

/// Digest of what makes a version of a story: where it came from, what it is called, what it does, what it says and when.
///
/// Sixteen bytes of SHA-256: no two stories of any archive share them by chance, and nobody can make two that do.
pub(crate) fn digest(story: &Story, delivery: &Delivery) -> [u8; 16] {
    let mut hash = Sha256::new();
    let mut part = |text: Option<&str>| {
        // The length first, so that no two lists of parts run together to the same bytes.
        hash.update(text.map_or(u64::MAX, |text| text.len() as u64).to_le_bytes());
        hash.update(text.unwrap_or_default());
    };
    part(story.source.as_deref());
    part(Some(&delivery.chain));
    part(Some(&story.id));
    part(Some(delivery.signal.name()));
    part(story.published.as_deref());
    part(story.headline.as_deref());
    part(Some(&story.text));
    let mut short = [0; 16];
    short.copy_from_slice(&hash.finalize()[..16]);
    short
}

/// The stored story that this one is: what stands and says the same; or an earlier version that says the same and carries the same mark.
///
/// A source that goes back to an earlier text makes a new version: its mark (`version`, `updated`) is another one.
pub(crate) fn same(connection: &Connection, story: &Story, delivery: &Delivery) -> rusqlite::Result<Option<i64>> {
    connection
        .prepare_cached(
            "SELECT story FROM stories
             WHERE digest = ?1 AND (superseded_by IS NULL OR (version IS ?2 AND updated IS ?3))
             ORDER BY superseded_by IS NULL DESC, story DESC LIMIT 1",
        )?
        .query_row(params![digest(story, delivery), delivery.version, delivery.updated], |row| row.get(0))
        .optional()
}

/// Marks what stood of the chain as superseded by `key`; true if there was anything.
pub(crate) fn supersede(connection: &Connection, story: &Story, delivery: &Delivery, key: i64) -> rusqlite::Result<bool> {
    let earlier = connection
        .prepare_cached("SELECT story FROM stories WHERE chain = ? AND source IS ? AND superseded_by IS NULL")?
        .query_map(params![delivery.chain, story.source], |row| row.get::<_, i64>(0))?
        .collect::<rusqlite::Result<Vec<_>>>()?;
    for story in &earlier {
        connection.prepare_cached("UPDATE stories SET superseded_by = ? WHERE story = ?")?.execute([key, *story])?;
        connection.prepare_cached("UPDATE events SET stands = 0 WHERE story = ?")?.execute([story])?;
        episodes::remove(connection, *story)?;
    }
    Ok(!earlier.is_empty())
}

/// Whether the story is what counts of its chain.
pub(crate) fn stands(connection: &Connection, key: i64) -> rusqlite::Result<bool> {
    connection.prepare_cached("SELECT stands FROM stories WHERE story = ?")?.query_row([key], |row| row.get(0))
}
