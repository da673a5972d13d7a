//! The front door: bytes in, records out.

pub mod conllu;
