//! The command's arguments and what each subcommand does.

mod answer;
mod calendar;
mod code;
mod days;
mod episodes;
mod exchange;
mod explain;
mod figures;
mod format;
mod ingest;
mod lexicon;
mod output;
mod parse;
mod plans;
mod progress;
mod query;
mod reading;
mod recode;
mod relate;
mod result_table;
mod search;
mod serve;
mod sql;
mod statements;
mod unknown;
mod values;
mod volume;
mod watch;

use std::{path::PathBuf, process::ExitCode, thread};

use clap::{Args, Parser, Subcommand, ValueEnum};

/// Turns news text into a record that can be checked and queried: who did what to whom, when and where; who said what; how many;
/// what is planned. Every field points at the words it came from.
#[derive(Parser)]
#[command(version, max_term_width = 110)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Code stories: one JSON record a line, in the order of the input
    Code(code::Arguments),
    /// Explain a story's records to a person: the words, the rule or model, and each step
    Explain(explain::Arguments),
    /// Read plain text or CoNLL-U: tags, lemmas, trees and names as CoNLL-U
    Parse(parse::Arguments),
    /// Look after the tables of acts
    Lexicon(lexicon::Arguments),
    /// The act between two marked parties of a sentence: JSON Lines in and out
    Relate(relate::Arguments),
    /// Follow feeds and code what is new or changed: one JSON record a line, as stories come
    Watch(watch::Arguments),
    /// Code stories and store them in one SQLite file; stories that it holds are not coded again
    Ingest(ingest::Arguments),
    /// Code again what another model or lexicon coded, and say what changed
    Recode(recode::Arguments),
    /// Search stories or statements for words, the best first
    Search(search::Arguments),
    /// Ask a file of records for events: by day, party, act, status, place, source, claimant and words
    Query(Box<query::Arguments>),
    /// What is planned and called for, as an iCalendar file
    Calendar(calendar::Arguments),
    /// Write a file of records as a folder by month: Parquet, JSON Lines, or event rows
    Export(exchange::export::Arguments),
    /// Store what an export holds, or what `dateline code` wrote
    Import(exchange::import::Arguments),
    /// Ask a file of records in SQL; only reading
    Sql(sql::Arguments),
    /// The reports of one happening together: which episodes a file holds, and each report by report
    Episodes(episodes::Arguments),
    /// The counts that the reports of one episode give, and whether they can all be true
    Figures(figures::Arguments),
    /// Who said what about whom, over time; and where one speaker's words cannot all stand
    Statements(statements::Arguments),
    /// What is planned, and what came of it: done, put off, called off
    Plans(plans::Arguments),
    /// A file of records as pages to look at and as an HTTP interface, on this machine
    Serve(serve::Arguments),
    /// Print the JSON Schema of the record
    Schema {
        /// The columns of the tables that `code --format parquet` writes instead: table, column, type and meaning, with tabs between
        #[arg(long)]
        tables: bool,
    },
}

/// Options of every command that reads language and prints what it finds.
#[derive(Args)]
struct Work {
    #[command(flatten)]
    power: Power,
    /// Write to a file instead of standard output
    #[arg(long, short, value_name = "FILE")]
    output: Option<PathBuf>,
}

/// How much of the machine to use for reading language.
#[derive(Args)]
struct Power {
    /// Threads; the output is the same for any number [default: one a processor]
    #[arg(long, short = 'j', value_name = "N", value_parser = clap::value_parser!(u16).range(1..=1024))]
    threads: Option<u16>,
    /// Vector unit to use; the output is the same for any [default: the fastest there is]
    #[arg(long, value_enum, hide_short_help = true)]
    path: Option<VectorPath>,
}

#[derive(Clone, Copy, ValueEnum)]
enum VectorPath {
    Portable,
    Avx2,
    Vnni,
}

impl Work {
    fn threads(&self) -> usize {
        self.power.threads()
    }

    fn path(&self) -> Result<language::Path, Failure> {
        self.power.path()
    }
}

impl Power {
    fn threads(&self) -> usize {
        self.threads.map_or_else(|| thread::available_parallelism().map_or(1, Into::into), usize::from)
    }

    /// The path to run; an explicit one that this processor lacks is wrong usage.
    fn path(&self) -> Result<language::Path, Failure> {
        let path = match self.path {
            None => return Ok(language::Path::best()),
            Some(VectorPath::Portable) => language::Path::Portable,
            Some(VectorPath::Avx2) => language::Path::Avx2,
            Some(VectorPath::Vnni) => language::Path::Vnni,
        };
        if path.available() {
            Ok(path)
        } else {
            Err(Failure::Usage(format!("this processor has no {}: leave --path out, or take --path portable", path.as_str())))
        }
    }
}

impl From<store::Problem> for Failure {
    fn from(problem: store::Problem) -> Self {
        match problem {
            store::Problem::Missing(_)
            | store::Problem::NoEpisode(_)
            | store::Problem::ManyEpisodes(_)
            | store::Problem::Query(_)
            | store::Problem::WouldWrite(_) => Self::Usage(problem.to_string()),
            problem => Self::Other(problem.to_string()),
        }
    }
}

/// Why a command ends early.
enum Failure {
    /// The arguments cannot be carried out.
    Usage(String),
    /// The output cannot be written.
    Output(std::io::Error),
    /// What the command needs beside its input fails.
    Other(String),
}

/// Runs the command that the process was started with.
pub(crate) fn run() -> ExitCode {
    let result = match Arguments::parse().command {
        Command::Code(arguments) => code::run(&arguments),
        Command::Explain(arguments) => explain::run(&arguments),
        Command::Parse(arguments) => parse::run(&arguments),
        Command::Lexicon(arguments) => lexicon::run(&arguments),
        Command::Relate(arguments) => relate::run(&arguments),
        Command::Watch(arguments) => watch::run(arguments),
        Command::Ingest(arguments) => ingest::run(&arguments),
        Command::Recode(arguments) => recode::run(&arguments),
        Command::Search(arguments) => search::run(&arguments),
        Command::Query(arguments) => query::run(&arguments),
        Command::Calendar(arguments) => calendar::run(&arguments),
        Command::Export(arguments) => exchange::export::run(&arguments),
        Command::Import(arguments) => exchange::import::run(&arguments),
        Command::Sql(arguments) => sql::run(&arguments),
        Command::Episodes(arguments) => episodes::run(&arguments),
        Command::Figures(arguments) => figures::run(&arguments),
        Command::Statements(arguments) => statements::run(&arguments),
        Command::Plans(arguments) => plans::run(&arguments),
        Command::Serve(arguments) => serve::run(arguments),
        Command::Schema { tables } => schema(tables),
    };
    match result {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::from(1),
        // A reader that has seen enough, as in `dateline code … | head`, is no failure.
        Err(Failure::Output(error)) if error.kind() == std::io::ErrorKind::BrokenPipe => ExitCode::SUCCESS,
        Err(Failure::Output(error)) => {
            eprintln!("dateline: the output cannot be written: {error}; check the path and the space left");
            ExitCode::from(1)
        }
        Err(Failure::Other(problem)) => {
            eprintln!("dateline: {problem}");
            ExitCode::from(1)
        }
        Err(Failure::Usage(problem)) => {
            eprintln!("dateline: {problem}");
            ExitCode::from(2)
        }
    }
}

fn schema(tables: bool) -> Result<bool, Failure> {
    let text = if tables {
        columns()
    } else {
        let schema = schemars::schema_for!(record::Delivered);
        serde_json::to_string_pretty(&schema).expect("a schema is plain JSON") + "\n"
    };
    output::write_all(None, &text).map_err(Failure::Output)?;
    Ok(true)
}

fn columns() -> String {
    let mut text = String::from("table\tcolumn\ttype\tmeaning\n");
    for table in tables::Table::ALL {
        for column in tables::columns(table) {
            let nullable = if column.nullable { ", or null" } else { "" };
            text += &format!("{}\t{}\t{}{nullable}\t{}\n", table.name(), column.name, column.kind, column.meaning);
        }
    }
    text
}
