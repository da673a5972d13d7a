//! A story's digest and its copies, kept and taken away with the story.

use std::sync::LazyLock;

use episodes::{Background, Digest, copied, sampled};
use jiff::civil::Date;
use record::Delivered;
use rusqlite::{Connection, params};
use rustc_hash::FxHashMap;
use sha2::Digest as _;

/// Days between two stories up to which they are compared: news is reprinted at once or not at all.
const REPRINTED: i64 = 30;

static BACKGROUND: LazyLock<Background> = LazyLock::new(Background::carried);

/// What is kept of a story for grouping, as it is written.
#[derive(Debug)]
pub(crate) struct Kept {
    name: String,
    day: Option<String>,
    published: Option<String>,
    content: Vec<u8>,
    shingles: Vec<u64>,
}

impl Kept {
    /// What is kept of this record.
    pub(crate) fn of(delivered: &Delivered) -> rusqlite::Result<Self> {
        let story = &delivered.record.story;
        // Of one chain and source only one story stands, so versions are no copies of each other here.
        let mut digest = Digest::of(&delivered.record, None, &BACKGROUND);
        digest.story = name(story.source.as_deref(), &delivered.delivery.chain);
        let shingles = std::mem::take(&mut digest.shingles);
        let content = postcard::to_stdvec(&digest).map_err(|error| rusqlite::Error::ToSqlConversionFailure(error.into()))?;
        Ok(Self { name: digest.story, day: digest.day, published: story.published.clone(), content, shingles })
    }
}

/// Keeps the digest of a story that stands, finds its copies, and marks its day as to be grouped.
pub(crate) fn insert(connection: &Connection, story: i64, kept: &Kept) -> rusqlite::Result<()> {
    let bytes: Vec<u8> = kept.shingles.iter().flat_map(|shingle| shingle.to_le_bytes()).collect();
    connection
        .prepare_cached("INSERT INTO digests (story, name, day, content, shingles) VALUES (?, ?, ?, ?, ?)")?
        .execute(params![story, kept.name, kept.day, kept.content, bytes])?;
    let day = number(kept.day.as_deref());
    copies(connection, story, (kept.published.as_deref(), &kept.name), day, &kept.shingles)?;
    let mut insert = connection.prepare_cached("INSERT INTO digest_shingles VALUES (?, ?, ?)")?;
    for shingle in sampled(&kept.shingles) {
        insert.execute(params![shingle as i64, day, story])?;
    }
    mark(connection, kept.day.as_deref())
}

/// Takes away all that was kept of a story that stands no longer; nothing where nothing was kept.
pub(crate) fn remove(connection: &Connection, story: i64) -> rusqlite::Result<()> {
    connection.prepare_cached("DELETE FROM undigested WHERE story = ?")?.execute([story])?;
    let mut find = connection.prepare_cached("SELECT day, shingles FROM digests WHERE story = ?")?;
    let mut rows = find.query([story])?;
    let Some(row) = rows.next()? else { return Ok(()) };
    let (day, bytes): (Option<String>, Vec<u8>) = (row.get(0)?, row.get(1)?);
    drop(rows);
    let mut delete = connection.prepare_cached("DELETE FROM digest_shingles WHERE shingle = ? AND day = ? AND story = ?")?;
    for shingle in sampled(&shingles_of(&bytes)) {
        delete.execute(params![shingle as i64, number(day.as_deref()), story])?;
    }
    for sql in [
        "DELETE FROM near_duplicates WHERE story = ?",
        "DELETE FROM near_duplicates WHERE other = ?",
        "DELETE FROM episode_reasons WHERE story = ?",
        "DELETE FROM episode_members WHERE story = ?",
        "DELETE FROM digests WHERE story = ?",
    ] {
        connection.prepare_cached(sql)?.execute([story])?;
    }
    mark(connection, day.as_deref())
}

/// What a story is called among episodes, whatever its version and whenever it came.
fn name(source: Option<&str>, chain: &str) -> String {
    let mut hash = sha2::Sha256::new();
    hash.update(source.map_or(u64::MAX, |source| source.len() as u64).to_le_bytes());
    hash.update(source.unwrap_or_default());
    hash.update(chain);
    hash.finalize()[..8].iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Episodes are to be made anew from this day on. A story without a day is an episode of its own.
fn mark(connection: &Connection, day: Option<&str>) -> rusqlite::Result<()> {
    let Some(day) = day else { return Ok(()) };
    connection
        .prepare_cached("UPDATE grouping SET dirty_from = ?1 WHERE dirty_from IS NULL OR dirty_from > ?1")?
        .execute([day])
        .map(drop)
}

fn number(day: Option<&str>) -> i64 {
    let date: Option<Date> = day.and_then(|day| day.parse().ok());
    date.map_or(0, |date| date.duration_since(Date::constant(1970, 1, 1)).as_hours().div_euclid(24))
}

fn shingles_of(bytes: &[u8]) -> Vec<u64> {
    bytes.as_chunks::<8>().0.iter().map(|chunk| u64::from_le_bytes(*chunk)).collect()
}

/// Pairs the story with the copies of its text around its day.
///
/// Stories that share a quarter of the shorter one's sample are compared shingle by shingle: enough to miss next to no copy, and a formula that
/// stands in thousands of stories nominates none of them. Which pairs are found depends on the two alone, so order is nothing.
fn copies(
    connection: &Connection,
    story: i64,
    own_order: (Option<&str>, &str),
    day: i64,
    shingles: &[u64],
) -> rusqlite::Result<()> {
    let mut common: FxHashMap<i64, usize> = FxHashMap::default();
    let mut find = connection
        .prepare_cached("SELECT story FROM digest_shingles WHERE shingle = ? AND day BETWEEN ? AND ? AND story <> ?")?;
    let (from, to) = if day == 0 { (0, 0) } else { (day - REPRINTED, day + REPRINTED) };
    for shingle in sampled(shingles) {
        let mut rows = find.query(params![shingle as i64, from, to, story])?;
        while let Some(row) = rows.next()? {
            *common.entry(row.get(0)?).or_default() += 1;
        }
    }
    let own = sampled(shingles).count();
    let mut candidates: Vec<(i64, usize)> = common.into_iter().collect();
    candidates.sort_unstable();
    let mut read = connection
        .prepare_cached("SELECT s.published, d.name, d.shingles FROM digests d JOIN stories s USING (story) WHERE d.story = ?")?;
    let mut insert = connection.prepare_cached("INSERT INTO near_duplicates VALUES (?, ?, ?, ?)")?;
    for (other, shared) in candidates {
        let (published, name, bytes): (Option<String>, String, Vec<u8>) =
            read.query_row([other], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?;
        let theirs = shingles_of(&bytes);
        if shared * 4 < own.min(sampled(&theirs).count()) {
            continue;
        }
        let Some((share, extent)) = copied(shingles, &theirs) else { continue };
        let ours_first = own_order < (published.as_deref(), name.as_str());
        let (first, second) = if ours_first { (story, other) } else { (other, story) };
        let kind = match extent {
            episodes::Extent::Whole => "whole",
            episodes::Extent::Part => "part",
            episodes::Extent::Edited => "edited",
        };
        insert.execute(params![first, second, share, kind])?;
    }
    Ok(())
}
