//! `dateline explain`: a story's records for a person to read, sentence by sentence, with the words and the reason of each.
//!
//! In: stories. Out: the page of each on standard output.

use std::{io::Write as _, ops::ControlFlow, path::PathBuf};

use dateline::{Engine, explanation_page};
use intake::{Arrival, Input, Options};
use language::Workspace;

use super::{Failure, Work, output};

#[derive(clap::Args)]
pub(super) struct Arguments {
    /// A file with a story, or with several; `-` is standard input
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// Day of publication for stories that give none (2025-07-09)
    #[arg(long, value_name = "DAY")]
    published: Option<String>,
    #[command(flatten)]
    work: Work,
}

/// Explains every story; true when nothing was rejected.
pub(super) fn run(arguments: &Arguments) -> Result<bool, Failure> {
    let options = Options { published: arguments.published.clone(), ..Options::default() };
    let engine = Engine::new(arguments.work.path()?);
    let mut workspace = Workspace::default();
    let mut out = output::open(arguments.work.output.as_deref()).map_err(Failure::Output)?;
    let mut failure = None;
    let tally = intake::read(&[Input::from(arguments.file.clone())], &options, &mut |arrival| {
        let text = match arrival {
            Arrival::Story(incoming) => {
                let (record, explanation) = engine.explain(&mut workspace, incoming.story);
                explanation_page(&record, &explanation)
            }
            Arrival::PassedOver(passed) => {
                eprintln!("{passed}");
                return ControlFlow::Continue(());
            }
            Arrival::Rejected(rejected) => {
                eprintln!("error: {rejected}");
                return ControlFlow::Continue(());
            }
        };
        failure = out.write_all(text.as_bytes()).err();
        if failure.is_some() { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    });
    match failure.or_else(|| out.flush().err()) {
        Some(error) => Err(Failure::Output(error)),
        None => Ok(tally.rejected == 0),
    }
}
