//! Damaged mail.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| dateline_fuzz::read(b"From: a@b.c\nSubject: x\n", bytes));
