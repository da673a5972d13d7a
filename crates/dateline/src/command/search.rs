//! `dateline search`: words in, the stories or statements that hold them out, the best first.

use std::path::PathBuf;

use store::{In, Known, Search, Store, Words};

use super::{Failure, answer::Answering, days, unknown};

#[derive(clap::Args)]
pub(super) struct Arguments {
    /// Words that must all be there; OR between them: either side; "…" in one argument: together; NOT word: not there; word*: its beginning
    #[arg(required = true, value_name = "WORDS")]
    words: Vec<String>,
    /// File of records, as `dateline ingest` makes it
    #[arg(long, value_name = "FILE")]
    db: PathBuf,
    /// What to search
    #[arg(long = "in", value_enum, default_value_t = Within::Stories)]
    within: Within,
    /// Published on or after this day (2025-07-09, 2025-07 or 2025)
    #[arg(long, value_name = "DAY")]
    from: Option<String>,
    /// Published on or before this day
    #[arg(long, value_name = "DAY")]
    to: Option<String>,
    /// Publisher
    #[arg(long, value_name = "NAME")]
    source: Vec<String>,
    /// At most so many results; 0: all
    #[arg(long, value_name = "N", default_value_t = 20)]
    limit: usize,
    #[command(flatten)]
    answering: Answering,
}

#[derive(Clone, Copy, clap::ValueEnum)]
enum Within {
    /// Headline and text
    Stories,
    /// What somebody says
    Statements,
}

pub(super) fn run(arguments: &Arguments) -> Result<bool, Failure> {
    let words: Words =
        arguments.words.join(" ").parse().map_err(|problem: store::NotSearchable| Failure::Usage(problem.to_string()))?;
    let (from, to) = days::span(arguments.from.as_deref(), arguments.to.as_deref())?;
    let within = match arguments.within {
        Within::Stories => In::Stories,
        Within::Statements => In::Statements,
    };
    let limit = Some(arguments.limit).filter(|limit| *limit > 0);
    let search = Search { words, within, from, to, source: arguments.source.clone(), limit };
    let store = Store::open_read_only(&arguments.db)?;
    unknown::say(&store, "--source", Known::Source, &arguments.source)?;
    arguments.answering.print(|_, answer| store.search(&search, answer))?;
    Ok(true)
}
