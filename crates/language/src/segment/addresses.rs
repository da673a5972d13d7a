//! Addresses on the net and file names. In: a place in a chunk. Out: where the address ends, if one begins there.

use super::characters::{after, before, is_wordy};
use super::tables::{holds, tables};

/// Host names have at most 253 characters (RFC 1035), local parts 64: longer ones are none, and the search stays short.
const LONGEST_NAME: usize = 256;

/// What a chunk holds that an address needs; spares the search in plain chunks.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Signs {
    /// A period with a character after it.
    pub(super) point: bool,
    /// `@` or `#`.
    pub(super) at_or_hash: bool,
    /// `://` or `mailto:`.
    pub(super) scheme: bool,
}

/// Looks for the signs of an address in a chunk.
pub(super) fn signs(chunk: &str) -> Signs {
    let mut signs = Signs::default();
    let bytes = chunk.as_bytes();
    for (at, byte) in bytes.iter().enumerate() {
        match byte {
            b'.' => signs.point |= bytes.get(at + 1).is_some_and(|b| b.is_ascii_alphanumeric()),
            b'@' | b'#' => signs.at_or_hash = true,
            b':' => signs.scheme |= bytes[at..].starts_with(b"://") || bytes[..at].ends_with(b"mailto"),
            _ => {}
        }
    }
    signs
}

/// The end of the address that begins at byte `at`.
pub(super) fn end(text: &str, at: usize, end: usize, signs: Signs) -> Option<usize> {
    if before(text, at).is_some_and(is_wordy) {
        return None;
    }
    let chunk = &text[..end];
    let first = after(chunk, at)?;
    if signs.at_or_hash && matches!(first, '@' | '#') {
        return handle(chunk, at);
    }
    if signs.scheme {
        let scheme = chunk[at..].bytes().take_while(u8::is_ascii_alphabetic).count();
        let rest = &chunk[at + scheme..];
        if scheme > 0 && (rest.starts_with("://") || (rest.starts_with(':') && holds_mailto(&chunk[at..at + scheme]))) {
            return Some(trim(chunk, at, reach(chunk, at)));
        }
    }
    // A file's ending by itself: ".doc".
    if signs.point && first == '.' {
        let ending = chunk[at + 1..].bytes().take_while(u8::is_ascii_alphanumeric).count();
        let stop = at + 1 + ending;
        let alone = before(text, at).is_none_or(char::is_whitespace) && !chunk[stop..].starts_with(is_wordy);
        return (alone && holds(&tables().file_endings, &chunk[at + 1..stop])).then_some(stop);
    }
    if !first.is_ascii_alphanumeric() {
        return None;
    }
    if signs.at_or_hash
        && let Some(stop) = mail(chunk, at)
    {
        return Some(stop);
    }
    if signs.point { dotted(chunk, at) } else { None }
}

fn holds_mailto(scheme: &str) -> bool {
    scheme.eq_ignore_ascii_case("mailto")
}

/// Everything up to a mark that no address holds.
fn reach(chunk: &str, at: usize) -> usize {
    chunk[at..].find(['<', '>', '"', '“', '”', '«', '»', '|', '{', '}', '‘', '’', '…']).map_or(chunk.len(), |length| at + length)
}

/// Leaves out marks that belong to the sentence: a last period, a bracket opened before the address.
fn trim(chunk: &str, at: usize, stop: usize) -> usize {
    let address = &chunk[at..stop];
    let mut kept = address;
    let unpaired = address.matches(')').count().saturating_sub(address.matches('(').count());
    let mut brackets = 0;
    loop {
        let shorter = kept.trim_end_matches(['.', ',', ';', ':', '!', '?', '\'', ']']);
        kept = match shorter.strip_suffix(')') {
            Some(inner) if brackets < unpaired => {
                brackets += 1;
                inner
            }
            _ => return at + shorter.len().max(1),
        };
    }
}

/// `@name`, `#topic`.
fn handle(chunk: &str, at: usize) -> Option<usize> {
    let name = &chunk[at + 1..];
    if !name.starts_with(|c: char| c.is_alphabetic() || (c == '_' && name.len() > 1)) {
        return None;
    }
    let length = name.find(|c: char| !is_wordy(c) && c != '_').unwrap_or(name.len());
    Some(at + 1 + length)
}

fn mail(chunk: &str, at: usize) -> Option<usize> {
    let bytes = chunk.as_bytes();
    let local = bytes[at..].iter().take(LONGEST_NAME).take_while(|b| b.is_ascii_alphanumeric() || b"._%+-".contains(b)).count();
    if bytes.get(at + local) != Some(&b'@') {
        return None;
    }
    let domain = at + local + 1;
    if !bytes.get(domain).is_some_and(u8::is_ascii_alphanumeric) {
        return None;
    }
    let length =
        bytes[domain..].iter().take(LONGEST_NAME).take_while(|b| b.is_ascii_alphanumeric() || b"._-".contains(b)).count();
    let name = chunk[domain..domain + length].trim_end_matches(['.', '-', '_']);
    Some(domain + name.len())
}

/// `www.example.com/a`, `example.co.uk`, `talk.politics.misc`, `budget_2020.xls`.
fn dotted(chunk: &str, at: usize) -> Option<usize> {
    let bytes = chunk.as_bytes();
    let length = bytes[at..].iter().take(LONGEST_NAME).take_while(|b| b.is_ascii_alphanumeric() || b"._-~#".contains(b)).count();
    let name = chunk[at..at + length].trim_end_matches(['.', '-', '_', '~', '#']);
    let mut labels = name.split('.');
    let last = labels.next_back()?;
    if labels.clone().next().is_none() || name.split('.').any(str::is_empty) {
        return None;
    }
    let tables = tables();
    let web = name.get(..4).is_some_and(|head| head.eq_ignore_ascii_case("www."));
    let national = last.len() == 2 && labels.next_back().is_some_and(|label| holds(&tables.second_domains, label));
    let domain = (national || holds(&tables.top_domains, last)) && !name.contains('#');
    let named = name.split('.').any(|label| label.len() > 1 && label.bytes().any(|b| b.is_ascii_alphabetic()));
    if web || (domain && named) {
        let stop = at + name.len();
        if bytes.get(stop) == Some(&b'/') && bytes.get(stop + 1).is_some_and(|b| b.is_ascii_graphic()) {
            return Some(trim(chunk, at, reach(chunk, at)));
        }
        return Some(stop);
    }
    if holds(&tables.file_endings, last) {
        return Some(at + name.len());
    }
    let labels = name.split('.').count();
    let plain = |label: &str| label.len() > 1 && label.bytes().all(|b| b.is_ascii_lowercase() || b == b'-' || b == b'_');
    (labels > 2 && name.split('.').all(plain)).then_some(at + name.len())
}
