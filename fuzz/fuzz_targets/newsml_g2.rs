//! Damaged NewsML-G2.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| dateline_fuzz::read(b"<newsItem guid='a' standard='NewsML-G2' standardversion='2.30'><itemMeta>", bytes));
