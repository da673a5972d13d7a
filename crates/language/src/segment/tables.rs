//! The word lists under `lexicon/segmentation`, parsed once. In: TOML inside the program. Out: sets asked by the cutters.

use std::collections::{HashMap, HashSet};
use std::sync::OnceLock;

use serde::Deserialize;

const ABBREVIATIONS: &str = include_str!("../../../../lexicon/segmentation/abbreviations.toml");
const ADDRESSES: &str = include_str!("../../../../lexicon/segmentation/addresses.toml");
const COMPOUNDS: &str = include_str!("../../../../lexicon/segmentation/compounds.toml");
const CONTRACTIONS: &str = include_str!("../../../../lexicon/segmentation/contractions.toml");
const EMOTICONS: &str = include_str!("../../../../lexicon/segmentation/emoticons.toml");
const NUMBERS: &str = include_str!("../../../../lexicon/segmentation/numbers.toml");
const SENTENCES: &str = include_str!("../../../../lexicon/segmentation/sentences.toml");

/// What the period of an abbreviation means for the sentence.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum Ends {
    /// A name or a word always follows.
    Never,
    /// An abbreviation only before a number.
    Number,
    /// An abbreviation only before a number, another abbreviation or a comma.
    Date,
    /// An abbreviation only after a comma.
    Comma,
    /// Ends the sentence where the next word opens one.
    Perhaps,
}

/// A text of the lexicon and how it is cut: words apart by a space, sentences by ` || `.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Example {
    #[cfg_attr(not(test), allow(dead_code, reason = "examples run as tests"))]
    pub(super) text: String,
    #[cfg_attr(not(test), allow(dead_code, reason = "examples run as tests"))]
    pub(super) cut: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct AbbreviationFile {
    group: Vec<AbbreviationGroup>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct AbbreviationGroup {
    #[serde(rename = "name")]
    _name: String,
    ends: Ends,
    words: Vec<String>,
    examples: Vec<Example>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct AddressFile {
    top_domains: HashSet<String>,
    second_domains: HashSet<String>,
    file_endings: HashSet<String>,
    example: Vec<Example>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct CompoundFile {
    prefixes: HashSet<String>,
    suffixes: HashSet<String>,
    strokes: HashSet<String>,
    marked_names: HashSet<String>,
    example: Vec<Example>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ContractionFile {
    clitics: HashSet<String>,
    whole: HashSet<String>,
    clipped: HashSet<String>,
    fused: HashMap<String, String>,
    example: Vec<Example>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct EmoticonFile {
    emoticons: Vec<String>,
    example: Vec<Example>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct NumberFile {
    units: HashSet<String>,
    suffixes: HashSet<String>,
    dollars: HashSet<String>,
    codes: HashSet<String>,
    example: Vec<Example>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SentenceFile {
    openers: HashSet<String>,
    reporting: HashSet<String>,
    after_hours: HashSet<String>,
    numbered: HashSet<String>,
    closing_phrases: HashSet<String>,
    unfinished: HashSet<String>,
    example: Vec<Example>,
}

/// All word lists.
pub(super) struct Tables {
    /// Without the last period.
    pub(super) abbreviations: HashMap<String, Ends>,
    /// Lower case.
    pub(super) top_domains: HashSet<String>,
    /// Lower case.
    pub(super) second_domains: HashSet<String>,
    /// Lower case.
    pub(super) file_endings: HashSet<String>,
    /// Lower case.
    pub(super) prefixes: HashSet<String>,
    /// Lower case.
    pub(super) compound_suffixes: HashSet<String>,
    /// Lower case.
    pub(super) strokes: HashSet<String>,
    pub(super) marked_names: HashSet<String>,
    /// Lower case, without the apostrophe.
    pub(super) clitics: HashSet<String>,
    /// Lower case, with a straight apostrophe.
    pub(super) whole: HashSet<String>,
    /// Lower case, without the apostrophe.
    pub(super) clipped: HashSet<String>,
    /// Lower case; the lengths of the words in bytes.
    pub(super) fused: HashMap<String, Vec<usize>>,
    /// Longest first.
    pub(super) emoticons: Vec<String>,
    pub(super) units: HashSet<String>,
    pub(super) number_suffixes: HashSet<String>,
    pub(super) dollars: HashSet<String>,
    pub(super) codes: HashSet<String>,
    pub(super) openers: HashSet<String>,
    pub(super) reporting: HashSet<String>,
    pub(super) after_hours: HashSet<String>,
    pub(super) numbered: HashSet<String>,
    /// Lower case.
    pub(super) closing_phrases: HashSet<String>,
    pub(super) unfinished: HashSet<String>,
    #[cfg_attr(not(test), allow(dead_code, reason = "examples run as tests"))]
    pub(super) examples: Vec<Example>,
}

/// The tables, parsed at the first call.
pub(super) fn tables() -> &'static Tables {
    static TABLES: OnceLock<Tables> = OnceLock::new();
    TABLES.get_or_init(Tables::read)
}

fn parse<T: serde::de::DeserializeOwned>(file: &str, text: &str) -> T {
    // The files are part of the program: a bad one is found by the first test, not by a user.
    toml::from_str(text).unwrap_or_else(|error| panic!("lexicon/segmentation/{file}: {error}"))
}

impl Tables {
    fn read() -> Tables {
        let abbreviations: AbbreviationFile = parse("abbreviations.toml", ABBREVIATIONS);
        let addresses: AddressFile = parse("addresses.toml", ADDRESSES);
        let compounds: CompoundFile = parse("compounds.toml", COMPOUNDS);
        let contractions: ContractionFile = parse("contractions.toml", CONTRACTIONS);
        let mut emoticons: EmoticonFile = parse("emoticons.toml", EMOTICONS);
        let numbers: NumberFile = parse("numbers.toml", NUMBERS);
        let sentences: SentenceFile = parse("sentences.toml", SENTENCES);
        emoticons.emoticons.sort_by_key(|face| std::cmp::Reverse(face.len()));
        let mut examples = Vec::new();
        let mut ends = HashMap::new();
        for group in abbreviations.group {
            examples.extend(group.examples);
            ends.extend(group.words.into_iter().map(|word| (word, group.ends)));
        }
        for list in
            [addresses.example, compounds.example, contractions.example, emoticons.example, numbers.example, sentences.example]
        {
            examples.extend(list);
        }
        let fused = contractions.fused.into_iter().map(|(word, cut)| (word, cut.split(' ').map(str::len).collect())).collect();
        Tables {
            abbreviations: ends,
            top_domains: addresses.top_domains,
            second_domains: addresses.second_domains,
            file_endings: addresses.file_endings,
            prefixes: compounds.prefixes,
            compound_suffixes: compounds.suffixes,
            strokes: compounds.strokes,
            marked_names: compounds.marked_names,
            clitics: contractions.clitics,
            whole: contractions.whole,
            clipped: contractions.clipped,
            fused,
            emoticons: emoticons.emoticons,
            units: numbers.units,
            number_suffixes: numbers.suffixes,
            dollars: numbers.dollars,
            codes: numbers.codes,
            openers: sentences.openers,
            reporting: sentences.reporting,
            after_hours: sentences.after_hours,
            numbered: sentences.numbered,
            closing_phrases: sentences.closing_phrases,
            unfinished: sentences.unfinished,
            examples,
        }
    }
}

/// Whether the set holds `word` in lower case. Words longer than any entry are not in it.
pub(super) fn holds(set: &HashSet<String>, word: &str) -> bool {
    lower(word, |key| set.contains(key)).unwrap_or(false)
}

/// Calls `with` on `word` in ASCII lower case, or gives none for a word too long for any table.
pub(super) fn lower<T>(word: &str, with: impl FnOnce(&str) -> T) -> Option<T> {
    let mut buffer = [0_u8; 24];
    let key = buffer.get_mut(..word.len())?;
    key.copy_from_slice(word.as_bytes());
    key.make_ascii_lowercase();
    std::str::from_utf8(key).ok().map(with)
}
