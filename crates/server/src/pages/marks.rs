//! The small marks that all pages share: days, acts, statuses, parties, places, exports and pictures.

use maud::{Markup, html};

use super::{
    Frame,
    frame::asking,
    words::{plain, words},
};
use crate::forms::Form;

/// A code in words: `called_for` as "called for".
pub(super) fn spaced(code: &str) -> String {
    code.replace('_', " ")
}

/// A day or moment; a dash where there is none.
pub(super) fn day(day: Option<&str>) -> Markup {
    match day.map(|day| day.get(..10).unwrap_or(day)) {
        Some(day) => html! { time datetime=(day) { (day) } },
        None => html! { span.quiet { "undated" } },
    }
}

/// The days from first to last, once where they are one.
pub(super) fn days(begin: Option<&str>, end: Option<&str>) -> Markup {
    match (begin, end) {
        (Some(begin), Some(end)) if begin != end => html! { (day(Some(begin))) " to " (day(Some(end))) },
        (begin, end) => day(begin.or(end)),
    }
}

/// PLOVER type and mode.
pub(super) fn act(kind: &str, mode: Option<&str>) -> Markup {
    html! { span.act { (kind) } @if let Some(mode) = mode { " " (spaced(mode)) } }
}

/// Whether it happened.
pub(super) fn status(status: &str) -> Markup {
    html! { span class={ "mark " (status) } { (spaced(status)) } }
}

/// Quad class with its colour.
pub(super) fn quad(quad: &str) -> Markup {
    html! { span class={ "quad " (quad) } { (spaced(quad)) } }
}

/// How sure.
pub(super) fn confidence(confidence: f64) -> Markup {
    html! { (format!("{confidence:.2}")) }
}

/// A number with its thousands apart.
pub(super) fn number(number: u64) -> String {
    let digits = number.to_string();
    let mut grouped = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped
}

/// "1 event", "2 events".
pub(super) fn count(count: u64, one: &str, many: &str) -> String {
    format!("{} {}", number(count), if count == 1 { one } else { many })
}

/// A link to the words of a record in its story.
pub(super) fn words_at(story: i64, id: &str, text: &str) -> Markup {
    html! { a.words href={ "/story/" (story) "#" (id) } { (words(text)) } }
}

/// A link to a page elsewhere, where its address is one of the web; else nothing.
pub(super) fn outside(url: Option<&str>, text: &str) -> Markup {
    let safe = url.filter(|url| {
        let lower = url.trim_start().get(..8).unwrap_or(url).to_ascii_lowercase();
        lower.starts_with("http://") || lower.starts_with("https://")
    });
    html! { @if let Some(url) = safe { a href=(url) rel="noopener noreferrer nofollow external" { (text) } } }
}

/// A link to the profile of somebody.
pub(super) fn party(name: &str, code: Option<&str>) -> Markup {
    html! {
        span.party {
            a href=(asking("/actor", &[("party", &plain(name))])) { (words(name)) }
            @if let Some(code) = code { " " small.quiet { (code) } }
        }
    }
}

/// Links to the same question as data.
pub(super) fn exports(frame: &Frame, forms: &[Form]) -> Markup {
    html! {
        p.actions {
            "Export: "
            @for form in forms {
                a href=(frame.address(*form)) { (form_name(*form)) }
            }
        }
    }
}

fn form_name(form: Form) -> &'static str {
    match form {
        Form::Page => "Page",
        Form::Json => "JSON",
        Form::Csv => "CSV",
        Form::Atom => "Atom feed",
        Form::Ics => "iCalendar",
    }
}

/// A link to the next page of a list.
pub(super) fn next(frame: &Frame, cursor: Option<&str>) -> Markup {
    html! {
        @if let Some(cursor) = cursor {
            p.next { a.button rel="next" href=(frame.with("cursor", Some(cursor))) { "Next page" } }
        }
    }
}

/// A picture that the script draws from data at an address, with the data's forms beside it.
pub(super) struct Picture<'a> {
    /// Which picture: a module of web/src/pictures.
    pub(super) name: &'a str,
    pub(super) title: &'a str,
    /// Address of its JSON.
    pub(super) json: String,
    /// Address of its CSV.
    pub(super) csv: Option<String>,
    /// Where its data stands in the JSON: `done.timeline`.
    pub(super) part: Option<String>,
    /// Where its marks lead, beside the days or names that they stand for; the page's own question, where this is not given.
    pub(super) to: Option<String>,
    /// A parameter of its own, to choose: `by:country,code,name`.
    pub(super) choice: Option<&'a str>,
    /// What stands in its place where there is no script.
    pub(super) without: Markup,
    /// A stretch drawn in it becomes the page's days.
    pub(super) zoom: bool,
}

impl Picture<'_> {
    pub(super) fn markup(&self) -> Markup {
        html! {
            figure.picture data-picture=(self.name) data-json=(self.json) data-part=[self.part.as_ref()] data-to=[self.to.as_ref()] data-choice=[self.choice] data-zoom[self.zoom] {
                figcaption {
                    h3 { (self.title) }
                    div.actions {
                        a href=(self.json) aria-label={ (self.title) " as JSON" } { "JSON" }
                        @if let Some(csv) = &self.csv { a href=(csv) aria-label={ (self.title) " as CSV" } { "CSV" } }
                    }
                }
                div.plate.needs-script {}
                noscript { p.quiet { "The picture needs script. Its numbers are in the JSON" @if self.csv.is_some() { " and CSV" } "." } (self.without) }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{number, outside};

    #[test]
    fn thousands_stand_apart() {
        for (given, expected) in [(0, "0"), (999, "999"), (1000, "1,000"), (1_234_567, "1,234,567")] {
            assert_eq!(number(given), expected);
        }
    }

    #[test]
    fn only_addresses_of_the_web_become_links() {
        for url in ["javascript:alert(1)", "data:text/html,x", " jAvascript:x", "//elsewhere", "vbscript:x", "http"] {
            assert_eq!(outside(Some(url), "there").into_string(), "", "{url}");
        }
        assert!(
            outside(Some("https://example.org/a?b=1&c"), "there")
                .into_string()
                .contains("href=\"https://example.org/a?b=1&amp;c\"")
        );
    }
}
