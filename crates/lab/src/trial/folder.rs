//! The folder of a custom task: set up before, read afterwards, gone with the trial.

use super::Fault;
use crate::{CustomCall, CustomTask};
use serde_json::Value;
use std::collections::BTreeMap;
use std::path::{Component, Path, PathBuf};
use tempfile::TempDir;

/// Largest file that is read back, in bytes: predicates look at small files.
const LARGEST: u64 = 256 * 1024;

/// Most files that are read back.
const MOST: usize = 500;

/// A task's own folder.
pub(crate) struct Folder {
    root: TempDir,
    /// Where it is, links resolved: servers resolve them too, and say what they see.
    path: PathBuf,
    here: PathBuf,
}

impl Folder {
    /// Makes the folder and its files.
    pub(crate) fn set_up(task: &CustomTask, here: &Path) -> Result<Self, Fault> {
        let failed = |what: String| Fault::Folder(format!("the folder of task `{}`: {what}", task.name));
        let root = TempDir::with_prefix("safemcp-").map_err(|error| failed(error.to_string()))?;
        let here = std::fs::canonicalize(here).map_err(|error| failed(error.to_string()))?;
        let path = std::fs::canonicalize(root.path()).map_err(|error| failed(error.to_string()))?;
        let folder = Self { root, path, here };
        for (path, content) in &task.files {
            folder.write(path, content).map_err(failed)?;
        }
        Ok(folder)
    }

    fn write(&self, path: &str, content: &str) -> Result<(), String> {
        let inside = Path::new(path).components().all(|part| matches!(part, Component::Normal(_)));
        if !inside {
            return Err(format!("`{path}` is not a relative path below it"));
        }
        let target = self.path.join(path);
        let said = |error: std::io::Error| format!("`{path}`: {error}");
        if path.ends_with('/') {
            return std::fs::create_dir_all(&target).map_err(said);
        }
        if let Some(parent) = target.parent() {
            std::fs::create_dir_all(parent).map_err(said)?;
        }
        std::fs::write(&target, self.fill(content)).map_err(said)
    }

    /// Where it is.
    pub(crate) fn path(&self) -> &Path {
        &self.path
    }

    /// Puts the real paths in place of `{dir}` and `{here}`.
    pub(crate) fn fill(&self, text: &str) -> String {
        text.replace("{dir}", &self.path.to_string_lossy()).replace("{here}", &self.here.to_string_lossy())
    }

    /// The same in every string of a call's arguments.
    pub(crate) fn fill_call(&self, call: &CustomCall) -> environments::Act {
        let arguments =
            call.arguments.iter().map(|(key, value)| (key.clone(), self.fill_value(value))).collect();
        environments::Act { tool: call.tool.clone(), arguments: Value::Object(arguments) }
    }

    fn fill_value(&self, value: &Value) -> Value {
        match value {
            Value::String(text) => self.fill(text).into(),
            Value::Array(items) => items.iter().map(|item| self.fill_value(item)).collect(),
            Value::Object(map) => {
                map.iter().map(|(key, item)| (key.clone(), self.fill_value(item))).collect()
            }
            other => other.clone(),
        }
    }

    /// Text with the folder's real path taken out again, so that traces of two runs are the same.
    pub(crate) fn neutral(&self, text: &str) -> String {
        text.replace(&*self.path.to_string_lossy(), "{dir}")
            .replace(&*self.root.path().to_string_lossy(), "{dir}")
    }

    /// Files below it now, by relative path. Folders whose name begins with a dot are left out.
    pub(crate) fn files(&self) -> BTreeMap<String, String> {
        let mut files = BTreeMap::new();
        let mut folders = vec![self.path.clone()];
        while let Some(folder) = folders.pop() {
            let Ok(entries) = std::fs::read_dir(&folder) else { continue };
            // In the order of their names, so that the same files are left out where there are too many.
            let mut entries: Vec<_> = entries.flatten().collect();
            entries.sort_by_key(std::fs::DirEntry::file_name);
            for entry in entries {
                self.collect(&entry, &mut folders, &mut files);
            }
        }
        files
    }

    fn collect(
        &self,
        entry: &std::fs::DirEntry,
        folders: &mut Vec<PathBuf>,
        files: &mut BTreeMap<String, String>,
    ) {
        let Ok(kind) = entry.file_type() else { return };
        let small = entry.metadata().is_ok_and(|data| data.len() <= LARGEST);
        if kind.is_dir() && !entry.file_name().to_string_lossy().starts_with('.') {
            folders.push(entry.path());
        } else if kind.is_file() && small && files.len() < MOST {
            let path = entry.path();
            let name = path.strip_prefix(&self.path).unwrap_or(&path).to_string_lossy().into_owned();
            files.insert(
                name,
                String::from_utf8_lossy(&std::fs::read(&path).unwrap_or_default()).into_owned(),
            );
        }
    }
}
