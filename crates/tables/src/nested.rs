//! A row a story, with lists of structures: for Spark and for whoever wants a story's record in one piece.

use arrow_array::RecordBatch;
use record::Delivered;
use serde_json::Value;

use crate::{
    Error, nested_schema,
    rows::{Row, decode, encode_as, read},
    written::Nested,
};

const LISTS: [&str; 7] = ["sentences", "entities", "times", "quantities", "statements", "events", "uncoded"];

/// One row a story.
pub fn nested_batch(records: &[Delivered]) -> Result<RecordBatch, Error> {
    let rows: Vec<Nested> = records.iter().map(Nested::of).collect();
    encode_as("nested", nested_schema(), &rows)
}

/// The records of such rows.
pub fn nested_records(batch: &RecordBatch) -> Result<Vec<Delivered>, Error> {
    let rows = decode("nested", &nested_schema(), batch)?;
    rows.into_iter()
        .enumerate()
        .map(|(number, mut row)| {
            let mut whole = Row::new();
            for part in LISTS.into_iter().chain(["engine", "delivery"]) {
                whole.insert(part.into(), row.remove(part).unwrap_or_default());
            }
            whole.insert("story".into(), Value::Object(row));
            read("nested", number, Value::Object(whole))
        })
        .collect()
}
