//! `dateline export`: a file of records in, a folder with a folder a month out.
//!
//! Everything is written beside the folder asked for, which takes its name at the end: a run that was broken off leaves nothing that looks
//! finished.

use std::{
    collections::BTreeMap,
    fs, io,
    path::{Path, PathBuf},
};

use store::{Store, StoryKey};

use super::{
    super::{
        Failure,
        format::{Coded, Events, Format, Sink},
    },
    manifest::{Manifest, UNDATED, in_a_row},
};

#[derive(clap::Args)]
pub(in super::super) struct Arguments {
    /// File of records, as `dateline ingest` makes it
    #[arg(long, value_name = "FILE")]
    db: PathBuf,
    /// Folder to make; a folder a month of publication in it (2025-07, …, undated)
    #[arg(long, value_name = "DIR")]
    to: PathBuf,
    /// Parquet, a file a table; JSON Lines, a record a line; or event rows: our own, GDELT's, ICEWS's, POLECAT's
    #[arg(long, value_enum, default_value_t = Format::Parquet)]
    format: Format,
    /// Stories that go out: of each its last version, or all versions and withdrawals too, as a copy of the store needs them
    #[arg(long, value_enum, default_value_t = Versions::Standing)]
    versions: Versions,
    /// Events that csv, gdelt, icews and polecat write
    #[arg(long, value_enum, default_value_t = Events::All)]
    events: Events,
    /// Say nothing but errors
    #[arg(long, short)]
    quiet: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Versions {
    /// What counts
    Standing,
    /// Everything
    All,
}

/// The folder that is being written; taken away unless it gets its name.
struct Partial<'t> {
    target: &'t Path,
    place: PathBuf,
}

pub(in super::super) fn run(arguments: &Arguments) -> Result<bool, Failure> {
    let store = Store::open_read_only(&arguments.db)?;
    // Stories that others store from here on are not in the list; those that are keep their keys.
    let stories = store.months(arguments.versions == Versions::All)?;
    let named: Vec<(StoryKey, String)> =
        stories.into_iter().map(|(story, month)| (story, month.unwrap_or_else(|| UNDATED.into()))).collect();
    let mut months: BTreeMap<&str, Vec<StoryKey>> = BTreeMap::new();
    for (story, month) in &named {
        months.entry(month).or_default().push(*story);
    }
    let partial = Partial::new(&arguments.to)?;
    let mut left_out = Vec::new();
    for (month, keys) in &months {
        let folder = partial.place.join(month);
        let mut sink = Sink::open(arguments.format, arguments.events, Some(&file(&folder, arguments.format)?))?;
        for key in keys {
            sink.write(Coded::Record(Box::new(store.record(*key)?))).map_err(Failure::Output)?;
        }
        left_out.extend(sink.finish().map_err(Failure::Output)?.map(|said| format!("{month}: {said}")));
    }
    let manifest = Manifest {
        dateline: env!("CARGO_PKG_VERSION").into(),
        format: name(&arguments.format),
        versions: name(&arguments.versions),
        stories: named.len(),
        order: in_a_row(named.iter().map(|(_, month)| month.as_str())),
    };
    manifest.write(&partial.place).and_then(|()| partial.finish()).map_err(Failure::Output)?;
    if !arguments.quiet {
        left_out.iter().for_each(|line| eprintln!("{line}"));
        let noun = if months.len() == 1 { "folder" } else { "folders" };
        eprintln!("{} stories in {} {noun} of {}", named.len(), months.len(), arguments.to.display());
    }
    Ok(true)
}

/// The file or folder of a month. Parquet makes its own folder.
fn file(folder: &Path, format: Format) -> Result<PathBuf, Failure> {
    let name = match format {
        Format::Parquet => return Ok(folder.to_owned()),
        Format::Jsonl => "records.jsonl",
        Format::Csv => "events.csv",
        Format::Gdelt => "gdelt.tsv",
        Format::Icews => "icews.tsv",
        Format::Polecat => "polecat.tsv",
    };
    fs::create_dir(folder).map_err(Failure::Output)?;
    Ok(folder.join(name))
}

fn name<T: clap::ValueEnum>(value: &T) -> String {
    value.to_possible_value().map(|value| value.get_name().to_owned()).unwrap_or_default()
}

impl<'t> Partial<'t> {
    fn new(target: &'t Path) -> Result<Self, Failure> {
        let refused = |problem: &str| Failure::Usage(format!("--to {}: {problem}", target.display()));
        match fs::read_dir(target) {
            Ok(mut entries) => {
                if entries.next().is_some() {
                    return Err(refused("the folder is not empty; name another or empty it"));
                }
            }
            Err(error) if error.kind() == io::ErrorKind::NotFound => {}
            Err(error) => return Err(refused(&format!("{error}; expected the name of a folder to make"))),
        }
        let name = target.file_name().ok_or_else(|| refused("expected the name of a folder to make"))?;
        let place = target.with_file_name(format!(".{}.partial-{}", name.to_string_lossy(), std::process::id()));
        fs::create_dir(&place)
            .map_err(|error| refused(&format!("{error}; check that the folder around it exists and may be written")))?;
        Ok(Self { target, place })
    }

    fn finish(self) -> io::Result<()> {
        fs::rename(&self.place, self.target)
    }
}

impl Drop for Partial<'_> {
    fn drop(&mut self) {
        // After `finish` there is nothing of that name.
        let _ = fs::remove_dir_all(&self.place);
    }
}
