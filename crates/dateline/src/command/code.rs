//! `dateline code`: stories in, JSON Lines out.

use std::{
    collections::HashMap,
    hash::{DefaultHasher, Hash, Hasher},
    io::Write,
    ops::ControlFlow,
};

use dateline::{Engine, ordered};
use intake::{Arrival, Incoming, Input, Options, Signal};
use language::Workspace;
use record::Delivered;

use super::{Failure, Work, output, progress::Progress, reading::Reading};

#[derive(clap::Args)]
pub(super) struct Arguments {
    #[command(flatten)]
    reading: Reading,
    /// Code only what stands at the end: of each story its last version, and nothing of a story that was withdrawn. Reads the input twice
    #[arg(long)]
    latest: bool,
    #[command(flatten)]
    work: Work,
}

/// What a thread hands back for one arrival.
enum Outcome {
    Record { line: String, words: usize, notes: Vec<String> },
    Superseded,
    PassedOver(String),
    Rejected(String),
}

/// Codes everything; true when nothing was rejected.
pub(super) fn run(arguments: &Arguments) -> Result<bool, Failure> {
    let options = arguments.reading.options()?;
    let inputs = arguments.reading.inputs();
    let engine = Engine::new(arguments.work.path()?);
    let standing = if arguments.latest { Some(standing(&inputs, &options)?) } else { None };
    let mut out = output::open(arguments.work.output.as_deref()).map_err(Failure::Output)?;
    let mut progress = Progress::new();
    let mut failure = None;
    let mut superseded = 0;
    let tally = ordered::map(
        arguments.work.threads(),
        |send| {
            let mut number = 0;
            intake::read(&inputs, &options, &mut |arrival| {
                let stands = match (&arrival, &standing) {
                    (Arrival::Story(_), Some(standing)) => {
                        number += 1;
                        standing.binary_search(&number).is_ok()
                    }
                    _ => true,
                };
                if send((arrival, stands)) { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
            })
        },
        Workspace::default,
        |workspace, (arrival, stands)| if stands { outcome(&engine, workspace, arrival) } else { Outcome::Superseded },
        |outcome| {
            let result = match outcome {
                Outcome::Record { line, words, notes } => {
                    progress.story(words);
                    for note in notes.iter().filter(|_| !arguments.reading.quiet) {
                        progress.say(note);
                    }
                    out.write_all(line.as_bytes())
                }
                Outcome::Superseded => {
                    superseded += 1;
                    Ok(())
                }
                Outcome::PassedOver(line) => {
                    if !arguments.reading.quiet {
                        progress.say(&line);
                    }
                    Ok(())
                }
                Outcome::Rejected(line) => {
                    progress.say(&format!("error: {line}"));
                    Ok(())
                }
            };
            failure = result.err();
            failure.is_none()
        },
    );
    progress.finish();
    if let Some(error) = failure.or_else(|| out.flush().err()) {
        return Err(Failure::Output(error));
    }
    if !arguments.reading.quiet && (tally.stories != 1 || tally.rejected + tally.other_language + tally.passed_over > 0) {
        if superseded > 0 {
            eprintln!("{superseded} earlier versions and withdrawn stories left out");
        }
        eprintln!(
            "{} stories coded, {} in another language and {} without text passed over, {} rejected",
            tally.stories - superseded,
            tally.other_language,
            tally.passed_over,
            tally.rejected
        );
    }
    Ok(tally.rejected == 0)
}

fn outcome(engine: &Engine, workspace: &mut Workspace, arrival: Arrival) -> Outcome {
    match arrival {
        Arrival::PassedOver(passed) => Outcome::PassedOver(passed.to_string()),
        Arrival::Rejected(rejected) => Outcome::Rejected(rejected.to_string()),
        Arrival::Story(incoming) => {
            let notes = incoming.warnings.iter().map(|w| format!("{}{}: {w}", incoming.file, incoming.place)).collect();
            let words = incoming.story.text.split_ascii_whitespace().count();
            let line = delivered(engine, workspace, *incoming);
            Outcome::Record { line, words, notes }
        }
    }
}

/// The line of one story.
pub(super) fn delivered(engine: &Engine, workspace: &mut Workspace, incoming: Incoming) -> String {
    let (story, delivery) = incoming.into_story();
    let record = engine.code(workspace, story);
    let mut line = serde_json::to_string(&Delivered { record, delivery }).expect("a record is plain JSON");
    line.push('\n');
    line
}

/// Reads everything once to find, by their numbers in the order of the input, the stories that stand at the end.
fn standing(inputs: &[Input], options: &Options) -> Result<Vec<u64>, Failure> {
    if inputs.contains(&Input::Stdin) {
        return Err(Failure::Usage("--latest reads its input twice, standard input comes once: put it into a file first".into()));
    }
    let mut number = 0;
    // A digest of each chain's name keeps a run over millions small.
    let mut last: HashMap<u64, (u64, bool)> = HashMap::new();
    intake::read(inputs, options, &mut |arrival| {
        if let Arrival::Story(incoming) = arrival {
            number += 1;
            let mut digest = DefaultHasher::new();
            (&incoming.story.source, &incoming.chain).hash(&mut digest);
            last.insert(digest.finish(), (number, incoming.signal == Signal::Withdraw));
        }
        ControlFlow::Continue(())
    });
    let mut standing: Vec<u64> = last.into_values().filter(|(_, withdrawn)| !withdrawn).map(|(number, _)| number).collect();
    standing.sort_unstable();
    Ok(standing)
}
