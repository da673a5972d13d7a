//! Keeps sentences bounded. In: words and sentence ends. Out: ends such that no sentence has more than [`MOST_WORDS`].

use super::words::Word;

/// The most words of a sentence.
pub(super) const MOST_WORDS: usize = 300;
/// A cut leaves at least this many words before it, so that few cuts are needed.
const FEWEST_BEFORE_CUT: usize = 150;

/// Adds ends inside sentences that are too long: at the last semicolon, colon or dash, comma, or anywhere.
pub(super) fn bound(text: &str, words: &[Word], ends: Vec<usize>) -> Vec<usize> {
    let mut out = Vec::with_capacity(ends.len());
    let mut first = 0;
    for end in ends {
        while end - first > MOST_WORDS {
            first = best(text, words, first);
            out.push(first);
        }
        out.push(end);
        first = end;
    }
    out
}

fn best(text: &str, words: &[Word], first: usize) -> usize {
    let window = first + FEWEST_BEFORE_CUT..first + MOST_WORDS;
    let whole = |cut: &usize| !words[*cut].inside;
    for marks in [[";", "."], [":", "--"], ["–", "—"], [",", "|"]] {
        let found = window.clone().rev().map(|at| at + 1).find(|cut| {
            let word = &words[cut - 1];
            marks.contains(&&text[word.start..word.end]) && whole(cut)
        });
        if let Some(cut) = found {
            return cut;
        }
    }
    window.rev().map(|at| at + 1).find(whole).unwrap_or(first + MOST_WORDS)
}
