//! The figures of an episode. In: the records of its reports. Out: groups of figures that count the same thing.

use episodes::figures::{FigureGroup, figures, group_figures};

use crate::{Problem, Store, StoryKey};

impl Store {
    /// The figures of the reports of an episode, side by side. A figure's `story` is the key of its story in this file.
    pub fn figures(&self, episode: &str) -> Result<Vec<FigureGroup>, Problem> {
        let members = || -> rusqlite::Result<Vec<StoryKey>> {
            self.connection
                .prepare_cached("SELECT story FROM episode_members WHERE episode = ?")?
                .query_map([episode], |row| row.get(0))?
                .collect()
        };
        let mut all = Vec::new();
        for story in members().map_err(|e| self.problem(e))? {
            let mut record = self.record(story)?.record;
            record.story.id = story.to_string();
            all.extend(figures(&record));
        }
        Ok(group_figures(all))
    }
}
