//! Enhanced dependencies that readers of events need, from the basic tree.
//!
//! In: a parsed [`Sentence`]. Out: [`Edge`]s beside those of the tree: conjuncts take part where their first member does, verbs in
//! a row share a subject, a controlled clause has the subject of its control, an antecedent plays the part of its relative pronoun.
//! Method: the rules of Enhanced Universal Dependencies (Schuster & Manning 2016), those that need no lexicon.

use crate::analysis::{Sentence, Token, Upos};

/// An edge that the basic tree does not have.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Edge {
    /// Index of the word that depends.
    pub dependent: usize,
    /// Index of the word that governs; `None` for the root.
    pub head: Option<usize>,
    /// Relation; conjuncts and antecedents take the one they stand in for.
    pub deprel: &'static str,
}

/// A sentence with the words under each word, so that the rules look at no word twice.
struct Tree<'a> {
    tokens: &'a [Token],
    children: Vec<Vec<usize>>,
}

/// The additional edges of a sentence, ordered by dependent and head, each once.
pub fn enhance(sentence: &Sentence) -> Vec<Edge> {
    let tokens = &sentence.tokens;
    let mut children = vec![Vec::new(); tokens.len()];
    for (i, token) in tokens.iter().enumerate() {
        if let Some(head) = token.head {
            children[head].push(i);
        }
    }
    let tree = Tree { tokens, children };
    let mut edges = Vec::new();
    for (i, token) in tokens.iter().enumerate() {
        match token.deprel {
            "conj" => tree.conjunct(i, &mut edges),
            "xcomp" => tree.controlled(i, &mut edges),
            "acl:relcl" => tree.antecedent(i, &mut edges),
            _ => {}
        }
    }
    edges.retain(|e| {
        e.head != Some(e.dependent) && (tokens[e.dependent].head != e.head || tokens[e.dependent].deprel != e.deprel)
    });
    edges.sort();
    edges.dedup();
    edges
}

fn is_subject(deprel: &str) -> bool {
    matches!(deprel.split(':').next(), Some("nsubj" | "csubj"))
}

/// Steps up a chain of conjuncts; longer chains are lists, not coordinations.
const LONGEST_CHAIN: usize = 64;

impl Tree<'_> {
    fn child(&self, head: usize, wanted: impl Fn(&Token) -> bool) -> Option<usize> {
        self.children[head].iter().copied().find(|&c| wanted(&self.tokens[c]))
    }

    fn subject(&self, head: usize) -> Option<usize> {
        self.child(head, |t| is_subject(t.deprel))
    }

    fn is_passive(&self, head: usize) -> bool {
        self.child(head, |t| t.deprel == "aux:pass").is_some()
    }

    fn is_predicate(&self, at: usize) -> bool {
        matches!(self.tokens[at].upos, Upos::Verb | Upos::Aux) || self.child(at, |t| t.deprel == "cop").is_some()
    }

    /// The first member of a chain of conjuncts.
    fn first_conjunct(&self, mut at: usize) -> usize {
        for _ in 0..LONGEST_CHAIN {
            match self.tokens[at].head {
                Some(head) if self.tokens[at].deprel == "conj" => at = head,
                _ => break,
            }
        }
        at
    }

    fn conjunct(&self, i: usize, edges: &mut Vec<Edge>) {
        let first = self.first_conjunct(i);
        edges.push(Edge { dependent: i, head: self.tokens[first].head, deprel: self.tokens[first].deprel });
        if self.is_predicate(i)
            && self.subject(i).is_none()
            && let Some(subject) = self.subject(first)
        {
            let deprel = match (self.tokens[subject].deprel, self.is_passive(i)) {
                ("nsubj" | "nsubj:pass", true) => "nsubj:pass",
                ("nsubj" | "nsubj:pass", false) => "nsubj",
                (other, _) => other,
            };
            edges.push(Edge { dependent: subject, head: Some(i), deprel });
        }
    }

    /// The object of the governing verb, else its subject, is the subject of an open clause.
    fn controlled(&self, i: usize, edges: &mut Vec<Edge>) {
        let Some(head) = self.tokens[i].head else { return };
        let who = self
            .child(head, |t| matches!(t.deprel, "obj" | "iobj"))
            .or_else(|| self.subject(head))
            .or_else(|| self.subject(self.first_conjunct(head)));
        if let Some(who) = who.filter(|_| self.subject(i).is_none()) {
            edges.push(Edge { dependent: who, head: Some(i), deprel: if self.is_passive(i) { "nsubj:pass" } else { "nsubj" } });
        }
    }

    /// The noun that a relative clause modifies plays the part of the relative pronoun in it.
    fn antecedent(&self, i: usize, edges: &mut Vec<Edge>) {
        let Some(noun) = self.tokens[i].head else { return };
        let mut open = self.children[i].clone();
        while let Some(at) = open.pop() {
            let token = &self.tokens[at];
            if token.feats.contains("PronType=Rel") {
                edges.push(Edge { dependent: noun, head: token.head, deprel: token.deprel });
                return;
            }
            // A relative clause inside has a pronoun of its own.
            if token.deprel != "acl:relcl" {
                open.extend(&self.children[at]);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Rows of form, head (0 is the root), relation, features.
    fn check(rows: &[(&str, usize, &'static str, &'static str)], expected: &[(&str, &str, &str)]) {
        let tokens: Vec<Token> = rows
            .iter()
            .map(|&(form, head, deprel, feats)| {
                let upos = if feats.contains("VerbForm") { Upos::Verb } else { Upos::Noun };
                Token { head: head.checked_sub(1), deprel, feats, upos, ..Token::unread(form, 0..form.len()) }
            })
            .collect();
        let sentence = Sentence { span: 0..0, tokens, ..Sentence::default() };
        let found: Vec<(&str, &str, &str)> = enhance(&sentence)
            .iter()
            .map(|e| (&*sentence.tokens[e.dependent].form, e.head.map_or("root", |h| &*sentence.tokens[h].form), e.deprel))
            .collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn verbs_in_a_row_share_their_subject() {
        check(
            &[
                ("Troops", 2, "nsubj", "_"),
                ("entered", 0, "root", "VerbForm=Fin"),
                ("and", 4, "cc", "_"),
                ("left", 2, "conj", "VerbForm=Fin"),
            ],
            &[("Troops", "left", "nsubj"), ("left", "root", "root")],
        );
    }

    #[test]
    fn conjuncts_play_the_same_part() {
        check(
            &[("Kyiv", 4, "nsubj", "_"), ("and", 3, "cc", "_"), ("Minsk", 1, "conj", "_"), ("agreed", 0, "root", "VerbForm=Fin")],
            &[("Minsk", "agreed", "nsubj")],
        );
    }

    #[test]
    fn an_open_clause_has_the_subject_of_its_control() {
        check(
            &[
                ("Paris", 2, "nsubj", "_"),
                ("urged", 0, "root", "VerbForm=Fin"),
                ("rebels", 2, "obj", "_"),
                ("to", 5, "mark", "_"),
                ("disarm", 2, "xcomp", "VerbForm=Inf"),
            ],
            &[("rebels", "disarm", "nsubj")],
        );
        check(
            &[
                ("Paris", 2, "nsubj", "_"),
                ("vowed", 0, "root", "VerbForm=Fin"),
                ("to", 4, "mark", "_"),
                ("help", 2, "xcomp", "VerbForm=Inf"),
            ],
            &[("Paris", "help", "nsubj")],
        );
    }

    #[test]
    fn an_antecedent_plays_the_part_of_its_pronoun() {
        check(
            &[("rebels", 0, "root", "_"), ("who", 3, "nsubj", "PronType=Rel"), ("fled", 1, "acl:relcl", "VerbForm=Fin")],
            &[("rebels", "fled", "nsubj")],
        );
    }
}
