//! The events of a story, with parties, time, place, quantities and attribution; and why a sentence has none.
//!
//! In: a read story with its entities, times, quantities and statements. Out: [`Events`].

use std::ops::Range;

use jiff::civil::Date;
use language::{Analysis, CodePoints, Sentence as Words};
use record::{PartKind, Reason, Status, Story, TimeType};

use super::codebook::{self, Coded};
use super::domain::Domain;
use super::features::{Candidate, features};
use super::lexicon::{Act, Lexicon, key};
use super::linking;
use super::pools::Pools;
use super::possessors;
use super::reading::{Reader, Reading, keys};
use super::scorer::{Scorer, Seen};
use super::status::Outcome;
use super::tree::{CLIMB, Tree};
use crate::entities::Entities;
use crate::quantities::QuantityMention;
use crate::statements::Statement;
use crate::times::{TimeMention, publication_day};

/// Something that happened, may happen or did not.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Event {
    /// Index of the sentence.
    pub(crate) sentence: usize,
    /// Words of the predicate.
    pub(crate) words: Vec<usize>,
    /// Bytes from the first to the last of them, or of the head alone where others stand between.
    pub(crate) anchor: Range<usize>,
    /// Index of the act in the lexicon.
    pub(crate) act: usize,
    /// Mode, refined by what stands beside the act.
    pub(crate) mode: Option<String>,
    pub(crate) cameo: String,
    pub(crate) outcome: Outcome,
    pub(crate) coded: Coded,
    pub(crate) contexts: Vec<String>,
    /// Indices of entities.
    pub(crate) actors: Vec<usize>,
    pub(crate) recipients: Vec<usize>,
    /// Index of the time.
    pub(crate) time: Option<usize>,
    pub(crate) days: Option<(Date, Date)>,
    /// Index of the entity where it happened.
    pub(crate) place: Option<usize>,
    pub(crate) quantities: Vec<usize>,
    /// Indices of statements, the outermost first.
    pub(crate) statements: Vec<usize>,
    pub(crate) confidence: f64,
    /// The possessive pronoun that alone stands for the actor.
    pub(crate) owner: Option<usize>,
    /// Index of the event that told the same before.
    pub(crate) same_as: Option<usize>,
    /// How it came about.
    pub(crate) why: Vec<String>,
}

/// All events of a story, in text order, and the sentences without one.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Events {
    pub(crate) list: Vec<Event>,
    pub(crate) uncoded: Vec<(usize, Reason)>,
    /// Pronouns that mean another entity than was thought before the acts were known.
    pub(crate) reread: Vec<possessors::Reread>,
}

/// What is known of the story besides its words.
pub(crate) struct Known<'s> {
    pub(crate) entities: &'s Entities,
    pub(crate) times: &'s [TimeMention],
    pub(crate) quantities: &'s [QuantityMention],
    pub(crate) statements: &'s [Statement],
}

/// Words around a predicate that say its mode and context.
const AROUND: usize = 40;
/// Acts on either side that the scorer sees beside one.
const BESIDE: usize = 4;
/// Sentences back for an actor that is not named again.
const BACK: usize = 1;

/// The events of a story.
pub(crate) fn find(story: &Story, analysis: &Analysis, points: &CodePoints, known: &Known<'_>) -> Events {
    let lexicon = Lexicon::load();
    let headlines: Vec<Range<usize>> =
        story.parts.iter().filter(|p| p.kind == PartKind::Headline).map(|p| points.bytes(p.span)).collect();
    let domain = Domain::of(lexicon, analysis);
    let published = story.published.as_deref().and_then(publication_day);
    let mut out = Events::default();
    let saying = saying(analysis, known.statements);
    for (index, sentence) in analysis.sentences.iter().enumerate() {
        let tree = Tree::new(sentence);
        let keys = keys(&tree, lexicon);
        let party = |token: usize| known.entities.at(index, token);
        let reader = Reader { tree: &tree, lexicon, keys: &keys, parties: &party };
        let headline = headlines.iter().any(|h| h.contains(&sentence.span.start));
        let coder = Sentence {
            lexicon,
            reader: &reader,
            sentence,
            index,
            known,
            domain: &domain,
            published,
            headline,
            saying: &saying[index],
        };
        let before = out.list.len();
        let reason = coder.code(&mut out.list);
        if out.list.len() == before {
            out.uncoded.push((index, reason));
        }
    }
    out.reread = possessors::reread(lexicon, known.entities, &mut out.list);
    linking::link(lexicon, &mut out.list);
    out
}

/// One sentence with all that coding it asks.
struct Sentence<'a, 's> {
    lexicon: &'static Lexicon,
    reader: &'a Reader<'s>,
    sentence: &'a Words,
    index: usize,
    known: &'a Known<'a>,
    domain: &'a Domain,
    published: Option<Date>,
    headline: bool,
    /// Statements whose content reaches into the sentence, or whose cue stands in it.
    saying: &'a [usize],
}

/// Statements by the sentences that they reach into, so that none is looked at from elsewhere.
fn saying(analysis: &Analysis, statements: &[Statement]) -> Vec<Vec<usize>> {
    let mut out: Vec<Vec<usize>> = vec![Vec::new(); analysis.sentences.len()];
    for (index, statement) in statements.iter().enumerate() {
        let mut at = vec![statement.sentence];
        for content in &statement.content {
            let first = analysis.sentences.partition_point(|s| s.span.end <= content.start);
            at.extend((first..analysis.sentences.len()).take_while(|&s| analysis.sentences[s].span.start < content.end));
        }
        at.sort_unstable();
        at.dedup();
        for sentence in at {
            if let Some(list) = out.get_mut(sentence) {
                list.push(index);
            }
        }
    }
    out
}

/// What stands in one sentence, of things in the order of the sentences.
fn within<T>(list: &[T], index: usize, sentence: impl Fn(&T) -> usize) -> Range<usize> {
    list.partition_point(|item| sentence(item) < index)..list.partition_point(|item| sentence(item) <= index)
}

impl Sentence<'_, '_> {
    fn act(&self, reading: &Reading) -> &'static Act {
        &self.lexicon.acts[reading.act]
    }

    /// Appends the events of the sentence; says why there would be none.
    fn code(&self, out: &mut Vec<Event>) -> Reason {
        let mut readings = self.reader.readings();
        self.merge_light(&mut readings);
        self.merge_purposes(&mut readings);
        let seen = !readings.is_empty();
        let first = out.len();
        let candidates: Vec<Candidate> = readings.into_iter().map(|reading| self.candidate(reading)).collect();
        for candidate in &candidates {
            if let Some(event) = self.event(candidate, &candidates, out) {
                out.push(event);
            }
        }
        self.attach(&mut out[first..]);
        if seen {
            return Reason::NoActor;
        }
        self.silence()
    }

    /// "launched an attack" is one act: the noun's, or the verb's where both are in the lexicon.
    fn merge_light(&self, readings: &mut Vec<Reading>) {
        let mut drop = Vec::new();
        for at in 0..readings.len() {
            let Some(light) = readings[at].light else { continue };
            let kind = self.act(&readings[at]).kind;
            let verb = readings.iter().position(|r| r.anchor == light && self.act(r).kind == kind);
            let Some(verb) = verb else { continue };
            let noun = readings[at].clone();
            for actor in noun.actors {
                if readings[verb].actors.is_empty() || noun.reciprocal && !readings[verb].actors.contains(&actor) {
                    readings[verb].actors.push(actor);
                }
            }
            if readings[verb].recipients.is_empty() {
                readings[verb].recipients = noun.recipients;
            }
            drop.push(at);
        }
        let mut at = 0;
        readings.retain(|_| {
            at += 1;
            !drop.contains(&(at - 1))
        });
    }

    /// "sent troops to help Rome" is one act of aid; whom the purpose names is its recipient.
    fn merge_purposes(&self, readings: &mut Vec<Reading>) {
        let tree = self.reader.tree;
        let mut drop = Vec::new();
        for at in 0..readings.len() {
            let inner = readings[at].anchor;
            if !tree.is_verb(inner) || !tree.is_infinitive(inner) {
                continue;
            }
            let Some(outer) = tree.tokens[inner].head else { continue };
            let kind = self.act(&readings[at]).kind;
            let Some(other) = readings.iter().position(|r| r.words.contains(&outer) && self.act(r).kind == kind) else {
                continue;
            };
            if readings[other].recipients.is_empty() {
                readings[other].recipients = readings[at].recipients.clone();
            }
            drop.push(at);
        }
        let mut at = 0;
        readings.retain(|_| {
            at += 1;
            !drop.contains(&(at - 1))
        });
    }

    fn candidate(&self, reading: Reading) -> Candidate {
        let outcome = self.reader.outcome(reading.anchor, reading.light, self.headline);
        let act = self.act(&reading);
        let coded = codebook::apply(self.lexicon, act.kind, act.mode, act.cameo, outcome);
        Candidate { reading, outcome, coded, fit: 0 }
    }

    fn entities_of(&self, words: &[usize]) -> Vec<usize> {
        let mut out = Vec::new();
        for &word in words {
            for entity in self.known.entities.all_at(self.index, word) {
                if !out.contains(&entity) {
                    out.push(entity);
                }
            }
        }
        out
    }

    fn event(&self, candidate: &Candidate, all: &[Candidate], before: &[Event]) -> Option<Event> {
        let Candidate { reading, outcome, .. } = candidate;
        let act = self.act(reading);
        let mut why = vec![format!("\"{}\" {} line {}", reading.predicate, act.place.0, act.place.1)];
        let mut actors = self.entities_of(&reading.actors);
        let mut recipients = self.entities_of(&reading.recipients);
        recipients.retain(|r| !actors.contains(r));
        if actors.is_empty() && self.has_instrument(reading) {
            let told = before.iter().rev().take_while(|e| e.sentence + BACK >= self.index);
            if let Some(earlier) = told.into_iter().find(|e| self.lexicon.acts[e.act].kind == act.kind && !e.actors.is_empty()) {
                actors = earlier.actors.clone();
                actors.retain(|a| !recipients.contains(a));
                why.push("the actor of the act told before".into());
            }
        }
        if actors.is_empty() && recipients.is_empty() {
            return None;
        }
        // Of a noun in passing ("a series of visits by officials"), cooperation is told only with both sides.
        let noun = !self.reader.tree.is_predicate(reading.anchor) && reading.light.is_none();
        let kind = self.lexicon.kind(act.kind);
        let cooperative =
            kind.is_some_and(|k| matches!(k.quad, record::Quad::VerbalCooperation | record::Quad::MaterialCooperation));
        let sides = if reading.reciprocal {
            actors.len() + recipients.len()
        } else {
            2 * usize::from(!actors.is_empty() && !recipients.is_empty())
        };
        if noun && cooperative && sides < 2 {
            return None;
        }
        // A fight with nobody is none.
        if reading.reciprocal && act.kind == "ASSAULT" && sides < 2 {
            return None;
        }
        let needs = self.lexicon.kind(act.kind).is_some_and(|k| k.needs_recipient);
        let somebody = !actors.is_empty() && self.counts_somebody(reading);
        if needs && recipients.is_empty() && actors.len() < 2 && !somebody {
            return None;
        }
        if !self.domain.allows(self.lexicon, self.known.entities, act, &actors, &recipients) {
            return None;
        }
        let around = self.around(reading);
        let (mode, cameo) = self.refine(act, &around);
        if let Some(mode) = &mode
            && act.mode.is_none()
        {
            why.push(format!("mode {mode} by the words beside it"));
        }
        let coded = codebook::apply(self.lexicon, act.kind, mode.as_deref(), &cameo, *outcome);
        if let Some(by) = outcome.by {
            why.push(format!("{:?} by \"{}\"", outcome.status, self.reader.tree.tokens[by].form));
        }
        if coded.kind != act.kind {
            why.push(format!("codebook.toml: {} {:?} is {}", act.kind, outcome.status, coded.kind));
        }
        let byte = self.reader.tree.tokens[reading.anchor].span.start;
        let mut statements: Vec<usize> = self.saying.iter().copied().filter(|&s| self.known.statements[s].says(byte)).collect();
        let length = |s: usize| self.known.statements[s].content.iter().map(Range::len).sum::<usize>();
        statements.sort_by_key(|&s| (std::cmp::Reverse(length(s)), s));
        let contexts = self.contexts(act, &coded, mode.as_deref(), &around);
        let place = self.place(reading, act, &recipients);
        Some(Event {
            sentence: self.index,
            words: reading.words.clone(),
            anchor: self.anchor(reading),
            act: reading.act,
            mode,
            cameo,
            outcome: *outcome,
            confidence: self.confidence(candidate, all, &coded.kind),
            coded,
            contexts,
            actors,
            recipients,
            time: None,
            days: None,
            place,
            quantities: Vec::new(),
            statements,
            owner: self.owner(reading),
            same_as: None,
            why,
        })
    }

    fn owner(&self, reading: &Reading) -> Option<usize> {
        match reading.actors[..] {
            [actor] if self.reader.is_own(actor) => Some(actor),
            _ => None,
        }
    }

    /// "Police arrested dozens": somebody, if nobody that can be named.
    fn counts_somebody(&self, reading: &Reading) -> bool {
        let tree = self.reader.tree;
        tree.is_verb(reading.anchor)
            && tree
                .children(reading.anchor)
                .any(|c| matches!(tree.tokens[c].deprel, "obj" | "nsubj:pass") && self.reader.is_amount(c))
    }

    fn has_instrument(&self, reading: &Reading) -> bool {
        let tree = self.reader.tree;
        let verb = reading.light.unwrap_or(reading.anchor);
        tree.children(verb).any(|c| tree.tokens[c].deprel == "nsubj" && self.reader.of_class(c, "instruments"))
    }

    fn anchor(&self, reading: &Reading) -> Range<usize> {
        let tokens = self.reader.tree.tokens;
        let (first, last) = (reading.words.iter().min(), reading.words.iter().max());
        match (first, last) {
            (Some(&first), Some(&last)) if last - first < reading.words.len() => tokens[first].span.start..tokens[last].span.end,
            _ => tokens[reading.anchor].span.clone(),
        }
    }

    /// The words that belong to a predicate: what it governs, two steps down, short of other clauses.
    fn around(&self, reading: &Reading) -> Vec<usize> {
        let tree = self.reader.tree;
        let mut out: Vec<usize> = reading.words.clone();
        let mut open: Vec<(usize, usize)> = reading.words.iter().chain(&reading.light).map(|&w| (w, 0)).collect();
        let mut next = 0;
        while next < open.len() && out.len() < AROUND {
            let (word, depth) = open[next];
            next += 1;
            for child in tree.children(word) {
                let phrase = matches!(
                    tree.relation(child),
                    "obj" | "obl" | "nmod" | "nsubj" | "compound" | "amod" | "iobj" | "conj" | "flat"
                );
                if phrase && !(tree.relation(child) == "conj" && tree.is_verb(child)) {
                    out.push(child);
                    if depth < 2 {
                        open.push((child, depth + 1));
                    }
                }
            }
        }
        out.sort_unstable();
        out.dedup();
        out
    }

    fn refine(&self, act: &Act, around: &[usize]) -> (Option<String>, String) {
        if let Some(mode) = act.mode {
            return (Some(mode.into()), act.cameo.into());
        }
        let fits = |set: &rustc_hash::FxHashSet<String>| around.iter().any(|&w| set.contains(&self.reader.keys[w]));
        match self.lexicon.refinements.iter().find(|(row, set)| row.kind == act.kind && fits(set)) {
            Some((row, _)) => (Some(row.mode.clone()), row.cameo.clone()),
            None => (None, act.cameo.into()),
        }
    }

    fn contexts(&self, act: &Act, coded: &Coded, mode: Option<&str>, around: &[usize]) -> Vec<String> {
        let mut out: Vec<String> = act.contexts.iter().map(|c| (*c).to_string()).collect();
        for &word in around {
            out.extend(self.lexicon.contexts(&self.reader.keys[word]).iter().cloned());
        }
        // The codebook adds these of itself.
        if coded.kind == "COERCE" {
            out.extend(mode.filter(|m| matches!(*m, "cyber" | "misinformation")).map(String::from));
        }
        out.sort();
        out.dedup();
        // `crime` gives way to the narrower ones.
        if out.iter().any(|c| matches!(&**c, "trafficking" | "corruption" | "illegal_drugs")) {
            out.retain(|c| c != "crime");
        }
        out
    }

    fn place(&self, reading: &Reading, act: &Act, recipients: &[usize]) -> Option<usize> {
        use record::EntityKind::{Country, Facility, Place};
        let tree = self.reader.tree;
        let entities = self.known.entities;
        let is_place = |e: &usize| matches!(entities.kind(*e), Country | Facility | Place);
        for word in [Some(reading.anchor), reading.light].into_iter().flatten() {
            for child in tree.children(word).filter(|&c| matches!(tree.relation(c), "obl" | "nmod")) {
                if tree.preposition(child).is_some_and(|p| self.lexicon.in_class("at_places", &key(&p)))
                    && let Some(place) = entities.at(self.index, child).filter(is_place)
                {
                    return Some(place);
                }
            }
        }
        let visited = act.kind == "CONSULT" && act.mode == Some("visit");
        recipients.iter().copied().find(|r| visited && is_place(r))
    }

    /// Times and quantities go to the nearest event above them in the tree.
    fn attach(&self, events: &mut [Event]) {
        let tree = self.reader.tree;
        let token_of = |span: &Range<usize>| {
            let inside = |t: usize| tree.tokens[t].span.start < span.end && span.start < tree.tokens[t].span.end;
            let words: Vec<usize> = (0..tree.tokens.len()).filter(|&t| inside(t)).collect();
            words.iter().copied().find(|&w| tree.tokens[w].head.is_none_or(|h| !words.contains(&h)))
        };
        let owner = |events: &[Event], token: usize| {
            let mut at = token;
            for _ in 0..CLIMB {
                let here = events.iter().position(|e| e.words.contains(&at) || self.carries(e, at));
                if here.is_some() {
                    return here;
                }
                at = tree.tokens[at].head?;
            }
            None
        };
        let alone = events.len() == 1;
        for index in within(self.known.times, self.index, |t| t.sentence) {
            let time = &self.known.times[index];
            if !matches!(time.kind, TimeType::Date | TimeType::Time) {
                continue;
            }
            let Some(token) = token_of(&time.span) else { continue };
            let event = owner(events, token).or(if alone { Some(0) } else { None });
            if let Some(event) = event.filter(|&e| events[e].time.is_none()) {
                events[event].time = Some(index);
                events[event].days = time.days();
            }
        }
        self.anniversaries(events, &token_of);
        for index in within(self.known.quantities, self.index, |q| q.sentence) {
            let quantity = &self.known.quantities[index];
            if quantity.duration {
                continue;
            }
            let token = quantity.head.or_else(|| token_of(&quantity.span));
            if let Some(event) = token.and_then(|t| owner(events, t)) {
                events[event].quantities.push(index);
            }
        }
    }

    /// A noun's verb carries its times: "held talks on Friday".
    fn carries(&self, event: &Event, at: usize) -> bool {
        event.words.iter().any(|&w| self.reader.light(w).is_some_and(|(verb, _)| verb == at))
    }

    /// "marked the one-year anniversary of signing the pact": the signing lies a year before the marking.
    fn anniversaries(&self, events: &mut [Event], token_of: &dyn Fn(&Range<usize>) -> Option<usize>) {
        let tree = self.reader.tree;
        for event in events.iter_mut() {
            let Some(anniversary) = event.words.first().and_then(|&w| {
                let mut at = w;
                for _ in 0..4 {
                    at = tree.tokens[at].head?;
                    if self.reader.of_class(at, "anniversaries") {
                        return Some(at);
                    }
                }
                None
            }) else {
                continue;
            };
            let times = || within(self.known.times, self.index, |t| t.sentence).map(|i| (i, &self.known.times[i]));
            let length = times()
                .find(|(_, t)| t.kind == TimeType::Duration && token_of(&t.span).is_some_and(|w| tree.is_under(w, anniversary)));
            let Some((_, length)) = length else { continue };
            let verb = tree.tokens[anniversary].head;
            let marked = times().find(|(_, t)| {
                // "marked on Friday", "last month, when they marked".
                let beside = |w: usize| {
                    tree.tokens[w].head == verb
                        || tree.tokens[w].head == Some(anniversary)
                        || verb.is_some_and(|v| tree.tokens[v].head == Some(w))
                };
                // The clause may hang elsewhere; then its time stands just before it.
                let edge = verb.and_then(|v| tree.children(v).find(|&c| tree.tokens[c].upos != language::Upos::Punct));
                let before = |w: usize| edge.is_some_and(|edge| w < edge && edge <= w + 2);
                matches!(t.kind, TimeType::Date) && token_of(&t.span).is_some_and(|w| beside(w) || before(w))
            });
            let day = marked.and_then(|(_, t)| t.days()).or(self.published.map(|d| (d, d)));
            let Some((first, last)) = day else { continue };
            let (Some(begin), Some(end)) =
                (length.before(first).and_then(|p| p.days()), length.before(last).and_then(|p| p.days()))
            else {
                continue;
            };
            event.time = marked.map(|(index, _)| index);
            event.days = Some((begin.0, end.1));
            event.why.push("dated by the anniversary".into());
        }
    }

    /// How sure the scorer is of the codebook's type, seeing the event's parties as marked.
    fn confidence(&self, candidate: &Candidate, all: &[Candidate], kind: &str) -> f64 {
        let scorer = Scorer::load();
        let reading = &candidate.reading;
        let (source, target) = (reading.actors.first().copied(), reading.recipients.first().or(reading.actors.get(1)).copied());
        let own = all.iter().position(|c| c.reading.anchor == reading.anchor).unwrap_or(0);
        let seen: Vec<Candidate> = all[own.saturating_sub(BESIDE)..(own + BESIDE + 1).min(all.len())]
            .iter()
            .map(|c| Candidate {
                reading: c.reading.clone(),
                outcome: c.outcome,
                coded: c.coded.clone(),
                fit: match (c.reading.anchor == reading.anchor, source.is_some() && target.is_some()) {
                    (true, true) => 6,
                    (true, false) if source.is_some() => 2,
                    (true, false) => 3,
                    _ => 0,
                },
            })
            .collect();
        let names = features(self.reader, self.lexicon, &seen, source, target);
        let mut pools = Pools::default();
        let words = |head: Option<usize>| head.map_or_else(Vec::new, |head| self.party_words(head));
        pools.add(self.sentence, &words(source), &words(target));
        let merged = if matches!(kind, "CONCEDE" | "RETREAT") { "YIELD" } else { kind };
        let probabilities = scorer.probabilities(&Seen { names, pooled: pools.finish() });
        scorer.types.iter().position(|t| t == merged).map_or(0.5, |at| f64::from(probabilities[at]))
    }

    /// A party's head with the words that name it.
    fn party_words(&self, head: usize) -> Vec<usize> {
        let tree = self.reader.tree;
        let names = |c: &usize| matches!(tree.relation(*c), "flat" | "compound" | "amod");
        tree.children(head).filter(names).chain([head]).collect()
    }

    /// Why a sentence without any predicate of the lexicon has no event.
    fn silence(&self) -> Reason {
        let tree = self.reader.tree;
        let acts = (0..tree.tokens.len()).any(|t| {
            tree.is_verb(t)
                && tree.children(t).any(|c| tree.relation(c) == "nsubj" && self.known.entities.at(self.index, c).is_some())
                && !self.saying.iter().map(|&s| &self.known.statements[s]).any(|s| s.sentence == self.index && s.cue.contains(&t))
        });
        let quoted =
            tree.tokens.first().is_some_and(|t| self.saying.iter().any(|&s| self.known.statements[s].says(t.span.start)));
        match (acts, quoted) {
            (_, true) => Reason::QuotedOpinion,
            (true, false) => Reason::ActNotInLexicon,
            _ => Reason::NoAct,
        }
    }
}

impl Event {
    /// The record's form.
    pub(crate) fn record(&self, id: String, points: &CodePoints, entities: &Entities) -> record::Event {
        let names = |list: &[usize]| list.iter().map(|&e| entities.id(e).to_string()).collect();
        let numbered = |letter: char, index: usize| format!("{letter}{}", index + 1);
        record::Event {
            id,
            kind: Lexicon::load().acts[self.act].kind.into(),
            mode: self.mode.clone(),
            status: self.outcome.status,
            plover: record::PloverCode { kind: self.coded.kind.clone(), mode: self.coded.mode.clone() },
            cameo: self.coded.cameo.clone(),
            quad: self.coded.quad,
            score: self.coded.score,
            contexts: self.contexts.clone(),
            anchor: points.span(&self.anchor),
            actors: names(&self.actors),
            recipients: names(&self.recipients),
            time: self.time.map(|t| numbered('t', t)),
            begin: self.days.map(|(first, _)| first.to_string()),
            end: self.days.map(|(_, last)| last.to_string()),
            place: self.place.map(|e| entities.id(e).to_string()),
            quantities: self.quantities.iter().map(|&q| numbered('q', q)).collect(),
            attributed_to: self.statements.iter().map(|&s| numbered('s', s)).collect(),
            same_as: self.same_as.map(|e| numbered('v', e)),
            confidence: (self.confidence * 100.0).round() / 100.0,
            sentence: self.sentence,
        }
    }
}

/// True where an act is told as a fact.
pub(super) fn is_fact(status: Status) -> bool {
    matches!(status, Status::Occurred | Status::Ongoing)
}
