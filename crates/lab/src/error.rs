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
    /// The run on disk.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// A worker died.
    #[error("a worker ended unexpectedly: {0}")]
    Worker(String),
}

impl From<ExperimentError> for LabError {
    fn from(error: ExperimentError) -> Self {
        Self::Experiment(Box::new(error))
    }
}
