//! Damaged plain text.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| dateline_fuzz::read(b"date 2024-03-04 Envoy arrives\n\n", bytes));
