//! A card a record, below its sentence: what it says, the words, what it stands on, how it came about.

use maud::{Markup, html};
use record::{Entity, Event, Quantity, Record, Span, Statement, Time};
use serde::Serialize;

use super::Steps;
use crate::pages::{
    frame::asking,
    marks::{act, days, quad, spaced, status},
    words::{letters, plain, words},
};

/// The cards of a record.
pub(super) struct Cards<'r> {
    pub(super) record: &'r Record,
    pub(super) text: &'r [char],
    /// How each record came about, where that is known.
    pub(super) steps: Option<&'r Steps>,
}

/// A record that begins in a sentence.
enum Item<'r> {
    Event(&'r Event),
    Statement(&'r Statement),
    Quantity(&'r Quantity),
    Time(&'r Time),
}

impl<'r> Cards<'r> {
    pub(super) fn markup(&self) -> Markup {
        let items = self.items();
        let mut items = items.into_iter().peekable();
        html! {
            h2.only-heard { "Records, sentence by sentence" }
            @for (number, sentence) in self.record.sentences.iter().enumerate() {
                h3 id={ "sentence-" (number + 1) } { b { (number + 1) } bdi { (letters(&self.said(*sentence))) } }
                @while let Some((_, item)) = items.next_if(|(at, _)| *at < sentence.end) {
                    (self.item(&item))
                }
                @for uncoded in self.record.uncoded.iter().filter(|uncoded| uncoded.sentence == number) {
                    p.uncoded { "No event: " (spaced(&code(&uncoded.reason))) "." }
                }
            }
            @for (_, item) in items { (self.item(&item)) }
            @if !self.record.entities.is_empty() {
                h2 { "People, organizations and places" }
                @for entity in &self.record.entities { (self.entity(entity)) }
            }
        }
    }

    /// All but entities, by where their words begin.
    fn items(&self) -> Vec<(usize, Item<'r>)> {
        let record = self.record;
        let mut items: Vec<(usize, Item<'r>)> = Vec::new();
        items.extend(record.events.iter().map(|event| (event.anchor.start, Item::Event(event))));
        items.extend(record.quantities.iter().map(|quantity| (quantity.span.start, Item::Quantity(quantity))));
        items.extend(record.times.iter().map(|time| (time.span.start, Item::Time(time))));
        items.extend(record.statements.iter().map(|statement| {
            let at = statement.cue.spans.first().or(statement.content.first()).or(statement.source.spans.first());
            (at.map_or(0, |span| span.start), Item::Statement(statement))
        }));
        items.sort_by_key(|(at, _)| *at);
        items
    }

    fn item(&self, item: &Item<'_>) -> Markup {
        match item {
            Item::Event(event) => self.event(event),
            Item::Statement(statement) => self.statement(statement),
            Item::Quantity(quantity) => self.quantity(quantity),
            Item::Time(time) => self.time(time),
        }
    }

    fn event(&self, event: &Event) -> Markup {
        let claimants = event.attributed_to.iter().filter_map(|id| self.record.statements.iter().find(|s| s.id == *id));
        let head = html! {
            (act(&event.kind, event.mode.as_deref())) " " (status(&code(&event.status))) " " (quad(&code(&event.quad)))
        };
        let what = html! {
            p { (self.parties(&event.actors)) " → " (self.parties(&event.recipients)) }
            dl {
                dt { "words" } dd { (self.quoted(&[event.anchor])) }
                dt { "codes as" } dd { (act(&event.plover.kind, event.plover.mode.as_deref())) ", CAMEO " (event.cameo) ", score " (event.score) }
                @if event.begin.is_some() || event.end.is_some() || event.time.is_some() {
                    dt { "when" } dd { (days(event.begin.as_deref(), event.end.as_deref())) @if let Some(time) = &event.time { " (" (link(time)) ")" } }
                }
                @if let Some(place) = &event.place { dt { "where" } dd { (self.named(place)) } }
                @if !event.quantities.is_empty() { dt { "how many" } dd { (self.quantities(&event.quantities)) } }
                dt { "who says so" }
                dd {
                    @if event.attributed_to.is_empty() { "the newsroom's own voice" }
                    @for (at, statement) in claimants.enumerate() { @if at > 0 { ", within " } (link(&statement.id)) " " (self.speaker(statement)) }
                }
                @if !event.contexts.is_empty() {
                    dt { "contexts" } dd { (event.contexts.iter().map(|context| spaced(context)).collect::<Vec<_>>().join(", ")) }
                }
                @if let Some(same) = &event.same_as { dt { "the same as" } dd { (link(same)) ", told further up" } }
                dt { "confidence" } dd { (format!("{:.2}", event.confidence)) }
            }
            p { a href=(asking("/events", &alike(event))) { "Events of this act" } }
        };
        self.card(&event.id, &head, &what)
    }

    fn statement(&self, statement: &Statement) -> Markup {
        let head = html! {
            (self.speaker(statement)) " "
            @if statement.negated { span.mark { "negated" } " " }
            @match &statement.cue.lemma { Some(lemma) => i { (words(lemma)) }, None => span.quiet { "says, by the layout" } }
        };
        let inside: Vec<&str> = self
            .record
            .events
            .iter()
            .filter(|event| event.attributed_to.contains(&statement.id))
            .map(|event| event.id.as_str())
            .collect();
        let what = html! {
            p.said { (self.quoted(&statement.content)) }
            dl {
                dt { "manner" } dd { (code(&statement.manner)) }
                @if let Some(addressee) = &statement.addressee {
                    dt { "to" } dd { (self.quoted(&addressee.spans)) @if let Some(entity) = &addressee.entity { ", " (self.named(entity)) } }
                }
                @if let Some(time) = &statement.time { dt { "when" } dd { (link(time)) } }
                @if let Some(place) = &statement.place { dt { "where" } dd { (self.named(place)) } }
                @if !inside.is_empty() { dt { "claims" } dd { @for id in inside { (link(id)) " " } } }
            }
        };
        self.card(&statement.id, &head, &what)
    }

    fn quantity(&self, quantity: &Quantity) -> Markup {
        let head = html! {
            (spaced(&code(&quantity.bound)))
            @if let Some(value) = quantity.value { " " b { (value) } }
            @if let Some(upper) = quantity.upper { " to " b { (upper) } }
            @if let Some(unit) = &quantity.unit { " " (words(unit)) }
            @if let Some(unit) = &quantity.unit_code { " " small.quiet { (unit) } }
        };
        let what = html! {
            dl {
                dt { "words" } dd { (self.quoted(&[quantity.span])) }
                @if let Some(holder) = &quantity.holder { dt { "whose" } dd { (self.named(holder)) } }
                @if let Some(casualty) = &quantity.casualty { dt { "what befell them" } dd { (code(casualty)) } }
            }
        };
        self.card(&quantity.id, &head, &what)
    }

    fn time(&self, time: &Time) -> Markup {
        let head = html! { (code(&time.kind)) " " b { (time.value.as_deref().unwrap_or("not to be known")) } };
        let what = html! {
            dl {
                dt { "words" } dd { (self.quoted(&[time.span])) }
                @if time.begin.is_some() || time.end.is_some() { dt { "days" } dd { (days(time.begin.as_deref(), time.end.as_deref())) } }
            }
        };
        self.card(&time.id, &head, &what)
    }

    fn entity(&self, entity: &Entity) -> Markup {
        let head = html! { b { (words(&entity.name)) } " " span.quiet { (spaced(&code(&entity.kind))) } };
        let what = html! {
            dl {
                @if let Some(role) = &entity.role { dt { "role" } dd { (words(role)) } }
                @if let Some(country) = &entity.country { dt { "country" } dd { (country) } }
                @if let Some(code) = &entity.code { dt { "code" } dd.code { (code) } }
                @if !entity.sectors.is_empty() { dt { "sectors" } dd { (entity.sectors.join(", ")) } }
                @if let (Some(latitude), Some(longitude)) = (entity.latitude, entity.longitude) {
                    dt { "at" } dd { (format!("{latitude:.2}, {longitude:.2}")) @if let Some(geonames) = entity.geonames { ", GeoNames " (geonames) } }
                }
                @if let Some(admin1) = &entity.admin1 { dt { "region" } dd { (words(admin1)) } }
                dt { "mentions" }
                dd {
                    @for (at, mention) in entity.mentions.iter().enumerate() {
                        @if at > 0 { ", " }
                        bdi { (letters(&self.said(mention.span))) } " " small.quiet { (code(&mention.kind)) }
                    }
                }
            }
            p { a href=(asking("/events", &[("either", &plain(&entity.name))])) { "Events of " (plain(&entity.name)) } }
        };
        self.card(&entity.id, &head, &what)
    }

    fn card(&self, id: &str, head: &Markup, what: &Markup) -> Markup {
        let steps = self.steps.and_then(|steps| steps.get(id));
        // Below a sentence, or below the heading of the entities.
        let below_sentence = !id.starts_with('e');
        html! {
            article class={ "card " (&id[..1]) } id=(id) {
                @let title = html! { a.id href={ "#w-" (id) } aria-label={ (id) ", to its words" } { (id) } (head) };
                @if below_sentence { h4.title { (title) } } @else { h3.title { (title) } }
                (what)
                @match steps {
                    Some(steps) => details open {
                        summary { "How it came about" }
                        ul.why { @for step in steps { li { (words(step)) } } }
                    },
                    None if self.steps.is_none() => details.needs-script data-why=(id) { summary { "How it came about" } ul.why {} },
                    None => {},
                }
            }
        }
    }

    /// The words of a span on one line.
    fn said(&self, span: Span) -> String {
        let (start, end) = (span.start.min(self.text.len()), span.end.min(self.text.len()));
        let said: String = self.text[start.min(end)..end].iter().collect();
        said.split_whitespace().collect::<Vec<_>>().join(" ")
    }

    fn quoted(&self, spans: &[Span]) -> Markup {
        html! { @for (at, span) in spans.iter().enumerate() { @if at > 0 { " … " } q { (letters(&self.said(*span))) } } }
    }

    fn speaker(&self, statement: &Statement) -> Markup {
        html! {
            @match (&statement.source.entity, statement.source.spans.first()) {
                (Some(entity), _) => (self.named(entity)),
                (None, Some(_)) => (self.quoted(&statement.source.spans)),
                (None, None) => span.quiet { "somebody unnamed" },
            }
        }
    }

    fn named(&self, id: &str) -> Markup {
        html! {
            @match self.record.entities.iter().find(|entity| entity.id == id) {
                Some(entity) => {
                    a href={ "#" (id) } { (words(&entity.name)) }
                    @if let Some(code) = &entity.code { " " small.quiet { (code) } }
                },
                None => (link(id)),
            }
        }
    }

    fn parties(&self, ids: &[String]) -> Markup {
        html! {
            @if ids.is_empty() { span.quiet { "nobody named" } }
            @for (at, id) in ids.iter().enumerate() { @if at > 0 { ", " } (self.named(id)) }
        }
    }

    fn quantities(&self, ids: &[String]) -> Markup {
        let found = ids.iter().filter_map(|id| self.record.quantities.iter().find(|quantity| quantity.id == *id));
        html! { @for (at, quantity) in found.enumerate() { @if at > 0 { ", " } (link(&quantity.id)) " " (self.quoted(&[quantity.span])) } }
    }
}

/// The parameters that find events of the same act.
fn alike(event: &Event) -> Vec<(&'static str, &str)> {
    let mut pairs = vec![("type", event.kind.as_str())];
    pairs.extend(event.mode.as_deref().map(|mode| ("mode", mode)));
    pairs
}

fn link(id: &str) -> Markup {
    html! { a.code href={ "#" (id) } { (id) } }
}

/// A value as the record writes it.
fn code(value: &impl Serialize) -> String {
    serde_json::to_value(value).ok().and_then(|value| value.as_str().map(str::to_owned)).unwrap_or_default()
}
