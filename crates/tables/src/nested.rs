//! A row a story, with lists of structures: for Spark and for whoever wants a story's record in one piece.

use arrow_array::RecordBatch;
use record::Delivered;
use serde_json::Value;

use crate::{
    Error, nested_schema,
    rows::{Row, decode, encode, read, row_of, story_row, with_days},
};

const LISTS: [&str; 7] = ["sentences", "entities", "times", "quantities", "statements", "events", "uncoded"];

/// One row a story.
pub fn nested_batch(records: &[Delivered]) -> Result<RecordBatch, Error> {
    let rows: Vec<Row> = records
        .iter()
        .map(|delivered| {
            let mut row = story_row(delivered);
            let mut record = row_of(&delivered.record);
            for list in LISTS {
                let mut items = record.remove(list).unwrap_or_default();
                if let ("times" | "events", Value::Array(items)) = (list, &mut items) {
                    for item in items {
                        if let Value::Object(own) = item.take() {
                            *item = Value::Object(with_days(own));
                        }
                    }
                }
                row.insert(list.into(), items);
            }
            row
        })
        .collect();
    encode("nested", nested_schema(), &rows)
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
