//! Answers kept for as long as the file does not change: bodies by what was asked, within a bound of memory.

use std::sync::{Arc, OnceLock};

use bytes::Bytes;
use flate2::{Compression, write::GzEncoder};
use quick_cache::{Weighter, sync};

use crate::forms::Form;

/// What was asked, of which state of the file.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) struct Key {
    pub(crate) path: &'static str,
    pub(crate) form: Form,
    /// The question as it was read, so that spellings of one question share their answer.
    pub(crate) question: String,
    pub(crate) version: u64,
}

/// An answer ready to be sent.
#[derive(Debug)]
pub(crate) struct Kept {
    pub(crate) body: Bytes,
    packed: OnceLock<Bytes>,
}

/// Shorter bodies are not worth packing.
const SHORT: usize = 1024;

impl Kept {
    pub(crate) fn new(body: Vec<u8>) -> Arc<Self> {
        Arc::new(Self { body: body.into(), packed: OnceLock::new() })
    }

    /// The body packed with gzip, once; `None` where it is too short for that.
    pub(crate) fn packed(&self) -> Option<Bytes> {
        use std::io::Write as _;
        if self.body.len() < SHORT {
            return None;
        }
        let pack = || {
            let mut out = GzEncoder::new(Vec::with_capacity(self.body.len() / 4), Compression::fast());
            out.write_all(&self.body).and_then(|()| out.finish()).expect("memory takes every byte").into()
        };
        Some(self.packed.get_or_init(pack).clone())
    }
}

#[derive(Clone)]
struct Weight;

impl Weighter<Key, Arc<Kept>> for Weight {
    fn weight(&self, key: &Key, kept: &Arc<Kept>) -> u64 {
        // The packed body comes later and is smaller.
        (key.question.len() + kept.body.len() + kept.body.len() / 3 + 200) as u64
    }
}

pub(crate) struct Cache(sync::Cache<Key, Arc<Kept>, Weight>);

impl Cache {
    pub(crate) fn new(bytes: u64) -> Self {
        Self(sync::Cache::with_weighter(2_000, bytes, Weight))
    }

    /// The answer, made by one of those that ask for it at once.
    pub(crate) async fn get<E>(&self, key: &Key, make: impl Future<Output = Result<Arc<Kept>, E>>) -> Result<Arc<Kept>, E> {
        self.0.get_or_insert_async(key, make).await
    }
}
