//! CoNLL-U in and out (universaldependencies.org/format.html).
//!
//! In: CoNLL-U text, or an analysis. Out: sentences with their gold words, or CoNLL-U with names as BIO tags in MISC (`NE=B-PER`).

use std::{fmt::Write, ops::Range};

use language::{Edge, NameTag, Sentence, Token, enhance};

/// A place in a CoNLL-U file that cannot be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("line {line}: {problem}")]
pub struct ConlluError {
    /// Line, from 1.
    pub line: usize,
    /// What is wrong and what was expected.
    pub problem: String,
}

/// A sentence of a CoNLL-U file: its words as tokens that point into `text`, and the lines that are kept as they are.
#[derive(Debug, Default)]
pub struct GoldSentence {
    /// Comment lines, `#` included.
    pub comments: Vec<String>,
    /// Words and multiword tokens; spans point into the sentence's own text.
    pub sentence: Sentence,
    /// The words joined as `SpaceAfter=No` says.
    pub text: String,
    /// Surface forms of the multiword tokens, which need not be the sum of their words.
    surfaces: Vec<String>,
}

/// Reads the sentences of a CoNLL-U file, one at a time; a damaged sentence is an error and the next one goes on.
pub fn read(text: &str) -> impl Iterator<Item = Result<GoldSentence, ConlluError>> + '_ {
    let mut lines = text.lines().enumerate().peekable();
    std::iter::from_fn(move || {
        while lines.next_if(|(_, line)| line.trim().is_empty()).is_some() {}
        lines.peek()?;
        let mut block = Vec::new();
        while let Some((number, line)) = lines.next_if(|(_, line)| !line.trim().is_empty()) {
            block.push((number + 1, line));
        }
        Some(sentence(&block))
    })
}

fn sentence(block: &[(usize, &str)]) -> Result<GoldSentence, ConlluError> {
    let mut gold = GoldSentence::default();
    // The multiword token that is open: index of its last word, and the span of its surface.
    let mut open: Option<(usize, Range<usize>)> = None;
    for &(line, row) in block {
        let wrong = |problem: String| ConlluError { line, problem };
        if row.starts_with('#') {
            gold.comments.push(row.to_owned());
            continue;
        }
        let columns: Vec<&str> = row.split('\t').collect();
        if columns.len() != 10 {
            return Err(wrong(format!("{} columns, expected 10 separated by tabs", columns.len())));
        }
        let (id, form) = (columns[0], columns[1]);
        if id.contains('.') {
            continue;
        }
        let glued = columns[9].split('|').any(|m| m == "SpaceAfter=No");
        if let Some((first, last)) = id.split_once('-') {
            let (Ok(first), Ok(last)) = (first.parse::<usize>(), last.parse::<usize>()) else {
                return Err(wrong(format!("id {id:?}, expected a range such as 3-4")));
            };
            if first != gold.sentence.tokens.len() + 1 || last < first {
                return Err(wrong(format!("id {id:?}, expected a range that begins at {}", gold.sentence.tokens.len() + 1)));
            }
            let start = gold.text.len();
            gold.text.push_str(form);
            open = Some((last - 1, start..gold.text.len()));
            gold.sentence.multiwords.push(first - 1..last);
            gold.surfaces.push(form.to_owned());
            if !glued {
                gold.text.push(' ');
            }
            continue;
        }
        if id.parse() != Ok(gold.sentence.tokens.len() + 1) {
            return Err(wrong(format!("id {id:?}, expected {}", gold.sentence.tokens.len() + 1)));
        }
        let index = gold.sentence.tokens.len();
        let span = match &open {
            Some((last, span)) if index <= *last => span.clone(),
            _ => {
                let start = gold.text.len();
                gold.text.push_str(form);
                let span = start..gold.text.len();
                if !glued {
                    gold.text.push(' ');
                }
                span
            }
        };
        gold.sentence.tokens.push(Token::unread(form, span));
    }
    let line = block.last().map_or(1, |(line, _)| *line);
    if let Some(range) = gold.sentence.multiwords.iter().find(|r| r.end > gold.sentence.tokens.len()) {
        return Err(ConlluError {
            line,
            problem: format!("the multiword token {}-{} goes past the last word", range.start + 1, range.end),
        });
    }
    gold.text.truncate(gold.text.trim_end().len());
    gold.sentence.span = 0..gold.text.len();
    Ok(gold)
}

/// Writes a sentence whose words were given, with its own comments.
pub fn write_gold(gold: &GoldSentence, out: &mut String) {
    for comment in &gold.comments {
        out.push_str(comment);
        out.push('\n');
    }
    words(&gold.sentence, &gold.text, |multiword| &gold.surfaces[multiword], out);
}

/// Writes a sentence of a text; `id` becomes its `sent_id`.
pub fn write(sentence: &Sentence, text: &str, id: &str, out: &mut String) {
    let surface: String = text[sentence.span.clone()].split_whitespace().collect::<Vec<_>>().join(" ");
    let _ = writeln!(out, "# sent_id = {id}\n# text = {surface}");
    let spans: Vec<Range<usize>> =
        sentence.multiwords.iter().map(|m| sentence.tokens[m.start].span.start..sentence.tokens[m.end - 1].span.end).collect();
    words(sentence, text, |multiword| &text[spans[multiword].clone()], out);
}

fn words<'a>(sentence: &Sentence, text: &str, surface: impl Fn(usize) -> &'a str, out: &mut String) {
    let glued = |end: usize| text[end..].chars().next().is_some_and(|c| !c.is_whitespace());
    let mut multiwords = sentence.multiwords.iter().enumerate().peekable();
    let mut inside = 0..0;
    let extra = enhance(sentence);
    for (i, token) in sentence.tokens.iter().enumerate() {
        if let Some((number, range)) = multiwords.next_if(|(_, range)| range.start == i) {
            inside = range.clone();
            let end = sentence.tokens[range.end - 1].span.end;
            let space = if glued(end) { "SpaceAfter=No" } else { "_" };
            let _ = writeln!(out, "{}-{}\t{}\t_\t_\t_\t_\t_\t_\t_\t{space}", range.start + 1, range.end, plain(surface(number)));
        }
        let mut misc = String::new();
        match token.name {
            NameTag::Outside => {}
            NameTag::Begin(kind) => {
                let _ = write!(misc, "NE=B-{}", kind.as_str());
            }
            NameTag::Inside(kind) => {
                let _ = write!(misc, "NE=I-{}", kind.as_str());
            }
        }
        if !inside.contains(&i) && i + 1 < sentence.tokens.len() && glued(token.span.end) {
            misc.push_str(if misc.is_empty() { "SpaceAfter=No" } else { "|SpaceAfter=No" });
        }
        let (lemma, misc) = (plain(&token.lemma), if misc.is_empty() { "_" } else { &misc });
        let _ = writeln!(
            out,
            "{}\t{}\t{lemma}\t{}\t{}\t{}\t{}\t{}\t{}\t{misc}",
            i + 1,
            plain(&token.form),
            token.upos.as_str(),
            token.xpos,
            token.feats,
            token.head.map_or(0, |h| h + 1),
            token.deprel,
            dependencies(i, token, &extra),
        );
    }
    out.push('\n');
}

/// The enhanced dependencies of a word: that of the tree and those beside it, by head.
fn dependencies(index: usize, token: &Token, extra: &[Edge]) -> String {
    let mut all: Vec<(usize, &str)> = vec![(token.head.map_or(0, |h| h + 1), token.deprel)];
    let first = extra.partition_point(|e| e.dependent < index);
    all.extend(extra[first..].iter().take_while(|e| e.dependent == index).map(|e| (e.head.map_or(0, |h| h + 1), e.deprel)));
    all.sort_unstable();
    all.iter().map(|(head, deprel)| format!("{head}:{deprel}")).collect::<Vec<_>>().join("|")
}

/// A field without the characters that end one.
fn plain(field: &str) -> std::borrow::Cow<'_, str> {
    if field.contains(['\t', '\n', '\r', '\u{85}', '\u{2028}', '\u{2029}']) {
        field
            .chars()
            .map(|c| if matches!(c, '\t' | '\n' | '\r' | '\u{85}' | '\u{2028}' | '\u{2029}') { ' ' } else { c })
            .collect()
    } else {
        field.into()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const FILE: &str = "# sent_id = a\n# text = Kyiv didn't wait.\n1\tKyiv\t_\t_\t_\t_\t_\t_\t_\t_\n2-3\tdidn't\t_\t_\t_\t_\t_\t_\t_\t_\n\
                        2\tdid\t_\t_\t_\t_\t_\t_\t_\t_\n3\tn't\t_\t_\t_\t_\t_\t_\t_\t_\n3.1\tghost\t_\t_\t_\t_\t_\t_\t_\t_\n\
                        4\twait\t_\t_\t_\t_\t_\t_\t_\tSpaceAfter=No\n5\t.\t_\t_\t_\t_\t_\t_\t_\t_\n\n";

    #[test]
    fn words_and_multiwords_survive() {
        let gold = read(FILE).next().expect("one sentence").expect("a sound sentence");
        assert_eq!(gold.text, "Kyiv didn't wait.");
        let forms: Vec<&str> = gold.sentence.tokens.iter().map(|t| &*t.form).collect();
        assert_eq!(forms, ["Kyiv", "did", "n't", "wait", "."]);
        assert_eq!(gold.sentence.multiwords.as_slice(), std::slice::from_ref(&(1..3)));
        let mut out = String::new();
        write_gold(&gold, &mut out);
        let ids: Vec<&str> = out.lines().filter(|l| !l.is_empty()).filter_map(|l| l.split('\t').next()).collect();
        assert_eq!(ids, ["# sent_id = a", "# text = Kyiv didn't wait.", "1", "2-3", "2", "3", "4", "5"]);
        assert!(out.contains("4\twait\t_\tX\t_\t_\t0\tdep\t0:dep\tSpaceAfter=No\n"), "{out}");
    }

    #[test]
    fn damage_is_named_and_the_next_sentence_goes_on() {
        let check = |file: &str, expected: &str| {
            let found: Vec<_> = read(file).collect();
            let error = found[0].as_ref().expect_err("a damaged sentence").to_string();
            assert!(error.contains(expected), "{error}");
            assert!(found[1].is_ok());
        };
        let sound = "1\tOk\t_\t_\t_\t_\t_\t_\t_\t_\n";
        check(&format!("1\tword\n\n{sound}"), "line 1: 2 columns, expected 10");
        check(&format!("2\tword\t_\t_\t_\t_\t_\t_\t_\t_\n\n{sound}"), "expected 1");
        check(&format!("1-9\tword\t_\t_\t_\t_\t_\t_\t_\t_\n{sound}\n{sound}"), "goes past the last word");
        check(&format!("x-2\tword\t_\t_\t_\t_\t_\t_\t_\t_\n\n{sound}"), "a range such as 3-4");
    }
}
