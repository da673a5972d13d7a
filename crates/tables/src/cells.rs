//! Any table of a few plain types as one batch or one Parquet file.
//!
//! In: names and rows of cells. Out: a batch or a file whose columns hold integers, numbers or text, whatever all their cells are.

use std::{
    fs::{self, File},
    io,
    path::Path,
    sync::Arc,
};

use arrow_array::{ArrayRef, Float64Array, Int64Array, RecordBatch, RecordBatchOptions, StringArray};
use arrow_schema::{ArrowError, DataType, Field, Schema};
use parquet::{arrow::ArrowWriter, basic::Compression, file::properties::WriterProperties};

use crate::Error;

/// A value of a result table.
#[derive(Debug, Clone, PartialEq)]
pub enum Cell {
    /// No value.
    Nothing,
    /// A whole number.
    Integer(i64),
    /// A number.
    Number(f64),
    /// Text.
    Text(String),
}

/// The rows as one batch; a column whose cells are all empty is one of text.
pub fn cells_batch(names: &[String], rows: &[Vec<Cell>]) -> Result<RecordBatch, ArrowError> {
    let columns: Vec<ArrayRef> = (0..names.len()).map(|column| array(rows, column)).collect();
    let fields: Vec<Field> =
        names.iter().zip(&columns).map(|(name, column)| Field::new(name, column.data_type().clone(), true)).collect();
    RecordBatch::try_new_with_options(
        Arc::new(Schema::new(fields)),
        columns,
        &RecordBatchOptions::new().with_row_count(Some(rows.len())),
    )
}

/// Writes the rows as a Parquet file; it takes its name only when it is whole.
pub fn write_cells(path: &Path, names: &[String], rows: &[Vec<Cell>]) -> Result<(), Error> {
    let file = |error| Error::File { place: path.display().to_string(), error };
    let batch = cells_batch(names, rows).map_err(|e| file(io::Error::other(e)))?;
    let name = path.file_name().ok_or_else(|| file(io::Error::other("this is no name for a file")))?;
    let partial = path.with_file_name(format!(".{}.partial-{}", name.to_string_lossy(), std::process::id()));
    let write = || -> io::Result<()> {
        let properties = WriterProperties::builder().set_compression(Compression::SNAPPY).build();
        let mut writer =
            ArrowWriter::try_new(File::create(&partial)?, batch.schema(), Some(properties)).map_err(io::Error::other)?;
        writer.write(&batch).map_err(io::Error::other)?;
        writer.into_inner().map_err(io::Error::other)?.sync_all()?;
        fs::rename(&partial, path)
    };
    write().map_err(|error| {
        let _ = fs::remove_file(&partial);
        file(error)
    })
}

/// A column, of the narrowest type that holds all its cells.
fn array(rows: &[Vec<Cell>], column: usize) -> ArrayRef {
    let cells = || rows.iter().map(|row| &row[column]);
    let kind = cells().fold(None, |kind, cell| match (kind, cell) {
        (kind, Cell::Nothing) => kind,
        (None | Some(DataType::Int64), Cell::Integer(_)) => Some(DataType::Int64),
        (None | Some(DataType::Int64 | DataType::Float64), Cell::Integer(_) | Cell::Number(_)) => Some(DataType::Float64),
        _ => Some(DataType::Utf8),
    });
    match kind {
        Some(DataType::Int64) => Arc::new(Int64Array::from_iter(cells().map(|cell| match cell {
            Cell::Integer(number) => Some(*number),
            _ => None,
        }))),
        Some(DataType::Float64) => Arc::new(Float64Array::from_iter(cells().map(|cell| match cell {
            Cell::Integer(number) => Some(*number as f64),
            Cell::Number(number) => Some(*number),
            _ => None,
        }))),
        _ => Arc::new(StringArray::from_iter(cells().map(|cell| match cell {
            Cell::Nothing => None,
            Cell::Integer(number) => Some(number.to_string()),
            Cell::Number(number) => Some(number.to_string()),
            Cell::Text(text) => Some(text.clone()),
        }))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_take_the_type_of_their_cells() {
        let rows = vec![
            vec![Cell::Integer(1), Cell::Integer(2), Cell::Text("a".into()), Cell::Nothing],
            vec![Cell::Nothing, Cell::Number(0.5), Cell::Integer(3), Cell::Nothing],
        ];
        let types: Vec<DataType> = (0..4).map(|column| array(&rows, column).data_type().clone()).collect();
        assert_eq!(types, [DataType::Int64, DataType::Float64, DataType::Utf8, DataType::Utf8]);
    }

    #[test]
    fn a_file_that_cannot_be_written_leaves_nothing() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("gone").join("a.parquet");
        assert!(write_cells(&path, &["a".into()], &[vec![Cell::Integer(1)]]).is_err());
        let path = folder.path().join("a.parquet");
        write_cells(&path, &["a".into()], &[vec![Cell::Integer(1)]]).expect("written");
        assert_eq!(fs::read_dir(folder.path()).expect("a folder").count(), 1);
    }
}
