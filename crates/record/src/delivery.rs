//! What the source said of a story beside its text: which version it is of which story, and the labels it travels under.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{Record, Story};

/// A record with how its story came in: what `dateline code` and `dateline watch` print.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Delivered {
    /// The record.
    #[serde(flatten)]
    pub record: Record,
    /// How its story came in.
    pub delivery: Delivery,
}

/// How a version of a story came in.
///
/// Of the lines with the same `chain` the last one stands, and none if its signal is `withdraw`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Delivery {
    /// Names the story of which this is a version: the id of the first version that came.
    pub chain: String,
    /// What this version does to the earlier ones.
    pub signal: Signal,
    /// The version as the source counts it: a number, or the stage of a wire chain (`LEAD`, `2nd LD`).
    pub version: Option<String>,
    /// When this version was made: ISO 8601 date or date-time.
    pub updated: Option<String>,
    /// Slug line, the working name of the story in its newsroom.
    pub slug: Option<String>,
    /// Subject codes and keywords, as the source writes them.
    pub subjects: Vec<String>,
    /// Places that the source's metadata names.
    pub places: Vec<String>,
    /// Copyright or rights line.
    pub copyright: Option<String>,
    /// The feed that it came from, if one was watched.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub feed: Option<FromFeed>,
}

/// How a story came from a feed that is watched.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct FromFeed {
    /// The feed's address, as it was given.
    pub address: String,
    /// Digest of the item: the feed's address, the story's id and this together name one version.
    pub digest: String,
    /// The run before ended while this version was written out: the line may have come already.
    pub perhaps_repeated: bool,
}

/// A story with how it came in, not yet coded: what `dateline watch --stories` prints.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct DeliveredStory {
    /// The story.
    pub story: Story,
    /// How it came in.
    pub delivery: Delivery,
}

/// What a version of a story does to the versions before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Signal {
    /// A first version, or a source that does not say.
    #[default]
    New,
    /// Adds to or rewrites an earlier version (a lead, an update, a write-through).
    Update,
    /// Mends an error: replaces the earlier version.
    Correct,
    /// Withdraws the story (kill, withdrawal, embargo breach). It has no text: what was sent is not to be used.
    Withdraw,
}
