//! Words per second of each room, on one thread: `cargo run --release -p dateline --example stages -- PATH…`
//!
//! In: files with stories. Out: a line per room. A word is what `wc -w` counts in the stories' text; of three runs the fastest.

use std::{ops::ControlFlow, time::Instant};

use dateline::Engine;
use intake::{Arrival, Input, Options};
use language::{CodePoints, Path, Workspace};
use record::{PartKind, Story};

fn main() {
    let inputs: Vec<Input> = std::env::args_os().skip(1).map(Input::from).collect();
    let mut stories: Vec<Story> = Vec::new();
    let begun = Instant::now();
    intake::read(&inputs, &Options::default(), &mut |arrival| {
        if let Arrival::Story(incoming) = arrival {
            stories.push(incoming.story);
        }
        ControlFlow::Continue(())
    });
    let words: usize = stories.iter().map(|s| s.text.split_ascii_whitespace().count()).sum();
    let show = |room: &str, seconds: f64| println!("{room:<22} {:>12.0} words/s", words as f64 / seconds);
    println!("{} stories, {words} words", stories.len());
    show("intake", begun.elapsed().as_secs_f64());
    let fastest = |run: &mut dyn FnMut()| {
        let time = |run: &mut dyn FnMut()| {
            let begun = Instant::now();
            run();
            begun.elapsed().as_secs_f64()
        };
        (0..3).map(|_| time(run)).fold(f64::INFINITY, f64::min)
    };
    let parts: Vec<Vec<std::ops::Range<usize>>> = stories
        .iter()
        .map(|story| {
            let points = CodePoints::new(&story.text);
            let read = story.parts.iter().filter(|p| matches!(p.kind, PartKind::Headline | PartKind::Paragraph));
            read.map(|p| points.bytes(p.span)).collect()
        })
        .collect();
    let seconds = fastest(&mut || {
        for (story, parts) in stories.iter().zip(&parts) {
            for part in parts {
                std::hint::black_box(language::segment::segment(&story.text, part.clone()));
            }
        }
    });
    show("language: segment", seconds);
    let engine = Engine::new(Path::best());
    let mut workspace = Workspace::default();
    let read: Vec<(CodePoints, language::Analysis)> = stories
        .iter()
        .zip(&parts)
        .map(|(story, parts)| (CodePoints::new(&story.text), engine.reader().read(&mut workspace, &story.text, parts.clone())))
        .collect();
    let identity = || record::Engine { version: String::new(), models: String::new(), lexicon: String::new() };
    let seconds = fastest(&mut || {
        for (story, (points, analysis)) in stories.iter().zip(&read) {
            std::hint::black_box(coder::code(story.clone(), analysis, points, identity()));
        }
    });
    show("after the encoder", seconds);
    for path in Path::ALL.into_iter().rev().filter(|p| p.available() && *p != Path::Portable) {
        let engine = Engine::new(path);
        let mut workspace = Workspace::default();
        let seconds = fastest(&mut || {
            for (story, parts) in stories.iter().zip(&parts) {
                std::hint::black_box(engine.reader().read(&mut workspace, &story.text, parts.clone()));
            }
        });
        show(&format!("language ({})", path.as_str()), seconds);
        let seconds = fastest(&mut || {
            for story in &stories {
                let record = engine.code(&mut workspace, story.clone());
                std::hint::black_box(serde_json::to_string(&record).expect("a record is plain JSON"));
            }
        });
        show(&format!("story to JSON ({})", path.as_str()), seconds);
    }
}
