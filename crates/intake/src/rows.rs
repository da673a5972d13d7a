//! Tables of stories: CSV, TSV and Parquet. In: rows with columns of the usual names. Out: stories, one a row.

use std::cell::Cell;
use std::fs::File;
use std::io::{self, BufRead, Read};
use std::rc::Rc;

use parquet::file::reader::{FileReader, SerializedFileReader};
use serde_json::{Map, Value};

use crate::arrival::Place;
use crate::decode::decode;
use crate::fields::{Field, names};
use crate::guard::guarded;
use crate::json;
use crate::options::Fields;
use crate::reading::{Flow, Reading};

/// The character between columns, if the first line of `head` names columns that stories have.
pub(crate) fn delimiter(head: &[u8], fields: &Fields) -> Option<u8> {
    let line = head.split(|b| *b == b'\n').next()?;
    let line = String::from_utf8_lossy(line.strip_suffix(b"\r").unwrap_or(line)).into_owned();
    let line = line.trim_start_matches('\u{feff}');
    [',', '\t', ';', '|'].into_iter().find_map(|mark| {
        let columns: Vec<&str> = line.split(mark).map(|c| c.trim().trim_matches('"')).collect();
        let named = |what| names(what, fields).into_iter().any(|name| columns.iter().any(|c| c.eq_ignore_ascii_case(name)));
        (columns.len() > 1 && columns.len() < 500 && (named(Field::Text) || named(Field::Headline))).then_some(mark as u8)
    })
}

/// Fails once more was read than one row may take: a quote that is never closed would otherwise swallow the file.
struct Budget<R> {
    inner: R,
    left: Rc<Cell<usize>>,
}

impl<R: Read> Read for Budget<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.inner.read(buffer)?;
        let left = self.left.get();
        if read > left {
            return Err(io::Error::other("a row is longer than one story may be; is a quote left open?"));
        }
        self.left.set(left - read);
        Ok(read)
    }
}

pub(crate) fn read_csv(reader: &mut dyn BufRead, delimiter: u8, reading: &mut Reading<'_>) -> Flow {
    let budget = reading.options.max_story_bytes + (1 << 16);
    let left = Rc::new(Cell::new(budget));
    let mut table = csv::ReaderBuilder::new()
        .delimiter(delimiter)
        .flexible(true)
        .from_reader(Budget { inner: reader, left: Rc::clone(&left) });
    let mut nothing = Vec::new();
    let header: Vec<String> = match table.byte_headers() {
        Ok(header) => {
            header.iter().map(|c| decode(c, None, &mut nothing).trim_start_matches('\u{feff}').trim().to_owned()).collect()
        }
        Err(error) => return reading.reject(Place::Line(1), format!("no header: {error}"), "name the columns in the first line"),
    };
    let header: Vec<String> = header.into_iter().map(|name| usual_spelling(name, &reading.options.fields)).collect();
    let mut row = csv::ByteRecord::new();
    loop {
        left.set(budget);
        let more = match table.read_byte_record(&mut row) {
            Ok(more) => more,
            Err(error) => {
                let line = error.position().map_or(0, csv::Position::line);
                return reading.reject(
                    Place::Line(line),
                    format!("row cannot be read: {error}"),
                    "mend the row, for example its quotes",
                );
            }
        };
        if !more {
            return Flow::Continue(());
        }
        let place = Place::Line(row.position().map_or(0, csv::Position::line));
        if row.len() > header.len() {
            let problem = format!("a row of {} fields under a header of {}", row.len(), header.len());
            reading.reject(place, problem, "put quotes around fields that hold the delimiter")?;
            continue;
        }
        let mut warnings = Vec::new();
        let mut object = Map::new();
        // The row as a whole tells the encoding better than one field.
        let whole = decode(row.as_slice(), None, &mut warnings);
        let same = whole.len() == row.as_slice().len();
        for (name, field) in header.iter().zip(&row) {
            let text = if same { decode(field, None, &mut nothing) } else { decode(field, label(&warnings), &mut nothing) };
            object.insert(name.clone(), Value::String(text.into_owned()));
        }
        json::record(object, place, warnings, reading)?;
    }
}

/// Encoding that was found for the row.
fn label(warnings: &[crate::arrival::Warning]) -> Option<&str> {
    warnings.iter().find_map(|w| match w {
        crate::arrival::Warning::Encoding(name) => Some(name.as_str()),
        _ => None,
    })
}

/// `Title` and `TITLE` are `title` when only that is a usual name.
pub(crate) fn usual_spelling(name: String, fields: &Fields) -> String {
    use Field::{Byline, Headline, Id, Language, Published, Source, Text, Url};
    let all = [Id, Published, Source, Headline, Text, Url, Byline, Language];
    let known = || all.into_iter().flat_map(|what| names(what, fields));
    if known().any(|usual| usual == name) {
        return name;
    }
    known().find(|usual| usual.eq_ignore_ascii_case(&name)).map_or(name.clone(), str::to_owned)
}

/// Reads a Parquet file row by row.
pub(crate) fn read_parquet(file: File, reading: &mut Reading<'_>) -> Flow {
    let table = match guarded(|| SerializedFileReader::new(file)) {
        Some(Ok(table)) => table,
        Some(Err(error)) => return reading.reject(Place::Whole, format!("no valid Parquet: {error}"), "get the whole file"),
        None => return damaged(Place::Whole, reading),
    };
    let mut rows = match guarded(|| table.get_row_iter(None)) {
        Some(Ok(rows)) => rows,
        Some(Err(error)) => return reading.reject(Place::Whole, format!("no valid Parquet: {error}"), "get the whole file"),
        None => return damaged(Place::Whole, reading),
    };
    let mut number = 0;
    loop {
        number += 1;
        let place = Place::Record(number);
        match guarded(|| rows.next().map(|row| row.map(|row| row.to_json_value()))) {
            Some(None) => return Flow::Continue(()),
            Some(Some(Ok(Value::Object(object)))) => {
                let object =
                    object.into_iter().map(|(name, value)| (usual_spelling(name, &reading.options.fields), value)).collect();
                json::record(object, place, Vec::new(), reading)?;
            }
            Some(Some(Ok(_))) => reading.reject(place, "a row without columns".into(), "leave it out")?,
            Some(Some(Err(error))) => return reading.reject(place, format!("row cannot be read: {error}"), "get the whole file"),
            None => return damaged(place, reading),
        }
    }
}

fn damaged(place: Place, reading: &mut Reading<'_>) -> Flow {
    reading.reject(place, "the Parquet file is damaged".into(), "get the whole file")
}
