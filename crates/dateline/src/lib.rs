//! dateline turns news text into a record that can be checked and queried.
//!
//! In: stories. Out: records. This crate is the front door: it joins the rooms ([`Engine`]), spreads stories over threads with results in
//! the order of the input ([`ordered`]), shows a record to a person ([`explanation_page`]), reads the act between two parties ([`Pair`]), and knows
//! CoNLL-U ([`conllu`]). The `dateline` command is a thin layer over it.

pub mod conllu;
mod engine;
pub mod ordered;
mod page;
mod relate;

pub use engine::Engine;
pub use page::explanation_page;
pub use relate::{Pair, Unrelated};
