//! What Python loads as `dateline._native`: the work behind the package, which `python/dateline/` gives its shape.
//!
//! In: texts, paths and Arrow data by the Arrow PyCapsule interface. Out: JSON records and Arrow data. Whatever takes time runs without
//! the interpreter's lock.

mod batch;
mod capsules;
mod coded;
mod coder;
mod engine;
mod failure;
mod filter;
mod input;
mod nulls;
mod reading;
mod schema;
mod store;
mod table;
mod values;

use pyo3::prelude::*;

#[pymodule]
mod _native {
    #[pymodule_export]
    use crate::{
        coded::Coded,
        coder::{Coder, canonical},
        engine::identity,
        reading::Stories,
        schema::{Schema, record_schema, table_names},
        store::Store,
        table::{Chunks, Table},
    };
}
