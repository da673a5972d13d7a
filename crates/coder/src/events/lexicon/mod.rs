//! The tables of acts under `lexicon/acts/`: what leaves this folder is the [`Lexicon`], and the [`Problem`]s of an editor's mistakes.
//!
//! In: the files, compiled into the program or given by an editor. The format stands in `docs/acts.md`.

mod example;
mod file;
mod frame;

use std::fmt;
use std::sync::LazyLock;

use rustc_hash::{FxHashMap, FxHashSet};
use toml::Spanned;

pub use example::Example;
pub(crate) use file::{Effect, Refinement, Rule, Subject, Takes, Type};
pub(crate) use frame::{Complement, Frame, Role, Slot};

macro_rules! files {
    ($($name:literal),* $(,)?) => { &[$(($name, include_str!(concat!("../../../../../lexicon/acts/", $name)))),*] };
}

/// The files that the program carries.
const FILES: &[(&str, &str)] = files![
    "types.toml",
    "classes.toml",
    "embedding.toml",
    "codebook.toml",
    "modes.toml",
    "contexts.toml",
    "domains.toml",
    "forms.toml",
    "agree.toml",
    "consult.toml",
    "support.toml",
    "concede.toml",
    "cooperate.toml",
    "aid.toml",
    "retreat.toml",
    "request.toml",
    "accuse.toml",
    "reject.toml",
    "threaten.toml",
    "protest.toml",
    "sanction.toml",
    "mobilize.toml",
    "coerce.toml",
    "assault.toml",
];

/// A mistake in a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// Name of the file.
    pub file: String,
    /// Line number, from 1.
    pub line: usize,
    /// What is wrong and how to mend it.
    pub reason: String,
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}, line {}: {}", self.file, self.line, self.reason)
    }
}

/// Kinds of predicates.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    Verb,
    Noun,
    Adjective,
    /// Of embedding rows: a word that modifies the act.
    Modifier,
}

/// Predicates that share type, mode and frames.
#[derive(Debug)]
pub(crate) struct Act {
    pub(crate) kind: &'static str,
    pub(crate) mode: Option<&'static str>,
    pub(crate) cameo: &'static str,
    pub(crate) contexts: Vec<&'static str>,
    pub(crate) frames: Vec<Frame>,
    pub(crate) noun_frames: Vec<Frame>,
    pub(crate) ambiguous: bool,
    /// File and line where it stands.
    pub(crate) place: (&'static str, usize),
}

/// A predicate of an act or of an embedding row.
#[derive(Debug, Clone)]
pub(crate) struct Predicate {
    /// Index of the act or row.
    pub(crate) of: usize,
    pub(crate) kind: Kind,
    /// Further words: particles, objects, prepositions.
    pub(crate) words: Vec<String>,
}

/// A row of `embedding.toml`.
#[derive(Debug)]
pub(crate) struct Embedding {
    pub(crate) takes: Vec<Takes>,
    pub(crate) status: Effect,
    pub(crate) subject: Subject,
}

/// All tables, ready to be asked.
#[derive(Debug)]
pub struct Lexicon {
    pub(crate) acts: Vec<Act>,
    predicates: FxHashMap<String, Vec<Predicate>>,
    pub(crate) embeddings: Vec<Embedding>,
    embedders: FxHashMap<String, Vec<Predicate>>,
    classes: FxHashMap<String, FxHashSet<String>>,
    class_words: FxHashSet<String>,
    pub(crate) types: Vec<Type>,
    pub(crate) rules: Vec<Rule>,
    pub(crate) refinements: Vec<(Refinement, FxHashSet<String>)>,
    contexts: FxHashMap<String, Vec<String>>,
    domains: FxHashMap<String, Vec<String>>,
    forms: FxHashMap<String, String>,
    examples: Vec<Example>,
    /// Predicates of acts, for counting and checking: text, index of the act, file, line.
    listed: Vec<(String, usize, &'static str, usize)>,
}

/// One spelling for British and American forms of a lemma.
pub(crate) fn key(lemma: &str) -> String {
    let lower = lemma.to_lowercase();
    if lower.len() > 5 && lower.ends_with("ise") {
        return format!("{}ize", &lower[..lower.len() - 3]);
    }
    if lower.ends_with("isation") {
        return format!("{}ization", &lower[..lower.len() - 7]);
    }
    if lower.len() > 5 && lower.ends_with("our") {
        return format!("{}or", &lower[..lower.len() - 3]);
    }
    lower
}

fn words(list: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut at = 0;
    list.split(',').filter_map(move |piece| {
        let start = at + piece.len() - piece.trim_start().len();
        at += piece.len() + 1;
        let word = piece.trim();
        (!word.is_empty()).then_some((start, word))
    })
}

/// Builds a lexicon and gathers what is wrong with it.
struct Builder {
    lexicon: Lexicon,
    problems: Vec<Problem>,
}

impl Builder {
    fn problem(&mut self, file: &str, line: usize, reason: impl Into<String>) {
        self.problems.push(Problem { file: file.into(), line, reason: reason.into() });
    }

    fn read<T: serde::de::DeserializeOwned>(&mut self, file: &str, text: &str) -> Option<T> {
        match toml::from_str(text) {
            Ok(table) => Some(table),
            Err(error) => {
                let line = error.span().map_or(1, |span| file::line(text, span.start));
                self.problem(file, line, error.message().to_string());
                None
            }
        }
    }

    fn examples(
        &mut self,
        (file, text): (&'static str, &'static str),
        list: Option<&Spanned<String>>,
        codes: bool,
        act: Option<(String, Option<String>)>,
        group: usize,
    ) {
        let Some(list) = list else { return };
        let first = file::line(text, file::start(list, text));
        for (offset, row) in list.as_ref().lines().enumerate().filter(|(_, row)| !row.trim().is_empty()) {
            match example::parse(row) {
                Ok(example) => {
                    self.lexicon.examples.push(Example { file, line: first + offset, act: act.clone(), codes, group, ..example });
                }
                Err(fault) => self.problem(file, first + offset, fault),
            }
        }
    }

    fn frames(&mut self, (file, text): (&str, &str), list: &[Spanned<String>]) -> Vec<Frame> {
        let mut frames = Vec::new();
        for row in list {
            let line = file::line(text, row.span().start);
            match Frame::parse(row.as_ref()) {
                Ok(frame) => {
                    for class in frame.slots().filter_map(|s| s.class.clone()).chain(frame.not_to.clone()) {
                        if !self.lexicon.classes.contains_key(&class) {
                            self.problem(file, line, format!("`@{class}` is no class of classes.toml"));
                        }
                    }
                    frames.push(frame);
                }
                Err(error) => self.problem(file, line, error.to_string()),
            }
        }
        frames
    }

    fn act(&mut self, source: (&'static str, &'static str), row: file::Act) {
        let (file, text) = source;
        let line = file::line(text, row.kind.span().start);
        let kind = row.kind.as_ref().clone();
        let mode = row.mode.as_ref().map(|m| m.as_ref().clone());
        match self.lexicon.types.iter().find(|t| t.name == kind) {
            None => self.problem(file, line, format!("`{kind}` is no type of types.toml")),
            Some(known) => {
                if let Some(mode) = &mode
                    && !known.modes.contains_key(mode)
                {
                    let modes: Vec<&str> = known.modes.keys().map(String::as_str).collect();
                    let reason = format!("`{mode}` is no mode of {kind}; its modes: {}", modes.join(", "));
                    self.problem(file, line, reason);
                }
            }
        }
        let cameo = row.cameo.as_ref();
        if !(2..=4).contains(&cameo.len()) || !cameo.bytes().all(|b| b.is_ascii_digit()) || !("01".."21").contains(&&cameo[..2]) {
            self.problem(
                file,
                file::line(text, row.cameo.span().start),
                format!("`{cameo}` is no CAMEO code: 2 to 4 digits from 01 to 20"),
            );
        }
        for context in &row.contexts {
            if !self.lexicon.contexts.values().flatten().any(|known| known == context.as_ref()) {
                let reason = format!("`{}` is no context of contexts.toml", context.as_ref());
                self.problem(file, file::line(text, context.span().start), reason);
            }
        }
        let frames = self.frames(source, &row.frames);
        let noun_frames = self.frames(source, &row.noun_frames);
        let of = self.lexicon.acts.len();
        if frames.is_empty() && (row.verbs.is_some() || row.adjectives.is_some()) {
            self.problem(file, line, "verbs without `frames`: say where actor and recipient stand");
        }
        if noun_frames.is_empty() && row.nouns.is_some() {
            self.problem(file, line, "nouns without `noun_frames`: say where actor and recipient stand");
        }
        if row.codes.is_none() {
            self.problem(file, line, "no `codes`: every predicate needs a sentence that codes");
        }
        for (list, kind) in [(&row.verbs, Kind::Verb), (&row.nouns, Kind::Noun), (&row.adjectives, Kind::Adjective)] {
            let Some(list) = list else { continue };
            let start = file::start(list, text);
            for (offset, predicate) in words(list.as_ref()) {
                let line = file::line(text, start + offset);
                self.lexicon.listed.push((predicate.to_string(), of, file, line));
                index(&mut self.lexicon.predicates, predicate, of, kind, kind != Kind::Noun);
            }
        }
        let act = Some((kind.clone(), mode.clone()));
        self.examples(source, row.codes.as_ref(), true, act.clone(), of);
        self.examples(source, row.not.as_ref(), false, act, of);
        self.lexicon.acts.push(Act {
            kind: leak(kind),
            mode: mode.map(leak),
            cameo: leak(cameo.clone()),
            contexts: row.contexts.into_iter().map(|c| leak(c.into_inner())).collect(),
            frames,
            noun_frames,
            ambiguous: row.ambiguous,
            place: (file, line),
        });
    }

    fn embedding(&mut self, source: (&'static str, &'static str), row: file::EmbeddingRow) {
        let of = self.lexicon.embeddings.len();
        let lists = [
            (&row.verbs, Kind::Verb),
            (&row.nouns, Kind::Noun),
            (&row.adjectives, Kind::Adjective),
            (&row.modifiers, Kind::Modifier),
        ];
        for (list, kind) in lists {
            for (_, predicate) in list.iter().flat_map(|list| words(list.as_ref())) {
                // "threat of", "prospect of": the noun stands first.
                index(&mut self.lexicon.embedders, predicate, of, kind, true);
            }
        }
        self.examples(source, row.codes.as_ref(), true, None, usize::MAX);
        self.examples(source, row.not.as_ref(), false, None, usize::MAX);
        self.lexicon.embeddings.push(Embedding { takes: row.takes, status: row.status, subject: row.subject });
    }
}

/// Types, modes and codes live as long as the process.
fn leak(text: String) -> &'static str {
    text.leak()
}

/// A verb's first word and a noun's last one are its head.
fn index(into: &mut FxHashMap<String, Vec<Predicate>>, predicate: &str, of: usize, kind: Kind, head_first: bool) {
    let mut parts: Vec<&str> = predicate.split_whitespace().collect();
    if parts.is_empty() {
        return;
    }
    let head = if head_first { parts.remove(0) } else { parts.remove(parts.len() - 1) };
    let words = parts.into_iter().map(key).collect();
    into.entry(key(head)).or_default().push(Predicate { of, kind, words });
}

impl Lexicon {
    /// The lexicon of the program.
    pub fn load() -> &'static Self {
        static LEXICON: LazyLock<Lexicon> = LazyLock::new(|| Lexicon::build(FILES).0);
        &LEXICON
    }

    /// Reads the files that the program carries, or others in their place, and says what is wrong with them.
    pub fn build(files: &[(&'static str, &'static str)]) -> (Self, Vec<Problem>) {
        let lexicon = Self {
            acts: Vec::new(),
            predicates: FxHashMap::default(),
            embeddings: Vec::new(),
            embedders: FxHashMap::default(),
            classes: FxHashMap::default(),
            class_words: FxHashSet::default(),
            types: Vec::new(),
            rules: Vec::new(),
            refinements: Vec::new(),
            contexts: FxHashMap::default(),
            domains: FxHashMap::default(),
            forms: FxHashMap::default(),
            examples: Vec::new(),
            listed: Vec::new(),
        };
        let mut builder = Builder { lexicon, problems: Vec::new() };
        for &(file, text) in files {
            match file {
                "types.toml" => {
                    builder.lexicon.types = builder.read::<file::Types>(file, text).map_or_else(Vec::new, |t| t.types)
                }
                "classes.toml" => {
                    for (name, list) in builder.read::<file::Classes>(file, text).unwrap_or_default() {
                        let set: FxHashSet<String> = words(&list).map(|(_, word)| key(word)).collect();
                        builder.lexicon.class_words.extend(set.iter().cloned());
                        builder.lexicon.classes.insert(name, set);
                    }
                }
                "embedding.toml" => {
                    for row in builder.read::<file::Embeddings>(file, text).map_or_else(Vec::new, |t| t.embedding) {
                        builder.embedding((file, text), row);
                    }
                }
                "codebook.toml" => {
                    builder.lexicon.rules = builder.read::<file::Codebook>(file, text).map_or_else(Vec::new, |t| t.rule)
                }
                "modes.toml" => {
                    for row in builder.read::<file::Modes>(file, text).map_or_else(Vec::new, |t| t.mode) {
                        let set = words(&row.words).map(|(_, word)| key(word)).collect();
                        builder.lexicon.refinements.push((row, set));
                    }
                }
                "forms.toml" => {
                    for (form, lemma) in builder.read::<file::Contexts>(file, text).unwrap_or_default() {
                        builder.lexicon.forms.insert(form, key(&lemma));
                    }
                }
                "contexts.toml" | "domains.toml" => {
                    for (name, list) in builder.read::<file::Contexts>(file, text).unwrap_or_default() {
                        let into =
                            if file == "contexts.toml" { &mut builder.lexicon.contexts } else { &mut builder.lexicon.domains };
                        for (_, word) in words(&list) {
                            into.entry(key(word)).or_default().push(name.clone());
                        }
                        if file == "contexts.toml" {
                            into.entry(String::new()).or_default().push(name);
                        }
                    }
                }
                _ => {
                    for row in builder.read::<file::Acts>(file, text).map_or_else(Vec::new, |t| t.act) {
                        builder.act((file, text), row);
                    }
                }
            }
        }
        (builder.lexicon, builder.problems)
    }

    /// The names of the files, in the order in which they are read.
    pub fn files() -> &'static [(&'static str, &'static str)] {
        FILES
    }

    /// How many predicates there are.
    pub fn len(&self) -> usize {
        self.listed.len()
    }

    /// True where there are none.
    pub fn is_empty(&self) -> bool {
        self.listed.is_empty()
    }

    /// The types of the codebook, each with its modes.
    pub fn types(&self) -> impl Iterator<Item = (&str, impl Iterator<Item = &str>)> {
        self.types.iter().map(|t| (t.name.as_str(), t.modes.keys().map(String::as_str)))
    }

    /// The example sentences.
    pub fn examples(&self) -> &[Example] {
        &self.examples
    }

    pub(crate) fn listed(&self) -> &[(String, usize, &'static str, usize)] {
        &self.listed
    }

    pub(crate) fn predicates(&self, key: &str) -> &[Predicate] {
        self.predicates.get(key).map_or(&[], Vec::as_slice)
    }

    pub(crate) fn embedders(&self, key: &str) -> &[Predicate] {
        self.embedders.get(key).map_or(&[], Vec::as_slice)
    }

    /// True for a lemma that some table has.
    pub(crate) fn knows(&self, key: &str) -> bool {
        self.predicates.contains_key(key) || self.embedders.contains_key(key) || self.class_words.contains(key)
    }

    /// The lemma of an irregular form.
    pub(crate) fn lemma_of(&self, form: &str) -> Option<&str> {
        self.forms.get(form).map(String::as_str)
    }

    pub(crate) fn in_class(&self, class: &str, key: &str) -> bool {
        self.classes.get(class).is_some_and(|set| set.contains(key))
    }

    pub(crate) fn contexts(&self, key: &str) -> &[String] {
        self.contexts.get(key).map_or(&[], Vec::as_slice)
    }

    pub(crate) fn domains(&self, key: &str) -> &[String] {
        self.domains.get(key).map_or(&[], Vec::as_slice)
    }

    pub(crate) fn kind(&self, name: &str) -> Option<&Type> {
        self.types.iter().find(|t| t.name == name)
    }
}
