//! The text cut wherever a record begins or ends, so that records may overlap in any way.
//!
//! In: a record and the characters of its text. Out: spans of markup that name every record that covers them, and before the words of a record its letter,
//! which leads to its card.

use std::collections::BTreeMap;

use maud::{Markup, html};
use record::{Record, Span};

use crate::pages::words::letters;

/// A stretch of the text that a record covers.
struct Cover<'r> {
    span: Span,
    id: &'r str,
    /// The layer: `v`, `s`, `q`, `t`, `e`; and `cue` for the words of saying.
    layer: &'static str,
}

/// The text with what covers it.
pub(super) struct Segments<'r> {
    text: &'r [char],
    covers: Vec<Cover<'r>>,
    /// Length of the longest of them: what begins further back does not reach.
    longest: usize,
    /// Where something begins or ends, in order, each once.
    cuts: Vec<usize>,
    /// Records by the position at which their letter stands.
    badges: BTreeMap<usize, Vec<&'r str>>,
}

impl<'r> Segments<'r> {
    pub(super) fn of(record: &'r Record, text: &'r [char]) -> Self {
        let mut covers = Vec::new();
        let mut badges: BTreeMap<usize, Vec<&str>> = BTreeMap::new();
        let mut cover = |span: Span, id: &'r str, layer| {
            let span = Span { start: span.start.min(text.len()), end: span.end.min(text.len()) };
            if span.start < span.end {
                covers.push(Cover { span, id, layer });
            }
        };
        let mut badge = |at: Option<&Span>, id: &'r str| {
            if let Some(span) = at {
                badges.entry(span.start).or_default().push(id);
            }
        };
        for event in &record.events {
            cover(event.anchor, &event.id, "v");
            badge(Some(&event.anchor), &event.id);
        }
        for statement in &record.statements {
            let said = statement.content.iter().chain(&statement.source.spans);
            for span in said.chain(statement.addressee.iter().flat_map(|addressee| &addressee.spans)) {
                cover(*span, &statement.id, "s");
            }
            for span in &statement.cue.spans {
                cover(*span, &statement.id, "s cue");
            }
            badge(statement.cue.spans.first().or(statement.content.first()), &statement.id);
        }
        for quantity in &record.quantities {
            cover(quantity.span, &quantity.id, "q");
            badge(Some(&quantity.span), &quantity.id);
        }
        for time in &record.times {
            cover(time.span, &time.id, "t");
            badge(Some(&time.span), &time.id);
        }
        for entity in &record.entities {
            for mention in &entity.mentions {
                cover(mention.span, &entity.id, "e");
            }
            badge(entity.mentions.iter().map(|mention| &mention.span).min_by_key(|span| span.start), &entity.id);
        }
        covers.sort_by_key(|cover| (cover.span.start, std::cmp::Reverse(cover.span.end)));
        let mut cuts: Vec<usize> = covers.iter().flat_map(|cover| [cover.span.start, cover.span.end]).collect();
        cuts.extend(badges.keys().filter(|at| **at < text.len()));
        cuts.sort_unstable();
        cuts.dedup();
        let longest = covers.iter().map(|cover| cover.span.end - cover.span.start).max().unwrap_or_default();
        Self { text, covers, longest, cuts, badges }
    }

    pub(super) fn len(&self) -> usize {
        self.text.len()
    }

    /// The markup of a stretch of the text.
    pub(super) fn of_span(&self, span: Span) -> Markup {
        html! {
            @for segment in self.segments(span) {
                @for id in self.badges.get(&segment.start).into_iter().flatten() {
                    a class={ "badge " (&id[..1]) } id={ "w-" (id) } href={ "#" (id) } { (id) }
                }
                @if segment.covers.is_empty() { (letters(&segment.words)) } @else {
                    span class={ "seg " (classes(&segment.covers)) } data-r=(ids(&segment.covers)) { (letters(&segment.words)) }
                }
            }
        }
    }

    /// A stretch of the text, cut wherever something begins or ends in it.
    fn segments(&self, span: Span) -> Vec<Segment<'_>> {
        let (start, end) = (span.start.min(self.text.len()), span.end.min(self.text.len()));
        let mut bounds = vec![start];
        bounds.extend(self.cuts[self.cuts.partition_point(|cut| *cut <= start)..].iter().take_while(|cut| **cut < end));
        bounds.push(end);
        // Those that cover the beginning, and then those that begin further on; both in the order of `covers`.
        let first_later = self.covers.partition_point(|cover| cover.span.start < start);
        let first_near = self.covers.partition_point(|cover| cover.span.start + self.longest < start);
        let mut active: Vec<&Cover<'_>> =
            self.covers[first_near..first_later].iter().filter(|cover| cover.span.end > start).collect();
        let mut later = self.covers[first_later..].iter().peekable();
        let mut segments = Vec::new();
        for pair in bounds.windows(2).filter(|pair| pair[0] < pair[1]) {
            active.retain(|cover| cover.span.end > pair[0]);
            while let Some(cover) = later.next_if(|cover| cover.span.start <= pair[0]) {
                active.push(cover);
            }
            segments.push(Segment {
                start: pair[0],
                words: self.text[pair[0]..pair[1]].iter().collect(),
                covers: active.clone(),
            });
        }
        segments
    }
}

/// A stretch within which nothing begins or ends.
struct Segment<'s> {
    start: usize,
    words: String,
    covers: Vec<&'s Cover<'s>>,
}

fn classes(active: &[&Cover<'_>]) -> String {
    let mut layers: Vec<&str> = active.iter().flat_map(|cover| cover.layer.split(' ')).collect();
    layers.sort_unstable();
    layers.dedup();
    layers.join(" ")
}

fn ids(active: &[&Cover<'_>]) -> String {
    let mut ids: Vec<&str> = active.iter().map(|cover| cover.id).collect();
    ids.sort_unstable();
    ids.dedup();
    ids.join(" ")
}
