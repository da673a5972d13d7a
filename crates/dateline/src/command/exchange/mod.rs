//! Stores as folders of files by month, there (`dateline export`) and back (`dateline import`).

pub(super) mod export;
pub(super) mod import;
mod manifest;
