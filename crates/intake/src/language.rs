//! Is it English? In: a story. Out: its language tag and whether it is English.

use record::Story;
use whatlang::Script;

use crate::words::{function_words, language_tag};

/// What the text is written in.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Verdict {
    /// English, with the tag to record.
    English(String),
    /// Another language, by its tag.
    Other(String),
}

/// Longest stretch of text that is looked at, in bytes.
const SAMPLE: usize = 4096;
/// From so many letters on a text can overrule what is said of it, if it is this clear.
const CERTAIN: usize = 150;
const SURE: f64 = 0.9;
/// A language without a table of small words needs so many letters.
const LONG: usize = 400;
/// Share of small words from which a text is running text.
const RUNNING: f64 = 0.08;
/// Share of English small words that no other language comes near.
const PLAINLY: f64 = 0.2;
/// Shorter texts, in letters, say too little to overrule the wish to read.
const ENOUGH: usize = 60;

/// Judges by the text where it is long enough and clearly in one language: templates of feeds and pages say English of anything. Else by
/// what the source says. A short or unclear text of which nothing is said is taken as English.
pub(crate) fn judge(story: &Story) -> Verdict {
    let stated = story.language.trim();
    let primary = stated.split(['-', '_']).next().unwrap_or_default().to_ascii_lowercase();
    let english = matches!(primary.as_str(), "en" | "eng" | "english");
    let open = matches!(primary.as_str(), "" | "und" | "mul" | "zxx");
    let found = guess(&story.text);
    let certain = found.as_ref().filter(|found| found.certain);
    match (certain, found.as_ref()) {
        (Some(found), _) if found.tag != "en" => Verdict::Other(found.tag.clone()),
        (Some(_), _) if !english => Verdict::English("en".into()),
        _ if english && primary.len() > 2 => Verdict::English("en".into()),
        _ if english => Verdict::English(stated.replace('_', "-")),
        _ if !open => Verdict::Other(stated.to_owned()),
        (_, Some(found)) if found.tag != "en" && found.enough => Verdict::Other(found.tag.clone()),
        _ => Verdict::English("en".into()),
    }
}

/// What a text seems to be written in.
struct Guess {
    tag: String,
    /// Long and clear enough to overrule what is said of it.
    certain: bool,
    /// Long and clear enough to pass a story over of whose language nothing is said.
    enough: bool,
}

fn guess(text: &str) -> Option<Guess> {
    let mut end = text.len().min(SAMPLE);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    let sample = &text[..end];
    let letters = sample.chars().filter(|c| c.is_alphabetic()).count();
    // Most stories are plainly English: the trigrams of all languages need not be asked.
    if letters >= ENOUGH && small_words(sample, "en").0 >= PLAINLY {
        return Some(Guess { tag: "en".to_owned(), certain: letters >= CERTAIN, enough: true });
    }
    let info = whatlang::detect(sample)?;
    let tag = language_tag(info.lang().code());
    // Another script cannot be English, whatever language it is.
    if info.script() != Script::Latin {
        return Some(Guess { tag: tag.to_owned(), certain: letters >= ENOUGH, enough: letters >= 10 });
    }
    // Letters alone take lists of prices and names for some other language; running text has the small words of its own.
    let (english, own) = small_words(sample, tag);
    let running = match own {
        _ if tag == "en" => english >= RUNNING,
        Some(own) => own >= RUNNING && own > english,
        None => letters >= LONG && english < RUNNING / 2.0,
    };
    let enough = running && letters >= ENOUGH && info.is_reliable();
    Some(Guess { tag: tag.to_owned(), certain: running && letters >= CERTAIN && info.confidence() > SURE, enough })
}

/// Of all words of a text the share of English small words, and that of the language's own, if it has a row in the table.
fn small_words(text: &str, tag: &str) -> (f64, Option<f64>) {
    let english = function_words("en");
    let own = function_words(tag);
    let (mut all, mut in_english, mut in_own) = (0usize, 0usize, 0usize);
    for word in text.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty()) {
        let word = word.to_lowercase();
        all += 1;
        in_english += usize::from(english.is_some_and(|words| words.contains(word.as_str())));
        in_own += usize::from(own.is_some_and(|words| words.contains(word.as_str())));
    }
    let share = |count: usize| count as f64 / all.max(1) as f64;
    (share(in_english), own.map(|_| share(in_own)))
}

#[cfg(test)]
mod tests {
    use super::*;

    const SAMPLES: &str = include_str!("../../../lexicon/wire/language_samples.tsv");

    fn story(text: &str, stated: &str) -> Story {
        let language = stated.to_owned();
        Story {
            id: String::new(),
            source: None,
            url: None,
            byline: None,
            language,
            published: None,
            headline: None,
            dateline: None,
            text: text.to_owned(),
            parts: Vec::new(),
        }
    }

    #[test]
    fn samples_are_told() {
        for row in crate::words::rows(SAMPLES) {
            let cells: Vec<&str> = row.collect();
            // A template that says English of anything must not matter.
            for stated in ["", "en-us"] {
                let verdict = judge(&story(cells[1], stated));
                match cells[0] {
                    "en" => assert!(matches!(verdict, Verdict::English(_)), "{stated}: {} {verdict:?}", cells[1]),
                    tag => assert_eq!(verdict, Verdict::Other(tag.to_owned()), "{stated}: {}", cells[1]),
                }
            }
        }
    }

    #[test]
    fn short_texts_are_what_is_said_of_them() {
        for (text, stated, expected) in [
            ("Envoy arrives", "", Verdict::English("en".into())),
            ("Envoy arrives", "en_GB", Verdict::English("en-GB".into())),
            ("Envoy arrives", "eng", Verdict::English("en".into())),
            ("Envoy arrives", "de", Verdict::Other("de".into())),
            ("Envoy arrives", "und", Verdict::English("en".into())),
            ("", "", Verdict::English("en".into())),
        ] {
            assert_eq!(judge(&story(text, stated)), expected, "{text} {stated}");
        }
    }
}
