//! The filters of events: a form whose fields are the parameters, so that every choice stands in the address; and what is applied, each to take away.

use maud::{Markup, html};

use super::{Frame, marks::spaced, words::words};

const TYPES: [&str; 16] = [
    "AGREE",
    "CONSULT",
    "SUPPORT",
    "CONCEDE",
    "COOPERATE",
    "AID",
    "RETREAT",
    "REQUEST",
    "ACCUSE",
    "REJECT",
    "THREATEN",
    "PROTEST",
    "SANCTION",
    "MOBILIZE",
    "COERCE",
    "ASSAULT",
];
const STATUSES: [&str; 6] = ["occurred", "ongoing", "planned", "called_for", "possible", "denied"];
const QUADS: [&str; 4] = ["verbal_cooperation", "material_cooperation", "verbal_conflict", "material_conflict"];

/// Parameters of which several values may be given: any will do.
const MANY: [&str; 11] =
    ["actor", "recipient", "either", "type", "mode", "status", "quad", "place", "country", "source", "claimant"];
/// Parameters with one value.
const ONE: [&str; 5] = ["from", "to", "text", "min_confidence", "told_once"];

/// The form, open where something is filtered or asked for.
pub(super) fn form(frame: &Frame, action: &str) -> Markup {
    let given = |name: &str| frame.values(name).pop();
    let any = MANY.iter().chain(&ONE).any(|name| given(name).is_some());
    html! {
        details.filters open[any] {
            summary { "Filters" }
            form action=(action) data-live {
                @for name in MANY { @for value in frame.values(name) { input type="hidden" name=(name) value=(value); } }
                @for name in ["order", "limit"] { @if let Some(value) = given(name) { input type="hidden" name=(name) value=(value); } }
                div.fields {
                    (one("from", "From day", "2025, 2025-03 or 2025-03-11", given("from"), Some(DAY)))
                    (one("to", "To day", "2025-06", given("to"), Some(DAY)))
                    (one("actor", "Who acts", "NOR, NORGOV or a name", None, None))
                    (one("recipient", "Whom it is done to", "ALB or a name", None, None))
                    (one("either", "Either of them", "", None, None))
                    (choice("type", "Act", &TYPES))
                    (one("mode", "Mode of the act", "visit", None, Some("[a-z_ \\-]{2,40}")))
                    (choice("status", "Status", &STATUSES))
                    (choice("quad", "Conflict or cooperation", &QUADS))
                    (one("place", "Place or region", "", None, None))
                    (one("country", "Country of the place", "NER", None, Some("[A-Z]{3}")))
                    (one("source", "Source", "", None, None))
                    (one("claimant", "Who says so", "", None, None))
                    (one("text", "Words of the story", "border OR \"trade talks\"", given("text"), None))
                    div {
                        label for="f-min_confidence" { "At least this sure" }
                        input #f-min_confidence type="number" name="min_confidence" min="0" max="1" step="any" placeholder="0 to 1" value=[given("min_confidence")];
                    }
                    div.check {
                        label { input type="checkbox" name="told_once" value="true" checked[given("told_once").as_deref() == Some("true")]; "Once a story" }
                    }
                }
                p.actions { button.main type="submit" { "Show" } a href=(action) { "Clear all" } }
            }
        }
        (applied(frame))
    }
}

const DAY: &str = "[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?";

fn one(name: &str, label: &str, example: &str, value: Option<String>, pattern: Option<&str>) -> Markup {
    html! {
        div {
            label for={ "f-" (name) } { (label) }
            input id={ "f-" (name) } name=(name) maxlength="200" placeholder=(example) value=[value] pattern=[pattern] autocomplete="off" spellcheck="false";
        }
    }
}

fn choice(name: &str, label: &str, of: &[&str]) -> Markup {
    html! {
        div {
            label for={ "f-" (name) } { (label) }
            select id={ "f-" (name) } name=(name) {
                option value="" { "any" }
                @for value in of { option value=(value) { (spaced(value)) } }
            }
        }
    }
}

/// What is filtered by, each a link to the same without it.
fn applied(frame: &Frame) -> Markup {
    let given: Vec<(String, String)> =
        frame.pairs().filter(|(name, _)| MANY.contains(&name.as_str()) || ONE.contains(&name.as_str())).collect();
    html! {
        @if !given.is_empty() {
            ul.applied aria-label="Applied filters" {
                @for (name, value) in &given {
                    li { a href=(frame.without(name, value)) title="Take this filter away" { (spaced(name)) ": " (words(value)) } }
                }
            }
        }
    }
}
