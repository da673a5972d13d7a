//! What the columns of a table are, for people to read.

use arrow_schema::DataType;

use crate::{Table, schema};

/// A column as documentation shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    /// Its name.
    pub name: String,
    /// Its Arrow type, as `List<Int64>`.
    pub kind: String,
    /// Whether it may be null.
    pub nullable: bool,
    /// What it means.
    pub meaning: String,
}

/// The columns of a table in their order.
pub fn columns(table: Table) -> Vec<Column> {
    let column = |field: &std::sync::Arc<arrow_schema::Field>| Column {
        name: field.name().clone(),
        kind: kind(field.data_type()),
        nullable: field.is_nullable(),
        meaning: field.metadata().get("description").cloned().unwrap_or_default(),
    };
    schema(table).fields().iter().map(column).collect()
}

/// An Arrow type as documentation shows it: `List<Struct<kind: Utf8>>`.
pub fn kind(of: &DataType) -> String {
    match of {
        DataType::List(item) => format!("List<{}>", kind(item.data_type())),
        DataType::Struct(fields) => {
            let fields: Vec<String> = fields.iter().map(|f| format!("{}: {}", f.name(), kind(f.data_type()))).collect();
            format!("Struct<{}>", fields.join(", "))
        }
        plain => plain.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_column_says_what_it_is() {
        for table in Table::ALL {
            for column in columns(table) {
                assert!(!column.meaning.is_empty(), "{} {}", table.name(), column.name);
            }
        }
        let events = columns(Table::Events);
        let find = |name| events.iter().find(|c| c.name == name).map(|c| (c.kind.as_str(), c.nullable));
        assert_eq!(find("begin_day"), Some(("Date32", true)));
        assert_eq!(find("anchor"), Some(("List<Int64>", false)));
        assert_eq!(find("plover"), Some(("Struct<type: Utf8, mode: Utf8>", false)));
    }
}
