//! The tables as they stand in the files: what an editor writes, with the place of every value.

use serde::Deserialize;
use toml::Spanned;

/// A file of acts.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Acts {
    pub(super) act: Vec<Act>,
}

/// Predicates that share type, mode and frames.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Act {
    #[serde(rename = "type")]
    pub(super) kind: Spanned<String>,
    pub(super) mode: Option<Spanned<String>>,
    pub(super) cameo: Spanned<String>,
    #[serde(default)]
    pub(super) contexts: Vec<Spanned<String>>,
    /// Frames of verbs and adjectives.
    #[serde(default)]
    pub(super) frames: Vec<Spanned<String>>,
    #[serde(default)]
    pub(super) noun_frames: Vec<Spanned<String>>,
    pub(super) verbs: Option<Spanned<String>>,
    pub(super) nouns: Option<Spanned<String>>,
    pub(super) adjectives: Option<Spanned<String>>,
    /// The predicates are used of other things too: a party that is politically of account is needed.
    #[serde(default)]
    pub(super) ambiguous: bool,
    pub(super) codes: Option<Spanned<String>>,
    pub(super) not: Option<Spanned<String>>,
}

/// `types.toml`
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Types {
    #[serde(rename = "type")]
    pub(super) types: Vec<Type>,
}

/// A type of the codebook.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Type {
    pub(crate) name: String,
    pub(crate) quad: record::Quad,
    pub(crate) score: f64,
    #[serde(default)]
    pub(crate) needs_recipient: bool,
    /// Scores of the modes.
    #[serde(default)]
    pub(crate) modes: std::collections::BTreeMap<String, f64>,
}

/// `embedding.toml`
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Embeddings {
    pub(super) embedding: Vec<EmbeddingRow>,
}

/// Words that take an act as complement, and what they make of it.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct EmbeddingRow {
    pub(super) verbs: Option<Spanned<String>>,
    pub(super) nouns: Option<Spanned<String>>,
    pub(super) adjectives: Option<Spanned<String>>,
    /// Auxiliaries, adverbs, determiners, adjectives and marks of a clause that modify the act itself.
    pub(super) modifiers: Option<Spanned<String>>,
    #[serde(default)]
    pub(super) takes: Vec<Takes>,
    pub(super) status: Effect,
    #[serde(default)]
    pub(super) subject: Subject,
    pub(super) codes: Option<Spanned<String>>,
    pub(super) not: Option<Spanned<String>>,
}

/// How a word takes an act.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Takes {
    /// "plans to attack"
    To,
    /// "began attacking", "accused of attacking"
    Ing,
    /// "denied that it attacked"
    That,
    /// "launched an attack", "called for an attack"
    Noun,
    /// "the attack began"
    Subject,
}

/// What becomes of the status of the act.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Effect {
    /// As the word itself: "launched an attack".
    Same,
    Occurred,
    Ongoing,
    Planned,
    CalledFor,
    Possible,
    /// "would": possible, but planned where it reports what was said of the future.
    Conditional,
    Denied,
    /// An attempt without success, or undone: "failed to", "refused to".
    Refused,
    /// Said of somebody else: "accused of".
    Alleged,
    /// Announced as a menace: "threatened to".
    Threatened,
    /// Not denied: "did not rule out". As `possible`, but `denied` where the word itself is not negated: "ruled out".
    Excluded,
}

/// Who does the act that is taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Subject {
    /// The subject of the word.
    #[default]
    Actor,
    /// The subject suffers it: "suffered an attack".
    Recipient,
    /// The object, or what the preposition governs: "called on Paris to".
    Object,
    /// Both or all: "the two held talks".
    Both,
    /// Somebody else.
    Nobody,
}

/// `codebook.toml`
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Codebook {
    pub(super) rule: Vec<Rule>,
}

/// A rule of the codebook: an act with a status is another type.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Rule {
    pub(crate) act: String,
    pub(crate) mode: Option<String>,
    /// The effects or statuses for which the rule holds.
    pub(crate) when: Vec<String>,
    #[serde(rename = "type")]
    pub(crate) kind: String,
    pub(crate) becomes: Option<String>,
    pub(crate) cameo: String,
}

/// `modes.toml`
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Modes {
    pub(super) mode: Vec<Refinement>,
}

/// A class of words beside an act without mode says its mode.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Refinement {
    #[serde(rename = "type")]
    pub(crate) kind: String,
    pub(crate) mode: String,
    pub(crate) cameo: String,
    /// Words: lemmas.
    pub(crate) words: String,
}

/// `contexts.toml`: name of the context to words that bring it.
pub(super) type Contexts = std::collections::BTreeMap<String, String>;
/// `classes.toml`: name of the class to its words.
pub(super) type Classes = std::collections::BTreeMap<String, String>;

/// Where the text of a field begins, past its quotes.
pub(super) fn start<T>(value: &Spanned<T>, source: &str) -> usize {
    let at = value.span().start;
    let quotes = source[at..].len() - source[at..].trim_start_matches(['"', '\'']).len();
    let newline = usize::from(quotes >= 3 && source[at + quotes..].starts_with('\n'));
    at + quotes + newline
}

/// Line number of a byte offset, from 1.
pub(super) fn line(source: &str, at: usize) -> usize {
    source.as_bytes()[..at.min(source.len())].iter().filter(|&&b| b == b'\n').count() + 1
}
