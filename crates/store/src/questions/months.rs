//! Stories by month of publication: how an export is cut into files.

use crate::{Problem, Store, StoryKey};

impl Store {
    /// Keys of the stories in the order in which they came, each with its month (`2025-07`) where the source gave a day.
    pub fn months(&self, all_versions: bool) -> Result<Vec<(StoryKey, Option<String>)>, Problem> {
        let sql = "SELECT story, CASE WHEN published GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]*' THEN substr(published, 1, 7) END
                   FROM stories WHERE ?1 OR stands ORDER BY story";
        let read = || -> rusqlite::Result<Vec<(StoryKey, Option<String>)>> {
            self.connection.prepare(sql)?.query_map([all_versions], |row| Ok((row.get(0)?, row.get(1)?)))?.collect()
        };
        read().map_err(|e| self.problem(e))
    }

    /// Holds on to the file as it is now: what others write from here on is not seen.
    pub fn hold_still(&self) -> Result<(), Problem> {
        self.connection.execute_batch("BEGIN").map_err(|e| self.problem(e))
    }
}
