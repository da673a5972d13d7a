//! Damaged WARC.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| dateline_fuzz::read(b"WARC/1.0\r\n", bytes));
