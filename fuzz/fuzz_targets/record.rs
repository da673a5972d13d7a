//! Any bytes as a story, through every room: every span of the record lies in its text.
#![no_main]

use std::{ops::ControlFlow, sync::OnceLock};

use dateline::Engine;
use dateline_intake::{Arrival, Options, read_bytes};
use dateline_language::{Path, Workspace};

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    static ENGINE: OnceLock<Engine> = OnceLock::new();
    let engine = ENGINE.get_or_init(|| Engine::new(Path::best()));
    let options = Options { english_only: false, ..Options::default() };
    read_bytes(bytes, "fuzz", &options, &mut |arrival| {
        if let Arrival::Story(incoming) = arrival {
            let record = engine.code(&mut Workspace::default(), incoming.story);
            let length = record.story.text.chars().count();
            let mentions = record.entities.iter().flat_map(|e| e.mentions.iter().map(|m| m.span));
            let parts = record.story.parts.iter().map(|p| p.span);
            for span in record.sentences.iter().copied().chain(mentions).chain(parts).chain(record.times.iter().map(|t| t.span)) {
                assert!(span.start < span.end && span.end <= length);
            }
        }
        ControlFlow::Continue(())
    });
});
