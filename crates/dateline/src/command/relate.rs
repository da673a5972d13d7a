//! `dateline relate`: sentences with two parties marked in, the act from the one to the other out.

use std::{
    fs,
    io::{self, Read, Write},
    path::PathBuf,
};

use dateline::{Pair, ordered};
use language::{Reader, Workspace};
use serde::{Deserialize, Serialize};

use super::{Failure, Work, output};

#[derive(clap::Args)]
pub(super) struct Arguments {
    /// JSON Lines with `id`, `text`, `source` and `target`, these as lists of [start, end) in code points; standard input without it
    /// or with `-`
    #[arg(value_name = "FILE")]
    file: Option<PathBuf>,
    /// Print what the scorer sees of each sentence instead, for training it
    #[arg(long, hide = true)]
    features: bool,
    #[command(flatten)]
    work: Work,
}

#[derive(Deserialize)]
struct Line {
    id: serde_json::Value,
    text: String,
    source: Vec<record::Span>,
    target: Vec<record::Span>,
}

#[derive(Serialize)]
struct Answer<'a> {
    id: &'a serde_json::Value,
    #[serde(rename = "type")]
    kind: &'a str,
    mode: Option<&'a str>,
    status: record::Status,
    plover: &'a record::PloverCode,
    confidence: f64,
}

#[derive(Serialize)]
struct Features<'a> {
    id: &'a serde_json::Value,
    features: Vec<String>,
    pooled: &'a [f32],
}

/// Relates everything; true when nothing was rejected.
pub(super) fn run(arguments: &Arguments) -> Result<bool, Failure> {
    let name = arguments.file.as_ref().map_or_else(|| "standard input".into(), |f| f.display().to_string());
    let reader = Reader::english(arguments.work.path()?);
    let text = match read(arguments.file.as_deref()) {
        Ok(text) => text,
        Err(error) => {
            eprintln!("error: {name}: {error}; expected readable JSON Lines in UTF-8");
            return Ok(false);
        }
    };
    let mut out = output::open(arguments.work.output.as_deref()).map_err(Failure::Output)?;
    let (mut sound, mut written) = (true, Ok(()));
    ordered::map(
        arguments.work.threads(),
        |send| text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()).all(send),
        Workspace::default,
        |workspace, (number, line)| {
            one(&reader, workspace, line, arguments.features)
                .map_err(|fault| format!("error: {name}, line {}: {fault}", number + 1))
        },
        |result| {
            match result {
                Ok(line) => written = writeln!(out, "{line}"),
                Err(fault) => {
                    eprintln!("{fault}");
                    sound = false;
                }
            }
            written.is_ok()
        },
    );
    written.and_then(|()| out.flush()).map_err(Failure::Output)?;
    Ok(sound)
}

fn read(file: Option<&std::path::Path>) -> io::Result<String> {
    match file.filter(|f| f.as_os_str() != "-") {
        Some(file) => fs::read_to_string(file),
        None => {
            let mut text = String::new();
            io::stdin().lock().read_to_string(&mut text)?;
            Ok(text)
        }
    }
}

fn one(reader: &Reader, workspace: &mut Workspace, line: &str, features: bool) -> Result<String, String> {
    let pair: Line = serde_json::from_str(line).map_err(|error| {
        format!("{error}; expected {{\"id\", \"text\", \"source\": [[start, end]], \"target\": [[start, end]]}}")
    })?;
    let read = Pair::read(reader, workspace, &pair.text, &pair.source, &pair.target).map_err(|error| error.to_string())?;
    let json = if features {
        let seen = coder::events::seen(&read.analysis, &read.source, &read.target);
        serde_json::to_string(&Features { id: &pair.id, features: seen.names, pooled: &seen.pooled })
    } else {
        let relation = read.relation();
        serde_json::to_string(&Answer {
            id: &pair.id,
            kind: &relation.kind,
            mode: relation.mode.as_deref(),
            status: relation.status,
            plover: &relation.plover,
            confidence: relation.confidence,
        })
    };
    json.map_err(|error| error.to_string())
}
