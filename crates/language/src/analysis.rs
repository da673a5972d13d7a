//! What is known of a text once it has been read: the named type that leaves this crate.

use std::ops::Range;

use crate::segment::segment;

/// A read text.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Analysis {
    /// Sentences in text order; none crosses a part of the story.
    pub sentences: Vec<Sentence>,
}

impl Analysis {
    /// Sentences and words of the given parts, cut by rule, about which nothing else is known.
    pub fn unread(text: &str, parts: impl IntoIterator<Item = Range<usize>>) -> Self {
        let words = |spans: Vec<Range<usize>>| spans.into_iter().map(|span| Token::unread(&text[span.clone()], span)).collect();
        let segments = parts.into_iter().flat_map(|part| segment(text, part));
        let sentences =
            segments.map(|s| Sentence { span: s.span, tokens: words(s.words), multiwords: s.multiwords, ..Sentence::default() });
        Self { sentences: sentences.collect() }
    }
}

/// A sentence: its words, in order, as a dependency tree.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Sentence {
    /// Bytes of the text.
    pub span: Range<usize>,
    /// Syntactic words.
    pub tokens: Vec<Token>,
    /// Surface tokens that are several words ("don't"): index of the first word and one past the last.
    pub multiwords: Vec<Range<usize>>,
    /// Who says what here, by cue; empty where the reader was not asked for it.
    pub attributions: Vec<Attribution>,
    /// What each word means here; empty where the reader was not asked for it.
    pub meanings: Vec<Meaning>,
}

/// What a word means where it stands: the main components of a sentence encoder's vector, in steps of a fixed size. Words that mean much the
/// same point in much the same direction.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Meaning(pub [i8; Self::SIZE]);

impl Meaning {
    /// How many numbers there are.
    pub const SIZE: usize = 64;
}

/// A cue of saying, thinking or wanting, with its source and content as far as they stand in the same sentence. All ranges are of words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attribution {
    /// The words that attribute: "has said", "according to".
    pub cue: Range<usize>,
    /// Who the content is attributed to.
    pub source: Vec<Range<usize>>,
    /// What is attributed.
    pub content: Vec<Range<usize>>,
}

/// A syntactic word in the sense of Universal Dependencies.
#[derive(Debug, Clone, PartialEq)]
pub struct Token {
    /// Bytes of the text.
    pub span: Range<usize>,
    /// The word as written. It is the text under `span`, except where gold tokens were given.
    pub form: Box<str>,
    /// Dictionary form.
    pub lemma: Box<str>,
    /// Universal part of speech.
    pub upos: Upos,
    /// Penn Treebank tag.
    pub xpos: &'static str,
    /// Universal features, `_` where there are none.
    pub feats: &'static str,
    /// Index of the governing word in the sentence; `None` for the root.
    pub head: Option<usize>,
    /// Relation to the governing word, with its subtype (`nsubj:pass`).
    pub deprel: &'static str,
    /// Part of a name.
    pub name: NameTag,
}

impl Token {
    /// A word about which nothing is known.
    pub fn unread(form: &str, span: Range<usize>) -> Self {
        Self {
            span,
            form: form.into(),
            lemma: "_".into(),
            upos: Upos::X,
            xpos: "_",
            feats: "_",
            head: None,
            deprel: "dep",
            name: NameTag::Outside,
        }
    }
}

/// Universal part-of-speech tags.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
#[allow(missing_docs)]
pub enum Upos {
    Adj,
    Adp,
    Adv,
    Aux,
    Cconj,
    Det,
    Intj,
    Noun,
    Num,
    Part,
    Pron,
    Propn,
    Punct,
    Sconj,
    Sym,
    Verb,
    #[default]
    X,
}

impl Upos {
    /// How many tags there are.
    pub(crate) const COUNT: usize = 17;

    const NAMES: [(&'static str, Self); Self::COUNT] = [
        ("ADJ", Self::Adj),
        ("ADP", Self::Adp),
        ("ADV", Self::Adv),
        ("AUX", Self::Aux),
        ("CCONJ", Self::Cconj),
        ("DET", Self::Det),
        ("INTJ", Self::Intj),
        ("NOUN", Self::Noun),
        ("NUM", Self::Num),
        ("PART", Self::Part),
        ("PRON", Self::Pron),
        ("PROPN", Self::Propn),
        ("PUNCT", Self::Punct),
        ("SCONJ", Self::Sconj),
        ("SYM", Self::Sym),
        ("VERB", Self::Verb),
        ("X", Self::X),
    ];

    /// The tag as CoNLL-U writes it.
    pub fn as_str(self) -> &'static str {
        Self::NAMES[self as usize].0
    }

    /// The tag that CoNLL-U writes so, if there is one.
    pub fn parse(name: &str) -> Option<Self> {
        Self::NAMES.iter().find(|(n, _)| *n == name).map(|&(_, tag)| tag)
    }
}

/// Kinds of names, as Universal NER draws them: a country or a city is a `Place`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[allow(missing_docs)]
pub enum NameKind {
    Person,
    Organization,
    Place,
}

impl NameKind {
    /// The label as BIO tags write it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Person => "PER",
            Self::Organization => "ORG",
            Self::Place => "LOC",
        }
    }
}

/// BIO tag of a word.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum NameTag {
    /// Not part of a name.
    #[default]
    Outside,
    /// First word of a name.
    Begin(NameKind),
    /// Further word of a name.
    Inside(NameKind),
}

/// Byte offsets to code-point offsets of one text and back, in near constant time.
#[derive(Debug, Clone)]
pub struct CodePoints {
    /// Code points before each block of `BLOCK` bytes; empty for ASCII text.
    blocks: Vec<u32>,
    /// The bytes of the text, where they are needed for counting.
    text: Box<[u8]>,
    length: usize,
}

const BLOCK: usize = 64;

impl CodePoints {
    /// Index of a text.
    pub fn new(text: &str) -> Self {
        if text.is_ascii() {
            return Self { blocks: Vec::new(), text: Box::default(), length: text.len() };
        }
        let mut count = 0;
        let blocks = text
            .as_bytes()
            .chunks(BLOCK)
            .map(|chunk| {
                let before = count;
                count += starts(chunk) as u32;
                before
            })
            .collect();
        Self { blocks, text: text.as_bytes().into(), length: text.len() }
    }

    /// Code points before the byte `offset`, which may be the end of the text.
    pub fn at(&self, offset: usize) -> usize {
        if self.blocks.is_empty() {
            return offset;
        }
        let block = (offset / BLOCK).min(self.blocks.len() - 1);
        self.blocks[block] as usize + starts(&self.text[block * BLOCK..offset])
    }

    /// The byte at which the code point number `count` begins; the end of the text for its length and beyond.
    pub fn byte(&self, count: usize) -> usize {
        if self.blocks.is_empty() {
            return count.min(self.length);
        }
        let block = self.blocks.partition_point(|&before| before as usize <= count).saturating_sub(1);
        let mut left = count - self.blocks[block] as usize;
        let mut at = block * BLOCK;
        while at < self.length {
            if self.text[at] & 0xC0 != 0x80 {
                if left == 0 {
                    return at;
                }
                left -= 1;
            }
            at += 1;
        }
        self.length
    }

    /// The byte range of a code-point span.
    pub fn bytes(&self, span: record::Span) -> Range<usize> {
        let start = self.byte(span.start);
        start..self.byte(span.end).max(start)
    }

    /// The code-point span of a byte range.
    pub fn span(&self, bytes: &Range<usize>) -> record::Span {
        (self.at(bytes.start), self.at(bytes.end)).into()
    }
}

fn starts(bytes: &[u8]) -> usize {
    bytes.iter().filter(|&&b| b & 0xC0 != 0x80).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn code_points_count_as_chars_do() {
        for text in ["", "plain", "naïve — “quoted” 🙂 ok", &"é".repeat(500), &"a🙂".repeat(300)] {
            let index = CodePoints::new(text);
            for (count, (offset, _)) in text.char_indices().enumerate() {
                assert_eq!(index.at(offset), count, "{text:?} at byte {offset}");
                assert_eq!(index.byte(count), offset, "{text:?} at code point {count}");
            }
            let length = text.chars().count();
            assert_eq!(index.at(text.len()), length);
            assert_eq!(index.byte(length), text.len());
            assert_eq!(index.byte(length + 9), text.len());
        }
    }

    #[test]
    fn tags_survive_a_round_trip() {
        for (name, tag) in Upos::NAMES {
            assert_eq!(tag.as_str(), name);
            assert_eq!(Upos::parse(name), Some(tag));
        }
    }
}
