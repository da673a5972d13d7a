//! One run of reading: where we are, what was seen, and the way out to the receiver.

use std::cell::Cell;
use std::collections::HashSet;
use std::ops::ControlFlow;
use std::rc::Rc;

use sha2::{Digest, Sha256};

use crate::arrival::{Arrival, Incoming, PassedOver, PassedOverWhy, Place, Rejected, Signal, Tally, Warning};
use crate::chains::Chains;
use crate::compose::compose;
use crate::draft::Draft;
use crate::language;
use crate::options::Options;

/// Break means that the receiver wants no more.
pub(crate) type Flow = ControlFlow<()>;

/// The state that every reader shares.
pub(crate) struct Reading<'a> {
    pub(crate) options: &'a Options,
    /// Name of what is being read, shown in every message.
    pub(crate) file: String,
    /// How many archives and messages we are inside of.
    pub(crate) depth: usize,
    pub(crate) tally: Tally,
    /// Bytes that may still unfold from the file being read; shared with the readers that unfold it.
    pub(crate) unpacked_left: Rc<Cell<u64>>,
    /// First half of the digest of each id so far: 8 bytes a story, so that a run over millions stays small.
    seen: HashSet<u64>,
    chains: Chains,
    receive: &'a mut dyn FnMut(Arrival) -> Flow,
}

impl<'a> Reading<'a> {
    pub(crate) fn new(options: &'a Options, receive: &'a mut dyn FnMut(Arrival) -> Flow) -> Self {
        Self {
            options,
            file: String::new(),
            depth: 0,
            tally: Tally::default(),
            unpacked_left: Rc::new(Cell::new(options.max_unpacked_bytes)),
            seen: HashSet::new(),
            chains: Chains::default(),
            receive,
        }
    }

    /// Puts the story together and hands it on, unless it is not English.
    pub(crate) fn story(&mut self, draft: Draft, place: Place) -> Flow {
        let mut incoming = compose(draft, self.options);
        let withdrawn = incoming.signal == Signal::Withdraw;
        if incoming.story.text.is_empty() && !withdrawn {
            return self.reject(
                place,
                "no text: a story needs a headline or a paragraph".into(),
                "leave it out, or check which field holds the text",
            );
        }
        match language::judge(&incoming.story) {
            language::Verdict::English(tag) => incoming.story.language = tag,
            language::Verdict::Other(tag) if self.options.english_only && !withdrawn => {
                self.tally.other_language += 1;
                return self.hand(Arrival::PassedOver(PassedOver {
                    file: self.file.clone(),
                    place,
                    id: Some(incoming.story.id),
                    why: PassedOverWhy::Language(tag),
                }));
            }
            language::Verdict::Other(tag) => incoming.story.language = tag,
        }
        let repeated = !self.seen.insert(short_digest(&incoming.story.id));
        incoming.chain = self.chains.place(&incoming);
        if repeated && incoming.signal == Signal::New {
            self.tally.duplicates += 1;
            incoming.warnings.push(Warning::DuplicateId(incoming.story.id.clone()));
        }
        if withdrawn {
            withdraw(&mut incoming);
        }
        self.tally.stories += 1;
        incoming.file = self.file.clone();
        incoming.place = place;
        self.hand(Arrival::Story(Box::new(incoming)))
    }

    /// Reports input that cannot be read.
    pub(crate) fn reject(&mut self, place: Place, problem: String, mend: &str) -> Flow {
        self.tally.rejected += 1;
        self.hand(Arrival::Rejected(Rejected { file: self.file.clone(), place, problem, mend: mend.into() }))
    }

    /// Reports input that holds no story.
    pub(crate) fn pass_over(&mut self, place: Place, id: Option<String>, why: PassedOverWhy) -> Flow {
        self.tally.passed_over += 1;
        self.hand(Arrival::PassedOver(PassedOver { file: self.file.clone(), place, id, why }))
    }

    fn hand(&mut self, arrival: Arrival) -> Flow {
        let flow = (self.receive)(arrival);
        self.tally.stopped |= flow.is_break();
        flow
    }
}

/// Takes the text out of a story that is not to be used.
fn withdraw(incoming: &mut Incoming) {
    let story = &mut incoming.story;
    if !story.text.is_empty() {
        incoming.warnings.push(Warning::Withdrawn);
    }
    story.text.clear();
    story.parts.clear();
    (story.headline, story.dateline, story.byline) = (None, None, None);
}

/// Id of a story that has none: the first 16 hexadecimal digits of the SHA-256 of its text.
pub(crate) fn text_id(text: &str) -> String {
    format!("{:016x}", short_digest(text))
}

fn short_digest(text: &str) -> u64 {
    let digest = Sha256::digest(text.as_bytes());
    u64::from_be_bytes(std::array::from_fn(|i| digest[i]))
}

impl Reading<'_> {
    /// Rejects something longer than a single story may be.
    pub(crate) fn too_long(&mut self, place: Place, what: &str) -> Flow {
        let limit = self.options.max_story_bytes;
        self.reject(
            place,
            format!("{what} longer than {limit} bytes"),
            "split it, or raise the limit on the size of one story (`--largest-story`)",
        )
    }

    /// Rejects what the system could not read on.
    pub(crate) fn unreadable(&mut self, error: &std::io::Error) -> Flow {
        self.reject(Place::Whole, format!("reading failed: {error}"), "check that the file is whole and may be read")
    }
}
