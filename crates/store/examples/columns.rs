//! How long the pictures and counts of a filter take: `columns FILE` prints milliseconds, the median of twenty runs on one thread, for filters of
//! every width over the file's events in memory; before them how long these took to load.

use std::{env, hint::black_box, time::Instant};

use dateline_store::{
    EventFilter, Order, Store,
    columns::{By, Columns},
};

fn main() {
    let path = env::args().nth(1).expect("usage: columns FILE");
    let store = Store::open_read_only(&path).unwrap_or_else(|problem| panic!("{problem}"));
    let started = Instant::now();
    let columns = Columns::load(&store).unwrap_or_else(|problem| panic!("{problem}"));
    println!("{} events loaded in {:.1} s\n", columns.len(), started.elapsed().as_secs_f64());
    let text = |text: &str| vec![text.to_owned()];
    let filters = [
        ("all", EventFilter::default()),
        ("a month", EventFilter { from: Some("2018-03".into()), to: Some("2018-03".into()), ..EventFilter::default() }),
        (
            "a country's places, from a month on",
            EventFilter { from: Some("2018-03".into()), country: text("FRA"), ..EventFilter::default() },
        ),
        ("a country on either side, a type", EventFilter { either: text("IRN"), kind: text("ACCUSE"), ..EventFilter::default() }),
        ("an actor's code, sure", EventFilter { actor: text("RUSGOV"), min_confidence: Some(0.8), ..EventFilter::default() }),
        ("a name", EventFilter { either: text("kalo"), ..EventFilter::default() }),
        ("a type", EventFilter { kind: text("PROTEST"), ..EventFilter::default() }),
        ("a status", EventFilter { status: text("planned"), ..EventFilter::default() }),
        ("words", EventFilter { text: Some("kalo loka".parse().expect("words")), ..EventFilter::default() }),
    ];
    println!(
        "| filter | events | select | timeline | facets | places | network | dyads | names | page |\n| --- |{}",
        " --- |".repeat(9)
    );
    for (name, filter) in &filters {
        let selection = columns.select(&store, filter).expect("a filter");
        let times = [
            median(|| drop(black_box(columns.select(&store, filter)))),
            median(|| drop(black_box(selection.timeline(None)))),
            median(|| drop(black_box(selection.facets(20)))),
            median(|| drop(black_box(selection.places(500)))),
            median(|| drop(black_box(selection.network(By::Country, 30)))),
            median(|| drop(black_box(selection.dyads(By::Country, 30)))),
            median(|| drop(black_box(selection.names(&store, None, 50)))),
            median(|| drop(black_box(selection.page(Order::Latest, None, 50)))),
        ];
        let times = times.map(|time| format!("{time:.2}"));
        println!("| {name} | {} | {} |", selection.len(), times.join(" | "));
    }
}

/// Milliseconds.
fn median(mut run: impl FnMut()) -> f64 {
    let mut times: Vec<f64> = (0..20)
        .map(|_| {
            let started = Instant::now();
            run();
            started.elapsed().as_secs_f64() * 1e3
        })
        .collect();
    times.sort_by(f64::total_cmp);
    times[times.len() / 2]
}
