//! Entities from the names of a story: one for each, with every place that names it.
//!
//! In: the story, its analysis. Out: entities in order of first mention; the dateline's place is told the story.
//! A shorter name joins the last longer one of its kind whose end it is ("Brandt", "Ana Brandt"), or whose initials it spells.

use std::ops::Range;

use language::{Analysis, CodePoints, NameKind, NameTag, Sentence};
use record::{Entity, EntityKind, Mention, MentionKind, Story};

/// A name in the text.
struct Name<'t> {
    kind: EntityKind,
    bytes: Range<usize>,
    words: Vec<&'t str>,
}

/// An entity while it is being put together.
struct Group<'t> {
    kind: EntityKind,
    /// Words of the fullest name.
    words: Vec<&'t str>,
    name: String,
    mentions: Vec<Range<usize>>,
}

/// The entities of a story.
pub(crate) fn find(story: &mut Story, analysis: &Analysis, points: &CodePoints) -> Vec<Entity> {
    let text = std::mem::take(&mut story.text);
    let mut groups: Vec<Group<'_>> = Vec::new();
    let dateline = story.dateline.as_ref().map(|d| points.bytes(d.span));
    if let Some(bytes) = dateline.clone() {
        let words = text[bytes.clone()].split_whitespace().collect();
        add(&mut groups, Name { kind: EntityKind::Place, bytes, words }, &text);
    }
    for name in analysis.sentences.iter().flat_map(|s| names(s, &text)) {
        add(&mut groups, name, &text);
    }
    for group in &mut groups {
        group.mentions.sort_by_key(|m| m.start);
    }
    groups.sort_by_key(|g| g.mentions[0].start);
    let entities: Vec<Entity> = groups.into_iter().enumerate().map(|(i, g)| entity(i, g, points)).collect();
    if let (Some(dateline), Some(bytes)) = (&mut story.dateline, dateline) {
        let span = points.span(&bytes);
        dateline.place = entities.iter().find(|e| e.mentions.iter().any(|m| m.span == span)).map(|e| e.id.clone());
    }
    story.text = text;
    entities
}

fn entity(index: usize, group: Group<'_>, points: &CodePoints) -> Entity {
    Entity {
        id: format!("e{}", index + 1),
        name: group.name,
        kind: group.kind,
        country: None,
        sectors: Vec::new(),
        role: None,
        code: None,
        latitude: None,
        longitude: None,
        geonames: None,
        admin1: None,
        mentions: group.mentions.iter().map(|bytes| Mention { span: points.span(bytes), kind: MentionKind::Name }).collect(),
    }
}

/// The names of a sentence, in order.
fn names<'t>(sentence: &Sentence, text: &'t str) -> Vec<Name<'t>> {
    let mut out: Vec<Name<'t>> = Vec::new();
    for token in &sentence.tokens {
        let word = &text[token.span.clone()];
        match token.name {
            NameTag::Outside => {}
            NameTag::Begin(kind) => out.push(Name { kind: entity_kind(kind), bytes: token.span.clone(), words: vec![word] }),
            NameTag::Inside(_) => {
                if let Some(name) = out.last_mut() {
                    name.bytes.end = token.span.end;
                    name.words.push(word);
                }
            }
        }
    }
    out
}

fn entity_kind(kind: NameKind) -> EntityKind {
    match kind {
        NameKind::Person => EntityKind::Person,
        NameKind::Organization => EntityKind::Organization,
        NameKind::Place => EntityKind::Place,
    }
}

fn add<'t>(groups: &mut Vec<Group<'t>>, name: Name<'t>, text: &str) {
    let shown = || text[name.bytes.clone()].split_whitespace().collect::<Vec<_>>().join(" ");
    match groups
        .iter_mut()
        .rev()
        .find(|g| g.kind == name.kind && (same(&g.words, &name.words) || shortened(&g.words, &name.words)))
    {
        Some(group) => {
            if name.words.len() > group.words.len() || (group.words.len() == name.words.len() && all_capitals(&group.words)) {
                group.name = shown();
                group.words = name.words;
            }
            group.mentions.push(name.bytes);
        }
        None => groups.push(Group { kind: name.kind, name: shown(), words: name.words, mentions: vec![name.bytes] }),
    }
}

fn all_capitals(words: &[&str]) -> bool {
    words.iter().all(|w| !w.chars().any(char::is_lowercase))
}

fn same(a: &[&str], b: &[&str]) -> bool {
    a.len() == b.len() && a.iter().zip(b).all(|(x, y)| x.to_lowercase() == y.to_lowercase())
}

/// Whether one is the end of the other, or spells its initials.
fn shortened(a: &[&str], b: &[&str]) -> bool {
    let (long, short) = if a.len() >= b.len() { (a, b) } else { (b, a) };
    if long.len() == short.len() || short.is_empty() {
        return false;
    }
    let initials = || {
        long.iter()
            .filter(|w| w.chars().next().is_some_and(char::is_uppercase))
            .filter_map(|w| w.chars().next())
            .collect::<String>()
    };
    same(&long[long.len() - short.len()..], short)
        || (short.len() == 1 && short[0].len() > 1 && all_capitals(short) && short[0].replace('.', "") == initials())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shorter_names_join_longer_ones() {
        let check = |a: &str, b: &str, expected: bool| {
            let (x, y): (Vec<&str>, Vec<&str>) = (a.split(' ').collect(), b.split(' ').collect());
            assert_eq!(same(&x, &y) || shortened(&x, &y), expected, "{a} / {b}");
            assert_eq!(same(&y, &x) || shortened(&y, &x), expected, "{b} / {a}");
        };
        check("Ana Brandt", "Brandt", true);
        check("Ana Maria Brandt", "Brandt", true);
        check("Ana Brandt", "Ana", false);
        check("World Health Organization", "WHO", true);
        check("World Health Organization", "Organization", true);
        check("Ministry of Defence", "MD", true);
        check("MOSCOW", "Moscow", true);
        check("Brandt", "Brandts", false);
    }
}
