//! Options of the commands that read stories. In: arguments. Out: inputs and [`Options`] for [`intake::read`].

use std::path::PathBuf;

use intake::{Fields, Input, Options};

use super::Failure;

#[derive(clap::Args)]
pub(super) struct Reading {
    /// Files, folders or globs; `-` is standard input
    #[arg(required = true, value_name = "PATH")]
    pub(super) paths: Vec<PathBuf>,
    /// Day of publication for stories that give none (2025-07-09)
    #[arg(long, value_name = "DAY")]
    published: Option<String>,
    /// Source for stories that name none
    #[arg(long, value_name = "NAME")]
    source: Option<String>,
    /// Where a JSON field or column has an odd name, as in `--field text=content`; parts: id, published, source, headline, text, url,
    /// byline, language
    #[arg(long = "field", value_name = "PART=NAME")]
    fields: Vec<String>,
    /// Largest single story that is read, in MiB; larger ones are rejected by name
    #[arg(long, value_name = "MIB", default_value_t = 16, value_parser = clap::value_parser!(u16).range(1..=4096), hide_short_help = true)]
    largest_story: u16,
    /// Code stories in other languages too, as if they were English
    #[arg(long)]
    any_language: bool,
    /// Say nothing but errors
    #[arg(long, short)]
    pub(super) quiet: bool,
}

impl Reading {
    pub(super) fn inputs(&self) -> Vec<Input> {
        self.paths.iter().cloned().map(Input::from).collect()
    }

    pub(super) fn options(&self) -> Result<Options, Failure> {
        let mut fields = Fields::default();
        for given in &self.fields {
            let Some((part, name)) = given.split_once('=') else {
                return Err(Failure::Usage(format!("--field {given}: expected PART=NAME, as in text=content")));
            };
            let Some(field) = fields.of(part) else {
                let parts = Fields::PARTS;
                return Err(Failure::Usage(format!("--field {given}: {part:?} is no part of a story; expected {parts}")));
            };
            *field = Some(name.to_owned());
        }
        Ok(Options {
            fields,
            english_only: !self.any_language,
            source: self.source.clone(),
            published: self.published.clone(),
            max_story_bytes: usize::from(self.largest_story) << 20,
            ..Options::default()
        })
    }
}
