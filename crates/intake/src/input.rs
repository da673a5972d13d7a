//! Where the bytes come from. In: paths, folders, globs, standard input, or bytes. Out: each file, in order, to the reader of its
//! format.

use std::fs::{self, File};
use std::io::{self, BufRead, BufReader, Cursor, Read, Seek};
use std::path::{Path, PathBuf};

use encoding_rs_io::DecodeReaderBytesBuilder;

use crate::arrival::{Arrival, Place, Tally};
use crate::options::Options;
use crate::reading::{Flow, Reading};
use crate::sniff::{self, Format, sniff};
use crate::stream::{ReadAll, read_all};
use crate::{feed, json, mail, packed, page, plain, reuters, rows, warc, wire, xml_news};

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
            Ok(file) => {
                reading.unpacked_left.set(reading.options.max_unpacked_bytes);
                source(Source { file: file.try_clone().ok(), reader: Box::new(file) }, reading)
            }
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

/// Bytes to read, and the file they are, if they are one as it stands.
struct Source<'s> {
    reader: Box<dyn Read + 's>,
    file: Option<File>,
}

/// Reads a stream.
fn stream(reader: Box<dyn Read + '_>, reading: &mut Reading<'_>) -> Flow {
    reading.unpacked_left.set(reading.options.max_unpacked_bytes);
    source(Source { reader, file: None }, reading)
}

/// Reads what a compressed file holds.
pub(crate) fn deeper(reader: Box<dyn Read + '_>, reading: &mut Reading<'_>) -> Flow {
    if reading.depth >= reading.options.max_depth {
        let problem = format!("archives and compressed files lie more than {} deep in one another", reading.options.max_depth);
        return reading.reject(Place::Whole, problem, "unpack the outer ones first");
    }
    reading.depth += 1;
    let flow = source(Source { reader, file: None }, reading);
    reading.depth -= 1;
    flow
}

/// Reads a member of an archive or a document inside of a record; messages name it behind the file it is in.
pub(crate) fn inside(name: &str, reader: Box<dyn Read + '_>, reading: &mut Reading<'_>) -> Flow {
    let outer = reading.file.clone();
    reading.file = format!("{outer}/{name}");
    let flow = deeper(reader, reading);
    reading.file = outer;
    flow
}

/// Reads one source; one that holds nothing at all, such as a table of no rows, is named too.
fn source(bytes: Source<'_>, reading: &mut Reading<'_>) -> Flow {
    let before = reading.tally;
    sniffed(bytes, reading)?;
    if reading.tally == before {
        return reading.reject(Place::Whole, "there is no story in it".into(), "check that it is whole, or leave it out");
    }
    Flow::Continue(())
}

/// Sniffs one source and gives it to the reader of its format.
fn sniffed(mut source: Source<'_>, reading: &mut Reading<'_>) -> Flow {
    let mut head = Vec::with_capacity(4096);
    let failed = source.reader.by_ref().take(sniff::HEAD as u64).read_to_end(&mut head).err();
    // The head may still hold stories; the reader meets the same error behind it.
    if let Some(error) = failed.filter(|_| head.is_empty()) {
        return reading.unreadable(&error);
    }
    let format = sniff(&head, reading.options);
    if format == Format::Utf16 {
        let label: &[u8] = if sniff::is_big_endian(&head) { b"utf-16be" } else { b"utf-16le" };
        let whole = Cursor::new(head).chain(source.reader);
        let encoding = encoding_rs::Encoding::for_label(label);
        let mut decoded = DecodeReaderBytesBuilder::new().encoding(encoding).bom_override(true).build(whole);
        let mut head = Vec::new();
        if let Err(error) = decoded.by_ref().take(sniff::HEAD as u64).read_to_end(&mut head) {
            return reading.unreadable(&error);
        }
        let format = match sniff(&head, reading.options) {
            // Converted once; what still looks like it is no text.
            Format::Utf16 => Format::Binary("no text"),
            other => other,
        };
        return dispatch(format, Cursor::new(head).chain(decoded), None, reading);
    }
    dispatch(format, Cursor::new(head).chain(source.reader), source.file, reading)
}

fn dispatch<'s>(format: Format, bytes: impl Read + 's, file: Option<File>, reading: &mut Reading<'_>) -> Flow {
    let mut reader = BufReader::with_capacity(sniff::HEAD, bytes);
    match format {
        Format::PlainText | Format::Utf16 => plain::read(&mut reader, reading),
        Format::Json(layout) => json::read(&mut reader, layout, reading),
        Format::Reuters => reuters::read(&mut reader, reading),
        Format::XmlNews => xml_news::read(&mut reader, reading),
        Format::Html => html(&mut reader, reading),
        Format::Feed => feed::read(&mut reader, reading),
        Format::Csv(delimiter) => rows::read_csv(&mut reader, delimiter, reading),
        Format::Wire => wire::read(&mut reader, reading),
        Format::Mail => mail::read(&mut reader, reading),
        Format::Mbox => mail::read_mbox(&mut reader, reading),
        Format::Warc => warc::read(&mut reader, reading),
        Format::Gzip if packed::holds_warc(&mut reader) => warc::read_gzipped(&mut reader, reading),
        Format::Gzip => packed::read_gzip(Box::new(reader), reading),
        Format::Zstd => packed::read_zstd(Box::new(reader), reading),
        Format::Tar => packed::read_tar(Box::new(reader), reading),
        Format::Zip | Format::Parquet => match indexed(file, &mut reader, reading) {
            Ok(file) if format == Format::Zip => packed::read_zip(file, reading),
            Ok(file) => rows::read_parquet(file, reading),
            Err(error) => reading.unreadable(&error),
        },
        Format::Empty => reading.reject(Place::Whole, "the file is empty".into(), "leave it out"),
        Format::Binary(kind) => {
            reading.reject(Place::Whole, format!("{kind}, where text was expected"), "turn it into text first, or leave it out")
        }
    }
}

/// A file to look around in: the input itself, or a copy of the stream.
fn indexed(file: Option<File>, reader: &mut dyn BufRead, reading: &Reading<'_>) -> io::Result<File> {
    match file {
        Some(mut file) => file.rewind().map(|()| file),
        None => packed::spool(reader, reading.options.max_unpacked_bytes.min(8 << 30)),
    }
}

fn html(reader: &mut dyn BufRead, reading: &mut Reading<'_>) -> Flow {
    match read_all(reader, reading.options.max_story_bytes) {
        ReadAll::Bytes(bytes) => {
            let draft = page::article(&bytes, None, None);
            reading.story(draft, Place::Whole)
        }
        ReadAll::TooLong => reading.too_long(Place::Whole, "page"),
        ReadAll::Failed(error) => reading.unreadable(&error),
    }
}
