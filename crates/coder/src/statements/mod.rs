//! Who said what: sources, cues and contents of a story, joined over sentences and resolved to entities.
//!
//! In: a read story with its entities and times. Out: [`Statement`]s in order of their cues. Cues, sources and contents inside a sentence come
//! from the trained reader; this module makes contents whole over sentences and paragraphs (`content`), finds listeners, time, place
//! and negation on the tree (`circumstances`), and says who the source is. A speaker that is never named stays open.

mod circumstances;
mod content;
mod quotations;
mod words;

use std::ops::Range;

use language::{Analysis, CodePoints, Upos};
use record::{Manner, MentionKind, PartKind, Story};

use crate::entities::Entities;
use crate::times::TimeMention;
use crate::tree::Tree;
use circumstances::Setting;
use content::Layout;
use quotations::Quotations;

/// A statement of the story.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Statement {
    /// Index of the sentence of the cue.
    pub(crate) sentence: usize,
    /// Words of the cue in its sentence.
    pub(crate) cue: Range<usize>,
    /// The word of the cue that the rest of the sentence holds on to.
    pub(crate) head: usize,
    /// Words of the source in the same sentence.
    pub(crate) source: Vec<Range<usize>>,
    /// Index of the entity that speaks.
    pub(crate) speaker: Option<usize>,
    /// Bytes of what is said.
    pub(crate) content: Vec<Range<usize>>,
    /// Quoted, reported, or both.
    pub(crate) manner: Manner,
    /// Words of the listeners, and their entity.
    pub(crate) addressee: Option<(Range<usize>, Option<usize>)>,
    /// Index of the time of saying.
    pub(crate) time: Option<usize>,
    /// Index of the entity where it was said.
    pub(crate) place: Option<usize>,
    /// "Did not say", "declined to comment".
    pub(crate) negated: bool,
    /// What was found by which means.
    pub(crate) why: Vec<Why>,
}

/// A step in the making of a statement.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Why {
    /// The reader marked cue and content.
    Reader,
    /// The source was found on the tree.
    SourceByTree,
    /// The content goes on past the sentence, in quotation marks.
    RunningQuotation,
    /// Nobody is named as the source.
    NoSource,
    /// The source is named but is no entity of the story.
    UnknownSource,
}

impl std::fmt::Display for Why {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Reader => "cue and content by the reader",
            Self::SourceByTree => "source by the tree: subject of the cue or of the verb that it goes with",
            Self::RunningQuotation => "content goes on in quotation marks",
            Self::NoSource => "no source is named",
            Self::UnknownSource => "the source is no entity of the story",
        })
    }
}

impl Statement {
    /// True where a byte of the text is part of what is said.
    pub(crate) fn says(&self, byte: usize) -> bool {
        self.content.iter().any(|range| range.contains(&byte))
    }

    /// The record's form.
    pub(crate) fn record(&self, id: String, analysis: &Analysis, points: &CodePoints, entities: &Entities) -> record::Statement {
        let tokens = &analysis.sentences[self.sentence].tokens;
        let span = |words: &Range<usize>| points.span(&(tokens[words.start].span.start..tokens[words.end - 1].span.end));
        let name = |entity: usize| entities.id(entity).to_string();
        record::Statement {
            id,
            source: record::Source { spans: self.source.iter().map(span).collect(), entity: self.speaker.map(name) },
            cue: record::Cue { spans: vec![span(&self.cue)], lemma: Some(tokens[self.head].lemma.to_string()) },
            content: self.content.iter().map(|bytes| points.span(bytes)).collect(),
            manner: self.manner,
            addressee: self
                .addressee
                .as_ref()
                .map(|(words, entity)| record::Addressee { spans: vec![span(words)], entity: entity.map(name) }),
            time: self.time.map(|time| format!("t{}", time + 1)),
            place: self.place.map(name),
            negated: self.negated,
        }
    }
}

/// The statements of a story.
pub(crate) fn find(
    story: &Story,
    analysis: &Analysis,
    points: &CodePoints,
    entities: &Entities,
    times: &[TimeMention],
) -> Vec<Statement> {
    if analysis.sentences.iter().all(|s| s.attributions.is_empty()) {
        return Vec::new();
    }
    let layout = layout(story, analysis, points);
    let mut out: Vec<Statement> = Vec::new();
    for (index, sentence) in analysis.sentences.iter().enumerate() {
        if sentence.attributions.is_empty() {
            continue;
        }
        let tree = Tree::new(sentence);
        for attribution in &sentence.attributions {
            let tokens = &sentence.tokens;
            let bytes = |words: &Range<usize>| tokens[words.start].span.start..tokens[words.end - 1].span.end;
            if attribution.content.is_empty() {
                continue;
            }
            let mut why = vec![Why::Reader];
            let head = cue_head(&tree, &attribution.cue);
            // "Yusuf bin Said" says nothing: a word of a name is no cue.
            if entities.mentions_in(index).iter().any(|m| m.kind == MentionKind::Name && m.tokens.contains(&head)) {
                continue;
            }
            if setting(&tree, index, attribution, head, &attribution.source).is_asked() {
                continue;
            }
            let mut source = attribution.source.clone();
            if source.is_empty() {
                let setting = setting(&tree, index, attribution, head, &source);
                if let Some(words) = setting.speaker() {
                    source.push(words);
                    why.push(Why::SourceByTree);
                }
            }
            let setting = setting(&tree, index, attribution, head, &source);
            let speaker = source.iter().find_map(|words| entity_of(&tree, entities, index, words));
            match (source.is_empty(), speaker) {
                (true, _) => why.push(Why::NoSource),
                (false, None) => why.push(Why::UnknownSource),
                _ => {}
            }
            let spoken: Vec<Range<usize>> = attribution.content.iter().map(bytes).collect();
            let content = content::reach(&layout, index, &bytes(&attribution.cue), &spoken);
            if content.last().map(|c| c.end) != spoken.last().map(|c| c.end) || content[0].start != spoken[0].start {
                why.push(Why::RunningQuotation);
            }
            let addressee = setting.addressee().map(|words| {
                let entity = entity_of(&tree, entities, index, &words);
                (words, entity)
            });
            out.push(Statement {
                sentence: index,
                cue: attribution.cue.clone(),
                head,
                speaker,
                manner: manner(&layout, &content),
                content,
                addressee,
                time: setting.time(times),
                place: setting.place(entities),
                negated: setting.negated(),
                why,
                source,
            });
        }
    }
    out
}

fn setting<'a>(
    tree: &'a Tree<'a>,
    sentence: usize,
    attribution: &'a language::Attribution,
    head: usize,
    source: &'a [Range<usize>],
) -> Setting<'a> {
    Setting { tree, sentence, cue: &attribution.cue, head, source, content: &attribution.content }
}

fn layout<'a>(story: &'a Story, analysis: &'a Analysis, points: &CodePoints) -> Layout<'a> {
    let parts = story.parts.iter().filter(|p| matches!(p.kind, PartKind::Headline | PartKind::Paragraph));
    let paragraphs: Vec<Range<usize>> = parts.map(|p| points.bytes(p.span)).collect();
    let spans: Vec<Range<usize>> = analysis.sentences.iter().map(|s| s.span.clone()).collect();
    let paragraph = spans.iter().map(|s| paragraphs.partition_point(|p| p.end <= s.start)).collect();
    let quotations = Quotations::new(&story.text, &paragraphs, &spans);
    Layout { text: &story.text, analysis, quotations, paragraph }
}

/// The verb of a cue, or else the word that the rest of the sentence holds on to.
fn cue_head(tree: &Tree<'_>, cue: &Range<usize>) -> usize {
    let head = tree.head_of(cue);
    if matches!(tree.tokens[head].upos, Upos::Verb | Upos::Noun) {
        return head;
    }
    cue.clone().find(|&at| tree.tokens[at].upos == Upos::Verb).unwrap_or(head)
}

/// The entity that the words speak of: of their head, or else of the first mention among them.
fn entity_of(tree: &Tree<'_>, entities: &Entities, sentence: usize, words: &Range<usize>) -> Option<usize> {
    let head = tree.head_of(words);
    entities
        .at(sentence, head)
        .or_else(|| entities.mentions_in(sentence).iter().find(|m| words.contains(&m.head)).map(|m| m.entity))
}

/// Quoted where every word stands in quotation marks.
fn manner(layout: &Layout<'_>, content: &[Range<usize>]) -> Manner {
    let (mut quoted, mut reported) = (false, false);
    for range in content {
        for (at, _) in layout.text[range.clone()].char_indices().filter(|(_, c)| c.is_alphanumeric()) {
            match layout.quotations.around(range.start + at) {
                Some(_) => quoted = true,
                None => reported = true,
            }
        }
    }
    match (quoted, reported) {
        (true, false) => Manner::Direct,
        (true, true) => Manner::Mixed,
        (false, _) => Manner::Indirect,
    }
}
