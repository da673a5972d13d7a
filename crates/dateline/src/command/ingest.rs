//! `dateline ingest`: stories in, rows of one SQLite file out.
//!
//! A story that the file holds as this engine codes it is not coded again, so a run that was broken off goes on where it stopped.
//! Records are stored a batch at a time, in the order of the input, so that of several versions the last one stands.

use std::{
    mem,
    ops::ControlFlow,
    path::{Path, PathBuf},
    time::{Duration, Instant},
};

use dateline::{Engine, ordered};
use intake::{Arrival, Incoming};
use language::Workspace;
use record::Delivered;
use store::{Prepared, Problem, Put, Refusal, Store};

use super::{Failure, Power, progress::Progress, reading::Reading, volume::Volume};

#[derive(clap::Args)]
pub(super) struct Arguments {
    #[command(flatten)]
    reading: Reading,
    /// File of records; made if it is not there
    #[arg(long, value_name = "FILE")]
    db: PathBuf,
    #[command(flatten)]
    power: Power,
}

/// A batch ends after so many records, or this long after the last one: what a kill costs.
const BATCH: usize = 256;
const BATCH_TIME: Duration = Duration::from_secs(2);

/// What a batch may take for grouping.
const GROUPING: Duration = Duration::from_millis(200);

/// What a thread hands back for one arrival.
enum Outcome {
    Coded { prepared: Box<Prepared>, words: usize, notes: Vec<String>, file: String },
    AlreadyThere { file: String },
    Refused(Refusal),
}

/// What a thread keeps for itself. Without a store of its own it codes everything, and the writer tells what was there.
struct Hand {
    workspace: Workspace,
    store: Option<Store>,
}

/// What became of the input.
#[derive(Debug, Default)]
struct Count {
    stored: u64,
    new_versions: u64,
    recoded: u64,
    already_there: u64,
    not_stored: u64,
}

/// Records and refusals on their way into the file.
struct Batch<'s> {
    store: &'s mut Store,
    records: Vec<Prepared>,
    refusals: Vec<Refusal>,
    since: Instant,
    count: Count,
    unsound: Vec<String>,
}

/// Codes and stores everything; true when nothing was rejected.
pub(super) fn run(arguments: &Arguments) -> Result<bool, Failure> {
    let options = arguments.reading.options()?;
    let inputs = arguments.reading.inputs();
    let mut store = Store::create_or_open(&arguments.db)?;
    let engine = Engine::new(arguments.power.path()?);
    let quiet = arguments.reading.quiet;
    let mut progress = Progress::new();
    let mut volume = Volume::of(&arguments.reading.paths);
    let mut batch = Batch::new(&mut store);
    let mut failure = None;
    let tally = ordered::map(
        arguments.power.threads(),
        |send| {
            intake::read(&inputs, &options, &mut |arrival| {
                if send(arrival) { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
            })
        },
        || Hand::new(&arguments.db),
        |hand, arrival| hand.outcome(&engine, arrival),
        |outcome| {
            match outcome {
                Outcome::Coded { prepared, words, notes, file } => {
                    if let Some(share) = volume.at(&file) {
                        progress.done(share);
                    }
                    progress.story(words);
                    for note in notes.iter().filter(|_| !quiet) {
                        progress.say(note);
                    }
                    batch.records.push(*prepared);
                }
                Outcome::AlreadyThere { file } => {
                    if let Some(share) = volume.at(&file) {
                        progress.done(share);
                    }
                    progress.story(0);
                    batch.count.already_there += 1;
                }
                Outcome::Refused(refusal) => {
                    if refusal.rejected {
                        progress.say(&format!("error: {}", refusal.message));
                    } else if !quiet {
                        progress.say(&refusal.message);
                    }
                    batch.refusals.push(refusal);
                }
            }
            failure = if batch.is_due() { batch.write().err() } else { None };
            for line in batch.unsound.drain(..) {
                progress.say(&format!("error: {line}"));
            }
            failure.is_none()
        },
    );
    if failure.is_none() {
        failure = batch.write().and_then(|()| batch.store.group(None)).err();
    }
    for line in batch.unsound.drain(..) {
        progress.say(&format!("error: {line}"));
    }
    progress.finish();
    if let Some(problem) = failure {
        return Err(problem.into());
    }
    let Count { stored, new_versions, recoded, already_there, not_stored } = batch.count;
    if !quiet {
        let mut parts = vec![format!("{stored} stored")];
        let others = [
            (new_versions, "new versions of stories that were there"),
            (recoded, "coded anew by this engine"),
            (already_there, "already there"),
        ];
        parts.extend(others.iter().filter(|(number, _)| *number > 0).map(|(number, what)| format!("{number} {what}")));
        eprintln!("{} stories: {}", tally.stories, parts.join(", "));
        let rejected = tally.rejected + not_stored;
        if rejected + tally.other_language + tally.passed_over > 0 {
            eprintln!(
                "{} in another language and {} without text passed over, {rejected} rejected; why: dateline sql --db {} \
                 \"SELECT kind, message FROM refusals\"",
                tally.other_language,
                tally.passed_over,
                arguments.db.display()
            );
        }
    }
    Ok(tally.rejected + not_stored == 0)
}

impl Hand {
    fn new(db: &Path) -> Self {
        Self { workspace: Workspace::default(), store: Store::open_read_only(db).ok() }
    }

    fn outcome(&mut self, engine: &Engine, arrival: Arrival) -> Outcome {
        match arrival {
            Arrival::PassedOver(passed) => Outcome::Refused(Refusal { rejected: false, message: passed.to_string() }),
            Arrival::Rejected(rejected) => Outcome::Refused(Refusal { rejected: true, message: rejected.to_string() }),
            Arrival::Story(incoming) => self.story(engine, *incoming),
        }
    }

    fn story(&mut self, engine: &Engine, incoming: Incoming) -> Outcome {
        let notes: Vec<String> = incoming.warnings.iter().map(|w| format!("{}{}: {w}", incoming.file, incoming.place)).collect();
        let file = incoming.file.clone();
        let (story, delivery) = incoming.into_story();
        let known = self.store.as_ref().and_then(|store| store.holds(&story, &delivery, engine.identity()).ok().flatten());
        if known.is_some() {
            return Outcome::AlreadyThere { file };
        }
        let words = story.text.split_ascii_whitespace().count();
        let record = engine.code(&mut self.workspace, story);
        Outcome::Coded { prepared: Box::new(Delivered { record, delivery }.into()), words, notes, file }
    }
}

impl<'s> Batch<'s> {
    fn new(store: &'s mut Store) -> Self {
        let (records, refusals, unsound) = Default::default();
        Self { store, records, refusals, since: Instant::now(), count: Count::default(), unsound }
    }

    fn is_due(&self) -> bool {
        self.records.len() + self.refusals.len() >= BATCH || self.since.elapsed() >= BATCH_TIME
    }

    /// Stores what is at hand: all of it or, where the file is at fault, nothing.
    fn write(&mut self) -> Result<(), Problem> {
        self.since = Instant::now();
        if self.records.is_empty() && self.refusals.is_empty() {
            return Ok(());
        }
        let mut writer = self.store.writer()?;
        for prepared in mem::take(&mut self.records) {
            match writer.put_prepared(&prepared) {
                Ok(Put::Stored(_)) => self.count.stored += 1,
                Ok(Put::Replaced(_)) => self.count.new_versions += 1,
                Ok(Put::Recoded(_)) => self.count.recoded += 1,
                Ok(Put::AlreadyThere(_)) => self.count.already_there += 1,
                Err(problem) if problem.is_of_the_file() => return Err(problem),
                Err(problem) => {
                    self.count.not_stored += 1;
                    self.unsound.push(problem.to_string());
                    self.refusals.push(Refusal { rejected: true, message: problem.to_string() });
                }
            }
        }
        for refusal in mem::take(&mut self.refusals) {
            writer.refuse(&refusal)?;
        }
        writer.commit()?;
        // Episodes keep up with stories that come day by day; what would hold up the coding is left to the end.
        self.store.group(Some(GROUPING))?;
        Ok(())
    }
}
