//! The usual questions, asked without SQL: filters and words in, rows of a result table out. Every value is bound, none is pasted.

mod conditions;
mod events;
mod known;
mod months;
mod plans;
mod search;
mod words;

pub use events::{Detail, EventFilter, Order};
pub use known::Known;
pub use plans::{Party, Telling};
pub use search::{In, Search};
pub use words::{NotSearchable, Words};

use std::io;

use rusqlite::{params_from_iter, types::Value as Sql};

use crate::{Answer, Problem, Store};

impl Store {
    /// Runs one of our own queries; the rows go to `answer` as they come.
    fn answer(&self, sql: &str, values: Vec<Sql>, answer: &mut dyn Answer) -> Result<io::Result<()>, Problem> {
        let run = || -> rusqlite::Result<io::Result<()>> {
            let mut statement = self.connection.prepare_cached(sql)?;
            let names: Vec<String> = statement.column_names().map(str::to_owned).collect();
            if let Err(error) = answer.columns(&names) {
                return Ok(Err(error));
            }
            let mut rows = statement.query(params_from_iter(values))?;
            while let Some(row) = rows.next()? {
                let values = (0..names.len()).map(|column| row.get_ref(column)).collect::<Result<Vec<_>, _>>()?;
                if let Err(error) = answer.row(&values) {
                    return Ok(Err(error));
                }
            }
            Ok(Ok(()))
        };
        run().map_err(|e| self.problem(e))
    }
}

/// A limit as SQLite has it: all rows where there is none.
fn limit(rows: Option<usize>) -> Sql {
    rows.map_or(-1, |rows| i64::try_from(rows).unwrap_or(i64::MAX)).into()
}
