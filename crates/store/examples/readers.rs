//! Readers while one writes: `readers FILE [SECONDS]` adds made-up stories to the file while three threads ask, and prints the longest waits.

#[allow(dead_code, unreachable_pub)]
mod synthetic;

use std::{
    env,
    sync::atomic::{AtomicBool, Ordering},
    thread,
    time::{Duration, Instant},
};

use dateline_store::{Filter, Store};

fn main() {
    let mut arguments = env::args().skip(1);
    let path = arguments.next().expect("usage: readers FILE [SECONDS]");
    let seconds = arguments.next().map_or(20, |n| n.parse().expect("a number of seconds"));
    let mut writer = Store::create_or_open(&path).expect("the file opens");
    let first = writer.stories(&Filter { all_versions: true, ..Filter::default() }).expect("the stories").len();
    let over = AtomicBool::new(false);
    let (written, waits) = thread::scope(|scope| {
        let readers: Vec<_> = (0..3)
            .map(|seed| {
                let (path, over) = (&path, &over);
                scope.spawn(move || {
                    let store = Store::open_read_only(path).expect("the file opens");
                    let mut random = synthetic::Random::new(seed);
                    let mut waits = Vec::new();
                    while !over.load(Ordering::Relaxed) {
                        let started = Instant::now();
                        let last: Option<i64> = store
                            .connection()
                            .query_row("SELECT max(story) FROM stories", [], |row| row.get(0))
                            .expect("no error");
                        if let Some(last) = last {
                            store.record(1 + random.below(last as usize) as i64).expect("no error");
                        }
                        waits.push(started.elapsed());
                        thread::sleep(Duration::from_millis(2));
                    }
                    waits
                })
            })
            .collect();
        let started = Instant::now();
        let mut next = first;
        while started.elapsed() < Duration::from_secs(seconds) {
            let batch: Vec<_> = (next..next + 200).map(synthetic::delivered).collect();
            let mut batch_writer = writer.writer().expect("nobody else writes");
            for delivered in &batch {
                batch_writer.put(delivered).expect("it is stored");
            }
            batch_writer.commit().expect("it lasts");
            next += batch.len();
        }
        over.store(true, Ordering::Relaxed);
        let waits: Vec<Duration> = readers.into_iter().flat_map(|reader| reader.join().expect("a reader ends")).collect();
        (next - first, waits)
    });
    let mut waits = waits;
    waits.sort();
    let at = |share: f64| waits[((waits.len() - 1) as f64 * share) as usize].as_secs_f64() * 1e3;
    println!(
        "{written} stories written in {seconds} s; {} reads without an error: median {:.1} ms, 99th percentile {:.1} ms, longest {:.1} ms",
        waits.len(),
        at(0.5),
        at(0.99),
        at(1.0)
    );
}
