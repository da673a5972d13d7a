//! Damaged gzip.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| dateline_fuzz::read(b"\x1f\x8b\x08", bytes));
