//! Which events were meant by lists of filters before: the same few are asked for again and again, and a list with another is no more than two sets.

use std::sync::{Arc, Mutex, PoisonError};

use rustc_hash::FxHashMap;

use super::{select::Part, set::Set};
use crate::Problem;

/// Sets of rows by what they were asked for with.
#[derive(Debug, Default)]
struct Sets {
    by_list: FxHashMap<(Part, Vec<String>), Arc<Set>>,
    bytes: usize,
}

/// The sets that were asked for.
#[derive(Debug, Default)]
pub(super) struct Remembered(Mutex<Sets>);

/// Bytes of sets that are kept; then all are forgotten.
const MOST: usize = 64 << 20;

impl Remembered {
    /// The rows for a list of a filter, made where they are not known; nothing for an empty list.
    pub(super) fn get(
        &self,
        part: Part,
        wanted: &[String],
        make: impl FnOnce() -> Result<Set, Problem>,
    ) -> Result<Option<Arc<Set>>, Problem> {
        if wanted.is_empty() {
            return Ok(None);
        }
        let key = (part, wanted.to_vec());
        let sets = || self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(set) = sets().by_list.get(&key) {
            return Ok(Some(Arc::clone(set)));
        }
        // Made without the lock: another thread may make the same, which is no harm.
        let set = Arc::new(make()?);
        let bytes = set.bytes() + wanted.iter().map(String::len).sum::<usize>();
        let mut sets = sets();
        if sets.bytes + bytes > MOST {
            *sets = Sets::default();
        }
        sets.bytes += bytes;
        sets.by_list.insert(key, Arc::clone(&set));
        Ok(Some(set))
    }
}
