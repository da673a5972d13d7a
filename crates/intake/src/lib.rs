//! Bytes to stories: readers for every form that news comes in.

pub mod feeds;
pub mod html;
