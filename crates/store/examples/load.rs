//! What `dateline code` printed, into a file: `dateline code stories | load FILE`. Says how much processor time reading JSON and storing took.

#[allow(unreachable_pub)]
mod processor;

use std::{env, io::BufRead, time::Duration};

use dateline_store::Store;
use processor::clock;
use record::Delivered;

/// Stories of a batch.
const BATCH: usize = 256;

fn main() {
    let path = env::args().nth(1).expect("usage: load FILE < RECORDS");
    let mut store = Store::create_or_open(&path).unwrap_or_else(|problem| panic!("{problem}"));
    let (mut reading, mut storing, mut stories) = (Duration::ZERO, Duration::ZERO, 0);
    let mut lines = std::io::stdin().lock().lines();
    loop {
        let started = clock();
        let batch: Vec<Delivered> = (&mut lines)
            .take(BATCH)
            .map(|line| serde_json::from_str(&line.expect("standard input is text")).expect("a line is a record"))
            .collect();
        reading += clock() - started;
        if batch.is_empty() {
            break;
        }
        let started = clock();
        let mut writer = store.writer().unwrap_or_else(|problem| panic!("{problem}"));
        for delivered in &batch {
            match writer.put(delivered) {
                Ok(_) => stories += 1,
                Err(problem) => eprintln!("{problem}"),
            }
        }
        writer.commit().unwrap_or_else(|problem| panic!("{problem}"));
        storing += clock() - started;
    }
    println!("{stories} stories, {:.2} s to read them, {:.2} s to store them", reading.as_secs_f64(), storing.as_secs_f64());
}
