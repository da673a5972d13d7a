//! Values that a file holds nothing of: they are named beside those that it does hold, and the answer is empty.

use store::{Known, Store};

use super::Failure;

/// How many of the file's own values are named.
const EXAMPLES: usize = 8;

/// Says on standard error which of the values the file knows nothing of.
pub(super) fn say(store: &Store, option: &str, kind: Known, values: &[String]) -> Result<(), Failure> {
    for value in values {
        if value.trim().is_empty() {
            return Err(Failure::Usage(format!("{option}: expected a name or a code, found nothing")));
        }
        if !store.knows(kind, value)? {
            let examples = store.examples(kind, EXAMPLES)?;
            let has = match examples.as_slice() {
                [] => "it has none".to_owned(),
                some => format!("it has, among others, {}", some.join(", ")),
            };
            let what = match kind {
                Known::Party => "nobody of this name or code",
                Known::Place => "no place of this name",
                Known::Country => "no place in this country",
                Known::Source => "no story of this source",
            };
            eprintln!("{option} {value}: the file holds {what}; {has}");
        }
    }
    Ok(())
}

/// "a, b or c".
pub(super) fn either(values: &[&str]) -> String {
    match values {
        [] => String::new(),
        [one] => (*one).to_owned(),
        [many @ .., last] => format!("{} or {last}", many.join(", ")),
    }
}
