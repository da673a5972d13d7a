//! What became of the rows of a batch. In: records and faults, in the order of the rows. Out: tables of them, lines, a folder of Parquet.

use std::{path::PathBuf, sync::Arc};

use arrow_array::{Array, ArrayRef, Int64Array, RecordBatch, StringArray, UInt32Array, cast::AsArray};
use arrow_schema::{DataType, Field, Schema, SchemaRef};
use arrow_select::take::take;
use pyo3::prelude::*;
use record::Delivered;

use crate::{
    batch::Outcome,
    failure::{Failure, Kind, of_table},
    input::Fault,
    nulls::sound,
    table::Table,
};

/// Stories of one Arrow batch.
const STORIES: usize = 1024;

/// A form of output.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Form {
    /// A row a story, with lists of structures.
    Nested,
    /// A row a story, with its line of JSON.
    Json,
    /// A flat table.
    Flat(tables::Table),
}

impl Form {
    pub(crate) fn named(name: &str) -> Result<Self, Failure> {
        let flat = tables::Table::ALL.into_iter().find(|table| table.name() == name).map(Self::Flat);
        let form = match name {
            "nested" => Some(Self::Nested),
            "json" => Some(Self::Json),
            _ => flat,
        };
        form.ok_or_else(|| {
            let flat = tables::Table::ALL.map(tables::Table::name).join(", ");
            Failure::new(Kind::Option, "output", format!("{name:?} is no form of output"), format!("nested, json, {flat}"))
        })
    }

    /// Its columns; with `errors` also one that says why a row has no record, and then every other may be null.
    pub(crate) fn schema(self, errors: bool) -> SchemaRef {
        let described = |name: &str, kind, meaning: &str| {
            Field::new(name, kind, true).with_metadata([("description".to_owned(), meaning.to_owned())])
        };
        let number = described("record", DataType::Int64, "Number of the row that the story came in, from 0: joins the tables");
        let mut fields: Vec<Field> = match self {
            Self::Flat(table) => tables::schema(table).fields().iter().map(|f| f.as_ref().clone()).collect(),
            Self::Nested => {
                let nested = tables::nested_schema();
                [number.with_nullable(errors)].into_iter().chain(nested.fields().iter().map(|f| f.as_ref().clone())).collect()
            }
            Self::Json => vec![
                number.with_nullable(errors),
                described("id", DataType::Utf8, "Id of the story").with_nullable(errors),
                described("json", DataType::Utf8, "The record as one JSON object, as `dateline schema` describes it")
                    .with_nullable(errors),
            ],
        };
        if errors {
            fields = fields.into_iter().map(|field| field.with_nullable(true)).collect();
            fields.push(described("error", DataType::Utf8, "Why the row has no record: where, what, and what was expected"));
        }
        Arc::new(Schema::new(fields))
    }
}

/// Coded rows.
#[pyclass(frozen, module = "dateline")]
#[derive(Default)]
pub(crate) struct Coded {
    records: Vec<Delivered>,
    /// The row of each record.
    rows: Vec<usize>,
    faults: Vec<(usize, Fault)>,
    notes: Vec<(usize, String)>,
}

impl Coded {
    pub(crate) fn add(&mut self, outcome: Outcome) {
        let row = self.records.len() + self.faults.len();
        match outcome {
            Ok((delivered, notes)) => {
                self.records.push(*delivered);
                self.rows.push(row);
                self.notes.extend(notes.into_iter().map(|note| (row, note)));
            }
            Err(fault) => self.faults.push((row, fault)),
        }
    }

    fn batches(&self, form: Form, first: usize, errors: bool) -> Result<Vec<RecordBatch>, Failure> {
        let schema = form.schema(errors);
        let mut batches = Vec::new();
        let mut faults = if errors { self.faults.as_slice() } else { &[] };
        let mut start = 0;
        while start < self.records.len() || !faults.is_empty() {
            let end = self.records.len().min(start + STORIES);
            // The faults between the first and the last of these rows, and at the end all that are left.
            let before =
                if end == self.records.len() { faults.len() } else { faults.partition_point(|(row, _)| *row < self.rows[end]) };
            let (here, later) = faults.split_at(before);
            let part = Part { records: &self.records[start..end], rows: &self.rows[start..end], faults: here, first };
            batches.push(part.batch(form, &schema, errors)?);
            (start, faults) = (end, later);
        }
        Ok(batches)
    }
}

/// Some records and the faults among them.
struct Part<'a> {
    records: &'a [Delivered],
    rows: &'a [usize],
    faults: &'a [(usize, Fault)],
    first: usize,
}

impl Part<'_> {
    fn batch(&self, form: Form, schema: &SchemaRef, errors: bool) -> Result<RecordBatch, Failure> {
        let table = |error: tables::Error| of_table(&error);
        let numbers = self.rows.iter().map(|row| row + self.first);
        let columns: Vec<ArrayRef> = match form {
            Form::Flat(flat) => tables::numbered(self.records, numbers).map_err(table)?.get(flat).columns().to_vec(),
            Form::Nested => {
                let nested = tables::nested_batch(self.records).map_err(table)?;
                [int64(numbers)].into_iter().chain(nested.columns().iter().cloned()).collect()
            }
            Form::Json => {
                let ids = self.records.iter().map(|d| d.record.story.id.as_str());
                let lines = self.records.iter().map(line);
                vec![int64(numbers), Arc::new(StringArray::from_iter_values(ids)), Arc::new(StringArray::from_iter_values(lines))]
            }
        };
        let columns = if errors { self.with_faults(form, schema, columns)? } else { columns };
        let columns = columns.iter().map(sound).collect::<Result<_, _>>().map_err(|e| broken(&e.to_string()))?;
        RecordBatch::try_new(schema.clone(), columns).map_err(|e| broken(&e.to_string()))
    }

    /// The same with a row for each fault: in the order of the input where a row is a story, else behind the others.
    fn with_faults(&self, form: Form, schema: &SchemaRef, columns: Vec<ArrayRef>) -> Result<Vec<ArrayRef>, Failure> {
        let rows = columns[0].len();
        let mut order: Vec<Result<usize, &(usize, Fault)>> = (0..rows).map(Ok).collect();
        if matches!(form, Form::Flat(table) if table != tables::Table::Stories) {
            order.extend(self.faults.iter().map(Err));
        } else {
            order.extend(self.faults.iter().map(Err));
            order.sort_by_key(|place| match place {
                Ok(record) => self.rows[*record],
                Err((row, _)) => *row,
            });
        }
        let id_column = if matches!(form, Form::Flat(table) if table != tables::Table::Stories) { "story" } else { "id" };
        let mut whole = Vec::with_capacity(columns.len() + 1);
        let places: UInt32Array = order.iter().map(|place| place.as_ref().ok().map(|row| *row as u32)).collect();
        for (field, column) in schema.fields().iter().zip(&columns) {
            let column: ArrayRef = if self.faults.is_empty() {
                Arc::clone(column)
            } else if field.name() == "record" {
                let numbers = column.as_primitive::<arrow_array::types::Int64Type>();
                Arc::new(Int64Array::from_iter_values(order.iter().map(|place| match place {
                    Ok(row) => numbers.value(*row),
                    Err((row, _)) => (row + self.first) as i64,
                })))
            } else if field.name() == id_column {
                let ids = column.as_string::<i32>();
                Arc::new(StringArray::from_iter(order.iter().map(|place| match place {
                    Ok(row) => Some(ids.value(*row)),
                    Err((_, fault)) => fault.id.as_deref(),
                })))
            } else {
                take(column, &places, None).map_err(|e| broken(&e.to_string()))?
            };
            whole.push(column);
        }
        let errors = order.iter().map(|place| place.as_ref().err().map(|(_, fault)| fault.failure.line()));
        whole.push(Arc::new(StringArray::from_iter(errors)));
        Ok(whole)
    }
}

fn int64(numbers: impl Iterator<Item = usize>) -> ArrayRef {
    Arc::new(Int64Array::from_iter_values(numbers.map(|number| number as i64)))
}

fn line(delivered: &Delivered) -> String {
    serde_json::to_string(delivered).expect("a record is plain JSON")
}

fn broken(problem: &str) -> Failure {
    Failure::new(Kind::Table, "output", problem, "records as `dateline schema` describes them")
}

#[pymethods]
impl Coded {
    /// Rows that were given.
    fn __len__(&self) -> usize {
        self.records.len() + self.faults.len()
    }

    #[getter]
    fn num_records(&self) -> usize {
        self.records.len()
    }

    /// The row of a number as JSON, with its notes; a row without a record raises why.
    fn line(&self, py: Python<'_>, row: usize) -> PyResult<(String, Vec<String>)> {
        match self.rows.binary_search(&row) {
            Ok(record) => {
                let notes = self.notes.iter().filter(|(of, _)| *of == row).map(|(_, note)| note.clone()).collect();
                Ok((line(&self.records[record]), notes))
            }
            Err(_) => match self.faults.binary_search_by_key(&row, |(row, _)| *row) {
                Ok(fault) => Err(self.faults[fault].1.failure.raise(py)),
                Err(_) => Err(pyo3::exceptions::PyIndexError::new_err(format!("row {row}: there are {} rows", self.__len__()))),
            },
        }
    }

    /// The rows that have a record.
    fn rows(&self) -> Vec<usize> {
        self.rows.clone()
    }

    /// The records, one JSON object a line, as the command prints them.
    fn jsonl(&self, py: Python<'_>) -> String {
        py.detach(|| self.records.iter().map(|record| line(record) + "\n").collect())
    }

    /// The rows without a record: number, id, and what, where and expected.
    fn faults(&self) -> Vec<(usize, Option<String>, String, String, String)> {
        let each = |(row, fault): &(usize, Fault)| {
            let Failure { what, place, expected, .. } = fault.failure.clone();
            (*row, fault.id.clone(), what, place, expected)
        };
        self.faults.iter().map(each).collect()
    }

    /// What should be known of how rows were read.
    fn notes(&self) -> Vec<(usize, String)> {
        self.notes.clone()
    }

    /// A table of the records.
    #[pyo3(signature = (form, first = 0, errors = false))]
    fn table(&self, py: Python<'_>, form: &str, first: usize, errors: bool) -> PyResult<Table> {
        let form = Form::named(form)?;
        let batches = py.detach(|| self.batches(form, first, errors))?;
        Ok(Table::new(form.schema(errors), batches))
    }

    /// Writes the nine tables as Parquet files of a new folder.
    fn write_folder(&self, py: Python<'_>, folder: PathBuf) -> PyResult<()> {
        let written = py.detach(|| {
            let mut writer = tables::FolderWriter::create(&folder)?;
            self.records.iter().try_for_each(|record| writer.write(record.clone()))?;
            writer.finish()
        });
        Ok(written.map_err(|error| of_table(&error))?)
    }
}
