//! Prints how the readers do on conformance files: `measure SHARED`, where `SHARED` holds `data/formats` and `data/news/reuters`.
//!
//! For the suites: files that should be read and were, files that should be refused and were, and each that went otherwise.

use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::time::Instant;

use dateline_intake::{Arrival, Incoming, Input, Options, Tally, read};
use record::PartKind;

fn main() {
    let shared = PathBuf::from(std::env::args_os().nth(1).unwrap_or_else(|| "../shared".into()));
    let formats = shared.join("data/formats");
    if !formats.is_dir() {
        println!("{} is not there: nothing measured", formats.display());
        return;
    }
    for suite in ["ninjs/test_suite", "newsml-g2"] {
        for (part, should_read) in [("should_pass", true), ("should_fail", false)] {
            let files: Vec<PathBuf> =
                files(&formats.join(suite)).into_iter().filter(|f| f.to_string_lossy().contains(part)).collect();
            let mut right = 0;
            for file in &files {
                let (tally, _) = run(file);
                if (tally.rejected == 0) == should_read {
                    right += 1;
                } else {
                    println!("  other than expected: {}", file.strip_prefix(&formats).unwrap_or(file).display());
                }
            }
            println!("{suite} {part}: {right} of {}", files.len());
        }
    }
    for file in files(&formats.join("warc")) {
        let (tally, _) = run(&file);
        let name = file.file_name().unwrap_or_default().to_string_lossy().into_owned();
        println!("warc {name}: {} stories, {} passed over, {} rejected", tally.stories, tally.passed_over, tally.rejected);
    }
    let reuters: Vec<PathBuf> =
        files(&shared.join("data/news/reuters")).into_iter().filter(|f| f.extension().is_some_and(|e| e == "sgm")).collect();
    let bytes: u64 = reuters.iter().filter_map(|f| f.metadata().ok()).map(|m| m.len()).sum();
    let (mut stories, mut rejected, mut bodies, mut datelines) = (0, 0, 0, 0);
    let start = Instant::now();
    for file in &reuters {
        let (tally, list) = run(file);
        stories += tally.stories;
        rejected += tally.rejected;
        bodies += list.iter().filter(|s| s.story.parts.iter().any(|part| part.kind == PartKind::Paragraph)).count();
        datelines += list.iter().filter(|s| s.story.dateline.is_some()).count();
    }
    let seconds = start.elapsed().as_secs_f64();
    println!(
        "reuters: {stories} stories, {bodies} with running text, {datelines} with a dateline, {rejected} rejected, {:.1} MB/s",
        bytes as f64 / 1e6 / seconds
    );
}

fn run(path: &Path) -> (Tally, Vec<Incoming>) {
    let mut stories = Vec::new();
    let tally = read(&[Input::from(path)], &Options::default(), &mut |arrival| {
        if let Arrival::Story(incoming) = arrival {
            stories.push(*incoming);
        }
        ControlFlow::Continue(())
    });
    (tally, stories)
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let mut out = Vec::new();
    let mut entries: Vec<PathBuf> = std::fs::read_dir(folder).into_iter().flatten().flatten().map(|e| e.path()).collect();
    entries.sort();
    for entry in entries {
        if entry.is_dir() { out.extend(files(&entry)) } else { out.push(entry) }
    }
    out
}
