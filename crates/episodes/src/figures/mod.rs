//! The ledger of figures: who counted what, when, and whether the counts can all be true.
//!
//! In: records of one episode. Out: [`Figure`]s, grouped where the same thing is counted, with every pair compared.
//! Nothing is judged or merged: a conflict names the two figures and why they cannot both hold.

mod bound;
mod claim;
mod ledger;

pub use bound::{Agreement, Because, Count, compare};
pub use claim::{Claimant, Figure, figures};
pub(crate) use claim::{day, innermost};
pub use ledger::{Counted, FigureGroup, FigurePair, group_figures};
