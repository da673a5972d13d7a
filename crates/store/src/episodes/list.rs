//! Episodes for a reader: which there are, and the reports of one.

use rusqlite::params;

use crate::{Answer, Problem, Store};

/// Which episodes are wanted; all by default.
#[derive(Debug, Clone, Default)]
pub struct EpisodeFilter {
    /// With a report on or after this day.
    pub from: Option<String>,
    /// Begun on or before this day.
    pub to: Option<String>,
    /// With somebody who acts, is acted on or speaks: of this name, or whose code begins with these letters.
    pub actor: Option<String>,
    /// With at least so many reports.
    pub least: u32,
    /// With a report that holds all of these words.
    pub text: Option<String>,
}

impl Store {
    /// The episodes that the filter lets through, by the day of the first report.
    ///
    /// # Errors
    /// The inner result is the answer's own failure to write.
    pub fn episodes(&self, filter: &EpisodeFilter, answer: &mut dyn Answer) -> Result<std::io::Result<()>, Problem> {
        let code = filter.actor.as_ref().filter(|actor| actor.len() >= 3 && actor.bytes().all(|byte| byte.is_ascii_uppercase()));
        let pattern = code.map(|code| format!("{code}*"));
        let words = filter.text.as_deref().map(|text| {
            let quoted: Vec<String> = text.split_whitespace().map(|word| format!("\"{}\"", word.replace('"', "\"\""))).collect();
            quoted.join(" ")
        });
        self.answer(
            "SELECT first_day AS day, last_day, reports, outlets, copies, headline, episode FROM episodes_flat e
             WHERE (?1 IS NULL OR last_day >= ?1) AND (?2 IS NULL OR first_day <= ?2) AND reports >= ?3
               AND (?4 IS NULL OR EXISTS (
                   SELECT 1 FROM episode_members m JOIN entities n ON n.story = m.story
                   WHERE m.episode = e.episode AND (n.name = ?4 COLLATE NOCASE OR n.code GLOB ?5)
                     AND (EXISTS (SELECT 1 FROM event_actors x WHERE x.entity = n.entity)
                          OR EXISTS (SELECT 1 FROM event_recipients x WHERE x.entity = n.entity)
                          OR EXISTS (SELECT 1 FROM statements x WHERE x.source = n.entity))))
               AND (?6 IS NULL OR episode IN (
                   SELECT m.episode FROM stories_search f JOIN episode_members m ON m.story = f.rowid WHERE stories_search MATCH ?6))
             ORDER BY first_day, episode",
            params![filter.from, filter.to, filter.least, filter.actor, pattern, words],
            answer,
        )
    }

    /// The reports of an episode, first to last, with what each shares with the others and what it is a copy of.
    ///
    /// # Errors
    /// The inner result is the answer's own failure to write.
    pub fn reports(&self, episode: &str, answer: &mut dyn Answer) -> Result<std::io::Result<()>, Problem> {
        self.answer(
            "SELECT r.day, r.source, r.headline, r.story_id,
                    CASE WHEN r.copy_of IS NULL THEN NULL
                         ELSE r.copy_kind || ' copy of ' || coalesce(o.source || ' ', '') || o.id || ', '
                              || cast(round(100 * r.copy_share) AS INTEGER) || ' %' END AS copy,
                    r.shared_actors, r.shared_acts, r.shared_places, r.shared_days, r.shared_figures, r.shared_words,
                    round(r.similarity, 3) AS similarity
             FROM reports r JOIN digests d ON d.story = r.story LEFT JOIN stories o ON o.story = r.copy_of
             WHERE r.episode = ? ORDER BY r.day, r.published, d.name",
            [episode],
            answer,
        )
    }

    /// The id of the one episode that begins like this.
    pub fn episode(&self, beginning: &str) -> Result<String, Problem> {
        let find = || -> rusqlite::Result<Vec<String>> {
            self.connection
                .prepare_cached("SELECT episode FROM episodes WHERE substr(episode, 1, length(?1)) = ?1 LIMIT 2")?
                .query_map([beginning], |row| row.get(0))?
                .collect()
        };
        match &find().map_err(|e| self.problem(e))?[..] {
            [one] => Ok(one.clone()),
            [] => Err(Problem::NoEpisode(beginning.to_owned())),
            _ => Err(Problem::ManyEpisodes(beginning.to_owned())),
        }
    }
}
