//! The schema.org description of the story that a page carries as JSON-LD.
//!
//! In: the text of a page's `application/ld+json` scripts. Out: what the first news article in them says of itself. Broken JSON is common
//! (raw line ends inside strings, comments around, something after the end) and is read as far as it goes.

use std::collections::HashMap;

use serde_json::{Map, Value};

/// Objects that are looked at in one page.
const MAX_OBJECTS: usize = 20_000;

/// What a page's JSON-LD says of its article; empty where it says nothing.
#[derive(Debug, Default, Clone, PartialEq)]
pub(crate) struct Described {
    pub(crate) headline: Option<String>,
    pub(crate) authors: Vec<String>,
    pub(crate) published: Option<String>,
    pub(crate) updated: Option<String>,
    pub(crate) publisher: Option<String>,
    pub(crate) language: Option<String>,
    pub(crate) section: Option<String>,
    pub(crate) url: Option<String>,
    pub(crate) copyright: Option<String>,
    pub(crate) description: Option<String>,
    pub(crate) keywords: Vec<String>,
    pub(crate) body: Option<String>,
}

/// Reads all scripts of a page together: one may refer to another's objects by `@id`.
pub(crate) fn read<'a>(scripts: impl Iterator<Item = &'a str>) -> Described {
    let values: Vec<Value> = scripts.filter_map(parse).collect();
    let mut objects = Vec::new();
    let mut stack: Vec<&Value> = values.iter().rev().collect();
    while let Some(value) = stack.pop() {
        match value {
            Value::Array(items) => stack.extend(items.iter().rev()),
            Value::Object(object) => {
                objects.push(object);
                stack.extend(object.values().filter(|value| value.is_object() || value.is_array()));
            }
            _ => {}
        }
        if objects.len() > MAX_OBJECTS {
            break;
        }
    }
    let by_id: HashMap<&str, &Map<String, Value>> = objects
        .iter()
        .filter(|object| object.len() > 1)
        .filter_map(|object| Some((object.get("@id")?.as_str()?, *object)))
        .collect();
    let articles = objects.iter().filter(|object| is_article(object));
    let Some(article) = articles.max_by_key(|object| {
        let told = ["headline", "datePublished", "author", "articleBody"].iter().filter(|key| object.contains_key(**key)).count();
        // Of equals the first.
        (told, std::cmp::Reverse(objects.iter().position(|other| std::ptr::eq(*other, **object))))
    }) else {
        return Described::default();
    };
    let names = |key: &str| {
        let mut names = Vec::new();
        if let Some(value) = article.get(key) {
            collect_names(value, &by_id, &mut names);
        }
        names
    };
    let text = |key: &str| article.get(key).and_then(first_text);
    Described {
        headline: text("headline").or_else(|| text("name")),
        authors: names("author"),
        published: text("datePublished"),
        updated: text("dateModified"),
        publisher: names("publisher").into_iter().next(),
        language: text("inLanguage"),
        section: text("articleSection"),
        url: text("url").or_else(|| text("mainEntityOfPage")),
        copyright: text("copyrightNotice"),
        description: text("description"),
        keywords: article.get("keywords").map(keywords).unwrap_or_default(),
        body: text("articleBody"),
    }
}

fn parse(script: &str) -> Option<Value> {
    let trimmed =
        script.trim().trim_start_matches("<!--").trim_start_matches("//<![CDATA[").trim_start_matches("<![CDATA[").trim_start();
    if let Ok(value) = serde_json::from_str(trimmed) {
        return Some(value);
    }
    // Raw control characters inside strings, and whatever follows the first value.
    let cleaned: String = trimmed.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    serde_json::Deserializer::from_str(&cleaned).into_iter::<Value>().next()?.ok()
}

fn is_article(object: &Map<String, Value>) -> bool {
    let named = |name: &str| name.ends_with("Article") || name.ends_with("BlogPosting") || name == "Report";
    match object.get("@type") {
        Some(Value::String(name)) => named(name),
        Some(Value::Array(names)) => names.iter().filter_map(Value::as_str).any(named),
        _ => false,
    }
}

/// A string, the first string of a list, or the `@id`, `@value` or `name` of an object.
fn first_text(value: &Value) -> Option<String> {
    let text = match value {
        Value::String(text) => text.trim(),
        Value::Array(items) => items.iter().find_map(Value::as_str)?.trim(),
        Value::Object(object) => ["@value", "@id", "name"].iter().find_map(|key| object.get(*key)?.as_str())?.trim(),
        Value::Number(number) => return Some(number.to_string()),
        _ => return None,
    };
    (!text.is_empty()).then(|| text.to_owned())
}

/// Names of persons and organizations, by reference if need be.
fn collect_names(value: &Value, by_id: &HashMap<&str, &Map<String, Value>>, names: &mut Vec<String>) {
    let items = match value {
        Value::Array(items) => items.as_slice(),
        other => std::slice::from_ref(other),
    };
    for item in items.iter().take(50) {
        let name = match item {
            Value::String(name) => Some(name.as_str()),
            Value::Object(object) => {
                let object = match object.get("@id").and_then(Value::as_str) {
                    Some(id) if !object.contains_key("name") => by_id.get(id).copied().unwrap_or(object),
                    _ => object,
                };
                object.get("name").and_then(|name| match name {
                    Value::String(name) => Some(name.as_str()),
                    Value::Array(all) => all.iter().find_map(Value::as_str),
                    _ => None,
                })
            }
            _ => None,
        };
        if let Some(name) = name.map(str::trim).filter(|name| !name.is_empty() && !name.contains("://")) {
            names.push(name.to_owned());
        }
    }
}

fn keywords(value: &Value) -> Vec<String> {
    match value {
        Value::String(text) => text.split(',').map(str::trim).filter(|word| !word.is_empty()).map(str::to_owned).collect(),
        Value::Array(items) => items.iter().filter_map(first_text).collect(),
        _ => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_article_and_its_references() {
        let script = r##"{"@context":"https://schema.org","@graph":[
            {"@type":"WebSite","name":"The Daily Example"},
            {"@type":["NewsArticle"],"headline":"Ministers meet","datePublished":"2024-05-03T10:00:00+02:00",
             "author":[{"@id":"#ann"},{"@type":"Person","name":"Bo Writer"}],"publisher":{"@id":"#org"},
             "keywords":"talks, borders","mainEntityOfPage":{"@id":"https://example.org/a"}},
            {"@type":"Person","@id":"#ann","name":"Ann Author"},
            {"@type":"NewsMediaOrganization","@id":"#org","name":"The Daily Example"}]}"##;
        let described = read(std::iter::once(script));
        assert_eq!(described.headline.as_deref(), Some("Ministers meet"));
        assert_eq!(described.authors, ["Ann Author", "Bo Writer"]);
        assert_eq!(described.publisher.as_deref(), Some("The Daily Example"));
        assert_eq!(described.url.as_deref(), Some("https://example.org/a"));
        assert_eq!(described.keywords, ["talks", "borders"]);
    }

    #[test]
    fn broken_json_is_read_as_far_as_it_goes() {
        for script in [
            "<!-- {\"@type\":\"NewsArticle\",\"headline\":\"Ministers meet\"} -->",
            "{\"@type\":\"NewsArticle\",\"headline\":\"Ministers\nmeet\"};",
            "[{\"@type\":\"Article\",\"headline\":\"Ministers meet\"}] , {",
        ] {
            assert_eq!(read(std::iter::once(script)).headline.map(|h| h.replace('\n', " ")).as_deref(), Some("Ministers meet"));
        }
        let deep = "[".repeat(100_000);
        assert_eq!(read(std::iter::once(deep.as_str())), Described::default());
    }
}
