//! Plans and what came of them: what is planned and called for, followed over stories and outlets.
//!
//! In: [`Telling`]s, events that plan, call for, deny, put off, call off or tell of an act. Out: a [`Plan`] each, with its days as they were
//! told and by whom, and its [`Outcome`] with the evidence. Nothing is merged away: every telling stays readable.

mod as_text;
mod changes;
mod families;
mod follow;
mod matching;
mod plan;
mod plan_id;
mod telling;

pub use changes::{Change, DayAt, Turn, change, may_change};
pub use families::{kinds, meets};
pub use follow::{Withdrawn, follow};
pub use plan::{Dates, Evidence, Outcome, Plan};
pub use telling::{Telling, denied_ahead};
