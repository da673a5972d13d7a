//! Damaged ARC.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| dateline_fuzz::read(b"filedesc://x 0.0.0.0 20240304100000 text/plain 3\n1 0\n\n", bytes));
