//! Records as tables, there and back, and the event tables that the field knows.
//!
//! In: [`record::Delivered`]. Out: Arrow batches, a folder of Parquet files, or rows of CSV, GDELT, ICEWS and POLECAT; and the records
//! again, exactly equal, from batches or Parquet. No SQL, no language, no HTTP.
//!
//! ```
//! let tables = dateline_tables::batches(&[]).unwrap();
//! assert_eq!(dateline_tables::records(&tables).unwrap(), []);
//! ```

mod cameo;
mod cells;
mod columns;
mod countries;
mod description;
mod error;
mod events;
mod folder;
mod nested;
mod rows;
mod stories;
mod table;
mod written;

pub use cells::{Cell, cells_batch, write_cells};
pub use columns::{nested_schema, schema};
pub use description::{Column, columns, kind};
pub use error::Error;
pub use events::{Choice, Codebook, EventWriter, LeftOut, Shape};
pub use folder::{FolderWriter, read_folder};
pub use nested::{nested_batch, nested_records};
pub use rows::{batches, numbered, records};
pub use stories::{stories, story_batch, story_schema};
pub use table::{Table, Tables};
