//! What can stop a run.

use crate::ExperimentError;
use store::StoreError;
use thiserror::Error;

/// Why a run cannot start or go on. Trials that fail are outcomes, not errors.
#[derive(Debug, Error)]
pub enum LabError {
    /// The experiment file.
    #[error(transparent)]
    Experiment(#[from] Box<ExperimentError>),
    /// A name for the run that is no name of a folder.
    #[error("`{0}` cannot be the name of a run's folder; use one plain word, without slashes")]
    Name(String),
    /// The run on disk.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// A service that cannot be pinned.
    #[error("`{subject}` cannot be pinned: {what}")]
    Pin {
        /// The environment or service, and the task.
        subject: String,
        /// Why.
        what: String,
    },
    /// A worker died.
    #[error("a worker ended unexpectedly: {0}")]
    Worker(String),
}

impl From<ExperimentError> for LabError {
    fn from(error: ExperimentError) -> Self {
        Self::Experiment(Box::new(error))
    }
}
