//! How often something costly may be asked for: a bucket of tokens that fills with time.

use std::{
    sync::{Mutex, PoisonError},
    time::Instant,
};

/// A rate limit for all readers together.
#[derive(Debug)]
pub(crate) struct Rate {
    /// Tokens a second.
    per_second: f64,
    most: f64,
    state: Mutex<(f64, Instant)>,
}

impl Rate {
    /// So many a second on the whole, and so many at once.
    pub(crate) fn new(per_second: f64, most: f64) -> Self {
        Self { per_second, most, state: Mutex::new((most, Instant::now())) }
    }

    /// Takes a token, or says after how many seconds there is one.
    pub(crate) fn take(&self) -> Result<(), u32> {
        self.take_at(Instant::now())
    }

    fn take_at(&self, now: Instant) -> Result<(), u32> {
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        let (tokens, last) = *state;
        let tokens = (tokens + now.saturating_duration_since(last).as_secs_f64() * self.per_second).min(self.most);
        if tokens >= 1.0 {
            *state = (tokens - 1.0, now);
            return Ok(());
        }
        *state = (tokens, now);
        Err(((1.0 - tokens) / self.per_second).ceil().max(1.0) as u32)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::Duration;

    #[test]
    fn a_burst_is_let_through_and_then_so_many_a_second() {
        let rate = Rate::new(2.0, 3.0);
        let start = Instant::now();
        let at = |seconds: f64| rate.take_at(start + Duration::from_secs_f64(seconds));
        assert_eq!([at(0.0), at(0.0), at(0.0), at(0.0)], [Ok(()), Ok(()), Ok(()), Err(1)]);
        assert_eq!([at(0.6), at(0.6)], [Ok(()), Err(1)]);
        assert_eq!([at(60.0), at(60.0), at(60.0), at(60.0)], [Ok(()), Ok(()), Ok(()), Err(1)]);
    }
}
