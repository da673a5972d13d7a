//! Values of result rows that are made here and not read from a row of the file.

use store::Value;

/// Text, or nothing.
pub(super) fn text(text: Option<&str>) -> Value<'_> {
    text.map_or(Value::Null, |text| Value::Text(text.as_bytes()))
}

/// A number, or nothing.
pub(super) fn number(number: Option<f64>) -> Value<'static> {
    number.map_or(Value::Null, Value::Real)
}

/// A count.
pub(super) fn count(count: usize) -> Value<'static> {
    Value::Integer(count.try_into().unwrap_or(i64::MAX))
}

/// Values parted by semicolons, each once; nothing where there are none.
pub(super) fn list<'a>(values: impl IntoIterator<Item = &'a str>) -> Option<String> {
    let mut seen: Vec<&str> = Vec::new();
    for value in values {
        if !seen.contains(&value) {
            seen.push(value);
        }
    }
    (!seen.is_empty()).then(|| seen.join("; "))
}
