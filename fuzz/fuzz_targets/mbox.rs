//! Damaged mbox.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| dateline_fuzz::read(b"From a@b.c Mon Mar  4 10:00:00 2024\nFrom: a@b.c\nSubject: x\n", bytes));
