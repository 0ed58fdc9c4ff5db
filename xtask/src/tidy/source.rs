//! The text files of the repository.

use super::mask::mask;
use crate::trouble::{Done, Trouble};
use std::path::Path;

/// One text file.
pub(super) struct Source {
    /// Path from the root, with `/` on every system.
    pub(super) path: String,
    /// Its text.
    pub(super) text: String,
    /// The same with comments and literals blanked, line for line; empty unless it is Rust.
    pub(super) code: String,
}

/// Folders that hold what machines made.
const SKIPPED: [&str; 9] = [
    ".git",
    ".tools",
    "target",
    "runs",
    "node_modules",
    "fuzz/corpus",
    "fuzz/artifacts",
    "fuzz/coverage",
    ".jj",
];

/// Largest file that is read, in bytes: nobody writes longer ones by hand.
const LARGEST: u64 = 1 << 20;

impl Source {
    pub(super) fn new(path: &str, text: String) -> Self {
        let code = if path.ends_with(".rs") { mask(&text) } else { String::new() };
        Self { path: path.to_owned(), text, code }
    }

    /// Whether it is Rust that ships: not a test, not a benchmark.
    pub(super) fn ships(&self) -> bool {
        let apart = ["/tests/", "/benches/", "fuzz/"];
        self.path.ends_with(".rs") && !apart.iter().any(|part| self.path.contains(part))
    }

    /// File name without folders and ending.
    pub(super) fn stem(&self) -> &str {
        let name = self.path.rsplit('/').next().unwrap_or(&self.path);
        name.strip_suffix(".rs").unwrap_or(name)
    }

    /// Path of the folder that it lies in.
    pub(super) fn folder(&self) -> &str {
        self.path.rsplit_once('/').map_or("", |(folder, _)| folder)
    }

    /// Lines before the first module of tests.
    pub(super) fn lines(&self) -> usize {
        let is_tests = |line: &str| line.trim_start().starts_with("#[cfg(test)]");
        self.code.lines().take_while(|line| !is_tests(line)).count()
    }
}

/// Every text file below the root, in order of path.
pub(super) fn all(root: &Path) -> Done<Vec<Source>> {
    let mut sources = Vec::new();
    gather(root, "", &mut sources)?;
    sources.sort_by(|one, other| one.path.cmp(&other.path));
    Ok(sources)
}

fn gather(folder: &Path, prefix: &str, sources: &mut Vec<Source>) -> Done {
    for entry in std::fs::read_dir(folder).map_err(Trouble::at(folder))? {
        let entry = entry.map_err(Trouble::at(folder))?;
        let name = entry.file_name().to_string_lossy().into_owned();
        let path = if prefix.is_empty() { name.clone() } else { format!("{prefix}/{name}") };
        if SKIPPED.contains(&name.as_str()) || SKIPPED.contains(&path.as_str()) {
            continue;
        }
        let kind = entry.file_type().map_err(Trouble::at(folder))?;
        let small = entry.metadata().is_ok_and(|data| data.len() <= LARGEST);
        if kind.is_dir() {
            gather(&entry.path(), &path, sources)?;
        } else if kind.is_file() && small {
            // What is not UTF-8 is not text.
            sources.extend(std::fs::read_to_string(entry.path()).ok().map(|text| Source::new(&path, text)));
        }
    }
    Ok(())
}
