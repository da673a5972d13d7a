//! Many rows at once, on threads of our own. In: batches, or objects as JSON. Out: what became of each row, in their order, whatever the
//! number of threads.

use std::{
    panic::{AssertUnwindSafe, catch_unwind},
    time::{Duration, Instant},
};

use arrow_array::RecordBatch;
use dateline::{Engine, ordered};
use intake::Options;
use language::Workspace;
use pyo3::prelude::*;
use record::Delivered;
use serde_json::Value;

use crate::{
    capsules::Reader,
    coded::Coded,
    failure::{Failure, Kind},
    input::{self, Fault, Row, Shape},
};

/// Rows that a thread takes at a time: few, so that no thread is left alone with the last ones.
const ROWS: usize = 4;
/// How often a waiting caller is asked whether it was interrupted.
const PATIENCE: Duration = Duration::from_millis(100);

/// What is handed to a thread.
enum Job {
    Rows { first: usize, batch: RecordBatch, shape: Shape },
    Object { number: usize, json: String },
}

/// What became of a row.
pub(crate) type Outcome = Result<(Box<Delivered>, Vec<String>), Fault>;

/// Where rows come from.
pub(crate) enum Source {
    Batches(Reader),
    /// JSON objects, one a row.
    Objects(Vec<String>),
}

/// Codes every row. Called without the interpreter's lock; takes it now and then to see whether the caller was interrupted.
pub(crate) fn code(engine: &Engine, source: Source, options: &Options, threads: usize) -> PyResult<Coded> {
    let mut coded = Coded::default();
    let mut interrupted = None;
    let mut asked = Instant::now();
    let sent = ordered::map(
        threads,
        |send| send_all(source, options, send),
        Workspace::default,
        |workspace, job| outcomes(engine, workspace, job, options),
        |outcomes: Vec<Outcome>| {
            outcomes.into_iter().for_each(|outcome| coded.add(outcome));
            if asked.elapsed() > PATIENCE {
                interrupted = Python::attach(|py| py.check_signals()).err();
                asked = Instant::now();
            }
            interrupted.is_none()
        },
    );
    if let Some(interruption) = interrupted {
        return Err(interruption);
    }
    sent?;
    Ok(coded)
}

fn send_all(source: Source, options: &Options, send: &mut dyn FnMut(Job) -> bool) -> Result<(), Failure> {
    let mut first = 0;
    match source {
        Source::Objects(lines) => {
            let _ = lines.into_iter().enumerate().all(|(number, json)| send(Job::Object { number, json }));
        }
        Source::Batches(reader) => {
            let shape = Shape::of(&reader.schema(), options)?;
            for batch in reader {
                let batch = batch.map_err(|e| {
                    Failure::new(Kind::Table, "data", e.to_string(), "a source of batches that does not fail midway")
                })?;
                let batch = input::prepare(&batch)?;
                for at in (0..batch.num_rows()).step_by(ROWS) {
                    let batch = batch.slice(at, ROWS.min(batch.num_rows() - at));
                    if !send(Job::Rows { first: first + at, batch, shape }) {
                        return Ok(());
                    }
                }
                first += batch.num_rows();
            }
        }
    }
    Ok(())
}

fn outcomes(engine: &Engine, workspace: &mut Workspace, job: Job, options: &Options) -> Vec<Outcome> {
    match job {
        Job::Rows { first, batch, shape } => {
            let rows = input::rows(&batch, shape, first, options).into_iter();
            rows.map(|row| row.and_then(|row| code_row(engine, workspace, row))).collect()
        }
        Job::Object { number, json } => {
            let place = format!("row {number}");
            let row = match serde_json::from_str(&json) {
                Ok(Value::Object(object)) => input::read(object, &place, options),
                Ok(_) => Err(no_object(&place, "a value that is no dictionary")),
                Err(error) => Err(no_object(&place, &error.to_string())),
            };
            vec![row.and_then(|row| code_row(engine, workspace, row))]
        }
    }
}

fn no_object(place: &str, what: &str) -> Fault {
    let expected = "a dictionary of what JSON can hold, with the text under \"text\"";
    Fault { id: None, failure: Failure::new(Kind::Story, place, what, expected) }
}

/// The record of a row.
pub(crate) fn code_row(engine: &Engine, workspace: &mut Workspace, row: Row) -> Outcome {
    let Row { story, delivery, notes } = row;
    let id = story.id.clone();
    // A mistake of this program's own must not take the other stories with it.
    match catch_unwind(AssertUnwindSafe(|| engine.code(workspace, story))) {
        Ok(record) => Ok((Box::new(Delivered { record, delivery }), notes)),
        Err(_) => {
            *workspace = Workspace::default();
            let what = "the program failed on this story, which is a mistake of its own";
            let place = format!("story {id}");
            Err(Fault { id: Some(id), failure: Failure::new(Kind::Story, place, what, "please report it with the text") })
        }
    }
}
