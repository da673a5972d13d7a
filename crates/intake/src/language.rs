//! Is it English? In: a story. Out: its language tag and whether it is English.

use record::Story;
use whatlang::{Lang, Script};

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
/// Shorter texts, in letters, say too little to overrule the wish to read.
const ENOUGH: usize = 60;

/// Judges by what the source says, else by the text; a short or unclear text is taken as English.
pub(crate) fn judge(story: &Story) -> Verdict {
    let stated = story.language.trim();
    if !stated.is_empty() && !stated.eq_ignore_ascii_case("und") {
        let primary = stated.split(['-', '_']).next().unwrap_or_default().to_ascii_lowercase();
        return if matches!(primary.as_str(), "en" | "eng" | "english") {
            Verdict::English(if primary.len() > 2 { "en".into() } else { stated.replace('_', "-") })
        } else {
            Verdict::Other(stated.to_owned())
        };
    }
    match detect(&story.text) {
        Some(tag) => Verdict::Other(tag),
        None => Verdict::English("en".into()),
    }
}

/// Tag of the language of `text`, unless it is English or cannot be told.
pub(crate) fn detect(text: &str) -> Option<String> {
    let mut end = text.len().min(SAMPLE);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    let sample = &text[..end];
    let letters = sample.chars().filter(|c| c.is_alphabetic()).count();
    let info = whatlang::detect(sample)?;
    if info.lang() == Lang::Eng {
        return None;
    }
    if info.script() != Script::Latin {
        return (letters >= 10).then(|| tag(info.lang()));
    }
    (letters >= ENOUGH && info.is_reliable()).then(|| tag(info.lang()))
}

/// BCP 47 wants the two-letter code where there is one.
fn tag(lang: Lang) -> String {
    let two = match lang {
        Lang::Deu => "de",
        Lang::Fra => "fr",
        Lang::Spa => "es",
        Lang::Por => "pt",
        Lang::Ita => "it",
        Lang::Nld => "nl",
        Lang::Rus => "ru",
        Lang::Ukr => "uk",
        Lang::Cmn => "zh",
        Lang::Jpn => "ja",
        Lang::Kor => "ko",
        Lang::Ara => "ar",
        Lang::Pes => "fa",
        Lang::Heb => "he",
        Lang::Tur => "tr",
        Lang::Pol => "pl",
        Lang::Ces => "cs",
        Lang::Swe => "sv",
        Lang::Dan => "da",
        Lang::Nob => "nb",
        Lang::Fin => "fi",
        Lang::Hun => "hu",
        Lang::Ron => "ro",
        Lang::Ell => "el",
        Lang::Hin => "hi",
        Lang::Ind => "id",
        Lang::Vie => "vi",
        Lang::Tha => "th",
        other => other.code(),
    };
    two.to_owned()
}
