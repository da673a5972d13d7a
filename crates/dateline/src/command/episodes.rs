//! `dateline episodes`: the reports of one happening together; which episodes there are, and one of them report by report.

use std::path::PathBuf;

use store::{EpisodeFilter, Store};

use super::{
    Failure, output,
    result_table::{Format, ResultTable},
};

#[derive(clap::Args)]
pub(super) struct Arguments {
    /// File of records, as `dateline ingest` makes it
    #[arg(long, value_name = "FILE")]
    db: PathBuf,
    /// The reports of one episode, first to last, with what each shares with the others and what it is a copy of; the beginning of the id
    /// is enough
    #[arg(long, value_name = "ID", conflicts_with_all = ["from", "to", "actor", "least", "text"])]
    show: Option<String>,
    /// Reported on or after this day (2025-07-09)
    #[arg(long, value_name = "DAY")]
    from: Option<String>,
    /// Begun on or before this day
    #[arg(long, value_name = "DAY")]
    to: Option<String>,
    /// With somebody who acts, is acted on or speaks: of this name, or whose code begins like this (RUS, RUSGOV)
    #[arg(long, value_name = "CODE|NAME")]
    actor: Option<String>,
    /// With at least so many reports
    #[arg(long, value_name = "N", default_value_t = 1)]
    least: u32,
    /// With a report that holds all of these words
    #[arg(long, value_name = "WORDS")]
    text: Option<String>,
    /// Forget all episodes first and make them again from what is stored
    #[arg(long)]
    regroup: bool,
    /// How to print the answer [default: a table on a terminal, else CSV]
    #[arg(long, value_enum)]
    format: Option<Format>,
    /// Write to a file instead of standard output
    #[arg(long, short, value_name = "FILE")]
    output: Option<PathBuf>,
}

pub(super) fn run(arguments: &Arguments) -> Result<bool, Failure> {
    let store = if arguments.regroup {
        // Nothing but `ingest` makes a file.
        if let Err(problem @ store::Problem::Missing(_)) = Store::open_read_only(&arguments.db) {
            return Err(problem.into());
        }
        let mut store = Store::create_or_open(&arguments.db)?;
        let grouped = store.regroup()?;
        eprintln!("{} stories grouped", grouped.stories);
        store
    } else {
        Store::open_read_only(&arguments.db)?
    };
    if !store.is_grouped()? {
        eprintln!(
            "some stories are not grouped yet, as after an ingest that was broken off; dateline episodes --db {} --regroup does it",
            arguments.db.display()
        );
    }
    let episode = arguments.show.as_deref().map(|id| store.episode(id)).transpose()?;
    let out = output::open(arguments.output.as_deref()).map_err(Failure::Output)?;
    let mut table = ResultTable::new(Format::or_usual(arguments.format, arguments.output.is_some()), out);
    match episode {
        Some(id) => store.reports(&id, &mut table)?,
        None => store.episodes(&arguments.filter(), &mut table)?,
    }
    .and_then(|()| table.finish())
    .map_err(Failure::Output)?;
    Ok(true)
}

impl Arguments {
    fn filter(&self) -> EpisodeFilter {
        EpisodeFilter {
            from: self.from.clone(),
            to: self.to.clone(),
            actor: self.actor.clone(),
            least: self.least,
            text: self.text.clone(),
        }
    }
}
