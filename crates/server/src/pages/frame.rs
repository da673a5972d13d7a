//! Where a page stands: its own address, and the same question in another form.

use crate::forms::Form;

/// The address of a page.
#[derive(Debug, Clone)]
pub(crate) struct Frame {
    /// The path without an ending.
    path: String,
    /// The query string as it was given.
    query: String,
}

impl Frame {
    pub(crate) fn new(path: &str, parts: &[(&'static str, String)], query: Option<&str>) -> Self {
        let mut path = path.to_owned();
        for (name, value) in parts {
            let value = percent_encoding::utf8_percent_encode(value, percent_encoding::NON_ALPHANUMERIC).to_string();
            path = path.replace(&format!("{{{name}}}"), &value);
        }
        Self { path, query: query.unwrap_or_default().to_owned() }
    }

    /// The same question in another form.
    pub(crate) fn address(&self, form: Form) -> String {
        let query = if self.query.is_empty() { String::new() } else { format!("?{}", self.query) };
        format!("{}{}{query}", self.path, form.ending())
    }

    /// The same question with one parameter set to another value, or left out.
    pub(crate) fn with(&self, name: &str, value: Option<&str>) -> String {
        let mut query = form_urlencoded::Serializer::new(String::new());
        for (known, value) in
            form_urlencoded::parse(self.query.as_bytes()).filter(|(known, value)| known != name && !value.is_empty())
        {
            query.append_pair(&known, &value);
        }
        if let Some(value) = value {
            query.append_pair(name, value);
        }
        let query = query.finish();
        if query.is_empty() { self.path.clone() } else { format!("{}?{query}", self.path) }
    }
}
