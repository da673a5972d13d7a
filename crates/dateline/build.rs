//! Fingerprints of the models and the lexicon that are compiled in, so that every record says what made it.

use std::{env, fs, path::Path};

fn main() {
    let root = Path::new(&env::var("CARGO_MANIFEST_DIR").expect("cargo sets it")).join("../..");
    for (name, folder, ending) in [("DATELINE_MODELS", "models", "bin"), ("DATELINE_LEXICON", "lexicon", "")] {
        let mut hash = 0xcbf2_9ce4_8422_2325;
        fingerprint(&root, Path::new(folder), ending, &mut hash);
        println!("cargo::rustc-env={name}={hash:016x}");
    }
}

/// FNV-1a over the names and bytes of all files with the ending, in the order of their names.
fn fingerprint(root: &Path, folder: &Path, ending: &str, hash: &mut u64) {
    println!("cargo::rerun-if-changed={}", root.join(folder).display());
    let mut names: Vec<_> =
        fs::read_dir(root.join(folder)).into_iter().flatten().flatten().map(|entry| entry.file_name()).collect();
    names.sort();
    for name in names {
        let path = folder.join(&name);
        if root.join(&path).is_dir() {
            fingerprint(root, &path, ending, hash);
        } else if path.extension().is_some_and(|e| e == ending) || ending.is_empty() {
            println!("cargo::rerun-if-changed={}", root.join(&path).display());
            let bytes = fs::read(root.join(&path)).expect("a file that was just listed");
            for byte in path.to_string_lossy().replace('\\', "/").bytes().chain(bytes) {
                *hash = (*hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
            }
        }
    }
}
