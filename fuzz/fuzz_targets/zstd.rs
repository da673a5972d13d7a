//! Damaged zstd.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| dateline_fuzz::read(b"\x28\xb5\x2f\xfd", bytes));
