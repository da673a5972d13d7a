//! What a caller can set.

/// How to read.
#[derive(Debug, Clone)]
pub struct Options {
    /// Longest single story, line or member that is read; longer ones are rejected by name. Bytes.
    pub max_story_bytes: usize,
    /// Most bytes that one compressed file or archive may unfold to.
    pub max_unpacked_bytes: u64,
    /// How deep archives and messages may lie in one another.
    pub max_depth: usize,
    /// Names of columns and JSON fields, tried before the usual ones.
    pub fields: Fields,
    /// Let items pass that only have properties which their standard does not know.
    pub lenient: bool,
    /// Pass over stories that are not in English.
    pub english_only: bool,
    /// Source for stories that name none.
    pub source: Option<String>,
    /// Day of publication for stories that give none (ISO 8601).
    pub published: Option<String>,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            max_story_bytes: 16 << 20,
            max_unpacked_bytes: 64 << 30,
            max_depth: 4,
            fields: Fields::default(),
            lenient: false,
            english_only: true,
            source: None,
            published: None,
        }
    }
}

/// Names of columns and JSON fields for each thing a story has; `None` means the usual names.
#[derive(Debug, Clone, Default)]
pub struct Fields {
    /// Id of the story.
    pub id: Option<String>,
    /// Day or moment of publication.
    pub published: Option<String>,
    /// Publisher.
    pub source: Option<String>,
    /// Headline.
    pub headline: Option<String>,
    /// Text.
    pub text: Option<String>,
    /// Address.
    pub url: Option<String>,
    /// Author line.
    pub byline: Option<String>,
    /// Language tag.
    pub language: Option<String>,
}

impl Fields {
    /// What a story has, by the names that [`Fields::of`] takes.
    pub const PARTS: &str = "id, published, source, headline, text, url, byline or language";

    /// The field for a part of a story; none if a story has no such part.
    pub fn of(&mut self, part: &str) -> Option<&mut Option<String>> {
        Some(match part {
            "id" => &mut self.id,
            "published" => &mut self.published,
            "source" => &mut self.source,
            "headline" => &mut self.headline,
            "text" => &mut self.text,
            "url" => &mut self.url,
            "byline" => &mut self.byline,
            "language" => &mut self.language,
            _ => return None,
        })
    }
}
