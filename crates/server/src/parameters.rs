//! The parameters of a question after its schema. In: the query string and the parts of the path. Out: a JSON object that the question's type reads,
//! or what is wrong with which parameter. What the OpenAPI document says of a parameter is what is checked here, for both are the schema.

use std::{collections::BTreeMap, sync::LazyLock, sync::Mutex};

use regex::Regex;
use rustc_hash::FxHashMap;
use schemars::{JsonSchema, generate::SchemaSettings};
use serde_json::{Map, Value};

use crate::problem::Problem;

/// Values of one parameter that are read.
const MOST_VALUES: usize = 50;

/// What a question's parameters may be.
#[derive(Debug, Clone)]
pub(crate) struct Parameters {
    /// Schema of each parameter by its name: a plain type, or an array of one.
    pub(crate) known: BTreeMap<String, Value>,
    /// Those that must be given.
    pub(crate) required: Vec<String>,
}

impl Parameters {
    /// The parameters of a question.
    pub(crate) fn of<Question: JsonSchema>() -> Self {
        let settings = SchemaSettings::draft2020_12().with(|settings| settings.inline_subschemas = true);
        let schema = settings.into_generator().into_root_schema_for::<Question>();
        let properties = schema.get("properties").and_then(Value::as_object).cloned().unwrap_or_default();
        let required = schema.get("required").and_then(Value::as_array).cloned().unwrap_or_default();
        Self {
            known: properties.into_iter().map(|(name, schema)| (name, plain(schema))).collect(),
            required: required.into_iter().filter_map(|name| name.as_str().map(str::to_owned)).collect(),
        }
    }

    /// Reads the parameters; `path` are those that stand in the path, `lenient` passes over empty ones, as forms send them.
    pub(crate) fn read(&self, path: &[(&str, String)], query: Option<&str>, lenient: bool) -> Result<Value, Problem> {
        let mut given: BTreeMap<String, Vec<String>> = BTreeMap::new();
        for (name, value) in path {
            given.entry((*name).to_owned()).or_default().push(value.clone());
        }
        if query.is_some_and(|query| !is_utf8(query)) {
            return Err(Problem::bad("the query string", "it is not UTF-8", "percent-encoded UTF-8"));
        }
        for (name, value) in form_urlencoded::parse(query.unwrap_or_default().as_bytes()) {
            if lenient && value.is_empty() {
                continue;
            }
            if path.iter().any(|(known, _)| *known == name) || !self.known.contains_key(&*name) {
                let mut known: Vec<&str> = self.known.keys().map(String::as_str).collect();
                known.retain(|known| path.iter().all(|(name, _)| name != known));
                let expected = if known.is_empty() { "no parameters".into() } else { known.join(", ") };
                return Err(Problem::bad(format!("query parameter {}", short(&name)), "there is no such parameter", expected));
            }
            given.entry(name.into_owned()).or_default().push(value.into_owned());
        }
        let mut object = Map::new();
        for (name, values) in given {
            let in_path = path.iter().any(|(known, _)| *known == name);
            let place = format!("{} {name}", if in_path { "path" } else { "query parameter" });
            let value = value(&place, &self.known[&name], values).map_err(|mut problem| {
                if in_path {
                    problem.status = axum::http::StatusCode::NOT_FOUND;
                }
                problem
            })?;
            object.insert(name, value);
        }
        if let Some(missing) = self.required.iter().find(|name| !object.contains_key(*name)) {
            let expected = expectation(&self.known[missing]);
            return Err(Problem::bad(format!("query parameter {missing}"), "it is missing", expected));
        }
        Ok(Value::Object(object))
    }
}

impl Parameters {
    /// Checks one text against the schema of its name.
    pub(crate) fn check(&self, place: &str, name: &str, text: &str) -> Result<(), Problem> {
        self.known.get(name).map_or(Ok(()), |schema| one(place, schema, text).map(drop))
    }
}

fn is_utf8(query: &str) -> bool {
    percent_encoding::percent_decode_str(query).decode_utf8().is_ok()
}

fn value(place: &str, schema: &Value, mut values: Vec<String>) -> Result<Value, Problem> {
    if kind(schema) == "array" {
        let most = schema.get("maxItems").and_then(Value::as_u64).map_or(MOST_VALUES, |most| most as usize);
        if values.len() > most {
            return Err(Problem::bad(place, format!("it is given {} times", values.len()), format!("at most {most} values")));
        }
        let items = schema.get("items").cloned().unwrap_or_default();
        return values.iter().map(|value| one(place, &items, value)).collect::<Result<Vec<_>, _>>().map(Value::Array);
    }
    match (values.pop(), values.is_empty()) {
        (Some(value), true) => one(place, schema, &value),
        _ => Err(Problem::bad(place, "it is given more than once", "one value")),
    }
}

fn one(place: &str, schema: &Value, text: &str) -> Result<Value, Problem> {
    let wrong = || Problem::bad(place, format!("{} is not allowed", short(text)), expectation(schema));
    let number = |number: f64| {
        let least = schema.get("minimum").and_then(Value::as_f64).is_none_or(|least| number >= least);
        least && schema.get("maximum").and_then(Value::as_f64).is_none_or(|most| number <= most)
    };
    match kind(schema) {
        "integer" => {
            let plain = text.len() <= 19 && text.strip_prefix('-').unwrap_or(text).bytes().all(|b| b.is_ascii_digit());
            let value: i64 = text.parse().ok().filter(|_| plain).ok_or_else(wrong)?;
            if number(value as f64) { Ok(value.into()) } else { Err(wrong()) }
        }
        "number" => {
            let value: f64 = serde_json::from_str(text).map_err(|_| wrong())?;
            if number(value) { Ok(value.into()) } else { Err(wrong()) }
        }
        "boolean" => match text {
            "true" => Ok(true.into()),
            "false" => Ok(false.into()),
            _ => Err(wrong()),
        },
        _ => {
            let letters = text.chars().count() as u64;
            let listed = schema.get("enum").and_then(Value::as_array).is_none_or(|known| known.iter().any(|known| known == text));
            let shape = schema.get("pattern").and_then(Value::as_str).is_none_or(|pattern| matches(pattern, text));
            let long_enough = schema.get("minLength").and_then(Value::as_u64).is_none_or(|least| letters >= least);
            let short_enough = schema.get("maxLength").and_then(Value::as_u64).is_none_or(|most| letters <= most);
            if listed && shape && long_enough && short_enough { Ok(text.into()) } else { Err(wrong()) }
        }
    }
}

fn matches(pattern: &str, text: &str) -> bool {
    static COMPILED: LazyLock<Mutex<FxHashMap<String, Regex>>> = LazyLock::new(Mutex::default);
    let mut compiled = COMPILED.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
    let regex = compiled
        .entry(pattern.to_owned())
        .or_insert_with(|| Regex::new(pattern).unwrap_or_else(|error| panic!("a pattern of a schema: {error}")));
    regex.is_match(text)
}

fn kind(schema: &Value) -> &str {
    schema.get("type").and_then(Value::as_str).unwrap_or("string")
}

/// What a schema lets through, in words.
fn expectation(schema: &Value) -> String {
    if kind(schema) == "array" {
        return expectation(schema.get("items").unwrap_or(&Value::Null));
    }
    if let Some(known) = schema.get("enum").and_then(Value::as_array) {
        return known.iter().filter_map(Value::as_str).collect::<Vec<_>>().join(", ");
    }
    let bound = |name: &str| schema.get(name).map(ToString::to_string);
    let bounds = match (bound("minimum"), bound("maximum")) {
        (Some(least), Some(most)) => format!(" from {least} to {most}"),
        (Some(least), None) => format!(", at least {least}"),
        (None, Some(most)) => format!(", at most {most}"),
        (None, None) => String::new(),
    };
    let about = schema.get("description").and_then(Value::as_str).map_or_else(String::new, |about| format!(": {about}"));
    match kind(schema) {
        "integer" => format!("a whole number{bounds}"),
        "number" => format!("a number{bounds}"),
        "boolean" => "true or false".into(),
        _ => {
            let length = bound("maxLength").map_or_else(String::new, |most| format!(" of at most {most} letters"));
            let shape = bound("pattern").map_or_else(String::new, |pattern| format!(" like {pattern}"));
            format!("text{length}{shape}{about}")
        }
    }
}

/// The schema of an optional value as that of the value: a parameter that is not given is left out and never null.
fn plain(mut schema: Value) -> Value {
    if let Some(of) = schema.get_mut("anyOf").and_then(Value::as_array_mut) {
        of.retain(|one| one.get("type").and_then(Value::as_str) != Some("null"));
        if let [Value::Object(one)] = &of[..] {
            let one = one.clone();
            if let Some(schema) = schema.as_object_mut() {
                schema.remove("anyOf");
                for (name, value) in one {
                    schema.entry(name).or_insert(value);
                }
            }
        }
    }
    let Some(object) = schema.as_object_mut() else { return schema };
    if let Some(Value::Array(of)) = object.get_mut("type") {
        of.retain(|one| one != "null");
        if let [one] = &of[..] {
            let one = one.clone();
            object.insert("type".into(), one);
        }
    }
    if let Some(known) = object.get_mut("enum").and_then(Value::as_array_mut) {
        known.retain(|one| !one.is_null());
    }
    // A closed list whose members are described one by one.
    if let Some(of) = object.remove("oneOf") {
        let known: Vec<Value> = of.as_array().into_iter().flatten().filter_map(|one| one.get("const").cloned()).collect();
        object.insert("type".into(), "string".into());
        object.insert("enum".into(), Value::Array(known));
    }
    if object.get("default").is_some_and(Value::is_null) {
        object.remove("default");
    }
    object.remove("format");
    if let Some(items) = object.get_mut("items") {
        *items = plain(items.take());
    }
    schema
}

/// The beginning of what somebody sent.
fn short(text: &str) -> String {
    let beginning: String = text.chars().take(60).collect();
    if beginning.len() < text.len() { format!("{beginning:?}…") } else { format!("{beginning:?}") }
}
