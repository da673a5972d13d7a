//! Numbers: amounts, times, dates, telephone numbers. In: a place in a chunk. Out: where the number ends.

use super::characters::{after, before, is_apostrophe, is_wordy};

/// Whether a number begins at byte `at`: a digit, or a sign, point or apostrophe that belongs to the digits after it.
pub(super) fn begins(text: &str, at: usize, end: usize) -> bool {
    let chunk = &text[..end];
    let Some(first) = after(chunk, at) else { return false };
    if first.is_ascii_digit() {
        return true;
    }
    let digits = digits(chunk, at + first.len_utf8());
    if digits == 0 || before(text, at).is_some_and(|c| is_wordy(c) || c == first) {
        return false;
    }
    match first {
        '+' | '.' => true,
        // '72, '90s: two digits and nothing but an s behind them.
        c if is_apostrophe(c) && digits == 2 => {
            let rest = &chunk[at + c.len_utf8() + digits..];
            let rest = rest.strip_prefix('s').unwrap_or(rest);
            !rest.starts_with(is_wordy) && !rest.starts_with(is_apostrophe)
        }
        _ => false,
    }
}

/// The end of the number at byte `at`, units and suffixes left out.
pub(super) fn end(text: &str, at: usize, end: usize) -> usize {
    let chunk = &text[..end];
    let mut stop = at;
    if let Some(first) = after(chunk, at)
        && !first.is_ascii_digit()
    {
        stop += first.len_utf8();
    }
    if let Some(length) = telephone(&chunk[stop..]) {
        return stop + length;
    }
    stop += digits(chunk, stop);
    while let Some(mark) = after(chunk, stop) {
        let more = digits(chunk, stop + 1);
        let joins = match mark {
            ',' => more == 3,
            '.' | ':' | '/' => more > 0,
            _ => false,
        };
        if !joins {
            break;
        }
        // 713/555-0142
        if mark == '/'
            && let Some(length) = telephone(&chunk[stop + 1..])
        {
            return stop + 1 + length;
        }
        stop += 1 + more;
    }
    stop
}

/// How many digits stand at byte `at`.
fn digits(text: &str, at: usize) -> usize {
    text.as_bytes()[at.min(text.len())..].iter().take_while(|b| b.is_ascii_digit()).count()
}

/// The length of a telephone number, post code or date written with hyphens: 713-555-0142, 77002-1234, 11-20-2000.
fn telephone(text: &str) -> Option<usize> {
    let mut groups = [0_usize; 4];
    let mut count = 0;
    let mut at = 0;
    loop {
        let length = digits(text, at);
        if length == 0 || count == groups.len() {
            return None;
        }
        groups[count] = length;
        count += 1;
        at += length;
        if text.as_bytes().get(at) == Some(&b'-') && digits(text, at + 1) > 0 {
            at += 1;
        } else {
            break;
        }
    }
    let known = matches!(
        groups[..count],
        [3, 4]
            | [3, 3, 4]
            | [1, 3, 3, 4]
            | [2, 3, 3, 4]
            | [5, 4]
            | [1..=2, 1..=2, 4]
            | [2, 2, 2]
            | [4, 2, 2]
            | [3, 4, 4]
            | [2, 4, 4]
    );
    (known && !text[at..].starts_with(is_wordy)).then_some(at)
}
