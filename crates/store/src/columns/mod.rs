//! The events that stand, in memory: what timelines, maps, networks and counts are made from, whatever the filter.
//!
//! In: a file of records. Out: [`Columns`], some sixty bytes an event, and [`Selection`]s of them that a filter lets through. Names, codes, places and
//! sources stand in dictionaries, so that a filter looks at each distinct name once and at each event with a few comparisons: a million events take
//! milliseconds where the rows of the file take seconds. What is shown of single events is read from the file.

mod called;
mod dictionary;
mod facets;
mod index;
mod load;
mod names;
mod page;
mod pairs;
mod places;
mod remembered;
mod select;
mod set;
mod tally;
mod timeline;

pub use facets::{Facet, Facets};
pub use names::{NameCount, Names};
pub use page::{Mark, Page};
pub use pairs::{By, Cell, Dyads, Edge, Network, Node};
pub use places::{CountryCount, Places, Point};
pub use select::Selection;
pub use timeline::{Bar, Step, Timeline};

use std::sync::OnceLock;

use record::Quad;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use dictionary::Dictionary;

/// The events that stand, by day and key; those without a day come first.
#[derive(Debug, Default)]
pub struct Columns {
    rows: Vec<Row>,
    /// The parties of all events: of each its actors, recipients and claimants.
    parties_of: Vec<u32>,
    kinds: Dictionary<String>,
    modes: Dictionary<String>,
    sources: Dictionary<String>,
    /// Keys of the stories that tell events.
    stories: Dictionary<i64>,
    parties: Dictionary<Party>,
    places: Dictionary<Place>,
    called: called::Called,
    index: index::Index,
    remembered: remembered::Remembered,
    labels: [OnceLock<pairs::Labels>; 3],
    seen: load::Seen,
}

/// One event.
#[derive(Debug, Clone, Copy)]
struct Row {
    event: i64,
    /// Year, month and day as one number, 20250709; 0 where there is none.
    day: u32,
    story: u32,
    parties: u32,
    place: u32,
    source: u32,
    score: f32,
    confidence: f32,
    mode: u16,
    kind: u8,
    status: u8,
    quad: u8,
    told_before: bool,
    actors: u8,
    recipients: u8,
    claimants: u8,
}

/// Stands for nothing in a column that leads into a dictionary.
const NONE: u32 = u32::MAX;
const NO_MODE: u16 = u16::MAX;

/// Somebody who acts, is acted upon or says so, as far as stories name the same.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
struct Party {
    name: String,
    code: Option<String>,
    /// Its key across stories.
    actor: Option<String>,
    country: Option<String>,
}

/// A place, as far as stories name the same. Degrees are kept in ten-thousandths.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
struct Place {
    name: String,
    country: Option<String>,
    admin1: Option<String>,
    point: Option<(i32, i32)>,
}

const STATUSES: [&str; 6] = ["occurred", "ongoing", "planned", "called_for", "possible", "denied"];
const QUADS: [(&str, Quad); 4] = [
    ("verbal_cooperation", Quad::VerbalCooperation),
    ("material_cooperation", Quad::MaterialCooperation),
    ("verbal_conflict", Quad::VerbalConflict),
    ("material_conflict", Quad::MaterialConflict),
];

/// Events by quad class.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
pub struct ByQuad {
    /// Talk that helps.
    pub verbal_cooperation: u64,
    /// Deeds that help.
    pub material_cooperation: u64,
    /// Talk that hurts.
    pub verbal_conflict: u64,
    /// Deeds that hurt.
    pub material_conflict: u64,
}

impl ByQuad {
    fn add(&mut self, quad: u8) {
        match quad {
            0 => self.verbal_cooperation += 1,
            1 => self.material_cooperation += 1,
            2 => self.verbal_conflict += 1,
            _ => self.material_conflict += 1,
        }
    }

    /// All of them.
    pub fn total(&self) -> u64 {
        self.verbal_cooperation + self.material_cooperation + self.verbal_conflict + self.material_conflict
    }
}

/// A mean while it is taken.
#[derive(Debug, Clone, Copy, Default)]
struct Mean {
    sum: f64,
    number: u64,
}

impl Mean {
    fn add(&mut self, value: f32) {
        self.sum += f64::from(value);
        self.number += 1;
    }

    /// Rounded to hundredths; nothing of nothing.
    fn value(self) -> Option<f64> {
        (self.number > 0).then(|| (self.sum / self.number as f64 * 100.0).round() / 100.0)
    }
}

impl Columns {
    /// Events that stand.
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    fn actors(&self, row: &Row) -> &[u32] {
        &self.parties_of[row.parties as usize..][..row.actors as usize]
    }

    fn recipients(&self, row: &Row) -> &[u32] {
        &self.parties_of[row.parties as usize + row.actors as usize..][..row.recipients as usize]
    }

    fn claimants(&self, row: &Row) -> &[u32] {
        &self.parties_of[row.parties as usize + row.actors as usize + row.recipients as usize..][..row.claimants as usize]
    }
}

/// A day as a number that sorts as its text does; 0 for what is no day.
fn number(day: Option<&str>) -> u32 {
    let digits = |text: Option<&str>| text.and_then(|text| text.parse::<u32>().ok());
    let Some(day) = day.filter(|day| day.len() >= 10 && day.is_ascii()) else { return 0 };
    match (digits(day.get(..4)), digits(day.get(5..7)), digits(day.get(8..10))) {
        (Some(year), Some(month), Some(day)) => year * 10_000 + month * 100 + day,
        _ => 0,
    }
}

/// A number as the day that it is.
fn day(number: u32) -> Option<String> {
    (number > 0).then(|| format!("{:04}-{:02}-{:02}", number / 10_000, number / 100 % 100, number % 100))
}
