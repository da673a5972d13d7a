//! Paragraphs of a piece of HTML that sits inside of another format (a JSON string, a mail). In: the markup. Out: its paragraphs.
//!
//! Tags are only told apart, never matched: broken markup costs paragraphs, not text. Whole web pages have a reader of their own.

use quick_xml::escape::resolve_html5_entity;

use crate::furniture;
use crate::markup::{is_block, is_skipped};
use crate::paragraphs::collapse;

/// Paragraphs of `html` in order, without scripts, captions and other furniture.
pub(crate) fn paragraphs(html: &str) -> Vec<String> {
    let mut out = Vec::new();
    let mut open = String::new();
    let mut rest = html;
    // Behind the last `>` there are no tags; looking for one again and again would take time without end.
    let last = html.rfind('>').map_or(0, |at| at + 1);
    while let Some(at) = rest.find('<') {
        if html.len() - rest.len() + at >= last {
            break;
        }
        push_text(&mut open, &rest[..at]);
        rest = &rest[at..];
        if let Some(comment) = rest.strip_prefix("<!--") {
            rest = comment.find("-->").map_or("", |end| &comment[end + 3..]);
            continue;
        }
        let name: String = rest[1..]
            .trim_start_matches('/')
            .chars()
            .take_while(|c| c.is_ascii_alphanumeric())
            .take(16)
            .collect::<String>()
            .to_ascii_lowercase();
        let begins = rest[1..].starts_with(|c: char| c.is_ascii_alphabetic() || matches!(c, '/' | '!' | '?'));
        let Some(end) = rest.find('>').filter(|_| begins) else {
            open.push('<');
            rest = &rest[1..];
            continue;
        };
        let closing = rest.starts_with("</");
        let tag = &rest[..end];
        rest = &rest[end + 1..];
        if is_skipped(&name) && !closing && !tag.ends_with('/') {
            rest = after_end(rest, &name);
        } else if is_block(&name) {
            close(&mut out, &mut open);
        } else if matches!(name.as_str(), "td" | "th") {
            open.push(' ');
        }
    }
    push_text(&mut open, rest);
    close(&mut out, &mut open);
    furniture::strip(&mut out);
    out
}

/// What follows the end tag of `name`; nothing if it is missing.
fn after_end<'t>(text: &'t str, name: &str) -> &'t str {
    let mut rest = text;
    while let Some(at) = rest.find("</") {
        let tag = &rest[at + 2..];
        let same = tag.get(..name.len()).is_some_and(|word| word.eq_ignore_ascii_case(name));
        if same {
            return tag.find('>').map_or("", |end| &tag[end + 1..]);
        }
        rest = tag;
    }
    ""
}

fn close(out: &mut Vec<String>, open: &mut String) {
    let paragraph = collapse(open);
    if !paragraph.is_empty() {
        out.push(paragraph);
    }
    open.clear();
}

/// Adds text with its character references resolved.
pub(crate) fn push_text(out: &mut String, text: &str) {
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        out.push_str(&rest[..at]);
        rest = &rest[at + 1..];
        let end = rest.bytes().take(32).position(|b| b == b';');
        let Some((name, after)) = end.map(|end| (&rest[..end], &rest[end + 1..])) else {
            out.push('&');
            continue;
        };
        let number = name.strip_prefix('#').and_then(|digits| match digits.strip_prefix(['x', 'X']) {
            Some(hex) => u32::from_str_radix(hex, 16).ok(),
            None => digits.parse().ok(),
        });
        if let Some(c) = number.and_then(char::from_u32) {
            out.push(c);
        } else if let Some(value) = resolve_html5_entity(name) {
            out.push_str(value);
        } else {
            out.push('&');
            continue;
        }
        rest = after;
    }
    out.push_str(rest);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pieces() {
        for (html, expected) in [
            ("<p>One &amp; two.<p>Three<br>four", &["One & two.", "Three", "four"][..]),
            ("loose <b>words</b>", &["loose words"]),
            ("<P CLASS=x>A&nbsp;B&#8217;s</P><script>if (a<b) {}</script>C", &["A B’s", "C"]),
            ("5 < 6 and <", &["5 < 6 and <"]),
            ("<!-- no --><p>yes", &["yes"]),
            ("", &[]),
            ("<script>never ends", &[]),
            ("AT&T &unknown; &", &["AT&T &unknown; &"]),
        ] {
            assert_eq!(paragraphs(html), expected, "{html}");
        }
    }
}
