//! Words. In: a text. Out: every token in order, with how it is set apart from the one before.
//!
//! The text is read in chunks, runs without white space; in a chunk the cutters are asked from left to right.

use super::addresses::{self, Signs};
use super::characters::{after, before, is_apostrophe, is_mark, is_space, is_wordy};
use super::layout::{self, Gap};
use super::tables::{Ends, Tables, holds, lower, tables};
use super::{marks, numbers, periods};

/// A syntactic word: bytes of the text.
#[derive(Debug, Clone)]
pub(super) struct Word {
    pub(super) start: usize,
    pub(super) end: usize,
    /// What sets it apart from the word before.
    pub(super) before: Gap,
    /// Whether it belongs to the surface token of the word before (do·n't).
    pub(super) inside: bool,
    /// Whether it is a face drawn with marks.
    pub(super) face: bool,
    /// What its last period means, if it has one.
    pub(super) ends: Option<Ends>,
}

/// Words longer than this many bytes are cut: nothing that long is a word.
const LONGEST: usize = 1000;

/// Cuts a text into words.
pub(super) fn cut(text: &str) -> Vec<Word> {
    let breaks = layout::breaks(text);
    let mut breaks = breaks.iter().peekable();
    let mut cutter = Cutter {
        text,
        tables: tables(),
        words: Vec::with_capacity(text.len() / 5),
        gap: Gap::Paragraph,
        lead: None,
        quoted: false,
    };
    let mut at = 0;
    while let Some((start, end)) = chunk(text, at) {
        cutter.gap = Gap::Space;
        if let Some((_, gap)) = breaks.next_if(|(place, _)| *place == start) {
            cutter.gap = *gap;
            cutter.quoted &= *gap != Gap::Paragraph;
        }
        cutter.chunk(start, end);
        at = end;
    }
    cutter.words
}

/// The next run without white space.
fn chunk(text: &str, at: usize) -> Option<(usize, usize)> {
    let start = at + text[at..].find(|c| !is_space(c))?;
    let end = text[start..].find(is_space).map_or(text.len(), |length| start + length);
    Some((start, end))
}

struct Cutter<'t> {
    text: &'t str,
    tables: &'static Tables,
    words: Vec<Word>,
    /// What stands before the next word.
    gap: Gap,
    /// Where marks that lean on the next word begin.
    lead: Option<usize>,
    /// Whether a single quotation mark is open.
    quoted: bool,
}

impl Cutter<'_> {
    fn push(&mut self, start: usize, end: usize) {
        let start = self.lead.take().unwrap_or(start);
        let mut from = start;
        while end - from > LONGEST {
            let mut to = from + LONGEST;
            while !self.text.is_char_boundary(to) {
                to -= 1;
            }
            self.words.push(Word { start: from, end: to, before: self.gap, inside: false, face: false, ends: None });
            self.gap = Gap::None;
            from = to;
        }
        self.words.push(Word { start: from, end, before: self.gap, inside: false, face: false, ends: None });
        self.gap = Gap::None;
    }

    fn push_inside(&mut self, start: usize, end: usize) {
        self.push(start, end);
        if let Some(word) = self.words.last_mut() {
            word.inside = true;
        }
    }

    /// The word before the next one, if it stands in the same paragraph.
    fn previous(&self) -> Option<&Word> {
        if self.gap == Gap::Paragraph { None } else { self.words.last() }
    }

    fn chunk(&mut self, start: usize, end: usize) {
        let chunk = &self.text[start..end];
        if chunk.bytes().all(|b| b.is_ascii_alphabetic()) {
            self.plain(start, end);
            return;
        }
        let signs = addresses::signs(chunk);
        let mut at = start;
        while at < end {
            at = self.token(at, end, signs);
        }
        if let Some(lead) = self.lead {
            self.push(lead, end);
        }
    }

    /// Cuts one token and gives the byte behind it, always further than `at`.
    fn token(&mut self, at: usize, end: usize, signs: Signs) -> usize {
        let Some(first) = after(self.text, at) else { return end };
        if is_mark(first) {
            let stop = at + first.len_utf8();
            match self.words.last_mut() {
                Some(word) if self.gap == Gap::None => word.end = stop,
                _ => self.lead = Some(self.lead.unwrap_or(at)),
            }
            return stop;
        }
        if let Some(stop) = marks::face(self.text, at, end) {
            self.push(at, stop);
            if let Some(word) = self.words.last_mut() {
                word.face = true;
            }
            return stop;
        }
        if let Some(stop) = addresses::end(self.text, at, end, signs) {
            self.push(at, stop);
            return self.clitics(stop, end);
        }
        if numbers::begins(self.text, at, end) {
            return self.number(at, end);
        }
        if is_wordy(first) {
            return self.word(at, end, at);
        }
        if is_apostrophe(first) {
            let clitic = self.clitic(at, end).filter(|stop| self.gap == Gap::None || *stop == end);
            if let Some(stop) = clitic.or_else(|| self.clipped(at, end)) {
                self.push(at, stop);
                return stop;
            }
        }
        let stop = marks::end(self.text, at, end);
        if is_apostrophe(first) && stop == at + first.len_utf8() {
            let opens = self.gap != Gap::None || before(self.text, at).is_some_and(super::characters::is_opener);
            self.quoted = opens && after(self.text, stop).is_some_and(|c| !is_space(c));
        }
        self.push(at, stop);
        stop
    }

    /// A chunk of ASCII letters.
    fn plain(&mut self, start: usize, end: usize) {
        let tables = self.tables;
        let parts = lower(&self.text[start..end], |key| tables.fused.get(key)).flatten();
        let Some(parts) = parts else {
            self.push(start, end);
            return;
        };
        let mut from = start;
        for length in parts {
            let to = from + length;
            if from == start {
                self.push(from, to)
            } else {
                self.push_inside(from, to)
            }
            from = to;
        }
    }

    /// A number, and the unit or suffix behind it.
    fn number(&mut self, at: usize, end: usize) -> usize {
        let chunk = &self.text[..end];
        let stop = numbers::end(self.text, at, end);
        let letters = run(chunk, stop, is_wordy);
        let unit = &chunk[stop..letters];
        if unit.is_empty() {
            // 1980's is one word.
            let apostrophe = after(chunk, stop).filter(|c| is_apostrophe(*c)).map_or(0, char::len_utf8);
            let decade = stop - at <= 4 && chunk[at..stop].ends_with('0');
            if decade
                && apostrophe > 0
                && chunk[stop + apostrophe..].starts_with('s')
                && !chunk[stop + apostrophe + 1..].starts_with(is_wordy)
            {
                self.push(at, stop + apostrophe + 1);
                return stop + apostrophe + 1;
            }
            self.push(at, stop);
            return stop;
        }
        if self.tables.number_suffixes.contains(unit) {
            self.push(at, letters);
            return self.clitics(letters, end);
        }
        if self.tables.units.contains(unit) && unit.len() == 1 {
            // Its period ends a sentence: "worth $5m."
            self.push(at, stop);
            self.push(stop, letters);
            return letters;
        }
        if self.tables.units.contains(unit) || periods::letters(self.text, stop, end).is_some_and(|letters| letters.count > 1) {
            self.push(at, stop);
            return stop;
        }
        self.word(at, end, stop)
    }

    /// A word that begins at `at` and reaches at least to `from`.
    fn word(&mut self, at: usize, end: usize, from: usize) -> usize {
        let chunk = &self.text[..end];
        if from == at
            && let Some(letters) = periods::letters(self.text, at, end)
            && letters.count > 1
        {
            self.push(at, letters.stop);
            if letters.closed
                && let Some(word) = self.words.last_mut()
            {
                let stem = &chunk[at..letters.stop - 1];
                word.ends = Some(self.tables.abbreviations.get(stem).copied().unwrap_or(Ends::Perhaps));
            }
            return self.dollar(at, letters.stop, end).unwrap_or_else(|| self.clitics(letters.stop, end));
        }
        if let Some(stop) = self.whole(at, end).or_else(|| self.code(at, end)) {
            self.push(at, stop);
            return self.clitics(stop, end);
        }
        let stop = self.reach(at, end, from);
        if let Some(stop) = self.dollar_reach(at, stop, end) {
            self.push(at, stop);
            return stop;
        }
        if chunk[stop..].starts_with('.') {
            if let Some(stop) = self.known_with_periods(at, stop, end) {
                return stop;
            }
            if let Some(ends) = periods::meaning(self.text, at, stop, self.previous()) {
                self.push(at, stop + 1);
                if let Some(word) = self.words.last_mut() {
                    word.ends = Some(ends);
                }
                return stop + 1;
            }
        }
        // The n of n't.
        if let Some(apostrophe) = after(chunk, stop).filter(|c| is_apostrophe(*c))
            && stop - at > 1
            && chunk[at..stop].ends_with(['n', 'N'])
        {
            let letter = stop + apostrophe.len_utf8();
            if chunk[letter..].starts_with(['t', 'T']) && !chunk[letter + 1..].starts_with(is_wordy) {
                self.push(at, stop - 1);
                self.push_inside(stop - 1, letter + 1);
                return self.clitics(letter + 1, end);
            }
        }
        if chunk[at..stop].bytes().all(|b| b.is_ascii_alphabetic()) {
            self.plain(at, stop);
        } else {
            self.push(at, stop);
        }
        self.clitics(stop, end)
    }

    /// The end of a word that the tables keep whole: "y'all", "w/" before another word.
    fn whole(&self, at: usize, end: usize) -> Option<usize> {
        let chunk = &self.text[..end];
        let stop = run(chunk, at, is_wordy);
        let letters = &chunk[at..stop];
        let mark = after(chunk, stop).filter(|c| matches!(c, '/' | '\'' | '’'))?;
        let next = stop + mark.len_utf8();
        let follower = run(chunk, next, is_wordy);
        if mark == '/' {
            return (letters == "w" && !holds(&self.tables.strokes, &chunk[at..follower])).then_some(next);
        }
        let behind = &chunk[next..follower];
        // "n't" apart from its verb.
        if letters.eq_ignore_ascii_case("n") && behind.eq_ignore_ascii_case("t") && follower == end {
            return Some(follower);
        }
        // cookin', lovin'
        let sung = behind.is_empty() && !self.quoted && letters.len() > 4 && letters.ends_with("in");
        if sung && letters.bytes().all(|b| b.is_ascii_lowercase()) {
            return Some(next);
        }
        let kept = letters.len() < 4 && behind.len() < 4 && holds(&self.tables.whole, &format!("{letters}'{behind}"));
        kept.then_some(follower)
    }

    /// The end of a currency code written together with the amount: Rs500.
    fn code(&self, at: usize, end: usize) -> Option<usize> {
        let letters = self.text[at..end].bytes().take(4).take_while(u8::is_ascii_alphabetic).count();
        let digit = self.text[at + letters..end].starts_with(|c: char| c.is_ascii_digit());
        (digit && self.tables.codes.contains(&self.text[at..at + letters])).then_some(at + letters)
    }

    /// The end of a word: letters and digits, and the marks between them that join.
    fn reach(&self, at: usize, end: usize, from: usize) -> usize {
        let chunk = &self.text[..end];
        let mut stop = run(chunk, from, is_wordy);
        let mut piece = at;
        while let Some(mark) = after(chunk, stop) {
            let next = stop + mark.len_utf8();
            let follower = run(chunk, next, is_wordy);
            let joins = follower > next
                && match mark {
                    '_' | '*' => true,
                    '.' | '/' if mark == '.' || piece > at => {
                        let digits = before(chunk, stop).zip(after(chunk, next));
                        digits.is_some_and(|(one, two)| one.is_ascii_digit() && two.is_ascii_digit())
                    }
                    '-' => {
                        let letters = &chunk[piece..stop];
                        let capitals = letters.len() > 1 && letters.bytes().all(|b| b.is_ascii_uppercase());
                        let tied = before(chunk, at) == Some('-');
                        let single = letters.len() == 1 && follower == next + 1;
                        let prefix = !capitals && !tied && !single && holds(&self.tables.prefixes, letters);
                        piece = next;
                        prefix || holds(&self.tables.compound_suffixes, &chunk[next..follower])
                    }
                    '&' => is_brand(&chunk[at..stop]) && is_brand(&chunk[next..follower]),
                    '/' => holds(&self.tables.strokes, &chunk[at..follower]),
                    c if is_apostrophe(c) => {
                        let digit = before(chunk, stop).is_some_and(|c| c.is_ascii_digit());
                        let letters = chunk[next..].starts_with(char::is_alphabetic);
                        let clitic = self.clitic(stop, end).is_some() && !digit;
                        let negated =
                            chunk[..stop].ends_with(['n', 'N']) && follower == next + 1 && chunk[next..].starts_with(['t', 'T']);
                        letters && c != '`' && c != '‘' && !clitic && !negated
                    }
                    _ => false,
                };
            if !joins {
                if mark == '!' && self.tables.marked_names.contains(&chunk[at..next]) {
                    return next;
                }
                break;
            }
            stop = follower;
        }
        stop
    }

    /// `Ph.D.` and others with periods inside that the tables name.
    fn known_with_periods(&mut self, at: usize, stop: usize, end: usize) -> Option<usize> {
        let chunk = &self.text[..end];
        let mut longer = stop;
        while chunk[longer..].starts_with('.') {
            let next = run(chunk, longer + 1, is_wordy);
            if next == longer + 1 || next - at > 12 {
                break;
            }
            longer = next;
        }
        let ends = *self.tables.abbreviations.get(&chunk[at..longer]).filter(|_| longer > stop)?;
        let closed = chunk[longer..].starts_with('.') && !chunk[longer..].starts_with("...");
        let longer = longer + usize::from(closed);
        self.push(at, longer);
        if closed && let Some(word) = self.words.last_mut() {
            word.ends = Some(ends);
        }
        Some(longer)
    }

    /// The end of US$, HK$ and the like.
    fn dollar_reach(&self, at: usize, stop: usize, end: usize) -> Option<usize> {
        let chunk = &self.text[..end];
        let amount = chunk[stop..].strip_prefix('$')?;
        let fits = amount.is_empty() || amount.starts_with(|c: char| !c.is_alphabetic());
        (fits && self.tables.dollars.contains(&chunk[at..stop])).then_some(stop + 1)
    }

    /// Takes the dollar sign into U.S.$, already pushed.
    fn dollar(&mut self, at: usize, stop: usize, end: usize) -> Option<usize> {
        let stop = self.dollar_reach(at, stop, end)?;
        if let Some(word) = self.words.last_mut() {
            word.end = stop;
            word.ends = None;
        }
        Some(stop)
    }

    /// The end of a clitic whose apostrophe stands at byte `at`: 's, 'll, ’ve.
    fn clitic(&self, at: usize, end: usize) -> Option<usize> {
        let chunk = &self.text[..end];
        let letters = at + after(chunk, at).filter(|c| is_apostrophe(*c))?.len_utf8();
        let stop = run(chunk, letters, is_wordy);
        holds(&self.tables.clitics, &chunk[letters..stop]).then_some(stop)
    }

    /// The end of a word that begins with the apostrophe at byte `at`: 'em, 'til.
    fn clipped(&self, at: usize, end: usize) -> Option<usize> {
        let chunk = &self.text[..end];
        let letters = at + after(chunk, at)?.len_utf8();
        let stop = run(chunk, letters, is_wordy);
        // rock 'n' roll
        if chunk[letters..].eq_ignore_ascii_case("n'") {
            return Some(end);
        }
        let whole = self.gap != Gap::None && !chunk[stop..].starts_with('\'');
        (whole && holds(&self.tables.clipped, &chunk[letters..stop])).then_some(stop)
    }

    /// Cuts the clitics behind a word that ends at byte `at`, a plural's possessive among them.
    fn clitics(&mut self, mut at: usize, end: usize) -> usize {
        while at < end {
            if let Some(stop) = self.clitic(at, end) {
                self.push_inside(at, stop);
                at = stop;
                continue;
            }
            let Some(mark) = after(&self.text[..end], at).filter(|c| matches!(c, '\'' | '’' | 'ʼ' | '＇')) else { break };
            let stop = at + mark.len_utf8();
            let follower = after(self.text, stop);
            let plural = self.text[..at].ends_with(['s', 'S', 'z', 'x'])
                && self.words.last().is_some_and(|word| word.end - word.start > 2);
            if !plural || self.quoted || follower.is_some_and(|c| is_wordy(c) || c == mark) {
                break;
            }
            self.push_inside(at, stop);
            at = stop;
        }
        at
    }
}

/// Short letters that "&" joins: AT&T, P&L.
fn is_brand(letters: &str) -> bool {
    letters.len() <= 4 && (letters.bytes().all(|b| b.is_ascii_uppercase()) || letters.len() == 1 && letters.is_ascii())
}

fn run(text: &str, at: usize, belongs: impl Fn(char) -> bool) -> usize {
    text[at..].find(|c| !belongs(c)).map_or(text.len(), |length| at + length)
}
