//! Tokens made of marks: punctuation, runs of marks, emoji, faces. In: a place in a chunk. Out: where the token ends.

use super::characters::{after, before, is_mark, is_wordy};
use super::tables::tables;

/// The end of the token of marks that begins at byte `at` of `text[..end]`.
pub(super) fn end(text: &str, at: usize, end: usize) -> usize {
    let chunk = &text[..end];
    let Some(first) = after(chunk, at) else { return end };
    let mut stop = at + first.len_utf8();
    match first {
        '!' | '?' | '‽' => {
            let stop = run(chunk, stop, |c| matches!(c, '!' | '?' | '‽'));
            // "!." is one mark, "!.." is two.
            if chunk[stop..].starts_with('.') && !chunk[stop..].starts_with("..") { stop + 1 } else { stop }
        }
        '.' if matches!(after(chunk, stop), Some('!' | '?')) => run(chunk, stop, |c| matches!(c, '!' | '?')),
        '…' => run(chunk, stop, |c| matches!(c, '…' | '.')),
        '-' | '=' | '<' if arrow(chunk, at).is_some() => arrow(chunk, at).unwrap_or(stop),
        '>' if after(chunk, stop) == Some('=') => stop + 1,
        '’' | '‘' if after(chunk, stop) == Some('’') && !chunk[stop + '’'.len_utf8()..].starts_with('s') => {
            stop + '’'.len_utf8()
        }
        '\'' | '`' if after(chunk, stop) == Some(first) => stop + 1,
        '"' | '\'' | '`' | '(' | ')' | '[' | ']' | '{' | '}' | ',' | ';' | '“' | '”' | '‘' | '’' | '«' | '»' | '%' | '/'
        | '$' | '£' | '€' => stop,
        '\u{1F1E6}'..='\u{1F1FF}' => {
            if let Some(second @ '\u{1F1E6}'..='\u{1F1FF}') = after(chunk, stop) {
                stop += second.len_utf8();
            }
            stop
        }
        _ => {
            while let Some(next) = after(chunk, stop) {
                let joined = before(chunk, stop) == Some('\u{200D}') && !is_wordy(next);
                if next != first && !is_mark(next) && !joined {
                    break;
                }
                stop += next.len_utf8();
            }
            stop
        }
    }
}

/// The end of an arrow: ->, ==>, <--.
fn arrow(chunk: &str, at: usize) -> Option<usize> {
    let shaft = |at: usize| run(chunk, at, |c| matches!(c, '-' | '='));
    if chunk[at..].starts_with('<') {
        let stop = shaft(at + 1);
        return (stop > at + 1 && stop < at + 8).then_some(stop);
    }
    let stop = shaft(at);
    (stop < at + 8 && chunk[stop..].starts_with('>')).then_some(stop + 1)
}

fn run(text: &str, at: usize, belongs: impl Fn(char) -> bool) -> usize {
    text[at..].find(|c| !belongs(c)).map_or(text.len(), |length| at + length)
}

/// The end of a face (":-)") at byte `at`, if one stands there by itself.
pub(super) fn face(text: &str, at: usize, end: usize) -> Option<usize> {
    let rest = &text[at..end];
    // All faces but those of plain letters begin with one of these.
    if !rest.starts_with([':', ';', '=', '(', ')', '<', '^', '-', 'D', '8', 'o', 'O', 'x', 'X', '>']) {
        return None;
    }
    let begins_with_letter = rest.starts_with(|c: char| c.is_ascii_alphanumeric());
    if before(text, at).is_some_and(|c| is_wordy(c) || (begins_with_letter && !c.is_whitespace()) || c == '(') {
        return None;
    }
    let face = tables().emoticons.iter().find(|face| rest.starts_with(face.as_str()))?;
    let stop = at + face.len();
    let follower = after(&text[..end], stop);
    // ":p" before "rices" is no face, and "(:" must stand alone.
    let alone = match follower {
        None => true,
        Some(c) => matches!(c, '.' | ',' | '!' | '?' | ')') && !face.starts_with(['(', ')']) && !begins_with_letter,
    };
    alone.then_some(stop)
}
