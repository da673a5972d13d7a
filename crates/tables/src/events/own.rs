//! Our own flat table: a row an event, lists joined with `;`.

use record::{Delivered, Entity, Event};

use super::{
    Codebook,
    pair::{entity, words},
    word,
};

pub(super) const COLUMNS: [&str; 42] = [
    "story",
    "event",
    "type",
    "mode",
    "status",
    "plover_type",
    "plover_mode",
    "cameo",
    "quad",
    "score",
    "contexts",
    "anchor",
    "actors",
    "actor_codes",
    "actor_countries",
    "actor_sectors",
    "recipients",
    "recipient_codes",
    "recipient_countries",
    "recipient_sectors",
    "time",
    "begin",
    "end",
    "place",
    "place_country",
    "latitude",
    "longitude",
    "geonames",
    "claimants",
    "quantities",
    "same_as",
    "confidence",
    "sentence",
    "sentence_text",
    "headline",
    "url",
    "source",
    "published",
    "language",
    "engine",
    "lexicon",
    "codebook",
];

pub(super) fn row(delivered: &Delivered, event: &Event) -> Vec<String> {
    let record = &delivered.record;
    let story = &record.story;
    let text = |value: &Option<String>| value.clone().unwrap_or_default();
    let number = |value: Option<f64>| value.map(|v| v.to_string()).unwrap_or_default();
    let join = |items: Vec<String>| items.join(";");
    let parties = |ids: &[String]| -> [String; 4] {
        let found: Vec<&Entity> = ids.iter().filter_map(|id| entity(delivered, Some(id))).collect();
        [
            join(found.iter().map(|e| e.name.clone()).collect()),
            join(found.iter().map(|e| text(&e.code)).collect()),
            join(found.iter().map(|e| text(&e.country)).collect()),
            join(found.iter().map(|e| e.sectors.join("+")).collect()),
        ]
    };
    let place = entity(delivered, event.place.as_deref());
    let claimants = event
        .attributed_to
        .iter()
        .filter_map(|id| record.statements.iter().find(|s| &s.id == id))
        .map(|s| match entity(delivered, s.source.entity.as_deref()) {
            Some(entity) => entity.name.clone(),
            None => s.source.spans.iter().map(|&span| words(delivered, span)).collect::<Vec<_>>().join(" "),
        })
        .collect();
    let quantities = event
        .quantities
        .iter()
        .filter_map(|id| record.quantities.iter().find(|q| &q.id == id))
        .map(|q| words(delivered, q.span))
        .collect();
    let time = record.times.iter().find(|t| Some(&t.id) == event.time.as_ref());
    let mut cells = vec![
        story.id.clone(),
        event.id.clone(),
        event.kind.clone(),
        text(&event.mode),
        word(event.status),
        event.plover.kind.clone(),
        text(&event.plover.mode),
        event.cameo.clone(),
        word(event.quad),
        event.score.to_string(),
        join(event.contexts.clone()),
        words(delivered, event.anchor),
    ];
    cells.extend(parties(&event.actors));
    cells.extend(parties(&event.recipients));
    cells.extend([
        time.map(|t| words(delivered, t.span)).unwrap_or_default(),
        text(&event.begin),
        text(&event.end),
        place.map(|p| p.name.clone()).unwrap_or_default(),
        place.map(|p| text(&p.country)).unwrap_or_default(),
        number(place.and_then(|p| p.latitude)),
        number(place.and_then(|p| p.longitude)),
        place.and_then(|p| p.geonames).map(|g| g.to_string()).unwrap_or_default(),
        join(claimants),
        join(quantities),
        text(&event.same_as),
        event.confidence.to_string(),
        event.sentence.to_string(),
        record.sentences.get(event.sentence).map(|&s| words(delivered, s)).unwrap_or_default(),
        text(&story.headline),
        text(&story.url),
        text(&story.source),
        text(&story.published),
        story.language.clone(),
        record.engine.version.clone(),
        record.engine.lexicon.clone(),
        Codebook::VERSION.to_owned(),
    ]);
    cells.into_iter().map(harmless).collect()
}

/// A cell that a spreadsheet would run as a formula gets an apostrophe in front; numbers stay numbers.
fn harmless(cell: String) -> String {
    let formula = cell.starts_with(['=', '+', '-', '@', '\t', '\r']) && cell.parse::<f64>().is_err();
    if formula { format!("'{cell}") } else { cell }
}
