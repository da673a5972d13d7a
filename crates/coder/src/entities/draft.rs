//! Entities while they are put together.

use std::ops::Range;

use language::Analysis;
use record::{EntityKind, MentionKind};
use rustc_hash::FxHashMap;

use super::found::Mention;
use super::trace::{Field, Origin, Step, Why};
use crate::actors::{Code, Country, Metonym, Organization, Person, Tables, Words};
use crate::places::Place;
use crate::tree::Tree;

/// What a table knows an entity as.
#[derive(Debug, Clone, Copy)]
pub(super) enum Known {
    Country(&'static Country),
    Organization(&'static Organization),
    Person(&'static Person),
    Seat(&'static Metonym),
}

/// Whether pronouns may be "he", "she" or both.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Gender {
    Male,
    Female,
}

/// What is said of an entity beside its name.
#[derive(Debug, Clone)]
pub(super) struct Said {
    pub(super) code: Code,
    pub(super) role: Option<String>,
    pub(super) origin: Origin,
}

/// An entity in the making.
#[derive(Debug, Clone)]
pub(super) struct Draft {
    pub(super) kind: EntityKind,
    pub(super) name: String,
    pub(super) known: Option<Known>,
    /// What the words beside its mentions say, in text order.
    pub(super) said: Vec<Said>,
    pub(super) gender: Option<Gender>,
    /// Several of them: "soldiers".
    pub(super) plural: bool,
    /// Lemma of the head of a description.
    pub(super) noun: Option<String>,
    pub(super) place: Option<Place>,
    /// The country that the place is the capital of.
    pub(super) capital_of: Option<&'static Country>,
    /// Acts through its capital or seat.
    pub(super) acts: bool,
    pub(super) steps: Vec<Step>,
}

impl Draft {
    pub(super) fn new(kind: EntityKind, name: String) -> Self {
        Self {
            kind,
            name,
            known: None,
            said: Vec::new(),
            gender: None,
            plural: false,
            noun: None,
            place: None,
            capital_of: None,
            acts: false,
            steps: Vec::new(),
        }
    }

    pub(super) fn step(&mut self, field: Field, value: impl Into<String>, origin: Origin) {
        self.steps.push(Step { field, value: value.into(), origin });
    }
}

/// The story with everything found so far.
pub(super) struct Draftsman<'s> {
    pub(super) text: &'s str,
    pub(super) analysis: &'s Analysis,
    pub(super) trees: Vec<Tree<'s>>,
    pub(super) words: Vec<Words<'s>>,
    pub(super) tables: &'static Tables,
    /// Where the headline ends, in bytes.
    pub(super) headline_end: usize,
    /// Day of publication, `2025-07-09`.
    pub(super) day: Option<String>,
    pub(super) drafts: Vec<Draft>,
    pub(super) mentions: Vec<Mention>,
    /// Which words of each sentence are part of a name, by index of the mention.
    pub(super) named: Vec<FxHashMap<usize, usize>>,
    pub(super) dateline: Option<(Range<usize>, usize)>,
    /// Index of the first mention of each sentence, once they are in order.
    first: Vec<usize>,
}

impl<'s> Draftsman<'s> {
    pub(super) fn new(text: &'s str, analysis: &'s Analysis, headline_end: usize, day: Option<&str>) -> Self {
        let forms = |s: &'s language::Sentence| s.tokens.iter().map(|t| &*t.form).collect::<Vec<&str>>();
        Self {
            text,
            analysis,
            trees: analysis.sentences.iter().map(Tree::new).collect(),
            words: analysis.sentences.iter().map(|s| Words::new(&forms(s))).collect(),
            tables: Tables::load(),
            headline_end,
            day: day.and_then(|day| day.get(..10)).map(String::from),
            drafts: Vec::new(),
            mentions: Vec::new(),
            named: vec![FxHashMap::default(); analysis.sentences.len()],
            dateline: None,
            first: Vec::new(),
        }
    }

    pub(super) fn add(&mut self, draft: Draft) -> usize {
        self.drafts.push(draft);
        self.drafts.len() - 1
    }

    /// Records a mention. Words inside names are kept from becoming mentions of another kind.
    pub(super) fn mention(&mut self, sentence: usize, tokens: Range<usize>, entity: usize, kind: MentionKind, why: Why) -> usize {
        let head = self.trees[sentence].head_of(&tokens);
        let at = self.mentions.len();
        if matches!(kind, MentionKind::Name | MentionKind::Metonym) {
            for token in tokens.clone() {
                self.named[sentence].insert(token, at);
            }
        }
        self.mentions.push(Mention { sentence, phrase: tokens.clone(), tokens, head, entity, kind, why });
        at
    }

    /// The words as they stand, with single spaces.
    pub(super) fn shown(&self, sentence: usize, tokens: Range<usize>) -> String {
        let tokens = &self.analysis.sentences[sentence].tokens[tokens];
        let (Some(first), Some(last)) = (tokens.first(), tokens.last()) else { return String::new() };
        self.text.get(first.span.start..last.span.end).unwrap_or("").split_whitespace().collect::<Vec<_>>().join(" ")
    }

    /// Puts the mentions in order of sentence and word, the longer before those inside it.
    pub(super) fn sort(&mut self) {
        self.mentions.sort_by(|a, b| {
            (a.sentence, a.tokens.start, b.tokens.end, a.entity).cmp(&(b.sentence, b.tokens.start, a.tokens.end, b.entity))
        });
        self.mentions.dedup_by(|b, a| a.sentence == b.sentence && a.tokens == b.tokens && a.entity == b.entity);
        for named in &mut self.named {
            named.clear();
        }
        self.first.clear();
        for (at, mention) in self.mentions.iter().enumerate() {
            while self.first.len() <= mention.sentence {
                self.first.push(at);
            }
            if matches!(mention.kind, MentionKind::Name | MentionKind::Metonym) {
                for token in mention.tokens.clone() {
                    self.named[mention.sentence].insert(token, at);
                }
            }
        }
        self.first.resize(self.trees.len() + 1, self.mentions.len());
    }

    /// The entity of the mention with a head; the mentions must be in order.
    pub(super) fn entity_at(&self, sentence: usize, head: usize) -> Option<usize> {
        let here = &self.mentions[*self.first.get(sentence)?..*self.first.get(sentence + 1)?];
        here.iter()
            .filter(|mention| mention.head == head)
            .min_by_key(|mention| mention.tokens.len())
            .or_else(|| here.iter().filter(|mention| mention.phrase.contains(&head)).min_by_key(|mention| mention.phrase.len()))
            .map(|mention| mention.entity)
    }
}
