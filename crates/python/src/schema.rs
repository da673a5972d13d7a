//! Schemas of the record. Out: the JSON Schema, and the columns of each table.

use std::collections::HashMap;

use arrow_schema::SchemaRef;
use pyo3::{prelude::*, types::PyCapsule};

use crate::{
    capsules::export_schema,
    coded::Form,
    failure::{Failure, Kind},
};

/// An Arrow schema whose columns say what they mean.
#[pyclass(frozen, module = "dateline")]
pub(crate) struct Schema(SchemaRef);

impl Schema {
    pub(crate) fn new(schema: SchemaRef) -> Self {
        Self(schema)
    }
}

#[pymethods]
impl Schema {
    /// The schema of a form of output.
    #[new]
    #[pyo3(signature = (form, errors = false))]
    fn of(form: &str, errors: bool) -> PyResult<Self> {
        Ok(Self(Form::named(form)?.schema(errors)))
    }

    fn __arrow_c_schema__<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyCapsule>> {
        export_schema(py, &self.0)
    }

    /// Name, Arrow type, whether it may be null, and meaning of each column.
    #[getter]
    fn columns(&self) -> Vec<(String, String, bool, String)> {
        let fields = self.0.fields().iter();
        fields
            .map(|field| {
                let meaning = field.metadata().get("description").cloned().unwrap_or_default();
                (field.name().clone(), tables::kind(field.data_type()), field.is_nullable(), meaning)
            })
            .collect()
    }

    fn __len__(&self) -> usize {
        self.0.fields().len()
    }

    fn __repr__(&self) -> String {
        let lines = self.columns().into_iter().map(|(name, kind, nullable, meaning)| {
            let null = if nullable { ", or null" } else { "" };
            format!("{name}: {kind}{null}  # {meaning}")
        });
        lines.collect::<Vec<_>>().join("\n")
    }
}

/// The JSON Schema of the record, as `dateline schema` prints it.
#[pyfunction]
pub(crate) fn record_schema() -> PyResult<String> {
    serde_json::to_string(&schemars::schema_for!(record::Delivered))
        .map_err(|e| Failure::new(Kind::Record, "schema", e.to_string(), "").into())
}

/// Names of the tables, each with what one row is.
#[pyfunction]
pub(crate) fn table_names() -> HashMap<&'static str, &'static str> {
    HashMap::from([
        ("nested", "a story with lists of everything in it"),
        ("json", "a story, as the line that the command prints"),
        ("stories", "a story"),
        ("sentences", "a sentence"),
        ("entities", "somebody or something in one story"),
        ("mentions", "words that speak of an entity"),
        ("times", "an expression of time"),
        ("quantities", "a number and what it counts"),
        ("statements", "something said"),
        ("events", "an act"),
        ("uncoded", "a sentence without an event"),
    ])
}
