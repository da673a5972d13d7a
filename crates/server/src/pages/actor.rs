//! Actors: a list of names, and the profile of one: roles over time, acts done and received, statements.

use maud::{Markup, html};
use store::{RoleRow, columns::NameCount};

use super::{
    Frame,
    events::table,
    facets::facet,
    frame::asking,
    layout::{Section, within},
    marks::{Picture, count, days, exports, number},
    sayings::course,
    words::{plain, words},
};
use crate::{
    forms::Form,
    views::actor::{Acts, Answer, ListQuestion, Question},
};

pub(crate) fn actors(frame: &Frame, question: &ListQuestion, answer: &store::columns::Names) -> Markup {
    let content = html! {
        h1 { "Actors" }
        form.filters action="/actors" data-live {
            div.fields {
                div { label for="f-party" { "Country, code or name" } input #f-party name="party" maxlength="200" placeholder="NOR, NORGOV or a name" value=[question.party.as_ref()]; }
                div { label for="f-from" { "In events from day" } input #f-from name="from" value=[question.filter.from.as_ref()] placeholder="2025-03" pattern="[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?" autocomplete="off"; }
                div { label for="f-to" { "To day" } input #f-to name="to" value=[question.filter.to.as_ref()] pattern="[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?" autocomplete="off"; }
                div.check { button type="submit" { "Show" } " " a href="/actors" { "Clear" } }
            }
        }
        (names(&answer.names))
        @if answer.more > 0 { p.quiet { (number(answer.more)) " more names. Narrow the days or the name." } }
        (exports(frame, &[Form::Json, Form::Csv]))
    };
    within(Section::Actors, "Actors", &content)
}

fn names(names: &[NameCount]) -> Markup {
    html! {
        @if names.is_empty() { p.empty { "Nobody of this name acts in these days." } } @else {
            div.scroll tabindex="0" role="group" aria-label="Actors" {
                table.stacked {
                    thead { tr { th scope="col" { "Name" } th scope="col" { "Code" } th scope="col" { "Country" } th.number scope="col" { "Acts" } th.number scope="col" { "Acted on" } th.number scope="col" { "Says so" } } }
                    tbody {
                        @for (at, name) in names.iter().enumerate() {
                            tr id={ "actor-" (at) } {
                                td { a href=(asking("/actor", &[("party", &plain(&name.name))])) { (words(&name.name)) } }
                                td.code data-label="code" { @if let Some(code) = &name.code { a href=(asking("/actor", &[("party", code)])) { (code) } } }
                                td data-label="country" { @if let Some(country) = &name.country { a href=(asking("/actor", &[("party", country)])) { (country) } } }
                                td.number data-label="acts" { (number(name.acts)) }
                                td.number data-label="acted on" { (number(name.received)) }
                                td.number data-label="says so" { (number(name.claims)) }
                            }
                        }
                    }
                }
            }
        }
    }
}

pub(crate) fn actor(frame: &Frame, question: &Question, answer: &Answer) -> Markup {
    let roles: Vec<&RoleRow> = answer.roles.iter().filter(|row| row.role.is_some()).collect();
    let content = html! {
        h1 { (words(&question.party)) }
        @if answer.names.names.is_empty() { p.note { "Nobody of this name, code or country acts in these days." } } @else {
            ul.facts {
                li { (count(answer.done.events.total, "act", "acts")) }
                li { "acted on in " (count(answer.received.events.total, "event", "events")) }
                li { a href=(asking("/events", &[("either", &question.party)])) { "all of these events" } }
                li { a href=(asking("/events", &[("claimant", &question.party)])) { "events that it claims" } }
                li { a href=(asking("/contradictions", &[("speaker", &question.party)])) { "sayings of it that cannot both stand" } }
            }
            details {
                summary { (count(answer.names.names.len() as u64 + answer.names.more, "name", "names")) " in the stories" }
                (names(&answer.names.names))
            }
        }
        @if !roles.is_empty() {
            h2 { "Roles over time" }
            @if roles.iter().any(|role| role.first.is_some()) { (picture(frame, "roles", "Roles, from the first story to the last", "roles", None)) }
            (role_table(&roles))
        }
        div.pair {
            section { (acts(frame, "What it does", "done", "actor", question, &answer.done)) }
            section { (acts(frame, "What is done to it", "received", "recipient", question, &answer.received)) }
        }
        @for (title, acts) in [("The latest that it did", &answer.done), ("The latest that was done to it", &answer.received)] {
            @if acts.events.total > 0 { h2 { (title) } (table(frame, title, &acts.events.events)) }
        }
        h2 { "What it said" }
        (course(&answer.statements))
        (exports(frame, &[Form::Json]))
    };
    within(Section::Actors, &question.party, &content)
}

fn picture(frame: &Frame, name: &str, title: &str, part: &str, to: Option<String>) -> Markup {
    let part = Some(part.to_owned());
    Picture { name, title, json: frame.address(Form::Json), csv: None, part, to, choice: None, without: html! {}, zoom: false }
        .markup()
}

fn role_table(roles: &[&RoleRow]) -> Markup {
    html! {
        div.scroll tabindex="0" role="group" aria-label="Roles" {
            table.stacked {
                thead { tr { th scope="col" { "Role" } th scope="col" { "Name" } th scope="col" { "Code" } th scope="col" { "First to last day" } th.number scope="col" { "Stories" } } }
                tbody {
                    @for role in roles {
                        tr {
                            td { (words(role.role.as_deref().unwrap_or_default())) }
                            td { (words(&role.name)) }
                            td.code { (role.code.as_deref().unwrap_or_default()) }
                            td.day { (days(role.first.as_deref(), role.last.as_deref())) }
                            td.number data-label="stories" { (role.stories) }
                        }
                    }
                }
            }
        }
    }
}

/// Acts of one side: over time, of which kinds, with whom, and the latest.
fn acts(frame: &Frame, title: &str, part: &str, side: &str, question: &Question, acts: &Acts) -> Markup {
    let list = asking("/events", &[(side, &question.party)]);
    let others =
        if side == "actor" { ("Towards", "recipient", &acts.facets.recipients) } else { ("By", "actor", &acts.facets.actors) };
    html! {
        h2 { (title) }
        @if acts.events.total == 0 { p.empty { "Nothing." } } @else {
            (picture(frame, "timeline", &format!("{title}, over time"), &format!("{part}.timeline"), Some(list.clone())))
            div.pair {
                (facet("Acts", "type", &acts.facets.types, &list))
                (facet(others.0, others.1, others.2, &list))
            }
            p { a href=(list) { "All " (number(acts.events.total)) " as a table" } }
        }
    }
}
