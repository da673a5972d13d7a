//! What `dateline code` printed, into a file: `dateline code stories | load FILE`. Says how long reading JSON and storing took.

use std::{
    env,
    io::BufRead,
    time::{Duration, Instant},
};

use dateline_store::Store;
use record::Delivered;

/// Stories of a batch.
const BATCH: usize = 256;

fn main() {
    let path = env::args().nth(1).expect("usage: load FILE < RECORDS");
    let mut store = Store::create_or_open(&path).unwrap_or_else(|problem| panic!("{problem}"));
    let (mut reading, mut storing, mut stories) = (Duration::ZERO, Duration::ZERO, 0);
    let mut lines = std::io::stdin().lock().lines();
    loop {
        let started = Instant::now();
        let batch: Vec<Delivered> = (&mut lines)
            .take(BATCH)
            .map(|line| serde_json::from_str(&line.expect("standard input is text")).expect("a line is a record"))
            .collect();
        reading += started.elapsed();
        if batch.is_empty() {
            break;
        }
        let started = Instant::now();
        let mut writer = store.writer().unwrap_or_else(|problem| panic!("{problem}"));
        for delivered in &batch {
            match writer.put(delivered) {
                Ok(_) => stories += 1,
                Err(problem) => eprintln!("{problem}"),
            }
        }
        writer.commit().unwrap_or_else(|problem| panic!("{problem}"));
        storing += started.elapsed();
    }
    println!("{stories} stories, {:.2} s to read them, {:.2} s to store them", reading.as_secs_f64(), storing.as_secs_f64());
}
