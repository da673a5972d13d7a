//! Damaged wire messages.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| dateline_fuzz::read(b"\x16\x16\x01f0704\x1freute\nu f BC-RIVER   03-04 0105\n\x02", bytes));
