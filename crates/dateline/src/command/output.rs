//! Where results go: a file or standard output, buffered.

use std::{
    fs::{self, File},
    io::{self, BufWriter, Write},
    path::{Path, PathBuf},
    process,
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

/// A file that takes its name when it is whole. Until then it stands hidden beside it; a run that fails takes it away again.
pub(super) struct Unfinished {
    partial: PathBuf,
    target: PathBuf,
}

impl Unfinished {
    /// Opens the output, and what is to be finished if it is a file. Pipes and devices have nothing to be renamed.
    pub(super) fn open(path: Option<&Path>) -> io::Result<(Box<dyn Write>, Option<Self>)> {
        let Some(path) = path else { return Ok((open(None)?, None)) };
        let target = match fs::metadata(path) {
            Ok(known) if !known.is_file() => return Ok((open(Some(path))?, None)),
            // Beside the file itself, not beside a link to it.
            Ok(_) => fs::canonicalize(path)?,
            Err(_) => path.to_owned(),
        };
        let name = target.file_name().ok_or_else(|| io::Error::other("this is no name for a file"))?;
        let partial = target.with_file_name(format!(".{}.partial-{}", name.to_string_lossy(), process::id()));
        let out = open(Some(&partial))?;
        Ok((out, Some(Self { partial, target })))
    }

    /// Gives the file its name; what was to be written is written out by now.
    pub(super) fn finish(self) -> io::Result<()> {
        File::open(&self.partial)?.sync_all()?;
        fs::rename(&self.partial, &self.target)
    }
}

impl Drop for Unfinished {
    fn drop(&mut self) {
        // After `finish` there is nothing of that name.
        let _ = fs::remove_file(&self.partial);
    }
}
