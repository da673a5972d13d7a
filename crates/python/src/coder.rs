//! The coder that Python holds. In: stories, as texts or as tables. Out: records as JSON, explanations, acts between two parties.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError},
    thread,
};

use dateline::{Engine, Pair, explanation_page};
use intake::Options;
use language::Workspace;
use pyo3::prelude::*;
use record::{Delivered, Delivery, Record, Span};
use serde_json::{Map, Value};

use crate::{
    batch::{self, Source},
    capsules::import,
    coded::Coded,
    engine::{engine, path},
    failure::{Failure, Kind},
    input,
};

/// Type, mode, status, type and mode of the codebook, confidence.
type Relation = (String, Option<String>, String, String, Option<String>, f64);

/// The steps behind each part of a record, by its id.
type Steps = HashMap<String, Vec<String>>;

/// Codes stories.
#[pyclass(frozen, module = "dateline._native")]
pub(crate) struct Coder {
    engine: Arc<Engine>,
    threads: usize,
    options: Options,
    /// Room to work in that calls hand on to each other.
    workspaces: Mutex<Vec<Workspace>>,
}

impl Coder {
    fn with_workspace<T>(&self, work: impl FnOnce(&mut Workspace) -> T) -> T {
        let kept = self.workspaces.lock().unwrap_or_else(PoisonError::into_inner).pop();
        let mut workspace = kept.unwrap_or_default();
        let result = work(&mut workspace);
        self.workspaces.lock().unwrap_or_else(PoisonError::into_inner).push(workspace);
        result
    }

    fn story(&self, parts: HashMap<String, String>) -> Result<input::Row, Failure> {
        let object: Map<String, Value> = parts.into_iter().map(|(part, value)| (part, Value::String(value))).collect();
        input::read(object, "story", &self.options).map_err(|fault| fault.failure)
    }
}

#[pymethods]
impl Coder {
    #[new]
    fn new(py: Python<'_>, threads: Option<usize>, any_language: bool, vector_path: Option<&str>) -> PyResult<Self> {
        let path = path(vector_path)?;
        let threads = match threads {
            Some(threads) if (1..=1024).contains(&threads) => threads,
            Some(threads) => {
                return Err(Failure::new(Kind::Option, "threads", format!("{threads} threads"), "1 to 1024").into());
            }
            None => thread::available_parallelism().map_or(1, Into::into),
        };
        let options = Options { english_only: !any_language, ..Options::default() };
        Ok(Self { engine: py.detach(|| engine(path)), threads, options, workspaces: Mutex::default() })
    }

    #[getter]
    fn threads(&self) -> usize {
        self.threads
    }

    /// The record of one story as JSON, and what should be known of how it was read.
    fn code(&self, py: Python<'_>, parts: HashMap<String, String>) -> PyResult<(String, Vec<String>)> {
        py.detach(|| {
            let row = self.story(parts)?;
            let coded = self.with_workspace(|workspace| batch::code_row(&self.engine, workspace, row));
            let (delivered, notes) = coded.map_err(|fault| fault.failure)?;
            Ok((serde_json::to_string(&delivered).expect("a record is plain JSON"), notes))
        })
        .map_err(|failure: Failure| failure.raise(py))
    }

    /// The record of one story as JSON, notes, the page of its explanation, and the steps behind each part.
    fn explain(&self, py: Python<'_>, parts: HashMap<String, String>) -> PyResult<(String, Vec<String>, String, Steps)> {
        py.detach(|| {
            let input::Row { story, delivery, notes } = self.story(parts)?;
            let (record, explanation) = self.with_workspace(|workspace| self.engine.explain(workspace, story));
            let page = explanation_page(&record, &explanation);
            let ids = (record.entities.iter().map(|e| &e.id))
                .chain(record.times.iter().map(|t| &t.id))
                .chain(record.quantities.iter().map(|q| &q.id))
                .chain(record.statements.iter().map(|s| &s.id))
                .chain(record.events.iter().map(|e| &e.id));
            let steps = ids.map(|id| (id.clone(), explanation.steps(id).to_vec())).collect();
            let line = serde_json::to_string(&Delivered { record, delivery }).expect("a record is plain JSON");
            Ok((line, notes, page, steps))
        })
        .map_err(|failure: Failure| failure.raise(py))
    }

    /// The best single act from one party of a sentence to another.
    fn relate(&self, py: Python<'_>, text: &str, source: Vec<(usize, usize)>, target: Vec<(usize, usize)>) -> PyResult<Relation> {
        let spans = |pairs: Vec<(usize, usize)>| -> Vec<Span> { pairs.into_iter().map(Span::from).collect() };
        let (source, target) = (spans(source), spans(target));
        let relation = py.detach(|| {
            let reader = self.engine.reader();
            self.with_workspace(|workspace| Pair::read(reader, workspace, text, &source, &target).map(|pair| pair.relation()))
        });
        let relation = relation.map_err(|error| {
            let expected = "source and target as lists of [start, end) in code points of the text";
            Failure::new(Kind::Option, "relate", error.to_string(), expected)
        })?;
        let status = serde_json::to_value(relation.status).ok().and_then(|s| s.as_str().map(str::to_owned)).unwrap_or_default();
        let plover = relation.plover;
        Ok((relation.kind, relation.mode, status, plover.kind, plover.mode, relation.confidence))
    }

    /// Codes every row of a table.
    fn code_batch(&self, py: Python<'_>, data: &Bound<'_, PyAny>, fields: Vec<(String, String)>) -> PyResult<Coded> {
        let source = Source::Batches(import(data)?);
        self.run(py, source, fields)
    }

    /// Codes every object, given as JSON.
    fn code_objects(&self, py: Python<'_>, objects: Vec<String>, fields: Vec<(String, String)>) -> PyResult<Coded> {
        self.run(py, Source::Objects(objects), fields)
    }
}

impl Coder {
    fn run(&self, py: Python<'_>, source: Source, fields: Vec<(String, String)>) -> PyResult<Coded> {
        let options = Options { fields: input::fields(fields)?, ..self.options.clone() };
        py.detach(|| batch::code(&self.engine, source, &options, self.threads))
    }
}

/// A record's JSON as the command prints it: the fields of the contract in their order.
#[pyfunction]
pub(crate) fn canonical(json: &str) -> PyResult<String> {
    let wrong = |path: String, what: String| {
        PyErr::from(Failure::new(Kind::Record, path, what, "what dateline.schema() says of this field"))
    };
    let mut value: Value = serde_json::from_str(json).map_err(|error| wrong("json".into(), error.to_string()))?;
    // Each part by itself: behind a flattened one the path of a field is lost.
    let delivery = value.as_object_mut().and_then(|object| object.remove("delivery")).unwrap_or_default();
    let record: Record =
        serde_path_to_error::deserialize(value).map_err(|error| wrong(error.path().to_string(), error.inner().to_string()))?;
    let delivery: Delivery = serde_path_to_error::deserialize(delivery)
        .map_err(|error| wrong(format!("delivery.{}", error.path()), error.inner().to_string()))?;
    Ok(serde_json::to_string(&Delivered { record, delivery }).expect("a record is plain JSON"))
}
