//! Prints the times and quantities of stories.
//!
//! In: JSON Lines with `id`, `text` and `published` (ISO 8601), from a file or standard input. Out: JSON Lines of records with
//! `story`, `times` and `quantities`. With `--untagged`, sentences and words only; with
//! `--no-lengths`, no lengths of time among the quantities; with `--explain`, one line per time or quantity for a person; with
//! `--time`, only the speed.

use std::io::{Read, Write};
use std::time::Instant;

use dateline_coder::quantities::{QuantityMention, quantities};
use dateline_coder::times::{TimeMention, times};
use language::{Analysis, CodePoints, Path, Reader, Workspace};
use serde::{Deserialize, Serialize};

#[derive(Deserialize)]
struct Story {
    id: String,
    text: String,
    published: Option<String>,
}

#[derive(Serialize)]
struct Record<'a> {
    story: Id<'a>,
    times: Vec<record::Time>,
    quantities: Vec<record::Quantity>,
}

#[derive(Serialize)]
struct Id<'a> {
    id: &'a str,
    text: &'a str,
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut path = None;
    let (mut explain, mut time, mut untagged, mut lengths) = (false, false, false, true);
    for argument in std::env::args().skip(1) {
        match argument.as_str() {
            "--explain" => explain = true,
            "--time" => time = true,
            "--untagged" => untagged = true,
            "--no-lengths" => lengths = false,
            _ => path = Some(argument),
        }
    }
    let mut input = String::new();
    match path {
        Some(path) => input = std::fs::read_to_string(path)?,
        None => drop(std::io::stdin().read_to_string(&mut input)?),
    }
    let mut stories = Vec::new();
    for line in input.lines().filter(|l| !l.trim().is_empty()) {
        stories.push(serde_json::from_str::<Story>(line)?);
    }
    let analyses: Vec<Analysis> = if untagged {
        stories.iter().map(|s| words_of(&s.text)).collect()
    } else {
        let (reader, mut workspace) = (Reader::english(Path::best()), Workspace::default());
        stories.iter().map(|s| reader.parse(&mut workspace, &s.text, std::iter::once(0..s.text.len()))).collect()
    };
    if time {
        return speed(&stories, &analyses);
    }
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    for (story, analysis) in stories.iter().zip(&analyses) {
        let found = times(&story.text, analysis, story.published.as_deref());
        let mut counted = quantities(&story.text, analysis, &found);
        counted.retain(|q| lengths || !q.duration);
        if explain {
            print(&mut out, story, &found, &counted)?;
            continue;
        }
        let points = CodePoints::new(&story.text);
        let record = Record {
            story: Id { id: &story.id, text: &story.text },
            times: found.iter().enumerate().map(|(i, t)| t.record(format!("t{}", i + 1), &points)).collect(),
            quantities: counted.iter().enumerate().map(|(i, q)| q.record(format!("q{}", i + 1), &points)).collect(),
        };
        serde_json::to_writer(&mut out, &record)?;
        out.write_all(b"\n")?;
    }
    Ok(())
}

fn print(out: &mut impl Write, story: &Story, times: &[TimeMention], quantities: &[QuantityMention]) -> std::io::Result<()> {
    for t in times {
        let value = t.value.as_deref().or(t.trace.open).unwrap_or("");
        writeln!(
            out,
            "{}\t{:?}\t{:?}\t{value}\t{}\t{:?}",
            story.id,
            &story.text[t.span.clone()],
            t.kind,
            t.trace.rule,
            t.trace.anchor
        )?;
    }
    for q in quantities {
        writeln!(
            out,
            "{}\t{:?}\t{:?}..{:?}\t{:?}\t{:?}",
            story.id,
            &story.text[q.span.clone()],
            q.value,
            q.upper,
            q.bound,
            q.unit
        )?;
    }
    Ok(())
}

fn speed(stories: &[Story], analyses: &[Analysis]) -> Result<(), Box<dyn std::error::Error>> {
    let words: usize = analyses.iter().flat_map(|a| &a.sentences).map(|s| s.tokens.len()).sum();
    let clock = Instant::now();
    let (mut found, mut counted) = (0, 0);
    for (story, analysis) in stories.iter().zip(analyses) {
        let times = times(&story.text, analysis, story.published.as_deref());
        counted += quantities(&story.text, analysis, &times).len();
        found += times.len();
    }
    let seconds = clock.elapsed().as_secs_f64();
    println!("{words} words, {found} times, {counted} quantities in {seconds:.3} s: {:.0} words/s", words as f64 / seconds);
    Ok(())
}

/// Sentences and words without tags.
fn words_of(text: &str) -> Analysis {
    let mut analysis = Analysis::unread(text, std::iter::once(0..text.len()));
    for token in analysis.sentences.iter_mut().flat_map(|s| &mut s.tokens) {
        token.lemma = token.form.to_lowercase().into();
    }
    analysis
}
