//! Episodes for a page: a list by day, and one episode with its reports.

use rusqlite::{OptionalExtension, params_from_iter};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Words, conditions::Conditions};
use crate::{Problem, Store, StoryKey};

/// An episode a row: the reports of one happening.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct EpisodeRow {
    /// Its id: `/episode/ID` shows it.
    pub episode: String,
    /// Headline of the report nearest to all of them.
    pub headline: Option<String>,
    /// Day of the first report.
    pub first_day: Option<String>,
    /// Day of the last report.
    pub last_day: Option<String>,
    /// Reports.
    pub reports: u32,
    /// Publishers among them.
    pub sources: u32,
    /// Key of the first report.
    pub first_story: StoryKey,
}

/// A report of an episode.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct ReportRow {
    /// Key of the story in the file: `/story/KEY` shows it.
    pub story: StoryKey,
    /// The story's own id.
    pub story_id: String,
    /// Day of publication.
    pub day: Option<String>,
    /// Day or moment of publication.
    pub published: Option<String>,
    /// Publisher.
    pub source: Option<String>,
    /// Headline.
    pub headline: Option<String>,
    /// Address at its publisher.
    pub url: Option<String>,
    /// Cosine of the story's terms with those of the whole episode.
    pub similarity: f64,
    /// The earlier report that it is a copy of.
    pub copy_of: Option<Copy>,
    /// What it shares with the others: why it is one of them.
    pub shared: SharedRow,
}

/// A copy of an earlier text.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Copy {
    /// Key of the earlier story.
    pub story: StoryKey,
    /// Share of the shorter text that the other has too.
    pub share: f64,
    /// `whole`, `part` or `edited`.
    pub kind: String,
}

/// What a report shares with the other reports of its episode.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct SharedRow {
    /// Keys of actors.
    pub actors: Vec<String>,
    /// Acts.
    pub acts: Vec<String>,
    /// Places.
    pub places: Vec<String>,
    /// Days that they speak of.
    pub days: Vec<String>,
    /// Figures.
    pub figures: Vec<String>,
    /// Words.
    pub words: Vec<String>,
}

/// Which episodes are wanted; all by default.
#[derive(Debug, Clone, Default)]
pub struct HappeningFilter {
    /// With a report on or after this day; a month or a year will do.
    pub from: Option<String>,
    /// Begun on or before this day.
    pub to: Option<String>,
    /// With at least so many reports.
    pub least: u32,
    /// With a report that holds the words.
    pub text: Option<Words>,
    /// With one of these stories.
    pub stories: Option<Vec<StoryKey>>,
}

impl Store {
    /// Episodes that the filter lets through, those reported last first; `after` is the last day and the id of the last one of the list before.
    pub fn happenings(
        &self,
        filter: &HappeningFilter,
        after: Option<(Option<String>, String)>,
        limit: usize,
    ) -> Result<Vec<EpisodeRow>, Problem> {
        let mut all = Conditions::default();
        all.between("last_day", filter.from.as_deref(), None);
        all.between("first_day", None, filter.to.as_deref());
        all.add("reports >= ?", [filter.least.into()]);
        if let Some(words) = &filter.text {
            all.add(
                "episode IN (SELECT m.episode FROM stories_search f CROSS JOIN episode_members m ON m.story = f.rowid WHERE stories_search MATCH ?)",
                [words.as_match().to_owned().into()],
            );
        }
        if let Some(stories) = &filter.stories {
            let list = serde_json::to_string(stories).expect("numbers are plain JSON");
            all.add(
                "episode IN (SELECT m.episode FROM json_each(?) j CROSS JOIN episode_members m ON m.story = j.value)",
                [list.into()],
            );
        }
        match after {
            Some((Some(day), episode)) => all.add(
                "(last_day < ? OR last_day IS NULL OR (last_day = ? AND episode > ?))",
                [day.clone().into(), day.into(), episode.into()],
            ),
            Some((None, episode)) => all.add("last_day IS NULL AND episode > ?", [episode.into()]),
            None => {}
        }
        let (conditions, mut values) = all.finish();
        values.push(super::limit(Some(limit)));
        let sql = format!(
            "SELECT episode, headline, first_day, last_day, reports, sources, first_story FROM episodes
             WHERE {conditions} ORDER BY last_day DESC, episode LIMIT ?"
        );
        let read = || -> rusqlite::Result<Vec<EpisodeRow>> {
            self.connection.prepare_cached(&sql)?.query_map(params_from_iter(values), episode)?.collect()
        };
        read().map_err(|e| self.problem(e))
    }

    /// An episode by its id.
    pub fn happening(&self, id: &str) -> Result<EpisodeRow, Problem> {
        self.connection
            .prepare_cached(
                "SELECT episode, headline, first_day, last_day, reports, sources, first_story FROM episodes WHERE episode = ?",
            )
            .and_then(|mut find| find.query_row([id], episode).optional())
            .map_err(|e| self.problem(e))?
            .ok_or_else(|| Problem::NoEpisode(id.to_owned()))
    }

    /// The reports of an episode, first to last, at most `limit`.
    pub fn report_rows(&self, episode: &str, limit: usize) -> Result<Vec<ReportRow>, Problem> {
        let sql = "SELECT m.story, s.id, m.day, s.published, s.source, s.headline, s.url, m.similarity
                   FROM episode_members m JOIN stories s ON s.story = m.story JOIN digests d ON d.story = m.story
                   WHERE m.episode = ? ORDER BY m.day, s.published, d.name LIMIT ?";
        let read = || -> rusqlite::Result<Vec<ReportRow>> {
            let mut select = self.connection.prepare_cached(sql)?;
            let rows = select.query_map((episode, limit as i64), |row| {
                Ok(ReportRow {
                    story: row.get(0)?,
                    story_id: row.get(1)?,
                    day: row.get(2)?,
                    published: row.get(3)?,
                    source: row.get(4)?,
                    headline: row.get(5)?,
                    url: row.get(6)?,
                    similarity: row.get(7)?,
                    copy_of: None,
                    shared: SharedRow::default(),
                })
            })?;
            let mut reports = rows.collect::<rusqlite::Result<Vec<_>>>()?;
            for report in &mut reports {
                report.copy_of = self.copy_of(report.story)?;
                report.shared = self.shared(report.story)?;
            }
            Ok(reports)
        };
        read().map_err(|e| self.problem(e))
    }

    fn copy_of(&self, story: StoryKey) -> rusqlite::Result<Option<Copy>> {
        self.connection
            .prepare_cached("SELECT story, share, kind FROM near_duplicates WHERE other = ? ORDER BY share DESC, story LIMIT 1")?
            .query_row([story], |row| Ok(Copy { story: row.get(0)?, share: row.get(1)?, kind: row.get(2)? }))
            .optional()
    }

    fn shared(&self, story: StoryKey) -> rusqlite::Result<SharedRow> {
        let mut shared = SharedRow::default();
        let mut select =
            self.connection.prepare_cached("SELECT kind, shared FROM episode_reasons WHERE story = ? ORDER BY kind, position")?;
        let mut rows = select.query([story])?;
        while let Some(row) = rows.next()? {
            let list = match row.get_ref(0)?.as_str()? {
                "actor" => &mut shared.actors,
                "act" => &mut shared.acts,
                "place" => &mut shared.places,
                "day" => &mut shared.days,
                "figure" => &mut shared.figures,
                _ => &mut shared.words,
            };
            list.push(row.get(1)?);
        }
        Ok(shared)
    }
}

fn episode(row: &rusqlite::Row<'_>) -> rusqlite::Result<EpisodeRow> {
    Ok(EpisodeRow {
        episode: row.get(0)?,
        headline: row.get(1)?,
        first_day: row.get(2)?,
        last_day: row.get(3)?,
        reports: row.get(4)?,
        sources: row.get(5)?,
        first_story: row.get(6)?,
    })
}
