//! How fast files are read on one thread, and in how much memory: `throughput FILE…` prints for each its size, what came out, MB per second
//! of processor time (of the clock, where the system does not tell the other) and the peak of memory so far. `bench/intake` makes the files
//! and runs this on each.

use std::ops::ControlFlow;
use std::time::{Duration, Instant};

use dateline_intake::{Arrival, Input, Options, read};

fn main() {
    for path in std::env::args_os().skip(1) {
        let bytes = std::fs::metadata(&path).map_or(0, |file| file.len());
        let (start, begun) = (Instant::now(), processor_time());
        let mut characters = 0;
        let tally = read(&[Input::from(&path)], &Options::default(), &mut |arrival| {
            if let Arrival::Story(incoming) = arrival {
                characters += incoming.story.text.len();
            }
            ControlFlow::Continue(())
        });
        let busy = processor_time().zip(begun).map(|(now, begun)| now.saturating_sub(begun));
        let seconds = busy.unwrap_or_else(|| start.elapsed()).as_secs_f64();
        println!(
            "{}\t{:.0} MB\t{} stories, {} passed over, {} rejected\t{:.1} MB of text\t{:.1} MB/s\tpeak {} MB",
            path.display(),
            bytes as f64 / 1e6,
            tally.stories,
            tally.other_language + tally.passed_over,
            tally.rejected,
            characters as f64 / 1e6,
            bytes as f64 / 1e6 / seconds,
            peak_memory().map_or_else(|| "?".to_owned(), |kilobytes| (kilobytes / 1000).to_string()),
        );
    }
}

/// Time that this thread was on a processor, so that what else runs on the machine does not count.
fn processor_time() -> Option<Duration> {
    let spent = std::fs::read_to_string("/proc/thread-self/schedstat").ok()?;
    spent.split_whitespace().next()?.parse().ok().map(Duration::from_nanos)
}

/// Highest resident memory of this process in kB, where the system tells (`VmHWM` of Linux).
fn peak_memory() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?.split_whitespace().next()?.parse().ok()
}
