//! The `dateline` command.
//!
//! In: arguments, files, standard input. Out: records or tables on standard output; everything a person should know on standard error.
//! Exit status: 0 all read, 1 some input was rejected, 2 wrong usage.

mod command;

use std::process::ExitCode;

fn main() -> ExitCode {
    command::run()
}
