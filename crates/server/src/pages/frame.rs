//! Where a page stands: its own address, the same question in another form, and the same question a little different.

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

    /// The path without an ending: `/explore`.
    pub(crate) fn path(&self) -> &str {
        &self.path
    }

    /// The same question in another form.
    pub(crate) fn address(&self, form: Form) -> String {
        self.at(&self.path, form)
    }

    /// The same question put to another path, from its first page on.
    pub(crate) fn at(&self, path: &str, form: Form) -> String {
        let kept = self.pairs().filter(|(name, _)| !(path != self.path && matches!(name.as_str(), "cursor" | "order" | "limit")));
        joined(&format!("{path}{}", form.ending()), kept)
    }

    /// The same question with one parameter set to another value, or left out, from its first page on.
    pub(crate) fn with(&self, name: &str, value: Option<&str>) -> String {
        let kept = self.pairs().filter(|(known, _)| known != name && known != "cursor");
        joined(&self.path, kept.chain(value.map(|value| (name.to_owned(), value.to_owned()))))
    }

    /// The same question without one of the values of a parameter.
    pub(crate) fn without(&self, name: &str, value: &str) -> String {
        let kept = self.pairs().filter(|(known, given)| !(known == name && given == value) && known != "cursor");
        joined(&self.path, kept)
    }

    /// The values of the question as they were given, the empty ones left out.
    pub(crate) fn pairs(&self) -> impl Iterator<Item = (String, String)> {
        form_urlencoded::parse(self.query.as_bytes()).into_owned().filter(|(_, value)| !value.is_empty())
    }

    /// The values of one parameter.
    pub(crate) fn values(&self, name: &str) -> Vec<String> {
        self.pairs().filter(|(known, _)| known == name).map(|(_, value)| value).collect()
    }
}

/// An address from a path and the values of a question.
pub(super) fn joined(path: &str, pairs: impl Iterator<Item = (String, String)>) -> String {
    let mut query = form_urlencoded::Serializer::new(String::new());
    for (name, value) in pairs {
        query.append_pair(&name, &value);
    }
    let query = query.finish();
    if query.is_empty() { path.to_owned() } else { format!("{path}?{query}") }
}

/// An address from a path and one value.
pub(super) fn asking(path: &str, pairs: &[(&str, &str)]) -> String {
    joined(path, pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())))
}

#[cfg(test)]
mod tests {
    use super::Frame;
    use crate::forms::Form;

    fn frame() -> Frame {
        Frame::new("/events", &[], Some("actor=NOR&actor=a+%26+b&from=&cursor=abc"))
    }

    #[test]
    fn the_same_question_elsewhere() {
        assert_eq!(frame().address(Form::Csv), "/events.csv?actor=NOR&actor=a+%26+b&cursor=abc");
        assert_eq!(frame().at("/timeline", Form::Json), "/timeline.json?actor=NOR&actor=a+%26+b");
        assert_eq!(Frame::new("/story/{story}", &[("story", "../7".into())], None).path(), "/story/%2E%2E%2F7");
    }

    #[test]
    fn another_question() {
        assert_eq!(frame().with("from", Some("2025")), "/events?actor=NOR&actor=a+%26+b&from=2025");
        assert_eq!(frame().with("actor", None), "/events");
        assert_eq!(frame().without("actor", "NOR"), "/events?actor=a+%26+b");
        assert_eq!(frame().values("actor"), ["NOR", "a & b"]);
    }
}
