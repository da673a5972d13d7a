//! Tables under `lexicon/`, which are part of the program.

use serde::de::DeserializeOwned;

/// Reads a table that was compiled in. Every table is read by a test, so that a fault stops the build's tests and never a user.
///
/// # Panics
/// If the table is not what `T` expects; the message names the file, the line and what was expected.
pub(crate) fn read<T: DeserializeOwned>(file: &str, table: &str) -> T {
    match toml::from_str(table) {
        Ok(value) => value,
        Err(error) => panic!("lexicon/{file}: {error}"),
    }
}
