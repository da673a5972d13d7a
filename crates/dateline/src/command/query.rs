//! `dateline query`: events by day, party, act, status, place, source, claimant and words. In: filters. Out: an event a row.

use std::path::PathBuf;

use coder::events::lexicon::Lexicon;
use store::{Detail, EventFilter, Known, Order, Store, Words};

use super::{Failure, answer::Answering, days, unknown};

#[derive(clap::Args)]
pub(super) struct Arguments {
    /// File of records, as `dateline ingest` makes it
    #[arg(long, value_name = "FILE")]
    db: PathBuf,
    /// Events that begin on or after this day (2025-07-09, 2025-07 or 2025)
    #[arg(long, value_name = "DAY")]
    from: Option<String>,
    /// Events that begin on or before this day
    #[arg(long, value_name = "DAY")]
    to: Option<String>,
    /// Who acts: words of a name, an ISO country (RUS) or the beginning of an actor code (RUSGOV). Of several values any will do
    #[arg(long, value_name = "PARTY")]
    actor: Vec<String>,
    /// Whom it is done to
    #[arg(long, value_name = "PARTY")]
    recipient: Vec<String>,
    /// Who acts or whom it is done to
    #[arg(long, value_name = "PARTY")]
    either: Vec<String>,
    /// PLOVER type of the act that the words describe (CONSULT, ASSAULT, …)
    #[arg(long = "type", value_name = "TYPE", value_delimiter = ',')]
    kind: Vec<String>,
    /// PLOVER mode of the act (visit, aerial, …)
    #[arg(long, value_name = "MODE", value_delimiter = ',')]
    mode: Vec<String>,
    /// occurred, ongoing, planned, called_for, possible or denied
    #[arg(long, value_name = "STATUS", value_delimiter = ',')]
    status: Vec<String>,
    /// verbal_cooperation, material_cooperation, verbal_conflict or material_conflict
    #[arg(long, value_name = "CLASS", value_delimiter = ',')]
    quad: Vec<String>,
    /// Where it happened: words of a place's name, or its region
    #[arg(long, value_name = "PLACE")]
    place: Vec<String>,
    /// Country where it happened: ISO 3166-1 alpha-3, or its name
    #[arg(long, value_name = "COUNTRY")]
    country: Vec<String>,
    /// Publisher of the story
    #[arg(long, value_name = "NAME")]
    source: Vec<String>,
    /// Words of the story, as `dateline search` takes them
    #[arg(long, value_name = "WORDS")]
    text: Option<String>,
    /// Least confidence, 0 to 1
    #[arg(long, value_name = "NUMBER")]
    min_confidence: Option<f64>,
    /// Who says so, as --actor
    #[arg(long, value_name = "PARTY")]
    claimant: Vec<String>,
    /// Leave out what the same story told further up
    #[arg(long)]
    told_once: bool,
    /// At most so many events
    #[arg(long, value_name = "N")]
    limit: Option<usize>,
    /// Which come first: by day, or the surest
    #[arg(long, value_enum, default_value_t = By::Day)]
    order: By,
    #[command(flatten)]
    answering: Answering,
}

#[derive(Clone, Copy, clap::ValueEnum)]
enum By {
    Day,
    Confidence,
}

const STATUSES: [&str; 6] = ["occurred", "ongoing", "planned", "called_for", "possible", "denied"];
const QUADS: [&str; 4] = ["verbal_cooperation", "material_cooperation", "verbal_conflict", "material_conflict"];

pub(super) fn run(arguments: &Arguments) -> Result<bool, Failure> {
    let filter = filter(arguments)?;
    let store = Store::open_read_only(&arguments.db)?;
    let filter = in_the_file(&store, filter)?;
    arguments.answering.print(|short, answer| store.events(&filter, if short { Detail::Short } else { Detail::Full }, answer))?;
    Ok(true)
}

/// The filter, as far as it can be told without the file.
fn filter(arguments: &Arguments) -> Result<EventFilter, Failure> {
    let (from, to) = days::span(arguments.from.as_deref(), arguments.to.as_deref())?;
    if let Some(least) = arguments.min_confidence.filter(|least| !(0.0..=1.0).contains(least)) {
        return Err(Failure::Usage(format!("--min-confidence {least}: expected a number from 0 to 1, as in 0.8")));
    }
    let text = arguments.text.as_deref().map(str::parse::<Words>).transpose();
    let text = text.map_err(|problem| Failure::Usage(format!("--text: {problem}")))?;
    let (kind, mode) = acts(&arguments.kind, &arguments.mode)?;
    Ok(EventFilter {
        from,
        to,
        actor: arguments.actor.clone(),
        recipient: arguments.recipient.clone(),
        either: arguments.either.clone(),
        kind,
        mode,
        status: listed("--status", &arguments.status, &STATUSES)?,
        quad: listed("--quad", &arguments.quad, &QUADS)?,
        place: arguments.place.clone(),
        country: arguments.country.clone(),
        source: arguments.source.clone(),
        text,
        min_confidence: arguments.min_confidence,
        claimant: arguments.claimant.clone(),
        told_once: arguments.told_once,
        limit: arguments.limit,
        order: match arguments.order {
            By::Day => Order::Day,
            By::Confidence => Order::Confidence,
        },
    })
}

/// Types and modes of the codebook; a mode must belong to one of the types asked for.
fn acts(kinds: &[String], modes: &[String]) -> Result<(Vec<String>, Vec<String>), Failure> {
    if kinds.is_empty() && modes.is_empty() {
        return Ok((Vec::new(), Vec::new()));
    }
    let known: Vec<(&str, Vec<&str>)> = Lexicon::load().types().map(|(kind, modes)| (kind, modes.collect())).collect();
    let upper: Vec<String> = kinds.iter().map(|kind| kind.to_uppercase()).collect();
    let names: Vec<&str> = known.iter().map(|(kind, _)| *kind).collect();
    let kinds = listed("--type", &upper, &names)?;
    let mut of_kinds: Vec<&str> = known
        .iter()
        .filter(|(kind, _)| kinds.is_empty() || kinds.iter().any(|wanted| wanted == kind))
        .flat_map(|(_, modes)| modes.iter().copied())
        .collect();
    of_kinds.sort_unstable();
    of_kinds.dedup();
    if let (false, true) = (modes.is_empty(), of_kinds.is_empty()) {
        return Err(Failure::Usage(format!("--mode {}: {} has no modes; leave --mode out", modes.join(","), kinds.join(", "))));
    }
    Ok((kinds, listed("--mode", modes, &of_kinds)?))
}

/// Values of a closed list, in its own spelling.
fn listed(option: &str, given: &[String], known: &[&str]) -> Result<Vec<String>, Failure> {
    let mut values = Vec::new();
    for value in given {
        let wanted = value.trim();
        match known
            .iter()
            .find(|known| known.eq_ignore_ascii_case(wanted) || known.replace('_', "-").eq_ignore_ascii_case(wanted))
        {
            Some(known) => values.push((*known).to_owned()),
            None => return Err(Failure::Usage(format!("{option} {value}: expected {}", unknown::either(known)))),
        }
    }
    Ok(values)
}

/// Gives countries their codes, and says what the file knows nothing of.
fn in_the_file(store: &Store, mut filter: EventFilter) -> Result<EventFilter, Failure> {
    for country in &mut filter.country {
        if let Some(code) = store.country_code(country)? {
            *country = code;
        }
    }
    let lists = [
        ("--actor", Known::Party, &filter.actor),
        ("--recipient", Known::Party, &filter.recipient),
        ("--either", Known::Party, &filter.either),
        ("--claimant", Known::Party, &filter.claimant),
        ("--place", Known::Place, &filter.place),
        ("--country", Known::Country, &filter.country),
        ("--source", Known::Source, &filter.source),
    ];
    for (option, kind, values) in lists {
        unknown::say(store, option, kind, values)?;
    }
    Ok(filter)
}
