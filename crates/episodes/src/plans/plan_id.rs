//! What a plan is called: the same in every file, in whatever order stories come, and kept when its day moves.

use std::collections::HashSet;

use jiff::civil::Date;
use sha2::{Digest, Sha256};

use super::Telling;
use crate::party::Party;

/// A hash of act, parties and the day that was told first; `taken` holds those of other plans.
pub(super) fn plan_id(telling: &Telling, begin: Option<Date>, taken: &mut HashSet<String>) -> String {
    let sorted = |parties: &[Party]| {
        let mut all: Vec<String> = parties.iter().map(Party::identity).collect();
        all.sort();
        all.join("\n")
    };
    let begin = begin.map_or_else(String::new, |begin| begin.to_string());
    // Where nobody is named, only versions of one story can be about the same.
    let chain = if telling.actors.is_empty() { telling.chain.as_str() } else { "" };
    let mode = telling.mode.as_deref().unwrap_or_default();
    let (actors, recipients) = (sorted(&telling.actors), sorted(&telling.recipients));
    for number in 0.. {
        let mut hash = Sha256::new();
        for part in [&telling.kind, mode, &actors, &recipients, &begin, chain, &number.to_string()] {
            hash.update((part.len() as u64).to_le_bytes());
            hash.update(part);
        }
        let id: String = hash.finalize()[..16].iter().map(|byte| format!("{byte:02x}")).collect();
        if taken.insert(id.clone()) {
            return id;
        }
    }
    unreachable!("there are more numbers than plans")
}
