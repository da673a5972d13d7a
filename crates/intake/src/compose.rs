//! Puts a story together. In: a [`Draft`]. Out: the story with its one text and the spans of its parts.

use record::{Dateline, Part, PartKind, Span, Story};

use crate::arrival::{Incoming, Place, Signal, Warning};
use crate::byline::is_byline;
use crate::dateline::{self, Match, Trust};
use crate::draft::{Body, Draft, MarkedDateline};
use crate::headline::is_headline;
use crate::moment;
use crate::options::Options;
use crate::paragraphs::{collapse, is_space, join_lines, split};
use crate::reading::text_id;
use crate::signals;

/// A dateline and a byline stand within this many paragraphs after the headline.
const LEAD: usize = 4;

pub(crate) fn compose(mut draft: Draft, options: &Options) -> Incoming {
    let mut warnings = std::mem::take(&mut draft.warnings);
    let mut controls = 0;
    let mut clean = |text: String| clean_controls(text, &mut controls);

    let (mut paragraphs, mixed): (Vec<String>, bool) = match std::mem::take(&mut draft.body) {
        Body::Text(text) => (split(&clean(text)), true),
        Body::Lines(list) => (collapse_all(list, &mut clean), true),
        Body::Paragraphs(list) => (collapse_all(list, &mut clean), false),
    };
    let mut headline = draft.headline.take().map(|h| collapse(&clean(h))).filter(|h| !h.is_empty());
    match &headline {
        // Some sources repeat the headline in the text.
        Some(given) if paragraphs.first() == Some(given) => drop(paragraphs.remove(0)),
        None if mixed && may_be_headline(&paragraphs) => headline = Some(paragraphs.remove(0)),
        _ => {}
    }

    let mut text = TextBuilder::default();
    if let Some(headline) = &headline {
        text.block(headline, &[(PartKind::Headline, 0, headline.len())]);
    }
    let marked =
        draft.dateline.take().map(|d| MarkedDateline { text: collapse(&clean(d.text)), ..d }).filter(|d| !d.text.is_empty());
    // Some sources repeat in the text what they mark.
    let marked = marked.filter(|d| {
        let first = paragraphs.first().map(String::as_str).unwrap_or_default();
        !(first.starts_with(d.text.as_str()) || d.sure && dateline::find(first, Trust::Text).is_some())
    });
    let mut place: Option<Dateline> = None;
    let mut byline_in_text = None;
    let mut day_in_text = None;
    let mut rest = paragraphs.into_iter();
    let mut pending: Option<String> = None;

    if let Some(marked) = marked {
        let MarkedDateline { text: words, place: named, sure } = marked;
        let named = named.and_then(|name| words.find(&name).map(|at| at..at + name.len()));
        let found = match named {
            Some(place) => Some(Match { place, end: words.len() }),
            None => dateline::find(&words, if sure { Trust::Whole } else { Trust::Marked }),
        };
        let first = rest.next().unwrap_or_default();
        let dash = words.ends_with(['-', '–', '—']);
        match found {
            Some(found) if sure && !dash => {
                place = text.lead(&words, words.len(), Some(found));
                pending = Some(first).filter(|p| !p.is_empty());
            }
            // Some sources let the first words of the story slip into the dateline.
            Some(found) => {
                place = text.lead(&join_lines(&words, &first), if sure { words.len() } else { found.end }, Some(found))
            }
            None => {
                warnings.push(Warning::Dateline(words.clone()));
                if dash && moment::begins_with_day(&words) {
                    text.lead(&join_lines(&words, &first), words.len(), None);
                } else if words.ends_with('-') {
                    pending = Some(join_lines(&words, &first));
                } else {
                    text.block(&words, &[(PartKind::Paragraph, 0, words.len())]);
                    pending = Some(first).filter(|p| !p.is_empty());
                }
            }
        }
    } else {
        for _ in 0..LEAD {
            let Some(paragraph) = rest.next() else { break };
            if byline_in_text.is_none() && is_byline(&paragraph) {
                text.block(&paragraph, &[(PartKind::Byline, 0, paragraph.len())]);
                byline_in_text = Some(paragraph);
            } else if let Some(found) =
                dateline::find(&paragraph, Trust::Text).filter(|m| m.end < paragraph.len() || rest.len() > 0)
            {
                place = text.lead(&paragraph, found.end, Some(found));
                break;
            } else if day_in_text.is_none() && moment::is_day_alone(&paragraph) {
                text.block(&paragraph, &[(PartKind::Dateline, 0, paragraph.len())]);
                day_in_text = moment::read(&paragraph);
            } else {
                pending = Some(paragraph);
                break;
            }
        }
    }
    for paragraph in pending.into_iter().chain(rest) {
        text.block(&paragraph, &[(PartKind::Paragraph, 0, paragraph.len())]);
    }
    if controls > 0 {
        warnings.push(Warning::Control(controls));
    }

    let mut published = None;
    if let Some(given) = draft.published.take().filter(|p| !p.trim().is_empty()) {
        published = moment::read(&given);
        if published.is_none() {
            warnings.push(Warning::BadPublicationDay(given.chars().take(60).collect()));
        }
    }
    if published.is_none() {
        if let Some(day) = day_in_text {
            warnings.push(Warning::PublicationDayFromText(day.clone()));
            published = Some(day);
        } else {
            published = options.published.clone();
        }
    }
    if published.is_none() && !warnings.iter().any(|w| matches!(w, Warning::BadPublicationDay(_))) {
        warnings.push(Warning::NoPublicationDay);
    }

    // What a wire writes into headline and slug, where its format has no field for it.
    let mark = signals::find(headline.as_deref(), draft.slug.as_deref());
    if let Some((signal, words)) = mark {
        if draft.signal == Signal::New {
            draft.signal = signal;
        }
        draft.version = draft.version.or(Some(words));
    }
    if draft.signal == Signal::New && draft.version.as_ref().is_some_and(|v| v.trim().parse::<u32>().is_ok_and(|v| v > 1)) {
        draft.signal = Signal::Update;
    }

    let one_line = |text: Option<String>| text.map(|t| collapse(&t)).filter(|t| !t.is_empty());
    Incoming {
        story: Story {
            id: one_line(draft.id).unwrap_or_else(|| text_id(&text.text)),
            source: one_line(draft.source).or_else(|| options.source.clone()),
            url: one_line(draft.url),
            byline: one_line(draft.byline).or(byline_in_text),
            language: one_line(draft.language).unwrap_or_default(),
            published,
            headline,
            dateline: place,
            text: text.text,
            parts: text.parts,
        },
        file: String::new(),
        place: Place::Whole,
        chain: String::new(),
        version: one_line(draft.version),
        updated: draft.updated.and_then(|u| moment::read(&u)),
        slug: one_line(draft.slug),
        subjects: draft.subjects,
        places: draft.places,
        copyright: one_line(draft.copyright),
        signal: draft.signal,
        warnings,
    }
}

fn collapse_all(list: Vec<String>, clean: &mut dyn FnMut(String) -> String) -> Vec<String> {
    list.into_iter().map(|p| collapse(&clean(p))).filter(|p| !p.is_empty()).collect()
}

fn may_be_headline(paragraphs: &[String]) -> bool {
    let Some(first) = paragraphs.first() else { return false };
    is_headline(first, paragraphs.get(1).map(String::as_str))
        && dateline::find(first, Trust::Text).is_none()
        && !is_byline(first)
        && !moment::is_day_alone(first)
}

/// Controls that are neither tabs nor line ends become spaces; a byte-order mark in front goes.
fn clean_controls(text: String, count: &mut usize) -> String {
    let is_odd = |c: char| c.is_control() && !is_space(c);
    let text = match text.strip_prefix('\u{feff}') {
        Some(rest) => rest.to_owned(),
        None => text,
    };
    if !text.contains(is_odd) {
        return text;
    }
    text.chars()
        .map(|c| {
            let odd = is_odd(c);
            *count += usize::from(odd);
            if odd { ' ' } else { c }
        })
        .collect()
}

/// The text so far, with its length in code points.
#[derive(Default)]
struct TextBuilder {
    text: String,
    length: usize,
    parts: Vec<Part>,
}

impl TextBuilder {
    /// Adds a paragraph; `parts` are byte ranges in it, in order.
    fn block(&mut self, paragraph: &str, parts: &[(PartKind, usize, usize)]) -> usize {
        if !self.text.is_empty() {
            self.text.push_str("\n\n");
            self.length += 2;
        }
        let start = self.length;
        for &(kind, from, to) in parts {
            let begin = start + paragraph[..from].chars().count();
            let span = Span { start: begin, end: begin + paragraph[from..to].chars().count() };
            self.parts.push(Part { kind, span });
        }
        self.text.push_str(paragraph);
        self.length += paragraph.chars().count();
        start
    }

    /// Adds the paragraph that the dateline opens.
    fn lead(&mut self, paragraph: &str, end: usize, found: Option<Match>) -> Option<Dateline> {
        let body = paragraph.len() - paragraph[end..].trim_start_matches(is_space).len();
        let mut parts = vec![(PartKind::Dateline, 0, end)];
        if body < paragraph.len() {
            parts.push((PartKind::Paragraph, body, paragraph.len()));
        }
        let start = self.block(paragraph, &parts);
        found.map(|Match { place, .. }| {
            let text = paragraph[place.clone()].to_owned();
            let begin = start + paragraph[..place.start].chars().count();
            Dateline { span: Span { start: begin, end: begin + text.chars().count() }, text, place: None }
        })
    }
}
