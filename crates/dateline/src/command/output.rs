//! Where results go: a file or standard output, buffered.

use std::{
    fs::File,
    io::{self, BufWriter, Write},
    path::Path,
};

/// Opens the output.
pub(super) fn open(path: Option<&Path>) -> io::Result<Box<dyn Write>> {
    Ok(match path {
        Some(path) => Box::new(BufWriter::with_capacity(1 << 16, File::create(path)?)),
        None => Box::new(BufWriter::with_capacity(1 << 16, io::stdout().lock())),
    })
}

/// Writes one text and closes the output.
pub(super) fn write_all(path: Option<&Path>, text: &str) -> io::Result<()> {
    let mut out = open(path)?;
    out.write_all(text.as_bytes())?;
    out.flush()
}
