//! `dateline sql`: one question in SQL, answered as a table, CSV or JSON. Only reading, with a time limit.

use std::{io::Read, path::PathBuf, time::Duration};

use store::{Limits, Store};

use super::{
    Failure, output,
    result_table::{Format, ResultTable},
};

#[derive(clap::Args)]
pub(super) struct Arguments {
    /// The question: one SELECT, or `-` to read it from standard input
    #[arg(value_name = "SQL")]
    question: String,
    /// File of records, as `dateline ingest` makes it
    #[arg(long, value_name = "FILE")]
    db: PathBuf,
    /// How to print the answer [default: a table on a terminal, else CSV]
    #[arg(long, value_enum)]
    format: Option<Format>,
    /// Stop after so many seconds; 0: never
    #[arg(long, value_name = "SECONDS", default_value_t = 60.0)]
    timeout: f64,
    /// Write to a file instead of standard output
    #[arg(long, short, value_name = "FILE")]
    output: Option<PathBuf>,
}

pub(super) fn run(arguments: &Arguments) -> Result<bool, Failure> {
    let time = match arguments.timeout {
        0.0 => None,
        seconds => Some(Duration::try_from_secs_f64(seconds).map_err(|_| {
            Failure::Usage(format!("--timeout {seconds}: expected a number of seconds, 0 or more, as in --timeout 2.5"))
        })?),
    };
    let question = if arguments.question == "-" {
        let mut question = String::new();
        let read = std::io::stdin().read_to_string(&mut question);
        read.map_err(|error| Failure::Usage(format!("standard input: {error}; expected SQL")))?;
        question
    } else {
        arguments.question.clone()
    };
    let mut store = Store::open_read_only(&arguments.db)?;
    let out = output::open(arguments.output.as_deref()).map_err(Failure::Output)?;
    let mut table = ResultTable::new(Format::or_usual(arguments.format, arguments.output.is_some()), out);
    store.query(&question, Limits { time }, &mut table)?.map_err(Failure::Output)?;
    table.finish().map_err(Failure::Output)?;
    Ok(true)
}
