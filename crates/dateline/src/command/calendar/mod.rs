//! `dateline calendar`: what is planned and called for, as an iCalendar file (RFC 5545).
//!
//! In: plans of a store. Out: one entry a plan, however many outlets tell it, with a stable UID; moved and cancelled as later stories say.

use std::path::PathBuf;

use store::{Store, plans::Plan};

use super::{Failure, days, output};

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
    /// Country where it is to happen or whose act it is: ISO 3166-1 alpha-3, or its name
    #[arg(long, value_name = "COUNTRY")]
    country: Option<String>,
    /// Leave out plans that may fall on any of more days than this ("next year")
    #[arg(long, value_name = "DAYS", default_value_t = 31)]
    longest: u16,
    /// Write to a file instead of standard output
    #[arg(long, short, value_name = "FILE")]
    output: Option<PathBuf>,
}

pub(super) fn run(arguments: &Arguments) -> Result<bool, Failure> {
    let (from, to) = days::span(arguments.from.as_deref(), arguments.to.as_deref())?;
    let store = Store::open_read_only(&arguments.db)?;
    store.hold_still()?;
    let country = match &arguments.country {
        None => None,
        Some(given) => Some(match store.country_code(given)? {
            Some(code) => code,
            None if given.len() == 3 && given.bytes().all(|b| b.is_ascii_alphabetic()) => given.to_uppercase(),
            None => {
                let expected =
                    "expected an ISO 3166-1 alpha-3 code such as NOR, or the name of a country that the stories speak of";
                return Err(Failure::Usage(format!("--country {given}: {expected}")));
            }
        }),
    };
    let mut plans = store.all_plans(None)?;
    plans.retain(|plan| {
        let (Some(begin), Some(end), Some(days)) = (plan.begin, plan.end, plan.days()) else { return false };
        from.as_deref().is_none_or(|from| end.to_string().as_str() >= from)
            && to.as_deref().is_none_or(|to| begin.to_string() < format!("{to}~"))
            && country.as_deref().is_none_or(|country| concerns(plan, country))
            && days <= i32::from(arguments.longest)
    });
    output::write_all(arguments.output.as_deref(), &server::calendar(&plans)).map_err(Failure::Output)?;
    Ok(true)
}

/// Whether it is to happen in the country, or who takes part belongs to it.
fn concerns(plan: &Plan, country: &str) -> bool {
    let last = plan.last();
    let parties = last.actors.iter().chain(&last.recipients);
    last.place.as_ref().is_some_and(|place| place.country.as_deref() == Some(country))
        || parties.filter_map(|party| party.code.as_deref()).any(|code| code.starts_with(country))
}
