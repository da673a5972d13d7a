//! What an export says of itself, so that an import can tell whether all of it is there and in which order it came.

use std::{fs, io::Write, path::Path};

use serde::{Deserialize, Serialize};

/// Name of the file in the folder.
pub(super) const NAME: &str = "dateline-export.json";
/// Folder of the stories without a day of publication.
pub(super) const UNDATED: &str = "undated";

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Manifest {
    /// Version of the program that wrote it.
    pub(super) dateline: String,
    /// `parquet`, `jsonl`, `csv`, `gdelt`, `icews` or `polecat`.
    pub(super) format: String,
    /// `all` or `standing`.
    pub(super) versions: String,
    /// How many stories there are.
    pub(super) stories: usize,
    /// The months in the order in which stories came, each with how many came in a row: a later version must come after an earlier one.
    pub(super) order: Vec<(String, usize)>,
}

impl Manifest {
    pub(super) fn write(&self, folder: &Path) -> std::io::Result<()> {
        let mut file = fs::File::create(folder.join(NAME))?;
        file.write_all(serde_json::to_string(self).expect("plain JSON").as_bytes())?;
        file.write_all(b"\n")?;
        file.sync_all()
    }

    /// Reads it; nothing where there is none.
    pub(super) fn read(folder: &Path) -> Result<Option<Self>, String> {
        let path = folder.join(NAME);
        let text = match fs::read_to_string(&path) {
            Ok(text) => text,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(format!("{}: {error}", path.display())),
        };
        let wrong =
            |what: String| format!("{}: {what}; expected what `dateline export` writes there: export anew", path.display());
        let manifest: Self = serde_json::from_str(&text).map_err(|error| wrong(error.to_string()))?;
        if let Some((month, _)) = manifest.order.iter().find(|(month, _)| !is_month(month)) {
            return Err(wrong(format!("order: {month:?} is no month")));
        }
        Ok(Some(manifest))
    }
}

/// `2025-07` or `undated`: nothing that leads out of the folder.
fn is_month(name: &str) -> bool {
    let digits = |text: &str| text.bytes().all(|b| b.is_ascii_digit());
    name == UNDATED || (name.len() == 7 && name.is_ascii() && digits(&name[..4]) && &name[4..5] == "-" && digits(&name[5..]))
}

/// Months in the order in which they come, counted in a row.
pub(super) fn in_a_row<'m>(months: impl Iterator<Item = &'m str>) -> Vec<(String, usize)> {
    let mut order: Vec<(String, usize)> = Vec::new();
    for month in months {
        match order.last_mut() {
            Some((last, number)) if last == month => *number += 1,
            _ => order.push((month.to_owned(), 1)),
        }
    }
    order
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn months_are_nothing_else() {
        for (name, expected) in [("2025-07", true), ("undated", true), ("../../x", false), ("2025/07", false), ("", false)] {
            assert_eq!(is_month(name), expected, "{name}");
        }
    }

    #[test]
    fn the_order_is_counted_in_a_row() {
        let order = in_a_row(["2025-07", "2025-07", "2025-06", "2025-07"].into_iter());
        assert_eq!(order, [("2025-07".into(), 2), ("2025-06".into(), 1), ("2025-07".into(), 1)]);
    }
}
