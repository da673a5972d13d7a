//! A table that Python holds. In: batches of one schema. Out: the same by the Arrow PyCapsule interface, without a copy, or as Python
//! objects.

use std::sync::{Mutex, PoisonError};

use arrow_array::{RecordBatch, RecordBatchIterator};
use arrow_schema::{ArrowError, SchemaRef};
use pyo3::{
    prelude::*,
    types::{PyCapsule, PyDict, PyList},
};

use crate::{
    capsules::{Reader, export, export_schema, import},
    failure::{Failure, Kind},
    schema::Schema,
    values::value,
};

/// An Arrow table.
#[pyclass(frozen, module = "dateline")]
pub(crate) struct Table {
    schema: SchemaRef,
    batches: Vec<RecordBatch>,
}

impl Table {
    pub(crate) fn new(schema: SchemaRef, batches: Vec<RecordBatch>) -> Self {
        Self { schema, batches }
    }

    /// Its batches, one after another.
    pub(crate) fn reader(&self) -> Reader {
        let batches: Vec<Result<RecordBatch, ArrowError>> = self.batches.iter().cloned().map(Ok).collect();
        Box::new(RecordBatchIterator::new(batches, self.schema.clone()))
    }
}

#[pymethods]
impl Table {
    #[pyo3(signature = (requested_schema = None))]
    fn __arrow_c_stream__<'py>(
        &self,
        py: Python<'py>,
        requested_schema: Option<Bound<'py, PyAny>>,
    ) -> PyResult<Bound<'py, PyCapsule>> {
        // The interface lets a producer keep to its own schema.
        drop(requested_schema);
        export(py, self.reader())
    }

    fn __arrow_c_schema__<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyCapsule>> {
        export_schema(py, &self.schema)
    }

    fn __len__(&self) -> usize {
        self.batches.iter().map(RecordBatch::num_rows).sum()
    }

    #[getter]
    fn num_rows(&self) -> usize {
        self.__len__()
    }

    #[getter]
    fn num_columns(&self) -> usize {
        self.schema.fields().len()
    }

    #[getter]
    fn column_names(&self) -> Vec<String> {
        self.schema.fields().iter().map(|field| field.name().clone()).collect()
    }

    #[getter]
    fn schema(&self) -> Schema {
        Schema::new(self.schema.clone())
    }

    /// The rows as dictionaries, `limit` of them at most.
    #[pyo3(signature = (limit = None))]
    fn to_pylist<'py>(&self, py: Python<'py>, limit: Option<usize>) -> PyResult<Bound<'py, PyList>> {
        let list = PyList::empty(py);
        for batch in &self.batches {
            for row in 0..batch.num_rows() {
                if limit.is_some_and(|limit| list.len() >= limit) {
                    return Ok(list);
                }
                let dict = PyDict::new(py);
                for (field, column) in self.schema.fields().iter().zip(batch.columns()) {
                    dict.set_item(field.name(), value(py, column, row)?)?;
                }
                list.append(dict)?;
            }
        }
        Ok(list)
    }

    /// The columns as lists, by name.
    fn to_pydict<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDict>> {
        let dict = PyDict::new(py);
        for (index, field) in self.schema.fields().iter().enumerate() {
            let list = PyList::empty(py);
            for batch in &self.batches {
                let column = batch.column(index);
                for row in 0..column.len() {
                    list.append(value(py, column, row)?)?;
                }
            }
            dict.set_item(field.name(), list)?;
        }
        Ok(dict)
    }

    fn __repr__(&self) -> String {
        format!("<dateline.Table: {} rows; {}>", self.__len__(), self.column_names().join(", "))
    }

    fn _repr_html_(slf: Bound<'_, Self>) -> PyResult<String> {
        slf.py().import("dateline._html")?.call_method1("table", (&slf,))?.extract()
    }
}

/// A table or stream in pieces of some rows.
#[pyclass(frozen, module = "dateline")]
pub(crate) struct Chunks {
    schema: SchemaRef,
    rows: usize,
    left: Mutex<Left>,
}

struct Left {
    reader: Reader,
    /// What the last piece left over of its batch.
    rest: Option<RecordBatch>,
}

#[pymethods]
impl Chunks {
    #[new]
    fn new(data: &Bound<'_, PyAny>, rows: usize) -> PyResult<Self> {
        if rows == 0 {
            return Err(Failure::new(Kind::Option, "rows", "0 rows at a time", "1 or more").into());
        }
        let reader = import(data)?;
        Ok(Self { schema: reader.schema(), rows, left: Mutex::new(Left { reader, rest: None }) })
    }

    fn __iter__(slf: Bound<'_, Self>) -> Bound<'_, Self> {
        slf
    }

    fn __next__(&self, py: Python<'_>) -> PyResult<Option<Table>> {
        let batches = py.detach(|| self.left.lock().unwrap_or_else(PoisonError::into_inner).take(self.rows));
        let batches = batches.map_err(|e| {
            Failure::new(Kind::Table, "data", e.to_string(), "a source of batches that does not fail midway").raise(py)
        })?;
        Ok((!batches.is_empty()).then(|| Table::new(self.schema.clone(), batches)))
    }
}

impl Left {
    fn take(&mut self, rows: usize) -> Result<Vec<RecordBatch>, ArrowError> {
        let mut taken = Vec::new();
        let mut wanted = rows;
        while wanted > 0 {
            let Some(batch) = self.rest.take().map(Ok).or_else(|| self.reader.next()).transpose()? else { break };
            let here = batch.num_rows().min(wanted);
            if here < batch.num_rows() {
                self.rest = Some(batch.slice(here, batch.num_rows() - here));
            }
            if here > 0 {
                taken.push(batch.slice(0, here));
            }
            wanted -= here;
        }
        Ok(taken)
    }
}
