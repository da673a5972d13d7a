//! Words of a story in a page: never markup, never able to reorder or cover what stands around them.
//!
//! In: any text. Out: the same letters, isolated in direction; control characters and piles of combining marks are named in place.

use maud::{Markup, html};

/// Combining marks on one letter that are drawn; scripts need no more than these.
const MARKS: usize = 4;

/// Text of a story, isolated from the direction of the page.
pub(super) fn words(text: &str) -> Markup {
    html! { bdi { (letters(text)) } }
}

/// The same without the isolation, for pieces of a text that is isolated as a whole.
pub(super) fn letters(text: &str) -> Markup {
    html! {
        @for piece in pieces(text) {
            @match piece {
                Piece::Plain(text) => (text),
                Piece::Control(c) => span.control title={ "control character U+" (format!("{:04X}", u32::from(c))) } { (name(c)) },
                Piece::Marks(count) => span.control title="combining marks that are not drawn" { "+" (count) },
            }
        }
    }
}

/// The text alone, on one line, for titles and attributes.
pub(super) fn plain(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    for piece in pieces(text) {
        match piece {
            Piece::Plain(text) => plain.push_str(text),
            Piece::Control(_) | Piece::Marks(_) => {}
        }
    }
    plain.split_whitespace().collect::<Vec<_>>().join(" ")
}

enum Piece<'t> {
    Plain(&'t str),
    Control(char),
    Marks(usize),
}

fn pieces(text: &str) -> Vec<Piece<'_>> {
    let mut pieces = Vec::new();
    let (mut from, mut marks, mut beyond) = (0, 0, 0);
    for (at, c) in text.char_indices() {
        marks = if is_mark(c) { marks + 1 } else { 0 };
        let drawn = !is_control(c) && marks <= MARKS;
        if drawn {
            if beyond > 0 {
                pieces.push(Piece::Marks(beyond));
                (from, beyond) = (at, 0);
            }
            continue;
        }
        if from < at && beyond == 0 {
            pieces.push(Piece::Plain(&text[from..at]));
        }
        if marks > MARKS {
            beyond += 1;
        } else {
            if beyond > 0 {
                pieces.push(Piece::Marks(beyond));
                beyond = 0;
            }
            pieces.push(Piece::Control(c));
        }
        from = at + c.len_utf8();
    }
    if beyond > 0 {
        pieces.push(Piece::Marks(beyond));
    }
    if from < text.len() {
        pieces.push(Piece::Plain(&text[from..]));
    }
    pieces
}

/// Characters that are not seen and change what is: controls, bidirectional overrides and isolates, invisible joints and tags. The joiners of
/// Persian, Indic scripts and emoji stay.
fn is_control(c: char) -> bool {
    let layout = matches!(c, '\n' | '\t' | '\r');
    (c.is_control() && !layout)
        || matches!(c, '\u{61c}' | '\u{ad}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}')
        || matches!(c, '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}')
}

fn is_mark(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}' | '\u{483}'..='\u{489}' | '\u{1ab0}'..='\u{1aff}' | '\u{1dc0}'..='\u{1dff}')
        || matches!(c, '\u{20d0}'..='\u{20ff}' | '\u{fe20}'..='\u{fe2f}')
}

fn name(c: char) -> String {
    let known = match c {
        '\u{ad}' => "SHY",
        '\u{61c}' => "ALM",
        '\u{200b}' => "ZWSP",
        '\u{200e}' => "LRM",
        '\u{200f}' => "RLM",
        '\u{202a}' => "LRE",
        '\u{202b}' => "RLE",
        '\u{202c}' => "PDF",
        '\u{202d}' => "LRO",
        '\u{202e}' => "RLO",
        '\u{2066}' => "LRI",
        '\u{2067}' => "RLI",
        '\u{2068}' => "FSI",
        '\u{2069}' => "PDI",
        '\u{feff}' => "BOM",
        _ => return format!("U+{:04X}", u32::from(c)),
    };
    known.into()
}

#[cfg(test)]
mod tests {
    use super::{letters, plain};

    fn check(text: &str, html: &str) {
        assert_eq!(letters(text).into_string(), html, "{text:?}");
    }

    #[test]
    fn letters_are_escaped_and_controls_named() {
        check("plain", "plain");
        check("<script>alert(1)</script> & \"", "&lt;script&gt;alert(1)&lt;/script&gt; &amp; &quot;");
        check("a\u{202e}b", "a<span class=\"control\" title=\"control character U+202E\">RLO</span>b");
        check("\u{1}", "<span class=\"control\" title=\"control character U+0001\">U+0001</span>");
        check("می\u{200c}خواهم", "می\u{200c}خواهم");
        check("x", "x");
        check("", "");
    }

    #[test]
    fn piles_of_marks_are_cut() {
        let pile = format!("a{}b", "\u{301}".repeat(30));
        check(
            &pile,
            &format!("a{}<span class=\"control\" title=\"combining marks that are not drawn\">+26</span>b", "\u{301}".repeat(4)),
        );
        check("e\u{301}", "e\u{301}");
        assert_eq!(plain(&pile), format!("a{}b", "\u{301}".repeat(4)));
    }

    #[test]
    fn titles_are_one_line() {
        assert_eq!(plain(" a\n b\u{202e} "), "a b");
    }
}
