//! A sentence as a tree that can be asked about noun phrases.
//!
//! In: a parsed [`Sentence`]. Out: the words under a word, the edges of a noun phrase, prepositions, possessive marks.

use std::ops::Range;

use language::{Sentence, Token, Upos};

/// A sentence with the words under each word.
pub(crate) struct Tree<'s> {
    pub(crate) tokens: &'s [Token],
    /// Indices into `children` where those of each word begin.
    first: Vec<u32>,
    children: Vec<u32>,
}

impl<'s> Tree<'s> {
    pub(crate) fn new(sentence: &'s Sentence) -> Self {
        let tokens = &sentence.tokens[..];
        let mut first = vec![0u32; tokens.len() + 2];
        for head in tokens.iter().filter_map(|t| t.head) {
            first[head + 2] += 1;
        }
        for at in 2..first.len() {
            first[at] += first[at - 1];
        }
        let mut children = vec![0u32; first[tokens.len() + 1] as usize];
        for (at, token) in tokens.iter().enumerate() {
            if let Some(head) = token.head {
                children[first[head + 1] as usize] = at as u32;
                first[head + 1] += 1;
            }
        }
        first.pop();
        Self { tokens, first, children }
    }

    pub(crate) fn len(&self) -> usize {
        self.tokens.len()
    }

    /// The words that depend on `at`, in order.
    pub(crate) fn children(&self, at: usize) -> impl DoubleEndedIterator<Item = usize> + '_ {
        self.children[self.first[at] as usize..self.first[at + 1] as usize].iter().map(|&child| child as usize)
    }

    /// The first word under `at` with a relation, subtypes included.
    pub(crate) fn child(&self, at: usize, deprel: &str) -> Option<usize> {
        self.children(at).find(|&child| base(self.tokens[child].deprel) == deprel)
    }

    pub(crate) fn form(&self, at: usize) -> &'s str {
        &self.tokens[at].form
    }

    pub(crate) fn lemma(&self, at: usize) -> &'s str {
        &self.tokens[at].lemma
    }

    /// The word of a range that the words outside it hold on to.
    pub(crate) fn head_of(&self, range: &Range<usize>) -> usize {
        range.clone().find(|&at| self.tokens[at].head.is_none_or(|head| !range.contains(&head))).unwrap_or(range.start)
    }

    /// True where `above` is `at` or governs it.
    pub(crate) fn is_under(&self, mut at: usize, above: usize) -> bool {
        for _ in 0..=self.len() {
            if at == above {
                return true;
            }
            match self.tokens[at].head {
                Some(head) => at = head,
                None => return false,
            }
        }
        false
    }

    /// First word of the noun phrase that `head` heads: what stands before it, belongs to it and is of a noun phrase.
    pub(crate) fn left_edge(&self, head: usize) -> usize {
        let mut edge = head;
        for child in self.children(head).rev().filter(|&child| child < head) {
            if !matches!(base(self.tokens[child].deprel), "det" | "amod" | "compound" | "nummod" | "nmod" | "flat")
                || (base(self.tokens[child].deprel) == "nmod"
                    && !matches!(self.tokens[child].deprel, "nmod:poss" | "nmod:desc" | "nmod:unmarked"))
            {
                if self.tokens[child].upos == Upos::Punct && matches!(self.form(child), "-" | "–" | "“" | "\"" | "‘") {
                    continue;
                }
                break;
            }
            edge = edge.min(self.subtree_start(child));
        }
        edge
    }

    fn subtree_start(&self, at: usize) -> usize {
        let (mut first, mut at) = (at, at);
        for _ in 0..self.len() {
            match self.children(at).next().filter(|&child| child < at) {
                Some(child) => {
                    first = child;
                    at = child;
                }
                None => break,
            }
        }
        first
    }

    /// One past the last word under `head`.
    pub(crate) fn subtree_end(&self, head: usize) -> usize {
        let mut at = head;
        for _ in 0..self.len() {
            match self.children(at).next_back().filter(|&child| child > at) {
                Some(child) => at = child,
                None => break,
            }
        }
        at + 1
    }

    /// The preposition of a noun phrase, in lower case.
    pub(crate) fn preposition(&self, head: usize) -> Option<&'s str> {
        self.children(head)
            .find(|&child| self.tokens[child].deprel == "case" && self.tokens[child].upos == Upos::Adp)
            .map(|child| self.lemma(child))
    }

    /// The possessive mark or pronoun: "'s" of a possessor.
    pub(crate) fn possessive_mark(&self, head: usize) -> Option<usize> {
        self.children(head).find(|&child| self.tokens[child].deprel == "case" && self.tokens[child].upos == Upos::Part)
    }

    /// First member of a coordination.
    pub(crate) fn first_conjunct(&self, mut at: usize) -> usize {
        for _ in 0..self.len() {
            match self.tokens[at].head {
                Some(head) if self.tokens[at].deprel == "conj" => at = head,
                _ => break,
            }
        }
        at
    }

    /// The subject of a predicate, or of the first verb that it is coordinated with.
    pub(crate) fn subject(&self, at: usize) -> Option<usize> {
        self.child(at, "nsubj").or_else(|| {
            let first = self.first_conjunct(at);
            if first == at { None } else { self.child(first, "nsubj") }
        })
    }

    pub(crate) fn is_predicate(&self, at: usize) -> bool {
        matches!(self.tokens[at].upos, Upos::Verb | Upos::Aux) || self.child(at, "cop").is_some()
    }

    pub(crate) fn forms(&self, range: Range<usize>) -> Vec<&'s str> {
        self.tokens[range].iter().map(|token| &*token.form).collect()
    }
}

/// A relation without its subtype.
pub(crate) fn base(deprel: &str) -> &str {
    deprel.split(':').next().unwrap_or(deprel)
}
