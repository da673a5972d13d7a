//! A file of records that Python asks. In: SQL, filters, words. Out: tables and records. Only reading.

use std::{
    io,
    path::PathBuf,
    sync::{Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use pyo3::prelude::*;
use store::{Answer, Detail, Filter, In, Limits, Problem, Search, Value};
use tables::{Cell, cells_batch};

use crate::{
    failure::{Failure, Kind},
    filter::{Wanted, day, words},
    table::Table,
};

/// A file of records, open for reading.
#[pyclass(frozen, module = "dateline._native")]
pub(crate) struct Store {
    /// None once it was closed.
    store: Mutex<Option<store::Store>>,
    path: PathBuf,
}

/// Rows of an answer, until the types of its columns are known.
#[derive(Default)]
struct Kept {
    names: Vec<String>,
    rows: Vec<Vec<Cell>>,
}

impl Answer for Kept {
    fn columns(&mut self, names: &[String]) -> io::Result<()> {
        self.names = names.to_vec();
        Ok(())
    }

    fn row(&mut self, values: &[Value<'_>]) -> io::Result<()> {
        let cell = |value: &Value<'_>| match value {
            Value::Null => Cell::Nothing,
            Value::Integer(number) => Cell::Integer(*number),
            Value::Real(number) => Cell::Number(*number),
            Value::Text(text) => Cell::Text(String::from_utf8_lossy(text).into_owned()),
            Value::Blob(bytes) => Cell::Text(bytes.iter().map(|byte| format!("{byte:02x}")).collect()),
        };
        self.rows.push(values.iter().map(cell).collect());
        Ok(())
    }
}

fn of(problem: &Problem) -> Failure {
    let kind = match problem {
        Problem::Query(_) | Problem::WouldWrite(_) | Problem::TooLong(_) | Problem::NoStory(_) => Kind::Query,
        _ => Kind::Store,
    };
    // The store's own texts name the file, what is wrong and the cure.
    let text = problem.to_string().replace(", or give it longer with --timeout", ", or give it a longer timeout");
    let (what, expected) = text.split_once("; ").map_or((text.as_str(), ""), |(what, cure)| (what, cure));
    Failure::new(kind, "store", what, expected)
}

impl Store {
    fn lock(&self) -> MutexGuard<'_, Option<store::Store>> {
        self.store.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Asks the file without the interpreter's lock.
    fn with<T: Send>(&self, py: Python<'_>, ask: impl FnOnce(&mut store::Store) -> Result<T, Problem> + Send) -> PyResult<T> {
        let answer = py.detach(|| match self.lock().as_mut() {
            Some(store) => ask(store).map_err(|problem| of(&problem)),
            None => Err(Failure::new(Kind::Store, self.path.display().to_string(), "it was closed", "a new dateline.open(…)")),
        });
        answer.map_err(|failure| failure.raise(py))
    }

    fn answer(
        &self,
        py: Python<'_>,
        ask: impl FnOnce(&mut store::Store, &mut dyn Answer) -> Result<io::Result<()>, Problem> + Send,
    ) -> PyResult<Table> {
        let kept = self.with(py, |store| {
            let mut kept = Kept::default();
            // Memory takes every row.
            let _ = ask(store, &mut kept)?;
            Ok(kept)
        })?;
        let batch = cells_batch(&kept.names, &kept.rows)
            .map_err(|e| Failure::new(Kind::Query, "answer", e.to_string(), "columns of plain types").raise(py))?;
        Ok(Table::new(batch.schema(), vec![batch]))
    }
}

#[pymethods]
impl Store {
    #[new]
    fn new(py: Python<'_>, path: PathBuf) -> PyResult<Self> {
        let store = py.detach(|| store::Store::open_read_only(&path)).map_err(|problem| of(&problem).raise(py))?;
        Ok(Self { store: Mutex::new(Some(store)), path })
    }

    fn close(&self, py: Python<'_>) {
        py.detach(|| drop(self.lock().take()));
    }

    /// The answer to one query that only reads.
    fn sql(&self, py: Python<'_>, query: &str, timeout: Option<f64>) -> PyResult<Table> {
        let time = timeout.map(Duration::try_from_secs_f64).transpose().map_err(|error| {
            Failure::new(Kind::Option, "timeout", error.to_string(), "seconds, 0 or more; None for no limit").raise(py)
        })?;
        self.answer(py, |store, answer| store.query(query, Limits { time }, answer))
    }

    /// Events, one a row.
    fn events(&self, py: Python<'_>, wanted: Wanted) -> PyResult<Table> {
        let filter = wanted.filter()?;
        self.answer(py, move |store, answer| {
            let mut filter = filter;
            for country in &mut filter.country {
                if let Some(code) = store.country_code(country)? {
                    *country = code;
                }
            }
            store.events(&filter, Detail::Full, answer)
        })
    }

    /// Stories or statements that hold the words, the best first.
    #[allow(clippy::too_many_arguments)]
    fn search(
        &self,
        py: Python<'_>,
        text: &str,
        within: &str,
        from_day: Option<String>,
        to_day: Option<String>,
        source: Vec<String>,
        limit: Option<usize>,
    ) -> PyResult<Table> {
        let within = match within {
            "stories" => In::Stories,
            "statements" => In::Statements,
            other => return Err(Failure::new(Kind::Query, "within", format!("{other:?}"), "stories or statements").into()),
        };
        let (from, to) = (day("from_day", from_day)?, day("to_day", to_day)?);
        let search = Search { words: words(text)?, within, from, to, source, limit };
        self.answer(py, move |store, answer| store.search(&search, answer))
    }

    /// The record of a story by its id, as JSON: of several with this id the last that stands.
    fn record(&self, py: Python<'_>, id: String) -> PyResult<String> {
        self.with(py, move |store| {
            let standing = store.stories(&Filter { id: Some(id.clone()), ..Filter::default() })?;
            let key = match standing.last() {
                Some(key) => *key,
                None => {
                    let all = store.stories(&Filter { id: Some(id.clone()), all_versions: true, ..Filter::default() })?;
                    *all.last().ok_or(Problem::NoStory(id))?
                }
            };
            let delivered = store.record(key)?;
            Ok(serde_json::to_string(&delivered).expect("a record is plain JSON"))
        })
    }

    /// Keys of stories, in the order in which they came.
    fn keys(
        &self,
        py: Python<'_>,
        source: Option<String>,
        from_day: Option<String>,
        to_day: Option<String>,
        all_versions: bool,
    ) -> PyResult<Vec<i64>> {
        let filter =
            Filter { all_versions, source, from: day("from_day", from_day)?, to: day("to_day", to_day)?, ..Filter::default() };
        self.with(py, move |store| store.stories(&filter))
    }

    /// The record of a key, as JSON.
    fn by_key(&self, py: Python<'_>, key: i64) -> PyResult<String> {
        self.with(py, move |store| {
            let delivered = store.record(key)?;
            Ok(serde_json::to_string(&delivered).expect("a record is plain JSON"))
        })
    }
}
