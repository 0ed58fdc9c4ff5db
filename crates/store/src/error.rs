//! What can go wrong with a run on disk.

use crate::Key;
use std::path::{Path, PathBuf};
use thiserror::Error;

/// A run that cannot be read or written. Cheap to clone, because one failed batch fails many trials.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum StoreError {
    /// The operating system refused.
    #[error("cannot {doing} `{}`: {what}", path.display())]
    Io {
        /// What was tried.
        doing: &'static str,
        /// With which file or folder.
        path: PathBuf,
        /// What the system said.
        what: String,
    },
    /// Another process writes this run.
    #[error(
        "another process is writing the run in `{}`; wait until it ends, or give this run another name",
        folder.display()
    )]
    Busy {
        /// The run's folder.
        folder: PathBuf,
    },
    /// The run has a writer already.
    #[error("the run in `{}` has a writer already; close it first", folder.display())]
    WriterOpen {
        /// The run's folder.
        folder: PathBuf,
    },
    /// The run was opened to be read only.
    #[error("the run in `{}` was opened read-only", folder.display())]
    ReadOnly {
        /// The run's folder.
        folder: PathBuf,
    },
    /// There is no run in that folder.
    #[error("there is no run in `{}`: `{missing}` is missing; check the name", folder.display())]
    NotARun {
        /// The folder.
        folder: PathBuf,
        /// The file that every run has.
        missing: &'static str,
    },
    /// A file was written by another version of the program.
    #[error(
        "`{}` has format `{found}`, and this program reads format {supported}; \
         use the version that wrote it, or give this run another name",
        path.display()
    )]
    Format {
        /// The file.
        path: PathBuf,
        /// The format it has.
        found: String,
        /// The format that this program reads.
        supported: u32,
    },
    /// The run that is there was made from another plan.
    #[error("the run in `{}` has another plan: {difference}; give this run another name", folder.display())]
    Plan {
        /// The run's folder.
        folder: PathBuf,
        /// The first difference.
        difference: String,
    },
    /// A file is not what was written.
    #[error(
        "`{}` is damaged: {what}; restore it from a copy, or delete the run's folder and run again",
        path.display()
    )]
    Damaged {
        /// The file.
        path: PathBuf,
        /// What is wrong with it.
        what: String,
    },
    /// The database refused for a reason other than damage.
    #[error("the database `{}` failed: {what}", path.display())]
    Database {
        /// The file.
        path: PathBuf,
        /// What SQLite said.
        what: String,
    },
    /// The run has this trial already, or this query of a search. What stands is not changed.
    #[error("trial {key} is stored already; what stands was kept")]
    Duplicate {
        /// The trial.
        key: Key,
    },
    /// The trial, or a query of that search, has a value that cannot be stored.
    #[error("trial {key} cannot be stored: {what}")]
    Unfit {
        /// The trial.
        key: Key,
        /// Which value, and what is allowed.
        what: String,
    },
    /// The run has no such trial.
    #[error("the run has no trial {key}; list its trials to see which there are")]
    Unknown {
        /// What was asked for.
        key: Key,
    },
    /// The writer ended before the trial or query was stored.
    #[error("the run's writer has ended; the trial was not stored")]
    Closed,
}

impl StoreError {
    /// For `map_err` on file operations.
    pub(crate) fn io<'p>(doing: &'static str, path: &'p Path) -> impl FnOnce(std::io::Error) -> Self + 'p {
        move |error| Self::Io { doing, path: path.to_owned(), what: error.to_string() }
    }

    /// For `map_err` on SQLite operations: damage is told apart from everything else.
    pub(crate) fn sql(path: &Path) -> impl Fn(rusqlite::Error) -> Self + '_ {
        use rusqlite::ErrorCode::{DatabaseCorrupt, NotADatabase};
        move |error| {
            let (path, what) = (path.to_owned(), error.to_string());
            match error.sqlite_error_code() {
                Some(DatabaseCorrupt | NotADatabase) => Self::Damaged { path, what },
                _ => Self::Database { path, what },
            }
        }
    }

    /// A file that is not what was written.
    pub(crate) fn damaged(path: &Path, what: &(impl ToString + ?Sized)) -> Self {
        Self::Damaged { path: path.to_owned(), what: what.to_string() }
    }
}
