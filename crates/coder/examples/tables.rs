//! Prints how large the tables of actors are and how long they take to load, and what they say of a description on the command line.
//!
//! `cargo run --release -p dateline-coder --example tables -- "Russian ministry spokeswoman"`

use std::time::Instant;

use dateline_coder::actors::{Tables, Words};

fn main() {
    let start = Instant::now();
    let tables = Tables::load();
    let load = start.elapsed();
    let offices: usize = tables.people().iter().map(|person| person.offices.len()).sum();
    println!(
        "{} countries, {} organizations, {} people with {offices} offices, {} aliases; loaded in {:.1} ms; {} places in the gazetteer",
        tables.countries().len(),
        tables.organizations().len(),
        tables.people().len(),
        tables.aliases_len(),
        load.as_secs_f64() * 1000.0,
        dateline_coder::places::gazetteer_len()
    );
    for text in std::env::args().skip(1) {
        let words: Vec<&str> = text.split_whitespace().collect();
        let words = Words::new(&words);
        println!("{text}: {:?}", tables.describe(&words));
        for found in tables.find_all(&words) {
            println!("  {:?}: {:?}", found.words, found.items);
        }
    }
}
