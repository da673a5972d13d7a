//! `dateline code`: stories in, JSON Lines out.

use std::{io::Write, ops::ControlFlow, path::PathBuf};

use dateline::{Engine, ordered};
use intake::{Arrival, Fields, Input, Options};
use language::Workspace;

use super::{Failure, Work, output, progress::Progress};

#[derive(clap::Args)]
pub(super) struct Arguments {
    /// Files, folders or globs; `-` is standard input
    #[arg(required = true, value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// Day of publication for stories that give none (2025-07-09)
    #[arg(long, value_name = "DAY")]
    published: Option<String>,
    /// Source for stories that name none
    #[arg(long, value_name = "NAME")]
    source: Option<String>,
    /// Where a JSON field or column has an odd name, as in `--field text=content`; parts: id, published, source, headline, text, url,
    /// byline, language
    #[arg(long = "field", value_name = "PART=NAME")]
    fields: Vec<String>,
    /// Largest single story that is read, in MiB; larger ones are rejected by name
    #[arg(long, value_name = "MIB", default_value_t = 16, value_parser = clap::value_parser!(u16).range(1..=4096), hide_short_help = true)]
    largest_story: u16,
    /// Code stories in other languages too, as if they were English
    #[arg(long)]
    any_language: bool,
    /// Say nothing but errors
    #[arg(long, short)]
    quiet: bool,
    #[command(flatten)]
    work: Work,
}

/// What a thread hands back for one arrival.
enum Outcome {
    Record { line: String, words: usize, notes: Vec<String> },
    PassedOver(String),
    Rejected(String),
}

/// Codes everything; true when nothing was rejected.
pub(super) fn run(arguments: &Arguments) -> Result<bool, Failure> {
    let options = options(arguments)?;
    let inputs: Vec<Input> = arguments.paths.iter().cloned().map(Input::from).collect();
    let engine = Engine::new(arguments.work.path()?);
    let mut out = output::open(arguments.work.output.as_deref()).map_err(Failure::Output)?;
    let mut progress = Progress::new();
    let mut failure = None;
    let tally = ordered::map(
        arguments.work.threads(),
        |send| {
            intake::read(&inputs, &options, &mut |arrival| {
                if send(arrival) { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
            })
        },
        Workspace::default,
        |workspace, arrival| outcome(&engine, workspace, arrival),
        |outcome| {
            let result = match outcome {
                Outcome::Record { line, words, notes } => {
                    progress.story(words);
                    for note in notes.iter().filter(|_| !arguments.quiet) {
                        progress.say(note);
                    }
                    out.write_all(line.as_bytes())
                }
                Outcome::PassedOver(line) => {
                    if !arguments.quiet {
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
    if !arguments.quiet && (tally.stories != 1 || tally.rejected + tally.other_language + tally.passed_over > 0) {
        eprintln!(
            "{} stories coded, {} in another language and {} without text passed over, {} rejected",
            tally.stories, tally.other_language, tally.passed_over, tally.rejected
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
            let record = engine.code(workspace, incoming.story);
            let mut line = serde_json::to_string(&record).expect("a record is plain JSON");
            line.push('\n');
            Outcome::Record { line, words, notes }
        }
    }
}

fn options(arguments: &Arguments) -> Result<Options, Failure> {
    let mut fields = Fields::default();
    for given in &arguments.fields {
        let Some((part, name)) = given.split_once('=') else {
            return Err(Failure::Usage(format!("--field {given}: expected PART=NAME, as in text=content")));
        };
        let field = match part {
            "id" => &mut fields.id,
            "published" => &mut fields.published,
            "source" => &mut fields.source,
            "headline" => &mut fields.headline,
            "text" => &mut fields.text,
            "url" => &mut fields.url,
            "byline" => &mut fields.byline,
            "language" => &mut fields.language,
            _ => {
                let parts = "id, published, source, headline, text, url, byline or language";
                return Err(Failure::Usage(format!("--field {given}: {part:?} is no part of a story; expected {parts}")));
            }
        };
        *field = Some(name.to_owned());
    }
    Ok(Options {
        fields,
        english_only: !arguments.any_language,
        source: arguments.source.clone(),
        published: arguments.published.clone(),
        max_story_bytes: usize::from(arguments.largest_story) << 20,
        ..Options::default()
    })
}
