//! What is wrong in a table is named by table, row and column, with how to mend it.

use std::sync::Arc;

use arrow_array::{ArrayRef, Int64Array, RecordBatch, StringArray};
use dateline_tables::{Table, Tables, batches, records, schema};
use record::Delivered;

fn given() -> Vec<Delivered> {
    let text = include_str!("../../dateline/tests/records/protest.json");
    let mut value: serde_json::Value = serde_json::from_str(text).unwrap();
    let delivery = serde_json::json!({"chain": "c", "signal": "new", "version": null, "updated": null, "slug": null,
        "subjects": [], "places": [], "copyright": null});
    value.as_object_mut().unwrap().insert("delivery".into(), delivery);
    vec![serde_json::from_value(value).unwrap()]
}

/// A table with one column put in the place of another.
fn with(table: Table, column: &str, values: impl Fn(&RecordBatch) -> ArrayRef) -> Tables {
    let mut tables = batches(&given()).unwrap();
    let batch = &tables.0[table as usize];
    let at = schema(table).index_of(column).unwrap();
    let mut columns = batch.columns().to_vec();
    columns[at] = values(batch);
    tables.0[table as usize] = RecordBatch::try_new(schema(table), columns).unwrap();
    tables
}

fn texts(batch: &RecordBatch, column: &str, row: usize, value: &str) -> ArrayRef {
    let old = batch.column_by_name(column).unwrap().as_any().downcast_ref::<StringArray>().unwrap();
    Arc::new(old.iter().enumerate().map(|(at, old)| if at == row { Some(value) } else { old }).collect::<StringArray>())
}

fn check(tables: &Tables, expected: &str) {
    let found = records(tables).expect_err(expected).to_string();
    assert!(found.starts_with(expected), "expected {expected}\nfound    {found}");
    assert!(found.contains("; "), "{found} says how to mend it");
}

#[test]
fn a_word_that_is_none_of_its_column() {
    let tables = with(Table::Events, "status", |batch| texts(batch, "status", 1, "perhaps"));
    check(&tables, "table events, row 2, column status: unknown variant `perhaps`, expected one of `occurred`, `ongoing`");
    let tables = with(Table::Entities, "kind", |batch| texts(batch, "kind", 0, "Person"));
    check(&tables, "table entities, row 1, column kind: unknown variant `Person`");
}

#[test]
fn a_row_without_its_story() {
    let tables = with(Table::Times, "story", |batch| texts(batch, "story", 0, "another"));
    check(&tables, "table times, row 1, column record: no story \"another\" has the number 0");
    let tables = with(Table::Mentions, "entity", |batch| texts(batch, "entity", 2, "e999"));
    check(&tables, "table mentions, row 3, column entity: the story has no entity \"e999\"");
}

#[test]
fn a_number_out_of_range() {
    let tables = with(Table::Events, "sentence", |batch| Arc::new(Int64Array::from(vec![-1; batch.num_rows()])));
    check(&tables, "table events, row 1, column sentence: ");
    let tables = with(Table::Sentences, "record", |batch| Arc::new(Int64Array::from(vec![-1; batch.num_rows()])));
    check(&tables, "table sentences, row 1, column record: ");
}

#[test]
fn two_stories_of_one_number() {
    let mut tables = batches(&[given(), given()].concat()).unwrap();
    let stories = &tables.0[0];
    let mut columns = stories.columns().to_vec();
    columns[0] = Arc::new(Int64Array::from(vec![0, 0]));
    tables.0[0] = RecordBatch::try_new(stories.schema(), columns).unwrap();
    check(&tables, "table stories, row 2, column record: 0 stands in two rows");
}

#[test]
fn a_missing_column() {
    let mut tables = batches(&given()).unwrap();
    let events = &tables.0[Table::Events as usize];
    let kept: Vec<usize> = (0..events.num_columns()).filter(|&at| events.schema().field(at).name() != "anchor").collect();
    tables.0[Table::Events as usize] = events.project(&kept).unwrap();
    check(&tables, "table events, row 0, column anchor: the column is missing; add it, as List");
}
