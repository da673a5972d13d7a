//! The engine, loaded once a process however many coders there are. In: the vector unit asked for. Out: the engine that runs on it.

use std::{
    collections::HashMap,
    sync::{Arc, LazyLock, Mutex, PoisonError},
};

use dateline::Engine;
use language::Path;
use pyo3::prelude::*;

use crate::failure::{Failure, Kind};

static ENGINES: LazyLock<Mutex<HashMap<Path, Arc<Engine>>>> = LazyLock::new(Mutex::default);

/// The engine of a vector unit.
pub(crate) fn engine(path: Path) -> Arc<Engine> {
    let mut engines = ENGINES.lock().unwrap_or_else(PoisonError::into_inner);
    Arc::clone(engines.entry(path).or_insert_with(|| Arc::new(Engine::new(path))))
}

/// The vector unit of a name; the fastest there is without one.
pub(crate) fn path(name: Option<&str>) -> Result<Path, Failure> {
    let known = [Path::Portable, Path::Avx2, Path::Vnni];
    let Some(name) = name else { return Ok(Path::best()) };
    let names: Vec<&str> = known.iter().filter(|path| path.available()).map(|path| path.as_str()).collect();
    let found = known.into_iter().find(|path| path.available() && path.as_str() == name);
    found.ok_or_else(|| {
        let expected = format!("one of {}; or leave it out for the fastest", names.join(", "));
        Failure::new(Kind::Option, "vector_path", format!("this processor has no {name:?}"), expected)
    })
}

/// Version of the program and hashes of its models and lexicon.
#[pyfunction]
pub(crate) fn identity(py: Python<'_>) -> (String, String, String) {
    let identity = py.detach(|| engine(Path::best()).identity().clone());
    (identity.version, identity.models, identity.lexicon)
}
