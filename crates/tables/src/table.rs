//! The names of the tables, and one batch for each.

use arrow_array::RecordBatch;

/// A table of the contract.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[allow(missing_docs)]
pub enum Table {
    Stories,
    Sentences,
    Entities,
    Mentions,
    Times,
    Quantities,
    Statements,
    Events,
    Uncoded,
}

impl Table {
    /// Every table, stories first.
    pub const ALL: [Table; 9] = [
        Table::Stories,
        Table::Sentences,
        Table::Entities,
        Table::Mentions,
        Table::Times,
        Table::Quantities,
        Table::Statements,
        Table::Events,
        Table::Uncoded,
    ];

    /// Its name, also that of its file.
    pub fn name(self) -> &'static str {
        match self {
            Table::Stories => "stories",
            Table::Sentences => "sentences",
            Table::Entities => "entities",
            Table::Mentions => "mentions",
            Table::Times => "times",
            Table::Quantities => "quantities",
            Table::Statements => "statements",
            Table::Events => "events",
            Table::Uncoded => "uncoded",
        }
    }
}

/// One batch for each table, in the order of [`Table::ALL`].
#[derive(Debug, Clone)]
pub struct Tables(pub [RecordBatch; 9]);

impl Tables {
    /// The rows of one table.
    pub fn get(&self, table: Table) -> &RecordBatch {
        &self.0[table as usize]
    }
}
