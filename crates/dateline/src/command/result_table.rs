//! Result tables on their way out. In: names of columns and rows of values. Out: a table for a person, CSV, or JSON.
//!
//! CSV and JSON are written row by row. A table for a person is as wide as the terminal and ends after [`ROWS`] rows.

use std::io::{self, IsTerminal, Write};

use clap::ValueEnum;
use comfy_table::{CellAlignment, ContentArrangement, LineStyle, Table, TableStyle};
use serde_json::{Number, Value as Json};
use store::{Answer, Value};

/// Rows that a table for a person shows.
const ROWS: usize = 2_000;

/// One line between the names and the rows, none elsewhere.
const UNDER_THE_NAMES: TableStyle = TableStyle::new().header_separator(LineStyle::none().fill('─').junction('─'));

/// How to print a result.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Format {
    /// Columns side by side, for reading
    Table,
    /// Comma-separated values with a line of names
    Csv,
    /// One array of objects
    Json,
    /// One object a line
    Jsonl,
}

impl Format {
    /// The format asked for, else a table on a terminal and CSV elsewhere.
    pub(super) fn or_usual(asked: Option<Self>, to_a_file: bool) -> Self {
        let person = !to_a_file && io::stdout().is_terminal();
        asked.unwrap_or(if person { Self::Table } else { Self::Csv })
    }
}

/// Prints one result.
pub(super) struct ResultTable {
    out: Box<dyn Write>,
    format: Format,
    names: Vec<String>,
    /// Rows so far.
    rows: usize,
    table: Table,
    /// Columns that have held nothing but numbers.
    numbers: Vec<bool>,
}

impl ResultTable {
    pub(super) fn new(format: Format, out: Box<dyn Write>) -> Self {
        Self { out, format, names: Vec::new(), rows: 0, table: Table::new(), numbers: Vec::new() }
    }

    /// Writes what is left to write.
    pub(super) fn finish(mut self) -> io::Result<()> {
        match self.format {
            Format::Csv if self.rows == 0 => csv_line(&mut self.out, self.names.iter())?,
            Format::Csv | Format::Jsonl => {}
            Format::Json => writeln!(self.out, "{}", if self.rows == 0 { "[]" } else { "\n]" })?,
            Format::Table => {
                for (column, _) in self.numbers.iter().enumerate().filter(|(_, numbers)| **numbers && self.rows > 0) {
                    if let Some(column) = self.table.column_mut(column) {
                        column.set_cell_alignment(CellAlignment::Right);
                    }
                }
                // Without a terminal there is no width to keep to.
                let arrangement =
                    if io::stdout().is_terminal() { ContentArrangement::Dynamic } else { ContentArrangement::Disabled };
                self.table.load_style(UNDER_THE_NAMES).set_content_arrangement(arrangement);
                for line in self.table.lines() {
                    writeln!(self.out, "{}", line.trim_end())?;
                }
                let one = if self.rows == 1 { "row" } else { "rows" };
                match self.rows.saturating_sub(ROWS) {
                    0 => writeln!(self.out, "{} {one}", self.rows)?,
                    more => writeln!(self.out, "{ROWS} rows, and {more} more: LIMIT the query, or take --format csv")?,
                }
            }
        }
        self.out.flush()
    }
}

impl Answer for ResultTable {
    fn columns(&mut self, names: &[String]) -> io::Result<()> {
        self.numbers = vec![true; names.len()];
        self.table.set_header(names.iter().map(|name| printable(name)));
        // As keys of an object names must differ; a line of CSV has them as they are.
        self.names = if matches!(self.format, Format::Json | Format::Jsonl) { distinct(names) } else { names.to_vec() };
        Ok(())
    }

    fn row(&mut self, values: &[Value<'_>]) -> io::Result<()> {
        self.rows += 1;
        match self.format {
            Format::Csv => {
                // Not before there is an answer: a query that fails at once prints nothing.
                if self.rows == 1 {
                    csv_line(&mut self.out, self.names.iter())?;
                }
                csv_line(&mut self.out, values.iter().map(plain))
            }
            Format::Json | Format::Jsonl => {
                // Written by hand: a map would put the columns into the order of the alphabet.
                let pairs: Vec<String> = self
                    .names
                    .iter()
                    .zip(values)
                    .map(|(name, value)| format!("{}:{}", Json::from(name.as_str()), json(value)))
                    .collect();
                let before = match (self.format, self.rows) {
                    (Format::Jsonl, _) => "",
                    (_, 1) => "[\n",
                    _ => ",\n",
                };
                let after = if self.format == Format::Jsonl { "\n" } else { "" };
                write!(self.out, "{before}{{{}}}{after}", pairs.join(","))
            }
            Format::Table if self.rows > ROWS => Ok(()),
            Format::Table => {
                for (numbers, value) in self.numbers.iter_mut().zip(values) {
                    *numbers &= !matches!(value, Value::Text(_) | Value::Blob(_));
                }
                self.table.add_row(values.iter().map(|value| printable(&plain(value))));
                Ok(())
            }
        }
    }
}

/// One line of CSV, as RFC 4180 has it but for the line end.
fn csv_line(out: &mut impl Write, fields: impl Iterator<Item = impl AsRef<[u8]>>) -> io::Result<()> {
    let mut writer = csv::WriterBuilder::new().from_writer(Vec::new());
    writer.write_record(fields)?;
    let line = writer.into_inner().map_err(|error| io::Error::other(error.to_string()))?;
    out.write_all(&line)
}

/// A value as text; nothing for NULL, hexadecimal digits for bytes.
fn plain(value: &Value<'_>) -> String {
    match value {
        Value::Null => String::new(),
        Value::Integer(number) => number.to_string(),
        Value::Real(number) => number.to_string(),
        Value::Text(text) => String::from_utf8_lossy(text).into_owned(),
        Value::Blob(bytes) => bytes.iter().map(|byte| format!("{byte:02x}")).collect(),
    }
}

fn json(value: &Value<'_>) -> Json {
    match value {
        Value::Null => Json::Null,
        Value::Integer(number) => Json::from(*number),
        // Infinity is no number in JSON.
        Value::Real(number) => Number::from_f64(*number).map_or(Json::Null, Json::Number),
        Value::Text(_) | Value::Blob(_) => Json::String(plain(value)),
    }
}

/// Text from a story must not steer the terminal: control characters are shown as a dot, except that a line may break.
fn printable(text: &str) -> String {
    text.chars().map(|c| if c.is_control() && c != '\n' { '·' } else { c }).collect()
}

/// Names of columns as keys of one object: a name that comes again gets a number.
fn distinct(names: &[String]) -> Vec<String> {
    let mut keys: Vec<String> = Vec::with_capacity(names.len());
    for name in names {
        let mut key = name.clone();
        let mut number = 2;
        while keys.contains(&key) {
            key = format!("{name}_{number}");
            number += 1;
        }
        keys.push(key);
    }
    keys
}

#[cfg(test)]
mod tests {
    use std::sync::{Arc, Mutex};

    use super::*;

    #[derive(Clone, Default)]
    struct Shared(Arc<Mutex<Vec<u8>>>);

    impl Write for Shared {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            self.0.lock().expect("one thread").write(bytes)
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    fn print(format: Format, rows: &[&[Value<'_>]]) -> String {
        let out = Shared::default();
        let mut table = ResultTable::new(format, Box::new(out.clone()));
        let names = ["name", "n", "n"].map(str::to_owned);
        table.columns(&names).and_then(|()| rows.iter().try_for_each(|row| table.row(row))).expect("memory takes all");
        table.finish().expect("memory takes all");
        let bytes = out.0.lock().expect("one thread").clone();
        String::from_utf8(bytes).expect("UTF-8")
    }

    #[test]
    fn each_format_says_the_same() {
        let rows: &[&[Value<'_>]] = &[
            &[Value::Text(b"Oslo, \"Norway\""), Value::Integer(3), Value::Null],
            &[Value::Text(b"\x1b[31mred"), Value::Real(0.5), Value::Blob(&[1, 255])],
        ];
        let cases = [
            (Format::Csv, "name,n,n\n\"Oslo, \"\"Norway\"\"\",3,\n\u{1b}[31mred,0.5,01ff\n"),
            (
                Format::Json,
                "[\n{\"name\":\"Oslo, \\\"Norway\\\"\",\"n\":3,\"n_2\":null},\n{\"name\":\"\\u001b[31mred\",\"n\":0.5,\"n_2\":\"01ff\"}\n]\n",
            ),
            (
                Format::Jsonl,
                "{\"name\":\"Oslo, \\\"Norway\\\"\",\"n\":3,\"n_2\":null}\n{\"name\":\"\\u001b[31mred\",\"n\":0.5,\"n_2\":\"01ff\"}\n",
            ),
        ];
        for (format, expected) in cases {
            assert_eq!(print(format, rows), expected, "{format:?}");
        }
        let table = print(Format::Table, rows);
        assert!(table.contains("·[31mred") && table.ends_with("2 rows\n"), "{table}");
    }

    #[test]
    fn nothing_is_an_answer_too() {
        for (format, expected) in [(Format::Csv, "name,n,n\n"), (Format::Json, "[]\n"), (Format::Jsonl, "")] {
            assert_eq!(print(format, &[]), expected, "{format:?}");
        }
        assert!(print(Format::Table, &[]).ends_with("0 rows\n"));
    }

    #[test]
    fn a_long_table_says_how_much_more_there_is() {
        let row: &[Value<'_>] = &[Value::Integer(1), Value::Integer(2), Value::Integer(3)];
        let table = print(Format::Table, &vec![row; ROWS + 7]);
        assert!(table.contains("2000 rows, and 7 more"), "{}", &table[table.len() - 200..]);
    }
}
