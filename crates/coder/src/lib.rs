//! From read text to records.
//!
//! In: the text of a story and its [`language::Analysis`]. Out: times, quantities. No I/O happens here.

mod atoms;
mod lexicon;
mod numerals;
pub mod quantities;
pub mod times;
