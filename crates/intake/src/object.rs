//! One story that comes as an object already parsed: a row of a table, a message of a program. In: the object. Out: what it holds.

use serde_json::{Map, Value};

use crate::arrival::{Arrival, Place};
use crate::json;
use crate::options::Options;
use crate::reading::{Flow, Reading};
use crate::rows::usual_spelling;

/// Reads one object with fields of the usual names, or of the caller's ([`Options::fields`]); `name` and `place` are what messages call
/// it. Each object is read for itself: the same object gives the same arrival, whatever else is read. An object that holds a list of
/// stories gives several.
pub fn read_object(object: Map<String, Value>, name: &str, place: Place, options: &Options) -> Vec<Arrival> {
    let mut arrivals = Vec::new();
    let mut receive = |arrival| {
        arrivals.push(arrival);
        Flow::Continue(())
    };
    let mut reading = Reading::new(options, &mut receive);
    reading.file = name.to_owned();
    let object = object.into_iter().map(|(name, value)| (usual_spelling(name, &options.fields), value)).collect();
    // The receiver above never breaks off.
    let _ = json::record(object, place, Vec::new(), &mut reading);
    arrivals
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn read(value: Value) -> Vec<Arrival> {
        let Value::Object(object) = value else { panic!("an object") };
        read_object(object, "table", Place::Record(3), &Options::default())
    }

    #[test]
    fn an_object_is_a_story_whatever_the_case_of_its_names() {
        let arrivals = read(json!({"ID": 7, "Text": "Envoys met in Riga on Monday.", "Published": "2025-03-11"}));
        let [Arrival::Story(incoming)] = arrivals.as_slice() else { panic!("one story: {arrivals:?}") };
        assert_eq!((incoming.story.id.as_str(), incoming.story.published.as_deref()), ("7", Some("2025-03-11")));
        assert_eq!((incoming.chain.as_str(), incoming.place), ("7", Place::Record(3)));
    }

    #[test]
    fn what_is_no_story_is_named_with_its_place() {
        let arrivals = read(json!({"id": "x", "words": 12}));
        let [Arrival::Rejected(rejected)] = arrivals.as_slice() else { panic!("one rejection: {arrivals:?}") };
        assert!(rejected.to_string().starts_with("table, record 3: no text"), "{rejected}");
    }

    #[test]
    fn a_list_of_stories_gives_all() {
        let arrivals = read(json!({"articles": [{"text": "Envoys met in Riga."}, {"text": "Envoys met in Oslo."}]}));
        assert_eq!(arrivals.len(), 2);
    }
}
