//! Damaged Reuters SGML.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| dateline_fuzz::read(b"<REUTERS NEWID=\"1\"><TEXT>", bytes));
