//! Acts in a sentence: predicates of the lexicon with the words that fill their frames.
//!
//! In: a [`Tree`], the [`Lexicon`], and who is a party. Out: [`Reading`]s, at most one a word. A frame fits when its constraints are
//! met; of several, the one with more constraints met and more parties found is taken.

use language::{NameKind, NameTag, Upos};

use super::lexicon::{Complement, Frame, Kind, Lexicon, Predicate, Role, Slot, Subject, Takes, key};
use super::tree::{Arguments, Control, Tree};

/// Words between a verb and the further words of its predicate.
const PREDICATE_REACH: usize = 10;
/// Prepositions before whom an act concerns.
const CONCERNS: [&str; 9] = ["with", "to", "for", "on", "against", "from", "of", "between", "into"];
/// Nouns whose prepositional phrases are looked at for one predicate.
const REACHED: usize = 24;
/// What a class holds if names of persons belong to it.
const PERSONS: &str = "*person*";
/// Class of nouns that act for whoever sends them: missiles, raids.
const INSTRUMENTS: &str = "instruments";
/// Class of nouns for what acts are about: demands, talks, laws; whose they are is who is meant.
const CONTENTS: &str = "contents";
/// Class of nouns that never act: storms, films.
const NEVER_ACTORS: &str = "never_actors";
/// Class of nouns for a length of time since an act.
const ANNIVERSARIES: &str = "anniversaries";
/// Class of nouns that count: "thousands of".
const AMOUNTS: &str = "amounts";

/// An act as the words of a sentence tell it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Reading {
    /// The predicate's head.
    pub(crate) anchor: usize,
    /// All words of the predicate, in order.
    pub(crate) words: Vec<usize>,
    /// Index of the act.
    pub(crate) act: usize,
    /// Heads of the actors.
    pub(crate) actors: Vec<usize>,
    /// Heads of the recipients.
    pub(crate) recipients: Vec<usize>,
    /// All take part alike.
    pub(crate) reciprocal: bool,
    /// The verb that carries a noun: "launched" of "launched an attack".
    pub(crate) light: Option<usize>,
    /// How well the frame fits.
    pub(crate) fit: usize,
    /// Words that filled slots without being parties.
    pub(crate) things: Vec<usize>,
    /// The predicate as the table has it, its words sorted.
    pub(crate) predicate: String,
}

/// Who is a party: a word of a sentence to something that tells parties apart.
pub(crate) trait Parties {
    /// The party that a word heads or is part of.
    fn party(&self, token: usize) -> Option<usize>;
}

impl<F: Fn(usize) -> Option<usize>> Parties for F {
    fn party(&self, token: usize) -> Option<usize> {
        self(token)
    }
}

/// A sentence with all that readings ask.
pub(super) struct Reader<'s> {
    pub(super) tree: &'s Tree<'s>,
    pub(super) lexicon: &'s Lexicon,
    pub(super) keys: &'s [String],
    pub(super) parties: &'s dyn Parties,
}

/// Slots while a frame is tried.
#[derive(Default)]
struct Filled {
    actors: Vec<usize>,
    recipients: Vec<usize>,
    both: Vec<usize>,
    things: Vec<usize>,
    fit: usize,
    /// A class of the frame was met.
    bound: bool,
}

/// Lookup keys of a sentence's lemmas. Where the reader's lemma is in no table, the form without its ending may be.
pub(super) fn keys(tree: &Tree<'_>, lexicon: &Lexicon) -> Vec<String> {
    let one = |token: &language::Token| {
        let lemma = key(&token.lemma);
        if lexicon.knows(&lemma) || !matches!(token.upos, Upos::Verb | Upos::Noun | Upos::Adj) {
            return lemma;
        }
        let form = token.form.to_lowercase();
        if let Some(irregular) = lexicon.lemma_of(&form) {
            return irregular.to_string();
        }
        stems(&form).map(|s| key(&s)).find(|stem| lexicon.knows(stem)).unwrap_or(lemma)
    };
    tree.tokens.iter().map(one).collect()
}

/// What a form may be inflected from by the regular rules of English spelling, the likeliest first.
fn stems(form: &str) -> impl Iterator<Item = String> {
    let mut out = Vec::new();
    for ending in ["ies", "ied", "ing", "ed", "es", "s", "d"] {
        let Some(stem) = form.strip_suffix(ending).filter(|stem| stem.len() > 2) else { continue };
        match ending {
            "ies" | "ied" => out.push(format!("{stem}y")),
            "s" | "d" => out.push(stem.to_string()),
            _ => {
                out.push(stem.to_string());
                out.push(format!("{stem}e"));
                let mut letters = stem.chars().rev();
                if letters.next() == letters.next() {
                    out.push(stem[..stem.len() - stem.chars().next_back().map_or(0, char::len_utf8)].to_string());
                }
            }
        }
    }
    out.into_iter()
}

impl<'s> Reader<'s> {
    /// Every act of the sentence, in the order of the words.
    pub(super) fn readings(&self) -> Vec<Reading> {
        (0..self.tree.tokens.len()).filter_map(|at| self.reading(at)).collect()
    }

    fn reading(&self, at: usize) -> Option<Reading> {
        let mut best: Option<(usize, Reading)> = None;
        for (rank, reading) in self.candidates(at) {
            if best.as_ref().is_none_or(|(most, _)| rank > *most) {
                best = Some((rank, reading));
            }
        }
        best.map(|(_, reading)| reading)
    }

    fn candidates(&self, at: usize) -> Vec<(usize, Reading)> {
        let candidates = self.lexicon.predicates(&self.keys[at]);
        let mut out = Vec::new();
        if candidates.is_empty() {
            return out;
        }
        let token = &self.tree.tokens[at];
        let verb = token.upos == Upos::Verb && token.deprel != "amod" && token.deprel != "compound";
        let adjective = matches!(token.upos, Upos::Adj | Upos::Verb) && token.deprel != "compound";
        let gerund = token.xpos == "VBG" && matches!(self.tree.relation(at), "nsubj" | "obj" | "obl" | "nmod" | "conj");
        let noun = (matches!(token.upos, Upos::Noun | Upos::Propn) || gerund) && !self.modifies_noun(at);
        let arguments = (verb || adjective).then(|| self.tree.arguments(at, &|head, below| self.control(head, below)));
        for candidate in candidates {
            let fits_kind = match candidate.kind {
                Kind::Verb => verb,
                Kind::Adjective => adjective,
                Kind::Noun => noun,
                Kind::Modifier => false,
            };
            if !fits_kind {
                continue;
            }
            let Some(words) = self.predicate_words(at, candidate) else { continue };
            let reading = match (&arguments, candidate.kind) {
                (_, Kind::Noun) => self.noun(at, candidate, words),
                (Some(arguments), _) => self.verb(at, candidate, words, arguments),
                _ => None,
            };
            if let Some(mut reading) = reading {
                let mut words: Vec<&str> = candidate.words.iter().map(String::as_str).chain([&*self.keys[at]]).collect();
                words.sort_unstable();
                reading.predicate = words.join(" ");
                out.push((candidate.words.len() * 20 + reading.fit, reading));
            }
        }
        out
    }

    /// "attack helicopter": no attack.
    fn modifies_noun(&self, at: usize) -> bool {
        matches!(self.tree.tokens[at].deprel, "compound" | "nmod:desc")
    }

    /// The words of a predicate, head included, where all of them are there.
    pub(super) fn predicate_words(&self, at: usize, predicate: &Predicate) -> Option<Vec<usize>> {
        let mut words = vec![at];
        for wanted in &predicate.words {
            let fits = |c: usize| self.keys[c] == *wanted || self.tree.tokens[c].form.eq_ignore_ascii_case(wanted);
            let near = |c: usize| c.abs_diff(at) <= PREDICATE_REACH && !words.contains(&c);
            let found = self
                .tree
                .children(at)
                .find(|&c| near(c) && fits(c))
                .or_else(|| self.tree.children(at).flat_map(|c| self.tree.children(c)).find(|&c| near(c) && fits(c)))
                .or_else(|| {
                    (predicate.kind != Kind::Noun && at + 1 < self.keys.len() && fits(at + 1) && near(at + 1)).then_some(at + 1)
                })?;
            words.push(found);
        }
        words.sort_unstable();
        Some(words)
    }

    /// Who acts in the complement `below` of `head`, by the embedding table.
    pub(super) fn control(&self, head: usize, below: usize) -> Control {
        let takes = if self.tree.is_infinitive(below) { Takes::To } else { Takes::Ing };
        for row in self.lexicon.embedders(&self.keys[head]) {
            let embedding = &self.lexicon.embeddings[row.of];
            if !embedding.takes.contains(&takes) || self.predicate_words(head, row).is_none() {
                continue;
            }
            return match embedding.subject {
                Subject::Object => match self.whom(head, below) {
                    Some(whom) => Control::Word(whom),
                    // Of somebody else there is no word: "asked to visit", or a passive.
                    None if self.tree.is_passive(head) || takes == Takes::To => Control::Usual,
                    None => Control::Nobody,
                },
                Subject::Nobody => Control::Nobody,
                _ => match self.tree.subject(head, &|_, _| Control::Usual) {
                    Some(who) => Control::Word(who),
                    None => Control::Nobody,
                },
            };
        }
        Control::Usual
    }

    /// Whom a verb has do what it takes: "urged Rome to", "called on Rome to".
    pub(super) fn whom(&self, head: usize, below: usize) -> Option<usize> {
        if self.tree.is_passive(head) {
            return None;
        }
        let whom = |c: &usize| matches!(self.tree.tokens[*c].deprel, "obj" | "iobj" | "obl") && *c < below;
        self.tree.children(head).rfind(whom)
    }

    /// A word of a class: itself, or what it counts.
    pub(super) fn of_class(&self, at: usize, class: &str) -> bool {
        let named = matches!(self.tree.tokens[at].name, NameTag::Begin(NameKind::Person) | NameTag::Inside(NameKind::Person));
        if self.lexicon.in_class(class, &self.keys[at]) || named && self.lexicon.in_class(class, PERSONS) {
            return true;
        }
        self.is_amount(at)
            && self.tree.children(at).any(|c| self.tree.relation(c) == "nmod" && self.lexicon.in_class(class, &self.keys[c]))
    }

    /// A number, or a noun that counts: "dozens".
    pub(super) fn is_amount(&self, at: usize) -> bool {
        self.lexicon.in_class(AMOUNTS, &self.keys[at]) || self.tree.tokens[at].upos == Upos::Num
    }

    fn is_instrument(&self, at: usize) -> bool {
        self.of_class(at, INSTRUMENTS)
    }

    /// The words that head the parties of a slot's word: itself, or whose it is.
    fn parties_at(&self, at: usize) -> Vec<usize> {
        if self.is_instrument(at) || self.of_class(at, CONTENTS) {
            return self.owners(at);
        }
        if self.parties.party(at).is_some() {
            return vec![at];
        }
        self.owners(at)
    }

    fn owners(&self, at: usize) -> Vec<usize> {
        let owner = |c: &usize| match self.tree.tokens[*c].deprel {
            "nmod:poss" | "compound" | "amod" | "nmod:desc" => true,
            "nmod" => self.tree.preposition(*c).is_some_and(|p| CONCERNS.contains(&&*p) || matches!(&*p, "by" | "in")),
            _ => false,
        };
        for child in self.tree.children(at).filter(owner) {
            if self.parties.party(child).is_some() && !self.is_instrument(child) {
                return self.tree.members(child).into_iter().filter(|&m| self.parties.party(m).is_some()).collect();
            }
            // "US-led", "thousands of Russian troops"
            let below = self.tree.children(child).find(|&c| {
                matches!(self.tree.relation(c), "compound" | "amod" | "nmod" | "obl" | "nsubj") && self.parties.party(c).is_some()
            });
            if let Some(below) = below.filter(|&b| !self.is_instrument(b)) {
                return vec![below];
            }
        }
        Vec::new()
    }

    /// Fills a slot from the words that stand there; false where the slot's constraints are not met.
    fn fill(&self, slot: &Slot, words: &[usize], out: &mut Filled) -> bool {
        if slot.except {
            let class = slot.class.as_deref().unwrap_or("");
            if words.iter().any(|&w| self.of_class(w, class)) {
                return false;
            }
            if slot.role == Role::Thing {
                return true;
            }
        }
        let mut chosen: Vec<usize> = match &slot.class {
            Some(class) if !slot.except => words.iter().copied().filter(|&w| self.of_class(w, class)).collect(),
            _ => words.to_vec(),
        };
        if slot.class.is_some() && !slot.except && chosen.is_empty() {
            return false;
        }
        if slot.role == Role::Thing {
            if slot.class.is_some() {
                out.fit += 6;
                out.bound = true;
            }
            out.things.append(&mut chosen);
            return true;
        }
        let parties: Vec<usize> = chosen.iter().flat_map(|&w| self.parties_at(w)).collect();
        if parties.is_empty() {
            out.things.extend(chosen.iter().copied());
            return !slot.required;
        }
        out.fit += if slot.class.is_some() { 7 } else { 3 } + usize::from(slot.required);
        match slot.role {
            Role::Actor => out.actors.extend(parties),
            Role::Recipient => out.recipients.extend(parties),
            Role::Both => out.both.extend(parties),
            Role::Thing => {}
        }
        true
    }

    /// Prepositional phrases of a word and of the nouns that belong to its predicate.
    fn obliques(&self, own: &[(String, usize)], nouns: &[usize]) -> Vec<(String, usize)> {
        let mut out = own.to_vec();
        let mut open: Vec<(usize, usize)> = nouns.iter().chain(own.iter().map(|(_, word)| word)).map(|&noun| (noun, 0)).collect();
        let mut next = 0;
        while next < open.len() && next < REACHED {
            let (noun, depth) = open[next];
            next += 1;
            for child in self.tree.children(noun).filter(|&c| matches!(self.tree.relation(c), "nmod" | "obl")) {
                if let Some(preposition) = self.tree.preposition(child) {
                    // "the withdrawal of troops from Mali": read as Mali's troops, meant as the withdrawal.
                    if depth == 0 {
                        open.push((child, 1));
                    }
                    out.extend(self.tree.members(child).into_iter().map(|m| (preposition.clone(), m)));
                }
            }
        }
        out
    }

    fn verb(&self, at: usize, predicate: &Predicate, words: Vec<usize>, arguments: &Arguments) -> Option<Reading> {
        let act = &self.lexicon.acts[predicate.of];
        // A light verb with a particle of its own is another verb: "called off a strike" is no "called a strike".
        let particle = |&child: &usize| self.tree.tokens[child].deprel == "compound:prt" && !words.contains(&child);
        if words.len() > 1 && self.tree.children(at).any(|child| child == at + 1 && particle(&child)) {
            return None;
        }
        let mut objects: Vec<usize> = arguments.objects.iter().copied().filter(|o| !words.contains(o)).collect();
        // A particle read as a preposition: "turned over the hostages".
        for &word in words.iter().filter(|&&w| w != at && self.tree.relation(w) == "case") {
            if let Some(noun) = self.tree.tokens[word].head.filter(|n| self.tree.tokens[*n].head == Some(at)) {
                objects.extend(self.tree.members(noun));
            }
        }
        let consumed: Vec<usize> = words.iter().copied().filter(|&w| w != at).collect();
        // "declined to comment" is not even a refusal of somebody.
        let left_out = |verb: usize| {
            act.frames.iter().filter_map(|f| f.not_to.as_ref()).any(|class| self.lexicon.in_class(class, &self.keys[verb]))
        };
        if arguments.infinitive.is_some_and(left_out) {
            return None;
        }
        let mut best: Option<Filled> = None;
        for frame in &act.frames {
            if let Some(filled) = self.verb_frame(predicate.kind, frame, arguments, &objects, &consumed)
                && best.as_ref().is_none_or(|b| filled.fit > b.fit)
            {
                best = Some(filled);
            }
        }
        let mut filled = best?;
        let waits = act.frames.iter().flat_map(Frame::slots).any(|slot| slot.role == Role::Recipient);
        if waits && filled.recipients.is_empty() && filled.both.is_empty() {
            filled.recipients = self.content_parties(at, &filled.actors);
        }
        self.finish(at, predicate.of, words, filled, None)
    }

    fn verb_frame(
        &self,
        kind: Kind,
        frame: &Frame,
        arguments: &Arguments,
        objects: &[usize],
        consumed: &[usize],
    ) -> Option<Filled> {
        // "was dismayed at": a participle as an adjective has its subject in the passive's place.
        let turned;
        let (arguments, objects) = if kind == Kind::Adjective && arguments.passive {
            turned = Arguments { subjects: arguments.objects.clone(), passive: false, ..arguments.clone() };
            (&turned, &[][..])
        } else {
            (arguments, objects)
        };
        let complement = match frame.complement {
            None => true,
            Some(Complement::To) => arguments.infinitive.is_some(),
            Some(Complement::That) => arguments.that,
            Some(Complement::Ing) => arguments.gerund,
        };
        if !complement {
            return None;
        }
        let mut out = Filled { fit: 1 + 4 * usize::from(frame.complement.is_some()), ..Filled::default() };
        // A passive without an object slot has lost its subject: "troops were withdrawn" with a frame for "troops withdrew".
        let (subjects, objects) = match (&frame.object, arguments.passive) {
            (None, true) => (objects, &[][..]),
            _ => (&arguments.subjects[..], objects),
        };
        if subjects.iter().any(|&s| self.lexicon.in_class(NEVER_ACTORS, &self.keys[s]))
            && frame.subject.as_ref().is_some_and(|s| s.role != Role::Thing)
        {
            return None;
        }
        if let Some(slot) = &frame.subject
            && !self.fill(slot, subjects, &mut out)
        {
            return None;
        }
        match &frame.object {
            Some(slot) if !self.fill(slot, objects, &mut out) => return None,
            Some(_) => {}
            None if !objects.is_empty() && consumed.is_empty() => return None,
            None => {}
        }
        let nouns: Vec<usize> = objects.iter().chain(consumed).copied().collect();
        let own: Vec<(String, usize)> = arguments.obliques.iter().filter(|(_, w)| !consumed.contains(w)).cloned().collect();
        let obliques = self.obliques(&own, &nouns);
        for (prepositions, slot) in &frame.obliques {
            let there: Vec<usize> = obliques.iter().filter(|(p, _)| prepositions.contains(p)).map(|&(_, word)| word).collect();
            if !self.fill(slot, &there, &mut out) {
                return None;
            }
        }
        self.missing_recipient(frame, objects, &mut out);
        Some(out)
    }

    /// "gave Paris weapons"; "freed Paris's soldiers".
    fn missing_recipient(&self, frame: &Frame, objects: &[usize], out: &mut Filled) {
        let takes = frame.slots().any(|slot| slot.role == Role::Recipient);
        let thing = frame.object.as_ref().is_some_and(|slot| slot.role == Role::Thing);
        if !takes || !thing || !out.recipients.is_empty() {
            return;
        }
        let other = objects.iter().copied().find(|o| !out.things.contains(o) && self.parties.party(*o).is_some());
        if let Some(other) = other {
            out.recipients.push(other);
            out.fit += 3;
            return;
        }
        let owned: Vec<usize> =
            objects.iter().flat_map(|&o| self.owners(o)).filter(|o| !out.actors.contains(o) && !self.is_own(*o)).collect();
        // "thousands of troops": troops own nothing here.
        let class = frame.object.as_ref().and_then(|slot| slot.class.as_deref()).unwrap_or("");
        let owned: Vec<usize> = owned.into_iter().filter(|&o| !self.of_class(o, class)).collect();
        out.recipients.extend(owned);
    }

    /// Whom the content of an act concerns: "promised to help the villagers", "rejected talks with Rome".
    fn content_parties(&self, at: usize, actors: &[usize]) -> Vec<usize> {
        let mut clauses = vec![at];
        let carried = self.tree.children(at).filter(|&c| self.tree.relation(c) == "obj").flat_map(|o| self.tree.children(o));
        clauses.extend(carried.filter(|&c| self.tree.relation(c) == "acl" && self.tree.is_infinitive(c)));
        for _ in 0..2 {
            let Some(&last) = clauses.last() else { break };
            let inner = self.tree.children(last).find(|&c| {
                self.tree.relation(c) == "xcomp" && self.tree.is_verb(c)
                    || self.tree.relation(c) == "advcl" && (self.tree.is_infinitive(c) || self.tree.is_gerund(c))
                    || self.tree.relation(c) == "ccomp" && self.tree.is_infinitive(c)
            });
            clauses.extend(inner);
        }
        for &clause in clauses.iter().rev() {
            let mut words: Vec<usize> = Vec::new();
            for child in self.tree.children(clause) {
                match self.tree.relation(child) {
                    "obj" | "iobj" => words.push(child),
                    "obl" if self.tree.preposition(child).is_some_and(|p| CONCERNS.contains(&&*p)) => words.push(child),
                    _ => {}
                }
            }
            let nested: Vec<usize> = words
                .iter()
                .filter(|&&w| self.of_class(w, CONTENTS))
                .flat_map(|&w| self.tree.children(w))
                .filter(|&c| self.tree.relation(c) == "nmod" && self.tree.preposition(c).is_some_and(|p| CONCERNS.contains(&&*p)))
                .collect();
            for list in [&words, &nested] {
                let parties: Vec<usize> = list
                    .iter()
                    .flat_map(|&w| self.tree.members(w))
                    .filter(|&w| clause != at || list.len() != words.len() || self.tree.relation(w) != "obj")
                    .flat_map(|w| self.parties_at(w))
                    .filter(|w| !actors.contains(w) && !self.is_own(*w))
                    .collect();
                if !parties.is_empty() {
                    return parties;
                }
            }
        }
        Vec::new()
    }

    /// "its", "their": the actor's own.
    pub(super) fn is_own(&self, at: usize) -> bool {
        self.tree.tokens[at].upos == Upos::Pron && self.tree.tokens[at].deprel == "nmod:poss"
    }

    fn noun(&self, at: usize, predicate: &Predicate, words: Vec<usize>) -> Option<Reading> {
        let act = &self.lexicon.acts[predicate.of];
        let light = self.light(at);
        let mut best: Option<Filled> = None;
        for frame in &act.noun_frames {
            if let Some(filled) = self.noun_frame(frame, at, &words, light)
                && best.as_ref().is_none_or(|b| filled.fit > b.fit)
            {
                best = Some(filled);
            }
        }
        let filled = best?;
        if filled.actors.is_empty() && filled.recipients.is_empty() && filled.both.is_empty() {
            return None;
        }
        self.finish(at, predicate.of, words, filled, light.map(|(verb, _)| verb))
    }

    /// The verb that carries a noun, and what its subject is to the act.
    pub(super) fn light(&self, at: usize) -> Option<(usize, Subject)> {
        let mut noun = self.tree.first_conjunct(at);
        for _ in 0..3 {
            let head = self.tree.tokens[noun].head?;
            let relation = self.tree.relation(noun);
            let passive = self.tree.is_verb(head) && self.tree.is_passive(head);
            let takes = match relation {
                "nsubj" if !passive => Takes::Subject,
                "obj" | "obl" | "nmod" | "nsubj" => Takes::Noun,
                _ => return None,
            };
            let preposition = self.tree.preposition(noun);
            for row in self.lexicon.embedders(&self.keys[head]) {
                let embedding = &self.lexicon.embeddings[row.of];
                if !embedding.takes.contains(&takes) {
                    continue;
                }
                // "call for talks": the last word of the row governs the noun.
                let fits = match (row.words.last(), &preposition) {
                    (None, None) => true,
                    (Some(last), Some(preposition)) => last == preposition || self.predicate_words(head, row).is_some(),
                    (Some(_), None) => self.predicate_words(head, row).is_some(),
                    (None, Some(_)) => passive && relation == "nsubj",
                };
                if fits {
                    return Some((head, embedding.subject));
                }
            }
            // "a series of attacks", "two rounds of talks"
            if relation == "nmod" && preposition.as_deref() == Some("of") && self.lexicon.in_class(AMOUNTS, &self.keys[head]) {
                noun = head;
                continue;
            }
            // "marked the anniversary of the pact": those who mark it are the parties of what all took part in alike.
            if relation == "nmod" && self.lexicon.in_class(ANNIVERSARIES, &self.keys[head]) {
                let verb = self.tree.tokens[head].head.filter(|&v| self.tree.is_verb(v))?;
                return Some((verb, Subject::Both));
            }
            return None;
        }
        None
    }

    fn noun_frame(&self, frame: &Frame, at: usize, words: &[usize], light: Option<(usize, Subject)>) -> Option<Filled> {
        let mut out = Filled { fit: 1, ..Filled::default() };
        let mut left = Vec::new();
        for child in self.tree.children(at).filter(|c| *c < at && !words.contains(c)) {
            match self.tree.tokens[child].deprel {
                "nmod:poss" => left.extend(self.tree.members(child)),
                "compound" | "amod" | "nmod:desc" if self.parties.party(child).is_some() => left.extend(self.tree.members(child)),
                "amod" | "compound" => {
                    let below = |c: &usize| {
                        self.parties.party(*c).is_some()
                            && matches!(self.tree.relation(*c), "compound" | "obl" | "amod" | "nsubj")
                    };
                    left.extend(self.tree.children(child).find(below));
                }
                _ => {}
            }
        }
        let slot = frame.subject.clone().unwrap_or(Slot { role: Role::Actor, class: None, except: false, required: false });
        // "Russia-China talks"; a compound before a one-sided noun may be either side and is left to the frame.
        if !self.fill(&slot, &left, &mut out) && light.is_none() {
            return None;
        }
        let own: Vec<(String, usize)> = match light {
            Some((verb, _)) => self
                .tree
                .children(verb)
                .filter(|&c| self.tree.relation(c) == "obl" && c != at)
                .filter_map(|c| Some((self.tree.preposition(c)?, c)))
                .flat_map(|(p, c)| self.tree.members(c).into_iter().map(move |m| (p.clone(), m)))
                .collect(),
            None => Vec::new(),
        };
        let obliques = self.obliques(&own, &[at]);
        for (preposition, word) in self.obliques(&[], &[at]) {
            let role = match &*preposition {
                "by" => Role::Actor,
                "between" | "among" => Role::Both,
                _ => continue,
            };
            if frame.obliques.iter().any(|(list, _)| list.contains(&preposition)) {
                continue;
            }
            self.fill(&Slot { role, class: None, except: false, required: false }, &[word], &mut out);
        }
        if let Some((verb, subject)) = light {
            let arguments = self.tree.arguments(verb, &|head, below| self.control(head, below));
            let role = match subject {
                Subject::Actor if slot.role == Role::Both => Role::Both,
                Subject::Actor => Role::Actor,
                Subject::Recipient => Role::Recipient,
                Subject::Both if slot.role == Role::Both => Role::Both,
                Subject::Both => Role::Thing,
                Subject::Object | Subject::Nobody => Role::Thing,
            };
            let is_subject = self.tree.relation(at) == "nsubj" && !arguments.passive;
            let owned = role == Role::Actor && out.actors.iter().any(|a| !self.is_own(*a));
            if role != Role::Thing && !is_subject && !owned {
                let subjects: Vec<usize> = arguments.subjects.iter().copied().filter(|s| *s != at).collect();
                if subjects.iter().any(|&s| self.lexicon.in_class(NEVER_ACTORS, &self.keys[s])) {
                    return None;
                }
                // Whose attack it is has been said; the subject of "reported the attack" is somebody else.
                self.fill(&Slot { role, class: None, except: false, required: false }, &subjects, &mut out);
            }
        }
        for (prepositions, slot) in &frame.obliques {
            let there: Vec<usize> = obliques.iter().filter(|(p, _)| prepositions.contains(p)).map(|&(_, word)| word).collect();
            if !self.fill(slot, &there, &mut out) {
                return None;
            }
        }
        Some(out)
    }

    fn finish(&self, at: usize, act: usize, words: Vec<usize>, filled: Filled, light: Option<usize>) -> Option<Reading> {
        let Filled { mut actors, mut recipients, both, things, fit, bound } = filled;
        let reciprocal = !both.is_empty();
        let alone = both.len() == 1 && !self.is_several(both[0]);
        if alone && light.is_none() && !bound && self.tree.is_verb(at) {
            return None;
        }
        actors.extend(both);
        let mut seen = Vec::new();
        actors.retain(|a| {
            !seen.contains(a) && {
                seen.push(*a);
                true
            }
        });
        recipients.retain(|r| {
            !seen.contains(r) && {
                seen.push(*r);
                true
            }
        });
        Some(Reading { anchor: at, words, act, actors, recipients, reciprocal, light, fit, things, predicate: String::new() })
    }

    /// A plural, or a word that stands for several.
    fn is_several(&self, at: usize) -> bool {
        let token = &self.tree.tokens[at];
        matches!(token.xpos, "NNS" | "NNPS") || token.upos == Upos::Num || token.feats.contains("Number=Plur")
    }
}
