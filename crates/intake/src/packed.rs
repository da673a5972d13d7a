//! Compressed files and archives: gzip, zstd, zip, tar. In: the stream. Out: each member to the reader of its format.
//!
//! What unfolds is counted over all of them together, and a member that unfolds out of all proportion is cut off: no bomb goes off.
//! Members are never written anywhere, so their names can do no harm.

use std::cell::Cell;
use std::fs::File;
use std::io::{self, BufReader, Read, Seek};
use std::rc::Rc;

use crate::arrival::Place;
use crate::guard::guarded;
use crate::input::{self, inside};
use crate::reading::{Flow, Reading};

/// Bytes that may always unfold, whatever the proportion.
const FREE: u64 = 256 << 20;
/// Beyond that, how many bytes one packed byte may unfold to: text seldom comes to 20.
const PROPORTION: u64 = 400;

/// Counts bytes on their way in.
struct Counted<R> {
    inner: R,
    count: Rc<Cell<u64>>,
}

impl<R: Read> Read for Counted<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.inner.read(buffer)?;
        self.count.set(self.count.get() + read as u64);
        Ok(read)
    }
}

/// Fails when too much unfolds.
struct Guarded<R> {
    inner: R,
    packed: Rc<Cell<u64>>,
    out: u64,
    /// Bytes that may still unfold in this run's present input.
    left: Rc<Cell<u64>>,
}

impl<R: Read> Read for Guarded<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.inner.read(buffer)? as u64;
        self.out += read;
        if read > self.left.get() || self.out > FREE && self.out / PROPORTION > self.packed.get() {
            return Err(io::Error::other("it unfolds out of all proportion"));
        }
        self.left.set(self.left.get() - read);
        Ok(read as usize)
    }
}

pub(crate) fn read_gzip<'s>(source: Box<dyn Read + 's>, reading: &mut Reading<'_>) -> Flow {
    let packed = Rc::new(Cell::new(0));
    let counted = Counted { inner: source, count: Rc::clone(&packed) };
    let plain = flate2::read::MultiGzDecoder::new(counted);
    let guarded = Guarded { inner: plain, packed, out: 0, left: Rc::clone(&reading.unpacked_left) };
    input::deeper(Box::new(guarded), reading)
}

pub(crate) fn read_zstd<'s>(source: Box<dyn Read + 's>, reading: &mut Reading<'_>) -> Flow {
    let packed = Rc::new(Cell::new(0));
    let counted = Counted { inner: source, count: Rc::clone(&packed) };
    match zstd::stream::read::Decoder::new(counted) {
        Ok(mut plain) => {
            // 128 MiB of window is what `zstd --long` needs; more is asked for by bombs.
            if let Err(error) = plain.window_log_max(27) {
                return reading.unreadable(&error);
            }
            let guarded = Guarded { inner: plain, packed, out: 0, left: Rc::clone(&reading.unpacked_left) };
            input::deeper(Box::new(guarded), reading)
        }
        Err(error) => reading.unreadable(&error),
    }
}

pub(crate) fn read_tar<'s>(source: Box<dyn Read + 's>, reading: &mut Reading<'_>) -> Flow {
    let mut archive = tar::Archive::new(source);
    let entries = match archive.entries() {
        Ok(entries) => entries,
        Err(error) => return reading.unreadable(&error),
    };
    let mut number = 0;
    for entry in entries {
        number += 1;
        let entry = match entry {
            Ok(entry) => entry,
            Err(error) => {
                return reading.reject(
                    Place::Record(number),
                    format!("the archive is damaged: {error}"),
                    "get the whole archive",
                );
            }
        };
        if !entry.header().entry_type().is_file() {
            continue;
        }
        let name = String::from_utf8_lossy(&entry.path_bytes()).into_owned();
        if !is_hidden(&name) {
            inside(&name, Box::new(entry), reading)?;
        }
    }
    Flow::Continue(())
}

pub(crate) fn read_zip(file: File, reading: &mut Reading<'_>) -> Flow {
    let mut archive = match guarded(|| zip::ZipArchive::new(BufReader::new(file))) {
        Some(Ok(archive)) => archive,
        None => return reading.reject(Place::Whole, "the zip archive is damaged".into(), "get the whole archive"),
        Some(Err(error)) => {
            return reading.reject(Place::Whole, format!("no valid zip archive: {error}"), "get the whole archive");
        }
    };
    for at in 0..archive.len() {
        let member = match archive.by_index(at) {
            Ok(member) => member,
            Err(error) => {
                let mend = "unpack it by hand, without a password";
                reading.reject(Place::Record(at as u64 + 1), format!("the member cannot be unpacked: {error}"), mend)?;
                continue;
            }
        };
        if !member.is_file() {
            continue;
        }
        let name = member.name().map_or_else(|_| format!("member {}", at + 1), |name| name.into_owned());
        if is_hidden(&name) {
            continue;
        }
        let packed = Rc::new(Cell::new(member.compressed_size()));
        let guarded = Guarded { inner: member, packed, out: 0, left: Rc::clone(&reading.unpacked_left) };
        inside(&name, Box::new(guarded), reading)?;
    }
    Flow::Continue(())
}

/// Whether a gzip stream holds a crawl, whose records are gzipped one by one.
pub(crate) fn holds_warc(reader: &mut dyn io::BufRead) -> bool {
    let Ok(head) = reader.fill_buf() else { return false };
    let mut start = [0; 16];
    let mut plain = flate2::read::GzDecoder::new(head);
    let mut read = 0;
    while read < start.len() {
        match plain.read(&mut start[read..]) {
            Ok(0) | Err(_) => break,
            Ok(more) => read += more,
        }
    }
    crate::warc::is_warc(&start[..read])
}

/// Files that systems leave in archives (`__MACOSX/`, `.DS_Store`).
fn is_hidden(name: &str) -> bool {
    name.starts_with("__MACOSX/") || name.rsplit(['/', '\\']).next().is_some_and(|last| last.starts_with('.'))
}

/// Puts a stream into a file that vanishes when it is closed, for formats whose index stands at the end.
pub(crate) fn spool(mut source: impl Read, limit: u64) -> io::Result<File> {
    let mut file = tempfile::tempfile()?;
    let copied = io::copy(&mut source.by_ref().take(limit + 1), &mut file)?;
    if copied > limit {
        return Err(io::Error::other(format!("longer than {limit} bytes")));
    }
    file.rewind()?;
    Ok(file)
}
