//! Records to one batch for each table, and back.

use std::{collections::HashMap, sync::Arc};

use arrow_array::RecordBatch;
use arrow_json::{ArrayWriter, ReaderBuilder};
use arrow_schema::{ArrowError, Schema};
use record::{Delivered, Entity, Event, Mention, Quantity, Span, Statement, Time, Uncoded};
use serde::{Serialize, de::DeserializeOwned};
use serde_json::{Map, Value};

use crate::{Error, Table, Tables, schema, written};

pub(crate) type Row = Map<String, Value>;

/// One batch for each table.
pub fn batches(records: &[Delivered]) -> Result<Tables, Error> {
    numbered(records, 0..)
}

/// The same with numbers of the caller's for the stories, under which the tables are joined.
pub fn numbered(records: &[Delivered], numbers: impl IntoIterator<Item = usize>) -> Result<Tables, Error> {
    let all = Every(numbers.into_iter().zip(records).collect());
    Ok(Tables([
        encode(Table::Stories, &all.rows(|d| [written::Story::of(d)]))?,
        encode(Table::Sentences, &all.rows(|d| d.record.sentences.iter().map(|&span| written::Sentence { span })))?,
        encode(Table::Entities, &all.rows(|d| &d.record.entities))?,
        encode(Table::Mentions, &all.rows(|d| d.record.entities.iter().flat_map(written::Mention::of)))?,
        encode(Table::Times, &all.rows(|d| d.record.times.iter().map(written::Dated::time)))?,
        encode(Table::Quantities, &all.rows(|d| &d.record.quantities))?,
        encode(Table::Statements, &all.rows(|d| &d.record.statements))?,
        encode(Table::Events, &all.rows(|d| d.record.events.iter().map(written::Dated::event)))?,
        encode(Table::Uncoded, &all.rows(|d| &d.record.uncoded))?,
    ]))
}

/// Records under their numbers.
struct Every<'a>(Vec<(usize, &'a Delivered)>);

impl<'a> Every<'a> {
    /// The rows of one table.
    fn rows<I: IntoIterator>(&self, items: impl Fn(&'a Delivered) -> I) -> Vec<written::Keyed<'a, I::Item>> {
        let mut rows = Vec::new();
        for &(number, delivered) in &self.0 {
            let story = &delivered.record.story.id;
            rows.extend(items(delivered).into_iter().map(|item| written::Keyed { record: number, story, item }));
        }
        rows
    }
}

fn encode<T: Serialize>(table: Table, rows: &[T]) -> Result<RecordBatch, Error> {
    encode_as(table.name(), schema(table), rows)
}

/// One batch of rows.
pub(crate) fn encode_as<T: Serialize>(table: &'static str, schema: Arc<Schema>, rows: &[T]) -> Result<RecordBatch, Error> {
    let broken = |error: ArrowError| Error::Cell {
        table,
        row: 0,
        column: "*".into(),
        problem: error.to_string(),
        mend: "a record must hold what `dateline schema` says".into(),
    };
    let mut decoder = ReaderBuilder::new(schema.clone()).with_batch_size(rows.len().max(1)).build_decoder().map_err(broken)?;
    decoder.serialize(rows).map_err(broken)?;
    Ok(decoder.flush().map_err(broken)?.unwrap_or_else(|| RecordBatch::new_empty(schema)))
}

/// The rows of a batch; columns of `schema` that it lacks are named.
pub(crate) fn decode(table: &'static str, schema: &Schema, batch: &RecordBatch) -> Result<Vec<Row>, Error> {
    for field in schema.fields() {
        if batch.column_by_name(field.name()).is_none() {
            return Err(Error::Cell {
                table,
                row: 0,
                column: field.name().clone(),
                problem: "the column is missing".into(),
                mend: format!("add it, as {}", field.data_type()),
            });
        }
    }
    rows_of(table, batch)
}

/// The rows of a batch, whatever its columns; empty cells are left out.
pub(crate) fn rows_of(table: &'static str, batch: &RecordBatch) -> Result<Vec<Row>, Error> {
    let damaged = |problem: String| Error::Damaged { place: format!("table {table}"), problem };
    let mut bytes = Vec::new();
    let mut writer = ArrayWriter::new(&mut bytes);
    writer.write(batch).and_then(|()| writer.finish()).map_err(|e| damaged(e.to_string()))?;
    drop(writer);
    serde_json::from_slice(&bytes).map_err(|e| damaged(e.to_string()))
}

/// One value out of a row.
pub(crate) fn read<T: DeserializeOwned>(table: &'static str, row: usize, value: Value) -> Result<T, Error> {
    serde_path_to_error::deserialize(value).map_err(|error| Error::Cell {
        table,
        row: row + 1,
        column: error.path().to_string(),
        problem: error.inner().to_string(),
        mend: "put in what `dateline schema` says of this field".into(),
    })
}

/// The records again, in the order of their stories.
pub fn records(tables: &Tables) -> Result<Vec<Delivered>, Error> {
    let mut out = Vec::new();
    let mut places = HashMap::new();
    for (number, row) in decode("stories", &schema(Table::Stories), tables.get(Table::Stories))?.into_iter().enumerate() {
        let record: u64 = key("stories", number, &row, "record")?;
        if places.insert(record, out.len()).is_some() {
            return Err(Error::Cell {
                table: "stories",
                row: number + 1,
                column: "record".into(),
                problem: format!("{record} stands in two rows"),
                mend: "number the stories, and what belongs to them, so that no two share a number".into(),
            });
        }
        out.push(delivered(number, row)?);
    }
    for table in Table::ALL.into_iter().skip(1) {
        let name = table.name();
        for (number, mut row) in decode(name, &schema(table), tables.get(table))?.into_iter().enumerate() {
            let record: u64 = key(name, number, &row, "record")?;
            let story: String = key(name, number, &row, "story")?;
            let found = places.get(&record).map(|&at| &mut out[at]).filter(|d| d.record.story.id == story);
            let Some(found) = found else {
                return Err(Error::Cell {
                    table: name,
                    row: number + 1,
                    column: "record".into(),
                    problem: format!("no story {story:?} has the number {record}"),
                    mend: "add it to the table stories, or take this row out".into(),
                });
            };
            let record = &mut found.record;
            let own = |row: Row| Value::Object(row);
            match table {
                Table::Stories => {}
                Table::Sentences => record.sentences.push(span(name, number, &mut row)?),
                Table::Entities => {
                    row.insert("mentions".into(), Value::Array(Vec::new()));
                    record.entities.push(read::<Entity>(name, number, own(row))?);
                }
                Table::Mentions => {
                    let entity: String = key(name, number, &row, "entity")?;
                    let mention: Mention = read(name, number, own(row))?;
                    let Some(entity) = record.entities.iter_mut().find(|e| e.id == entity) else {
                        return Err(Error::Cell {
                            table: name,
                            row: number + 1,
                            column: "entity".into(),
                            problem: format!("the story has no entity {entity:?}"),
                            mend: "add it to the table entities, or take this row out".into(),
                        });
                    };
                    entity.mentions.push(mention);
                }
                Table::Times => record.times.push(read::<Time>(name, number, own(row))?),
                Table::Quantities => record.quantities.push(read::<Quantity>(name, number, own(row))?),
                Table::Statements => record.statements.push(read::<Statement>(name, number, own(row))?),
                Table::Events => record.events.push(read::<Event>(name, number, own(row))?),
                Table::Uncoded => record.uncoded.push(read::<Uncoded>(name, number, own(row))?),
            }
        }
    }
    Ok(out)
}

fn span(table: &'static str, number: usize, row: &mut Row) -> Result<Span, Error> {
    read(table, number, row.remove("span").unwrap_or_default())
}

fn key<T: DeserializeOwned>(table: &'static str, number: usize, row: &Row, column: &str) -> Result<T, Error> {
    serde_json::from_value(row.get(column).cloned().unwrap_or_default()).map_err(|error| Error::Cell {
        table,
        row: number + 1,
        column: column.into(),
        problem: error.to_string(),
        mend: "every row names the story that it belongs to".into(),
    })
}

/// A record that holds nothing but its story.
fn delivered(number: usize, mut row: Row) -> Result<Delivered, Error> {
    let mut whole = Row::new();
    for part in ["engine", "delivery"] {
        whole.insert(part.into(), row.remove(part).unwrap_or_default());
    }
    whole.insert("story".into(), Value::Object(row));
    for list in ["sentences", "entities", "times", "quantities", "statements", "events", "uncoded"] {
        whole.insert(list.into(), Value::Array(Vec::new()));
    }
    read("stories", number, Value::Object(whole))
}
