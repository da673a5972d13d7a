//! Which parties and places were meant by what filters said before: the same few are asked for again and again.

use std::sync::{Arc, Mutex, PoisonError};

use rustc_hash::FxHashMap;

use super::set::Set;
use crate::Problem;

/// What a list of a filter names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Named {
    Parties,
    Places,
    Countries,
}

/// Sets by what they were asked for with.
type Sets = FxHashMap<(Named, Vec<String>), Arc<Set>>;

/// The sets that were asked for.
#[derive(Debug, Default)]
pub(super) struct Remembered(Mutex<Sets>);

/// Sets that are kept; then all are forgotten.
const MOST: usize = 256;

impl Remembered {
    /// The set for these texts, made where it is not known; nothing for no texts.
    pub(super) fn get(
        &self,
        named: Named,
        texts: &[String],
        make: impl FnOnce() -> Result<Set, Problem>,
    ) -> Result<Option<Arc<Set>>, Problem> {
        if texts.is_empty() {
            return Ok(None);
        }
        let key = (named, texts.to_vec());
        let sets = || self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(set) = sets().get(&key) {
            return Ok(Some(Arc::clone(set)));
        }
        // Made without the lock: another thread may make the same, which is no harm.
        let set = Arc::new(make()?);
        let mut sets = sets();
        if sets.len() >= MOST {
            sets.clear();
        }
        sets.insert(key, Arc::clone(&set));
        Ok(Some(set))
    }
}
