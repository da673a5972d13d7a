//! Datelines: `MOSCOW, July 9 (Reuters) - …`. In: the first words of a paragraph. Out: where the dateline ends and which of its
//! words are the place.
//!
//! The forms are those of the agencies' style guides: a place in capitals, often with a country or state; then, in any measure,
//! a day, an agency in brackets, slashes or bare; then a dash, a colon, a stop after the agency, or the end of the line.

use std::ops::Range;

use crate::words::{is_agency, is_not_a_place, is_weekday, month};

/// A dateline found at the start of a paragraph; byte offsets into that paragraph.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Match {
    /// The place words: name, country or state, several places if several are named.
    pub(crate) place: Range<usize>,
    /// End of the dateline with its dash, without the white space after it.
    pub(crate) end: usize,
}

/// How far the words may be trusted to be a dateline.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Trust {
    /// The start of running text: the form must be plain.
    Text,
    /// The source marks these words as the dateline, but marks other things so too: any case will do with a day.
    Marked,
    /// The source marks these words, and no others, as the dateline: the form is free.
    Whole,
}

/// Datelines longer than this are not looked for.
const LONGEST: usize = 220;

/// Finds the dateline at the start of `paragraph`.
pub(crate) fn find(paragraph: &str, trust: Trust) -> Option<Match> {
    let tokens = tokens(paragraph);
    Parser { text: paragraph, tokens: &tokens, at: 0, trust }.dateline()
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Word,
    Comma,
    Stop,
    Slash,
    Open,
    Close,
    Dash,
    Colon,
    Other,
}

#[derive(Debug, Clone, Copy)]
struct Token {
    kind: Kind,
    start: usize,
    end: usize,
}

fn tokens(text: &str) -> Vec<Token> {
    let mut out = Vec::new();
    let mut chars = text.char_indices().peekable();
    while let Some((start, c)) = chars.next() {
        if start > LONGEST || out.len() > 40 {
            break;
        }
        let kind = match c {
            c if c.is_whitespace() => continue,
            ',' | ';' | '،' => Kind::Comma,
            '/' => Kind::Slash,
            '(' | '[' => Kind::Open,
            ')' | ']' => Kind::Close,
            '—' | '–' | '―' | '‒' | '−' => Kind::Dash,
            '-' | '_' | '~' => Kind::Dash,
            ':' => Kind::Colon,
            '.' => Kind::Stop,
            '*' => continue,
            c if c.is_alphanumeric() => {
                let mut end = start + c.len_utf8();
                while let Some(&(i, n)) = chars.peek() {
                    let after = text[i + n.len_utf8()..].chars().next();
                    let inside = n.is_alphanumeric()
                        || is_combining(n)
                        || (matches!(n, '\'' | '’' | '‘' | '`' | '&') && after.is_some_and(char::is_alphanumeric))
                        || (n == '-' && after.is_some_and(char::is_alphabetic))
                        || (n == '.' && !text[start..end].chars().all(|c| c.is_ascii_digit()));
                    if !inside {
                        break;
                    }
                    chars.next();
                    end = i + n.len_utf8();
                }
                out.push(Token { kind: Kind::Word, start, end });
                continue;
            }
            _ => Kind::Other,
        };
        let mut end = start + c.len_utf8();
        // A dash may be typed as several.
        if kind == Kind::Dash {
            while let Some(&(i, n)) = chars.peek().filter(|(_, n)| matches!(n, '-' | '–' | '—' | '_')) {
                chars.next();
                end = i + n.len_utf8();
            }
        }
        out.push(Token { kind, start, end });
    }
    out
}

fn is_combining(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}')
}

struct Parser<'a> {
    text: &'a str,
    tokens: &'a [Token],
    at: usize,
    trust: Trust,
}

/// What stood between the place and the dash.
#[derive(Default)]
struct Tail {
    day: bool,
    agency: bool,
    /// A comma or stop parts the day from the place.
    apart: bool,
}

impl<'a> Parser<'a> {
    fn kind(&self, ahead: usize) -> Option<Kind> {
        self.tokens.get(self.at + ahead).map(|t| t.kind)
    }

    fn word(&self, ahead: usize) -> Option<&'a str> {
        self.tokens.get(self.at + ahead).filter(|t| t.kind == Kind::Word).map(|t| &self.text[t.start..t.end])
    }

    /// End of the last token that was read.
    fn end(&self) -> usize {
        self.at.checked_sub(1).map_or(0, |i| self.tokens[i].end)
    }

    fn dateline(mut self) -> Option<Match> {
        let start = self.tokens.first()?.start;
        if !self.place_name(true) {
            return None;
        }
        let mut place_end = self.end();
        // A place in full capitals, the mark of a dateline in running text.
        let capitals = is_capitals(&self.text[start..place_end]);
        let plausible = self.plausible_alone(start, place_end);
        let dotted = self.text[..place_end].ends_with('.');
        while self.qualifier() {
            place_end = self.end();
        }
        let mut tail = Tail::default();
        while self.day(&mut tail) || self.agency(&mut tail) {}
        let strong = tail.day || tail.agency;
        let before_mark = self.end();
        let ended = self.tokens.len() == self.at && self.end() >= self.text.trim_end().len();
        let end = match self.kind(0) {
            Some(Kind::Dash) => {
                let mut end = self.tokens[self.at].end;
                // ` - - ` and `-- --` are one dash.
                while self.kind(1) == Some(Kind::Dash) {
                    self.at += 1;
                    end = self.tokens[self.at].end;
                }
                Some(end)
            }
            Some(Kind::Colon) => Some(self.tokens[self.at].end),
            Some(Kind::Stop) if strong => {
                // `/TASS/.` ends the dateline, unless a dash follows.
                let follows = if self.kind(1) == Some(Kind::Dash) { 1 } else { 0 };
                Some(self.tokens[self.at + follows].end)
            }
            _ if ended || self.trust == Trust::Whole => Some(before_mark),
            // `/TASS/` may go without a stop; a name and its short form in brackets open many sentences.
            Some(Kind::Word | Kind::Other) if capitals && tail.agency && self.text[..before_mark].ends_with('/') => {
                Some(before_mark)
            }
            _ => None,
        }?;
        let dash = self.kind(0) == Some(Kind::Dash);
        let good = match self.trust {
            Trust::Whole => true,
            // Some sources mark tables and headings as datelines too.
            Trust::Marked if strong => {
                (dash || tail.apart) && !self.text[start..place_end].contains(|c: char| c.is_ascii_digit())
            }
            Trust::Marked => dash && capitals && plausible && self.text[start..place_end].split_whitespace().count() <= 4,
            Trust::Text => {
                let tight = self.kind(0) == Some(Kind::Dash) && !space_around(self.text, &self.tokens[self.at]);
                if strong {
                    (capitals || tail.day && tail.agency || !dotted) && self.not_excluded(start, place_end)
                } else {
                    capitals && plausible && !tight && self.not_excluded(start, place_end) && !self.shouts(end)
                }
            }
        };
        let place_end = start + self.text[start..place_end].trim_end_matches([',', ' ']).len();
        let place_end = if dotted_name(&self.text[start..place_end]) { place_end - 1 } else { place_end };
        good.then_some(Match { place: start..place_end, end })
    }

    /// Reads one place name: `NEW YORK`, `St. Petersburg`, `Rio de Janeiro`.
    fn place_name(&mut self, first: bool) -> bool {
        let mut words = 0;
        while words < 7 {
            let Some(word) = self.word(0) else { break };
            let small = word.chars().next().is_some_and(char::is_lowercase);
            if self.trust != Trust::Marked && small {
                let joins = words > 0 && word.len() <= 4 && self.word(1).is_some_and(|w| w.starts_with(char::is_uppercase));
                let prefix =
                    words == 0 && word.contains('-') && word.ends_with(char::is_alphabetic) && word.contains(char::is_uppercase);
                if !joins && !prefix {
                    break;
                }
            }
            if words > 0 && self.starts_day() {
                break;
            }
            if words == 0 && first && (self.starts_day() || word.chars().all(|c| c.is_ascii_digit())) {
                return false;
            }
            self.at += 1;
            words += 1;
            // A full stop after a whole word ends the name: `MOSCOW. Interfax`.
            if word.ends_with('.') && dotted_name(word) {
                break;
            }
        }
        words > 0
    }

    /// Reads what narrows the place: `, Russia`, ` /North Korea/`, ` (North Korea)`, `/KYIV`, ` and KYIV`.
    fn qualifier(&mut self) -> bool {
        let back = self.at;
        let found = match self.kind(0) {
            Some(Kind::Comma) => {
                self.at += 1;
                !self.starts_day()
                    && self.word(0).is_some_and(|w| !is_agency(w.trim_end_matches('.')) && !is_weekday(w))
                    && self.place_name(false)
                    && matches!(
                        self.kind(0),
                        None | Some(Kind::Comma | Kind::Dash | Kind::Open | Kind::Colon | Kind::Slash | Kind::Word | Kind::Stop)
                    )
                    && (self.kind(0) != Some(Kind::Word) || self.starts_day())
            }
            Some(Kind::Slash) => {
                self.at += 1;
                let named = self.word(0).is_some_and(|w| !is_agency(w)) && self.place_name(false);
                if named && self.kind(0) == Some(Kind::Slash) {
                    self.at += 1;
                    // `/North Korea/,` narrows; `/TASS/.` is the agency.
                    matches!(self.kind(0), Some(Kind::Comma)) || self.starts_day()
                } else {
                    named
                }
            }
            Some(Kind::Open) => {
                self.at += 1;
                let named = self.word(0).is_some_and(|w| !is_agency(w)) && !self.starts_day() && self.place_name(false);
                let closed = self.kind(0) == Some(Kind::Close);
                self.at += usize::from(closed);
                named && closed && (matches!(self.kind(0), Some(Kind::Comma | Kind::Open | Kind::Slash)) || self.starts_day())
            }
            Some(Kind::Word) => {
                // `MOSCOW and KYIV`
                let and = self.word(0) == Some("and");
                self.at += 1;
                and && self.place_name(false)
            }
            _ => false,
        };
        if !found {
            self.at = back;
        }
        found
    }

    /// Whether a day begins here: `July 9`, `9 July`, `Wednesday`, `09 Jul.`.
    fn starts_day(&self) -> bool {
        let Some(word) = self.word(0) else { return false };
        if is_weekday(word) && !matches!(word, "SUN" | "SAT" | "MON") {
            return true;
        }
        let number = |w: &str| day_number(w).is_some();
        if self.misspelt_day() {
            return true;
        }
        if month(word).is_some() {
            return self.word(1).is_some_and(number) || matches!(self.kind(1), None | Some(Kind::Dash));
        }
        (number(word) && self.word(1).is_some_and(|w| month(w).is_some()))
            || (word.len() == 4 && word.parse::<u16>().is_ok_and(|y| (1800..2200).contains(&y)))
    }

    /// Where the source vouches for the dateline, `Narch 2`, `March 187` and `April l` before the dash are days too.
    fn misspelt_day(&self) -> bool {
        let (Some(name), Some(day)) = (self.word(0), self.word(1)) else { return false };
        let ends = matches!(self.kind(2), None | Some(Kind::Dash | Kind::Comma));
        let named = name.chars().all(|c| c.is_alphabetic()) && day.contains(|c: char| c.is_ascii_digit()) && name.len() >= 3;
        self.trust != Trust::Text && self.at > 0 && ends && day.len() <= 3 && (named || month(name).is_some())
    }

    /// Reads a day with weekday and year, in either order.
    fn day(&mut self, tail: &mut Tail) -> bool {
        let back = self.at;
        while matches!(self.kind(0), Some(Kind::Comma | Kind::Stop)) {
            self.at += 1;
        }
        if matches!(self.kind(0), Some(Kind::Dash | Kind::Colon)) && self.at == back {
            // `CAIRO – 9 July 2025:`
            self.at += 1;
            let mut inner = Tail::default();
            if back <= 4 && self.starts_day() && self.day(&mut inner) && matches!(self.kind(0), Some(Kind::Colon | Kind::Dash)) {
                tail.day = true;
                return true;
            }
            self.at = back;
            return false;
        }
        if !self.starts_day() {
            self.at = back;
            return false;
        }
        tail.apart |= self.at > back;
        let first = self.at;
        while let Some(word) = self.word(0) {
            let date_word = is_weekday(word)
                || month(word).is_some()
                || day_number(word).is_some()
                || word.trim_end_matches('.').parse::<u16>().is_ok_and(|y| (1800..2200).contains(&y));
            if !(date_word || self.at == first && self.misspelt_day() || self.at == first + 1 && word.len() <= 3) {
                break;
            }
            self.at += 1;
        }
        // `July 9-10`, `July 9/10`
        if matches!(self.kind(0), Some(Kind::Dash | Kind::Slash)) && self.word(1).is_some_and(|w| day_number(w).is_some()) {
            let close = self.tokens[self.at].end == self.tokens[self.at + 1].start;
            self.at += if close { 2 } else { 0 };
        }
        tail.day = true;
        true
    }

    /// Reads an agency: `(Reuters)`, `/TASS/`, `, IRNA`, `. Interfax`.
    fn agency(&mut self, tail: &mut Tail) -> bool {
        let back = self.at;
        while matches!(self.kind(0), Some(Kind::Comma | Kind::Stop)) {
            self.at += 1;
        }
        let found = match self.kind(0) {
            Some(open @ (Kind::Open | Kind::Slash)) => {
                let close = if open == Kind::Open { Kind::Close } else { Kind::Slash };
                self.at += 1;
                let mut words = 0;
                while words < 9 && self.kind(0).is_some_and(|k| k != close && k != Kind::Open) {
                    self.at += 1;
                    words += 1;
                }
                let closed = words > 0 && self.kind(0) == Some(close);
                self.at += usize::from(closed);
                closed
            }
            Some(Kind::Word) => {
                let known = self.word(0).is_some_and(|w| is_agency(w) || is_agency(w.trim_end_matches('.')));
                self.at += usize::from(known);
                // `Reuters/AFP`
                while known && self.kind(0) == Some(Kind::Slash) && self.word(1).is_some_and(is_agency) {
                    self.at += 2;
                }
                known
            }
            _ => false,
        };
        if !found {
            self.at = back;
        }
        tail.agency |= found;
        found
    }

    fn not_excluded(&self, start: usize, end: usize) -> bool {
        !self.text[start..end].split_whitespace().any(|w| is_not_a_place(w.trim_end_matches([',', ':', '.'])))
    }

    /// Whether a name in capitals may be a place without a day or agency to prove it: no acronym, no number in it.
    fn plausible_alone(&self, start: usize, end: usize) -> bool {
        let name = &self.text[start..end];
        let letters = name.chars().filter(|c| c.is_alphabetic()).count();
        letters >= 4 && !name.contains(|c: char| c.is_ascii_digit()) && name.split_whitespace().count() <= 5
    }

    /// Whether what follows is all in capitals: then the capitals before it prove nothing.
    fn shouts(&self, from: usize) -> bool {
        let rest = &self.text[from..];
        let mut letters = rest.chars().filter(|c| c.is_alphabetic()).take(40).peekable();
        letters.peek().is_some() && letters.all(|c| !c.is_lowercase())
    }
}

fn day_number(word: &str) -> Option<u8> {
    let digits = word.trim_end_matches('.').trim_end_matches(|c: char| c.is_ascii_alphabetic());
    let rest = &word.trim_end_matches('.')[digits.len()..];
    if !matches!(rest, "" | "st" | "nd" | "rd" | "th") {
        return None;
    }
    digits.parse().ok().filter(|n| (1..=31).contains(n))
}

/// Whether a name that ends in a stop ends a phrase by it (`MOSCOW.`), and is no abbreviation (`St.`, `N.Y.`, `CALIF.`).
fn dotted_name(name: &str) -> bool {
    let last = name.split_whitespace().last().unwrap_or(name);
    let Some(stem) = last.strip_suffix('.') else { return false };
    stem.chars().count() > 5 && !stem.contains('.')
}

fn is_capitals(name: &str) -> bool {
    let mut words = 0;
    for word in name.split(|c: char| c.is_whitespace() || c == '/').filter(|w| !w.is_empty()) {
        let letters = word.chars().filter(|c| c.is_alphabetic()).count();
        let large = word.chars().filter(|c| c.is_uppercase()).count();
        let small = word.chars().filter(|c| c.is_lowercase()).count();
        // `McALLEN`, `ad-DAWR`, `St.` and `de` are part of names in capitals.
        let joined = letters <= 3 || small <= 2 && large > small;
        if small > 0 && !joined {
            return false;
        }
        words += usize::from(large > 1 && small <= 2);
    }
    words > 0
}

fn space_around(text: &str, token: &Token) -> bool {
    let wide = !text[token.start..token.end].starts_with('-') || token.end - token.start > 1;
    let before = text[..token.start].chars().next_back().is_none_or(char::is_whitespace);
    let after = text[token.end..].chars().next().is_none_or(char::is_whitespace);
    wide || before || after
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::{AGENCIES_TABLE, NOT_PLACES_TABLE, rows};

    /// `[place] rest| body`: the place in square brackets, the end of the dateline at the bar; no bar: no dateline.
    fn check(marked: &str) {
        let text: String = marked.replace(['[', ']', '|'], "");
        let expected = marked.contains('|').then(|| {
            let start = marked.find('[').unwrap();
            let close = marked.find(']').unwrap();
            Match { place: start..close - 1, end: marked.find('|').unwrap() - 2 }
        });
        assert_eq!(find(&text, Trust::Text), expected, "{marked}");
    }

    #[test]
    fn wire_forms() {
        for marked in [
            "[MOSCOW]|",
            "[NEW YORK]|",
            "[KYIV/MOSCOW]|",
            "[MOSCOW], July 9 (Reuters) -| The envoy arrived.",
            "[SEOUL], Dec. 30 (Yonhap) --| The envoy arrived.",
            "[WONSAN /North Korea/], July 12. /TASS/.| The envoy arrived.",
            "[MOSCOW], July 12. /TASS/.| The envoy arrived.",
            "[WASHINGTON] (AP) —| The envoy arrived.",
            "[GENEVA, Switzerland] –| The envoy arrived.",
            "[KYIV/MOSCOW] -| The envoy arrived.",
            "[LONDON], March 3 -| The envoy arrived.",
            "[TEL AVIV, Israel] —| The envoy arrived.",
            "[ST. PETERSBURG, Russia] (AP) —| The envoy arrived.",
            "[St. Petersburg, Russia], March 3 (Reuters) -| The envoy arrived.",
            "[WASHINGTON, D.C.] —| The envoy arrived.",
            "[RIO DE JANEIRO], March 3 (Reuters) -| The envoy arrived.",
            "[Rio de Janeiro], March 3 (Reuters) -| The envoy arrived.",
            "[BEIJING] --| China said so.",
            "[AMMAN]:| The envoy arrived.",
            "[Tehran], July 9, IRNA –| The envoy arrived.",
            "[Damascus], SANA-| The envoy arrived.",
            "[MINSK], 9 July (BelTA) –| The envoy arrived.",
            "[BAKU, Azerbaijan], July 9. Trend:| The envoy arrived.",
            "[ISLAMABAD], Jul 09 (APP):| The envoy arrived.",
            "[MOSCOW]. July 9. Interfax -| The envoy arrived.",
            "[GAZA], July 9, 2025 (WAFA) -| The envoy arrived.",
            "[CAIRO] – 9 July 2025:| The envoy arrived.",
            "[UNITED NATIONS], July 9 (Xinhua) --| The envoy arrived.",
            "[ABOARD AIR FORCE ONE] (AP) —| The envoy arrived.",
            "[N'DJAMENA] (Reuters) -| The envoy arrived.",
            "[McALLEN, Texas] (AP) —| The envoy arrived.",
            "[MOSCOW and KYIV] -| The envoy arrived.",
            "[Mexico City], April 29 -| The envoy arrived.",
            "[Jerusalem] (CNN) —| The envoy arrived.",
            "[LONDON], Wednesday, March 3 -| The envoy arrived.",
        ] {
            check(marked);
        }
    }

    #[test]
    fn running_text_has_none() {
        for text in [
            "Norwegian Defence Minister Ingrid Solheim flew to Latvia on Tuesday.",
            "The minister - a former envoy - arrived.",
            "NATO - the alliance - met in spring.",
            "COVID-19 cases rose on Monday - again.",
            "UK - The envoy arrived.",
            "RUSSIA - UKRAINE TALKS END WITHOUT A DEAL",
            "London-based analysts - all of them - agree.",
            "Trump – who spoke on Monday – said so.",
            "Moscow, July 9 was a day of rain in the city.",
            "- dash first",
            "",
            "July 9 - The envoy arrived.",
            "Background",
            "The River Conservation Service (RCS) said it would stay.",
            "RCS (River Service) said it would stay.",
            "MOSCOW (Reuters) reported rain.",
        ] {
            assert_eq!(find(text, Trust::Text), None, "{text}");
        }
    }

    #[test]
    fn every_agency_shows_itself() {
        for row in rows(AGENCIES_TABLE) {
            let cells: Vec<_> = row.collect();
            let found = find(cells[1], Trust::Text).unwrap_or_else(|| panic!("no dateline in {}", cells[1]));
            assert!(!cells[1][found.place.clone()].contains(cells[0]), "{} is no place", cells[0]);
            assert_eq!(found.end, cells[1].len(), "{}", cells[1]);
        }
    }

    #[test]
    fn every_exclusion_excludes() {
        for row in rows(NOT_PLACES_TABLE) {
            let cells: Vec<_> = row.collect();
            assert_eq!(find(cells[1], Trust::Text), None, "{}", cells[1]);
        }
    }
}
