//! Records to one batch for each table, and back.

use std::collections::HashMap;

use arrow_array::RecordBatch;
use arrow_json::{ArrayWriter, ReaderBuilder};
use arrow_schema::Schema;
use record::{Delivered, Entity, Event, Mention, Quantity, Span, Statement, Time, Uncoded};
use serde::{Serialize, de::DeserializeOwned};
use serde_json::{Map, Value};

use crate::{Error, Table, Tables, schema};

pub(crate) type Row = Map<String, Value>;

/// One batch for each table.
pub fn batches(records: &[Delivered]) -> Result<Tables, Error> {
    numbered(records, 0)
}

/// The same where `first` stories went before.
pub(crate) fn numbered(records: &[Delivered], first: usize) -> Result<Tables, Error> {
    let mut rows: [Vec<Row>; 9] = Default::default();
    for (number, delivered) in records.iter().enumerate() {
        let key = |mut row: Row| {
            row.insert("record".into(), (first + number).into());
            row.insert("story".into(), delivered.record.story.id.clone().into());
            row
        };
        let record = &delivered.record;
        let mut put = |table: Table, row: Row| rows[table as usize].push(key(row));
        put(Table::Stories, story_row(delivered));
        for span in &record.sentences {
            put(Table::Sentences, Row::from_iter([("span".to_owned(), json(span))]));
        }
        for entity in &record.entities {
            let mut row = row_of(entity);
            row.remove("mentions");
            put(Table::Entities, row);
            for mention in &entity.mentions {
                let mut row = row_of(mention);
                row.insert("entity".into(), entity.id.clone().into());
                put(Table::Mentions, row);
            }
        }
        record.times.iter().for_each(|item| put(Table::Times, with_days(row_of(item))));
        record.quantities.iter().for_each(|item| put(Table::Quantities, row_of(item)));
        record.statements.iter().for_each(|item| put(Table::Statements, row_of(item)));
        record.events.iter().for_each(|item| put(Table::Events, with_days(row_of(item))));
        record.uncoded.iter().for_each(|item| put(Table::Uncoded, row_of(item)));
    }
    let mut out = Vec::with_capacity(9);
    for table in Table::ALL {
        out.push(encode(table.name(), schema(table), &rows[table as usize])?);
    }
    Ok(Tables(out.try_into().expect("one batch for each table")))
}

/// The story's columns, with engine and delivery.
pub(crate) fn story_row(delivered: &Delivered) -> Row {
    let mut row = row_of(&delivered.record.story);
    row.insert("engine".into(), json(&delivered.record.engine));
    row.insert("delivery".into(), json(&delivered.delivery));
    let day = day(row.get("published"));
    row.insert("published_day".into(), day);
    row
}

/// Adds the typed days of `begin` and `end`.
pub(crate) fn with_days(mut row: Row) -> Row {
    for (text, typed) in [("begin", "begin_day"), ("end", "end_day")] {
        let day = day(row.get(text));
        row.insert(typed.into(), day);
    }
    row
}

/// The calendar day that a text opens with, if it is one.
fn day(text: Option<&Value>) -> Value {
    let Some(day) = text.and_then(Value::as_str).and_then(|text| text.get(..10)) else { return Value::Null };
    if day.parse::<jiff::civil::Date>().is_ok() { day.into() } else { Value::Null }
}

fn json<T: Serialize>(item: &T) -> Value {
    serde_json::to_value(item).expect("a record is plain JSON")
}

pub(crate) fn row_of<T: Serialize>(item: &T) -> Row {
    match json(item) {
        Value::Object(row) => row,
        _ => Row::new(),
    }
}

pub(crate) fn encode(table: &'static str, schema: std::sync::Arc<Schema>, rows: &[Row]) -> Result<RecordBatch, Error> {
    let broken = |problem: String| Error::Cell {
        table,
        row: 0,
        column: "*".into(),
        problem,
        mend: "a record must hold what `dateline schema` says".into(),
    };
    let mut decoder = ReaderBuilder::new(schema.clone())
        .with_batch_size(rows.len().max(1))
        .build_decoder()
        .map_err(|e| broken(e.to_string()))?;
    decoder.serialize(rows).map_err(|e| broken(e.to_string()))?;
    let batch = decoder.flush().map_err(|e| broken(e.to_string()))?;
    Ok(batch.unwrap_or_else(|| RecordBatch::new_empty(schema)))
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
