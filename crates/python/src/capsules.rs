//! The Arrow PyCapsule interface, both ways. In: any object with `__arrow_c_stream__` or `__arrow_c_array__`. Out: batches that share
//! its memory; and capsules that share ours.
//!
//! The only `unsafe` of this crate stands here, where structures of the Arrow C data interface change hands. The interface has no
//! checks of its own, so [`crate::input`] validates what it reads.

use std::ffi::CStr;

use arrow_array::{
    RecordBatch, RecordBatchIterator, RecordBatchReader, StructArray,
    ffi::{FFI_ArrowArray, FFI_ArrowSchema, from_ffi},
    ffi_stream::{FFI_ArrowArrayStream, RecordBatchStreamReader},
};
use arrow_schema::{ArrowError, DataType, Schema};
use pyo3::{
    prelude::*,
    types::{PyCapsule, PyTuple},
};

use crate::{
    failure::{Failure, Kind},
    table::Table,
};

const STREAM: &CStr = c"arrow_array_stream";
const SCHEMA: &CStr = c"arrow_schema";
const ARRAY: &CStr = c"arrow_array";

/// Batches of any source.
pub(crate) type Reader = Box<dyn RecordBatchReader + Send>;

/// The batches of an object.
pub(crate) fn import(data: &Bound<'_, PyAny>) -> PyResult<Reader> {
    if let Ok(table) = data.cast::<Table>() {
        return Ok(table.get().reader());
    }
    if data.hasattr("__arrow_c_stream__")? {
        let capsule = data.call_method0("__arrow_c_stream__")?.cast_into::<PyCapsule>()?;
        return Ok(Box::new(stream(&capsule)?));
    }
    if data.hasattr("__arrow_c_array__")? {
        let pair = data.call_method0("__arrow_c_array__")?.cast_into::<PyTuple>()?;
        let (schema, array) = (pair.get_item(0)?.cast_into::<PyCapsule>()?, pair.get_item(1)?.cast_into::<PyCapsule>()?);
        let batch = batch(&schema, &array)?;
        let schema = batch.schema();
        return Ok(Box::new(RecordBatchIterator::new([Ok(batch)], schema)));
    }
    Err(no_table(data.get_type().name()?.to_string_lossy().into_owned()).into())
}

fn no_table(found: String) -> Failure {
    let expected = "an object with __arrow_c_stream__ or __arrow_c_array__ (a data frame or table of pandas, Polars, pyarrow, DuckDB, …), \
                    or a list of dictionaries";
    Failure::new(Kind::Table, "data", format!("a {found}, which is no table"), expected)
}

fn wrong(error: &ArrowError) -> PyErr {
    Failure::new(Kind::Table, "data", error.to_string(), "a table or data frame: one struct of columns").into()
}

fn stream(capsule: &Bound<'_, PyCapsule>) -> PyResult<RecordBatchStreamReader> {
    let pointer = capsule.pointer_checked(Some(STREAM))?.cast::<FFI_ArrowArrayStream>();
    // SAFETY: a capsule of this name holds a stream of the C interface; taking it marks the capsule's own as released.
    let stream = unsafe { FFI_ArrowArrayStream::from_raw(pointer.as_ptr()) };
    RecordBatchStreamReader::try_new(stream).map_err(|e| wrong(&e))
}

fn batch(schema: &Bound<'_, PyCapsule>, array: &Bound<'_, PyCapsule>) -> PyResult<RecordBatch> {
    let schema = schema.pointer_checked(Some(SCHEMA))?.cast::<FFI_ArrowSchema>();
    let array = array.pointer_checked(Some(ARRAY))?.cast::<FFI_ArrowArray>();
    // SAFETY: capsules of these names hold an array and its schema by the C interface; taking the array marks the capsule's own as
    // released, and the schema is only looked at while its capsule lives.
    let data = unsafe { from_ffi(FFI_ArrowArray::from_raw(array.as_ptr()), schema.as_ref()) }.map_err(|e| wrong(&e))?;
    if !matches!(data.data_type(), DataType::Struct(_)) {
        return Err(no_table(format!("column of {}", data.data_type())).into());
    }
    Ok(RecordBatch::from(StructArray::from(data)))
}

/// Batches as a capsule for `__arrow_c_stream__`.
pub(crate) fn export(py: Python<'_>, reader: Reader) -> PyResult<Bound<'_, PyCapsule>> {
    PyCapsule::new_with_value(py, FFI_ArrowArrayStream::new(reader), STREAM)
}

/// A schema as a capsule for `__arrow_c_schema__`.
pub(crate) fn export_schema<'py>(py: Python<'py>, schema: &Schema) -> PyResult<Bound<'py, PyCapsule>> {
    PyCapsule::new_with_value(py, FFI_ArrowSchema::try_from(schema).map_err(|e| wrong(&e))?, SCHEMA)
}
