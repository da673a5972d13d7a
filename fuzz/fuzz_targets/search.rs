//! Any text as words to search for: it is refused with a reason, or SQLite understands what it became.
#![no_main]

use std::{cell::OnceCell, io};

use dateline_fuzz::example;
use dateline_store::{Answer, In, Search, Store, Value, Words};
use tempfile::TempDir;

struct Nobody;

impl Answer for Nobody {
    fn columns(&mut self, _: &[String]) -> io::Result<()> {
        Ok(())
    }

    fn row(&mut self, _: &[Value<'_>]) -> io::Result<()> {
        Ok(())
    }
}

libfuzzer_sys::fuzz_target!(|text: &str| {
    thread_local!(static STORE: OnceCell<(TempDir, Store)> = const { OnceCell::new() });
    let Ok(words) = text.parse::<Words>() else { return };
    STORE.with(|store| {
        let (_, store) = store.get_or_init(|| {
            let folder = tempfile::tempdir().expect("a folder");
            let mut store = Store::create_or_open(folder.path().join("news.db")).expect("a store");
            let mut writer = store.writer().expect("a batch");
            writer.put(&example()).expect("our own record");
            writer.commit().expect("stored");
            (folder, store)
        });
        for within in [In::Stories, In::Statements] {
            let search = Search { words: words.clone(), within, from: None, to: None, source: Vec::new(), limit: Some(5) };
            store.search(&search, &mut Nobody).unwrap_or_else(|problem| panic!("{text:?}: {problem}")).expect("nobody fails");
        }
    });
});
