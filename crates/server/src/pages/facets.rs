//! The most frequent values of a field, each leading to its events.

use maud::{Markup, html};
use store::columns::{Facet, Facets};

use super::{
    Frame,
    marks::{number, spaced},
    words::words,
};
use crate::forms::Form;

/// Values of a field that are shown.
const SHOWN: usize = 8;

/// The fields of a filter.
pub(super) fn facets(frame: &Frame, facets: &Facets) -> Markup {
    let list = frame.at("/events", Form::Page);
    let fields = [
        ("Acts", "type", &facets.types),
        ("Status", "status", &facets.statuses),
        ("Who acts", "actor", &facets.actors),
        ("Whom it is done to", "recipient", &facets.recipients),
        ("Countries", "country", &facets.countries),
        ("Sources", "source", &facets.sources),
    ];
    html! { div.facets { @for (title, parameter, values) in fields { (facet(title, parameter, values, &list)) } } }
}

/// The most frequent values of a field, each leading to its events.
pub(super) fn facet(title: &str, parameter: &str, facets: &[Facet], list: &str) -> Markup {
    let joint = if list.contains('?') { '&' } else { '?' };
    html! {
        @if !facets.is_empty() {
            div {
                h3 { (title) }
                ul.tally {
                    @for facet in facets.iter().take(SHOWN) {
                        li {
                            a href={ (list) (joint) (parameter) "=" (percent_encoding::utf8_percent_encode(&facet.value, percent_encoding::NON_ALPHANUMERIC)) } {
                                @if parameter == "type" || parameter == "status" || parameter == "quad" { (spaced(&facet.value)) } @else { (words(&facet.value)) }
                            }
                            @if let Some(code) = &facet.code { " " small.quiet { (code) } }
                            " " span.number { (number(facet.events)) }
                        }
                    }
                }
            }
        }
    }
}
