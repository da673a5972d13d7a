//! The front door: bytes in, records out.
