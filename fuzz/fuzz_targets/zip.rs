//! Damaged zip.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| dateline_fuzz::read(b"PK\x03\x04", bytes));
