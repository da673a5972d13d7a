//! Options of the commands that answer with a result table. In: rows of the store. Out: a table for a person, CSV, JSON or Parquet.

use std::{io, path::PathBuf};

use store::{Answer, Problem, Value};
use tables::Cell;

use super::{Failure, output, result_table};

#[derive(clap::Args)]
pub(super) struct Answering {
    /// How to print the answer [default: a table on a terminal, else CSV]
    #[arg(long, value_enum)]
    format: Option<Format>,
    /// Write to a file instead of standard output
    #[arg(long, short, value_name = "FILE")]
    output: Option<PathBuf>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Format {
    /// A few columns side by side, for reading
    Table,
    /// Comma-separated values with a line of names
    Csv,
    /// One array of objects
    Json,
    /// One object a line
    Jsonl,
    /// A Parquet file, named with `-o`
    Parquet,
}

/// Rows kept until their types are known.
#[derive(Default)]
struct Kept {
    names: Vec<String>,
    rows: Vec<Vec<Cell>>,
}

impl Answering {
    /// Prints what `ask` answers; it is told whether the answer is for a person, who is shown less.
    pub(super) fn print(
        &self,
        ask: impl FnOnce(bool, &mut dyn Answer) -> Result<io::Result<()>, Problem>,
    ) -> Result<(), Failure> {
        if self.format == Some(Format::Parquet) {
            let Some(path) = &self.output else {
                return Err(Failure::Usage("--format parquet writes a file: name it with -o, as in `-o answer.parquet`".into()));
            };
            let mut kept = Kept::default();
            ask(false, &mut kept)?.map_err(Failure::Output)?;
            return tables::write_cells(path, &kept.names, &kept.rows).map_err(|e| Failure::Other(e.to_string()));
        }
        let asked = self.format.map(|format| match format {
            Format::Table => result_table::Format::Table,
            Format::Csv | Format::Parquet => result_table::Format::Csv,
            Format::Json => result_table::Format::Json,
            Format::Jsonl => result_table::Format::Jsonl,
        });
        let format = result_table::Format::or_usual(asked, self.output.is_some());
        let out = output::open(self.output.as_deref()).map_err(Failure::Output)?;
        let mut table = result_table::ResultTable::new(format, out);
        ask(format == result_table::Format::Table, &mut table)?.map_err(Failure::Output)?;
        table.finish().map_err(Failure::Output)
    }
}

impl Answer for Kept {
    fn columns(&mut self, names: &[String]) -> io::Result<()> {
        self.names = names.to_vec();
        Ok(())
    }

    fn row(&mut self, values: &[Value<'_>]) -> io::Result<()> {
        let cell = |value: &Value<'_>| match value {
            Value::Null | Value::Blob(_) => Cell::Nothing,
            Value::Integer(number) => Cell::Integer(*number),
            Value::Real(number) => Cell::Number(*number),
            Value::Text(text) => Cell::Text(String::from_utf8_lossy(text).into_owned()),
        };
        self.rows.push(values.iter().map(cell).collect());
        Ok(())
    }
}
