//! What every page has around it.

use maud::{DOCTYPE, Markup, html};

use crate::assets;

/// A page with a title.
pub(super) fn page(title: &str, content: &Markup) -> Markup {
    html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                title { (title) " · dateline" }
                link rel="stylesheet" href=(assets::address("dateline.css"));
            }
            body {
                nav {
                    a href="/explore" { "Explore" } " "
                    a href="/stories" { "Stories" }
                }
                main {
                    h1 { (title) }
                    (content)
                }
            }
        }
    }
}
