//! How much of the input is done, in bytes of files. In: paths, and the file that each arrival came from. Out: a share from 0 to 1.

use std::{
    collections::HashMap,
    fs,
    path::{Path, PathBuf},
};

/// The sizes of the files that a run reads. Globs and standard input have none, and then there is no share.
pub(super) struct Volume {
    sizes: HashMap<String, u64>,
    total: u64,
    done: u64,
    current: String,
}

/// More files than this are not looked up one by one beforehand.
const FILES: usize = 100_000;

impl Volume {
    pub(super) fn of(paths: &[PathBuf]) -> Self {
        let mut sizes = HashMap::new();
        for path in paths {
            collect(path, &mut sizes);
        }
        let total = if sizes.len() < FILES { sizes.values().sum() } else { 0 };
        Self { sizes, total, done: 0, current: String::new() }
    }

    /// An arrival came from this file (`archive.zip/member` for a member). The share that is done, if it can be known.
    pub(super) fn at(&mut self, file: &str) -> Option<f64> {
        if !self.current.is_empty() && within(file, &self.current) {
            return self.share();
        }
        self.done += self.sizes.remove(&self.current).unwrap_or(0);
        self.current = self.known(file).unwrap_or(file).to_owned();
        self.share()
    }

    fn share(&self) -> Option<f64> {
        (self.total > 0 && self.done > 0).then(|| self.done as f64 / self.total as f64)
    }

    /// The file on disk that a name stands for: itself, or the archive in front of a member's name.
    fn known<'f>(&self, file: &'f str) -> Option<&'f str> {
        if self.sizes.contains_key(file) {
            return Some(file);
        }
        file.match_indices('/').rev().map(|(at, _)| &file[..at]).find(|name| self.sizes.contains_key(*name))
    }
}

/// Whether a name stands for this file or for a member of it.
fn within(name: &str, file: &str) -> bool {
    name.strip_prefix(file).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

fn collect(path: &Path, sizes: &mut HashMap<String, u64>) {
    if sizes.len() >= FILES {
        return;
    }
    let Ok(about) = fs::metadata(path) else { return };
    if about.is_file() {
        sizes.insert(path.display().to_string(), about.len());
    } else if about.is_dir() {
        for entry in fs::read_dir(path).into_iter().flatten().flatten() {
            if !entry.file_name().to_string_lossy().starts_with('.') {
                collect(&entry.path(), sizes);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_count_when_the_next_one_begins() {
        let folder = std::env::temp_dir().join(format!("dateline-volume-{}", std::process::id()));
        fs::create_dir_all(&folder).expect("a folder");
        let name = |name: &str| folder.join(name).display().to_string();
        for (file, bytes) in [("a.txt", 100), ("b.zip", 300), ("c.txt", 600)] {
            fs::write(name(file), vec![b'x'; bytes]).expect("a file");
        }
        let mut volume = Volume::of(std::slice::from_ref(&folder));
        let shares = [
            (name("a.txt"), None),
            (name("a.txt"), None),
            (name("b.zip/one"), Some(0.1)),
            (name("b.zip/two"), Some(0.1)),
            (name("c.txt"), Some(0.4)),
        ];
        for (file, share) in shares {
            assert_eq!(volume.at(&file), share, "{file}");
        }
        fs::remove_dir_all(&folder).expect("it was made here");
    }
}
