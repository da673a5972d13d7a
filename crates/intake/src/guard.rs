//! Libraries that trust lengths in damaged files panic on some of them. In: a call into one. Out: its result, or nothing if it panicked:
//! damage like any other, to be reported by name, not by a panic's message on standard error.

use std::cell::Cell;
use std::panic::{AssertUnwindSafe, catch_unwind, set_hook, take_hook};
use std::sync::Once;

static HOOK: Once = Once::new();

thread_local! {
    static GUARDED: Cell<bool> = const { Cell::new(false) };
}

/// Calls `parse`; `None` if it panics. The panic hook stays silent for this call alone.
pub(crate) fn guarded<T>(parse: impl FnOnce() -> T) -> Option<T> {
    HOOK.call_once(|| {
        let usual = take_hook();
        set_hook(Box::new(move |panic| {
            if !GUARDED.get() {
                usual(panic);
            }
        }));
    });
    let outer = GUARDED.replace(true);
    // Whoever calls drops what the library was working on.
    let result = catch_unwind(AssertUnwindSafe(parse));
    GUARDED.set(outer);
    result.ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_is_no_result() {
        assert_eq!(guarded(|| 7), Some(7));
        assert_eq!(guarded(|| -> u8 { panic!("a length that is not there") }), None);
        assert!(!GUARDED.get());
    }
}
