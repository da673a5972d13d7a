//! The forms in which an answer can be had, told by the ending of the address.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A form of an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Form {
    /// A page for a person: the address without an ending.
    Page,
    /// The typed answer.
    Json,
    /// A table with a line of names.
    Csv,
    /// A feed of what is newest.
    Atom,
    /// An iCalendar file.
    Ics,
}

impl Form {
    /// What stands at the end of an address.
    pub(crate) fn ending(self) -> &'static str {
        match self {
            Self::Page => "",
            Self::Json => ".json",
            Self::Csv => ".csv",
            Self::Atom => ".atom",
            Self::Ics => ".ics",
        }
    }

    /// Its media type.
    pub(crate) fn content_type(self) -> &'static str {
        match self {
            Self::Page => "text/html; charset=utf-8",
            Self::Json => "application/json",
            Self::Csv => "text/csv; charset=utf-8; header=present",
            Self::Atom => "application/atom+xml; charset=utf-8",
            Self::Ics => "text/calendar; charset=utf-8",
        }
    }
}

/// A flat table: names, then rows of as many fields.
#[derive(Debug, Clone, Default)]
pub(crate) struct Table {
    pub(crate) names: Vec<&'static str>,
    pub(crate) rows: Vec<Vec<String>>,
}

impl Table {
    /// As CSV (RFC 4180). A field that a spreadsheet would run as a formula is written with an apostrophe before it.
    pub(crate) fn csv(&self) -> Vec<u8> {
        let mut out = csv::Writer::from_writer(Vec::new());
        let write = |out: &mut csv::Writer<Vec<u8>>, row: Vec<String>| out.write_record(row).expect("memory takes every row");
        write(&mut out, self.names.iter().map(|name| (*name).to_owned()).collect());
        for row in &self.rows {
            write(&mut out, row.iter().map(|field| harmless(field)).collect());
        }
        out.into_inner().expect("memory takes every row")
    }
}

fn harmless(field: &str) -> String {
    let formula = field.starts_with(['=', '+', '-', '@', '\t', '\r']) && field.parse::<f64>().is_err();
    if formula { format!("'{field}") } else { field.to_owned() }
}

/// A field of a table; empty where there is nothing.
pub(crate) fn field(value: Option<impl ToString>) -> String {
    value.map_or_else(String::new, |value| value.to_string())
}
