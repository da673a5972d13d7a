//! `dateline import`: an export of ours in, rows of one SQLite file out. All of it or, where anything is amiss, nothing.

use std::{
    collections::HashMap,
    fs::File,
    io::{BufRead, BufReader},
    path::{Path, PathBuf},
};

use record::Delivered;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};
use store::{Put, Store};
use tables::read_folder;

use super::{super::Failure, manifest::Manifest};

#[derive(clap::Args)]
pub(in super::super) struct Arguments {
    /// Folder that `dateline export` made in Parquet or JSON Lines, a folder of `dateline code --format parquet`, or a file of
    /// `dateline code`
    #[arg(value_name = "PATH")]
    from: PathBuf,
    /// File of records; made if it is not there
    #[arg(long, value_name = "FILE")]
    db: PathBuf,
    /// Say nothing but errors
    #[arg(long, short)]
    quiet: bool,
}

/// Records of one month, in the order in which they came.
enum Records {
    Tables(std::vec::IntoIter<Delivered>),
    Lines { path: PathBuf, lines: std::io::Lines<BufReader<File>>, number: usize },
}

#[derive(Debug, Default)]
struct Count {
    stored: usize,
    new_versions: usize,
    recoded: usize,
    already_there: usize,
}

pub(in super::super) fn run(arguments: &Arguments) -> Result<bool, Failure> {
    let from = &arguments.from;
    let refused = |problem: String| Failure::Other(format!("{problem}; nothing was imported"));
    let manifest = manifest(from)?;
    let mut store = Store::create_or_open(&arguments.db)?;
    let mut writer = store.writer()?;
    let mut count = Count::default();
    let mut put = |record: Delivered, place: &dyn Fn() -> String| -> Result<(), Failure> {
        match writer.put(&record) {
            Ok(Put::Stored(_)) => count.stored += 1,
            Ok(Put::Replaced(_)) => count.new_versions += 1,
            Ok(Put::Recoded(_)) => count.recoded += 1,
            Ok(Put::AlreadyThere(_)) => count.already_there += 1,
            Err(problem) => return Err(refused(format!("{}: {problem}", place()))),
        }
        Ok(())
    };
    if let Some(manifest) = manifest {
        let mut months: HashMap<&str, Records> = HashMap::new();
        for (month, number) in &manifest.order {
            let folder = from.join(month);
            if !months.contains_key(month.as_str()) {
                months.insert(month, Records::of_month(&folder, &manifest.format).map_err(&refused)?);
            }
            let records = months.get_mut(month.as_str()).expect("it was put there just now");
            for _ in 0..*number {
                let record = records.next().map_err(&refused)?;
                let record = record.ok_or_else(|| {
                    refused(format!(
                        "{}: fewer stories than its export wrote; expected the whole export: copy it again",
                        folder.display()
                    ))
                })?;
                put(record, &|| folder.display().to_string())?;
            }
        }
        for (month, mut records) in months {
            if records.next().map_err(&refused)?.is_some() {
                let folder = from.join(month);
                return Err(refused(format!(
                    "{}: more stories than its export wrote; take out what was added",
                    folder.display()
                )));
            }
        }
    } else {
        let mut records = if from.is_dir() { Records::tables(from) } else { Records::lines(from) }.map_err(&refused)?;
        while let Some(record) = records.next().map_err(&refused)? {
            put(record, &|| from.display().to_string())?;
        }
    }
    writer.commit()?;
    if !arguments.quiet {
        let Count { stored, new_versions, recoded, already_there } = count;
        let others = [
            (new_versions, "new versions of stories that were there"),
            (recoded, "in place of what another engine coded"),
            (already_there, "already there"),
        ];
        let mut parts = vec![format!("{stored} stored")];
        parts.extend(others.iter().filter(|(number, _)| *number > 0).map(|(number, what)| format!("{number} {what}")));
        eprintln!("{} stories: {}", stored + new_versions + recoded + already_there, parts.join(", "));
    }
    Ok(true)
}

/// What the folder says of itself; nothing for what `dateline code` makes.
fn manifest(from: &Path) -> Result<Option<Manifest>, Failure> {
    let refused = |problem: String| Failure::Usage(format!("{}: {problem}", from.display()));
    let expected = "expected a folder that `dateline export --format parquet` or `--format jsonl` made";
    if !from.exists() {
        return Err(refused(format!("nothing is there; {expected}")));
    }
    if !from.is_dir() {
        return Ok(None);
    }
    let manifest = Manifest::read(from).map_err(Failure::Other)?;
    match manifest {
        Some(manifest) if !["parquet", "jsonl"].contains(&manifest.format.as_str()) => {
            Err(refused(format!("an export as {} holds events without the rest of their records; {expected}", manifest.format)))
        }
        None if !from.join("stories.parquet").exists() => Err(refused(format!("no export of dateline; {expected}"))),
        manifest => Ok(manifest),
    }
}

impl Records {
    fn of_month(folder: &Path, format: &str) -> Result<Self, String> {
        if format == "parquet" { Self::tables(folder) } else { Self::lines(&folder.join("records.jsonl")) }
    }

    fn tables(folder: &Path) -> Result<Self, String> {
        let records = read_folder(folder).map_err(|error| match error {
            tables::Error::Cell { .. } => format!("{}: {error}", folder.display()),
            error => error.to_string(),
        })?;
        Ok(Self::Tables(records.into_iter()))
    }

    fn lines(path: &Path) -> Result<Self, String> {
        let file = File::open(path).map_err(|error| format!("{}: {error}; expected records, one a line", path.display()))?;
        Ok(Self::Lines { path: path.to_owned(), lines: BufReader::new(file).lines(), number: 0 })
    }

    fn next(&mut self) -> Result<Option<Delivered>, String> {
        match self {
            Self::Tables(records) => Ok(records.next()),
            Self::Lines { path, lines, number } => {
                *number += 1;
                let place = || format!("{}, line {number}", path.display());
                let Some(line) = lines.next() else { return Ok(None) };
                let line = line.map_err(|error| format!("{}: {error}", place()))?;
                record(&line).map(Some).map_err(|problem| format!("{}{problem}", place()))
            }
        }
    }
}

/// One record of a line. Its two halves are read apart, so that a fault is named with its field.
fn record(line: &str) -> Result<Delivered, String> {
    let mut whole: Map<String, Value> =
        serde_json::from_str(line).map_err(|error| format!(": {error}; expected one record, as `dateline schema` says"))?;
    let delivery = whole.remove("delivery").unwrap_or_default();
    Ok(Delivered { record: part("", Value::Object(whole))?, delivery: part("delivery.", delivery)? })
}

fn part<T: DeserializeOwned>(of: &str, value: Value) -> Result<T, String> {
    serde_path_to_error::deserialize(value)
        .map_err(|error| format!(", {of}{}: {}; expected what `dateline schema` says", error.path(), error.inner()))
}
