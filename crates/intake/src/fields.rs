//! Names of fields. In: what is looked for, and the caller's own names. Out: the names to try, in order.

use std::collections::HashMap;
use std::sync::LazyLock;

use crate::options::Fields;
use crate::words::rows;

/// A thing that a story has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Field {
    Id,
    Published,
    Updated,
    Source,
    Headline,
    Text,
    Url,
    Byline,
    Language,
    Version,
    Slug,
    /// A list of stories.
    Stories,
}

static NAMES: LazyLock<HashMap<&'static str, Vec<&'static str>>> = LazyLock::new(|| {
    rows(include_str!("../../../lexicon/wire/fields.tsv")).filter_map(|mut row| Some((row.next()?, row.collect()))).collect()
});

/// Names to try for `field`: the caller's, or the usual ones.
pub(crate) fn names(field: Field, own: &Fields) -> Vec<&str> {
    let (key, own) = match field {
        Field::Id => ("id", &own.id),
        Field::Published => ("published", &own.published),
        Field::Updated => ("updated", &None),
        Field::Source => ("source", &own.source),
        Field::Headline => ("headline", &own.headline),
        Field::Text => ("text", &own.text),
        Field::Url => ("url", &own.url),
        Field::Byline => ("byline", &own.byline),
        Field::Language => ("language", &own.language),
        Field::Version => ("version", &None),
        Field::Slug => ("slug", &None),
        Field::Stories => ("stories", &None),
    };
    match own {
        Some(name) => vec![name.as_str()],
        None => NAMES.get(key).cloned().unwrap_or_default(),
    }
}
