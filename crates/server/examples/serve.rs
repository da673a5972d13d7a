//! Serves a file as `dateline serve` does, built without the rest of the program: cargo run -p dateline-server --example serve -- FILE ADDRESS:PORT
use std::sync::{Arc, Mutex};

use coder::explanation::Explanation;
use dateline_server::{Coding, Options, Site, serve};
use language::{CodePoints, Path, Reader, Workspace};
use record::{PartKind, Record, Story};

struct Engine {
    reader: Reader,
    workspace: Mutex<Workspace>,
    identity: record::Engine,
}

impl Coding for Engine {
    fn identity(&self) -> &record::Engine {
        &self.identity
    }

    fn explain(&self, story: Story) -> (Record, Explanation) {
        let points = CodePoints::new(&story.text);
        let read = story.parts.iter().filter(|part| matches!(part.kind, PartKind::Headline | PartKind::Paragraph));
        let mut workspace = self.workspace.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        let analysis = self.reader.read(&mut workspace, &story.text, read.map(|part| points.bytes(part.span)));
        coder::explain(story, &analysis, &points, self.identity.clone())
    }
}

fn main() {
    let mut arguments = std::env::args().skip(1);
    let (Some(db), Some(address)) = (arguments.next(), arguments.next()) else { panic!("expected FILE ADDRESS:PORT") };
    let identity = record::Engine { version: "0.1.0".into(), models: "example".into(), lexicon: "example".into() };
    let engine = Engine { reader: Reader::english(Path::best()), workspace: Mutex::default(), identity };
    let options = Options { address: address.parse().expect("an address"), ..Options::new(db) };
    let site = Site::open(options, Arc::new(engine)).expect("a file of records");
    serve(site, |address| println!("http://{address}/")).expect("served");
}
