//! What can be wrong with tables that are read or written.

/// Why records could not be made of tables, or tables of records.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// A cell holds what its column does not allow.
    #[error("table {table}, row {row}, column {column}: {problem}; {mend}")]
    Cell {
        /// The table.
        table: &'static str,
        /// The row, from 1; 0 where the whole table is meant.
        row: usize,
        /// The column.
        column: String,
        /// What is wrong with it.
        problem: String,
        /// How to mend it.
        mend: String,
    },
    /// The bytes are no table of ours.
    #[error("{place}: {problem}; write the tables anew with `dateline code --format parquet`")]
    Damaged {
        /// The file or table.
        place: String,
        /// What its reader said.
        problem: String,
    },
    /// Reading or writing failed.
    #[error("{place}: {error}; check the path and the space left")]
    File {
        /// The file or folder.
        place: String,
        /// What the system said.
        error: std::io::Error,
    },
}
