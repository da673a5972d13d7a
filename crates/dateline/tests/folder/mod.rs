//! A folder of a test's own. In: a name. Out: an empty folder, taken away at the end.

use std::{fs, path::PathBuf};

/// The folder's path.
pub(crate) struct Folder(pub(crate) PathBuf);

impl Folder {
    /// An empty folder that no other test and no other run has.
    pub(crate) fn new(name: &str) -> Self {
        let folder = std::env::temp_dir().join(format!("dateline-{name}-{}", std::process::id()));
        let _ = fs::remove_dir_all(&folder);
        fs::create_dir_all(&folder).expect("a folder");
        Self(folder)
    }

    /// The path of a file in it.
    pub(crate) fn file(&self, name: &str) -> String {
        self.0.join(name).display().to_string()
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}
