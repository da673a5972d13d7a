//! The ledger of statements: who said what about whom. In: a filter. Out: sayings with all their reports, and contradictions among them.

use std::collections::{BTreeMap, BTreeSet};

use episodes::statements::{Contradiction, DAYS, Report, Saying, contradictions, reports, sayings};
use jiff::{ToSpan, civil::Date};
use rusqlite::{params_from_iter, types::Value as Sql};

use super::{
    Words,
    conditions::{Conditions, is_entity},
};
use crate::{Problem, Store, StoryKey};

/// Which sayings are wanted; all that stands by default. Of the values of one list any will do, and every list must be met.
///
/// A party (`speaker`, `about`) is an ISO 3166-1 alpha-3 code, the beginning of an actor code, words of a name, or a key across stories.
#[derive(Debug, Clone, Default)]
pub struct StatementFilter {
    /// Said on or after this day; a month or a year will do.
    pub from: Option<String>,
    /// Said on or before this day.
    pub to: Option<String>,
    /// Who speaks.
    pub speaker: Vec<String>,
    /// Who is named in what is said.
    pub about: Vec<String>,
    /// Publishers.
    pub source: Vec<String>,
    /// Words of what is said.
    pub text: Option<Words>,
    /// Reported in this episode; its whole id.
    pub episode: Option<String>,
    /// `direct`, `indirect` or `mixed`.
    pub manner: Vec<String>,
    /// At most so many sayings.
    pub limit: Option<usize>,
}

/// The day of saying, else of publication: as `episodes::statements` has it.
const DAY: &str = "coalesce((SELECT m.begin FROM times m WHERE m.time = t.time AND m.begin = m.end), substr(s.published, 1, 10))";

impl Store {
    /// The sayings that the filter lets through by at least one report, by day, each with all its reports.
    pub fn statements(&self, filter: &StatementFilter) -> Result<Vec<Saying>, Problem> {
        let mut sayings = self.sayings(filter)?;
        sayings.truncate(filter.limit.unwrap_or(usize::MAX));
        Ok(sayings)
    }

    /// Sayings of one speaker that cannot both stand or show a change, side by side. Both of a pair are among those that the filter lets
    /// through; the limit is one of pairs.
    pub fn contradictions(&self, filter: &StatementFilter) -> Result<Vec<Contradiction>, Problem> {
        let mut pairs = contradictions(&self.sayings(filter)?);
        pairs.truncate(filter.limit.unwrap_or(usize::MAX));
        Ok(pairs)
    }

    fn sayings(&self, filter: &StatementFilter) -> Result<Vec<Saying>, Problem> {
        let wanted = self.wanted(filter).map_err(|e| self.problem(e))?;
        // With no filter every statement is wanted, and none has a report elsewhere.
        let whole = filter.is_open();
        let more = if whole { BTreeSet::new() } else { self.of_same_speakers(&wanted).map_err(|e| self.problem(e))? };
        let stories: BTreeSet<StoryKey> = wanted.keys().copied().chain(more).collect();
        let mut all: Vec<Report> = Vec::new();
        for story in stories {
            let episode = self.episode_of(story).map_err(|e| self.problem(e))?;
            all.extend(reports(&self.record(story)?.record, &story.to_string(), episode.as_deref()));
        }
        let hit = |report: &Report| {
            let story: Option<StoryKey> = report.story.parse().ok();
            story.and_then(|story| wanted.get(&story)).is_some_and(|ids| ids.contains(&report.statement))
        };
        let mut sayings = sayings(all);
        sayings.retain(|saying| saying.reports.iter().any(hit));
        Ok(sayings)
    }

    /// Ids of the statements that the filter lets through, by story.
    fn wanted(&self, filter: &StatementFilter) -> rusqlite::Result<BTreeMap<StoryKey, BTreeSet<String>>> {
        let (conditions, values) = filter.conditions().finish();
        let sql = format!("SELECT t.story, t.id FROM statements t JOIN stories s USING (story) WHERE {conditions}");
        let mut wanted: BTreeMap<StoryKey, BTreeSet<String>> = BTreeMap::new();
        let mut select = self.connection.prepare(&sql)?;
        let mut rows = select.query(params_from_iter(values))?;
        while let Some(row) = rows.next()? {
            wanted.entry(row.get(0)?).or_default().insert(row.get(1)?);
        }
        Ok(wanted)
    }

    /// Stories that may hold other reports of these statements: by a speaker of the same key within days, or of the same episode.
    fn of_same_speakers(&self, wanted: &BTreeMap<StoryKey, BTreeSet<String>>) -> rusqlite::Result<BTreeSet<StoryKey>> {
        let mut speakers: BTreeMap<String, (String, String)> = BTreeMap::new();
        let mut more = BTreeSet::new();
        let mut find = self.connection.prepare_cached(&format!(
            "SELECT t.id, n.actor, {DAY} FROM statements t JOIN stories s USING (story) LEFT JOIN entities n ON n.entity = t.source
             WHERE t.story = ?"
        ))?;
        let mut beside = self.connection.prepare_cached(
            "SELECT o.story FROM episode_members m JOIN episode_members o USING (episode) WHERE m.story = ? AND o.story <> m.story",
        )?;
        for (story, ids) in wanted {
            let mut rows = find.query([story])?;
            let mut described = false;
            while let Some(row) = rows.next()? {
                let (id, actor, day): (String, Option<String>, Option<String>) = (row.get(0)?, row.get(1)?, row.get(2)?);
                match (actor, day) {
                    _ if !ids.contains(&id) => {}
                    (Some(actor), Some(day)) => {
                        let days = speakers.entry(actor).or_insert_with(|| (day.clone(), day.clone()));
                        if day < days.0 {
                            days.0.clone_from(&day);
                        }
                        if day > days.1 {
                            days.1 = day;
                        }
                    }
                    _ => described = true,
                }
            }
            if described {
                for other in beside.query_map([story], |row| row.get(0))? {
                    more.insert(other?);
                }
            }
        }
        let mut find = self.connection.prepare_cached(&format!(
            "SELECT DISTINCT t.story FROM entities n CROSS JOIN statements t ON t.source = n.entity CROSS JOIN stories s ON s.story = t.story
             WHERE n.actor = ?1 AND s.stands AND {DAY} BETWEEN ?2 AND ?3"
        ))?;
        for (actor, (first, last)) in speakers {
            let (from, to) = (moved(&first, -DAYS), moved(&last, DAYS));
            for other in find.query_map([&actor, &from, &to], |row| row.get(0))? {
                more.insert(other?);
            }
        }
        Ok(more)
    }

    /// The episode that a story is a report of.
    pub fn episode_of_story(&self, story: StoryKey) -> Result<Option<String>, Problem> {
        self.episode_of(story).map_err(|e| self.problem(e))
    }

    pub(super) fn episode_of(&self, story: StoryKey) -> rusqlite::Result<Option<String>> {
        let mut find = self.connection.prepare_cached("SELECT episode FROM episode_members WHERE story = ?")?;
        find.query_map([story], |row| row.get(0))?.next().transpose()
    }
}

impl StatementFilter {
    fn is_open(&self) -> bool {
        let lists = [&self.speaker, &self.about, &self.source, &self.manner];
        self.from.is_none()
            && self.to.is_none()
            && self.text.is_none()
            && self.episode.is_none()
            && lists.iter().all(|list| list.is_empty())
    }

    pub(super) fn conditions(&self) -> Conditions {
        let mut all = Conditions::default();
        all.add("s.stands", []);
        all.between(DAY, self.from.as_deref(), self.to.as_deref());
        let party = |wanted: &[String]| -> (String, Vec<Sql>) {
            let (conditions, values): (Vec<String>, Vec<Vec<Sql>>) = wanted.iter().map(|party| is_entity(party)).unzip();
            (conditions.join(" OR "), values.into_iter().flatten().collect())
        };
        if !self.speaker.is_empty() {
            let (condition, values) = party(&self.speaker);
            all.add(format!("t.source IN (SELECT n.entity FROM entities n WHERE {condition})"), values);
        }
        if !self.about.is_empty() {
            let (condition, values) = party(&self.about);
            all.add(
                format!(
                    "t.statement IN (SELECT p.statement FROM entities n CROSS JOIN mentions m USING (entity)
                         CROSS JOIN statements o ON o.story = n.story
                         CROSS JOIN statement_spans p ON p.statement = o.statement AND p.part = 'content'
                              AND p.span_start <= m.span_start AND m.span_end <= p.span_end
                     WHERE {condition})"
                ),
                values,
            );
        }
        all.one_of("s.source", &self.source);
        if let Some(words) = &self.text {
            all.add(
                "t.statement IN (SELECT rowid FROM statements_search WHERE statements_search MATCH ?)",
                [words.as_match().to_owned().into()],
            );
        }
        if let Some(episode) = &self.episode {
            all.add("t.story IN (SELECT story FROM episode_members WHERE episode = ?)", [episode.clone().into()]);
        }
        all.one_of("t.manner", &self.manner);
        all
    }
}

/// A day so many days later; a day that is none stays as it is.
fn moved(day: &str, days: i32) -> String {
    let moved = day.parse::<Date>().ok().and_then(|day| day.checked_add(days.days()).ok());
    moved.map_or_else(|| day.to_owned(), |day| day.to_string())
}
