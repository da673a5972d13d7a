//! What the tree says around a cue: listeners, time, place, negation, and a speaker that the reader did not mark.
//!
//! In: a tree and the words of a cue. Out: words and indices; `None` where the sentence does not say.

use std::ops::Range;

use language::Upos;
use record::EntityKind;

use super::words::WORDS;
use crate::entities::Entities;
use crate::times::TimeMention;
use crate::tree::Tree;

/// A cue in its sentence, with the words that are taken.
pub(super) struct Setting<'a> {
    pub(super) tree: &'a Tree<'a>,
    pub(super) sentence: usize,
    /// Words of the cue.
    pub(super) cue: &'a Range<usize>,
    /// The word of the cue that the rest of the sentence holds on to.
    pub(super) head: usize,
    pub(super) source: &'a [Range<usize>],
    pub(super) content: &'a [Range<usize>],
}

fn inside(ranges: &[Range<usize>], at: usize) -> bool {
    ranges.iter().any(|r| r.contains(&at))
}

impl Setting<'_> {
    fn taken(&self, at: usize) -> bool {
        inside(self.source, at) || inside(self.content, at)
    }

    /// The verb or noun that says, and the words of the cue that hang on each other: "said in a statement".
    fn heads(&self) -> impl Iterator<Item = usize> + '_ {
        std::iter::once(self.head)
            .chain(self.cue.clone().filter(|&at| at != self.head && self.tree.tokens[at].upos == Upos::Verb))
    }

    /// Who is spoken to.
    pub(super) fn addressee(&self) -> Option<Range<usize>> {
        let addressed = |head: usize| self.tree.child(head, "xcomp").or_else(|| self.tree.child(head, "ccomp")).is_some();
        self.heads().find_map(|head| {
            let lemma = self.tree.lemma(head);
            let listener = self.tree.children(head).find(|&child| {
                if inside(self.source, child) || !matches!(self.tree.tokens[child].upos, Upos::Noun | Upos::Propn | Upos::Pron) {
                    return false;
                }
                match self.tree.tokens[child].deprel {
                    "iobj" => true,
                    // The listener of "urged the rebels to leave" is the one who is to leave, and stands in the content.
                    "obj" => WORDS.listener_object.contains(lemma) && (!inside(self.content, child) || addressed(head)),
                    "obl" | "nmod" => {
                        !inside(self.content, child)
                            && self.tree.preposition(child) == Some("to")
                            && WORDS.listener_to.contains(lemma)
                    }
                    _ => false,
                }
            })?;
            Some(self.phrase(listener))
        })
    }

    /// The words of a short noun phrase: determiner to name.
    fn phrase(&self, head: usize) -> Range<usize> {
        let mut end = head + 1;
        for child in self.tree.children(head).filter(|&child| child > head) {
            if !matches!(self.tree.tokens[child].deprel, "flat" | "compound" | "flat:name") || self.taken(child) {
                break;
            }
            end = self.tree.subtree_end(child);
        }
        self.tree.left_edge(head)..end
    }

    /// True where `at` belongs to the clause of the cue itself, and to no other predicate in between.
    fn governed(&self, at: usize) -> bool {
        let mut above = at;
        for _ in 0..4 {
            match self.tree.tokens[above].head {
                Some(head) if head == self.head || self.cue.contains(&head) => return true,
                Some(head) if !self.tree.is_predicate(head) && !self.taken(head) => above = head,
                _ => return false,
            }
        }
        false
    }

    /// When it was said: index of a time.
    pub(super) fn time(&self, times: &[TimeMention]) -> Option<usize> {
        let fits = |time: &TimeMention| {
            let covers = |t: &language::Token| time.span.start < t.span.end && t.span.start < time.span.end;
            let tokens = self.tree.tokens;
            let first = tokens.iter().position(covers)?;
            let range = first..first + tokens[first..].iter().take_while(|t| covers(t)).count();
            let head = self.tree.head_of(&range);
            (!self.taken(head) && time.days().is_some() && (self.governed(head) || self.cue.contains(&head))).then_some(())
        };
        times.iter().position(|time| time.sentence == self.sentence && fits(time).is_some())
    }

    /// Where it was said: index of an entity.
    pub(super) fn place(&self, entities: &Entities) -> Option<usize> {
        let here = entities.mentions_in(self.sentence);
        here.iter()
            .filter(|m| matches!(entities.kind(m.entity), EntityKind::Place | EntityKind::Country | EntityKind::Facility))
            .find(|m| {
                let preposition = self.tree.preposition(m.head);
                !self.taken(m.head) && preposition.is_some_and(|p| WORDS.place_prepositions.contains(p)) && self.governed(m.head)
            })
            .map(|m| m.entity)
    }

    /// True for "when asked about": the question is put to whoever speaks, and its asker says nothing here.
    pub(super) fn is_asked(&self) -> bool {
        let word = &self.tree.tokens[self.head];
        let own = |deprel: &str| self.tree.child(self.head, deprel).is_some();
        word.deprel == "advcl" && word.xpos == "VBN" && WORDS.asking.contains(&*word.lemma) && !own("nsubj") && !own("aux")
    }

    /// True for "did not say" and "declined to comment".
    pub(super) fn negated(&self) -> bool {
        let no = |at: usize| WORDS.negations.contains(&self.tree.form(at).to_lowercase());
        self.cue.clone().any(|at| no(at) || WORDS.negating.contains(self.tree.lemma(at)))
            || self
                .tree
                .children(self.head)
                .any(|child| matches!(self.tree.tokens[child].deprel, "advmod" | "det") && no(child) && !self.taken(child))
            || self.source.iter().any(|words| no(words.start))
    }

    /// The speaker where the reader marked none: the subject of the cue, or of the verb that the cue goes with ("adding that").
    pub(super) fn speaker(&self) -> Option<Range<usize>> {
        let mut at = self.head;
        for _ in 0..4 {
            let own = self.tree.children(at).find(|&child| {
                matches!(self.tree.tokens[child].deprel, "nsubj" | "nmod:poss" | "obl:agent") && !inside(self.content, child)
            });
            if let Some(subject) = own {
                return Some(self.phrase(subject));
            }
            let word = &self.tree.tokens[at];
            let goes_with = matches!(word.deprel, "conj" | "advcl" | "xcomp" | "parataxis" | "advcl:relcl");
            at = word.head.filter(|&head| goes_with && !inside(self.content, head))?;
        }
        None
    }
}
