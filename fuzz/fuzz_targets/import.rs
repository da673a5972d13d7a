//! A folder of our own Parquet with one table damaged: it is read, or refused with a reason.
//!
//! The first byte picks the table, the next two a place in its file; the others are mixed into what stands there. After a first `@` and the
//! byte of the table, the rest is the whole file.
#![no_main]

use std::{fs, sync::OnceLock};

use dateline_fuzz::example;
use dateline_tables::{FolderWriter, Table, read_folder};
use tempfile::TempDir;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    static FOLDER: OnceLock<(TempDir, Vec<Vec<u8>>)> = OnceLock::new();
    let (folder, whole) = FOLDER.get_or_init(|| {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("tables");
        let mut writer = FolderWriter::create(&path).expect("a folder");
        writer.write(example()).and_then(|()| writer.finish()).expect("our own record");
        let file = |table: &Table| fs::read(path.join(format!("{}.parquet", table.name()))).expect("a table");
        let whole = Table::ALL.iter().map(file).collect();
        (folder, whole)
    });
    let (given, bytes) = bytes.strip_prefix(b"@").map_or((false, bytes), |rest| (true, rest));
    let Some((&table, rest)) = bytes.split_first() else { return };
    let at = usize::from(table) % Table::ALL.len();
    let damaged = match rest {
        _ if given => rest.to_vec(),
        [low, high, mixed @ ..] => {
            let mut file = whole[at].clone();
            let from = usize::from(u16::from_le_bytes([*low, *high])) % file.len();
            for (byte, mixed) in file[from..].iter_mut().zip(mixed) {
                *byte ^= mixed;
            }
            file
        }
        _ => return,
    };
    let file = folder.path().join("tables").join(format!("{}.parquet", Table::ALL[at].name()));
    fs::write(&file, damaged).expect("written");
    let outcome = read_folder(&folder.path().join("tables"));
    fs::write(&file, &whole[at]).expect("written");
    if let Err(error) = outcome {
        assert!(!error.to_string().is_empty());
    }
});
