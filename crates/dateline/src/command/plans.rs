//! `dateline plans`: what is planned, and what came of it. In: filters. Out: a plan a row, with the days that were told and the evidence.

use std::{io, path::PathBuf};

use store::{
    Answer, Known, Party, PlanFilter, Store, name_of,
    plans::{Dates, Outcome, Plan, Telling},
};

use super::{
    Failure,
    answer::Answering,
    days, unknown,
    values::{count, list, text},
};

#[derive(clap::Args)]
pub(super) struct Arguments {
    /// File of records, as `dateline ingest` makes it
    #[arg(long, value_name = "FILE")]
    db: PathBuf,
    /// Plans that end on or after this day (2025-07-09, 2025-07 or 2025)
    #[arg(long, value_name = "DAY")]
    from: Option<String>,
    /// Plans that begin on or before this day
    #[arg(long, value_name = "DAY")]
    to: Option<String>,
    /// Who is to act: words of a name, an ISO country (RUS), the beginning of an actor code (RUSGOV), or a key (person:ingrid solheim)
    #[arg(long, value_name = "PARTY")]
    actor: Vec<String>,
    /// Whom it is to be done to, or where
    #[arg(long, value_name = "PARTY")]
    recipient: Vec<String>,
    /// PLOVER type of the act (CONSULT, ASSAULT, …)
    #[arg(long = "type", value_name = "TYPE", value_delimiter = ',')]
    kind: Vec<String>,
    /// What came of it: due, occurred, put_off, called_off or unknown
    #[arg(long, value_name = "OUTCOME", value_delimiter = ',', value_parser = ["due", "occurred", "put_off", "called_off", "unknown"])]
    outcome: Vec<String>,
    /// Publisher of a story that tells it
    #[arg(long, visible_alias = "outlet", value_name = "NAME")]
    source: Vec<String>,
    /// Told in this episode; the beginning of its id is enough
    #[arg(long, value_name = "ID")]
    episode: Option<String>,
    /// Also what is only called for
    #[arg(long)]
    called_for: bool,
    /// The day that counts as today [default: the latest day of the file's stories]
    #[arg(long, value_name = "DAY")]
    as_of: Option<String>,
    /// At most so many plans
    #[arg(long, value_name = "N")]
    limit: Option<usize>,
    #[command(flatten)]
    answering: Answering,
}

pub(super) fn run(arguments: &Arguments) -> Result<bool, Failure> {
    let (from, to) = days::span(arguments.from.as_deref(), arguments.to.as_deref())?;
    let as_of = as_of(arguments.as_of.as_deref())?;
    let store = Store::open_read_only(&arguments.db)?;
    store.hold_still()?;
    unknown::say(&store, "--actor", Known::Party, &arguments.actor)?;
    unknown::say(&store, "--recipient", Known::Party, &arguments.recipient)?;
    unknown::say(&store, "--source", Known::Source, &arguments.source)?;
    let filter = PlanFilter {
        from,
        to,
        actor: arguments.actor.clone(),
        recipient: arguments.recipient.clone(),
        kind: arguments.kind.iter().map(|kind| kind.to_uppercase()).collect(),
        outcome: arguments.outcome.iter().filter_map(|outcome| outcome_named(outcome)).collect(),
        source: arguments.source.clone(),
        episode: arguments.episode.as_deref().map(|episode| store.episode(episode)).transpose()?,
        called_for: arguments.called_for,
        as_of,
        limit: arguments.limit,
    };
    let plans = store.plans(&filter)?;
    arguments.answering.print(|short, answer| Ok(print(&plans, short, answer)))?;
    Ok(true)
}

/// The day that counts as today: a whole day.
pub(super) fn as_of(given: Option<&str>) -> Result<Option<jiff::civil::Date>, Failure> {
    let Some(given) = given else { return Ok(None) };
    match given.parse() {
        Ok(day) if given.len() == 10 => Ok(Some(day)),
        _ => Err(Failure::Usage(format!("--as-of {given}: no such day; expected one as in 2025-07-09"))),
    }
}

fn outcome_named(wanted: &str) -> Option<Outcome> {
    use Outcome::{CalledOff, Due, Occurred, PutOff, Unknown};
    [Due, Occurred, PutOff, CalledOff, Unknown].into_iter().find(|outcome| name_of(outcome) == wanted)
}

const SHORT: [&str; 8] = ["begin", "end", "who", "act", "outcome", "evidence", "dates", "outlets"];
const FULL: [&str; 26] = [
    "begin",
    "end",
    "actors",
    "actor_keys",
    "recipients",
    "recipient_keys",
    "type",
    "mode",
    "status",
    "place",
    "outcome",
    "outcome_day",
    "outcome_words",
    "outcome_source",
    "outcome_story",
    "outcome_event",
    "outcome_reasons",
    "dates",
    "tellings",
    "outlets",
    "stories",
    "claimants",
    "sentence",
    "episode",
    "url",
    "plan",
];

fn print(plans: &[Plan], short: bool, answer: &mut dyn Answer) -> io::Result<()> {
    answer.columns(&if short { SHORT.map(str::to_owned).to_vec() } else { FULL.map(str::to_owned).to_vec() })?;
    for plan in plans {
        if short { short_row(plan, answer)? } else { full_row(plan, answer)? }
    }
    Ok(())
}

fn short_row(plan: &Plan, answer: &mut dyn Answer) -> io::Result<()> {
    let last = plan.last();
    let (begin, end) = (plan.begin.map(|day| day.to_string()), plan.end.map(|day| day.to_string()));
    let (who, act, outcome, dates) = (who(last), act(last), name_of(plan.outcome), chain(&plan.dates));
    let evidence = plan.decisive().map(|evidence| {
        let told = &evidence.telling;
        format!("{} ({}: {})", told.sentence, told.source.as_deref().unwrap_or("unnamed source"), told.story_id)
    });
    answer.row(&[
        text(begin.as_deref()),
        text(end.as_deref()),
        text(Some(&who)),
        text(Some(&act)),
        text(Some(&outcome)),
        text(evidence.as_deref()),
        text(dates.as_deref()),
        count(plan.outlets().len()),
    ])
}

fn full_row(plan: &Plan, answer: &mut dyn Answer) -> io::Result<()> {
    let last = plan.last();
    let (begin, end) = (plan.begin.map(|day| day.to_string()), plan.end.map(|day| day.to_string()));
    let names = |parties: &[Party]| list(parties.iter().map(|party| party.name.as_str()));
    let keys = |parties: &[Party]| list(parties.iter().filter_map(|party| Some(party.key.as_ref()?.as_str())));
    let (actors, actor_keys) = (names(&last.actors), keys(&last.actors));
    let (recipients, recipient_keys) = (names(&last.recipients), keys(&last.recipients));
    let (status, outcome, dates) = (name_of(last.status), name_of(plan.outcome), chain(&plan.dates));
    let decisive = plan.decisive();
    let told = decisive.map(|evidence| &evidence.telling);
    let reasons = decisive.map(|evidence| {
        let reasons = evidence.reasons.iter().map(|reason| format!("{}: {}", reason.kind.replace('_', " "), reason.value));
        reasons.collect::<Vec<_>>().join("; ")
    });
    let outcome_day = told.and_then(|told| told.begin.as_deref().or_else(|| told.published.as_deref()?.get(..10)));
    let outlets = list(plan.outlets());
    let stories = list(plan.tellings.iter().map(|telling| telling.story_id.as_str()));
    answer.row(&[
        text(begin.as_deref()),
        text(end.as_deref()),
        text(actors.as_deref()),
        text(actor_keys.as_deref()),
        text(recipients.as_deref()),
        text(recipient_keys.as_deref()),
        text(Some(&last.kind)),
        text(last.mode.as_deref()),
        text(Some(&status)),
        text(last.place.as_ref().map(|place| place.name.as_str())),
        text(Some(&outcome)),
        text(outcome_day),
        text(told.map(|told| told.sentence.as_str())),
        text(told.and_then(|told| told.source.as_deref())),
        text(told.map(|told| told.story_id.as_str())),
        text(told.map(|told| told.event_id.as_str())),
        text(reasons.as_deref()),
        text(dates.as_deref()),
        count(plan.tellings.len()),
        text(outlets.as_deref()),
        text(stories.as_deref()),
        text(last.claimants.as_deref()),
        text(Some(&last.sentence)),
        text(last.episode.as_deref()),
        text(last.url.as_deref()),
        text(Some(&plan.id)),
    ])
}

/// `Ingrid Solheim → Albania`.
pub(super) fn who(telling: &Telling) -> String {
    let names = |parties: &[Party]| parties.iter().map(|party| party.name.as_str()).collect::<Vec<_>>().join(", ");
    let who = if telling.actors.is_empty() { "?".into() } else { names(&telling.actors) };
    if telling.recipients.is_empty() { who } else { format!("{who} → {}", names(&telling.recipients)) }
}

fn act(telling: &Telling) -> String {
    telling.mode.as_ref().map_or_else(|| telling.kind.clone(), |mode| format!("{} {mode}", telling.kind))
}

/// The days as they were told, with whoever told them first: `2025-03-18 (Fjordwire, 2025-03-11) → 2025-03-25 (Post, 2025-03-15)`.
fn chain(dates: &[Dates]) -> Option<String> {
    let told = |dates: &Dates| {
        let days = if dates.begin == dates.end { dates.begin.to_string() } else { format!("{}/{}", dates.begin, dates.end) };
        let day = dates.published.as_deref().and_then(|published| published.get(..10)).unwrap_or("undated");
        format!("{days} ({}, {day})", dates.source.as_deref().unwrap_or("unnamed source"))
    };
    let all: Vec<String> = dates.iter().map(told).collect();
    (!all.is_empty()).then(|| all.join(" → "))
}
