//! IPTC ninjs 1.0 to 3.1 (News in JSON). In: a JSON object. Out: a story, something passed over, or a refusal with the reason.

use serde_json::{Map, Value};

use crate::arrival::{PassedOverWhy, Place, Signal, Warning};
use crate::draft::{Body, Draft};
use crate::fields::{Field, names};
use crate::fragment;
use crate::ninjs_rules::{check, get, kind_of, list};
use crate::options::Fields;
use crate::reading::{Flow, Reading};

/// Whether an object is meant as ninjs: it names the standard, or it has a `uri` and the text, if any, in the way of ninjs.
pub(crate) fn is_ninjs(object: &Map<String, Value>, fields: &Fields) -> bool {
    let named = ["standard", "$standard"].iter().filter_map(|key| object.get(*key)).any(|standard| {
        standard.get("name").and_then(Value::as_str).or(standard.as_str()).is_some_and(|name| name.contains("ninjs"))
    });
    let plain_text = names(Field::Text, fields).into_iter().any(|name| kind_of(name).is_none() && object.contains_key(name));
    let others = ["url", "link", "published", "date", "source"].iter().any(|key| object.contains_key(*key));
    named || object.contains_key("uri") && !plain_text && !others
}

pub(crate) fn read(object: &Map<String, Value>, place: Place, warnings: Vec<Warning>, reading: &mut Reading<'_>) -> Flow {
    if let Err(problem) = check(object, reading.options.lenient) {
        let mend = "mend the item so that it follows ninjs, or read leniently if it only has properties of its own";
        return reading.reject(place, format!("no valid ninjs: {problem}"), mend);
    }
    let text = |name: &str| get(object, name).and_then(Value::as_str).map(str::to_owned);
    let id = text("uri");
    let signal = match text("pubstatus").as_deref() {
        Some("canceled" | "withheld") => Signal::Withdraw,
        _ => Signal::New,
    };
    let headline = headline(object);
    let kind = text("type").unwrap_or_else(|| "text".into());
    let mut body = body(object);
    if body.is_none() && headline.is_some() && kind == "text" {
        body = described(object);
    }
    if body.is_none() && signal != Signal::Withdraw && (kind != "text" || headline.is_none()) {
        return reading.pass_over(place, id, PassedOverWhy::NotText(format!("a {kind} item without text")));
    }
    let mut draft = Draft {
        id,
        byline: text("byline").or_else(|| text("by")),
        language: text("language"),
        published: text("firstcreated")
            .filter(|_| text("version").as_deref() == Some("1"))
            .or_else(|| text("versioncreated"))
            .or_else(|| text("firstcreated")),
        updated: text("versioncreated"),
        headline,
        body: body.unwrap_or_default(),
        version: text("version"),
        slug: text("slugline"),
        copyright: text("copyrightnotice").or_else(|| text("copyrightholder")),
        source: list(object, "infosources")
            .find_map(|s| s.get("name").and_then(Value::as_str))
            .map(str::to_owned)
            .or_else(|| text("copyrightholder")),
        signal,
        warnings,
        ..Draft::default()
    };
    let names = |name: &'static str| list(object, name).filter_map(|o| o.get("name").and_then(Value::as_str)).map(str::to_owned);
    draft.subjects.extend(names("subjects"));
    draft.places.extend(text("located"));
    draft.places.extend(names("places"));
    reading.story(draft, place)
}

/// One of several values: that with the role `main`, else the first.
fn main_of<'v>(object: &'v Map<String, Value>, name: &str) -> Option<&'v Map<String, Value>> {
    let main = list(object, name).find(|o| o.get("role").and_then(Value::as_str) == Some("main"));
    main.or_else(|| list(object, name).next())
}

fn headline(object: &Map<String, Value>) -> Option<String> {
    let text = |value: &Value| value.as_str().filter(|s| !s.trim().is_empty()).map(str::to_owned);
    get(object, "headline")
        .and_then(text)
        .or_else(|| main_of(object, "headlines").and_then(|h| h.get("value")).and_then(text))
        .or_else(|| get(object, "headline_main").and_then(text))
        .or_else(|| object.iter().find(|(k, _)| k.starts_with("headline_")).and_then(|(_, v)| text(v)))
        .or_else(|| get(object, "title").and_then(text))
}

fn body(object: &Map<String, Value>) -> Option<Body> {
    if let Some(body) = list(object, "bodies").find(|b| is_main(b)).or_else(|| list(object, "bodies").next()) {
        let value = body.get("value").and_then(Value::as_str)?;
        let kind = body.get("contentType").or_else(|| body.get("contenttype")).and_then(Value::as_str).unwrap_or_default();
        return Some(text_or_markup(value, kind.contains("html")));
    }
    let mut found: Vec<(&String, &str)> = object
        .iter()
        .filter(|(k, _)| k.starts_with("body_"))
        .filter_map(|(k, v)| Some((k, v.as_str()?)))
        .filter(|(_, v)| !v.trim().is_empty())
        .collect();
    // Plain text first: it needs no guess.
    found.sort_by_key(|(name, _)| (!name.ends_with("text"), !name.contains("html")));
    let (name, value) = found.first()?;
    Some(text_or_markup(value, name.contains("html")))
}

fn is_main(object: &Map<String, Value>) -> bool {
    object.get("role").and_then(Value::as_str) == Some("main")
}

fn described(object: &Map<String, Value>) -> Option<Body> {
    let long = main_of(object, "descriptions").and_then(|d| d.get("value")).and_then(Value::as_str);
    let value = long.or_else(|| get(object, "description_text").and_then(Value::as_str))?;
    Some(text_or_markup(value, value.contains("</")))
}

fn text_or_markup(value: &str, markup: bool) -> Body {
    if markup { Body::Paragraphs(fragment::paragraphs(value)) } else { Body::Text(value.to_owned()) }
}
