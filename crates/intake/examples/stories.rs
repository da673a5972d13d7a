//! Prints what intake makes of its arguments: stories as JSON Lines, the rest on standard error, and counts at the end.
//!
//! `cargo run --release -p dateline-intake --example stories -- PATH…`

use std::io::{BufWriter, Write};
use std::ops::ControlFlow;

use dateline_intake::{Arrival, Input, Options, read};

fn main() {
    let inputs: Vec<Input> = std::env::args_os().skip(1).map(Input::from).collect();
    let mut out = BufWriter::new(std::io::stdout().lock());
    let tally = read(&inputs, &Options::default(), &mut |arrival| {
        match arrival {
            Arrival::Story(incoming) => {
                let line = serde_json::to_string(&incoming.story).unwrap_or_default();
                if writeln!(out, "{line}").is_err() {
                    return ControlFlow::Break(());
                }
                for warning in &incoming.warnings {
                    eprintln!("{}{}: {warning}", incoming.file, incoming.place);
                }
            }
            Arrival::PassedOver(passed) => eprintln!("{passed}"),
            Arrival::Rejected(rejected) => eprintln!("{rejected}"),
        }
        ControlFlow::Continue(())
    });
    eprintln!("{tally:?}");
}
