//! Work on many threads with results in the order of the input.
//!
//! In: a source that hands on items one at a time, and a function. Out: the function's results, in order, to a sink on the calling
//! side's thread. Memory is bounded: no more than [`AHEAD`] items a thread are in flight.

use std::{
    collections::BTreeMap,
    sync::{Mutex, mpsc},
    thread,
};

/// Items in flight for each thread: enough to ride out a long story, few enough to stay small.
const AHEAD: usize = 16;

/// Runs `work` on `threads` threads over everything that `source` sends, and gives the results to `sink` in that order.
///
/// `source` is called with a function that takes an item and says whether more is wanted; `state` makes what each thread keeps for
/// itself. The sink says whether it wants more; once it does not, the source is told so and what is in flight is dropped.
pub fn map<I, O, S, R>(
    threads: usize,
    source: impl FnOnce(&mut dyn FnMut(I) -> bool) -> R + Send,
    state: impl Fn() -> S + Sync,
    work: impl Fn(&mut S, I) -> O + Sync,
    mut sink: impl FnMut(O) -> bool,
) -> R
where
    I: Send,
    O: Send,
    R: Send,
{
    let threads = threads.max(1);
    let (send_item, items) = mpsc::sync_channel::<(usize, I)>(threads);
    let (send_result, results) = mpsc::channel::<(usize, O)>();
    // A permit for each item between the source and the sink.
    let (give_back, permits) = mpsc::channel::<()>();
    for _ in 0..threads * AHEAD {
        let _ = give_back.send(());
    }
    let items = Mutex::new(items);
    thread::scope(|scope| {
        let reader = scope.spawn(move || {
            let mut count = 0;
            source(&mut |item| {
                let open = permits.recv().is_ok() && send_item.send((count, item)).is_ok();
                count += 1;
                open
            })
        });
        for _ in 0..threads {
            let send_result = send_result.clone();
            let (items, state, work) = (&items, &state, &work);
            scope.spawn(move || {
                let mut own = state();
                loop {
                    let next = items.lock().expect("a thread that holds the lock only waits").recv();
                    let Ok((number, item)) = next else { break };
                    if send_result.send((number, work(&mut own, item))).is_err() {
                        break;
                    }
                }
            });
        }
        drop(send_result);
        let mut waiting = BTreeMap::new();
        let (mut next, mut open) = (0, true);
        let mut give_back = Some(give_back);
        for (number, result) in results {
            waiting.insert(number, result);
            while let Some(result) = waiting.remove(&next) {
                next += 1;
                if open {
                    open = sink(result);
                }
                match &give_back {
                    Some(channel) if open => drop(channel.send(())),
                    // With no permits to come, the source is told to stop.
                    _ => give_back = None,
                }
            }
        }
        reader.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn results_come_in_order_at_any_thread_count() {
        for threads in [1, 2, 7] {
            let mut out = Vec::new();
            let sent = map(
                threads,
                |send| (0..500u64).filter(|&i| send(i)).count(),
                || 0u64,
                |_, i| {
                    // Uneven work, so that later items overtake earlier ones.
                    (0..(i * 7919) % 5000).fold(i, |a, b| std::hint::black_box(a ^ b ^ b))
                },
                |i| {
                    out.push(i);
                    true
                },
            );
            assert_eq!(sent, 500);
            assert_eq!(out, (0..500).collect::<Vec<_>>(), "{threads} threads");
        }
    }

    #[test]
    fn the_source_stops_when_the_sink_is_full() {
        let mut taken = 0;
        let sent = map(
            3,
            |send| (0..1_000_000u64).take_while(|&i| send(i)).count(),
            || (),
            |(), i| i,
            |_| {
                taken += 1;
                taken < 10
            },
        );
        assert_eq!(taken, 10);
        assert!(sent < 1000, "{sent} items were sent after the sink was full");
    }
}
