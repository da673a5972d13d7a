//! Holds the tables to their example sentences.
//!
//! In: the lexicon, and its sentences as read by the language model. Out: [`Problem`]s with file, line and reason.

use language::{Analysis, Sentence, Upos};
use rustc_hash::FxHashSet;

use super::codebook;
use super::lexicon::{Example, Lexicon, Problem, key};
use super::reading::{Reader, Reading, keys};
use super::status::Outcome;
use super::tree::Tree;

/// The example sentences as one text, a paragraph each, and the byte ranges of the paragraphs.
pub fn text(lexicon: &Lexicon) -> (String, Vec<std::ops::Range<usize>>) {
    let mut text = String::new();
    let mut parts = Vec::new();
    for example in lexicon.examples() {
        let start = text.len();
        text.push_str(&example.text);
        parts.push(start..text.len());
        text.push_str("\n\n");
    }
    (text, parts)
}

/// Holds every sentence to what it asserts, and every predicate to having a sentence. `analysis` is of [`text`].
pub fn check(lexicon: &Lexicon, analysis: &Analysis) -> Vec<Problem> {
    let (_, parts) = text(lexicon);
    let mut problems = Vec::new();
    let mut shown: FxHashSet<(usize, String)> = FxHashSet::default();
    let mut sentences = analysis.sentences.iter().peekable();
    for (example, part) in lexicon.examples().iter().zip(parts) {
        let mut own = Vec::new();
        while let Some(sentence) = sentences.next_if(|s| s.span.start < part.end) {
            own.push(sentence);
        }
        if let Err(reason) = hold(lexicon, example, part.start, &own, &mut shown) {
            problems.push(Problem {
                file: example.file.into(),
                line: example.line,
                reason: format!("{reason}\n    {}", example.text),
            });
        }
    }
    for (predicate, act, file, line) in lexicon.listed() {
        if !shown.contains(&(*act, folded(predicate))) {
            let reason = format!("`{predicate}` has no sentence that codes by it: add one under `codes`");
            problems.push(Problem { file: (*file).into(), line: *line, reason });
        }
    }
    problems
}

fn folded(predicate: &str) -> String {
    let mut words: Vec<String> = predicate.split_whitespace().map(key).collect();
    words.sort();
    words.join(" ")
}

/// In examples every noun, name and pronoun is a party, and so is an adjective of a people.
fn is_party(sentence: &Sentence, token: usize) -> bool {
    let token = &sentence.tokens[token];
    match token.upos {
        Upos::Noun | Upos::Propn | Upos::Num => {
            !matches!(token.deprel, "compound" | "nmod:desc") || token.form.starts_with(char::is_uppercase)
        }
        Upos::Pron => true,
        Upos::Adj => token.form.starts_with(char::is_uppercase) || token.deprel != "amod",
        _ => false,
    }
}

fn hold(
    lexicon: &Lexicon,
    example: &Example,
    start: usize,
    sentences: &[&Sentence],
    shown: &mut FxHashSet<(usize, String)>,
) -> Result<(), String> {
    let mut found = Vec::new();
    for sentence in sentences {
        let tree = Tree::new(sentence);
        let keys = keys(&tree, lexicon);
        let party = |token: usize| is_party(sentence, token).then_some(token);
        let reader = Reader { tree: &tree, lexicon, keys: &keys, parties: &party };
        for reading in reader.readings() {
            let outcome = reader.outcome(reading.anchor, reading.light, false);
            found.push((*sentence, reading, outcome));
        }
    }
    let coded: Vec<String> = found.iter().map(|(s, r, o)| describe(lexicon, s, r, *o)).collect();
    let coded = if coded.is_empty() { "nothing".into() } else { coded.join("; ") };
    let anchored = |(sentence, reading, _): &&(&Sentence, Reading, Outcome)| {
        example.anchor.as_ref().is_none_or(|anchor| {
            let token = &sentence.tokens[reading.anchor].span;
            token.start < start + anchor.end && start + anchor.start < token.end
        })
    };
    let of_act = |(_, reading, _): &&(&Sentence, Reading, Outcome)| {
        let act = &lexicon.acts[reading.act];
        example.act.as_ref().is_none_or(|(kind, mode)| act.kind == kind && act.mode == mode.as_deref())
    };
    if !example.codes {
        return match found.iter().filter(of_act).find(anchored) {
            Some((sentence, reading, outcome)) => {
                Err(format!("must not code, but: {}", describe(lexicon, sentence, reading, *outcome)))
            }
            None => Ok(()),
        };
    }
    let candidates: Vec<_> = found.iter().filter(of_act).filter(anchored).collect();
    if candidates.is_empty() {
        return Err(format!("must code, but found: {coded}"));
    }
    let mut fault = String::new();
    for (sentence, reading, outcome) in candidates {
        let covers = |spans: &[std::ops::Range<usize>], words: &[usize]| {
            spans.iter().all(|span| {
                words.iter().any(|&w| {
                    let token = &sentence.tokens[w].span;
                    start + span.start <= token.start && token.end <= start + span.end
                })
            })
        };
        let at = |span: &std::ops::Range<usize>| &example.text[span.clone()];
        let all: Vec<usize> = reading.actors.iter().chain(&reading.recipients).copied().collect();
        let (actors, recipients) = if reading.reciprocal { (&all, &all) } else { (&reading.actors, &reading.recipients) };
        if !covers(&example.actors, actors) {
            fault = format!("actors {:?}; found: {coded}", example.actors.iter().map(at).collect::<Vec<_>>());
        } else if !covers(&example.recipients, recipients) {
            fault = format!("recipients {:?}; found: {coded}", example.recipients.iter().map(at).collect::<Vec<_>>());
        } else if example.status.is_some_and(|status| status != outcome.status) {
            fault = format!("status {:?}, not {:?}; found: {coded}", outcome.status, example.status);
        } else {
            if example.act.is_some() {
                shown.insert((reading.act, reading.predicate.clone()));
            }
            return Ok(());
        }
    }
    Err(fault)
}

fn describe(lexicon: &Lexicon, sentence: &Sentence, reading: &Reading, outcome: Outcome) -> String {
    let act = &lexicon.acts[reading.act];
    let words = |list: &[usize]| list.iter().map(|&w| &*sentence.tokens[w].form).collect::<Vec<_>>().join(", ");
    let coded = codebook::apply(lexicon, act.kind, act.mode, act.cameo, outcome);
    format!(
        "`{}` {} {} [{}] → [{}] {:?}, codes as {} ({} line {})",
        words(&reading.words),
        act.kind,
        act.mode.unwrap_or(""),
        words(&reading.actors),
        words(&reading.recipients),
        outcome.status,
        coded.kind,
        act.place.0,
        act.place.1
    )
}
