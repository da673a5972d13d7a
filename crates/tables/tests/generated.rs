//! Records that no text would give: whatever a record may hold comes back from tables, exactly equal.

use dateline_tables::{batches, nested_batch, nested_records, records};
use proptest::{collection::vec, option, prelude::*, sample::select};
use record::Delivered;
use serde_json::{Value, json};

fn words(from: &'static [&'static str]) -> BoxedStrategy<Value> {
    select(from).prop_map(|word| json!(word)).boxed()
}

/// Any text: empty, with quotes, tabs and line ends, what looks like a number, a day or a formula, letters beyond the first plane.
fn text() -> BoxedStrategy<Value> {
    prop_oneof![
        any::<String>(),
        "[ -~\t\r\n\"]{0,12}",
        "[0-9]{4}-[0-9]{2}-[0-9]{2}(T[0-9]{2}:[0-9]{2}Z)?",
        select(vec!["", "null", "NaN", "1e400", "=1+1", "\u{0}", "\u{feff}", "𐍈"]).prop_map(str::to_owned),
    ]
    .prop_map(|text| json!(text))
    .boxed()
}

fn maybe(value: BoxedStrategy<Value>) -> BoxedStrategy<Value> {
    option::of(value).prop_map(|value| value.unwrap_or(Value::Null)).boxed()
}

fn list(value: BoxedStrategy<Value>) -> BoxedStrategy<Value> {
    vec(value, 0..3).prop_map(Value::Array).boxed()
}

fn integer() -> BoxedStrategy<Value> {
    prop_oneof![0..2000_u32, any::<u32>()].prop_map(|n| json!(n)).boxed()
}

fn number() -> BoxedStrategy<Value> {
    prop_oneof![proptest::num::f64::NORMAL, proptest::num::f64::SUBNORMAL, Just(0.0), Just(0.1), Just(728.0)]
        .prop_map(|n| json!(n))
        .boxed()
}

fn flag() -> BoxedStrategy<Value> {
    any::<bool>().prop_map(|n| json!(n)).boxed()
}

fn span() -> BoxedStrategy<Value> {
    (0..5000_u32, 0..5000_u32).prop_map(|(start, end)| json!([start, end])).boxed()
}

/// An object of fields.
fn object(fields: Vec<(&'static str, BoxedStrategy<Value>)>) -> BoxedStrategy<Value> {
    let (names, values): (Vec<_>, Vec<_>) = fields.into_iter().unzip();
    values.prop_map(move |values| names.iter().map(|n| n.to_string()).zip(values).collect::<Value>()).boxed()
}

fn party() -> BoxedStrategy<Value> {
    object(vec![("spans", list(span())), ("entity", maybe(text()))])
}

fn coded() -> BoxedStrategy<Value> {
    object(vec![("type", text()), ("mode", maybe(text()))])
}

fn story() -> BoxedStrategy<Value> {
    let part = object(vec![("kind", words(&["headline", "dateline", "byline", "paragraph"])), ("span", span())]);
    let dateline = object(vec![("span", span()), ("text", text()), ("place", maybe(text()))]);
    object(vec![
        ("id", text()),
        ("source", maybe(text())),
        ("url", maybe(text())),
        ("byline", maybe(text())),
        ("language", text()),
        ("published", maybe(text())),
        ("headline", maybe(text())),
        ("dateline", maybe(dateline)),
        ("text", text()),
        ("parts", list(part)),
    ])
}

fn delivery() -> BoxedStrategy<Value> {
    let feed = object(vec![("address", text()), ("digest", text()), ("perhaps_repeated", flag())]);
    object(vec![
        ("chain", text()),
        ("signal", words(&["new", "update", "correct", "withdraw"])),
        ("version", maybe(text())),
        ("updated", maybe(text())),
        ("slug", maybe(text())),
        ("subjects", list(text())),
        ("places", list(text())),
        ("copyright", maybe(text())),
        ("feed", maybe(feed)),
    ])
}

fn entity() -> BoxedStrategy<Value> {
    let kinds = &["person", "organization", "country", "place", "armed_group", "people", "facility", "other"];
    let mention = object(vec![("span", span()), ("kind", words(&["name", "nominal", "pronoun", "metonym"]))]);
    object(vec![
        ("id", text()),
        ("name", text()),
        ("kind", words(kinds)),
        ("country", maybe(text())),
        ("sectors", list(text())),
        ("role", maybe(text())),
        ("code", maybe(text())),
        ("latitude", maybe(number())),
        ("longitude", maybe(number())),
        ("geonames", maybe(integer())),
        ("admin1", maybe(text())),
        ("mentions", list(mention)),
    ])
}

fn time() -> BoxedStrategy<Value> {
    object(vec![
        ("id", text()),
        ("span", span()),
        ("type", words(&["DATE", "TIME", "DURATION", "SET"])),
        ("value", maybe(text())),
        ("begin", maybe(text())),
        ("end", maybe(text())),
    ])
}

fn quantity() -> BoxedStrategy<Value> {
    let bounds = &["exact", "about", "at_least", "at_most", "more_than", "less_than", "between", "vague"];
    object(vec![
        ("id", text()),
        ("span", span()),
        ("value", maybe(number())),
        ("upper", maybe(number())),
        ("bound", words(bounds)),
        ("unit", maybe(text())),
        ("unit_code", maybe(text())),
        ("unit_span", maybe(span())),
        ("holder", maybe(text())),
        ("casualty", maybe(words(&["killed", "wounded", "missing", "detained", "displaced"]))),
    ])
}

fn statement() -> BoxedStrategy<Value> {
    object(vec![
        ("id", text()),
        ("source", party()),
        ("cue", object(vec![("spans", list(span())), ("lemma", maybe(text()))])),
        ("content", list(span())),
        ("manner", words(&["direct", "indirect", "mixed"])),
        ("addressee", maybe(party())),
        ("time", maybe(text())),
        ("place", maybe(text())),
        ("negated", flag()),
    ])
}

fn event() -> BoxedStrategy<Value> {
    let quads = &["verbal_cooperation", "material_cooperation", "verbal_conflict", "material_conflict"];
    object(vec![
        ("id", text()),
        ("type", text()),
        ("mode", maybe(text())),
        ("status", words(&["occurred", "ongoing", "planned", "called_for", "possible", "denied"])),
        ("plover", coded()),
        ("cameo", text()),
        ("quad", words(quads)),
        ("score", number()),
        ("contexts", list(text())),
        ("anchor", span()),
        ("actors", list(text())),
        ("recipients", list(text())),
        ("time", maybe(text())),
        ("begin", maybe(text())),
        ("end", maybe(text())),
        ("place", maybe(text())),
        ("quantities", list(text())),
        ("attributed_to", list(text())),
        ("same_as", maybe(text())),
        ("confidence", number()),
        ("sentence", integer()),
    ])
}

fn delivered() -> impl Strategy<Value = Delivered> {
    let reasons = &["no_act", "no_actor", "act_not_in_lexicon", "quoted_opinion"];
    let record = object(vec![
        ("story", story()),
        ("sentences", list(span())),
        ("entities", list(entity())),
        ("times", list(time())),
        ("quantities", list(quantity())),
        ("statements", list(statement())),
        ("events", list(event())),
        ("uncoded", list(object(vec![("sentence", integer()), ("reason", words(reasons))]))),
        ("engine", object(vec![("version", text()), ("models", text()), ("lexicon", text())])),
        ("delivery", delivery()),
    ]);
    record.prop_map(|record| {
        let mut record: Delivered = serde_json::from_value(record).expect("the fields above are those of a record");
        // Ids are unique within a story.
        for (number, entity) in record.record.entities.iter_mut().enumerate() {
            entity.id += &format!("e{number}");
        }
        record
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]

    #[test]
    fn tables_give_the_records_back(given in vec(delivered(), 0..4)) {
        let tables = batches(&given).unwrap();
        prop_assert_eq!(records(&tables).unwrap(), given);
    }

    #[test]
    fn nested_rows_give_the_records_back(given in vec(delivered(), 0..4)) {
        prop_assert_eq!(nested_records(&nested_batch(&given).unwrap()).unwrap(), given);
    }

    /// Cells of the shapes never break their row, whatever the record holds.
    #[test]
    fn shapes_keep_their_columns(given in delivered()) {
        use dateline_tables::{Choice, EventWriter, Shape};
        for (shape, columns) in [(Shape::Gdelt, 61), (Shape::Icews, 20), (Shape::Polecat, 40)] {
            let mut given = given.clone();
            for event in &mut given.record.events {
                event.actors.extend(given.record.entities.first().map(|e| e.id.clone()));
            }
            let mut out = Vec::new();
            let mut writer = EventWriter::new(&mut out, shape, Choice::All).unwrap();
            writer.write(&given).unwrap();
            writer.finish().unwrap();
            for line in String::from_utf8(out).unwrap().lines() {
                prop_assert_eq!(line.split('\t').count(), columns, "{:?}", line);
            }
        }
    }
}
