//! Rows for events in the shapes that users know.
//!
//! In: records. Out: text, a row an event (`csv`) or a row a pair of actor and recipient (`gdelt`, `icews`, `polecat`). What has no place
//! in a shape is left out and counted.

mod cells;
mod gdelt;
mod icews;
mod own;
mod pair;
mod polecat;

use std::{
    collections::{HashMap, hash_map::Entry},
    io::Write,
};

use record::{Delivered, Event, Status};

use crate::cameo;
use pair::Pair;

/// The codebook that codes and scores follow.
#[derive(Debug, Clone, Copy)]
pub struct Codebook;

impl Codebook {
    /// Its name and version.
    pub const VERSION: &'static str = "PLOVER 0.8 (2021), CAMEO 1.1b3";
}

/// A shape of an event table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    /// Our own: comma-separated, with a header, a row an event.
    Csv,
    /// GDELT 2.0 Event Database: 61 columns, tabs, no header.
    Gdelt,
    /// ICEWS coded events: 20 columns, tabs, a header.
    Icews,
    /// POLECAT: 40 columns, tabs, a header.
    Polecat,
}

/// Which events go out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Choice {
    /// All that the shape has a place for.
    #[default]
    All,
    /// Only those that occurred or are going on.
    Happened,
}

/// Events that were left out, by reason.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct LeftOut {
    /// Denied; the shape has no place for a status.
    pub denied: usize,
    /// Neither occurred nor going on, where only those were asked for.
    pub not_happened: usize,
    /// No actor and no recipient, which the shape needs.
    pub no_party: usize,
    /// Rows that would tell a happening once more between the same parties of the same story.
    pub repeated: usize,
}

/// Writes the events of records.
pub struct EventWriter<W: Write> {
    out: csv::Writer<W>,
    shape: Shape,
    choice: Choice,
    left_out: LeftOut,
}

impl<W: Write> EventWriter<W> {
    /// Opens the output with the header, if the shape has one.
    pub fn new(out: W, shape: Shape, choice: Choice) -> std::io::Result<Self> {
        let mut builder = csv::WriterBuilder::new();
        if shape != Shape::Csv {
            // These shapes know no quoting: cells hold no tab and no line break.
            builder.delimiter(b'\t').quote_style(csv::QuoteStyle::Never);
        }
        let mut out = builder.from_writer(out);
        match shape {
            Shape::Csv => out.write_record(own::COLUMNS)?,
            Shape::Gdelt => {}
            Shape::Icews => out.write_record(icews::COLUMNS)?,
            Shape::Polecat => out.write_record(polecat::COLUMNS)?,
        }
        Ok(Self { out, shape, choice, left_out: LeftOut::default() })
    }

    /// Writes the events of a story.
    pub fn write(&mut self, delivered: &Delivered) -> std::io::Result<()> {
        let mut pairs: Vec<Pair> = Vec::new();
        let mut told = HashMap::new();
        for event in &delivered.record.events {
            if !self.takes(event) {
                continue;
            }
            if self.shape == Shape::Csv {
                self.out.write_record(own::row(delivered, event))?;
                continue;
            }
            let mutual = self.shape != Shape::Polecat && cameo::code(&event.cameo).is_some_and(|code| code.mutual);
            let found = pair::pairs(delivered, event, mutual);
            self.left_out.no_party += usize::from(found.is_empty());
            for pair in found {
                match told.entry(pair.key()) {
                    Entry::Vacant(place) => {
                        place.insert(pairs.len());
                        pairs.push(pair);
                    }
                    Entry::Occupied(place) => {
                        self.left_out.repeated += 1;
                        let before = &mut pairs[*place.get()];
                        // The telling that knows most of when and where stands for all.
                        if pair.fullness() > before.fullness() {
                            *before = pair;
                        }
                    }
                }
            }
        }
        for pair in &pairs {
            let row = match self.shape {
                Shape::Gdelt => gdelt::row(pair),
                Shape::Icews => icews::row(pair),
                Shape::Polecat | Shape::Csv => polecat::row(pair),
            };
            self.out.write_record(row.iter().map(|cell| one_line(cell)))?;
        }
        Ok(())
    }

    fn takes(&mut self, event: &Event) -> bool {
        let happened = matches!(event.status, Status::Occurred | Status::Ongoing);
        if self.choice == Choice::Happened && !happened {
            self.left_out.not_happened += 1;
            return false;
        }
        if self.shape != Shape::Csv && event.status == Status::Denied {
            self.left_out.denied += 1;
            return false;
        }
        true
    }

    /// Writes out what is buffered, and says what was left out.
    pub fn finish(mut self) -> std::io::Result<LeftOut> {
        self.out.flush()?;
        Ok(self.left_out)
    }
}

/// A cell without what would end it.
fn one_line(cell: &str) -> String {
    cell.replace(['\t', '\n', '\r', '\0'], " ")
}

/// The word of an enum of the record.
fn word<T: serde::Serialize>(value: T) -> String {
    serde_json::to_value(value).ok().and_then(|v| v.as_str().map(str::to_owned)).unwrap_or_default()
}
