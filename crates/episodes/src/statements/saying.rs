//! Sayings: reports of the same words by the same speaker. In: reports, in any order. Out: sayings by day, each with all its reports.

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{Report, same_words::Words};
use crate::actor::normalised_name;

/// Days between two reports of one saying.
pub const DAYS: i32 = 3;

/// Something that somebody said, and every report of it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Saying {
    /// Story and statement of the first report.
    pub id: String,
    /// Day of the first report.
    pub day: Option<String>,
    /// Publishers of the reports, each once, in order.
    pub outlets: Vec<String>,
    /// The first report, then the others by day; never empty.
    pub reports: Vec<Report>,
}

impl Saying {
    /// The report that speaks for all: the first one.
    pub fn first(&self) -> &Report {
        &self.reports[0]
    }
}

/// Groups reports of one saying. Two are one where speaker and words are the same and the days at most [`DAYS`] apart; a speaker whom only
/// the story can tell counts as the same within one episode alone. The result does not depend on the order of the reports.
pub fn sayings(mut reports: Vec<Report>) -> Vec<Saying> {
    reports.sort_by(|a, b| order(a).cmp(&order(b)));
    let mut speakers: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (at, report) in reports.iter().enumerate() {
        if let Some(speaker) = same_speaker(report) {
            speakers.entry(speaker).or_default().push(at);
        }
    }
    let mut leader: Vec<usize> = (0..reports.len()).collect();
    for said in speakers.into_values() {
        let words: Vec<Words> = said.iter().map(|&at| Words::of(&reports[at])).collect();
        for (later, &at) in said.iter().enumerate() {
            for (earlier, &before) in said[..later].iter().enumerate().rev() {
                // They are sorted by day: what is further back is further away.
                if !within_days(reports[before].day.as_deref(), reports[at].day.as_deref()) {
                    break;
                }
                if words[later].are(&words[earlier]) {
                    let (a, b) = (find(&leader, before), find(&leader, at));
                    leader[a.max(b)] = a.min(b);
                }
            }
        }
    }
    let mut groups: BTreeMap<usize, Vec<Report>> = BTreeMap::new();
    for (at, report) in reports.into_iter().enumerate() {
        groups.entry(find(&leader, at)).or_default().push(report);
    }
    groups.into_values().map(saying).collect()
}

fn saying(reports: Vec<Report>) -> Saying {
    let mut outlets: Vec<String> = Vec::new();
    for source in reports.iter().filter_map(|report| report.source.as_ref()) {
        if !outlets.contains(source) {
            outlets.push(source.clone());
        }
    }
    let first = &reports[0];
    Saying { id: format!("{}/{}", first.story_id, first.statement), day: first.day.clone(), outlets, reports }
}

/// By day; those without one come last.
fn order(report: &Report) -> (bool, &Option<String>, &Option<String>, &Option<String>, &str, &str, usize) {
    let at = report.content.first().map_or(0, |content| content.start);
    (report.day.is_none(), &report.day, &report.published, &report.source, &report.story_id, &report.story, at)
}

fn same_speaker(report: &Report) -> Option<String> {
    if let Some(key) = report.speaker.key() {
        return Some(key.to_owned());
    }
    let name = normalised_name(report.speaker.name());
    let place = report.episode.as_deref().unwrap_or(&report.story);
    (!name.is_empty()).then(|| format!("{name} in {place}"))
}

fn find(leader: &[usize], mut at: usize) -> usize {
    while leader[at] != at {
        at = leader[at];
    }
    at
}

/// Whether two days lie at most [`DAYS`] apart; without days two reports are taken to be.
fn within_days(a: Option<&str>, b: Option<&str>) -> bool {
    match (a.and_then(day), b.and_then(day)) {
        (Some(a), Some(b)) => (b - a).get_days().abs() <= DAYS,
        (None, None) => true,
        _ => false,
    }
}

fn day(text: &str) -> Option<Date> {
    text.parse().ok()
}
