//! A site for the tests: the records of the example stories, and one that means harm, behind a router.

#![allow(dead_code)]

use std::{
    fs,
    path::{Path, PathBuf},
    sync::{Arc, Mutex},
};

use axum::{
    Router,
    body::{Body, to_bytes},
    http::{HeaderMap, Request, StatusCode, header},
};
use coder::explanation::Explanation;
use dateline_server::{Coding, Options, Site, router};
use language::{CodePoints, Reader, Workspace};
use record::{Delivered, Delivery, PartKind, Record, Story};
use store::Store;
use tower::ServiceExt as _;

/// What is put wherever a source can put words.
pub(crate) const HARM: &str = "</p><script>alert(1)</script><img src=x onerror=alert(1)>\" onmouseover=\"alert(1)";

/// The engine, as the program brings it.
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
        let mut workspace = self.workspace.lock().expect("no other test failed with it");
        let analysis = self.reader.read(&mut workspace, &story.text, read.map(|part| points.bytes(part.span)));
        coder::explain(story, &analysis, &points, self.identity.clone())
    }
}

/// A site in a folder of its own.
pub(crate) struct TestSite {
    router: Router,
    pub(crate) site: Arc<Site>,
    pub(crate) path: PathBuf,
    _folder: tempfile::TempDir,
}

/// An answer, read to its end.
pub(crate) struct Answered {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Vec<u8>,
}

impl Answered {
    pub(crate) fn json(&self) -> serde_json::Value {
        serde_json::from_slice(&self.body).unwrap_or_else(|error| panic!("{error}: {}", self.text()))
    }

    pub(crate) fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    pub(crate) fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().expect("plain text"))
    }
}

impl TestSite {
    pub(crate) fn new() -> Self {
        Self::with(|_| {})
    }

    pub(crate) fn with(change: impl FnOnce(&mut Options)) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("news.db");
        let mut store = Store::create_or_open(&path).expect("the file opens");
        let mut writer = store.writer().expect("nobody else writes");
        for delivered in examples() {
            writer.put(&delivered).expect("it is stored");
        }
        writer.refuse(&store::Refusal { rejected: true, message: format!("{HARM}: not UTF-8") }).expect("it is kept");
        writer.commit().expect("it lasts");
        store.group(None).expect("it is grouped");
        drop(store);
        let mut options = Options::new(&path);
        change(&mut options);
        let identity = record::Engine { version: "1".into(), models: "2".into(), lexicon: "3".into() };
        let engine = Engine { reader: Reader::english(language::Path::best()), workspace: Mutex::default(), identity };
        let site = Site::open(options, Arc::new(engine)).expect("the file opens");
        Self { router: router(Arc::clone(&site)), site, path, _folder: folder }
    }

    /// Asks as a browser on this machine does.
    pub(crate) async fn get(&self, address: &str) -> Answered {
        self.ask(Request::builder().uri(address).header(header::HOST, "localhost:8710").body(Body::empty()).expect(address)).await
    }

    pub(crate) async fn get_with(&self, address: &str, name: &str, value: &str) -> Answered {
        let request = Request::builder().uri(address).header(header::HOST, "localhost:8710").header(name, value);
        self.ask(request.body(Body::empty()).expect(address)).await
    }

    pub(crate) async fn post(&self, address: &str, headers: &[(&str, &str)], body: impl Into<Body>) -> Answered {
        let mut request = Request::builder().method("POST").uri(address).header(header::HOST, "localhost:8710");
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        self.ask(request.body(body.into()).expect(address)).await
    }

    pub(crate) async fn ask(&self, request: Request<Body>) -> Answered {
        let response = self.router.clone().oneshot(request).await.expect("a router never fails");
        let (parts, body) = response.into_parts();
        let body = to_bytes(body, 16 << 20).await.expect("a body").to_vec();
        Answered { status: parts.status, headers: parts.headers, body }
    }
}

/// The records of the example stories, each a story of its own, and one that means harm.
pub(crate) fn examples() -> Vec<Delivered> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../dateline/tests/records");
    let mut paths: Vec<_> = fs::read_dir(folder).expect("the records").map(|e| e.expect("an entry").path()).collect();
    paths.sort();
    let mut records: Vec<Record> =
        paths.iter().map(|path| serde_json::from_str(&fs::read_to_string(path).expect("a file")).expect("a record")).collect();
    let mut harmful = records[0].clone();
    harmful.story.id = HARM.into();
    harmful.story.source = Some(HARM.into());
    harmful.story.url = Some("javascript:alert(1)".into());
    harmful.story.text = harmful.story.text.replace(' ', "<") + HARM;
    harmful.story.headline = Some(HARM.into());
    for entity in &mut harmful.entities {
        entity.name = HARM.into();
        entity.role = Some(HARM.into());
    }
    records.push(harmful);
    records.into_iter().map(delivered).collect()
}

pub(crate) fn delivered(record: Record) -> Delivered {
    let delivery = Delivery { chain: record.story.id.clone(), ..Delivery::default() };
    Delivered { record, delivery }
}
