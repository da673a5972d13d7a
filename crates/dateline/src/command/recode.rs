//! `dateline recode`: what another model or lexicon coded is coded again, in place, and what changed is told.

mod change;

use std::{io::Write, mem, path::PathBuf};

use dateline::{Engine, ordered};
use language::Workspace;
use record::Delivered;
use store::{Filter, Problem, Store, StoryKey};

use self::change::Change;
use super::{Failure, Power, output, progress::Progress};

#[derive(clap::Args)]
pub(super) struct Arguments {
    /// File of records, as `dateline ingest` makes it
    #[arg(long, value_name = "FILE")]
    db: PathBuf,
    /// Say what would change, and change nothing
    #[arg(long)]
    dry_run: bool,
    /// Show so many of the events that came, went or changed
    #[arg(long, value_name = "N", default_value_t = 0)]
    show: usize,
    /// Say nothing but errors
    #[arg(long, short)]
    quiet: bool,
    #[command(flatten)]
    power: Power,
}

/// Stories in one batch.
const BATCH: usize = 256;

/// What a thread keeps for itself.
struct Hand {
    workspace: Workspace,
    store: Result<Store, Problem>,
}

/// Codes again whatever another engine coded; true when all of it could be read.
pub(super) fn run(arguments: &Arguments) -> Result<bool, Failure> {
    let engine = Engine::new(arguments.power.path()?);
    // Nothing but `ingest` makes a file, and a dry run writes to none.
    let reading = Store::open_read_only(&arguments.db);
    let mut writing = match (&reading, arguments.dry_run) {
        (Err(Problem::Older { .. }) | Ok(_), false) => Some(Store::create_or_open(&arguments.db)?),
        _ => None,
    };
    let filter = Filter { all_versions: true, not_coded_by: Some(engine.identity().clone()), ..Filter::default() };
    let stories: Vec<StoryKey> = match &writing {
        Some(store) => store.stories(&filter)?,
        None => reading?.stories(&filter)?,
    };
    let mut progress = Progress::new();
    let mut change = Change::new(arguments.show);
    let mut batch: Vec<Delivered> = Vec::new();
    let mut unread = 0;
    let mut failure = None;
    ordered::map(
        arguments.power.threads(),
        |send| stories.iter().all(|story| send(*story)),
        || Hand { workspace: Workspace::default(), store: Store::open_read_only(&arguments.db) },
        |hand, story| hand.again(&engine, story),
        |result| {
            match result {
                Ok((before, after)) => {
                    progress.story(after.record.story.text.split_ascii_whitespace().count());
                    change.add(&before.record, &after.record);
                    progress.done(change.stories() as f64 / stories.len() as f64);
                    batch.push(after);
                }
                Err(problem) => {
                    unread += 1;
                    progress.say(&format!("error: {problem}"));
                }
            }
            if batch.len() >= BATCH {
                failure = write(writing.as_mut(), mem::take(&mut batch)).err();
            }
            failure.is_none()
        },
    );
    if failure.is_none() {
        failure = write(writing.as_mut(), batch).err();
    }
    if failure.is_none()
        && let Some(store) = &mut writing
    {
        failure = store.group(None).err();
    }
    progress.finish();
    if let Some(problem) = failure {
        return Err(problem.into());
    }
    if !arguments.quiet {
        let mut out = output::open(None).map_err(Failure::Output)?;
        let verb = if arguments.dry_run { "would be coded" } else { "coded" };
        writeln!(out, "{} stories {verb} again, {unread} could not be", change.stories())
            .and_then(|()| if change.stories() > 0 { write!(out, "{change}") } else { Ok(()) })
            .and_then(|()| out.flush())
            .map_err(Failure::Output)?;
    }
    Ok(unread == 0)
}

impl Hand {
    /// A story's record as it is, and as this engine makes it.
    fn again(&mut self, engine: &Engine, story: StoryKey) -> Result<(Delivered, Delivered), String> {
        let store = self.store.as_ref().map_err(ToString::to_string)?;
        let before = store.record(story).map_err(|problem| problem.to_string())?;
        let mut text = before.record.story.clone();
        // What the coder found stands in the story too: it is to be found anew.
        if let Some(dateline) = &mut text.dateline {
            dateline.place = None;
        }
        let record = engine.code(&mut self.workspace, text);
        let after = Delivered { record, delivery: before.delivery.clone() };
        Ok((before, after))
    }
}

fn write(store: Option<&mut Store>, batch: Vec<Delivered>) -> Result<(), Problem> {
    let Some(store) = store else { return Ok(()) };
    if batch.is_empty() {
        return Ok(());
    }
    let mut writer = store.writer()?;
    for delivered in &batch {
        writer.put(delivered)?;
    }
    writer.commit()
}
