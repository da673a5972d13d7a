//! Where the bytes come from. In: paths, folders, globs, standard input, or bytes. Out: each file, in order, to the reader of its
//! format.

use std::fs::{self, File};
use std::io::{self, BufRead, BufReader, Cursor, Read};
use std::path::{Path, PathBuf};

use encoding_rs_io::DecodeReaderBytesBuilder;

use crate::arrival::{Arrival, Place, Tally};
use crate::options::Options;
use crate::reading::{Flow, Reading};
use crate::sniff::{self, Format, sniff};
use crate::{json, plain, reuters};

/// One thing to read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Input {
    /// A file, a folder (all files in it and below, by name; names that begin with a dot are left out) or a glob (`news/*.json`).
    Path(PathBuf),
    /// Standard input.
    Stdin,
}

impl<T: AsRef<Path>> From<T> for Input {
    /// `-` is standard input, all else a path.
    fn from(path: T) -> Self {
        if path.as_ref() == Path::new("-") { Input::Stdin } else { Input::Path(path.as_ref().to_owned()) }
    }
}

/// Reads `inputs` in order and hands each arrival to `receive`, which may break off. Whatever cannot be read is an
/// [`Arrival::Rejected`]; the rest is still read.
pub fn read(inputs: &[Input], options: &Options, receive: &mut dyn FnMut(Arrival) -> Flow) -> Tally {
    let mut reading = Reading::new(options, receive);
    for input in inputs {
        let flow = match input {
            Input::Stdin => {
                reading.file = "(standard input)".into();
                stream(Box::new(io::stdin()), &mut reading)
            }
            Input::Path(path) => any_path(path, &mut reading),
        };
        if flow.is_break() {
            break;
        }
    }
    reading.tally
}

/// Reads bytes that stand for a file called `name`.
pub fn read_bytes(bytes: &[u8], name: &str, options: &Options, receive: &mut dyn FnMut(Arrival) -> Flow) -> Tally {
    let mut reading = Reading::new(options, receive);
    reading.file = name.to_owned();
    // Break only says that the receiver has enough, which the tally tells too.
    let _ = stream(Box::new(bytes), &mut reading);
    reading.tally
}

fn any_path(path: &Path, reading: &mut Reading<'_>) -> Flow {
    let shown = path.display().to_string();
    if path.exists() {
        return path_or_folder(path, 0, reading);
    }
    if shown.contains(['*', '?', '[']) {
        let mut any = false;
        match glob::glob(&shown) {
            Ok(found) => {
                for path in found.flatten() {
                    any = true;
                    path_or_folder(&path, 0, reading)?;
                }
            }
            Err(error) => {
                reading.file = shown;
                return reading.reject(Place::Whole, format!("no valid pattern: {error}"), "write it like `news/*.json`");
            }
        }
        if any {
            return Flow::Continue(());
        }
    }
    reading.file = shown;
    reading.reject(Place::Whole, "there is no such file or folder".into(), "check the path")
}

fn path_or_folder(path: &Path, depth: usize, reading: &mut Reading<'_>) -> Flow {
    /// Deeper folders are more likely a ring than a collection.
    const DEEPEST: usize = 64;
    reading.file = path.display().to_string();
    if !path.is_dir() {
        return match File::open(path) {
            Ok(file) => stream(Box::new(file), reading),
            Err(error) => reading.unreadable(&error),
        };
    }
    if depth > DEEPEST {
        return reading.reject(Place::Whole, format!("folders more than {DEEPEST} deep"), "name the inner folder itself");
    }
    let mut entries: Vec<PathBuf> = match fs::read_dir(path).and_then(|list| list.map(|e| e.map(|e| e.path())).collect()) {
        Ok(entries) => entries,
        Err(error) => return reading.unreadable(&error),
    };
    entries.sort();
    for entry in entries {
        let hidden = entry.file_name().is_some_and(|name| name.as_encoded_bytes().starts_with(b"."));
        // A link to a folder may lead back up.
        let ring = entry.is_symlink() && entry.is_dir();
        if !hidden && !ring {
            path_or_folder(&entry, depth + 1, reading)?;
        }
    }
    Flow::Continue(())
}

/// Sniffs one stream and gives it to its reader.
pub(crate) fn stream(mut source: Box<dyn Read + '_>, reading: &mut Reading<'_>) -> Flow {
    let mut head = Vec::with_capacity(4096);
    if let Err(error) = source.by_ref().take(sniff::HEAD as u64).read_to_end(&mut head) {
        return reading.unreadable(&error);
    }
    let format = sniff(&head);
    let layout_of = if let Format::Utf16 = format {
        let label: &[u8] = if sniff::is_big_endian(&head) { b"utf-16be" } else { b"utf-16le" };
        let whole = Cursor::new(head).chain(source);
        let encoding = encoding_rs::Encoding::for_label(label);
        let mut decoded = DecodeReaderBytesBuilder::new().encoding(encoding).bom_override(true).build(whole);
        let mut head = Vec::new();
        if let Err(error) = decoded.by_ref().take(sniff::HEAD as u64).read_to_end(&mut head) {
            return reading.unreadable(&error);
        }
        let format = match sniff(&head) {
            // Converted once; what still looks like it is no text.
            Format::Utf16 => Format::Binary("no text"),
            other => other,
        };
        return dispatch(format, &mut BufReader::new(Cursor::new(head).chain(decoded)), reading);
    } else {
        format
    };
    dispatch(layout_of, &mut BufReader::with_capacity(sniff::HEAD, Cursor::new(head).chain(source)), reading)
}

fn dispatch(format: Format, reader: &mut dyn BufRead, reading: &mut Reading<'_>) -> Flow {
    match format {
        Format::PlainText | Format::Utf16 => plain::read(reader, reading),
        Format::Json(layout) => json::read(reader, layout, reading),
        Format::Reuters => reuters::read(reader, reading),
        Format::Empty => reading.reject(Place::Whole, "the file is empty".into(), "leave it out"),
        Format::Binary(kind) => {
            reading.reject(Place::Whole, format!("{kind}, where text was expected"), "turn it into text first, or leave it out")
        }
    }
}
