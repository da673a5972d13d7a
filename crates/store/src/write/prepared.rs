//! What can be made of a record before it is the writer's turn. In: a record. Out: the record with what grouping keeps of it.

use record::Delivered;

use crate::episodes::Kept;

/// A record ready to be written. Only one thread can write; what needs no file is made here, in any.
#[derive(Debug)]
pub struct Prepared {
    pub(super) delivered: Delivered,
    /// None where it could not be made: the writer tries again, and says why.
    pub(super) kept: Option<Kept>,
}

impl From<Delivered> for Prepared {
    fn from(delivered: Delivered) -> Self {
        Self { kept: Kept::of(&delivered).ok(), delivered }
    }
}
