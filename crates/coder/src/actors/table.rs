//! Reads the tables under `lexicon/`: tab-separated text with sections, in; rows with named columns and their place, out.
//!
//! A table is UTF-8 text. `#` opens a comment. `@section NAME` begins a section, `@columns a b c` names its columns, and
//! `@example SENTENCE -> CODES` is a sentence with the mention in brackets and the codes expected of it. Everything else is a row;
//! `|` separates alternatives inside a cell, and a cell that is left out at the end of a row is empty.

use std::fmt;
use std::rc::Rc;

/// A table as it stands in the repository.
#[derive(Debug, Clone, Copy)]
pub struct Source {
    /// Path from the repository's root, for messages.
    pub file: &'static str,
    /// The whole text.
    pub text: &'static str,
}

/// What is wrong with a row, and where.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{file}:{line}: {problem}")]
pub struct TableError {
    /// Path from the repository's root.
    pub file: &'static str,
    /// One-based line.
    pub line: usize,
    /// What was expected and how to mend it.
    pub problem: String,
}

/// A row of a table.
#[derive(Debug, Clone)]
pub(crate) struct Row {
    pub(crate) section: &'static str,
    pub(crate) line: usize,
    file: &'static str,
    columns: Rc<[&'static str]>,
    text: &'static str,
}

/// A sentence of a table with what is expected of it.
#[derive(Debug, Clone, Copy)]
pub struct Example {
    /// Path from the repository's root.
    pub file: &'static str,
    /// One-based line.
    pub line: usize,
    /// The section that it illustrates.
    pub section: &'static str,
    /// The sentence, with each mention in brackets.
    pub sentence: &'static str,
    /// Codes of the mentions, in order, and the role if one is expected.
    pub expected: &'static str,
}

impl Source {
    /// Rows in order. Lines before a `@section` or a `@columns` line have an empty section and no columns.
    pub(crate) fn rows(self) -> impl Iterator<Item = Row> {
        let mut section = "";
        let mut columns: Rc<[&'static str]> = Rc::new([]);
        self.text.lines().enumerate().filter_map(move |(at, text)| {
            let text = text.trim_end_matches('\r');
            if let Some(name) = text.strip_prefix("@section ") {
                (section, columns) = (name.trim(), Rc::new([]));
            } else if let Some(names) = text.strip_prefix("@columns ") {
                columns = names.split(' ').collect();
            } else if !text.is_empty() && !text.starts_with(['#', '@']) {
                return Some(Row { section, line: at + 1, file: self.file, columns: Rc::clone(&columns), text });
            }
            None
        })
    }

    /// Example sentences in order.
    pub fn examples(self) -> impl Iterator<Item = Example> {
        let mut section = "";
        self.text.lines().enumerate().filter_map(move |(at, text)| {
            if let Some(name) = text.strip_prefix("@section ") {
                section = name.trim();
            }
            let (sentence, expected) = text.strip_prefix("@example ")?.split_once("->")?;
            Some(Example { file: self.file, line: at + 1, section, sentence: sentence.trim(), expected: expected.trim() })
        })
    }
}

impl Row {
    /// The cell under `column`; empty if the row ends before it or the section lacks it.
    pub(crate) fn cell(&self, column: &str) -> &'static str {
        let Some(at) = self.columns.iter().position(|name| *name == column) else { return "" };
        self.text.split('\t').nth(at).map_or("", str::trim)
    }

    /// Alternatives of a cell.
    pub(crate) fn list(&self, column: &str) -> impl Iterator<Item = &'static str> + use<> {
        self.cell(column).split('|').map(str::trim).filter(|item| !item.is_empty())
    }

    /// A number of a cell.
    pub(crate) fn number<N: std::str::FromStr>(&self, column: &str) -> Result<N, TableError> {
        let cell = self.cell(column);
        cell.parse().map_err(|_| self.error(format_args!("column `{column}` is `{cell}`, expected a number")))
    }

    /// More cells than columns: a stray tab.
    pub(crate) fn check_width(&self) -> Result<(), TableError> {
        let (columns, cells) = (self.columns.len(), self.text.split('\t').count());
        if self.columns.is_empty() {
            return Err(self.error("a row before any `@columns` line: name the columns of the section first"));
        }
        if cells > columns {
            return Err(
                self.error(format_args!("{cells} cells for the {columns} columns `{}`: remove a tab", self.columns.join(" ")))
            );
        }
        Ok(())
    }

    /// A month (`2004-03`), day or year, or nothing.
    pub(crate) fn date(&self, column: &str) -> Result<&'static str, TableError> {
        let cell = self.cell(column);
        let mut parts = cell.split('-');
        let number = |part: Option<&str>, width, range: std::ops::RangeInclusive<u32>| match part {
            None => true,
            Some(part) => part.len() == width && part.parse().is_ok_and(|n| range.contains(&n)),
        };
        let fits = cell.is_empty()
            || (number(parts.next(), 4, 1900..=2100)
                && number(parts.next(), 2, 1..=12)
                && number(parts.next(), 2, 1..=31)
                && parts.next().is_none());
        if fits { Ok(cell) } else { Err(self.error(format_args!("`{cell}` is no date: write 2004, 2004-03 or 2004-03-12"))) }
    }

    pub(crate) fn error(&self, problem: impl fmt::Display) -> TableError {
        TableError { file: self.file, line: self.line, problem: problem.to_string() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TABLE: Source = Source {
        file: "lexicon/test.tsv",
        text: "# note\n@section one\n@columns name names from\n@example [A] came. -> B\nAlpha\ta|b\t2004-13\nBeta\tc\td\te\n",
    };

    #[test]
    fn rows_know_their_cells_and_their_place() {
        let rows: Vec<Row> = TABLE.rows().collect();
        assert_eq!(rows[0].cell("name"), "Alpha");
        assert_eq!(rows[0].list("names").collect::<Vec<_>>(), ["a", "b"]);
        assert_eq!(rows[0].cell("missing"), "");
        assert_eq!(
            rows[0].date("from").unwrap_err().to_string(),
            "lexicon/test.tsv:5: `2004-13` is no date: write 2004, 2004-03 or 2004-03-12"
        );
        assert!(rows[0].check_width().is_ok());
        assert!(rows[1].check_width().unwrap_err().to_string().starts_with("lexicon/test.tsv:6: 4 cells for the 3 columns"));
    }

    #[test]
    fn examples_are_read() {
        let examples: Vec<Example> = TABLE.examples().collect();
        assert_eq!((examples[0].sentence, examples[0].expected, examples[0].line), ("[A] came.", "B", 4));
    }
}
