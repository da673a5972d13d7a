//! A sentence as clauses: who stands where around a predicate.
//!
//! In: a parsed [`Sentence`]. Out: the [`Arguments`] of a verb, the modifiers of a noun. Subjects that stand in another clause (shared by
//! conjuncts, controlled, of participles and relative clauses) are found by climbing; every climb is bounded.

use std::ops::Deref;

use language::{Sentence, Upos};

use crate::tree::{Tree as Words, base};

/// Steps up a tree before an answer is given up: deeper nesting is no news language.
pub(super) const CLIMB: usize = 24;
/// Members of one coordination that are followed.
const MEMBERS: usize = 24;

/// A sentence whose clauses can be asked about; what it holds of words and noun phrases it answers too.
pub(super) struct Tree<'s>(Words<'s>);

impl<'s> Deref for Tree<'s> {
    type Target = Words<'s>;

    fn deref(&self) -> &Words<'s> {
        &self.0
    }
}

/// Who does what a complement says, by the verb that takes it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Control {
    /// The verb's object, else its subject.
    Usual,
    Word(usize),
    Nobody,
}

/// What stands around a verb.
#[derive(Debug, Default, Clone)]
pub(super) struct Arguments {
    pub(super) subjects: Vec<usize>,
    pub(super) objects: Vec<usize>,
    /// Preposition and head of each prepositional phrase.
    pub(super) obliques: Vec<(String, usize)>,
    pub(super) passive: bool,
    /// The verb of an infinitive as complement.
    pub(super) infinitive: Option<usize>,
    pub(super) that: bool,
    pub(super) gerund: bool,
}

impl<'s> Tree<'s> {
    pub(super) fn new(sentence: &'s Sentence) -> Self {
        Self(Words::new(sentence))
    }

    pub(super) fn relation(&self, at: usize) -> &'static str {
        base(self.tokens[at].deprel)
    }

    pub(super) fn is_verb(&self, at: usize) -> bool {
        matches!(self.tokens[at].upos, Upos::Verb | Upos::Aux)
    }

    /// The word that marks a clause: "to", "that", "if", "of" before a gerund.
    pub(super) fn mark(&self, at: usize) -> Option<&'s str> {
        self.child(at, "mark").map(|m| self.lemma(m))
    }

    pub(super) fn is_infinitive(&self, at: usize) -> bool {
        self.children(at).any(|c| self.tokens[c].deprel == "mark" && self.tokens[c].xpos == "TO") && self.tokens[at].xpos != "VBG"
    }

    pub(super) fn is_gerund(&self, at: usize) -> bool {
        self.tokens[at].xpos == "VBG" && !self.children(at).any(|c| self.relation(c) == "aux")
            || self.children(at).any(|c| self.relation(c) == "aux" && self.tokens[c].xpos == "VBG")
    }

    /// The first member of a coordination.
    pub(super) fn first_conjunct(&self, mut at: usize) -> usize {
        for _ in 0..CLIMB {
            match self.tokens[at].head {
                Some(head) if self.tokens[at].deprel == "conj" => at = head,
                _ => break,
            }
        }
        at
    }

    /// A word and the members coordinated with it.
    pub(super) fn members(&self, at: usize) -> Vec<usize> {
        let mut out = vec![at];
        let mut next = 0;
        while next < out.len() && out.len() < MEMBERS {
            let here = out[next];
            out.extend(self.children(here).filter(|&c| self.tokens[c].deprel == "conj" && !self.is_verb(c)));
            next += 1;
        }
        out
    }

    /// The preposition of a phrase, in lower case; of "because of" and the like, all words.
    pub(super) fn preposition(&self, at: usize) -> Option<String> {
        // Of "out of", read as two prepositions, the last counts.
        let case =
            self.children(at).rfind(|&c| self.tokens[c].deprel == "case" && self.tokens[c].upos != Upos::Part && c < at)?;
        let mut text = self.tokens[case].lemma.to_lowercase();
        for fixed in self.children(case).filter(|&c| self.tokens[c].deprel == "fixed") {
            text.push(' ');
            text.push_str(&self.tokens[fixed].lemma.to_lowercase());
        }
        Some(if text == "out of" { "of".into() } else { text })
    }

    pub(super) fn is_passive(&self, verb: usize) -> bool {
        let token = &self.tokens[verb];
        if self.children(verb).any(|c| matches!(self.tokens[c].deprel, "aux:pass" | "nsubj:pass")) {
            return true;
        }
        if token.xpos != "VBN" || self.children(verb).any(|c| matches!(self.tokens[c].deprel, "aux" | "nsubj")) {
            return false;
        }
        match token.deprel {
            "conj" => token.head.is_some_and(|h| self.is_verb(h) && self.is_passive(self.first_conjunct(h))),
            "acl" | "advcl" | "root" | "parataxis" | "amod" | "xcomp" => true,
            _ => false,
        }
    }

    /// A relative pronoun stands for the noun that its clause modifies.
    fn resolve(&self, at: usize, verb: usize) -> usize {
        let token = &self.tokens[at];
        let relative =
            token.feats.contains("PronType=Rel") || matches!(&*token.lemma, "who" | "which" | "whom") && token.upos == Upos::Pron;
        if !relative {
            return at;
        }
        let mut clause = verb;
        for _ in 0..CLIMB {
            match self.tokens[clause].head {
                Some(noun) if self.tokens[clause].deprel == "acl:relcl" => return noun,
                Some(up) => clause = up,
                None => break,
            }
        }
        at
    }

    /// Who does what a verb says (for a passive: what stands in subject position), wherever it stands. `control` names the word that a
    /// governing verb makes the subject of its complement.
    pub(super) fn subject(&self, verb: usize, control: &dyn Fn(usize, usize) -> Control) -> Option<usize> {
        let mut at = verb;
        for _ in 0..CLIMB {
            let own = self.children(at).find(|&c| self.relation(c) == "nsubj" && self.tokens[c].deprel != "nsubj:outer");
            if let Some(own) = own {
                return Some(self.resolve(own, at));
            }
            let head = self.tokens[at].head?;
            match self.tokens[at].deprel {
                "conj" if self.is_predicate(head) => at = head,
                "xcomp" | "ccomp" | "advcl" => {
                    if !self.is_predicate(head) && self.tokens[head].upos != Upos::Adj {
                        // "a plan to attack" read as a clause of the noun.
                        return self.actor_of_noun_clause(head);
                    }
                    if self.tokens[at].deprel == "ccomp" && !self.is_gerund(at) && !self.is_infinitive(at) {
                        return None;
                    }
                    match control(head, at) {
                        Control::Word(who) => return Some(who),
                        Control::Nobody => return None,
                        Control::Usual => {}
                    }
                    if self.tokens[at].deprel == "xcomp" && !self.is_passive(head) {
                        let object = self.children(head).find(|&c| matches!(self.tokens[c].deprel, "obj" | "iobj") && c < at);
                        if let Some(object) = object {
                            return Some(self.resolve(object, head));
                        }
                    }
                    at = head;
                }
                "acl" | "acl:relcl" => {
                    let token = &self.tokens[at];
                    if token.xpos == "VBG" || token.xpos == "VBN" {
                        return Some(head);
                    }
                    if self.is_infinitive(at) {
                        // A headline that is a noun: "Foreign minister to visit Rome".
                        let party = self.tokens[head].upos == Upos::Propn || self.tokens[head].head.is_none();
                        return if party { Some(self.flat_head(head)) } else { self.actor_of_noun_clause(head) };
                    }
                    return None;
                }
                "parataxis" | "dep" | "appos" if self.is_infinitive(at) => return Some(head),
                _ => return None,
            }
        }
        None
    }

    fn flat_head(&self, at: usize) -> usize {
        match self.tokens[at].head {
            Some(head) if self.relation(at) == "flat" => head,
            _ => at,
        }
    }

    /// Who acts in a clause that a noun takes: "Paris's plan to attack", "Paris has a plan to attack".
    fn actor_of_noun_clause(&self, noun: usize) -> Option<usize> {
        if let Some(owner) = self.children(noun).find(|&c| self.tokens[c].deprel == "nmod:poss") {
            return Some(owner);
        }
        let by = self.children(noun).find(|&c| self.relation(c) == "nmod" && self.preposition(c).as_deref() == Some("by"));
        if by.is_some() {
            return by;
        }
        let mut at = noun;
        for _ in 0..CLIMB {
            let head = self.tokens[at].head?;
            if self.is_predicate(head) {
                if self.relation(at) == "nsubj" {
                    return None;
                }
                if self.is_passive(head) {
                    return self.children(head).find(|&c| self.is_agent(c));
                }
                return self.subject(head, &|_, _| Control::Usual);
            }
            at = head;
        }
        None
    }

    fn is_agent(&self, at: usize) -> bool {
        self.tokens[at].deprel == "obl:agent" || self.relation(at) == "obl" && self.preposition(at).as_deref() == Some("by")
    }

    /// What stands around a verb or an adjective with a copula.
    pub(super) fn arguments(&self, verb: usize, control: &dyn Fn(usize, usize) -> Control) -> Arguments {
        let mut out = Arguments { passive: self.is_verb(verb) && self.is_passive(verb), ..Arguments::default() };
        let subject = self.subject(verb, control);
        if out.passive {
            out.objects.extend(subject.into_iter().flat_map(|s| self.members(s)));
            for agent in self.children(verb).filter(|&c| self.is_agent(c)) {
                out.subjects.extend(self.members(agent));
            }
        } else {
            out.subjects.extend(subject.into_iter().flat_map(|s| self.members(s)));
        }
        for child in self.children(verb) {
            match self.relation(child) {
                "obj" | "iobj" => out.objects.extend(self.members(self.resolve(child, verb))),
                "obl" | "nmod" if !(out.passive && self.is_agent(child)) => self.oblique(child, verb, &mut out),
                "xcomp" | "advcl" | "ccomp" => {
                    out.infinitive = out.infinitive.or(Some(child).filter(|&c| self.is_infinitive(c)));
                    out.that |= self.relation(child) == "ccomp" && !self.is_infinitive(child);
                    out.gerund |= self.is_gerund(child);
                }
                _ => {}
            }
        }
        if out.objects.is_empty() && !out.passive {
            out.objects = self.shared_object(verb);
        }
        out
    }

    fn oblique(&self, child: usize, verb: usize, out: &mut Arguments) {
        let own = self.preposition(child);
        // A relative pronoun may stand before its preposition: "whom they met with".
        let Some(preposition) = own else { return };
        for member in self.members(self.resolve(child, verb)) {
            let of_member = if member == child { None } else { self.preposition(member) };
            out.obliques.push((of_member.unwrap_or_else(|| preposition.clone()), member));
        }
    }

    /// "condemned and sanctioned the regime"; "the man they arrested".
    fn shared_object(&self, verb: usize) -> Vec<usize> {
        let later = self.children(verb).find(|&c| {
            self.tokens[c].deprel == "conj" && self.is_verb(c) && c == verb + 2 && self.tokens[c].xpos == self.tokens[verb].xpos
        });
        if let Some(object) = later.and_then(|c| self.child(c, "obj")) {
            return self.members(object);
        }
        if self.tokens[verb].deprel == "acl:relcl"
            && let Some(noun) = self.tokens[verb].head
            && self.children(verb).any(|c| self.relation(c) == "nsubj" && self.resolve(c, verb) == c)
            && !self.children(verb).any(|c| matches!(self.relation(c), "obl" | "xcomp" | "ccomp"))
        {
            return vec![noun];
        }
        Vec::new()
    }

    /// True where `above` is `at` or governs it within `CLIMB` steps.
    pub(super) fn is_under(&self, mut at: usize, above: usize) -> bool {
        for _ in 0..CLIMB {
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
}
