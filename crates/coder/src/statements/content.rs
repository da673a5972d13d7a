//! How far the content of a statement reaches past the sentence of its cue.
//!
//! In: the content in the cue's sentence, and the quotations of the text. Out: byte ranges of the whole content. A quotation that the content
//! stands in is taken whole, however many sentences it has; so are quoted sentences that follow in the paragraph without a cue
//! of their own, and the paragraphs that an open quotation goes on in.

use std::ops::Range;

use language::Analysis;

use super::quotations::Quotations;

/// What is said where.
pub(super) struct Layout<'a> {
    pub(super) text: &'a str,
    pub(super) analysis: &'a Analysis,
    pub(super) quotations: Quotations,
    /// Index of the paragraph of each sentence.
    pub(super) paragraph: Vec<usize>,
}

/// The whole content of a statement whose cue stands in `sentence`. `cue` and `content` are bytes; `content` is in order.
pub(super) fn reach(layout: &Layout<'_>, sentence: usize, cue: &Range<usize>, content: &[Range<usize>]) -> Vec<Range<usize>> {
    let here = &layout.analysis.sentences[sentence].span;
    let quotations = &layout.quotations;
    let mut out: Vec<Range<usize>> = Vec::with_capacity(content.len());
    let outside = |index: usize| !quotations.get(index).span.contains(&cue.start);
    let mut last_quotation = None;
    for range in content {
        let mut range = range.clone();
        if let Some(index) = quotations.around(range.start).filter(|&index| outside(index)) {
            let span = &quotations.get(index).span;
            if span.start < here.start {
                range.start = span.start;
            }
            last_quotation = Some(index);
        }
        if let Some(index) = quotations.around(range.end.saturating_sub(1)).filter(|&index| outside(index)) {
            let span = &quotations.get(index).span;
            if span.end > here.end {
                range.end = span.end;
            }
            last_quotation = Some(index);
        }
        out.push(range);
    }
    // Only words in quotation marks go on by themselves.
    let Some(mut index) = last_quotation else { return join(layout.text, out) };
    while let Some(next) = quotations.next_of(index) {
        out.push(quotations.get(next).span.clone());
        index = next;
    }
    out.extend(running(layout, sentence, out.iter().map(|r| r.end).max().unwrap_or(here.end)));
    join(layout.text, out)
}

/// Quoted sentences after byte `from` that go on with the same paragraph and have no cue outside their quotation.
fn running(layout: &Layout<'_>, sentence: usize, from: usize) -> Vec<Range<usize>> {
    let mut out = Vec::new();
    let mut end = from;
    for (index, later) in layout.analysis.sentences.iter().enumerate().skip(sentence + 1) {
        let here = &later.span;
        if here.end <= end {
            continue;
        }
        if layout.paragraph[index] != layout.paragraph[sentence] || here.start < end {
            break;
        }
        let Some(quotation) = layout.quotations.around(here.start).map(|i| layout.quotations.get(i)) else { break };
        let rest = &layout.text[quotation.span.end.clamp(here.start, here.end)..here.end];
        if rest.chars().any(char::is_alphanumeric) {
            break;
        }
        out.push(quotation.span.clone());
        end = quotation.span.end.max(here.end);
    }
    out
}

/// Ranges in order; those that overlap, or have only white space between them, become one.
fn join(text: &str, mut ranges: Vec<Range<usize>>) -> Vec<Range<usize>> {
    ranges.sort_by_key(|r| (r.start, r.end));
    let mut out: Vec<Range<usize>> = Vec::with_capacity(ranges.len());
    for range in ranges {
        match out.last_mut() {
            Some(last) if range.start <= last.end || text[last.end..range.start].chars().all(char::is_whitespace) => {
                last.end = last.end.max(range.end);
            }
            _ => out.push(range),
        }
    }
    out
}
