//! `/events`: the events that a filter lets through, the latest first, page by page.

use maud::Markup;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use store::{
    EventRow,
    columns::{Mark, Selection},
};

use super::{Asking, View, cursor, filter::Filter};
use crate::{
    feed,
    forms::{Form, Table, field},
    pages::{self, Frame},
    problem::Problem,
};

/// The view.
pub(crate) struct Events;

/// Which events, and how many.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
pub(crate) struct Question {
    /// Which events.
    #[serde(flatten)]
    pub filter: Filter,
    /// Which come first
    #[serde(default)]
    pub order: Order,
    /// At most so many events
    #[schemars(range(min = 1, max = 1000))]
    #[serde(default = "usual")]
    pub limit: usize,
    /// Where to go on: the `next` of the answer before
    #[schemars(regex(pattern = cursor::PATTERN))]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cursor: Option<String>,
}

fn usual() -> usize {
    50
}

/// Which events come first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Order {
    /// By day, the latest first; those without one last
    #[default]
    Latest,
    /// By day, the earliest first; those without one last
    Earliest,
    /// The surest first
    Confidence,
}

/// Events of a list.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub(crate) struct Answer {
    /// Events that the filter lets through in all.
    pub total: u64,
    /// Those of this page.
    pub events: Vec<EventRow>,
    /// The cursor of the next page; `null` on the last one.
    pub next: Option<String>,
}

impl View for Events {
    const PATH: &'static str = "/events";
    const FORMS: &'static [Form] = &[Form::Page, Form::Json, Form::Csv, Form::Atom];
    const SUMMARY: &'static str = "Events that a filter lets through, the latest first";
    type Question = Question;
    type Answer = Answer;

    fn answer(asking: &Asking<'_>, question: &Question) -> Result<Answer, Problem> {
        let after = cursor::given::<Mark>(question.cursor.as_ref())?;
        let columns = asking.site.columns();
        let selection = columns.select(asking.store, &question.filter.of_store()?)?;
        page(asking, &selection, question.order, after, question.limit)
    }

    fn page(frame: &Frame, question: &Question, answer: &Answer) -> Markup {
        pages::events(frame, question, answer)
    }

    fn table(answer: &Answer) -> Table {
        table(&answer.events)
    }

    fn text(_: Form, frame: &Frame, answer: &Answer) -> String {
        let names = |parties: &[store::PartyRow]| parties.iter().map(|party| party.name.as_str()).collect::<Vec<_>>().join(", ");
        let entries = answer.events.iter().map(|event| feed::Entry {
            id: format!("{}:{}", event.story_id, event.id),
            source: event.source.clone(),
            title: format!("{} {}: {} → {}", event.kind, event.status, names(&event.actors), names(&event.recipients)),
            published: event.published.clone(),
            address: format!("/story/{}#{}", event.story, event.id),
            text: event.sentence.clone(),
        });
        feed::print("Events", frame, &entries.collect::<Vec<_>>())
    }
}

/// A page of a selection.
pub(super) fn page(
    asking: &Asking<'_>,
    selection: &Selection<'_>,
    order: Order,
    after: Option<Mark>,
    limit: usize,
) -> Result<Answer, Problem> {
    let order = match order {
        Order::Latest => store::Order::Latest,
        Order::Earliest => store::Order::Day,
        Order::Confidence => store::Order::Confidence,
    };
    let page = selection.page(order, after, limit);
    Ok(Answer {
        total: selection.len() as u64,
        events: asking.store.event_rows(&page.events)?,
        next: page.next.as_ref().map(cursor::after),
    })
}

/// Events as a flat table: the columns of `dateline query`.
pub(crate) fn table(events: &[EventRow]) -> Table {
    let names = vec![
        "day",
        "begin",
        "end",
        "actors",
        "actor_codes",
        "recipients",
        "recipient_codes",
        "type",
        "mode",
        "status",
        "plover_type",
        "plover_mode",
        "cameo",
        "quad",
        "score",
        "contexts",
        "place",
        "place_country",
        "place_admin1",
        "latitude",
        "longitude",
        "quantities",
        "claimants",
        "confidence",
        "told_before",
        "anchor",
        "sentence",
        "story_id",
        "id",
        "source",
        "published",
        "headline",
        "url",
        "story",
    ];
    let rows = events.iter().map(|event| {
        let names = |parties: &[store::PartyRow]| parties.iter().map(|party| party.name.as_str()).collect::<Vec<_>>().join("; ");
        let codes = |parties: &[store::PartyRow]| {
            parties.iter().map(|party| party.code.as_deref().unwrap_or("")).collect::<Vec<_>>().join("; ")
        };
        let place = event.place.as_ref();
        let anchor = event
            .anchor
            .map(|(start, end)| event.sentence.chars().skip(start as usize).take((end - start) as usize).collect::<String>());
        vec![
            field(event.day.as_ref()),
            field(event.begin.as_ref()),
            field(event.end.as_ref()),
            names(&event.actors),
            codes(&event.actors),
            names(&event.recipients),
            codes(&event.recipients),
            event.kind.clone(),
            field(event.mode.as_ref()),
            event.status.clone(),
            event.plover.kind.clone(),
            field(event.plover.mode.as_ref()),
            event.cameo.clone(),
            event.quad.clone(),
            event.score.to_string(),
            event.contexts.join("; "),
            field(place.map(|place| &place.name)),
            field(place.and_then(|place| place.country.as_ref())),
            field(place.and_then(|place| place.admin1.as_ref())),
            field(place.and_then(|place| place.latitude)),
            field(place.and_then(|place| place.longitude)),
            event.quantities.join("; "),
            event.claimants.join("; "),
            event.confidence.to_string(),
            event.told_before.to_string(),
            field(anchor),
            event.sentence.clone(),
            event.story_id.clone(),
            event.id.clone(),
            field(event.source.as_ref()),
            field(event.published.as_ref()),
            field(event.headline.as_ref()),
            field(event.url.as_ref()),
            event.story.to_string(),
        ]
    });
    Table { rows: rows.collect(), names }
}
