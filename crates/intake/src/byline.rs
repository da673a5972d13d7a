//! Author lines. In: a paragraph. Out: whether it is one.

use crate::paragraphs::is_space;

/// Whether `paragraph` is an author line: `By Jane Doe, Staff Writer`, `BY JANE DOE AND JOHN ROE`.
pub(crate) fn is_byline(paragraph: &str) -> bool {
    let mut words = paragraph.split(is_space);
    let Some("By" | "BY" | "by") = words.next() else { return false };
    let rest: Vec<&str> = words.collect();
    if !(1..=16).contains(&rest.len()) || paragraph.chars().count() > 130 {
        return false;
    }
    // A sentence that begins with "By" has words in small letters and a full stop.
    let is_name = |word: &&&str| word.starts_with(|c: char| c.is_uppercase() || "(|&-–—/".contains(c));
    let names = rest.iter().filter(is_name).count();
    let small = rest.len() - names;
    let ends_sentence = paragraph.ends_with('.') && rest.len() > 4;
    rest[0].starts_with(char::is_uppercase)
        && names > small * 2
        && !ends_sentence
        && !paragraph.contains(|c: char| c.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bylines() {
        for (line, expected) in [
            ("By Jane Doe", true),
            ("By JANE DOE and JOHN ROE", true),
            ("BY JANE DOE, Associated Writer", true),
            ("By Jane Doe in Lima and John Roe", true),
            ("By Monday the river had risen by two metres.", false),
            ("By then it was late", false),
            ("By 2030 the river", false),
            ("By", false),
            ("Bystanders", false),
        ] {
            assert_eq!(is_byline(line), expected, "{line}");
        }
    }
}
