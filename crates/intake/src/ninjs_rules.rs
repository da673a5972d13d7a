//! What IPTC ninjs demands of an object, as far as a reader can tell without knowing the version. In: a JSON object. Out: the first
//! breach, in words.

use std::collections::HashMap;
use std::sync::LazyLock;

use serde_json::{Map, Value};

use crate::words::rows;

static PROPERTIES: LazyLock<HashMap<&'static str, &'static str>> = LazyLock::new(|| {
    rows(include_str!("../../../lexicon/wire/ninjs.tsv")).filter_map(|mut row| Some((row.next()?, row.next()?))).collect()
});

/// Whether ninjs knows a property of this name.
pub(crate) fn kind_of(name: &str) -> Option<&'static str> {
    let lower = name.to_lowercase();
    if let Some(kind) = PROPERTIES.get(lower.as_str()).filter(|_| !lower.ends_with('_')) {
        return Some(kind);
    }
    let (stem, extension) = lower.split_at(lower.find('_')? + 1);
    let good = extension.starts_with(|c: char| c.is_ascii_alphanumeric() || c == '_');
    PROPERTIES.get(stem).copied().filter(|_| good)
}

/// Checks an object; `lenient` lets unknown properties pass.
pub(crate) fn check(object: &Map<String, Value>, lenient: bool) -> Result<(), String> {
    if !object.get("uri").is_some_and(Value::is_string) {
        return Err("no `uri`, which ninjs demands as text".into());
    }
    properties(object, lenient)?;
    if let Some(rights) = get(object, "rightsinfo").and_then(Value::as_object)
        && rights.contains_key("linkedrights")
        && rights.contains_key("encodedrights")
    {
        return Err("`rightsinfo` holds both `linkedrights` and `encodedrights`; only one may be there".into());
    }
    for advice in list(object, "advices") {
        for part in ["importance", "lifetime"] {
            if advice.get(part).is_some_and(|v| v.get("code").is_none()) {
                return Err(format!("`{part}` in `advices` without a `code`"));
            }
        }
    }
    for place in list(object, "places") {
        if place.get("geojson").is_some_and(|geometry| !is_geojson(geometry)) {
            return Err("`geojson` in `places` is no GeoJSON: it needs a type of RFC 7946 and its coordinates".into());
        }
    }
    if let Some(dates) = get(object, "eventdetails").and_then(|d| d.get("dates")).and_then(Value::as_object) {
        event_dates(dates)?;
    }
    for coverage in list(object, "plannedcoverage") {
        if let Some(urgency) = coverage.get("urgency") {
            kind("urgency", "1..9", urgency)?;
        }
    }
    match get(object, "associations") {
        Some(Value::Object(map)) => {
            map.values().filter_map(Value::as_object).try_for_each(|inner| association(inner, false, lenient))
        }
        Some(Value::Array(all)) => {
            all.iter().filter_map(Value::as_object).try_for_each(|inner| association(inner, true, lenient))
        }
        _ => Ok(()),
    }
}

fn association(object: &Map<String, Value>, listed: bool, lenient: bool) -> Result<(), String> {
    if listed {
        for needed in ["uri", "name"] {
            if !object.contains_key(needed) {
                return Err(format!("an object in `associations` without `{needed}`"));
            }
        }
    }
    properties(object, lenient).map_err(|problem| format!("in `associations`: {problem}"))
}

fn properties(object: &Map<String, Value>, lenient: bool) -> Result<(), String> {
    for (name, value) in object {
        match kind_of(name) {
            Some(wanted) => kind(name, wanted, value)?,
            None if lenient => {}
            None => return Err(format!("`{name}` is no property of ninjs")),
        }
    }
    Ok(())
}

fn kind(name: &str, wanted: &str, value: &Value) -> Result<(), String> {
    // The names and codes of a thing are strings in every list of ninjs.
    let named = |object: &Map<String, Value>| {
        ["name", "rel", "scheme", "literal"].iter().all(|key| object.get(*key).is_none_or(Value::is_string))
    };
    let objects =
        |value: &Value| value.as_array().is_some_and(|list| list.iter().all(|item| item.as_object().is_some_and(named)));
    let good = match wanted {
        "text" => value.is_string(),
        "number" => value.is_number(),
        "object" => value.is_object(),
        "list" => objects(value),
        "object or list" => value.is_object() || objects(value),
        _ => match wanted.split_once("..") {
            Some((from, to)) => {
                let bounds = (from.parse().unwrap_or(0), to.parse().unwrap_or(0));
                value.as_i64().is_some_and(|n| (bounds.0..=bounds.1).contains(&n))
            }
            None => value.as_str().is_some_and(|word| wanted.split('|').any(|choice| choice == word)),
        },
    };
    let meant = match wanted {
        "text" => "a string".to_owned(),
        "number" => "a number".to_owned(),
        "object" => "an object".to_owned(),
        "list" => "a list of objects with names and codes as strings".to_owned(),
        "object or list" => "an object or a list of objects".to_owned(),
        _ => match wanted.split_once("..") {
            Some((from, to)) => format!("a whole number from {from} to {to}"),
            None => format!("one of {}", wanted.replace('|', ", ")),
        },
    };
    let mut shown: String = value.to_string().chars().take(60).collect();
    if shown.len() < value.to_string().len() {
        shown.push('…');
    }
    if good { Ok(()) } else { Err(format!("`{name}` is {shown}, where {meant} was expected")) }
}

fn event_dates(dates: &Map<String, Value>) -> Result<(), String> {
    for (exact, expected) in [("startDate", "expectedStartDate"), ("endDate", "expectedEndDate")] {
        if dates.contains_key(exact) && dates.contains_key(expected) {
            return Err(format!("`eventDetails` has both `{exact}` and `{expected}`; only one may be there"));
        }
        if let Some(date) = dates.get(expected).filter(|d| !d.as_str().is_some_and(is_truncated_date)) {
            return Err(format!("`{expected}` is {date}, where a year, a month or a date after ISO 8601 was expected"));
        }
    }
    Ok(())
}

/// `2024`, `2024-02`, `2024-02-29`, `2024-02-29T10:00:00Z`.
fn is_truncated_date(text: &str) -> bool {
    let day = match text.len() {
        4 => format!("{text}-01-01"),
        7 => format!("{text}-01"),
        _ => text.to_owned(),
    };
    day.as_bytes().get(4) == Some(&b'-') && crate::moment::read(&day).is_some()
}

/// Checks type and coordinates after RFC 7946.
fn is_geojson(value: &Value) -> bool {
    let part = |name: &str| value.get(name);
    match part("type").and_then(Value::as_str) {
        Some("Point" | "MultiPoint" | "LineString" | "MultiLineString" | "Polygon" | "MultiPolygon") => {
            part("coordinates").is_some_and(Value::is_array)
        }
        Some("GeometryCollection") => part("geometries").is_some_and(Value::is_array),
        Some("Feature") => part("geometry").is_some(),
        Some("FeatureCollection") => part("features").is_some_and(Value::is_array),
        _ => false,
    }
}

/// A property by its name in small letters.
pub(crate) fn get<'v>(object: &'v Map<String, Value>, name: &str) -> Option<&'v Value> {
    object.get(name).or_else(|| object.iter().find(|(key, _)| key.to_lowercase() == name).map(|(_, value)| value))
}

/// The objects of a list property, in the plural or singular.
pub(crate) fn list<'v>(object: &'v Map<String, Value>, name: &str) -> impl Iterator<Item = &'v Map<String, Value>> {
    let value = get(object, name).or_else(|| get(object, name.strip_suffix('s').unwrap_or(name)));
    value.and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_object)
}
