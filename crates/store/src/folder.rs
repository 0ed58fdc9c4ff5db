//! The files of a run, and the two things that are done to its folder as a whole: locking and writing in one go.

use crate::StoreError;
use std::fs::{self, File, TryLockError};
use std::io::Write;
use std::path::{Path, PathBuf};

pub(crate) const PLAN: &str = "plan.json";
pub(crate) const TRIALS: &str = "trials.sqlite";
pub(crate) const TRACES: &str = "traces.pack";
pub(crate) const DICTIONARY: &str = "dictionary.zst";
const LOCK: &str = "run.lock";

/// Where a run lives.
#[derive(Clone, Debug)]
pub(crate) struct Folder(PathBuf);

impl Folder {
    pub(crate) fn new(path: &Path) -> Self {
        Self(path.to_owned())
    }

    pub(crate) fn path(&self) -> &Path {
        &self.0
    }

    pub(crate) fn file(&self, name: &str) -> PathBuf {
        self.0.join(name)
    }

    pub(crate) fn has(&self, name: &str) -> bool {
        self.file(name).exists()
    }

    pub(crate) fn create(&self) -> Result<(), StoreError> {
        fs::create_dir_all(&self.0).map_err(StoreError::io("create the folder", &self.0))
    }

    /// Takes the run for this process. The lock goes with the file, so a process that dies leaves none behind.
    pub(crate) fn lock(&self) -> Result<File, StoreError> {
        let path = self.file(LOCK);
        let file = File::options().create(true).truncate(false).write(true).open(&path);
        let file = file.map_err(StoreError::io("open", &path))?;
        match file.try_lock() {
            Ok(()) => Ok(file),
            Err(TryLockError::WouldBlock) => Err(StoreError::Busy { folder: self.0.clone() }),
            Err(TryLockError::Error(error)) => Err(StoreError::io("lock", &path)(error)),
        }
    }

    /// Writes a file so that after a crash it is there as a whole or not at all.
    pub(crate) fn write_whole(&self, name: &str, bytes: &[u8]) -> Result<(), StoreError> {
        let (target, draft) = (self.file(name), self.file(&format!("{name}.new")));
        let write = || {
            let mut file = File::create(&draft)?;
            file.write_all(bytes)?;
            file.sync_all()?;
            fs::rename(&draft, &target)
        };
        write().map_err(StoreError::io("write", &target))?;
        // The rename itself must last, too. Not every system can sync a folder, and none needs it to stay consistent.
        let _ = File::open(&self.0).and_then(|folder| folder.sync_all());
        Ok(())
    }

    pub(crate) fn read(&self, name: &str) -> Result<Vec<u8>, StoreError> {
        let path = self.file(name);
        fs::read(&path).map_err(StoreError::io("read", &path))
    }
}
