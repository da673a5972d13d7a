//! Cursors: where a list goes on. Opaque outside; inside, the sort key of the last row.

use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use serde::{Serialize, de::DeserializeOwned};

use crate::problem::Problem;

/// What every cursor looks like.
pub(crate) const PATTERN: &str = "^[A-Za-z0-9_-]{1,400}$";

/// The cursor after a row with this key.
pub(crate) fn after(key: &impl Serialize) -> String {
    URL_SAFE_NO_PAD.encode(serde_json::to_vec(key).expect("a key is plain JSON"))
}

/// Cuts rows that were asked for one beyond the limit; the cursor of the next page, if there is one.
pub(crate) fn cut<Row, Key: Serialize>(rows: &mut Vec<Row>, limit: usize, key: impl FnOnce(&Row) -> Key) -> Option<String> {
    let more = rows.len() > limit;
    rows.truncate(limit);
    rows.last().filter(|_| more).map(|last| after(&key(last)))
}

/// The key that a question's cursor holds, if it has one.
pub(crate) fn given<Key: DeserializeOwned>(cursor: Option<&String>) -> Result<Option<Key>, Problem> {
    cursor.map(|cursor| key(cursor)).transpose()
}

fn key<Key: DeserializeOwned>(cursor: &str) -> Result<Key, Problem> {
    let bytes = URL_SAFE_NO_PAD.decode(cursor).ok();
    bytes.and_then(|bytes| serde_json::from_slice(&bytes).ok()).ok_or_else(|| {
        Problem::unprocessable(
            "query parameter cursor",
            "this list gave no such cursor",
            "the `next` of an answer, or no cursor at all",
        )
    })
}
