//! Failures as Python exceptions. In: what is wrong, where, and what was expected. Out: an exception of the package.

use pyo3::prelude::*;

/// The kinds of `dateline._errors`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// An argument that cannot be.
    Option,
    /// A story that cannot be read.
    Story,
    /// A story in another language.
    Language,
    /// Arrow data of another shape.
    Table,
    /// A record that is none.
    Record,
    /// A file of records.
    Store,
    /// A question to a file of records.
    Query,
}

/// What is wrong, where, and what was expected.
#[derive(Debug, Clone)]
pub(crate) struct Failure {
    pub(crate) kind: Kind,
    pub(crate) what: String,
    pub(crate) place: String,
    pub(crate) expected: String,
}

impl Failure {
    pub(crate) fn new(kind: Kind, place: impl Into<String>, what: impl Into<String>, expected: impl Into<String>) -> Self {
        Self { kind, what: what.into(), place: place.into(), expected: expected.into() }
    }

    /// The failure on one line, as a row of a table shows it.
    pub(crate) fn line(&self) -> String {
        let expected = if self.expected.is_empty() { String::new() } else { format!("; {}", self.expected) };
        format!("{}: {}{expected}", self.place, self.what)
    }

    /// The exception.
    pub(crate) fn raise(&self, py: Python<'_>) -> PyErr {
        let class = match self.kind {
            Kind::Option => "OptionError",
            Kind::Story => "StoryError",
            Kind::Language => "LanguageError",
            Kind::Table => "TableError",
            Kind::Record => "RecordError",
            Kind::Store => "StoreError",
            Kind::Query => "QueryError",
        };
        let made = py
            .import("dateline._errors")
            .and_then(|errors| errors.getattr(class))
            .and_then(|class| class.call1((&self.what, &self.place, &self.expected)));
        match made {
            Ok(exception) => PyErr::from_value(exception),
            Err(error) => error,
        }
    }
}

impl From<Failure> for PyErr {
    fn from(failure: Failure) -> Self {
        Python::attach(|py| failure.raise(py))
    }
}

/// What the tables of the record say of data.
pub(crate) fn of_table(error: &tables::Error) -> Failure {
    let (place, what, expected) = match error {
        tables::Error::Cell { table, row, column, problem, mend } => {
            (format!("table {table}, row {row}, column {column}"), problem.clone(), mend.clone())
        }
        tables::Error::Damaged { place, problem } => (place.clone(), problem.clone(), "a table of the record".into()),
        tables::Error::File { place, error } => {
            (place.clone(), error.to_string(), "a path that can be written, and space".into())
        }
    };
    Failure::new(Kind::Table, place, what, expected)
}
