//! What a caller wants of a file of records. In: names and values. Out: the store's own filter; a value that cannot be is named with those
//! that can.

use coder::events::lexicon::Lexicon;
use store::{EventFilter, Order, Words};

use crate::failure::{Failure, Kind};

const STATUSES: [&str; 6] = ["occurred", "ongoing", "planned", "called_for", "possible", "denied"];
const QUADS: [&str; 4] = ["verbal_cooperation", "material_cooperation", "verbal_conflict", "material_conflict"];

/// Everything by name, lists as lists.
#[derive(Debug, Default, pyo3::FromPyObject)]
#[pyo3(from_item_all)]
pub(crate) struct Wanted {
    from: Option<String>,
    to: Option<String>,
    actor: Vec<String>,
    recipient: Vec<String>,
    either: Vec<String>,
    claimant: Vec<String>,
    kind: Vec<String>,
    mode: Vec<String>,
    status: Vec<String>,
    quad: Vec<String>,
    place: Vec<String>,
    country: Vec<String>,
    source: Vec<String>,
    text: Option<String>,
    min_confidence: Option<f64>,
    told_once: bool,
    limit: Option<usize>,
    surest_first: bool,
}

impl Wanted {
    /// The filter.
    pub(crate) fn filter(self) -> Result<EventFilter, Failure> {
        let lexicon = Lexicon::load();
        let acts: Vec<(&str, Vec<&str>)> = lexicon.types().map(|(kind, modes)| (kind, modes.collect())).collect();
        let kinds: Vec<&str> = acts.iter().map(|(kind, _)| *kind).collect();
        let mut modes: Vec<&str> = acts.iter().flat_map(|(_, modes)| modes.iter().copied()).collect();
        modes.sort_unstable();
        modes.dedup();
        if let Some(least) = self.min_confidence.filter(|least| !(0.0..=1.0).contains(least)) {
            return Err(Failure::new(Kind::Query, "min_confidence", least.to_string(), "a number from 0 to 1"));
        }
        Ok(EventFilter {
            from: day("from_day", self.from)?,
            to: day("to_day", self.to)?,
            actor: self.actor,
            recipient: self.recipient,
            either: self.either,
            kind: listed("type", self.kind, &kinds)?,
            mode: listed("mode", self.mode, &modes)?,
            status: listed("status", self.status, &STATUSES)?,
            quad: listed("quad", self.quad, &QUADS)?,
            place: self.place,
            country: self.country,
            source: self.source,
            text: self.text.as_deref().map(words).transpose()?,
            min_confidence: self.min_confidence,
            claimant: self.claimant,
            told_once: self.told_once,
            limit: self.limit,
            order: if self.surest_first { Order::Confidence } else { Order::Day },
        })
    }
}

/// Words to search for.
pub(crate) fn words(text: &str) -> Result<Words, Failure> {
    text.parse()
        .map_err(|problem: store::NotSearchable| Failure::new(Kind::Query, "words", problem.to_string(), "words of stories"))
}

/// A day, a month or a year.
pub(crate) fn day(option: &str, given: Option<String>) -> Result<Option<String>, Failure> {
    let Some(given) = given else { return Ok(None) };
    let whole = match given.len() {
        4 => format!("{given}-01-01"),
        7 => format!("{given}-01"),
        _ => given.clone(),
    };
    if whole.len() == 10 && whole.is_ascii() && whole.parse::<jiff::civil::Date>().is_ok() {
        Ok(Some(given))
    } else {
        Err(Failure::new(
            Kind::Query,
            option,
            format!("{given:?} is no day"),
            "a day, a month or a year: 2025-07-09, 2025-07 or 2025",
        ))
    }
}

/// Values of a closed list, in its own spelling.
fn listed(option: &str, given: Vec<String>, known: &[&str]) -> Result<Vec<String>, Failure> {
    let spelled = |value: String| {
        let found = known.iter().find(|known| known.eq_ignore_ascii_case(value.trim()));
        let wrong =
            || Failure::new(Kind::Query, option, format!("there is no {value:?}"), format!("one of {}", known.join(", ")));
        found.map(|known| (*known).to_owned()).ok_or_else(wrong)
    };
    given.into_iter().map(spelled).collect()
}
