//! Where runs are.

use crate::exit::Failure;
use std::path::{Path, PathBuf};
use store::Run;

/// The folder of a run that is named by its name or by its folder.
pub(crate) fn folder(runs: &Path, name: &str) -> PathBuf {
    let given = PathBuf::from(name);
    if given.join("plan.json").exists() { given } else { runs.join(name) }
}

/// Opens a run to read it; an unknown name is answered with the names that exist.
pub(crate) fn open(runs: &Path, name: &str) -> Result<Run, Failure> {
    let folder = folder(runs, name);
    if folder.join("plan.json").exists() {
        return Ok(Run::open_read_only(folder)?);
    }
    let mut known: Vec<String> = std::fs::read_dir(runs)
        .into_iter()
        .flatten()
        .flatten()
        .filter(|entry| entry.path().join("plan.json").exists())
        .map(|entry| entry.file_name().to_string_lossy().into_owned())
        .collect();
    known.sort();
    let known =
        if known.is_empty() { "none yet; `safemcp run` makes one".to_owned() } else { known.join(", ") };
    Err(Failure::usage(format!("there is no run `{name}`; runs in `{}`: {known}", runs.display())))
}
