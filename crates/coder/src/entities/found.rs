//! The entities of a story as the rest of the coder asks for them: what leaves this folder.

use std::ops::Range;

use language::{Analysis, CodePoints};
use record::{EntityKind, MentionKind};

use super::trace::{Step, Why};

/// A place in a sentence that speaks of an entity.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Mention {
    /// Index of the sentence.
    pub(crate) sentence: usize,
    /// The words, by their indices in the sentence.
    pub(crate) tokens: Range<usize>,
    /// The noun phrase around the words: title and name of "foreign minister Ana Brandt".
    pub(crate) phrase: Range<usize>,
    /// The word of `tokens` that the rest of the sentence holds on to.
    pub(crate) head: usize,
    /// Index of the entity.
    pub(crate) entity: usize,
    /// How the words refer.
    pub(crate) kind: MentionKind,
    /// What made it a mention of the entity.
    pub(crate) why: Why,
}

/// An entity of the story.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Entity {
    /// The record's form, without mentions.
    pub(crate) record: record::Entity,
    /// Where its facts come from.
    pub(crate) steps: Vec<Step>,
}

/// All entities of a story, in order of first mention.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Entities {
    list: Vec<Entity>,
    /// By sentence, then by first word; words that speak of several entities stand once for each.
    mentions: Vec<Mention>,
    /// Index of the first mention of each sentence, and the number of mentions.
    first: Vec<usize>,
    /// The place words of the dateline, as bytes, and their entity.
    dateline: Option<(Range<usize>, usize)>,
}

#[allow(dead_code)] // Asked by the readers of statements and events.
impl Entities {
    /// `mentions` in order of sentence and word; `dateline` stands before them all.
    pub(super) fn new(
        list: Vec<Entity>,
        mentions: Vec<Mention>,
        sentences: usize,
        dateline: Option<(Range<usize>, usize)>,
    ) -> Self {
        let mut first = Vec::with_capacity(sentences + 1);
        let mut at = 0;
        for sentence in 0..=sentences {
            while at < mentions.len() && mentions[at].sentence < sentence {
                at += 1;
            }
            first.push(at);
        }
        Self { list, mentions, first, dateline }
    }

    /// Number of entities.
    pub(crate) fn len(&self) -> usize {
        self.list.len()
    }

    /// Mentions in order of sentence and word.
    pub(crate) fn mentions(&self) -> &[Mention] {
        &self.mentions
    }

    /// Mentions in a sentence.
    pub(crate) fn mentions_in(&self, sentence: usize) -> &[Mention] {
        match (self.first.get(sentence), self.first.get(sentence + 1)) {
            (Some(&from), Some(&to)) => &self.mentions[from..to],
            _ => &[],
        }
    }

    /// The entity whose mention is headed by a word, or else the narrowest around it; of several, the one spoken of first.
    pub(crate) fn at(&self, sentence: usize, token: usize) -> Option<usize> {
        self.mention_at(sentence, token).map(|mention| mention.entity)
    }

    /// The mention that [`Entities::at`] takes.
    pub(crate) fn mention_at(&self, sentence: usize, token: usize) -> Option<&Mention> {
        let here = self.mentions_in(sentence);
        here.iter().filter(|m| m.head == token).min_by_key(|m| m.tokens.len()).or_else(|| {
            let around = |range: fn(&Mention) -> &Range<usize>| {
                here.iter().filter(|m| range(m).contains(&token)).min_by_key(|m| range(m).len())
            };
            around(|m| &m.tokens).or_else(|| around(|m| &m.phrase))
        })
    }

    /// Every entity that the words of [`Entities::at`] speak of: both countries of "the two countries".
    pub(crate) fn all_at(&self, sentence: usize, token: usize) -> impl Iterator<Item = usize> {
        let mention = self.mention_at(sentence, token);
        let same = move |m: &&Mention| mention.is_some_and(|one| one.tokens == m.tokens);
        self.mentions_in(sentence).iter().filter(same).map(|m| m.entity)
    }

    /// The record's name of an entity: `e4`.
    pub(crate) fn id(&self, entity: usize) -> &str {
        &self.list[entity].record.id
    }

    /// Fullest name.
    pub(crate) fn name(&self, entity: usize) -> &str {
        &self.list[entity].record.name
    }

    /// ISO 3166-1 alpha-3.
    pub(crate) fn country(&self, entity: usize) -> Option<&str> {
        self.list[entity].record.country.as_deref()
    }

    /// PLOVER sectors, the primary one first.
    pub(crate) fn sectors(&self, entity: usize) -> &[String] {
        &self.list[entity].record.sectors
    }

    /// Office or function.
    pub(crate) fn role(&self, entity: usize) -> Option<&str> {
        self.list[entity].record.role.as_deref()
    }

    /// What it is.
    pub(crate) fn kind(&self, entity: usize) -> EntityKind {
        self.list[entity].record.kind
    }

    /// True for a state, its government and whoever acts for it.
    pub(crate) fn is_government(&self, entity: usize) -> bool {
        let record = &self.list[entity].record;
        record.kind == EntityKind::Country || record.sectors.first().is_some_and(|sector| sector == "GOV")
    }

    /// Where the facts of an entity come from.
    pub(crate) fn steps(&self, entity: usize) -> &[Step] {
        &self.list[entity].steps
    }

    /// The entity of the dateline's place.
    pub(crate) fn dateline(&self) -> Option<usize> {
        self.dateline.as_ref().map(|&(_, entity)| entity)
    }

    /// Takes a pronoun for another entity, for a reason that only the acts of the story give.
    pub(crate) fn reread(&mut self, sentence: usize, token: usize, entity: usize) {
        let here = self.mentions.iter_mut().filter(|m| m.sentence == sentence && m.tokens == (token..token + 1));
        for mention in here.filter(|m| m.kind == MentionKind::Pronoun) {
            mention.entity = entity;
            mention.why = Why::Acts;
        }
    }

    /// What the record prints, in order of first mention.
    pub(crate) fn records(&self, analysis: &Analysis, points: &CodePoints) -> Vec<record::Entity> {
        let mut records: Vec<record::Entity> = self.list.iter().map(|entity| entity.record.clone()).collect();
        if let Some((bytes, entity)) = &self.dateline {
            records[*entity].mentions.push(record::Mention { span: points.span(bytes), kind: MentionKind::Name });
        }
        for mention in &self.mentions {
            let tokens = &analysis.sentences[mention.sentence].tokens[mention.tokens.clone()];
            let (Some(one), Some(last)) = (tokens.first(), tokens.last()) else { continue };
            let span = points.span(&(one.span.start..last.span.end));
            records[mention.entity].mentions.push(record::Mention { span, kind: mention.kind });
        }
        for record in &mut records {
            record.mentions.sort_by_key(|mention| (mention.span.start, mention.span.end));
            record.mentions.dedup_by_key(|mention| mention.span);
        }
        records
    }
}
