//! Quotations and who speaks in them.
//!
//! In: the story with its mentions. Out: for each word whether a quotation is around it, and for each quotation the word that its
//! speaker is headed by. A quotation ends with its paragraph, unless the next one begins with a mark that opens: then it goes on.

use language::Upos;

use super::draft::Draftsman;
use super::words;
use crate::tree::base;

/// The quotations of a story.
#[derive(Debug, Default)]
pub(super) struct Quotations {
    /// Number of the quotation around each word of each sentence.
    inside: Vec<Vec<Option<u32>>>,
    /// Sentence and head of each quotation's speaker.
    speakers: Vec<Option<(usize, usize)>>,
}

impl Quotations {
    pub(super) fn around(&self, sentence: usize, token: usize) -> Option<u32> {
        *self.inside.get(sentence)?.get(token)?
    }

    pub(super) fn speaker(&self, quotation: u32) -> Option<(usize, usize)> {
        *self.speakers.get(quotation as usize)?
    }
}

/// Finds quotations and their speakers.
pub(super) fn find(story: &Draftsman<'_>) -> Quotations {
    let mut out = Quotations::default();
    let mut open: Option<u32> = None;
    let mut count = 0;
    let mut last_end = 0;
    let mut paragraph_of: Vec<usize> = Vec::with_capacity(story.trees.len());
    let mut paragraph = 0;
    for sentence in &story.analysis.sentences {
        let between = story.text.get(last_end..sentence.span.start).unwrap_or("");
        let new_paragraph = between.contains('\n');
        last_end = sentence.span.end;
        if new_paragraph {
            paragraph += 1;
            // A quotation that was not closed goes on where the next paragraph opens one.
            let goes_on = open.is_some() && sentence.tokens.first().is_some_and(|t| mark(&t.form, t.xpos) == Some(Mark::Opens));
            if !goes_on {
                open = None;
            }
        }
        paragraph_of.push(paragraph);
        let mut row = Vec::with_capacity(sentence.tokens.len());
        for (at, token) in sentence.tokens.iter().enumerate() {
            match mark(&token.form, token.xpos) {
                Some(Mark::Opens) if open.is_none() => {
                    open = Some(count);
                    count += 1;
                    row.push(None);
                }
                Some(Mark::Opens) if at == 0 => row.push(None),
                Some(_) if open.is_some() => {
                    open = None;
                    row.push(None);
                }
                _ => row.push(open),
            }
        }
        out.inside.push(row);
    }
    out.speakers = vec![None; count as usize];
    let said: Vec<Option<(usize, usize)>> = (0..story.trees.len()).map(|sentence| speaker_in(story, &out, sentence)).collect();
    for sentence in 0..story.trees.len() {
        let here: Vec<u32> = {
            let mut list: Vec<u32> = out.inside[sentence].iter().flatten().copied().collect();
            list.dedup();
            list
        };
        for quotation in here {
            let slot = &mut out.speakers[quotation as usize];
            if slot.is_some() {
                continue;
            }
            let near = |at: usize| said.get(at).copied().flatten().filter(|_| paragraph_of[at] == paragraph_of[sentence]);
            // The sentence itself, then the one before it, then the one after, then the paragraph before.
            *slot = near(sentence)
                .or_else(|| sentence.checked_sub(1).and_then(near))
                .or_else(|| near(sentence + 1))
                .or_else(|| (sentence.saturating_sub(3)..sentence).rev().find_map(|at| said[at]));
        }
    }
    out
}

#[derive(PartialEq, Eq)]
enum Mark {
    Opens,
    Closes,
}

fn mark(form: &str, xpos: &str) -> Option<Mark> {
    match form {
        "“" | "``" | "«" | "„" => Some(Mark::Opens),
        "”" | "''" | "»" => Some(Mark::Closes),
        "\"" => Some(if xpos == "''" { Mark::Closes } else { Mark::Opens }),
        _ => None,
    }
}

/// Subject of the first verb of speech outside quotations.
fn speaker_in(story: &Draftsman<'_>, quotations: &Quotations, sentence: usize) -> Option<(usize, usize)> {
    let tree = &story.trees[sentence];
    let outside = |at: usize| quotations.inside[sentence][at].is_none();
    let speech = |at: &usize| {
        let token = &tree.tokens[*at];
        token.upos == Upos::Verb && outside(*at) && words::sets().speech.contains(&*token.lemma)
    };
    let mut verbs: Vec<usize> = (0..tree.len()).filter(speech).collect();
    // The verb that governs the others first.
    verbs.sort_by_key(|&at| (tree.tokens[at].head.is_some(), at));
    let subject = verbs.into_iter().find_map(|at| tree.subject(at).filter(|&subject| outside(subject))).or_else(|| {
        // "according to X"
        (0..tree.len()).find(|&at| outside(at) && &*tree.tokens[at].lemma == "accord").and_then(|at| tree.tokens[at].head)
    })?;
    let subject = if base(tree.tokens[subject].deprel) == "conj" { tree.first_conjunct(subject) } else { subject };
    Some((sentence, subject))
}
