//! Plans and what came of them, kept in memory: following them looks at every event of the file, so it is done once for each state of the file, beside
//! the requests.

use std::{
    sync::{Arc, Condvar, Mutex, PoisonError},
    thread,
    time::{Duration, Instant},
};

use store::{Problem, Store, plans::Plan};

use crate::site::Site;

/// The plans of a state of the file.
#[derive(Default)]
pub(crate) struct Planned {
    state: Mutex<State>,
    made: Condvar,
}

#[derive(Default)]
struct State {
    plans: Option<Arc<Vec<Plan>>>,
    /// The state of the file that they are of.
    of: u64,
    making: bool,
    /// How long it took, and when it ended.
    took: Duration,
    ended: Option<Instant>,
}

/// A file that changes all the time is followed for at most a part of the time.
const REST: u32 = 4;

impl Planned {
    /// The plans; those of an earlier state of the file while new ones are made. Waits at most `patience` where there are none yet.
    pub(crate) fn get(&self, site: &Arc<Site>, patience: Duration) -> Option<Arc<Vec<Plan>>> {
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        let rested = state.ended.is_none_or(|ended| ended.elapsed() >= state.took * REST);
        if !state.making && rested && (state.plans.is_none() || state.of != site.file_state()) {
            state.making = true;
            let site = Arc::clone(site);
            thread::spawn(move || site.planned.make(&site));
        }
        let end = Instant::now() + patience;
        // A file whose plans are made in no time is never behind.
        while state.making && Instant::now() < end {
            let rest = end.saturating_duration_since(Instant::now());
            state = self.made.wait_timeout(state, rest).unwrap_or_else(PoisonError::into_inner).0;
        }
        state.plans.clone()
    }

    fn make(&self, site: &Site) {
        let started = Instant::now();
        let of = site.file_state();
        let made = read(site);
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        state.making = false;
        (state.took, state.ended) = (started.elapsed(), Some(Instant::now()));
        match made {
            Ok(plans) => (state.plans, state.of) = (Some(Arc::new(plans)), of),
            Err(problem) => eprintln!("dateline: {problem}"),
        }
        drop(state);
        self.made.notify_all();
        // Answers that were made without these plans, or with older ones, are no longer right.
        if started.elapsed() > Duration::from_millis(100) {
            site.changed();
        }
    }
}

fn read(site: &Site) -> Result<Vec<Plan>, Problem> {
    let store = Store::open_read_only(&site.options.db)?;
    store.hold_still()?;
    store.all_plans(None)
}
