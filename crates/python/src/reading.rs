//! Files to stories. In: paths, folders, globs, or bytes in any form that news comes in. Out: a stream of rows of the table `stories`, with
//! where each came from and, for what cannot be read, why.
//!
//! A thread reads ahead by a few batches; whoever stops listening stops it. Memory is bounded, whatever the size of the input.

use std::{
    ops::ControlFlow,
    path::PathBuf,
    sync::{
        Arc, LazyLock, Mutex, PoisonError,
        mpsc::{Receiver, SyncSender, sync_channel},
    },
    thread,
};

use arrow_array::{ArrayRef, RecordBatch, RecordBatchReader, StringArray, UInt32Array};
use arrow_schema::{ArrowError, DataType, Field, Schema, SchemaRef};
use arrow_select::take::take;
use intake::{Arrival, Input, Options};
use pyo3::{prelude::*, types::PyCapsule};
use record::DeliveredStory;

use crate::{
    capsules::{export, export_schema},
    failure::{Failure, Kind},
    input::fields,
    nulls::sound,
    table::Table,
};

/// Stories of a batch.
const ROWS: usize = 64;
/// Batches that wait to be taken.
const AHEAD: usize = 4;

/// The columns: those of a story before it is coded, where it came from, what to know of how it was read, and why it could not be.
static SCHEMA: LazyLock<SchemaRef> = LazyLock::new(|| {
    let described = |name: &str, meaning: &str| {
        Field::new(name, DataType::Utf8, true).with_metadata([("description".to_owned(), meaning.to_owned())])
    };
    let mut fields: Vec<Field> = tables::story_schema().fields().iter().map(|f| f.as_ref().clone().with_nullable(true)).collect();
    fields.push(described("origin", "File, and place in it"));
    fields.push(described("notes", "What should be known of how the story was read"));
    fields.push(described("error", "Why there is no story: where, what, and what was expected"));
    Arc::new(Schema::new(fields))
});

/// One arrival: its story or nothing, its origin, its notes, its error.
type Arrived = (Option<DeliveredStory>, String, Option<String>, Option<String>);

/// Stories as they are read.
#[pyclass(frozen, module = "dateline")]
pub(crate) struct Stories {
    /// Taken by the first who reads.
    left: Mutex<Option<Batches>>,
}

struct Batches(Receiver<Vec<Arrived>>);

#[pymethods]
impl Stories {
    /// Begins to read paths, or bytes under a name.
    #[new]
    fn new(
        paths: Vec<PathBuf>,
        bytes: Option<(Vec<u8>, String)>,
        defaults: (Option<String>, Option<String>),
        names: Vec<(String, String)>,
        any_language: bool,
        largest_story: usize,
    ) -> PyResult<Self> {
        let (published, source) = defaults;
        let options = Options {
            fields: fields(names)?,
            english_only: !any_language,
            published,
            source,
            max_story_bytes: largest_story,
            ..Options::default()
        };
        let (send, receive) = sync_channel(AHEAD);
        thread::spawn(move || read(&paths, bytes, &options, &send));
        Ok(Self { left: Mutex::new(Some(Batches(receive))) })
    }

    #[pyo3(signature = (requested_schema = None))]
    fn __arrow_c_stream__<'py>(
        &self,
        py: Python<'py>,
        requested_schema: Option<Bound<'py, PyAny>>,
    ) -> PyResult<Bound<'py, PyCapsule>> {
        drop(requested_schema);
        let batches = self.left.lock().unwrap_or_else(PoisonError::into_inner).take();
        match batches {
            Some(batches) => export(py, Box::new(batches)),
            None => {
                Err(Failure::new(Kind::Table, "stories", "they were read already", "a new dateline.read(…) for each reading")
                    .raise(py))
            }
        }
    }

    fn __arrow_c_schema__<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyCapsule>> {
        export_schema(py, &SCHEMA)
    }

    fn __iter__(slf: Bound<'_, Self>) -> Bound<'_, Self> {
        slf
    }

    fn __next__(&self, py: Python<'_>) -> PyResult<Option<Table>> {
        let next = py.detach(|| self.left.lock().unwrap_or_else(PoisonError::into_inner).as_mut().and_then(Iterator::next));
        let batch = next.transpose().map_err(|e| Failure::new(Kind::Table, "stories", e.to_string(), "").raise(py))?;
        Ok(batch.map(|batch| Table::new(SCHEMA.clone(), vec![batch])))
    }

    fn __repr__(&self) -> &'static str {
        "<dateline.Stories: a stream of stories as they are read>"
    }
}

fn read(paths: &[PathBuf], bytes: Option<(Vec<u8>, String)>, options: &Options, send: &SyncSender<Vec<Arrived>>) {
    let mut waiting = Vec::with_capacity(ROWS);
    let mut receive = |arrival| {
        waiting.push(arrived(arrival));
        let full = waiting.len() == ROWS;
        if full && send.send(std::mem::take(&mut waiting)).is_err() { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    };
    match bytes {
        Some((bytes, name)) => intake::read_bytes(&bytes, &name, options, &mut receive),
        // A path named `-` is a file here: a library does not read its caller's standard input.
        None => intake::read(&paths.iter().cloned().map(Input::Path).collect::<Vec<_>>(), options, &mut receive),
    };
    if !waiting.is_empty() {
        // Nobody listens any more: nothing is left to do.
        let _ = send.send(waiting);
    }
}

fn arrived(arrival: Arrival) -> Arrived {
    match arrival {
        Arrival::Story(incoming) => {
            let origin = format!("{}{}", incoming.file, incoming.place);
            let notes: Vec<String> = incoming.warnings.iter().map(ToString::to_string).collect();
            let (story, delivery) = incoming.into_story();
            let notes = (!notes.is_empty()).then(|| notes.join("; "));
            (Some(DeliveredStory { story, delivery }), origin, notes, None)
        }
        Arrival::Rejected(rejected) => {
            let origin = format!("{}{}", rejected.file, rejected.place);
            (None, origin, None, Some(rejected.to_string()))
        }
        Arrival::PassedOver(passed) => {
            let origin = format!("{}{}", passed.file, passed.place);
            (None, origin, None, Some(passed.to_string()))
        }
    }
}

impl Iterator for Batches {
    type Item = Result<RecordBatch, ArrowError>;

    fn next(&mut self) -> Option<Self::Item> {
        self.0.recv().ok().map(batch)
    }
}

impl RecordBatchReader for Batches {
    fn schema(&self) -> SchemaRef {
        SCHEMA.clone()
    }
}

fn batch(arrived: Vec<Arrived>) -> Result<RecordBatch, ArrowError> {
    let mut stories = Vec::with_capacity(arrived.len());
    let (mut places, mut origins, mut notes, mut errors) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    for (story, origin, note, error) in arrived {
        places.push(story.is_some().then_some(stories.len() as u32));
        stories.extend(story);
        origins.push(origin);
        notes.push(note);
        errors.push(error);
    }
    let read = tables::story_batch(&stories).map_err(|e| ArrowError::ExternalError(Box::new(e)))?;
    let places = UInt32Array::from(places);
    let mut columns =
        read.columns().iter().map(|column| sound(&take(column, &places, None)?)).collect::<Result<Vec<ArrayRef>, _>>()?;
    columns.push(Arc::new(StringArray::from_iter_values(origins)));
    columns.push(Arc::new(StringArray::from(notes)));
    columns.push(Arc::new(StringArray::from(errors)));
    RecordBatch::try_new(SCHEMA.clone(), columns)
}
