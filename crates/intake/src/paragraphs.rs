//! Paragraphs of a plain text. In: text with any line ends. Out: paragraphs with single spaces, lines broken to a width joined.

/// Splits `text` into paragraphs. No character that is not white space is added, dropped or moved.
///
/// A blank line ends a paragraph. A single line break does so too, unless the line was broken because it was full: then the first
/// word of the next line would not have fitted into the width of the text.
pub(crate) fn split(text: &str) -> Vec<String> {
    let lines: Vec<&str> = text.split(['\n', '\u{2029}', '\u{c}']).flat_map(|line| line.split('\r')).collect();
    let width = wrap_width(&lines);
    let mut out: Vec<String> = Vec::new();
    let mut open: Option<&str> = None;
    for line in lines {
        if is_blank(line) {
            // A lone `\r` beside `\n` yields empty pieces; only real blank lines close a paragraph.
            open = None;
            continue;
        }
        match open {
            Some(previous) if continues(previous, line, width) => {
                let paragraph = out.last_mut().expect("an open line has its paragraph");
                let line = collapse(line);
                if !breaks_a_compound(paragraph, &line) {
                    paragraph.push(' ');
                }
                paragraph.push_str(&line);
            }
            _ => out.push(collapse(line)),
        }
        open = Some(line);
    }
    out
}

/// `text` with every run of white space as one space, and none at the ends.
pub(crate) fn collapse(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    push_collapsed(&mut out, text);
    out
}

fn push_collapsed(out: &mut String, text: &str) {
    let mut first = true;
    for word in text.split(is_space).filter(|word| !word.is_empty()) {
        if !first {
            out.push(' ');
        }
        out.push_str(word);
        first = false;
    }
}

/// `first` and `second` as one, with a space between them unless a line end broke a compound.
pub(crate) fn join_lines(first: &str, second: &str) -> String {
    let space = if first.is_empty() || second.is_empty() || breaks_a_compound(first, second) { "" } else { " " };
    format!("{first}{space}{second}")
}

/// Whether `first` ends in the hyphen of a compound that `second` goes on with: `anti-` and `inflation`, not `two-` and `and`.
pub(crate) fn breaks_a_compound(first: &str, second: &str) -> bool {
    let hyphen = first.strip_suffix('-').is_some_and(|stem| stem.ends_with(char::is_alphanumeric));
    let word = second.split(is_space).next().unwrap_or_default();
    hyphen && word.starts_with(char::is_alphanumeric) && !matches!(word, "and" | "or" | "to" | "but")
}

/// White space as Unicode has it, with the four separators of ASCII that Unicode counts as controls.
pub(crate) fn is_space(c: char) -> bool {
    c.is_whitespace() || ('\u{1c}'..='\u{1f}').contains(&c)
}

fn is_blank(line: &str) -> bool {
    line.chars().all(is_space)
}

/// Whether `line` goes on with the paragraph that `previous` is in.
fn continues(previous: &str, line: &str, width: Option<usize>) -> bool {
    let previous_end = previous.trim_end_matches(is_space);
    let next = line.trim_start_matches(is_space);
    if indent(line) > indent(previous) + 1 {
        return false;
    }
    if next.starts_with(char::is_lowercase) && !previous_end.ends_with(['.', '!', '?', ':', '"', '”']) {
        return true;
    }
    let Some(width) = width else { return false };
    let word = next.split(is_space).next().unwrap_or_default();
    length(previous_end) + 1 + length(word) > width
}

fn indent(line: &str) -> usize {
    let mut columns = 0;
    for c in line.chars() {
        match c {
            '\t' => columns += 8,
            c if is_space(c) => columns += 1,
            _ => break,
        }
    }
    columns
}

fn length(line: &str) -> usize {
    line.chars().count()
}

/// Width that the lines were broken to, if they were.
fn wrap_width(lines: &[&str]) -> Option<usize> {
    /// Enough lines to tell.
    const SAMPLE: usize = 2000;
    let mut inner: Vec<usize> = lines
        .windows(2)
        .filter(|pair| !is_blank(pair[0]) && !is_blank(pair[1]))
        .take(SAMPLE)
        .map(|pair| length(pair[0].trim_end_matches(is_space)))
        .collect();
    if inner.len() < 2 {
        return None;
    }
    inner.sort_unstable();
    let width = inner[(inner.len() - 1) * 9 / 10];
    let full = inner.iter().filter(|&&n| n * 4 >= width * 3 && n <= width + width / 8).count();
    ((25..=132).contains(&width) && full * 10 >= inner.len() * 6).then_some(width.saturating_sub(2))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &[&str]) {
        assert_eq!(split(text), expected, "{text:?}");
    }

    #[test]
    fn blank_lines_part_paragraphs() {
        check("One  two.\r\n\r\n  Three.\r\n", &["One two.", "Three."]);
        check("One\u{a0}two.\n \t \nThree.", &["One two.", "Three."]);
        check("", &[]);
        check(" \n\t\r\n", &[]);
    }

    #[test]
    fn old_macintosh_line_ends() {
        check("The envoy arrived.\rHe left.", &["The envoy arrived.", "He left."]);
        check("The envoy arrived.\r\rHe left.", &["The envoy arrived.", "He left."]);
    }

    #[test]
    fn broken_lines_are_joined() {
        let text = "The foreign minister of the inland republic arrived in the port city\n\
                    on Monday for a round of talks about the river, the grain and the\n\
                    railway that both sides want.\n\
                    He is to leave on Friday after a visit to the shipyard and to the two\n\
                    bridges, his office said.\n";
        check(
            text,
            &[
                "The foreign minister of the inland republic arrived in the port city on Monday for a round of talks about the \
                 river, the grain and the railway that both sides want.",
                "He is to leave on Friday after a visit to the shipyard and to the two bridges, his office said.",
            ],
        );
    }

    #[test]
    fn an_indent_opens_a_paragraph() {
        let text = "    The foreign minister of the inland republic arrived in the port\ncity on Monday for a round of talks about \
                    the river and the grain.\n    He is to leave on Friday after a visit to the shipyard and to\nthe two bridges.\n";
        assert_eq!(split(text).len(), 2);
    }

    #[test]
    fn long_lines_are_paragraphs() {
        let long = "The foreign minister of the inland republic arrived in the port city on Monday for a round of talks about the \
                    river, the grain and the railway that both sides want.";
        check(&format!("{long}\n{long}\n{long}"), &[long, long, long]);
    }
}
