//! What every page has around it: head, navigation, search, foot. No script and no style stands in a page.

use maud::{DOCTYPE, Markup, html};

use super::words::plain;
use crate::assets;

/// Where a page stands in the navigation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Section {
    Explore,
    Stories,
    Episodes,
    Ledger,
    Calendar,
    Actors,
    Data,
    Paste,
    Nowhere,
}

const SECTIONS: [(Section, &str, &str); 8] = [
    (Section::Explore, "/explore", "Explore"),
    (Section::Stories, "/stories", "Stories"),
    (Section::Episodes, "/episodes", "Episodes"),
    (Section::Ledger, "/ledger", "Ledger"),
    (Section::Calendar, "/calendar", "Calendar"),
    (Section::Actors, "/actors", "Actors"),
    (Section::Data, "/data", "Data"),
    (Section::Paste, "/paste", "Paste a story"),
];

/// A page of a section; the content brings its own first heading.
pub(super) fn within(section: Section, title: &str, content: &Markup) -> Markup {
    html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                title { (plain(title)) " · dateline" }
                link rel="icon" type="image/svg+xml" href=(assets::address("icon.svg"));
                link rel="stylesheet" href=(assets::address("pages.css"));
                script src=(assets::address("theme.js")) {}
                script type="module" src=(assets::address("core.js")) {}
            }
            body {
                a.skip href="#main" { "To the content" }
                header.site {
                    div {
                        a.name href="/explore" { "dateline" }
                        nav aria-label="Pages" {
                            ul {
                                @for (of, address, name) in SECTIONS {
                                    li { a href=(address) aria-current=[(of == section).then_some("page")] { (name) } }
                                }
                            }
                        }
                        form role="search" action="/search" {
                            label.hidden for="words" { "Words of stories" }
                            input #words type="search" name="text" placeholder="Search ( / )" maxlength="500";
                            button type="submit" { "Search" }
                        }
                    }
                }
                main #main tabindex="-1" { (content) }
                footer.foot {
                    div {
                        details.keys {
                            summary { "Keys" }
                            p { kbd { "/" } " search, " kbd { "j" } " and " kbd { "k" } " next and previous record or row, " kbd { "Esc" } " closes a card, arrows move in a picture, " kbd { "?" } " shows this" }
                        }
                        a href="/openapi.json" { "API" }
                        a href=(assets::address("third-party.txt")) { "Licences" }
                        button.needs-script type="button" data-theme-switch { "Colours" }
                    }
                }
            }
        }
    }
}
