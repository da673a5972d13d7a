//! Whether an act happened: tense, aspect, modality, negation, conditions, and the words that take the act as complement.
//!
//! In: a predicate of a sentence. Out: an [`Outcome`]. What modifies the predicate itself is read first; then the words above it, from
//! the inside out, each of which may change what was read. The words stand in `embedding.toml`.

use language::Upos;
use record::Status;

use super::lexicon::{Effect, Kind, Subject, Takes};
use super::reading::Reader;

/// Words above a predicate that may still change its status.
const DEPTH: usize = 8;

/// Whether an act happened, and by which words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Outcome {
    pub(crate) status: Status,
    /// What the codebook asks: refused, alleged and threatened acts are more than denied, possible and planned ones.
    pub(crate) effect: Option<Effect>,
    /// The word that says so.
    pub(crate) by: Option<usize>,
}

impl Outcome {
    fn plain(status: Status) -> Self {
        Self { status, effect: None, by: None }
    }
}

/// What stands at the predicate itself.
#[derive(Debug, Clone, Copy)]
struct Own {
    outcome: Outcome,
    /// Said in so many words, not merely by tense.
    explicit: bool,
    /// Tense or an auxiliary shows; without, the words above decide.
    finite: bool,
}

impl Reader<'_> {
    /// Whether the act at a predicate happened.
    pub(super) fn outcome(&self, at: usize, light: Option<usize>, headline: bool) -> Outcome {
        self.climb(at, light, headline, 0)
    }

    fn modifier(&self, at: usize) -> Option<Effect> {
        let modifies = |row: &&super::lexicon::Predicate| row.kind == Kind::Modifier && self.predicate_words(at, row).is_some();
        let form = super::lexicon::key(&self.tree.tokens[at].form);
        let rows = self.lexicon.embedders(&self.keys[at]).iter().chain(self.lexicon.embedders(&form));
        let row = rows.into_iter().find(modifies)?;
        Some(self.lexicon.embeddings[row.of].status)
    }

    fn own(&self, at: usize, headline: bool) -> Own {
        let token = &self.tree.tokens[at];
        let verb = self.tree.is_verb(at);
        let (mut effect, mut by, mut negated) = (None, None, false);
        let mut past = matches!(token.xpos, "VBD" | "VBN");
        let mut present = matches!(token.xpos, "VBZ" | "VBP");
        let progressive = token.xpos == "VBG";
        let mut finite = matches!(token.xpos, "VBD" | "VBZ" | "VBP");
        for child in self.tree.children(at) {
            let relation = self.tree.relation(child);
            match relation {
                "aux" | "cop" => {
                    let xpos = self.tree.tokens[child].xpos;
                    finite |= xpos != "VBG" && xpos != "VB";
                    past |= xpos == "VBD" || self.keys[child] == "have";
                    present |= matches!(xpos, "VBZ" | "VBP") && token.xpos != "VBN";
                }
                "advmod" | "det" | "mark" | "amod" | "case" | "cc:preconj" => {}
                // "no troops were sent"
                "obj" | "nsubj" if verb => {
                    let none = self
                        .tree
                        .children(child)
                        .find(|&c| self.tree.relation(c) == "det" && self.modifier(c) == Some(Effect::Denied));
                    negated |= none.is_some() || self.modifier(child) == Some(Effect::Denied);
                    continue;
                }
                _ => continue,
            }
            match self.modifier(child) {
                Some(Effect::Denied) => negated = true,
                // A gerund after a preposition such as "of" is no condition.
                Some(found) if effect.is_none() || matches!(relation, "mark") => {
                    effect = Some(found);
                    by = Some(child);
                }
                _ => {}
            }
        }
        let status = match effect {
            Some(effect) => status_of(effect, Status::Occurred),
            None if token.upos == Upos::Adj || verb && !finite => Status::Occurred,
            None if !verb => Status::Occurred,
            None if progressive && !past => Status::Ongoing,
            None if past => {
                if progressive && present {
                    Status::Ongoing
                } else {
                    Status::Occurred
                }
            }
            None if present && headline => Status::Occurred,
            None if present => Status::Ongoing,
            None => Status::Occurred,
        };
        // "said it would withdraw"; "said it will not withdraw" is a refusal.
        let reported =
            self.tree.relation(at) == "ccomp" && token.head.is_some_and(|h| matches!(self.tree.tokens[h].xpos, "VBD" | "VBN"));
        let future = effect == Some(Effect::Planned) || effect == Some(Effect::Conditional) && reported;
        let (status, effect) = match (negated, future) {
            (true, true) => (Status::Denied, Some(Effect::Refused)),
            (true, false) => (Status::Denied, None),
            (false, true) => (Status::Planned, Some(Effect::Planned)),
            (false, false) => (status, effect),
        };
        Own { outcome: Outcome { status, effect, by }, explicit: negated || effect.is_some(), finite }
    }

    fn climb(&self, at: usize, light: Option<usize>, headline: bool, depth: usize) -> Outcome {
        let own = self.own(at, headline);
        if depth >= DEPTH {
            return own.outcome;
        }
        let Some(head) = self.tree.tokens[at].head else {
            let bare = self.tree.is_infinitive(at);
            return if bare && !own.explicit { Outcome::plain(Status::Planned) } else { own.outcome };
        };
        let above = self.above(at, head, light, own, headline, depth);
        match above {
            None => own.outcome,
            Some(above) if !own.explicit => above,
            // What is denied or conditional in itself stays so, whatever stands above, unless that is denied or only possible.
            Some(above) => match (own.outcome.status, above.status) {
                (_, Status::Denied | Status::Possible | Status::CalledFor)
                    if above.effect.is_some() && self.tree.is_predicate(at) =>
                {
                    above
                }
                _ => own.outcome,
            },
        }
    }

    /// What the words above make of the act; none where they say nothing about it.
    fn above(&self, at: usize, head: usize, light: Option<usize>, own: Own, headline: bool, depth: usize) -> Option<Outcome> {
        let relation = self.tree.relation(at);
        let verb = self.tree.is_predicate(at);
        let outer = |word: usize| self.climb(word, None, headline, depth + 1);
        if relation == "conj" {
            if !verb {
                return self.above_noun(self.tree.first_conjunct(at), light, headline, depth);
            }
            if own.explicit || own.finite && self.tree.tokens[at].xpos != "VB" && self.tree.tokens[at].xpos != "VBN" {
                let first = self.tree.first_conjunct(at);
                let up = self.tree.tokens[first].head?;
                // The clause above takes all its conjuncts.
                return self.embedded(first, up, own, headline, depth);
            }
            return Some(outer(head));
        }
        if !verb {
            return self.above_noun(at, light, headline, depth);
        }
        match relation {
            "xcomp" | "ccomp" | "advcl" | "acl" | "csubj" | "parataxis" | "obj" | "obl" | "nmod" | "nsubj" | "dep" | "appos" => {
                self.embedded(at, head, own, headline, depth).or_else(|| {
                    let infinitive = self.tree.is_infinitive(at);
                    match relation {
                        "acl" if infinitive => Some(Outcome::plain(Status::Planned)),
                        "advcl" | "xcomp" if infinitive => {
                            let above = outer(head).status;
                            let purpose = matches!(above, Status::Occurred | Status::Ongoing);
                            Some(Outcome::plain(if purpose { Status::Planned } else { above }))
                        }
                        "advcl" | "xcomp" | "ccomp" | "csubj" if !own.finite => Some(outer(head)),
                        _ if infinitive => Some(Outcome::plain(Status::Planned)),
                        _ => None,
                    }
                })
            }
            _ => None,
        }
    }

    /// A clause under a word of the embedding table.
    fn embedded(&self, at: usize, head: usize, own: Own, headline: bool, depth: usize) -> Option<Outcome> {
        let takes = if self.tree.is_infinitive(at) {
            Takes::To
        } else if self.tree.is_gerund(at) && !own.finite || self.tree.mark(at).is_some_and(|m| matches!(m, "of" | "from" | "for"))
        {
            Takes::Ing
        } else {
            Takes::That
        };
        let effect = self.row(head, takes, None, Some(at))?;
        let above = self.climb(head, None, headline, depth + 1);
        if takes == Takes::That && matches!(effect, Effect::Same) {
            return None;
        }
        let inner = if takes == Takes::That { own.outcome.status } else { Status::Occurred };
        Some(combine(effect, above, head, inner))
    }

    fn row(&self, head: usize, takes: Takes, preposition: Option<&str>, clause: Option<usize>) -> Option<Effect> {
        let rows = self.lexicon.embedders(&self.keys[head]);
        rows.iter()
            .filter(|row| row.kind != Kind::Modifier && self.lexicon.embeddings[row.of].takes.contains(&takes))
            .filter(|row| {
                // "wanted Rome to leave" is a demand, "wanted to leave" is not.
                let somebody = self.lexicon.embeddings[row.of].subject == Subject::Object && row.kind == Kind::Verb;
                takes != Takes::To
                    || !somebody
                    || self.tree.is_passive(head)
                    || clause.is_some_and(|c| self.whom(head, c).is_some())
            })
            .filter(|row| match (takes, row.words.last(), preposition) {
                (Takes::Noun, Some(last), Some(preposition)) => last == preposition || self.predicate_words(head, row).is_some(),
                (Takes::Noun, None, Some(_)) => false,
                _ => self.predicate_words(head, row).is_some(),
            })
            .min_by_key(|row| std::cmp::Reverse(row.words.len()))
            .map(|row| self.lexicon.embeddings[row.of].status)
    }

    /// A noun under a verb or noun of the embedding table: "called for talks", "plans for an attack".
    fn above_noun(&self, at: usize, light: Option<usize>, headline: bool, depth: usize) -> Option<Outcome> {
        if let Some(verb) = light {
            let noun_of = (0..3).try_fold(self.tree.first_conjunct(at), |noun, _| {
                let head = self.tree.tokens[noun].head?;
                if head == verb { Some(noun) } else { Some(head) }
            })?;
            let subject = self.tree.relation(noun_of) == "nsubj" && !self.tree.is_passive(verb);
            let takes = if subject { Takes::Subject } else { Takes::Noun };
            let preposition = self.tree.preposition(noun_of).filter(|_| !subject);
            let preposition =
                if self.tree.is_passive(verb) && self.tree.relation(noun_of) == "nsubj" { None } else { preposition };
            let effect = self.row(verb, takes, preposition.as_deref(), None).unwrap_or(Effect::Same);
            return Some(combine(effect, self.climb(verb, None, headline, depth + 1), verb, Status::Occurred));
        }
        // Without a verb that carries it, a noun is spoken of as a fact, unless a noun above makes it a plan or a fear.
        let head = self.tree.tokens[at].head?;
        if self.tree.relation(at) == "nmod" {
            let preposition = self.tree.preposition(at);
            let effect = self.row(head, Takes::Noun, preposition.as_deref(), None)?;
            return Some(combine(effect, Outcome::plain(Status::Occurred), head, Status::Occurred));
        }
        None
    }
}

/// The status that an effect gives where the word itself has status `own`.
fn status_of(effect: Effect, own: Status) -> Status {
    match effect {
        Effect::Same => own,
        Effect::Occurred => Status::Occurred,
        Effect::Ongoing => Status::Ongoing,
        Effect::Planned | Effect::Threatened => Status::Planned,
        Effect::CalledFor => Status::CalledFor,
        Effect::Possible | Effect::Conditional | Effect::Alleged => Status::Possible,
        Effect::Denied | Effect::Refused | Effect::Excluded => Status::Denied,
    }
}

/// What becomes of an act (with `inner` status in itself) under a word with an effect, which itself has an outcome.
fn combine(effect: Effect, above: Outcome, by: usize, inner: Status) -> Outcome {
    let said = Outcome { status: status_of(effect, above.status), effect: Some(effect), by: Some(by) };
    match above.status {
        Status::Occurred | Status::Ongoing => match effect {
            Effect::Same => Outcome { effect: above.effect, by: above.by.or(Some(by)), ..said },
            // "denied that it will attack", "said it would" keep their own.
            Effect::Occurred | Effect::Ongoing if inner != Status::Occurred => Outcome { status: inner, effect: None, by: None },
            _ => said,
        },
        // "did not rule out", "did not deny": it may be.
        Status::Denied => match effect {
            Effect::Excluded | Effect::Denied | Effect::Refused => {
                Outcome { status: Status::Possible, effect: None, by: Some(by) }
            }
            Effect::Alleged => said,
            _ => Outcome { status: Status::Denied, effect: above.effect.filter(|e| *e == Effect::Refused), by: Some(by) },
        },
        other => match effect {
            Effect::Same | Effect::Occurred | Effect::Ongoing => Outcome { status: other, ..above },
            Effect::Planned if other == Status::Possible => Outcome { status: Status::Possible, effect: None, by: Some(by) },
            _ => said,
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn outcome(status: Status, effect: Option<Effect>) -> Outcome {
        Outcome { status, effect, by: None }
    }

    #[test]
    fn words_above_change_what_is_below() {
        use Status::{CalledFor, Denied, Occurred, Planned, Possible};
        for (effect, above, expected) in [
            (Effect::Planned, Occurred, Planned),
            (Effect::Planned, Possible, Possible),
            (Effect::Planned, Denied, Denied),
            (Effect::Same, Planned, Planned),
            (Effect::Same, Denied, Denied),
            (Effect::Refused, Occurred, Denied),
            (Effect::Refused, Denied, Possible),
            (Effect::Excluded, Occurred, Denied),
            (Effect::Excluded, Denied, Possible),
            (Effect::Denied, Denied, Possible),
            (Effect::CalledFor, Occurred, CalledFor),
            (Effect::Alleged, Occurred, Possible),
            (Effect::Threatened, Occurred, Planned),
        ] {
            let got = combine(effect, outcome(above, None), 0, Occurred).status;
            assert_eq!(got, expected, "{effect:?} under a word that is {above:?}");
        }
    }

    #[test]
    fn an_act_keeps_its_own_status_under_a_word_that_changes_nothing() {
        let got = combine(Effect::Occurred, outcome(Status::Occurred, None), 0, Status::Planned);
        assert_eq!(got.status, Status::Planned);
    }
}
