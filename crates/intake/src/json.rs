//! JSON Lines, JSON arrays and single JSON objects of stories. In: objects with fields of the usual names. Out: stories.

use std::io::BufRead;

use serde_json::{Map, Value};

use crate::arrival::Place;
use crate::decode::decode;
use crate::draft::{Body, Draft};
use crate::fields::{Field, names};
use crate::ninjs;
use crate::options::Fields;
use crate::reading::{Flow, Reading};
use crate::stream::{Line, next_line};

/// How JSON values follow each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Layout {
    /// One value a line: a broken line harms no other.
    Lines,
    /// An array of values, or values one after another over any number of lines.
    Values,
}

/// Tells the layout from the first bytes.
pub(crate) fn layout(head: &[u8]) -> Layout {
    let mut lines = head.split(|b| *b == b'\n').map(<[u8]>::trim_ascii).filter(|line| !line.is_empty());
    let first = lines.next().unwrap_or_default();
    let second = lines.next();
    let object = first.starts_with(b"{");
    let closed = first.ends_with(b"}") && first.len() > 2;
    if object && (closed || second.is_none_or(|line| line.starts_with(b"{"))) { Layout::Lines } else { Layout::Values }
}

pub(crate) fn read(reader: &mut dyn BufRead, layout: Layout, reading: &mut Reading<'_>) -> Flow {
    match layout {
        Layout::Lines => read_lines(reader, reading),
        Layout::Values => read_values(reader, reading),
    }
}

fn read_lines(reader: &mut dyn BufRead, reading: &mut Reading<'_>) -> Flow {
    let mut line = Vec::new();
    let mut number = 0;
    loop {
        number += 1;
        let place = Place::Line(number);
        match next_line(reader, reading.options.max_story_bytes, &mut line) {
            Err(error) => return reading.unreadable(&error),
            Ok(Line::End) => return Flow::Continue(()),
            Ok(Line::TooLong) => reading.too_long(place, "line")?,
            Ok(Line::Whole) if line.trim_ascii().is_empty() => {}
            Ok(Line::Whole) => value(&line, place, reading)?,
        }
    }
}

/// Cuts the values of an array, or of a sequence, out of the stream by their brackets.
fn read_values(reader: &mut dyn BufRead, reading: &mut Reading<'_>) -> Flow {
    let limit = reading.options.max_story_bytes;
    let mut buffer: Vec<u8> = Vec::new();
    let (mut depth, mut in_string, mut escaped, mut too_long) = (0usize, false, false, false);
    let mut in_array = false;
    let mut record = 0;
    loop {
        let chunk = match reader.fill_buf() {
            Ok(chunk) => chunk,
            Err(error) if error.kind() == std::io::ErrorKind::Interrupted => continue,
            Err(error) => return reading.unreadable(&error),
        };
        if chunk.is_empty() {
            break;
        }
        let chunk = chunk.to_vec();
        reader.consume(chunk.len());
        for byte in chunk {
            if depth == 0 {
                match byte {
                    b'[' if !in_array && record == 0 => in_array = true,
                    b'{' | b'[' => {
                        depth = 1;
                        buffer.push(byte);
                    }
                    b']' => in_array = false,
                    b',' | b'\xef' | b'\xbb' | b'\xbf' => {}
                    b if b.is_ascii_whitespace() => {}
                    _ => {
                        record += 1;
                        return reading.reject(
                            Place::Record(record),
                            format!("`{}` where a JSON object was expected", byte.escape_ascii()),
                            "give each story as an object in braces",
                        );
                    }
                }
                continue;
            }
            if buffer.len() < limit {
                buffer.push(byte)
            } else {
                too_long = true
            }
            if in_string {
                match byte {
                    _ if escaped => escaped = false,
                    b'\\' => escaped = true,
                    b'"' => in_string = false,
                    _ => {}
                }
                continue;
            }
            match byte {
                b'"' => in_string = true,
                b'{' | b'[' => depth += 1,
                b'}' | b']' => depth -= 1,
                _ => {}
            }
            if depth == 0 {
                record += 1;
                let place = Place::Record(record);
                if std::mem::take(&mut too_long) {
                    reading.too_long(place, "object")?
                } else {
                    value(&buffer, place, reading)?
                }
                buffer.clear();
            }
        }
    }
    if depth > 0 {
        return reading.reject(
            Place::Record(record + 1),
            "the file ends inside of an object: a closing bracket or quote is missing".into(),
            "get the whole file, or mend its end",
        );
    }
    if record == 0 {
        return reading.reject(Place::Whole, "no story in the JSON".into(), "give each story as an object in braces");
    }
    Flow::Continue(())
}

/// Reads one JSON value: a story, or an object or array of stories.
pub(crate) fn value(bytes: &[u8], place: Place, reading: &mut Reading<'_>) -> Flow {
    let mut warnings = Vec::new();
    let text = decode(bytes, None, &mut warnings);
    let parsed: Value = match serde_json::from_str(&text) {
        Ok(parsed) => parsed,
        Err(error) => {
            let mend = "write each story as one JSON object, for example {\"id\": \"1\", \"published\": \"2025-07-09\", \"text\": \"…\"}";
            return reading.reject(place, format!("no valid JSON: {error}"), mend);
        }
    };
    match parsed {
        Value::Object(object) => record(object, place, warnings, reading),
        Value::Array(list) => {
            for item in list {
                match item {
                    Value::Object(object) => record(object, place, warnings.clone(), reading)?,
                    other => not_an_object(&other, place, reading)?,
                }
            }
            Flow::Continue(())
        }
        other => not_an_object(&other, place, reading),
    }
}

fn not_an_object(value: &Value, place: Place, reading: &mut Reading<'_>) -> Flow {
    let kind = match value {
        Value::Null => "null",
        Value::Bool(_) => "a truth value",
        Value::Number(_) => "a number",
        Value::String(_) => "a string",
        Value::Array(_) => "an array",
        Value::Object(_) => "an object",
    };
    reading.reject(place, format!("{kind} where a JSON object was expected"), "give each story as an object in braces")
}

/// Reads one object: a story, or one that holds a list of stories.
pub(crate) fn record(
    mut object: Map<String, Value>,
    place: Place,
    warnings: Vec<crate::arrival::Warning>,
    reading: &mut Reading<'_>,
) -> Flow {
    let has_text = field(&object, Field::Text, &reading.options.fields).is_some();
    if !has_text {
        let list = names(Field::Stories, &reading.options.fields).into_iter().find(|name| {
            object.get(*name).is_some_and(|v| v.as_array().is_some_and(|a| a.first().is_some_and(Value::is_object)))
        });
        if let Some(Value::Array(list)) = list.and_then(|name| object.remove(name)) {
            for (item, number) in list.into_iter().zip(1..) {
                match item {
                    Value::Object(object) => story(&object, Place::Record(number), warnings.clone(), reading)?,
                    other => not_an_object(&other, Place::Record(number), reading)?,
                }
            }
            return Flow::Continue(());
        }
    }
    story(&object, place, warnings, reading)
}

fn story(object: &Map<String, Value>, place: Place, warnings: Vec<crate::arrival::Warning>, reading: &mut Reading<'_>) -> Flow {
    if ninjs::is_ninjs(object, &reading.options.fields) {
        return ninjs::read(object, place, warnings, reading);
    }
    let fields = &reading.options.fields;
    let get = |what| field(object, what, fields).and_then(text_of);
    let headline = get(Field::Headline);
    let body = match field(object, Field::Text, fields) {
        Some(Value::Array(list)) => Some(Body::Paragraphs(list.iter().filter_map(text_of).map(visible).collect())),
        Some(other) => text_of(other).map(|text| Body::Text(visible(text))),
        None => None,
    };
    if body.is_none() && headline.is_none() {
        let looked_for = names(Field::Text, fields).join("`, `");
        let problem = format!("no text: none of the fields `{looked_for}` is there");
        return reading.reject(
            place,
            problem,
            "rename the field that holds the text, or say its name with the option for field names",
        );
    }
    let draft = Draft {
        id: get(Field::Id),
        source: get(Field::Source),
        url: get(Field::Url),
        byline: get(Field::Byline),
        language: get(Field::Language),
        published: get(Field::Published),
        updated: get(Field::Updated),
        headline: headline.map(visible),
        body: body.unwrap_or_default(),
        version: get(Field::Version),
        slug: get(Field::Slug),
        warnings,
        ..Draft::default()
    };
    reading.story(draft, place)
}

/// A JSON text keeps every character, so that offsets counted by others can be carried over: controls become visible marks.
fn visible(text: String) -> String {
    let odd = |c: char| c.is_control() && !crate::paragraphs::is_space(c);
    if text.contains(odd) { text.replace(odd, "\u{fffd}") } else { text }
}

/// The first field of its names that is there and not null.
fn field<'v>(object: &'v Map<String, Value>, what: Field, fields: &Fields) -> Option<&'v Value> {
    names(what, fields).into_iter().find_map(|name| {
        let direct = object.get(name);
        let value = direct.or_else(|| {
            let (outer, inner) = name.split_once('.')?;
            object.get(outer)?.as_object()?.get(inner)
        })?;
        let empty = value.is_null() || value.as_str().is_some_and(|s| s.trim().is_empty());
        // `headline` may be an object that holds the words one level down.
        let opaque = value.as_object().is_some_and(|o| o.get("name").is_none_or(|n| !n.is_string()));
        (!empty && !opaque).then_some(value)
    })
}

/// The words of a value: strings and numbers as they are, the name of an object, the items of a list with commas.
fn text_of(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        Value::Object(object) => object.get("name").and_then(Value::as_str).map(str::to_owned),
        Value::Array(list) => {
            let items: Vec<String> = list.iter().filter(|v| !v.is_array()).filter_map(text_of).collect();
            (!items.is_empty()).then(|| items.join(", "))
        }
        Value::Null | Value::Bool(_) => None,
    }
}
