//! Whether a first paragraph is a headline. In: the paragraph and the one after it. Out: yes or no.

use crate::paragraphs::is_space;

/// Whether `paragraph`, first in a story whose source names no headline, is clearly one: short, no sentence, and followed by text.
pub(crate) fn is_headline(paragraph: &str, next: Option<&str>) -> bool {
    let Some(next) = next else { return false };
    let words: Vec<&str> = paragraph.split(is_space).collect();
    if !(2..=30).contains(&words.len()) || paragraph.chars().count() > 220 {
        return false;
    }
    if paragraph.contains("://") || paragraph.contains('@') || !paragraph.contains(char::is_alphabetic) {
        return false;
    }
    // A headline is shorter than what it heads, unless a byline or dateline stands between them.
    let followed = next.chars().count() * 2 > paragraph.chars().count() || next.chars().count() < 60;
    let bare = paragraph.trim_end_matches(['"', '\'', '”', '’', ')']);
    let sentence = bare.ends_with(['.', ':', ',', ';', '…']) && !bare.ends_with("..");
    followed && (!sentence || bare.ends_with('.') && (is_title_case(&words) || is_shouted(paragraph)))
}

/// Whether most longer words begin with a capital, as American headlines do.
fn is_title_case(words: &[&str]) -> bool {
    let long: Vec<&&str> = words.iter().filter(|w| w.chars().filter(|c| c.is_alphabetic()).count() > 3).collect();
    let capital = long.iter().filter(|w| w.chars().find(|c| c.is_alphabetic()).is_some_and(char::is_uppercase)).count();
    words.len() >= 4 && long.len() >= 3 && capital * 5 >= long.len() * 4
}

fn is_shouted(paragraph: &str) -> bool {
    !paragraph.contains(char::is_lowercase)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headlines() {
        let body = "The envoy arrived on Monday for talks about the river, his office said.";
        for (line, expected) in [
            ("Envoy arrives for talks on river", true),
            ("Will the envoy stay?", true),
            ("Envoy Arrives in Port City for Talks on River and Grain.", true),
            ("The envoy arrived on Monday.", false),
            ("The envoy said:", false),
            ("Envoy", false),
            ("* * *", false),
            ("https://example.org/ envoy", false),
        ] {
            assert_eq!(is_headline(line, Some(body)), expected, "{line}");
        }
        assert!(!is_headline("Envoy arrives for talks on river", None), "alone, it is the text");
    }
}
