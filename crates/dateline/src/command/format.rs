//! The forms that `dateline code` writes: in, coded stories one at a time; out, JSON Lines, event rows or a folder of Parquet.

use std::{
    io::{self, Write},
    path::Path,
};

use record::Delivered;
use tables::{Choice, EventWriter, FolderWriter, Shape};

use super::{Failure, output::Unfinished};

#[derive(Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub(super) enum Format {
    /// One JSON record a line
    Jsonl,
    /// Events, a row each, with header
    Csv,
    /// The whole record: a folder, named with -o, with a Parquet file a table
    Parquet,
    /// Events in the shape of the GDELT 2.0 Event Database
    Gdelt,
    /// Events in the shape of the ICEWS coded events
    Icews,
    /// Events in the shape of POLECAT
    Polecat,
}

#[derive(Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub(super) enum Events {
    /// All that the shape has a place for
    All,
    /// Only what occurred or is going on
    Happened,
}

/// A coded story on its way out.
pub(super) enum Coded {
    Line(String),
    Record(Box<Delivered>),
}

pub(super) enum Sink {
    Lines(Box<dyn Write>, Option<Unfinished>),
    Events(Box<EventWriter<Box<dyn Write>>>, Option<Unfinished>),
    Folder(Box<FolderWriter>),
}

impl Sink {
    pub(super) fn open(format: Format, events: Events, path: Option<&Path>) -> Result<Self, Failure> {
        let shape = match format {
            Format::Jsonl => {
                let (out, file) = Unfinished::open(path).map_err(Failure::Output)?;
                return Ok(Self::Lines(out, file));
            }
            Format::Parquet => {
                let Some(path) = path else {
                    let problem = "--format parquet writes a folder: name it with -o, as in `-o tables`";
                    return Err(Failure::Usage(problem.into()));
                };
                return FolderWriter::create(path).map(|f| Self::Folder(Box::new(f))).map_err(|e| Failure::Other(e.to_string()));
            }
            Format::Csv => Shape::Csv,
            Format::Gdelt => Shape::Gdelt,
            Format::Icews => Shape::Icews,
            Format::Polecat => Shape::Polecat,
        };
        let choice = if events == Events::Happened { Choice::Happened } else { Choice::All };
        let (out, file) = Unfinished::open(path).map_err(Failure::Output)?;
        let writer = EventWriter::new(out, shape, choice).map_err(Failure::Output)?;
        Ok(Self::Events(Box::new(writer), file))
    }

    pub(super) fn write(&mut self, coded: Coded) -> io::Result<()> {
        match (self, coded) {
            (Self::Lines(out, _), Coded::Line(line)) => out.write_all(line.as_bytes()),
            (Self::Lines(out, _), Coded::Record(record)) => {
                serde_json::to_writer(&mut *out, &record)?;
                out.write_all(b"\n")
            }
            (Self::Events(out, _), Coded::Record(record)) => out.write(&record),
            (Self::Folder(out), Coded::Record(record)) => out.write(*record).map_err(io::Error::other),
            (_, Coded::Line(_)) => Err(io::Error::other("tables are made of records")),
        }
    }

    /// Ends the output; says what events were left out and why.
    pub(super) fn finish(self) -> io::Result<Option<String>> {
        match self {
            Self::Lines(mut out, file) => {
                out.flush()?;
                file.map_or(Ok(()), Unfinished::finish).map(|()| None)
            }
            Self::Folder(out) => out.finish().map(|()| None).map_err(io::Error::other),
            Self::Events(out, file) => {
                let left = out.finish()?;
                if let Some(file) = file {
                    file.finish()?;
                }
                let reasons = [
                    (left.denied, "denied, and the shape has no place for a status"),
                    (left.not_happened, "neither occurred nor going on"),
                    (left.no_party, "without actor and recipient"),
                    (left.repeated, "rows that tell a happening again, with the same parties in the same story"),
                ];
                let said: Vec<String> = reasons.iter().filter(|(n, _)| *n > 0).map(|(n, why)| format!("{n} {why}")).collect();
                Ok((!said.is_empty()).then(|| format!("events left out: {}", said.join("; "))))
            }
        }
    }
}
