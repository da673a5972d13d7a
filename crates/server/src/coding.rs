//! What codes a text for the server: the engine, brought by the program that the server is built into.

use coder::explanation::Explanation;
use record::{Record, Story};

/// Codes stories on demand. Several threads ask at once.
pub trait Coding: Send + Sync + 'static {
    /// What its records name as their engine.
    fn identity(&self) -> &record::Engine;

    /// Codes a story, and says how each part of its record came about.
    fn explain(&self, story: Story) -> (Record, Explanation);
}
