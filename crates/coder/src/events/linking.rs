//! One happening told twice in a story: headline, lead and quotation.
//!
//! In: the events of a story. Out: each later telling points at the first. Nothing is dropped.

use super::lexicon::Lexicon;
use super::story::{Event, is_fact};

/// Events before that are looked at for the same happening.
const WINDOW: usize = 40;

/// Links later tellings to the first.
pub(super) fn link(lexicon: &Lexicon, events: &mut [Event]) {
    for later in 1..events.len() {
        let first = (later.saturating_sub(WINDOW)..later).find(|&earlier| same(lexicon, &events[earlier], &events[later]));
        events[later].same_as = first.map(|at| events[at].same_as.unwrap_or(at));
    }
}

fn shares(one: &[usize], two: &[usize]) -> bool {
    one.iter().any(|e| two.contains(e))
}

fn same(lexicon: &Lexicon, one: &Event, two: &Event) -> bool {
    let (a, b) = (&lexicon.acts[one.act], &lexicon.acts[two.act]);
    let modes = one.mode.is_none() || two.mode.is_none() || one.mode == two.mode;
    let status = one.outcome.status == two.outcome.status || is_fact(one.outcome.status) && is_fact(two.outcome.status);
    let (actors, recipients) = (shares(&one.actors, &two.actors), shares(&one.recipients, &two.recipients));
    let silent = |one: &[usize], two: &[usize]| one.is_empty() || two.is_empty();
    // Talks list all as actors, in one telling a host as recipient.
    let crossed = shares(&one.actors, &two.recipients) || shares(&one.recipients, &two.actors);
    let parties = if actors {
        recipients || crossed || silent(&one.recipients, &two.recipients)
    } else {
        recipients && silent(&one.actors, &two.actors)
    };
    let days = match (one.days, two.days) {
        (Some((a, b)), Some((c, d))) => a <= d && c <= b,
        _ => true,
    };
    a.kind == b.kind && modes && status && parties && days
}
