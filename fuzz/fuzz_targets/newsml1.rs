//! Damaged NewsML 1.x.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| dateline_fuzz::read(b"<?xml version='1.0'?><NewsML><NewsItem>", bytes));
