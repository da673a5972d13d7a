//! What the server has done, for Prometheus: requests by address and status, how long they took, and how much there is.

use std::{
    collections::BTreeMap,
    fmt::Write as _,
    sync::{
        Mutex, PoisonError,
        atomic::{AtomicU64, Ordering::Relaxed},
    },
    time::{Duration, Instant},
};

/// Upper ends of the buckets of response time, seconds.
const BUCKETS: [f64; 12] = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 10.0];

/// Counts since the start.
#[derive(Debug)]
pub(crate) struct Metrics {
    started: Instant,
    /// By address as the router knows it and status: a reader cannot make new ones.
    requests: Mutex<BTreeMap<(String, u16), u64>>,
    buckets: [AtomicU64; BUCKETS.len() + 1],
    microseconds: AtomicU64,
    /// Texts that were coded on request.
    pub(crate) coded: AtomicU64,
    /// Stories that were stored on request.
    pub(crate) stored: AtomicU64,
}

impl Metrics {
    pub(crate) fn new() -> Self {
        let (requests, buckets, microseconds, coded, stored) = Default::default();
        Self { started: Instant::now(), requests, buckets, microseconds, coded, stored }
    }

    /// Counts an answer.
    pub(crate) fn answered(&self, address: &str, status: u16, took: Duration) {
        let mut requests = self.requests.lock().unwrap_or_else(PoisonError::into_inner);
        *requests.entry((address.to_owned(), status)).or_default() += 1;
        drop(requests);
        let bucket = BUCKETS.iter().position(|end| took.as_secs_f64() <= *end).unwrap_or(BUCKETS.len());
        self.buckets[bucket].fetch_add(1, Relaxed);
        self.microseconds.fetch_add(took.as_micros() as u64, Relaxed);
    }

    /// In Prometheus's text format; `gauges` are names, meanings and values of the moment.
    pub(crate) fn print(&self, gauges: &[(&str, &str, u64)]) -> String {
        let mut out = String::from(
            "# HELP dateline_requests_total Answers by address and status.\n# TYPE dateline_requests_total counter\n",
        );
        for ((address, status), number) in self.requests.lock().unwrap_or_else(PoisonError::into_inner).iter() {
            let _ = writeln!(out, "dateline_requests_total{{address=\"{address}\",status=\"{status}\"}} {number}");
        }
        out += "# HELP dateline_response_seconds Time to the head of the answer.\n# TYPE dateline_response_seconds histogram\n";
        let mut sum = 0;
        for (bucket, number) in self.buckets.iter().enumerate() {
            sum += number.load(Relaxed);
            let end = BUCKETS.get(bucket).map_or_else(|| "+Inf".to_owned(), ToString::to_string);
            let _ = writeln!(out, "dateline_response_seconds_bucket{{le=\"{end}\"}} {sum}");
        }
        let seconds = Duration::from_micros(self.microseconds.load(Relaxed)).as_secs_f64();
        let _ = writeln!(out, "dateline_response_seconds_sum {seconds}\ndateline_response_seconds_count {sum}");
        let counters = [
            ("dateline_coded_total", "Texts coded on request.", self.coded.load(Relaxed)),
            ("dateline_stored_total", "Stories stored on request.", self.stored.load(Relaxed)),
        ];
        for (name, about, value) in counters {
            let _ = writeln!(out, "# HELP {name} {about}\n# TYPE {name} counter\n{name} {value}");
        }
        let uptime = ("dateline_uptime_seconds", "Seconds since the start.", self.started.elapsed().as_secs());
        for (name, about, value) in gauges.iter().copied().chain([uptime]) {
            let _ = writeln!(out, "# HELP {name} {about}\n# TYPE {name} gauge\n{name} {value}");
        }
        out
    }
}
